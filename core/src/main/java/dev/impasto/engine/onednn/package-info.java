/**
 * The engine for CPUs: oneDNN, 32-bit floats or bf16, tensors in the order height, width, channel.
 *
 * <p>This package holds the factory, {@code OneDnnEngine}, which nothing below it knows. Each room
 * uses only those above it in this list:
 *
 * <ul>
 *   <li>{@code threads}: the threads, and the shares of an operation that they take
 *   <li>{@code binding}: oneDNN's handles, memory, primitives
 *   <li>{@code storage}: tensors, filters and their rows, as 32-bit floats or bf16
 *   <li>{@code winograd}: convolutions by Winograd's minimal filtering
 *   <li>{@code convolution}, {@code pooling}, {@code statistics}: the operations
 * </ul>
 */
package dev.impasto.engine.onednn;
