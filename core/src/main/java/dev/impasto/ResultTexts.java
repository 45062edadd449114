package dev.impasto;

import dev.impasto.engine.Engine;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.RequestJson;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a result's file says of itself: all that its bytes depend on besides the pictures and the
 * network's numbers. The same result has the same texts, whatever program made it.
 */
public final class ResultTexts {
  /** The keyword of a result's request. */
  public static final String REQUEST = "Impasto";

  /** The keyword of how a result was run. */
  public static final String RUN = "Run";

  private ResultTexts() {}

  /**
   * Of a result.
   *
   * @param request what was asked for; no file is named with its folder
   * @param run how it was run and written, by the names of the command line's options
   */
  public static Map<String, String> of(
      TransferRequest request, Engine engine, Map<String, String> run) {
    String json =
        RequestJson.write(
            request, name -> name.isEmpty() ? "" : String.valueOf(Path.of(name).getFileName()));
    Map<String, String> texts = of(json, engine);
    texts.put(RUN, JsonMapper.shared().writeValueAsString(run));
    return texts;
  }

  /** Of a sheet of results: the settings of all. */
  public static Map<String, String> of(TransferOptions options, Engine engine) {
    return of(OptionsJson.write(options), engine);
  }

  private static Map<String, String> of(String json, Engine engine) {
    return new TreeMap<>(
        Map.of(
            REQUEST,
            json,
            "Precision",
            engine.precision().toString(),
            "Engine",
            engine.description(),
            "Software",
            RunIdentity.version()));
  }
}
