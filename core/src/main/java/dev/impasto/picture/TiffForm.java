package dev.impasto.picture;

/** The two forms of TIFF: the usual one, with places below 4 GB, and BigTIFF. */
enum TiffForm {
  CLASSIC(42, 8, 2, 4),
  BIG(43, 16, 8, 8);

  /** The number in the header that tells them apart. */
  final int version;

  final int headerBytes;

  /** The bytes of the number of a directory's entries. */
  final int sizeBytes;

  /** The bytes of a place in the file, and of the number of an entry's values. */
  final int placeBytes;

  TiffForm(int version, int headerBytes, int sizeBytes, int placeBytes) {
    this.version = version;
    this.headerBytes = headerBytes;
    this.sizeBytes = sizeBytes;
    this.placeBytes = placeBytes;
  }

  /** The bytes of an entry: tag, type, number of values, and the values or their place. */
  int entryBytes() {
    return 4 + 2 * placeBytes;
  }
}
