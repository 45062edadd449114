package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Flow;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.Optional;

/**
 * The frame before, where the photograph is a frame of a film: its result is moved to where this
 * frame has what it shows, and the new result is held near it; see {@link
 * dev.impasto.loss.TemporalTerm}. All are in the proportions of the photograph, of any size.
 *
 * @param result what the frame before became
 * @param flow from this frame to the one before; without one all stays where it is
 * @param back the flow from the frame before to this one, by which it is found where {@code flow}
 *     can be trusted; see {@link Flow#reliability}
 * @param weights a mask in place of {@code back}, white where {@code flow} can be trusted
 */
public record PreviousFrame(
    SourcePicture result,
    Optional<Flow> flow,
    Optional<Flow> back,
    Optional<SourcePicture> weights) {
  /** Checks that what is given goes together. */
  public PreviousFrame {
    require(
        back.isEmpty() || flow.isPresent(),
        "a flow from the previous frame to this one is of use beside the flow from this one to the"
            + " previous one alone");
    require(
        back.isEmpty() || weights.isEmpty(),
        "where the flow can be trusted is told by a second flow or by a mask: give one of them");
    require(
        back.isEmpty() || sameSize(back.get(), flow.orElseThrow()),
        "the two flows are of different sizes");
    weights.ifPresent(
        mask ->
            require(
                !Mask.isAll(mask.picture(), 0),
                "the mask '%s' is black everywhere: nothing of the previous frame is trusted",
                mask.name()));
  }

  /** The result of the frame before, which stays where it is. */
  public PreviousFrame(SourcePicture result) {
    this(result, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static boolean sameSize(Flow one, Flow other) {
    return one.width() == other.width() && one.height() == other.height();
  }

  /** The same with a {@link #flow()}. */
  public PreviousFrame withFlow(Flow value) {
    return new PreviousFrame(result, Optional.of(value), back, weights);
  }

  /** The same with a {@link #back()}. */
  public PreviousFrame withBack(Flow value) {
    return new PreviousFrame(result, flow, Optional.of(value), weights);
  }

  /** The same with {@link #weights()}. */
  public PreviousFrame withWeights(SourcePicture value) {
    return new PreviousFrame(result, flow, back, Optional.of(value));
  }

  /** Throws where anything is in other proportions than the photograph. */
  void requireFor(Picture content) {
    Picture before = result.picture();
    requireSuits(
        content, "the previous frame's result", result.name(), before.width(), before.height());
    flow.ifPresent(f -> requireSuits(content, "the flow", f.name(), f.width(), f.height()));
    weights.ifPresent(
        mask -> {
          Picture p = mask.picture();
          requireSuits(content, "the mask of the flow", mask.name(), p.width(), p.height());
        });
  }

  private static void requireSuits(
      Picture content, String what, String name, int width, int height) {
    require(
        Masks.areProportional(width, height, content.width(), content.height()),
        "%s%s is of %dx%d and the photograph of %dx%d: it must have the photograph's proportions",
        what,
        name.isEmpty() ? "" : " '" + name + "'",
        width,
        height,
        content.width(),
        content.height());
  }
}
