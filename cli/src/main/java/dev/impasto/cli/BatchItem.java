package dev.impasto.cli;

import dev.impasto.request.UnreadRequest;

/**
 * A picture of a batch.
 *
 * @param request what is asked for, its files by their whole paths
 * @param output the result's name in the output folder
 */
record BatchItem(UnreadRequest request, String output) {}
