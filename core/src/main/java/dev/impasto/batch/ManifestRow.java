package dev.impasto.batch;

import dev.impasto.request.UnreadRequest;
import java.util.Optional;

/**
 * A picture that a manifest asks for.
 *
 * @param line where it begins in the file, from 1
 * @param request what is asked for, its files named as in the manifest
 * @param output the name of the result, if it is given
 */
public record ManifestRow(int line, UnreadRequest request, Optional<String> output) {}
