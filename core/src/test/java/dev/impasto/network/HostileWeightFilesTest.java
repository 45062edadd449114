package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Files made to do harm: they end in one line that says what was wrong. */
@Timeout(10)
class HostileWeightFilesTest {
  private static final float[] BIAS = {1, 2};

  @TestFactory
  Stream<DynamicTest> tensorsMustLieInTheirStorage() {
    long huge = 1L << 40;
    return Stream.of(
        view("sizes beyond", 54, 0, new long[] {20000, 3, 3, 3}, new long[] {27, 9, 3, 1}, "shape"),
        view("negative offset", 54, -8, sizes(), strides(), "reaches from -8"),
        view("offset beyond", 54, 1000, sizes(), strides(), "reaches from 1000 to 1053"),
        view("negative stride", 54, 0, sizes(), new long[] {-27, 9, 3, 1}, "strides [-27"),
        view("huge stride", 54, 0, sizes(), new long[] {huge, 9, 3, 1}, "strides [1099511627776"),
        view("strides beyond", 54, 0, sizes(), new long[] {54, 9, 3, 1}, "reaches from 0 to 80"),
        view("no strides", 54, 0, sizes(), new long[0], "4 sizes but 0 strides"),
        view("declared huge", huge, 0, sizes(), strides(), "is too long"),
        view("declared negative", -1, 0, sizes(), strides(), "-1 numbers"),
        view("declared more", 55, 0, sizes(), strides(), "55 numbers of 4 bytes are declared"));
  }

  @Test
  void stridesThatOverlapWithinTheStorageAreRead() {
    Network network =
        NetworkReader.read(source(zip(54, 0, sizes(), new long[] {27, 1, 9, 3})), Optional.empty());
    // In memory, position 27 o + 9 row + 3 column + input.
    assertThat(network.convolution(Layer.CONV1_1).weights())
        .startsWith(0, 3, 6, 9, 12, 15, 18, 21, 24, 1, 4);
  }

  @Test
  void callingAgainOnALongListEndsSoon() {
    Pickle pickle = new Pickle().proto().op(']', 'q', 0, '(');
    for (int i = 0; i < 20000; i++) {
      pickle.number(1).number(2).op(0x86);
    }
    pickle.op('e').global("collections", "OrderedDict").op('q', 1);
    for (int i = 0; i < 100000; i++) {
      pickle.op('h', 1, 'h', 0, 0x85, 'R');
    }
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("x/data.pkl", pickle.end());
    assertRefused(TorchFiles.archive(records))
        .hasMessageContaining("its pickle builds too many dictionaries");
  }

  @Test
  void treesThatShareTheirBranchesEndSoon() {
    assertRefused(Hdf5Files.bomb(8)).hasMessageContaining("in a circle");
  }

  @Test
  void metadataMustBeAsItShould() {
    assertMetadata("\"std\":\"0,1,1\"", "std must be three numbers above 0");
    assertMetadata("\"std\":\"-1,1,1\"", "std must be three numbers above 0");
    assertMetadata("\"std\":\"NaN,1,1\"", "std must be three numbers above 0");
    assertMetadata("\"std\":\"1,1\"", "std must be three numbers above 0");
    assertMetadata("\"std\":\"1,1,1,1,1,1\"", "not numbers");
    assertMetadata("\"std\":\"one,1,1\"", "not numbers");
    assertMetadata("\"std\":7", "its metadata 'std' is not text");
    assertMetadata("\"other\":\"1,1,1\"", "its metadata has only [channels, range, mean]");
    assertMetadata(
        "\"std\":\"1,1,1\",\"pooling\":\"min\"", "pooling = 'min'; it must be avg or max");
  }

  private static void assertMetadata(String std, String message) {
    String header =
        "{\"__metadata__\":{\"channels\":\"RGB\",\"range\":\"0..1\",\"mean\":\"0,0,0\",%s},"
                .formatted(std)
            + "\"conv1_1.weight\":{\"dtype\":\"F32\",\"shape\":[1,3,3,3],\"data_offsets\":[0,108]},"
            + "\"conv1_1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[108,112]}}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 112).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    assertRefused(file.array()).hasMessageContaining(message);
  }

  private static DynamicTest view(
      String name, long count, long offset, long[] sizes, long[] strides, String message) {
    return DynamicTest.dynamicTest(
        name,
        () -> assertRefused(zip(count, offset, sizes, strides)).hasMessageContaining(message));
  }

  private static long[] sizes() {
    return new long[] {2, 3, 3, 3};
  }

  private static long[] strides() {
    return Pickle.strides(sizes());
  }

  /** A network of one layer; its weights' view is as given, the storage has 54 numbers. */
  private static byte[] zip(long count, long offset, long[] sizes, long[] strides) {
    float[] weights = new float[54];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i;
    }
    Pickle pickle = new Pickle().proto().op('}', '(');
    pickle.text("features.0.weight");
    pickle.tensor("FloatStorage", "0", count, offset, sizes, strides);
    pickle.text("features.0.bias");
    pickle.tensor("FloatStorage", "1", 2, 0, new long[] {sizes[0]}, new long[] {1});
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("x/data.pkl", pickle.op('u').end());
    records.put("x/data/0", TorchFiles.bytes(weights));
    records.put("x/data/1", TorchFiles.bytes(BIAS));
    return TorchFiles.archive(records);
  }

  private static WeightBytes source(byte[] bytes) {
    return WeightBytes.of(bytes, "hostile");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] bytes) {
    return assertThatThrownBy(() -> NetworkReader.read(source(bytes), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("hostile cannot be used: ");
  }
}
