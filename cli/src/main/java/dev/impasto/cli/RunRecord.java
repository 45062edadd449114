package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.quality.QualityFigures;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a run leaves to tell: what {@code --report} writes.
 *
 * @param job what was made
 * @param picture the result
 * @param file where it was written
 * @param summary what {@code --json} prints
 * @param history the losses
 * @param times in seconds
 * @param command what makes it again
 */
record RunRecord(
    PictureRun.Job job,
    Picture picture,
    ResultFile file,
    Map<String, Object> summary,
    LossHistory history,
    Map<String, Double> times,
    String command) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** As JSON has it, in its order. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(Report.FORM, Report.NEWEST);
    data.putAll(summary);
    data.put("command", command);
    data.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    data.put("processors", Runtime.getRuntime().availableProcessors());
    data.put("sha256", hashes());
    data.put("times", times);
    data.put("memoryBytes", PeakMemory.bytes());
    List<Map<String, Object>> quality = quality();
    if (!quality.isEmpty()) {
      data.put("quality", quality.size() == 1 ? quality.get(0) : quality);
    }
    data.put("sizes", sizes());
    data.put("losses", history.data());
    return data;
  }

  /** Data as text. */
  static String json(Map<String, Object> data) {
    return MAPPER.writeValueAsString(data);
  }

  /** Of the pixels of each picture, and of the result's file. */
  private Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    job.request().named().forEach((name, source) -> hashes.put(name, source.picture().sha256()));
    job.request().files().forEach((name, file) -> hashes.put(name, file.sha256()));
    hashes.put("result", picture.sha256());
    hashes.put("file", FigureFolder.hash(file.file()));
    return hashes;
  }

  /** The figures against each painting; none where a picture was not made of two. */
  private List<Map<String, Object>> quality() {
    TransferRequest request = job.request();
    boolean transfer =
        request.options().loss().content().weight() > 0
            && request.options().loss().style().weight() > 0;
    int side = Math.min(picture.width(), picture.height());
    List<Map<String, Object>> all = new ArrayList<>();
    if (transfer && side >= QualityFigures.SMALLEST) {
      for (StyleSource style : request.styles()) {
        QualityFigures figures =
            QualityFigures.of(request.content().picture(), style.source().picture(), picture);
        Map<String, Object> named = new LinkedHashMap<>();
        if (request.styles().size() > 1) {
          named.put("painting", style.source().name());
        }
        named.put("content", figures.content());
        named.put("style", figures.style());
        named.put("copied", figures.copied());
        named.put("grain", figures.grain());
        all.add(named);
      }
    }
    return all;
  }

  /** How long each size took, up to its last iterate. */
  private List<Map<String, Object>> sizes() {
    List<LossHistory.Evaluation> all = history.evaluations();
    List<Map<String, Object>> sizes = new ArrayList<>();
    double before = 0;
    int from = 0;
    for (int i = 0; i < all.size(); i++) {
      LossHistory.Evaluation evaluation = all.get(i);
      if (i + 1 == all.size() || all.get(i + 1).scale() != evaluation.scale()) {
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("scale", evaluation.scale());
        size.put("evaluations", i + 1 - from);
        size.put("seconds", Math.round(1000 * (evaluation.seconds() - before)) / 1000.0);
        sizes.add(size);
        before = evaluation.seconds();
        from = i + 1;
      }
    }
    return sizes;
  }
}
