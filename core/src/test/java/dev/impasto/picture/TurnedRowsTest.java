package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.storage.Floats;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a file come to lie as the EXIF orientation says, however many are gathered. */
final class TurnedRowsTest {
  // The file's rows are 12, 34 and 56.
  @ParameterizedTest
  @CsvSource({
    "1, 123456",
    "2, 214365",
    "3, 654321",
    "4, 563412",
    "5, 135246",
    "6, 531642",
    "7, 642531",
    "8, 246135"
  })
  void everyOrientationTurnsItsWay(int orientation, String upright) {
    for (int gathered = 1; gathered <= 20; gathered++) {
      float[] values = new float[12];
      TurnedRows rows =
          new TurnedRows(Floats.of(values), 2, 3, 2, Orientation.of(orientation), gathered);
      for (int y = 0; y < 3; y++) {
        float left = 2 * y + 1;
        rows.put(y, new float[] {left, -left, left + 1, -left - 1});
      }
      for (int i = 0; i < 6; i++) {
        float expected = upright.charAt(i) - '0';
        assertThat(values[2 * i]).isEqualTo(expected);
        assertThat(values[2 * i + 1]).isEqualTo(-expected);
      }
    }
  }
}
