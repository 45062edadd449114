package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PrintProfile;
import java.util.Optional;

/**
 * A picture that a result is made of, and where it came from.
 *
 * @param name the file or address that it was read from, by which it can be read again; empty where
 *     there is none
 * @param picture the picture itself, as it is printed where there is a proof; not to be modified
 * @param proof the printer whose colors the picture was taken to and back when it was read
 */
public record SourcePicture(String name, Picture picture, Optional<PrintProfile> proof) {
  /** A picture in its own colors. */
  public SourcePicture(String name, Picture picture) {
    this(name, picture, Optional.empty());
  }

  /** A picture of no file. */
  public static SourcePicture of(Picture picture) {
    return new SourcePicture("", picture);
  }

  /**
   * Nothing but a size: the canvas of a texture, which has no content.
   *
   * @param width at least 1; of at most {@value PictureReader#DEFAULT_MAX_PIXELS} pixels in all
   * @param height at least 1
   */
  public static SourcePicture blank(int width, int height) {
    require(
        width >= 1 && height >= 1 && (long) width * height <= PictureReader.DEFAULT_MAX_PIXELS,
        "a blank canvas must have 1 to %d pixels, not %d x %d",
        PictureReader.DEFAULT_MAX_PIXELS,
        width,
        height);
    return of(new Picture(width, height, new float[3 * width * height]));
  }

  /**
   * The same as it is printed, so that a run sees no color that the printer cannot print.
   *
   * @throws dev.impasto.problem.InvalidInputException if this is proofed already
   */
  public SourcePicture proofed(PrintProfile printer) {
    require(proof.isEmpty(), "the picture '%s' is proofed already", name);
    return new SourcePicture(name, printer.proofed(picture), Optional.of(printer));
  }

  /** Whether this is a {@link #blank} canvas: all black, and of no file. */
  boolean isBlank() {
    return name.isEmpty() && picture.isAll(0);
  }
}
