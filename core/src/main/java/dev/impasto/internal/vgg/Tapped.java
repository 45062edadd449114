package dev.impasto.internal.vgg;

import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The layers whose responses are looked at.
 *
 * @param reach of each layer, how many positions from another one are seen together with it: 0
 *     where each is seen alone; at least one layer
 */
public record Tapped(Map<Layer, Integer> reach) {
  /** Keeps a copy. */
  public Tapped {
    reach = Collections.unmodifiableMap(new EnumMap<>(reach));
  }

  /** Layers whose positions are seen one by one. */
  public static Tapped of(Collection<Layer> layers) {
    Map<Layer, Integer> reach = new EnumMap<>(Layer.class);
    layers.forEach(layer -> reach.put(layer, 0));
    return new Tapped(reach);
  }

  /** The layers. */
  public Set<Layer> layers() {
    return reach.keySet();
  }

  /** The last of them. */
  public Layer deepest() {
    return Collections.max(reach.keySet());
  }

  /** The pixels between two positions of the deepest layer. */
  int stride() {
    return stride(deepest());
  }

  /** The pixels between two positions of a layer. */
  static int stride(Layer layer) {
    return 1 << (layer.block() - 1);
  }

  /**
   * How many pixels a tile needs around its inner part, so that all that is seen of it is as if the
   * whole picture were evaluated; a multiple of {@link #stride}. At each convolution one position
   * more depends on what is beyond the tile.
   */
  int halo(Network network) {
    int strange = 0;
    int halo = 0;
    for (Layer layer : network.layers()) {
      if (layer.compareTo(deepest()) > 0) {
        break;
      }
      strange = (layer.followsPooling() ? (strange + 1) / 2 : strange) + 1;
      Integer seen = reach.get(layer);
      if (seen != null) {
        halo = Math.max(halo, (strange + seen) * stride(layer));
      }
    }
    return (halo + stride() - 1) / stride() * stride();
  }
}
