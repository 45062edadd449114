package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.color.ColorControl;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Picture;
import java.util.function.UnaryOperator;

/**
 * Everything about a run but the pictures. Start from {@link #defaults()} and change what you like;
 * every value is checked where it is set, and the message of a failure names the value and what
 * would be right.
 *
 * @param size the longest side of the result in pixels, at least 16
 * @param loss what is minimized
 * @param form how the network treats borders and pools
 * @param optimization how the loss is minimized
 * @param schedule at which sizes, and how long
 * @param styleFit the size and shape in which paintings' statistics are taken
 * @param finish what is done to the pictures before and after
 */
public record TransferOptions(
    int size,
    LossOptions loss,
    BorderAndPooling form,
    Optimization optimization,
    Schedule schedule,
    StyleFit styleFit,
    Finish finish) {
  /** The shortest side of any size: pooling four times leaves one position of it. */
  public static final int SMALLEST = 16;

  /** Checks the size. */
  public TransferOptions {
    require(size >= SMALLEST, "the size must be at least %d pixels, not %d", SMALLEST, size);
  }

  /** The settings that suit most pictures, at any size. */
  public static TransferOptions defaults() {
    return new TransferOptions(
        512,
        LossConvention.BALANCED.options(),
        BorderAndPooling.seamless(Pooling.AVERAGE),
        new Optimization(new Lbfgs(10), 0),
        new Schedule(new InitialPicture(InitialPicture.Kind.CONTENT, 0, 0.05, 0), 130, 1.4, 0, 512),
        new StyleFit(1, StyleFit.Shape.OWN, 0.025),
        new Finish(1, ColorControl.NONE, 0.015));
  }

  /** These settings with another {@link #size()}. */
  public TransferOptions withSize(int value) {
    return new TransferOptions(value, loss, form, optimization, schedule, styleFit, finish);
  }

  /** These settings with the {@link #size()} that a photograph has itself. */
  public TransferOptions withSizeOf(Picture content) {
    return withSize(Math.max(content.width(), content.height()));
  }

  /**
   * These settings, with the largest {@link #size()} up to theirs at which a result has no more
   * than so many pixels.
   *
   * @param content gives the result its shape
   * @param megapixels millions of pixels, above 0
   */
  public TransferOptions withMostMegapixels(Picture content, double megapixels) {
    require(megapixels > 0, "the most megapixels must be above 0, not %s", megapixels);
    double longer = Math.max(content.width(), content.height());
    double shorter = Math.min(content.width(), content.height());
    int most = size;
    // Both sides are rounded, so that the picture may be a little larger than its shape says.
    while (most > 1 && most * (double) Math.round(most * shorter / longer) > 1e6 * megapixels) {
      double root = Math.floor(Math.sqrt(1e6 * megapixels * longer / shorter));
      most = root < most ? (int) root : most - 1;
    }
    return withSize(most);
  }

  /** These settings with their {@link #loss()} changed. */
  public TransferOptions withLoss(UnaryOperator<LossOptions> change) {
    return new TransferOptions(
        size, change.apply(loss), form, optimization, schedule, styleFit, finish);
  }

  /** These settings with their {@link #form()} changed. */
  public TransferOptions withForm(UnaryOperator<BorderAndPooling> change) {
    return new TransferOptions(
        size, loss, change.apply(form), optimization, schedule, styleFit, finish);
  }

  /** These settings with their {@link #optimization()} changed. */
  public TransferOptions withOptimization(UnaryOperator<Optimization> change) {
    return new TransferOptions(
        size, loss, form, change.apply(optimization), schedule, styleFit, finish);
  }

  /** These settings with their {@link #schedule()} changed. */
  public TransferOptions withSchedule(UnaryOperator<Schedule> change) {
    return new TransferOptions(
        size, loss, form, optimization, change.apply(schedule), styleFit, finish);
  }

  /** These settings with their {@link #styleFit()} changed. */
  public TransferOptions withStyleFit(UnaryOperator<StyleFit> change) {
    return new TransferOptions(
        size, loss, form, optimization, schedule, change.apply(styleFit), finish);
  }

  /** These settings with their {@link #finish()} changed. */
  public TransferOptions withFinish(UnaryOperator<Finish> change) {
    return new TransferOptions(
        size, loss, form, optimization, schedule, styleFit, change.apply(finish));
  }

  /**
   * These settings at another strength: the one dial for those who want no other.
   *
   * @param value 0 for the photograph itself, 50 for these settings, 100 for all painting and
   *     hardly any photograph; equal steps look about equally large
   */
  public TransferOptions withStrength(double value) {
    return Dials.strength(this, value);
  }

  /**
   * These settings with more or less of the photograph's details kept, beside what the content term
   * keeps.
   *
   * @param value 0 for none beside it, to 100; sets the {@link LossOptions#detail()}
   */
  public TransferOptions withDetail(double value) {
    return Dials.detail(this, value);
  }

  /** These settings with another content weight α, 0 or more. */
  public TransferOptions withContentWeight(double value) {
    return withLoss(l -> l.withContent(l.content().withWeight(value)));
  }

  /** These settings with another style weight β, 0 or more. */
  public TransferOptions withStyleWeight(double value) {
    return withLoss(l -> l.withStyle(l.style().withWeight(value)));
  }

  /** These settings with the style weight that makes a ratio α/β, above 0. */
  public TransferOptions withRatio(double ratio) {
    return withLoss(l -> l.withRatio(ratio));
  }

  /** These settings with another {@link Schedule#iterations()}. */
  public TransferOptions withIterations(int value) {
    return withSchedule(s -> s.withIterations(value));
  }

  /** These settings with another {@link Schedule#start()}. */
  public TransferOptions withStart(InitialPicture.Kind value) {
    return withSchedule(s -> s.withStart(start -> start.withKind(value)));
  }

  /** How far colors are moved: 0 where content or style is not compared. */
  public double movedColors() {
    return loss.content().weight() > 0 && loss.style().weight() > 0 ? finish.colorMatch() : 0;
  }
}
