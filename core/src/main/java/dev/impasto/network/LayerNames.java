package dev.impasto.network;

import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which tensor of a file belongs to which layer, by the names in use. What stands before
 * these names, such as {@code module.} or {@code encoder/}, is of no account: it tells in which
 * larger model the network was.
 */
final class LayerNames {
  /**
   * {@code conv1_1.weight} as we and Caffe write it, {@code block1_conv1/kernel:0} as Keras does.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:.*[./])?(?:conv([1-5]_[1-4])|block([1-5])_conv([1-4]))[./_]"
              + "(?:(weight|weights|kernel|filter|W|w)|bias|biases|b)(?::0)?");

  /** A place in a list of layers: {@code features.0.weight}. */
  private static final Pattern LISTED = Pattern.compile("(?:(.*)\\.)?([0-9]{1,3})\\.(weight|bias)");

  private static final Pattern FEATURES = Pattern.compile("(.*\\.)?features(\\.module)?");

  /** The two tensors of one layer, as the file names them. */
  record Pair(NamedArray weight, NamedArray bias) {}

  private final String file;
  private final Map<String, NamedArray> tensors = new TreeMap<>();
  private final Map<String, String> named = new TreeMap<>();
  private final Map<String, TreeMap<Integer, String>> lists = new TreeMap<>();

  LayerNames(String file, List<NamedArray> tensors) {
    this.file = file;
    for (NamedArray tensor : tensors) {
      if (this.tensors.put(tensor.name(), tensor) != null) {
        throw damaged("%s is there twice", tensor.name());
      }
    }
    this.tensors.keySet().forEach(this::sort);
    // A list of fully connected layers has names like those of one of convolutions.
    lists.entrySet().removeIf(list -> !isOfConvolutions(list.getKey(), list.getValue()));
    if (lists.keySet().stream().anyMatch(LayerNames::isFeatures)) {
      lists.keySet().removeIf(name -> !isFeatures(name));
    }
  }

  private void sort(String name) {
    Matcher matcher = NAMED.matcher(name);
    Matcher listed = LISTED.matcher(name);
    if (matcher.matches()) {
      String place =
          matcher.group(1) != null ? matcher.group(1) : matcher.group(2) + "_" + matcher.group(3);
      String part = matcher.group(4) != null ? ".weight" : ".bias";
      String before = named.put("conv" + place + part, name);
      if (before != null) {
        throw damaged("conv%s%s is there twice, as %s and as %s", place, part, before, name);
      }
    } else if (listed.matches()) {
      String list = listed.group(1) == null ? "" : listed.group(1);
      int place = Integer.parseInt(listed.group(2));
      lists
          .computeIfAbsent(list, l -> new TreeMap<>())
          .put(place, name.substring(0, name.lastIndexOf('.')));
    }
  }

  private static boolean isFeatures(String list) {
    return FEATURES.matcher(list).matches();
  }

  private boolean isOfConvolutions(String list, Map<Integer, String> places) {
    return isFeatures(list)
        || places.values().stream()
            .map(key -> tensors.get(key + ".weight"))
            .anyMatch(weight -> weight != null && weight.shape().size() == 4);
  }

  /** The layers' tensors, in order, without a gap. */
  Map<Layer, Pair> pairs() {
    if (!named.isEmpty() && !lists.keySet().stream().anyMatch(LayerNames::isFeatures)) {
      lists.clear();
    }
    if (named.isEmpty() == lists.isEmpty()) {
      throw named.isEmpty() ? unnamed() : twoWays();
    }
    if (lists.size() > 1) {
      List<String> names = List.copyOf(lists.keySet());
      throw damaged(
          "it holds several networks, %s and %s; save one alone", names.get(0), names.get(1));
    }
    Map<Layer, Pair> pairs = new EnumMap<>(Layer.class);
    if (named.isEmpty()) {
      torchvision(lists.values().iterator().next())
          .forEach(
              (layer, key) ->
                  pairs.put(
                      layer, new Pair(find(layer, key + ".weight"), find(layer, key + ".bias"))));
    } else {
      for (String name : named.keySet()) {
        String key = name.substring(0, name.indexOf('.'));
        Layer layer = layer(key, Objects.requireNonNull(named.get(name)));
        pairs.put(layer, new Pair(named(layer, key + ".weight"), named(layer, key + ".bias")));
      }
    }
    requireVgg(new ArrayList<>(pairs.keySet()));
    return pairs;
  }

  private InvalidInputException unnamed() {
    return damaged(
        "it has no tensors named as VGG's are, features.0.weight or conv1_1.weight; it has %d others%s",
        tensors.size(), tensors.isEmpty() ? "" : ", such as " + tensors.keySet().iterator().next());
  }

  private InvalidInputException twoWays() {
    return damaged("it names its layers in two ways, features.0 and conv1_1");
  }

  private NamedArray named(Layer layer, String name) {
    return find(layer, named.getOrDefault(name, name));
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
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        values[i] = WeightBytes.printable(text);
      }
    }
    return new InvalidInputException(
        file + " cannot be used: " + String.format(Locale.ROOT, message, values));
  }
}
