package dev.impasto.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.NodeList;

/** Reads GIF and BMP: their decoders give an image of Java, whose values are taken. */
final class RasterDecoder {
  private RasterDecoder() {}

  /** Decodes a BMP file. */
  static Decoded bmp(FileBytes file, SizeLimit limit) throws IOException {
    return Codecs.read(
        Codecs.javaReader("bmp"),
        file,
        reader -> JavaImages.first(reader, limit, JavaImages.Coding.USUAL));
  }

  /** Decodes the first frame of a GIF file, at its place on the canvas. */
  static Decoded gif(FileBytes file, SizeLimit limit) throws IOException {
    if (file.length() < 10) {
      throw new EOFException("it is cut short");
    }
    int screenWidth = (int) file.number(6, 2, ByteOrder.LITTLE_ENDIAN);
    int screenHeight = (int) file.number(8, 2, ByteOrder.LITTLE_ENDIAN);
    limit.check(screenWidth, screenHeight);
    return Codecs.read(
        Codecs.javaReader("gif"),
        file,
        reader -> {
          Decoded frame = JavaImages.first(reader, limit, JavaImages.Coding.USUAL);
          IIOMetadata metadata = reader.getImageMetadata(0);
          NodeList places =
              ((org.w3c.dom.Element) metadata.getAsTree(metadata.getNativeMetadataFormatName()))
                  .getElementsByTagName("ImageDescriptor");
          org.w3c.dom.Element place = (org.w3c.dom.Element) places.item(0);
          int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
          int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
          int width = Math.max(screenWidth, left + frame.width());
          int height = Math.max(screenHeight, top + frame.height());
          limit.check(width, height);
          return width == frame.width() && height == frame.height()
              ? frame
              : onCanvas(frame, left, top, width, height);
        });
  }

  private static Decoded onCanvas(Decoded frame, int left, int top, int width, int height) {
    int components = frame.components();
    float[] samples = new float[width * components];
    float[] alpha = new float[width];
    return new Decoded(
        width,
        height,
        new Decoded.Pixel(components, frame.bits(), true),
        to -> {
          for (int y = 0; y < top; y++) {
            to.row(y, samples, alpha);
          }
          frame
              .rows()
              .decode(
                  (y, own, ownAlpha) -> {
                    Arrays.fill(samples, 0);
                    Arrays.fill(alpha, 0);
                    System.arraycopy(own, 0, samples, left * components, own.length);
                    if (ownAlpha == null) {
                      Arrays.fill(alpha, left, left + frame.width(), 1);
                    } else {
                      System.arraycopy(ownAlpha, 0, alpha, left, frame.width());
                    }
                    to.row(top + y, samples, alpha);
                  });
          Arrays.fill(alpha, 0);
          for (int y = top + frame.height(); y < height; y++) {
            to.row(y, samples, alpha);
          }
        },
        null,
        1);
  }
}
