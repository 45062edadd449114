package dev.impasto.batch;

import dev.impasto.request.UnreadRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of one picture of a batch: a line of its {@code results.jsonl}.
 *
 * @param output the result's file in the output folder
 * @param content the photograph's file
 * @param styles the paintings' files, with commas between them
 * @param problem why there is no result
 * @param made what the result is; empty where there is none
 * @param origin all that the result depends on: {@code key}, which identifies it, and what it was
 *     made of; empty where there is none
 */
public record ResultRow(
    String output,
    String content,
    String styles,
    Optional<String> problem,
    Optional<Made> made,
    Optional<Origin> origin) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  static final String OUTPUT = "output";
  static final String STATUS = "status";
  static final String DONE = "done";
  static final String KEY = "key";
  static final String BYTES = "bytes";

  /** The columns of a table of results. */
  static final List<String> COLUMNS =
      List.of(
          OUTPUT,
          STATUS,
          "problem",
          "content",
          "styles",
          "width",
          "height",
          "seconds",
          "evaluations",
          "loss",
          BYTES);

  /**
   * A result.
   *
   * @param width in pixels
   * @param height in pixels
   * @param bytes of its file
   * @param work what it took; empty where only the picture itself tells of it
   */
  public record Made(int width, int height, long bytes, Optional<Work> work) {}

  /**
   * What a result took.
   *
   * @param seconds from its start, or from where it was resumed
   * @param evaluations of the loss
   * @param loss at the end
   */
  public record Work(double seconds, int evaluations, double loss) {}

  /**
   * All that a result depends on.
   *
   * @param key see {@link InputFiles#key}
   * @param request what was asked for, with the names of files
   * @param sha256 of the files, by their names
   * @param run how it was run and written, and what computed it
   */
  public record Origin(
      String key, UnreadRequest request, Map<String, String> sha256, Map<String, String> run) {}

  /** Of a picture that could not be made. */
  public static ResultRow failed(String output, UnreadRequest request, String problem) {
    return new ResultRow(
        output,
        request.content(),
        String.join(", ", request.styles()),
        Optional.of(problem),
        Optional.empty(),
        Optional.empty());
  }

  /** Of a picture that was made. */
  public static ResultRow made(String output, Origin origin, Made made) {
    return new ResultRow(
        output,
        origin.request.content(),
        String.join(", ", origin.request.styles()),
        Optional.empty(),
        Optional.of(made),
        Optional.of(origin));
  }

  /** Whether the picture is there. */
  public boolean isDone() {
    return made.isPresent();
  }

  /** As a line of JSON. */
  public String json() {
    return node().toString();
  }

  ObjectNode node() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put(OUTPUT, output).put(STATUS, isDone() ? DONE : "failed");
    problem.ifPresent(text -> node.put("problem", text));
    node.put("content", content).put("styles", styles);
    made.ifPresent(of -> node.put("width", of.width).put("height", of.height));
    made.flatMap(Made::work).ifPresent(of -> node.setAll((ObjectNode) MAPPER.valueToTree(of)));
    made.ifPresent(of -> node.put(BYTES, of.bytes));
    origin.ifPresent(
        of -> {
          node.put(KEY, of.key);
          node.set("sha256", MAPPER.valueToTree(of.sha256));
          node.set("run", MAPPER.valueToTree(of.run));
          node.set("request", MAPPER.readTree(of.request.json()));
        });
    return node;
  }
}
