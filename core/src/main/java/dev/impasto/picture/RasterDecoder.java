package dev.impasto.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.NodeList;

/** Reads GIF, BMP, TIFF and WebP: their decoders give an image of Java, whose values are taken. */
final class RasterDecoder {
  private RasterDecoder() {}

  /** Decodes a BMP file. */
  static Decoded bmp(byte[] file, SizeLimit limit) throws IOException {
    return Codecs.read(Codecs.javaReader("bmp"), file, reader -> first(reader, limit));
  }

  /** Decodes the first page of a TIFF file. */
  static Decoded tiff(byte[] file, SizeLimit limit) throws IOException {
    ExifTags tags = new ExifTags(file);
    return Codecs.read(Codecs.tiffReader(), file, reader -> first(reader, limit))
        .with(tags.profile(), tags.orientation());
  }

  /** Decodes a WebP file; of an animation, the first frame. */
  static Decoded webp(byte[] file, SizeLimit limit) throws IOException {
    ByteBuffer chunks = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.toUnsignedLong(chunks.getInt(4)) + 8 > file.length) {
      throw new EOFException("it is cut short");
    }
    byte[] profile = null;
    int orientation = 1;
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
      } else if (type.equals("EXIF")) {
        byte[] exif = Arrays.copyOfRange(file, start, start + (int) length);
        boolean prefixed = exif.length > 6 && exif[0] == 'E';
        orientation =
            new ExifTags(prefixed ? Arrays.copyOfRange(exif, 6, exif.length) : exif).orientation();
      }
      long next = start + length + (length & 1);
      at = (int) Math.min(next, file.length);
    }
    return Codecs.read(Codecs.webpReader(), chunks.array(), reader -> first(reader, limit))
        .with(profile, orientation);
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
          Decoded frame = first(reader, limit);
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

  private static Decoded first(ImageReader reader, SizeLimit limit) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1) {
      throw new IOException("its header says %d x %d pixels".formatted(width, height));
    }
    limit.check(width, height);
    return values(reader.read(0));
  }

  private static Decoded values(BufferedImage image) throws IOException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || model instanceof PackedColorModel) {
      return packed(image);
    }
    int components =
        switch (model.getColorSpace().getType()) {
          case ColorSpace.TYPE_GRAY -> 1;
          case ColorSpace.TYPE_RGB -> 3;
          case ColorSpace.TYPE_CMYK -> 4;
          default -> throw new IOException("its color space cannot be read; save it as RGB");
        };
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    float[] samples = new float[width * height * components];
    float[] alpha = model.hasAlpha() ? new float[width * height] : null;
    double[] scales = new double[bands];
    for (int b = 0; b < bands; b++) {
      scales[b] = scale(raster, b);
    }
    double[] row = new double[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        float opacity = 1;
        if (alpha != null) {
          opacity = value(row, x * bands + components, scales[components]);
          alpha[pixel] = opacity;
        }
        boolean divide = model.isAlphaPremultiplied() && opacity > 0;
        for (int c = 0; c < components; c++) {
          float value = value(row, x * bands + c, scales[c]);
          samples[pixel * components + c] = divide ? Math.min(1, value / opacity) : value;
        }
      }
    }
    return new Decoded(width, height, model.getComponentSize(0), samples, alpha, null, 1);
  }

  /** The value that means full intensity. */
  private static double scale(Raster raster, int band) {
    return switch (raster.getTransferType()) {
      case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1;
      default -> Math.pow(2, raster.getSampleModel().getSampleSize(band)) - 1;
    };
  }

  private static float value(double[] row, int at, double scale) throws IOException {
    double value = row[at];
    if (Double.isNaN(value)) {
      throw new IOException("it has a value that is not a number");
    }
    if (value < 0 && scale > Integer.MAX_VALUE) {
      // Java has no unsigned 32-bit samples.
      value += scale + 1;
    }
    return (float) Math.max(0, Math.min(1, value / scale));
  }

  /** Palettes and packed pixels have 8 bits and sRGB colors, so that Java's own way is right. */
  private static Decoded packed(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] samples = new float[3 * width * height];
    float @Nullable [] alpha = image.getColorModel().hasAlpha() ? new float[width * height] : null;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        for (int c = 0; c < 3; c++) {
          samples[3 * pixel + c] = ((row[x] >> (16 - 8 * c)) & 255) / 255f;
        }
        if (alpha != null) {
          alpha[pixel] = (row[x] >>> 24) / 255f;
        }
      }
    }
    return new Decoded(width, height, 8, samples, alpha, null, 1);
  }
}
