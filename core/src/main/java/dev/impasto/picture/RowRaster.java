package dev.impasto.picture;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;

/**
 * What Java's JPEG codec takes for a whole image, and of which it asks or tells one row after the
 * other: no more than a row is ever in memory.
 */
class RowRaster extends WritableRaster {
  /**
   * Of bytes.
   *
   * @param bands values a pixel
   */
  RowRaster(int width, int height, int bands) {
    super(
        model(width, height, bands),
        new DataBufferByte(0),
        new Rectangle(width, height),
        new Point(),
        null);
  }

  private static PixelInterleavedSampleModel model(int width, int height, int bands) {
    return new PixelInterleavedSampleModel(
        DataBuffer.TYPE_BYTE,
        width,
        height,
        bands,
        bands * width,
        IntStream.range(0, bands).toArray());
  }

  /** A row of bytes. */
  static WritableRaster row(int width, int bands) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, bands, null);
  }

  /** An image of these values, whose colors are taken as they are. */
  final BufferedImage image() {
    int space = getNumBands() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, this, false, null);
  }
}
