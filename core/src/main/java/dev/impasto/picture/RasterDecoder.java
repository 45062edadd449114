package dev.impasto.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.NodeList;

/** Reads GIF, BMP and WebP: their decoders give an image of Java, whose values are taken. */
final class RasterDecoder {
  private RasterDecoder() {}

  /** Decodes a BMP file. */
  static Decoded bmp(byte[] file, SizeLimit limit) throws IOException {
    return Codecs.read(
        Codecs.javaReader("bmp"),
        file,
        reader -> JavaImages.first(reader, limit, JavaImages.Coding.USUAL));
  }

  /** Decodes a WebP file; of an animation, the first frame. */
  static Decoded webp(byte[] file, SizeLimit limit) throws IOException {
    ByteBuffer chunks = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.toUnsignedLong(chunks.getInt(4)) + 8 > file.length) {
      throw new EOFException("it is cut short");
    }
    byte[] profile = null;
    int orientation = 0;
    int at = 12;
    while (at + 8 <= file.length) {
      String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(chunks.getInt(at + 4));
      int start = at + 8;
      if (start + length > file.length) {
        break;
      }
      if (type.equals("VP8X") && length >= 1) {
        // The decoder is not told of the profile, which is then used as for all other formats.
        chunks.put(start, (byte) (chunks.get(start) & ~0x20));
      } else if (type.equals("ICCP")) {
        profile = Arrays.copyOfRange(file, start, start + (int) length);
        chunks.put(at, "XXXX".getBytes(StandardCharsets.ISO_8859_1));
      } else if (type.equals("EXIF") && orientation == 0) {
        byte[] exif = Arrays.copyOfRange(file, start, start + (int) length);
        boolean prefixed = exif.length > 6 && exif[0] == 'E';
        orientation =
            new ExifTags(prefixed ? Arrays.copyOfRange(exif, 6, exif.length) : exif).orientation();
      }
      long next = start + length + (length & 1);
      at = (int) Math.min(next, file.length);
    }
    return Codecs.read(
            Codecs.webpReader(),
            chunks.array(),
            reader -> JavaImages.first(reader, limit, JavaImages.Coding.USUAL))
        .with(profile, Math.max(1, orientation));
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
