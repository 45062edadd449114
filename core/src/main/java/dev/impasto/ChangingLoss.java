package dev.impasto;

import dev.impasto.loss.LossOptions;
import dev.impasto.loss.StyleTerm;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The losses of a run, whose weights may change on the way.
 *
 * @param first those that it begins with
 * @param changes in their order
 */
record ChangingLoss(LossOptions first, List<WeightChange> changes) {
  static ChangingLoss of(TransferRequest request) {
    return new ChangingLoss(request.options().loss(), request.changes());
  }

  /**
   * Those that hold after so many evaluations at a size.
   *
   * @param result the longest side of the result, with which the style's share may grow
   */
  LossOptions at(int scale, int evaluations, int result) {
    LossOptions loss = first;
    for (WeightChange change : changes) {
      boolean past =
          change.scale() < scale || (change.scale() == scale && change.iteration() <= evaluations);
      loss = past ? change.in(first) : loss;
    }
    StyleTerm style = loss.style();
    double share = style.comparison().share(result);
    return loss.withStyle(style.withWeight(share * style.weight()));
  }

  /** All changes, and one of the last weights after so many evaluations at a size. */
  List<WeightChange> and(UnaryOperator<LossOptions> weights, int scale, int evaluations) {
    LossOptions last = changes.isEmpty() ? first : changes.get(changes.size() - 1).in(first);
    List<WeightChange> all = new ArrayList<>(changes);
    all.add(WeightChange.to(weights.apply(last), scale, evaluations));
    return all;
  }

  /** Whether any changes at a size after some evaluations and up to others. */
  boolean changes(int scale, int after, int upTo) {
    return changes.stream()
        .anyMatch(
            change ->
                change.scale() == scale
                    && change.iteration() > after
                    && change.iteration() <= upTo);
  }
}
