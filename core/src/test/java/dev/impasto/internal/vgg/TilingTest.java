package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Rounding;
import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TilingTest {
  /** Half of what a position sees beyond its own pixels, rounded up to the positions. */
  @ParameterizedTest
  @CsvSource({
    "CONV1_1, 1",
    "CONV1_2, 2",
    "CONV2_1, 4",
    "CONV2_2, 6",
    "CONV3_1, 12",
    "CONV3_4, 24",
    "CONV4_1, 32",
    "CONV4_2, 40",
    "CONV5_1, 80",
    "CONV5_4, 128"
  })
  void haloIsWhatALayerSees(Layer layer, int pixels) {
    assertThat(Tapped.of(List.of(layer)).halo(Micro.vgg19())).isEqualTo(pixels);
  }

  @Test
  void haloHoldsWhatIsSeenTogetherWithAPosition() {
    Tapped tapped = new Tapped(Map.of(Layer.CONV2_1, 0, Layer.CONV3_1, 4));
    assertThat(tapped.halo(Micro.vgg19())).isEqualTo(12 + 4 * 4);
  }

  @Test
  void tilesOfAPictureCoverItOnceAndHaveTheirHalos() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      int unit = 1 << random.nextInt(5);
      int grid = unit * (1 + random.nextInt(4));
      int halo = unit * random.nextInt(9);
      int length = 1 + random.nextInt(1200);
      int wanted = 1 + random.nextInt(20);
      Tiling.Axis axis = Tiling.Axis.of(length, halo, unit, grid, wanted);
      assertThat(axis.count()).isBetween(1, wanted);
      int end = 0;
      for (int tile = 0; tile < axis.count(); tile++) {
        Tiling.Span span = axis.span(tile);
        int windowEnd = span.start() + axis.window();
        assertThat(span.from()).isEqualTo(end).isLessThan(span.to());
        assertThat(span.start() % grid).isZero();
        assertThat(span.from() % unit).isZero();
        assertThat(span.from() - span.start()).isGreaterThanOrEqualTo(tile == 0 ? 0 : halo);
        if (span.last()) {
          assertThat(windowEnd).isEqualTo(length);
        } else {
          assertThat(windowEnd / unit * unit - span.to()).isGreaterThanOrEqualTo(halo);
          assertThat(windowEnd).isLessThan(length);
        }
        assertThat(span.to() - span.from()).isLessThanOrEqualTo(axis.inner());
        end = span.to();
      }
      assertThat(end).isEqualTo(length);
    }
  }

  @Test
  void moreTilesAreNarrowerUntilTheyAreTheLeast() {
    int before = Integer.MAX_VALUE;
    for (int count = 1; count < 20; count++) {
      int window = Tiling.Axis.of(1001, 80, 16, 64, count).window();
      assertThat(window).isLessThanOrEqualTo(before);
      before = window;
    }
    assertThat(before).isBetween(64 + 2 * 80, 64 + 2 * 80 + 63);
  }

  @ParameterizedTest
  @CsvSource({"FLOOR, 1", "CEILING, 1", "FLOOR, 3", "CEILING, 3"})
  void layersOfATileEndWhereThoseOfThePictureDo(Rounding rounding, int poolings) {
    for (int length = 300; length < 340; length++) {
      int unit = 1 << poolings;
      Tiling.Axis axis = Tiling.Axis.of(length, 2 * unit, unit, 4 * unit, 5);
      int whole = length;
      int window = axis.window();
      for (int i = 0; i < poolings; i++) {
        whole = rounding.pooled(whole);
        window = rounding.pooled(window);
      }
      Tiling.Span last = axis.span(axis.count() - 1).at(unit, whole);
      assertThat(axis.count()).isEqualTo(5);
      assertThat(last.start() + window).isEqualTo(whole);
      assertThat(last.to()).isEqualTo(whole);
    }
  }
}
