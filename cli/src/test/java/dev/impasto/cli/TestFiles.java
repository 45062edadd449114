package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Files made for tests. */
final class TestFiles {
  private TestFiles() {}

  /** Writes a colorful picture. */
  static Path picture(Path file, int width, int height) {
    PictureWriter.write(new Picture(width, height, colors(width, height)), file);
    return file;
  }

  /** Writes a colorful picture that is transparent to the left and opaque to the right. */
  static Path fading(Path file, int width, int height) {
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (float) (i % width) / (width - 1);
    }
    PictureWriter.write(new Picture(width, height, colors(width, height), alpha), file);
    return file;
  }

  private static float[] colors(int width, int height) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      rgb[3 * i] = (float) x / width;
      rgb[3 * i + 1] = (float) y / height;
      rgb[3 * i + 2] = (float) (0.5 + 0.4 * Math.sin(x / 5.0) * Math.cos(y / 4.0));
    }
    return rgb;
  }

  /** Writes a picture whose EXIF names the maker of a camera: {@code abc}. */
  static Path exif(Path file, int width, int height) throws IOException {
    byte[] plain = Files.readAllBytes(picture(file, width, height));
    byte[] tag = {1, 0x0f, 0, 2, 0, 0, 0, 4, 'a', 'b', 'c', 0};
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("eXIfMM\0*\0\0\0\10\0\1".getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(tag);
    chunk.writeBytes(new byte[4]);
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(png);
    out.write(plain, 0, 33);
    out.writeInt(chunk.size() - 4);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    out.write(plain, 33, plain.length - 33);
    return Files.write(file, png.toByteArray());
  }

  /** Writes the first half of a file. */
  static Path half(Path whole, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    return Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** Writes the beginning of a PNG that claims a size. */
  static Path pngHeader(Path file, int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(chunk);
    data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(png);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    out.write(new byte[64]);
    return Files.write(file, png.toByteArray());
  }
}
