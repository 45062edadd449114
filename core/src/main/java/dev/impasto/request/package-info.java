/**
 * Requests: pictures and settings, whole and checked before anything is computed, and their one
 * JSON form.
 */
package dev.impasto.request;
