package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.conformance.Pack;
import dev.impasto.conformance.TensorTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files written by PyTorch, h5py, protobuf and onnx, read against their tables. */
class WeightFilesConformanceTest {
  @TestFactory
  Stream<DynamicTest> everyTensorHasItsNumbersAndEveryFileItsConvention() {
    return Pack.tests(
        () -> {
          List<Pack.Row> tensors = Pack.table("weights/tensors.tsv");
          return Pack.table("weights/files.tsv").stream()
              .map(
                  row ->
                      DynamicTest.dynamicTest(
                          row.get("file"),
                          () -> {
                            Network network =
                                NetworkFile.read(Pack.path("weights/" + row.get("file")));
                            TensorTable.assertTensors(
                                network,
                                tensors.stream()
                                    .filter(t -> t.get("set").equals(row.get("tensor_set")))
                                    .toList());
                            boolean caffe = row.get("convention").equals("caffe");
                            assertThat(network.preprocessing())
                                .isEqualTo(caffe ? Preprocessing.CAFFE : Preprocessing.TORCHVISION);
                            assertThat(network.facts().get("convention"))
                                .startsWith(row.get("convention"));
                          }));
        });
  }

  @TestFactory
  Stream<DynamicTest> theCallersConventionGoesBeforeAnyOther() {
    return Pack.tests(
        () -> {
          return Pack.table("weights/files.tsv").stream()
              .map(
                  row ->
                      DynamicTest.dynamicTest(
                          row.get("file"),
                          () ->
                              assertThat(
                                      NetworkFile.read(
                                              Pack.path("weights/" + row.get("file")),
                                              Optional.of(Preprocessing.CAFFE))
                                          .preprocessing())
                                  .isEqualTo(Preprocessing.CAFFE)));
        });
  }
}
