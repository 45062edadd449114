/** The operations of losses: Gram matrices, displaced products, and squared distances. */
package dev.impasto.engine.onednn.statistics;
