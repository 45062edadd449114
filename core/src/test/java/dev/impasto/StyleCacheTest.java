package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.request.StyleFit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class StyleCacheTest {
  private static final StyleComparison BALANCED =
      LossConvention.BALANCED.options().style().comparison();

  private static final Engine ENGINE = Engine.open(1);
  private static final Network NETWORK = Network.embedded();
  private static final Vgg VGG = vgg(NETWORK, Pooling.AVERAGE);
  private static final Picture STYLE = SmallPictures.style(40, 32);
  private static final Set<Layer> LAYERS = EnumSet.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV4_1);

  private final StyleCache targets = new StyleCache(1 << 24);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static Vgg vgg(Network network, Pooling pooling) {
    return new Vgg(network, ENGINE, Vgg.Form.seamless(pooling));
  }

  private static void assertSameBits(Map<Layer, LayerStatistics> a, Map<Layer, LayerStatistics> b) {
    assertThat(a.keySet()).isEqualTo(b.keySet());
    for (Layer layer : a.keySet()) {
      assertThat(a.get(layer))
          .usingRecursiveComparison() // arrays by their values
          .isEqualTo(b.get(layer));
    }
  }

  @Test
  void whatIsKeptHasTheBitsOfTakingItAgain() {
    Map<Layer, LayerStatistics> first = targets.of(VGG, STYLE, LAYERS, BALANCED);
    Map<Layer, LayerStatistics> kept =
        targets.of(VGG, SmallPictures.style(40, 32), LAYERS, BALANCED);

    for (Layer layer : LAYERS) {
      assertThat(kept.get(layer)).isSameAs(first.get(layer));
    }
    assertSameBits(kept, new StyleCache(1 << 24).of(VGG, STYLE, LAYERS, BALANCED));
  }

  @Test
  void onlyLayersThatWereNotAskedForBeforeAreTaken() {
    Map<Layer, LayerStatistics> all = new StyleCache(1 << 24).of(VGG, STYLE, LAYERS, BALANCED);
    Map<Layer, LayerStatistics> one = targets.of(VGG, STYLE, List.of(Layer.CONV2_1), BALANCED);
    Map<Layer, LayerStatistics> rest = targets.of(VGG, STYLE, LAYERS, BALANCED);

    assertThat(rest.get(Layer.CONV2_1)).isSameAs(one.get(Layer.CONV2_1));
    assertSameBits(rest, all);
  }

  @Test
  void anotherPictureSizeNetworkOrPoolingIsTakenAnew() {
    LayerStatistics first = targets.of(VGG, STYLE, LAYERS, BALANCED).get(Layer.CONV4_1);
    Picture changed = SmallPictures.style(40, 32);
    changed.rgb()[1000] = Math.nextUp(changed.rgb()[1000]);
    Picture turned = new Picture(32, 40, STYLE.rgb());
    Network same = NETWORK.named("other", Map.of());

    assertThat(
            List.of(
                targets.of(VGG, changed, LAYERS, BALANCED),
                targets.of(VGG, turned, LAYERS, BALANCED),
                targets.of(VGG, STYLE.resized(32, 32), LAYERS, BALANCED),
                targets.of(vgg(same, Pooling.AVERAGE), STYLE, LAYERS, BALANCED),
                targets.of(vgg(NETWORK, Pooling.MAX), STYLE, LAYERS, BALANCED)))
        .allSatisfy(other -> assertThat(other.get(Layer.CONV4_1)).isNotNull().isNotSameAs(first));
    assertThat(targets.of(VGG, STYLE, LAYERS, BALANCED).get(Layer.CONV4_1)).isSameAs(first);
  }

  @Test
  void whatWasNotUsedForLongestMakesRoom() {
    StyleCache small = new StyleCache(150_000);
    List<Layer> layer = List.of(Layer.CONV4_1); // 100 KiB
    LayerStatistics first = small.of(VGG, STYLE, layer, BALANCED).get(Layer.CONV4_1);
    assertThat(first).extracting(LayerStatistics::channels).isEqualTo(160);

    assertThat(small.of(VGG, STYLE, layer, BALANCED).get(Layer.CONV4_1)).isSameAs(first);
    small.of(VGG, STYLE.resized(20, 20), layer, BALANCED);
    assertThat(small.of(VGG, STYLE, layer, BALANCED).get(Layer.CONV4_1)).isNotSameAs(first);
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    StyleCache tiny = new StyleCache(1);
    List<Layer> layer = List.of(Layer.CONV1_1);

    assertThat(tiny.of(VGG, STYLE, layer, BALANCED).get(Layer.CONV1_1))
        .isNotNull()
        .isNotSameAs(tiny.of(VGG, STYLE, layer, BALANCED).get(Layer.CONV1_1));
  }

  @Test
  void withoutLayersNothingIsTaken() {
    assertThat(targets.of(VGG, STYLE, Set.of(), BALANCED)).isEmpty();
  }

  @Test
  void aPaintingIsResizedOnceForASize() {
    ScaleSchedule.Size small = new ScaleSchedule.Size(20, 16, 0);
    StyleFit fit = new StyleFit(1, StyleFit.Shape.OWN, 0);
    Picture first = targets.resized(STYLE, small, fit);

    assertThat(targets.resized(STYLE, small, fit)).isSameAs(first);
    assertThat(targets.resized(STYLE, new ScaleSchedule.Size(24, 20, 0), fit).width())
        .isGreaterThan(first.width());
    assertThat(targets.resized(SmallPictures.style(40, 32), small, fit))
        .isNotSameAs(first)
        .usingRecursiveComparison()
        .isEqualTo(first);
  }
}
