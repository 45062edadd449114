package dev.impasto.picture;

import org.jspecify.annotations.Nullable;

/**
 * What a picture's file says besides its pixels, as it stands there and unchecked.
 *
 * @param exif the EXIF block, or a whole TIFF file; null where there is none
 * @param profile the ICC profile; null where there is none
 */
// Handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Embedded(byte @Nullable [] exif, byte @Nullable [] profile) {
  static final Embedded NOTHING = new Embedded(null, null);
}
