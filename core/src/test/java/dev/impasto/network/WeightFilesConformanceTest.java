package dev.impasto.network;

import static dev.impasto.network.ConformancePack.cell;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files written by PyTorch, h5py, protobuf and onnx, read against their tables. */
class WeightFilesConformanceTest {
  @TestFactory
  Stream<DynamicTest> everyTensorHasItsNumbersAndEveryFileItsConvention() {
    return ConformancePack.tests(
        () -> {
          List<Map<String, String>> tensors = ConformancePack.table("weights/tensors.tsv");
          return ConformancePack.table("weights/files.tsv").stream()
              .map(
                  row ->
                      DynamicTest.dynamicTest(
                          cell(row, "file"),
                          () -> {
                            Network network =
                                NetworkFile.read(
                                    ConformancePack.path("weights/" + cell(row, "file")));
                            ConformancePack.assertTensors(
                                network,
                                tensors.stream()
                                    .filter(t -> cell(t, "set").equals(cell(row, "tensor_set")))
                                    .toList());
                            boolean caffe = cell(row, "convention").equals("caffe");
                            assertThat(network.preprocessing())
                                .isEqualTo(caffe ? Preprocessing.CAFFE : Preprocessing.TORCHVISION);
                            assertThat(network.facts().get("convention"))
                                .startsWith(cell(row, "convention"));
                          }));
        });
  }

  @TestFactory
  Stream<DynamicTest> theCallersConventionGoesBeforeAnyOther() {
    return ConformancePack.tests(
        () -> {
          return ConformancePack.table("weights/files.tsv").stream()
              .map(
                  row ->
                      DynamicTest.dynamicTest(
                          cell(row, "file"),
                          () ->
                              assertThat(
                                      NetworkFile.read(
                                              ConformancePack.path("weights/" + cell(row, "file")),
                                              Optional.of(Preprocessing.CAFFE))
                                          .preprocessing())
                                  .isEqualTo(Preprocessing.CAFFE)));
        });
  }
}
