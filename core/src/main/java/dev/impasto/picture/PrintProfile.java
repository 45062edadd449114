package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.awt.image.ColorConvertOp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The colors that a printer can print: an ICC profile, mostly of inks (CMYK), that knows the way
 * from other colors to its own and back.
 */
public final class PrintProfile {
  /** Larger than any profile that is in use. */
  private static final int MOST_BYTES = 1 << 26;

  /** What stands in every profile, and where. */
  private static final String SIGNATURE = "acsp";

  private static final int SIGNATURE_AT = 36;

  private final String name;
  private final byte[] bytes;

  /**
   * Takes a profile that has been read.
   *
   * @param name the file or address that it was read from; empty where there is none
   * @param bytes the whole profile; not to be modified
   * @throws InvalidInputException if it is none, or leads in one direction alone
   */
  public PrintProfile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    String quoted = name.isEmpty() ? "the profile" : FileName.quoted(Path.of(name));
    require(
        bytes.length > SIGNATURE_AT + SIGNATURE.length()
            && new String(bytes, SIGNATURE_AT, SIGNATURE.length(), ISO_8859_1).equals(SIGNATURE),
        "%s is no ICC profile: give the printer's, a file that mostly ends in .icc or .icm",
        quoted);
    try {
      ColorProfile.convert(ColorProfile.thereAndBack(bytes), new float[3], 3, false);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "%s is damaged, or knows no way from other colors to its own and back: give a printer's"
                  .formatted(quoted)
              + " profile, not one of a camera or scanner",
          e);
    }
  }

  /**
   * Reads a profile.
   *
   * @throws InvalidInputException if there is no such file, or it holds no such profile
   */
  public static PrintProfile read(Path file) {
    String quoted = FileName.quoted(file);
    require(!Files.isDirectory(file), "%s is a folder, not an ICC profile", quoted);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      require(bytes.length <= MOST_BYTES, "%s is too large for an ICC profile", quoted);
      return new PrintProfile(file.toString(), bytes);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + quoted, e);
    } catch (AccessDeniedException e) {
      throw new AccessException(quoted + " may not be read: permission denied", e);
    } catch (IOException e) {
      throw new AccessException(quoted + " cannot be read: " + FileName.reason(e), e);
    }
  }

  /** The file or address that it was read from; empty where there is none. */
  public String name() {
    return name;
  }

  /** The SHA-256 of the profile's bytes, in hexadecimal digits. */
  public String sha256() {
    return PictureDigest.sha256(bytes);
  }

  /**
   * A picture as it looks when it is printed: taken to the printer's colors and back. Its alpha
   * stays as it is, and it lies where the picture lies.
   */
  public Picture proofed(Picture picture) {
    ColorConvertOp conversion = ColorProfile.thereAndBack(bytes);
    return picture.recolored((y, row) -> ColorProfile.convert(conversion, row, 3, false));
  }
}
