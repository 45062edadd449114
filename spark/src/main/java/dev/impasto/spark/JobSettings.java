package dev.impasto.spark;

import dev.impasto.batch.Manifest;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What rows of a job's manifest leave out, and what the columns of a table mean: settings named as
 * in {@link StyleTransformer}.
 *
 * @param options in JSON, for all rows that say nothing else
 */
record JobSettings(String options) implements Manifest.Settings {
  private static final String PRESET = "preset";

  /** The usual settings, of any pictures. */
  static UnreadRequest usual() {
    return new JobSettings("{}").request(Map.of());
  }

  @Override
  public Collection<String> columns() {
    List<String> columns = new ArrayList<>(SettingParam.names());
    columns.add(PRESET);
    return columns;
  }

  @Override
  public UnreadRequest request(Map<String, String> given) {
    ObjectNode json = (ObjectNode) parsed(options);
    given.forEach((name, value) -> SettingParam.put(json, name, parsed(value)));
    TransferOptions read = OptionsJson.read(json.toString());
    return UnreadRequest.of(
        new TransferRequest(
            UnreadRequest.standIn("content"),
            List.of(StyleSource.of(UnreadRequest.standIn("style"))),
            Optional.empty(),
            read));
  }

  /** A number, or an object, or a word. */
  private static JsonNode parsed(String value) {
    try {
      return JsonMapper.shared().readTree(value);
    } catch (JacksonException e) {
      return JsonMapper.shared().valueToTree(value);
    }
  }
}
