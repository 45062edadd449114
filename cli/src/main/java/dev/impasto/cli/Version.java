package dev.impasto.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar that it runs from. */
final class Version implements IVersionProvider {
  static String text() {
    return "Impasto "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(unpackaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
