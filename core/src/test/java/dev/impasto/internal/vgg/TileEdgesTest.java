package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.SmallPictures;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looks for traces of tiles in the derivative of the default loss, of the embedded network. */
final class TileEdgesTest {
  private static final int WIDTH = 299;
  private static final int HEIGHT = 313;
  private static final LossOptions LOSS = LossConvention.BALANCED.options();

  /** How far from an edge something is near it. */
  private static final int NEAR = 8;

  @Test
  void derivativeDiffersNoMoreAtTheEdgesOfTilesThanInside() {
    try (Engine engine = Engine.open(2, Precision.F32)) {
      Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
      float[] whole = new float[3 * WIDTH * HEIGHT];
      float[] tiled = new float[whole.length];
      double value = evaluate(vgg, whole);
      assertThat(evaluate(vgg.within(0), tiled)).isCloseTo(value, within(1e-6 * value));

      Tapped tapped = TransferLoss.tapped(LOSS);
      Tiling tiling = new TilePlan(vgg, HEIGHT, WIDTH, tapped, true).within(0);
      assertThat(tiling.count()).isEqualTo(4);
      double near = 0;
      double inside = 0;
      double squares = 0;
      int edge = 0;
      for (int i = 0; i < whole.length; i++) {
        double apart = Math.pow(whole[i] - tiled[i], 2);
        squares += Math.pow(whole[i], 2);
        if (isNear(tiling.rows(), i / 3 / WIDTH) || isNear(tiling.columns(), i / 3 % WIDTH)) {
          near += apart;
          edge++;
        } else {
          inside += apart;
        }
      }
      assertThat(Math.sqrt((near + inside) / squares)).isLessThan(1e-5);
      assertThat(edge).isBetween(whole.length / 20, whole.length / 2);
      assertThat(Math.sqrt(near / edge))
          .isLessThan(1.5 * Math.sqrt(inside / (whole.length - edge)));
    }
  }

  private static boolean isNear(Tiling.Axis axis, int place) {
    for (int tile = 1; tile < axis.count(); tile++) {
      int edge = axis.span(tile).from();
      if (place >= edge - NEAR && place < edge + NEAR) {
        return true;
      }
    }
    return false;
  }

  private static double evaluate(Vgg vgg, float[] gradient) {
    Picture content = SmallPictures.content(WIDTH, HEIGHT);
    Picture style = SmallPictures.style(WIDTH, HEIGHT);
    float[] x = content.rgb().clone();
    Random random = new Random(3);
    for (int i = 0; i < x.length; i++) {
      x[i] += 0.2f * (random.nextFloat() - 0.5f);
    }
    try (TransferLoss loss =
        new TransferLoss(
            vgg,
            content,
            StyleTarget.ofOne(
                PictureStatistics.of(
                    vgg,
                    HEIGHT,
                    WIDTH,
                    style.rgb(),
                    LOSS.styleLayers(),
                    LOSS.style().comparison())),
            LOSS)) {
      return loss.evaluate(x, gradient);
    }
  }
}
