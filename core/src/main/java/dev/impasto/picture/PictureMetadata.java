package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a picture made of a photograph takes over from the photograph's file, when {@link
 * PictureWriter} writes it.
 */
public final class PictureMetadata {
  /** Nothing: the picture is sRGB, and its file says nothing of a photograph. */
  public static final PictureMetadata NONE = new PictureMetadata(null, null);

  /** What a segment of a JPEG file holds, without the words that mark it. */
  private static final int MOST_EXIF_BYTES = 65527;

  private final @Nullable KeptExif exif;
  private final byte @Nullable [] profile;

  private PictureMetadata(@Nullable KeptExif exif, byte @Nullable [] profile) {
    this.exif = exif;
    this.profile = profile;
  }

  /**
   * Takes from a photograph's file what it has of the following; a file that has none is as good as
   * any.
   *
   * @param photograph a file that {@link PictureReader} reads
   * @param exif whether to take its EXIF: date, camera, exposure, place, author; not what describes
   *     its own pixels, and not makers' notes
   * @param profile whether to take its color profile: the picture's colors are then converted to
   *     it, and look the same
   * @throws InvalidInputException if the file cannot be read, its profile is not for red, green and
   *     blue, or its EXIF is larger than a JPEG file can hold
   */
  public static PictureMetadata read(Path photograph, boolean exif, boolean profile) {
    if (!exif && !profile) {
      return NONE;
    }
    String name = FileName.quoted(photograph);
    return PictureReader.embedded(
        photograph,
        embedded -> {
          byte[] own = embedded.profile();
          return new PictureMetadata(
              exif ? exif(name, embedded.exif()) : null,
              profile && own != null ? ColorProfile.writable(name, own) : null);
        });
  }

  private static @Nullable KeptExif exif(String name, @Nullable TiffDirectory directory) {
    if (directory == null) {
      return null;
    }
    KeptExif exif = new KeptExif(directory);
    require(
        exif.fields(1, 1, true).block().length <= MOST_EXIF_BYTES,
        "the EXIF of %s is larger than the 64 KB that a JPEG file can hold, and cannot be"
            + " carried over",
        name);
    return exif;
  }

  /** The profile that a file of the picture embeds; empty where it is sRGB. */
  Optional<byte[]> profile() {
    return Optional.ofNullable(profile);
  }

  /** The tags that a file of a picture has of the photograph's. */
  Optional<TiffFields> exif(Picture picture) {
    return Optional.ofNullable(exif)
        .map(kept -> kept.fields(picture.width(), picture.height(), profile == null));
  }
}
