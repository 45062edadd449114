package dev.impasto.picture;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two tags of an EXIF block, or of a page of a TIFF file, that change how a picture looks.
 *
 * <p>Damaged blocks are common and do no harm: what cannot be read counts as absent.
 */
final class ExifTags {
  private static final int ORIENTATION = 0x0112;
  private static final int ICC_PROFILE = 0x8773;

  private final Optional<TiffDirectory> directory;

  /**
   * @param block a TIFF header and what follows it, as EXIF blocks and TIFF files hold it
   */
  ExifTags(byte[] block) {
    this.directory = TiffDirectory.first(block);
  }

  ExifTags(TiffDirectory page) {
    this.directory = Optional.of(page);
  }

  /** The orientation, 1..8; 1, upright, where the block does not say or cannot be read. */
  int orientation() {
    long value = directory.map(d -> d.value(ORIENTATION, 1)).orElse(1L);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }

  /** The embedded color profile, or null. */
  byte @Nullable [] profile() {
    byte[] profile = directory.isEmpty() ? null : directory.get().content(ICC_PROFILE);
    return profile == null || profile.length <= 4 ? null : profile;
  }
}
