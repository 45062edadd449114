package dev.impasto.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** The values of the images that Java's decoders give, as they are stored. */
final class JavaImages {
  /** Beyond 0..1 by this much, as resizing leaves it, a float is taken for rounding. */
  private static final double SLACK = 0.01;

  private JavaImages() {}

  /**
   * What a file says of its samples and its decoder does not.
   *
   * @param bits of a sample; 0 where the image's own are right
   * @param negative whether the decoder has turned samples around, by its own number of bits
   * @param premultiplied whether colors are multiplied by alpha
   */
  record Coding(int bits, boolean negative, boolean premultiplied) {
    static final Coding USUAL = new Coding(0, false, false);
  }

  /**
   * Checks that no float of a file is beyond black and white; a decoder may clamp them.
   *
   * @throws IOException if one is, or is not a number
   */
  static void checkFloats(ImageReader reader, SizeLimit limit) throws IOException {
    checkSize(reader, limit);
    Raster raster = reader.readRaster(0, null);
    double[] row = new double[raster.getWidth() * raster.getNumBands()];
    double least = 0;
    double most = 1;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (double value : row) {
        if (Double.isNaN(value)) {
          throw new Unreadable("it has a value that is not a number");
        }
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (least < -SLACK || most > 1 + SLACK) {
      throw new Unreadable(
          "its values go from %s to %s, but floats must be from 0 (black) to 1 (white)"
              .formatted(brief(least), brief(most)));
    }
  }

  /** A number without digits that say nothing. */
  private static String brief(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf((float) value);
  }

  /** The first picture of a file. */
  static Decoded first(ImageReader reader, SizeLimit limit, Coding coding) throws IOException {
    checkSize(reader, limit);
    return values(reader.read(0), coding);
  }

  private static void checkSize(ImageReader reader, SizeLimit limit) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1) {
      throw new Unreadable("its header says %d x %d pixels".formatted(width, height));
    }
    limit.check(width, height);
  }

  private static Decoded values(BufferedImage image, Coding coding) throws IOException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || model instanceof PackedColorModel) {
      return packed(image);
    }
    int components =
        switch (model.getColorSpace().getType()) {
          case ColorSpace.TYPE_GRAY -> 1;
          case ColorSpace.TYPE_RGB -> 3;
          case ColorSpace.TYPE_CMYK -> 4;
          default -> throw new Unreadable("its color space is neither gray, RGB nor CMYK");
        };
    Raster raster = image.getRaster();
    return new Decoded(
        raster.getWidth(),
        raster.getHeight(),
        new Decoded.Pixel(components, model.getComponentSize(0), model.hasAlpha()),
        to -> rows(image, components, coding, to),
        null,
        1);
  }

  private static void rows(BufferedImage image, int components, Coding coding, Decoded.Taker to)
      throws IOException {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    ColorModel model = image.getColorModel();
    float[] samples = new float[width * components];
    float[] alpha = model.hasAlpha() ? new float[width] : null;
    Scale[] scales = new Scale[bands];
    for (int b = 0; b < bands; b++) {
      scales[b] = scale(raster, b, coding);
    }
    boolean premultiplied = coding.premultiplied() || model.isAlphaPremultiplied();
    double[] row = new double[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        float opacity = 1;
        if (alpha != null) {
          opacity = scales[components].of(row[x * bands + components]);
          alpha[x] = opacity;
        }
        boolean divide = premultiplied && opacity > 0;
        for (int c = 0; c < components; c++) {
          float value = scales[c].of(row[x * bands + c]);
          samples[x * components + c] = divide ? Math.min(1, value / opacity) : value;
        }
      }
      to.row(y, samples, alpha);
    }
  }

  /**
   * From a sample to 0..1.
   *
   * @param zero the sample of 0
   * @param full how much above it the sample of 1 is
   */
  private record Scale(double zero, double full) {
    float of(double sample) throws Unreadable {
      if (Double.isNaN(sample)) {
        throw new Unreadable("it has a value that is not a number");
      }
      double value = sample;
      if (value < 0 && full > Integer.MAX_VALUE) {
        // Java has no unsigned 32-bit samples.
        value += full + 1;
      }
      return (float) Math.max(0, Math.min(1, (value - zero) / full));
    }
  }

  private static Scale scale(Raster raster, int band, Coding coding) {
    int type = raster.getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      return new Scale(0, 1);
    }
    double stored = Math.pow(2, raster.getSampleModel().getSampleSize(band)) - 1;
    double full = coding.bits() == 0 ? stored : Math.pow(2, coding.bits()) - 1;
    return new Scale(coding.negative() ? stored - full : 0, full);
  }

  /** Palettes and packed pixels have 8 bits and sRGB colors, so that Java's own way is right. */
  private static Decoded packed(BufferedImage image) {
    boolean hasAlpha = image.getColorModel().hasAlpha();
    return new Decoded(
        image.getWidth(),
        image.getHeight(),
        new Decoded.Pixel(3, 8, hasAlpha),
        to -> {
          int width = image.getWidth();
          float[] samples = new float[3 * width];
          float[] alpha = hasAlpha ? new float[width] : null;
          int[] row = new int[width];
          for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
              for (int c = 0; c < 3; c++) {
                samples[3 * x + c] = ((row[x] >> (16 - 8 * c)) & 255) / 255f;
              }
              if (alpha != null) {
                alpha[x] = (row[x] >>> 24) / 255f;
              }
            }
            to.row(y, samples, alpha);
          }
        },
        null,
        1);
  }
}
