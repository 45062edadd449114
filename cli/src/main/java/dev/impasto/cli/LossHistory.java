package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.loss.LossParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The losses of a run at every evaluation. */
final class LossHistory {
  /**
   * One evaluation.
   *
   * @param number counted through all sizes, from 1
   * @param scale which size it is at, from 1
   * @param seconds since the run began, when its iterate was there
   * @param iterate whether the optimizer went on from it
   */
  record Evaluation(int number, int scale, double seconds, boolean iterate, LossParts parts) {}

  private final List<Evaluation> evaluations = new ArrayList<>();

  /** Adds those since the iterate before. */
  void progressed(Progress progress) {
    List<LossParts> evaluated = progress.evaluated();
    int accepted = evaluated.size() - 1;
    while (accepted > 0 && evaluated.get(accepted).total() != progress.totalLoss()) {
      accepted--;
    }
    for (int i = 0; i < evaluated.size(); i++) {
      evaluations.add(
          new Evaluation(
              progress.at().evaluations() - evaluated.size() + 1 + i,
              progress.at().scale(),
              progress.time().elapsed().toMillis() / 1000.0,
              i == accepted,
              evaluated.get(i)));
    }
  }

  List<Evaluation> evaluations() {
    return Collections.unmodifiableList(evaluations);
  }

  /** As JSON has it. */
  List<Map<String, Object>> data() {
    return evaluations.stream().map(LossHistory::data).toList();
  }

  private static Map<String, Object> data(Evaluation evaluation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("evaluation", evaluation.number());
    data.put("scale", evaluation.scale());
    data.put("seconds", evaluation.seconds());
    data.put("iterate", evaluation.iterate());
    data.put("total", evaluation.parts().total());
    data.putAll(evaluation.parts().values());
    Map<String, Object> layers = new LinkedHashMap<>();
    evaluation
        .parts()
        .layers()
        .forEach(
            (name, of) -> {
              Map<String, Double> values = new LinkedHashMap<>();
              of.forEach((layer, value) -> values.put(layer.toString(), value));
              layers.put(name, values);
            });
    data.put("layers", layers);
    return data;
  }
}
