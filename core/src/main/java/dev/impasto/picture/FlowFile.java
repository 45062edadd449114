package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads Middlebury's form of an optical flow: the number 202021.25, width and height, and for each
 * pixel two floats, all little-endian.
 */
final class FlowFile {
  /** The bytes of the number that every such file begins with. */
  private static final int MAGIC = 0x48454950; // PIEH

  private static final int HEADER = 12;

  private static final int BYTES_OF_VECTOR = 8;

  /** Vectors that are not known have larger values. */
  private static final float MOST_KNOWN = 1e9f;

  private FlowFile() {}

  static Flow read(Path file) {
    String name = FileName.quoted(file);
    require(!Files.isDirectory(file), "%s is a folder, not an optical flow (.flo)", name);
    try (InputStream in = Files.newInputStream(file)) {
      require(Files.isRegularFile(file), "%s can be read but once: save it to a file first", name);
      return read(file.toString(), name, in, Files.size(file));
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + name, e);
    } catch (AccessDeniedException e) {
      throw new AccessException(name + " may not be read: permission denied", e);
    } catch (EOFException e) {
      throw new InvalidInputException(name + " is cut short", e);
    } catch (IOException e) {
      throw new AccessException(name + " cannot be read: " + FileName.reason(e), e);
    }
  }

  /** The file's size is compared with what its header says before there is any room for it. */
  private static Flow read(String file, String name, InputStream in, long size) throws IOException {
    ByteBuffer header = bytes(new byte[(int) Math.min(HEADER, size)], in);
    require(
        header.capacity() == HEADER && header.getInt() == MAGIC,
        "%s is no optical flow of Middlebury's form (.flo), which begins with the letters PIEH",
        name);
    int width = header.getInt();
    int height = header.getInt();
    require(
        width >= 1 && height >= 1 && (long) width * height <= PictureReader.DEFAULT_MAX_PIXELS,
        "%s says that it is of %dx%d pixels: a flow has 1 to %d",
        name,
        width,
        height,
        PictureReader.DEFAULT_MAX_PIXELS);
    long whole = HEADER + (long) BYTES_OF_VECTOR * width * height;
    require(
        size == whole,
        "%s is %s: %dx%d vectors are %d bytes, and it has %d",
        name,
        size < whole ? "cut short" : "damaged",
        width,
        height,
        whole,
        size);
    float[] vectors = new float[2 * width * height];
    byte[] row = new byte[BYTES_OF_VECTOR * width];
    for (int y = 0; y < height; y++) {
      bytes(row, in).asFloatBuffer().get(vectors, 2 * width * y, 2 * width);
    }
    return new Flow(file, width, height, known(name, width, vectors));
  }

  private static ByteBuffer bytes(byte[] into, InputStream in) throws IOException {
    if (in.readNBytes(into, 0, into.length) < into.length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same vectors, those marked as such not known. */
  private static float[] known(String name, int width, float[] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      int pixel = Math.floorDiv(i, 2);
      require(
          Float.isFinite(vectors[i]),
          "%s has a vector that is no finite number, in column %d of row %d",
          name,
          pixel % width,
          Math.floorDiv(pixel, width));
    }
    for (int i = 0; i < vectors.length; i++) {
      if (Math.abs(vectors[i]) > MOST_KNOWN) {
        vectors[i] = Float.NaN;
      }
    }
    return vectors;
  }
}
