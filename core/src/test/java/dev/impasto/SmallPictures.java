package dev.impasto;

import dev.impasto.picture.Picture;

/** Small pictures for whole runs. */
public final class SmallPictures {
  private SmallPictures() {}

  /** Smooth colors. */
  public static Picture content(int width, int height) {
    return waves(width, height, 9, 7);
  }

  /** Narrow stripes. */
  public static Picture style(int width, int height) {
    return waves(width, height, 1.5, 2.5);
  }

  private static Picture waves(int width, int height, double across, double down) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int column = i % width;
      int row = i / width;
      double x = column / across;
      double y = row / down;
      rgb[3 * i] = (float) (0.5 + 0.5 * Math.sin(x));
      rgb[3 * i + 1] = (float) (0.5 + 0.5 * Math.cos(y));
      rgb[3 * i + 2] = (float) (0.5 + 0.5 * Math.sin(x + y));
    }
    return new Picture(width, height, rgb);
  }
}
