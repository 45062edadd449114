package dev.impasto.spark;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/** What a column holds pictures as. */
enum PictureColumn {
  /** The bytes of a file, as the data source {@code binaryFile} has them. */
  FILES {
    @Override
    Picture read(TransferPlan plan, String name, Object value) {
      return plan.read(name, (byte[]) value);
    }

    @Override
    Object written(TransferPlan plan, String origin, Picture picture) {
      return plan.written(picture);
    }
  },

  /**
   * Structures as the data source {@code image} has them: origin, height, width, number of
   * channels, type, and data, row by row, blue before green before red, a byte each.
   */
  IMAGES {
    @Override
    Picture read(TransferPlan plan, String name, Object value) {
      Row image = (Row) value;
      int height = image.getInt(1);
      int width = image.getInt(2);
      int channels = image.getInt(3);
      int type = image.getInt(4);
      byte[] data = image.getAs(5);
      require(height >= 1 && width >= 1, "the image has %d x %d pixels", width, height);
      require(
          channels == 1 || channels == 3 || channels == 4,
          "the image has %d channels: it must be gray (1), BGR (3) or BGRA (4)",
          channels);
      require(
          type == (channels - 1) << 3,
          "the image is of OpenCV's type %d: it must be CV_8UC%d, which is %d",
          type,
          channels,
          (channels - 1) << 3);
      long pixels = (long) width * height;
      require(
          pixels <= plan.maxPixels(),
          "the image has %d x %d pixels, more than %d",
          width,
          height,
          plan.maxPixels());
      require(
          data.length == pixels * channels,
          "the image has %d bytes, and %d x %d x %d are %d",
          data.length,
          width,
          height,
          channels,
          pixels * channels);
      return picture(width, height, channels, data);
    }

    @Override
    Object written(TransferPlan plan, String origin, Picture picture) {
      float[] rgb = picture.rgb();
      byte[] data = new byte[rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        data[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, rgb[i / 3 * 3 + 2 - i % 3])));
      }
      return RowFactory.create(origin, picture.height(), picture.width(), 3, 2 << 3, data);
    }
  };

  private static final String KINDS =
      "binary, the bytes of files, or a structure of the data source 'image'";

  /**
   * How a column of a type is read.
   *
   * @throws dev.impasto.problem.InvalidInputException if it holds no pictures
   */
  static PictureColumn of(String name, DataType type) {
    boolean image = DataType.equalsIgnoreNullability(type, ImageSchema.columnSchema());
    require(
        image || type instanceof BinaryType,
        "the column '%s' is of type %s; it must be %s",
        name,
        type.simpleString(),
        KINDS);
    return image ? IMAGES : FILES;
  }

  /**
   * Reads a picture.
   *
   * @param name what messages call it
   * @throws dev.impasto.problem.InvalidInputException if it is none
   */
  abstract Picture read(TransferPlan plan, String name, Object value);

  /** Writes a picture as what the column holds. */
  abstract Object written(TransferPlan plan, String origin, Picture picture);

  private static Picture picture(int width, int height, int channels, byte[] data) {
    int pixels = width * height;
    float[] rgb = new float[3 * pixels];
    float[] alpha = new float[channels == 4 ? pixels : 0];
    for (int at = 0; at < pixels; at++) {
      for (int color = 0; color < 3; color++) {
        int channel = channels == 1 ? 0 : 2 - color;
        rgb[3 * at + color] = (data[channels * at + channel] & 0xff) / 255f;
      }
      if (channels == 4) {
        alpha[at] = (data[4 * at + 3] & 0xff) / 255f;
      }
    }
    return channels == 4 ? new Picture(width, height, rgb, alpha) : new Picture(width, height, rgb);
  }
}
