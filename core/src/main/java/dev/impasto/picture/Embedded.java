package dev.impasto.picture;

import org.jspecify.annotations.Nullable;

/**
 * What a picture's file says besides its pixels, for as long as the file is open.
 *
 * @param exif the EXIF block, or the first page of a TIFF file; null where there is none
 * @param profile the ICC profile, unchecked; null where there is none
 */
// Handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Embedded(@Nullable TiffDirectory exif, byte @Nullable [] profile) {
  static final Embedded NOTHING = new Embedded(null, null);

  /** Of an EXIF block; null where there is none. */
  static Embedded of(byte @Nullable [] exif, byte @Nullable [] profile) {
    return new Embedded(exif == null ? null : TiffDirectory.first(exif).orElse(null), profile);
  }
}
