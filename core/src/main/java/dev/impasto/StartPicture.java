package dev.impasto;

import dev.impasto.picture.Picture;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferRequest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The picture that the first size starts from: one that is given, content, style or noise. */
final class StartPicture {
  private StartPicture() {}

  /**
   * Makes it.
   *
   * @param content at the first size
   * @param styles the paintings, the first of which may be the start
   */
  static Picture of(TransferRequest request, Picture content, List<Picture> styles) {
    Optional<Picture> given = request.start().map(SourcePicture::picture);
    if (given.isPresent()) {
      return given.get().onWhite().resized(content.width(), content.height());
    }
    InitialPicture start = request.options().schedule().start();
    return switch (start.kind()) {
      case CONTENT -> content;
      case STYLE ->
          styles.isEmpty() ? content : styles.get(0).resized(content.width(), content.height());
      case NOISE -> noise(content.width(), content.height(), start.spread(), start.seed());
    };
  }

  /** White noise around middle gray, whose standard deviation is {@code spread}. */
  private static Picture noise(int width, int height, double spread, long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) (0.5 + spread * random.nextGaussian());
    }
    return new Picture(width, height, rgb);
  }
}
