package dev.impasto.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.NodeList;

/** Reads GIF and BMP: their decoders give an image of Java, whose values are taken. */
final class RasterDecoder {
  private RasterDecoder() {}

  /** Decodes a BMP file. */
  static Decoded bmp(byte[] file, SizeLimit limit) throws IOException {
    return Codecs.read(
        Codecs.javaReader("bmp"),
        file,
        reader -> JavaImages.first(reader, limit, JavaImages.Coding.USUAL));
  }

  /** Decodes the first frame of a GIF file, at its place on the canvas. */
  static Decoded gif(byte[] file, SizeLimit limit) throws IOException {
    if (file.length < 10) {
      throw new EOFException("it is cut short");
    }
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int screenWidth = Short.toUnsignedInt(header.getShort(6));
    int screenHeight = Short.toUnsignedInt(header.getShort(8));
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
    float[] samples = new float[width * height * components];
    float[] alpha = new float[width * height];
    for (int y = 0; y < frame.height(); y++) {
      int from = y * frame.width();
      int to = (y + top) * width + left;
      System.arraycopy(
          frame.samples(), from * components, samples, to * components, frame.width() * components);
      if (frame.alpha() == null) {
        Arrays.fill(alpha, to, to + frame.width(), 1);
      } else {
        System.arraycopy(frame.alpha(), from, alpha, to, frame.width());
      }
    }
    return new Decoded(width, height, frame.bits(), samples, alpha, null, 1);
  }
}
