package dev.impasto.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar that it runs from. */
final class Version implements IVersionProvider {
  static String text() {
    return "Impasto "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(unpackaged)");
  }

  /** Settings for a picture's metadata, with the program that it was made by. */
  static Map<String, String> signed(Map<String, String> settings) {
    Map<String, String> metadata = new TreeMap<>(settings);
    metadata.put("Software", text());
    return metadata;
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
