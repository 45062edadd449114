package dev.impasto.picture;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a photograph's EXIF that is true of a picture made of it.
 *
 * <p>What describes the photograph's own pixels is left out: thumbnails, the way it was stored,
 * places in it. So are the notes of camera makers, which count from the beginning of their file and
 * would lose their way.
 */
final class KeptExif {
  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final int RESOLUTION_UNIT = 296;
  private static final int ORIENTATION = 274;
  private static final int EXIF = 34665;
  private static final int GPS = 34853;
  private static final int COLOR_SPACE = 40961;
  private static final int COLUMNS = 40962;
  private static final int ROWS = 40963;

  private static final int DOTS_PER_INCH = 72;
  private static final int INCH = 2;
  private static final int SRGB = 1;
  private static final int UNCALIBRATED = 65535;

  /**
   * Of the first directory: description, maker, model, resolution, date, artist, computer, rating,
   * copyright, and the texts of Windows.
   */
  private static final Set<Integer> ABOUT_THE_PHOTOGRAPH =
      Set.of(
          270,
          271,
          272,
          X_RESOLUTION,
          Y_RESOLUTION,
          RESOLUTION_UNIT,
          306,
          315,
          316,
          18246,
          33432,
          40091,
          40092,
          40093,
          40094,
          40095);

  /**
   * Of the directory of the exposure: bits per pixel, subject's place (twice), maker's notes,
   * sensor's pixels (three), sound, interoperability.
   */
  private static final Set<Integer> ABOUT_ITS_PIXELS =
      Set.of(37122, 37396, 41492, 37500, 41486, 41487, 41488, 40964, 40965);

  private final ByteOrder order;
  private final Map<Integer, TiffFields.Field> photograph;
  private final Map<Integer, TiffFields.Field> exposure;
  private final Map<Integer, TiffFields.Field> place;

  /** Of a directory with the photograph's EXIF. */
  KeptExif(TiffDirectory directory) {
    order = directory.order();
    photograph = directory.fields();
    photograph.keySet().retainAll(ABOUT_THE_PHOTOGRAPH);
    exposure = directory.below(EXIF).map(TiffDirectory::fields).orElseGet(TreeMap::new);
    exposure.keySet().removeAll(ABOUT_ITS_PIXELS);
    place = directory.below(GPS).map(TiffDirectory::fields).orElseGet(TreeMap::new);
  }

  /** The tags that every upright picture has. */
  static TiffFields ofAny(ByteOrder order) {
    TiffFields fields = new TiffFields(order);
    fields.putRational(X_RESOLUTION, DOTS_PER_INCH);
    fields.putRational(Y_RESOLUTION, DOTS_PER_INCH);
    fields.putShorts(RESOLUTION_UNIT, INCH);
    fields.putShorts(ORIENTATION, 1);
    return fields;
  }

  /**
   * The tags for an upright picture.
   *
   * @param srgb whether its colors are sRGB
   */
  TiffFields fields(int width, int height, boolean srgb) {
    TiffFields fields = ofAny(order);
    fields.putAll(photograph);
    TiffFields shot = new TiffFields(order);
    shot.putAll(exposure);
    shot.putShorts(COLOR_SPACE, srgb ? SRGB : UNCALIBRATED);
    shot.putLongs(COLUMNS, width);
    shot.putLongs(ROWS, height);
    fields.putDirectory(EXIF, shot);
    if (!place.isEmpty()) {
      TiffFields gps = new TiffFields(order);
      gps.putAll(place);
      fields.putDirectory(GPS, gps);
    }
    return fields;
  }
}
