package dev.impasto.network.format;

import dev.impasto.InvalidInputException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the convolutions of weights saved by Keras 1 or 2: groups {@code block1_conv1} with two
 * datasets each, alone or inside {@code model_weights}. Filters are stored as rows, columns,
 * inputs, outputs.
 *
 * <p>The library that knows HDF5 only finds the datasets; links are not followed, and the numbers
 * are read by this class from where they lie. Keras neither splits nor compresses them.
 */
final class KerasHdf5 {
  private static final Pattern WEIGHT = Pattern.compile("(.+_W(_[0-9]+)?|kernel)(:0)?");
  private static final Pattern BIAS = Pattern.compile("(.+_b(_[0-9]+)?|bias)(:0)?");

  private final Source source;
  private final List<Tensor> tensors = new ArrayList<>();

  private KerasHdf5(Source source) {
    this.source = source;
  }

  static WeightFile read(Source source) {
    KerasHdf5 keras = new KerasHdf5(source);
    try (HdfFile file = HdfFile.fromByteBuffer(source.map())) {
      keras.root(file);
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      throw new InvalidInputException(source.name() + " cannot be used: its HDF5 is damaged", e);
    }
    return new WeightFile(Format.HDF5, Map.of(), keras.tensors);
  }

  private void root(Group root) {
    Group groups = root;
    if (root.getChild("model_weights") instanceof Group inner) {
      groups = inner;
    }
    for (int block = 1; block <= 5; block++) {
      for (int index = 1; index <= 4; index++) {
        Node layer = groups.getChild("block%d_conv%d".formatted(block, index));
        if (layer != null) {
          layer("conv%d_%d".formatted(block, index), group(layer));
        }
      }
    }
    source.require(
        !tensors.isEmpty(), "it has no group block1_conv1, as weights of VGG saved by Keras have");
  }

  private void layer(String name, Group group) {
    Node inner = group.getChild(group.getName());
    Group holder = inner == null ? group : group(inner);
    Dataset filters = dataset(name, holder, WEIGHT);
    long[] shape = dimensions(name, filters);
    source.require(
        shape.length == 4 && shape[0] == 3 && shape[1] == 3,
        "%s has filters of %s; VGG's are 3x3: 3 x 3 x inputs x outputs",
        name,
        LongStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining("x")));
    add(name + ".weight", filters, List.of(shape[3], shape[2], 3L, 3L));
    Dataset bias = dataset(name, holder, BIAS);
    add(name + ".bias", bias, LongStream.of(dimensions(name, bias)).boxed().toList());
  }

  private long[] dimensions(String name, Dataset dataset) {
    long[] dimensions = dataset.getDimensionsAsLong();
    source.require(dimensions.length <= 8, "%s has %d dimensions", name, dimensions.length);
    return Arrays.copyOf(dimensions, dimensions.length);
  }

  private Group group(Node node) {
    source.require(
        !node.isLink(), "its %s is a link, which is not followed", String.valueOf(node.getName()));
    if (!(node instanceof Group group)) {
      throw source.damaged("its %s is not a group", String.valueOf(node.getName()));
    }
    return group;
  }

  private Dataset dataset(String layer, Group group, Pattern pattern) {
    @Nullable Node found = null;
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (pattern.matcher(child.getKey()).matches()) {
        source.require(found == null, "%s has several of %s", layer, child.getKey());
        found = child.getValue();
      }
    }
    if (found == null) {
      throw source.damaged(
          "%s lacks its %s", layer, pattern == WEIGHT ? "weights, kernel:0" : "biases, bias:0");
    }
    source.require(!found.isLink(), "%s has a link, which is not followed", layer);
    if (!(found instanceof Dataset dataset)) {
      throw source.damaged("%s has a group where numbers belong", layer);
    }
    return dataset;
  }

  private void add(String name, Dataset dataset, List<Long> shape) {
    if (!(dataset instanceof ContiguousDataset contiguous)) {
      throw source.damaged("%s is split or compressed, which Keras never does", name);
    }
    if (!(dataset.getDataType() instanceof FloatingPoint type)) {
      throw source.damaged(
          "%s holds %s, not floating-point numbers",
          name, dataset.getDataType().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
    Scalar scalar =
        switch (type.getSize() * 1000 + type.getMantissaSize()) {
          case 2010 -> Scalar.F16;
          case 4023 -> Scalar.F32;
          case 8052 -> Scalar.F64;
          default -> throw source.damaged("%s holds numbers of %d bytes", name, type.getSize());
        };
    long address = contiguous.getDataAddress();
    ByteOrder order = type.getByteOrder();
    tensors.add(
        new Tensor(
            name,
            shape,
            () -> {
              int count = Tensor.count(source, name, shape, source.size() / scalar.bytes());
              float[] values = new float[count];
              scalar.read(source, address, order, values);
              return shape.size() == 4 ? transposed(values, shape) : values;
            }));
  }

  /** From rows, columns, inputs, outputs to outputs, inputs, rows, columns. */
  private static float[] transposed(float[] values, List<Long> shape) {
    int filters = (int) (values.length / (9 * shape.get(1)));
    int inputs = values.length / 9 / filters;
    float[] result = new float[values.length];
    for (int place = 0; place < 9; place++) {
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < filters; o++) {
          result[(o * inputs + i) * 9 + place] = values[(place * inputs + i) * filters + o];
        }
      }
    }
    return result;
  }
}
