package dev.impasto.studio.web;

import dev.impasto.problem.InvalidInputException;

/** Something that is asked for is not there, or not yet. */
final class NothingThereException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  NothingThereException(String message) {
    super(message);
  }
}
