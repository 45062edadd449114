package dev.impasto.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Valid files of every format and of all kinds that Java writes, a few hundred bytes each. */
final class SmallFiles {
  private static final int WIDTH = 30;
  private static final int HEIGHT = 22;

  private SmallFiles() {}

  /** By the ending of their names. */
  static Map<String, List<byte[]>> byFormat() throws IOException {
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    files.put("png", png());
    files.put("jpg", jpeg());
    files.put("tif", tiff());
    files.put("gif", gif());
    files.put("bmp", bmp());
    files.put("webp", WebpFiles.all());
    return files;
  }

  private static List<byte[]> png() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type : types(BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY)) {
      files.add(written("png", drawn(type), "", false));
      files.add(written("png", drawn(type), "", true));
    }
    return files;
  }

  private static List<byte[]> jpeg() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
      files.add(written("jpeg", drawn(type), "", false));
      files.add(written("jpeg", drawn(type), "", true));
    }
    return files;
  }

  private static List<byte[]> tiff() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String compression : List.of("", "LZW", "ZLib", "PackBits", "Deflate", "JPEG")) {
      files.add(written("tiff", drawn(BufferedImage.TYPE_INT_RGB), compression, false));
    }
    for (String compression : List.of("CCITT RLE", "CCITT T.4", "CCITT T.6")) {
      files.add(written("tiff", drawn(BufferedImage.TYPE_BYTE_BINARY), compression, false));
    }
    for (int type : types(BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY)) {
      files.add(written("tiff", drawn(type), "LZW", false));
    }
    return files;
  }

  private static List<byte[]> gif() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type : types(BufferedImage.TYPE_INT_ARGB)) {
      files.add(written("gif", drawn(type), "", false));
      files.add(written("gif", drawn(type), "", true));
    }
    files.add(animation());
    return files;
  }

  private static List<byte[]> bmp() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type : types(BufferedImage.TYPE_USHORT_565_RGB)) {
      files.add(written("bmp", drawn(type), "", false));
    }
    files.add(written("bmp", drawn(BufferedImage.TYPE_BYTE_INDEXED), "BI_RLE8", false));
    files.add(written("bmp", drawn(BufferedImage.TYPE_USHORT_565_RGB), "BI_BITFIELDS", false));
    return files;
  }

  private static int[] types(int... more) {
    List<Integer> types =
        new ArrayList<>(
            List.of(
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY));
    for (int type : more) {
      types.add(type);
    }
    return types.stream().mapToInt(Integer::intValue).toArray();
  }

  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      int opacity = image.getColorModel().hasAlpha() ? 255 * y / HEIGHT : 255;
      int blue = (int) (128 + 100 * Math.sin(x / 3.0) * Math.cos(y / 2.0));
      Color color = new Color(255 * x / WIDTH, 255 * y / HEIGHT, blue, opacity);
      image.setRGB(x, y, color.getRGB());
    }
    return image;
  }

  private static byte[] written(
      String format, BufferedImage image, String compression, boolean progressive)
      throws IOException {
    ImageWriter writer = Codecs.javaWriter(format);
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (!compression.isEmpty()) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
    }
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    } else if (parameters.canWriteProgressive()) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Two frames. */
  private static byte[] animation() throws IOException {
    BufferedImage first = drawn(BufferedImage.TYPE_BYTE_INDEXED);
    BufferedImage second = drawn(BufferedImage.TYPE_BYTE_INDEXED);
    Graphics2D pen = second.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(5, 5, 10, 8);
    pen.dispose();
    ImageWriter writer = Codecs.javaWriter("gif");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (BufferedImage frame : List.of(first, second)) {
        ColorModel model = frame.getColorModel();
        ImageTypeSpecifier type = new ImageTypeSpecifier(model, frame.getSampleModel());
        writer.writeToSequence(
            new IIOImage(frame, null, writer.getDefaultImageMetadata(type, null)), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
