package dev.impasto.network;

import dev.impasto.internal.weights.NamedArray;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which tensor of a file belongs to which layer, by the names in use. */
final class LayerNames {
  private static final Pattern OURS = Pattern.compile("(conv[1-5]_[1-4])\\.(weight|bias)");
  private static final Pattern TORCHVISION =
      Pattern.compile("features\\.([0-9]{1,3})\\.(weight|bias)");

  /** The two tensors of one layer, as the file names them. */
  record Pair(NamedArray weight, NamedArray bias) {}

  private final String file;
  private final Map<String, NamedArray> tensors = new TreeMap<>();

  LayerNames(String file, List<NamedArray> tensors) {
    this.file = file;
    for (NamedArray tensor : tensors) {
      if (this.tensors.put(tensor.name(), tensor) != null) {
        throw damaged("%s is there twice", tensor.name());
      }
    }
  }

  /** The layers' tensors, in order, without a gap. */
  Map<Layer, Pair> pairs() {
    Map<Layer, String> keys = new EnumMap<>(Layer.class);
    TreeMap<Integer, String> places = new TreeMap<>();
    for (String name : tensors.keySet()) {
      Matcher ours = OURS.matcher(name);
      Matcher torchvision = TORCHVISION.matcher(name);
      if (ours.matches()) {
        keys.put(layer(ours.group(1), name), ours.group(1));
      } else if (torchvision.matches()) {
        int place = Integer.parseInt(torchvision.group(1));
        places.put(place, "features." + place);
      }
    }
    if (keys.isEmpty() == places.isEmpty()) {
      throw damaged(
          keys.isEmpty()
              ? "it has no tensors named as VGG's are, features.0.weight or conv1_1.weight"
              : "it names its layers in two ways, features.0 and conv1_1");
    }
    if (keys.isEmpty()) {
      keys = torchvision(places);
    }
    requireVgg(new ArrayList<>(keys.keySet()));
    Map<Layer, Pair> pairs = new EnumMap<>(Layer.class);
    keys.forEach(
        (layer, key) ->
            pairs.put(layer, new Pair(find(layer, key + ".weight"), find(layer, key + ".bias"))));
    return pairs;
  }

  private Layer layer(String name, String key) {
    return Arrays.stream(Layer.values())
        .filter(layer -> layer.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> damaged("%s would be %s, which VGG-19 does not have", key, name));
  }

  private NamedArray find(Layer layer, String name) {
    NamedArray tensor = tensors.get(name);
    if (tensor == null) {
      throw damaged("%s of %s is missing", name, layer);
    }
    return tensor;
  }

  /**
   * In torchvision's lists every convolution is followed by its ReLU, and every block by its
   * pooling: the next convolution comes two places on, or three in the next block.
   */
  private Map<Layer, String> torchvision(SortedMap<Integer, String> places) {
    Map<Layer, String> keys = new EnumMap<>(Layer.class);
    int block = 1;
    int index = 0;
    int before = -2;
    for (Map.Entry<Integer, String> entry : places.entrySet()) {
      int step = entry.getKey() - before;
      if (step == 3 && index > 0) {
        block++;
        index = 1;
      } else {
        index++;
        if (step == 1) {
          throw damaged(
              "%s and features.%d both have numbers; VGG with batch normalization cannot be used",
              entry.getValue(), before);
        }
        if (step != 2) {
          throw damaged(
              "the layer conv%d_%d, features.%d, is missing before %s",
              block, index, before + 2, entry.getValue());
        }
      }
      keys.put(layer("conv%d_%d".formatted(block, index), entry.getValue()), entry.getValue());
      before = entry.getKey();
    }
    return keys;
  }

  /** Blocks of 2, 2, 4, 4, 4 layers or 2, 2, 3, 3, 3, ending anywhere. */
  private void requireVgg(List<Layer> layers) {
    List<Layer> nineteen = List.of(Layer.values());
    List<Layer> sixteen = nineteen.stream().filter(layer -> layer.indexInBlock() < 4).toList();
    for (int i = 0; i < layers.size(); i++) {
      boolean four = i < nineteen.size() && layers.get(i) == nineteen.get(i);
      boolean three = i < sixteen.size() && layers.get(i) == sixteen.get(i);
      if (four) {
        sixteen = three ? sixteen : List.of();
      } else if (three) {
        nineteen = List.of();
      } else {
        Layer wanted = i < nineteen.size() ? nineteen.get(i) : sixteen.get(i);
        throw damaged("the layer %s is missing before %s", wanted, layers.get(i));
      }
    }
  }

  InvalidInputException damaged(String message, Object... values) {
    return new InvalidInputException(
        file + " cannot be used: " + String.format(Locale.ROOT, message, values));
  }
}
