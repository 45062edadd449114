package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of the conformance pack, whole and damaged, come out as its table says. */
class PictureConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("impasto.conformance", "../../shared/conformance"), "badfiles");

  /** The table leaves the choice; a damaged header is not worth a guess. */
  private static final Set<String> REFUSED_BY_CHOICE = Set.of("bad-crc-ihdr.png");

  static Stream<String> rows() throws IOException {
    Path table = FOLDER.resolve("images.tsv");
    assumeTrue(Files.exists(table), "the conformance pack is not at " + FOLDER);
    return Files.readAllLines(table).stream().skip(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void everyPictureComesOutAsTheTableSays(String row) {
    String[] cells = row.split("\t", -1);
    Path file = FOLDER.resolve("images").resolve(cells[0]);
    if (cells[2].equals("refuse") || REFUSED_BY_CHOICE.contains(cells[0])) {
      assertThatThrownBy(() -> PictureReader.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(cells[0])
          .hasMessageNotContaining("\n");
      return;
    }
    Picture picture = PictureReader.read(file).onWhite();
    assertThat(picture.width()).as("width").isEqualTo(Integer.parseInt(cells[3]));
    assertThat(picture.height()).as("height").isEqualTo(Integer.parseInt(cells[4]));
    // The means are given with two decimals.
    double tolerance = Double.parseDouble(cells[11]) + 0.006;
    int halfWidth = Math.max(1, picture.width() / 2);
    int halfHeight = Math.max(1, picture.height() / 2);
    for (int c = 0; c < 3; c++) {
      assertThat(mean(picture, c, picture.width(), picture.height()))
          .as("mean of channel %d", c)
          .isCloseTo(Double.parseDouble(cells[5 + c]), within(tolerance));
      assertThat(mean(picture, c, halfWidth, halfHeight))
          .as("mean of channel %d in the top left quarter", c)
          .isCloseTo(Double.parseDouble(cells[8 + c]), within(tolerance));
    }
  }

  private static double mean(Picture picture, int channel, int width, int height) {
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sum += picture.rgb()[3 * (y * picture.width() + x) + channel];
      }
    }
    return 255 * sum / ((double) width * height);
  }
}
