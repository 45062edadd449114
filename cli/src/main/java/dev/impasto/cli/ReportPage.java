package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.request.SourcePicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record of a run as one page that needs nothing beside it. */
final class ReportPage {
  private static final String TEMPLATE = "report.html";
  private static final Pattern FIELD = Pattern.compile("\\{\\{([a-z]+)}}");

  /** More of a figure than its first three decimals. */
  private static final Pattern DIGITS = Pattern.compile("(?<=<td>)(-?\\d+\\.\\d{3})\\d*");

  /** The longest side of the pictures that are compared, and of the paintings. */
  private static final int LARGE = 1600;

  private static final int SMALL = 480;
  private static final float QUALITY = 0.92f;

  /** What is shown elsewhere in the page. */
  private static final List<String> LONG = List.of("losses", "command");

  private ReportPage() {}

  /**
   * The page.
   *
   * @param data of the record
   */
  static String of(RunRecord made, Map<String, Object> data) {
    JsonNode json = JsonMapper.shared().valueToTree(data);
    Map<String, String> fields = new LinkedHashMap<>();
    Picture result = made.picture().onWhite();
    int side = Math.min(LARGE, Math.max(result.width(), result.height()));
    Picture shown = result.fitted(side);
    fields.put("title", escaped(String.valueOf(made.file().file().getFileName())));
    fields.put("result", image(shown, "The result"));
    fields.put("photograph", photograph(made, shown));
    fields.put("paintings", paintings(made));
    fields.put("quality", quality(data));
    fields.put("curves", curves(made));
    fields.put("command", escaped(made.command()));
    fields.put("settings", table(json.path("request")));
    fields.put("run", facts(data));
    fields.put("data", RunRecord.json(data).replace("<", "\\u003c"));
    return filled(template(), fields);
  }

  private static String photograph(RunRecord made, Picture shown) {
    Picture photograph = made.job().request().content().picture().onWhite();
    return made.job().request().options().loss().content().weight() == 0
        ? ""
        : image(photograph.resized(shown.width(), shown.height()), "The photograph");
  }

  private static String paintings(RunRecord made) {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, SourcePicture> entry : made.job().request().named().entrySet()) {
      Picture picture = entry.getValue().picture().onWhite();
      String name = entry.getKey() + ": " + Path.of(entry.getValue().name()).getFileName();
      all.append("<figure>")
          .append(
              image(
                  picture.fitted(Math.min(SMALL, Math.max(picture.width(), picture.height()))),
                  name))
          .append("<figcaption>")
          .append(escaped(name))
          .append("</figcaption></figure>");
    }
    return all.toString();
  }

  private static String curves(RunRecord made) {
    List<LossHistory.Evaluation> all = made.history().evaluations();
    return LossChart.parts(all).figure("The losses at each evaluation")
        + LossChart.layers(all).figure("The losses of each layer at each evaluation");
  }

  /** The figures, as far as they mean something. */
  private static String quality(Map<String, Object> data) {
    JsonNode exact = JsonMapper.shared().valueToTree(data.getOrDefault("quality", List.of()));
    StringBuilder rows = new StringBuilder();
    rows("", exact, rows);
    return rows.isEmpty()
        ? "<p>Figures are of pictures that are made of a photograph and a painting.</p>"
        : "<table>" + DIGITS.matcher(rows).replaceAll("$1") + "</table>";
  }

  /** All that is neither long nor shown elsewhere. */
  private static String facts(Map<String, Object> data) {
    Map<String, Object> rest = new LinkedHashMap<>(data);
    LONG.forEach(rest::remove);
    rest.remove("request");
    rest.remove("quality");
    return table(JsonMapper.shared().valueToTree(rest));
  }

  /** A row for each value, named by the way to it. */
  private static String table(JsonNode node) {
    StringBuilder rows = new StringBuilder();
    rows("", node, rows);
    return rows.isEmpty() ? "" : "<table>" + rows + "</table>";
  }

  private static void rows(String name, JsonNode node, StringBuilder rows) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  rows(
                      name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(),
                      entry.getValue(),
                      rows));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        rows(name.isEmpty() ? String.valueOf(i + 1) : name + "." + (i + 1), node.get(i), rows);
      }
    } else if (!node.isMissingNode()) {
      rows.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
              .formatted(
                  escaped(name), escaped(node.isString() ? node.asString() : node.toString())));
    }
  }

  private static String image(Picture picture, String alternative) {
    return "<img src=\"data:image/jpeg;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\">"
        .formatted(
            Base64.getEncoder().encodeToString(jpeg(FigureSheet.image(picture))),
            picture.width(),
            picture.height(),
            escaped(alternative));
  }

  private static byte[] jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(String template, Map<String, String> fields) {
    return FIELD
        .matcher(template)
        .replaceAll(
            field ->
                Matcher.quoteReplacement(
                    Optional.ofNullable(fields.get(field.group(1))).orElse("")));
  }
}
