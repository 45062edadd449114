package dev.impasto.request;

import dev.impasto.color.ColorControl;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;

/** Settings that go together: Impasto's own, the paper's, and those of well-known programs. */
public enum Preset {
  /** {@link TransferOptions#defaults()}. */
  IMPASTO("impasto"),

  /**
   * The paper to the letter: from white noise, by L-BFGS on the pixels themselves, at one size,
   * with average pooling, the style picture resized to the content's size, and α/β = 1e-3 (its
   * Figure 3 B) under {@link LossConvention#PAPER}. As Eq 1 is a sum, that ratio leaves little but
   * content at usual sizes; {@link LossConvention#PAPER_MEAN} tells which ones balance. After fewer
   * than its 1000 steps, noise is left.
   */
  PAPER("paper"),

  /**
   * Settings that give pictures like the paper's figures, at any size and with any network: {@link
   * #PAPER} under {@link LossConvention#PAPER_MEAN}, with which the ratios of those figures hold.
   * They start from the content, go coarse to fine in a fifth of the steps, precondition strongly,
   * leave no trace of borders and remove the finest noise at the end.
   */
  PAPER_FIGURES("paper-figures"),

  /**
   * The defaults of neural-style and neural-style-pt: noise, max pooling, content 5, style 100,
   * total variation 1e-3, 1000 steps of L-BFGS. Their noise is fainter, and their L-BFGS takes
   * every step whole, without a line search.
   */
  NEURAL_STYLE("neural-style"),

  /** The notebook that Gatys published: from the content, max pooling, 500 steps of L-BFGS. */
  GATYS_CODE("gatys-code"),

  /**
   * style-transfer-pytorch: coarse to fine from the content, its losses, Adam with averaged
   * iterates and colors kept in their range, max pooling. Its first size gets twice the steps of
   * the others.
   */
  STYLE_TRANSFER_PYTORCH("style-transfer-pytorch");

  private final String label;

  Preset(String label) {
    this.label = label;
  }

  /** Whether these are the paper's own settings, which are for a normalized network. */
  public boolean isPaper() {
    return this == PAPER || this == PAPER_FIGURES;
  }

  /** The settings. */
  public TransferOptions options() {
    return switch (this) {
      case IMPASTO -> TransferOptions.defaults();
      case PAPER -> paper(LossConvention.PAPER);
      case PAPER_FIGURES ->
          paper(LossConvention.PAPER_MEAN)
              .withStart(InitialPicture.Kind.CONTENT)
              .withOptimization(o -> o.withPreconditioning(1))
              .withSchedule(
                  s ->
                      s.withScales(0)
                          .withMinScale(128)
                          .withIterations(200)
                          .withIterationGrowth(1.4))
              .withForm(f -> f.withSeamless(true))
              .withFinish(f -> f.withDenoising(0.02));
      case NEURAL_STYLE ->
          plain(LossConvention.NEURAL_STYLE)
              .withStart(InitialPicture.Kind.NOISE)
              .withOptimization(o -> o.withOptimizer(new Lbfgs(100)))
              .withIterations(1000);
      case GATYS_CODE ->
          plain(LossConvention.GATYS_CODE).withOptimization(o -> o.withOptimizer(new Lbfgs(100)));
      case STYLE_TRANSFER_PYTORCH ->
          TransferOptions.defaults()
              .withLoss(l -> LossConvention.STYLE_TRANSFER_PYTORCH.options())
              .withForm(f -> f.withPooling(Pooling.MAX))
              .withOptimization(o -> new Optimization(new Adam(), 0, ColorRange.PROJECT))
              .withSchedule(s -> s.withIterationGrowth(1).withIterations(500).withMinScale(128))
              .withFinish(f -> new Finish(0, ColorControl.NONE, 0));
    };
  }

  private static TransferOptions paper(LossConvention convention) {
    return plain(convention)
        .withStart(InitialPicture.Kind.NOISE)
        .withForm(f -> f.withPooling(Pooling.AVERAGE))
        .withIterations(1000)
        .withStyleFit(f -> f.withShape(StyleFit.Shape.CONTENT));
  }

  /** One size, the literature's borders and steps, and the pooling that VGG was trained with. */
  private static TransferOptions plain(LossConvention convention) {
    return TransferOptions.defaults()
        .withLoss(l -> convention.options())
        .withForm(f -> BorderAndPooling.plain(Pooling.MAX))
        .withOptimization(o -> o.withPreconditioning(0))
        .withSchedule(s -> s.withScales(1).withIterationGrowth(1).withIterations(500))
        .withStyleFit(f -> f.withTrim(0))
        .withFinish(f -> new Finish(0, ColorControl.NONE, 0));
  }

  /** The name used on the command line, such as {@code neural-style}. */
  @Override
  public String toString() {
    return label;
  }
}
