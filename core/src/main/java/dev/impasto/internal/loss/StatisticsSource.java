package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.StyleComparison;
import java.util.List;

/** Takes the statistics of a layer's response that a {@link StyleComparison} compares. */
interface StatisticsSource {
  /** Begins: nothing has been added. */
  void begin();

  /** Adds the response to the present tile. */
  void add();

  /**
   * The statistics of all responses added since it began. They may not be a copy: the next are
   * written over them.
   */
  LayerStatistics taken();

  /**
   * The loss of the responses to come.
   *
   * @param pass whose memory the loss may use; the photograph's response is the last one taken
   * @param targets the paintings' statistics
   * @param photograph whether there is one to whose distance others may be relative
   * @param weight the style weight times the layer's share, w_l of Eq 5
   */
  StyleLoss loss(VggPass pass, List<StyleTarget> targets, boolean photograph, double weight);
}
