package dev.impasto.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Writes JPEG. */
final class JpegEncoder {
  private static final String METADATA = "javax_imageio_jpeg_image_1.0";

  /** The length of a segment is written in 16 bits, and counts its own two bytes. */
  private static final int MOST_COMMENT_BYTES = 65533;

  /** So much of a profile goes into a segment, after what marks it. */
  private static final int MOST_PROFILE_BYTES = MOST_COMMENT_BYTES - 14;

  private static final int EXIF = 0xe1;
  private static final int PROFILE = 0xe2;
  private static final int COMMENT = 0xfe;

  static final int MOST_SIDE = 65535;

  /** Java's encoder counts them so far. */
  static final long MOST_PIXELS = Integer.MAX_VALUE;

  private JpegEncoder() {}

  /**
   * Writes a picture.
   *
   * @param picture shown on white where it is not opaque
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(Picture picture, PictureWriter.Options options, OutputStream out)
      throws IOException {
    StoredRows rows = new StoredRows(picture, 8, options.metadata(), false);
    // JFIF demands that its own segment comes before all others.
    compress(image(rows), options, new AfterFirstSegment(segments(picture, options), out));
  }

  /** Whether a file can hold so many pixels. */
  static boolean holds(int width, int height) {
    return Math.max(width, height) <= MOST_SIDE && (long) width * height < MOST_PIXELS;
  }

  /** What a file says besides its pixels. */
  private static byte[] segments(Picture picture, PictureWriter.Options options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TiffFields exif = options.metadata().exif(picture).orElse(null);
    if (exif != null) {
      segment(out, EXIF, JpegSegments.EXIF, exif.block());
    }
    byte[] profile = options.metadata().profile().orElse(new byte[0]);
    int parts = (profile.length + MOST_PROFILE_BYTES - 1) / MOST_PROFILE_BYTES;
    for (int part = 1; part <= parts; part++) {
      int from = (part - 1) * MOST_PROFILE_BYTES;
      int to = Math.min(profile.length, from + MOST_PROFILE_BYTES);
      byte[] start = Arrays.copyOf(JpegSegments.ICC, JpegSegments.ICC.length + 2);
      start[start.length - 2] = (byte) part;
      start[start.length - 1] = (byte) parts;
      segment(out, PROFILE, start, Arrays.copyOfRange(profile, from, to));
    }
    for (Map.Entry<String, String> entry : options.text().entrySet()) {
      segment(out, COMMENT, new byte[0], comment(entry.getKey() + ": " + entry.getValue()));
    }
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] start, byte[] content) {
    int length = 2 + start.length + content.length;
    out.write(0xff);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(start);
    out.writeBytes(content);
  }

  private static byte[] comment(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_COMMENT_BYTES) {
      return bytes;
    }
    int end = MOST_COMMENT_BYTES;
    // Not within a character: its further bytes begin with the bits 10.
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static BufferedImage image(StoredRows rows) {
    int width = rows.width();
    int[] levels = new int[3 * width];
    return new RowRaster(width, rows.height(), 3) {
      @Override
      public Raster createChild(
          int x, int y, int columns, int height, int childX, int childY, int[] bands) {
        WritableRaster row = row(width, 3);
        rows.read(y, levels);
        row.setPixels(0, 0, width, 1, levels);
        return row;
      }
    }.image();
  }

  private static void compress(BufferedImage image, PictureWriter.Options options, OutputStream to)
      throws IOException {
    ImageWriter writer = Codecs.javaWriter("jpeg");
    try (ImageOutputStream out = new StraightOutput(to)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(options.quality() / 100f);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      Element tree = (Element) metadata.getAsTree(METADATA);
      NodeList components = tree.getElementsByTagName("componentSpec");
      for (int i = 0; i < components.getLength(); i++) {
        boolean brightness = i == 0;
        Element component = (Element) components.item(i);
        component.setAttribute(
            "HsamplingFactor", factor(brightness, options.subsampling().columns));
        component.setAttribute("VsamplingFactor", factor(brightness, options.subsampling().rows));
      }
      metadata.setFromTree(METADATA, tree);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
  }

  /** How many values of a component there are for each color. */
  private static String factor(boolean brightness, int shared) {
    return Integer.toString(brightness ? shared : 1);
  }
}
