package dev.impasto.cli;

import dev.impasto.RunIdentity;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar that it runs from. */
final class Version implements IVersionProvider {
  static String text() {
    return RunIdentity.version();
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
