package dev.impasto.picture;

import dev.impasto.problem.InvalidInputException;
import java.util.AbstractList;
import java.util.List;

/** Frames as an animation shows them: on white, and all as large as the first. */
final class FramesOfOneSize extends AbstractList<Picture> {
  private final List<Picture> frames;
  private final int width;
  private final int height;

  FramesOfOneSize(List<Picture> frames) {
    this.frames = frames;
    Picture first = frames.get(0);
    width = first.width();
    height = first.height();
  }

  @Override
  public Picture get(int index) {
    Picture frame = frames.get(index);
    InvalidInputException.require(
        frame.width() == width && frame.height() == height,
        "the pictures of an animation must have one size, not %dx%d and %dx%d",
        width,
        height,
        frame.width(),
        frame.height());
    return frame.onWhite();
  }

  @Override
  public int size() {
    return frames.size();
  }
}
