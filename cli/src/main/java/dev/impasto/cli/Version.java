package dev.impasto.cli;

import dev.impasto.RunIdentity;
import dev.impasto.engine.Engine;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.RequestJson;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;
import tools.jackson.databind.json.JsonMapper;

/** The program's version, from the jar that it runs from. */
final class Version implements IVersionProvider {
  static String text() {
    return RunIdentity.version();
  }

  /**
   * What a result says of itself: the request and how it was run, no file with its folder.
   *
   * @param run how, by the names of options
   */
  static Map<String, String> signed(
      TransferRequest request, Engine engine, Map<String, String> run) {
    String json =
        RequestJson.write(
            request, name -> name.isEmpty() ? "" : Path.of(name).getFileName().toString());
    Map<String, String> signed = new TreeMap<>(signed(json, engine));
    signed.put(Settings.RUN, JsonMapper.shared().writeValueAsString(run));
    return signed;
  }

  /** What a figure says of itself: the settings of all its pictures. */
  static Map<String, String> signed(TransferOptions options, Engine engine) {
    return signed(OptionsJson.write(options), engine);
  }

  /** All that the bits depend on besides the pictures and the network. */
  private static Map<String, String> signed(String json, Engine engine) {
    return Map.of(
        Settings.REQUEST,
        json,
        "Precision",
        engine.precision().toString(),
        "Engine",
        engine.description(),
        "Software",
        text());
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
