package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Makes a picture in less memory than its evaluation in one piece takes. */
final class TiledRunTest {
  /** The first layers see little, and have small tiles. */
  private static final TransferRequest REQUEST =
      TransferRequest.of(
          SmallPictures.content(203, 192),
          SmallPictures.style(200, 180),
          TransferOptions.defaults()
              .withSize(203)
              .withIterations(4)
              .withLoss(
                  loss ->
                      loss.withContentLayers(new TreeMap<>(Map.of(Layer.CONV2_1, 1.0)))
                          .withStyleLayers(
                              new TreeMap<>(Map.of(Layer.CONV1_1, 0.5, Layer.CONV3_1, 0.5)))));

  @Test
  void pictureInLittleMemoryIsThatInMuch() {
    try (Engine engine = Engine.open(2, Precision.F32);
        StyleTransfer much = new StyleTransfer(Network.embedded(), engine)) {
      Pace pace = new Pace(1e-6, 0);
      Estimate whole = much.estimate(REQUEST, pace);
      long little = whole.memoryBytes() - 10_000_000;
      try (StyleTransfer less = new StyleTransfer(Network.embedded(), engine, little)) {
        Estimate tiled = less.estimate(REQUEST, pace);
        assertThat(tiled.memoryBytes()).isLessThanOrEqualTo(little);
        assertThat(tiled.seconds()).isGreaterThan(whole.seconds());
        assertThat(tiled.largestSize()).isGreaterThanOrEqualTo(203);

        Picture one = much.transfer(REQUEST, (run, progress) -> {});
        List<Progress.Tiles> tiles = new ArrayList<>();
        Picture other = less.transfer(REQUEST, listener(tiles));
        assertThat(tiles.get(0).all()).isGreaterThan(2);
        for (int i = 0; i < tiles.size(); i++) {
          Progress.Tiles at = tiles.get(i);
          assertThat(at.done()).isEqualTo(1 + i % at.all());
          assertThat(at.at().iteration()).isEqualTo(1 + i / at.all());
          assertThat(at.time().fractionDone()).isCloseTo((i + 1.0) / tiles.size(), within(1e-9));
        }
        assertThat(other.rgb()).isNotEqualTo(one.rgb());
        double squares = 0;
        for (int i = 0; i < one.rgb().length; i++) {
          squares += Math.pow(one.rgb()[i] - other.rgb()[i], 2);
        }
        assertThat(Math.sqrt(squares / one.rgb().length)).isLessThan(1e-4);
      }
    }
  }

  private static RunListener listener(List<Progress.Tiles> tiles) {
    return new RunListener() {
      @Override
      public void progressed(Run run, Progress progress) {}

      @Override
      public void evaluating(Run run, Progress.Tiles at) {
        tiles.add(at);
      }
    };
  }

  @Test
  void memoryIsAboveNothing() {
    try (Engine engine = Engine.open(1)) {
      assertThatThrownBy(() -> new StyleTransfer(Network.embedded(), engine, 0))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("the memory must be above 0 bytes, not 0");
    }
  }
}
