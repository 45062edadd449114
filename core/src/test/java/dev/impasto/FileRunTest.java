package dev.impasto;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.color.ColorControl;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.MaskMode;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.request.Masks;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes pictures whose vectors lie in files: the bits are those of memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FileRunTest {
  private Engine engine;

  @BeforeAll
  void open() {
    engine = Engine.open(2, Precision.F32);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  /** The first layers see little, and have small tiles. */
  private static TransferRequest request(Optimizer optimizer) {
    return new TransferRequest(
        source("content"),
        List.of(StyleSource.of(source("style"))),
        Optional.empty(),
        TransferOptions.defaults()
            .withSize(203)
            .withIterations(5)
            .withSchedule(s -> s.withScales(2))
            .withOptimization(o -> o.withOptimizer(optimizer).withPreconditioning(0.5))
            .withLoss(
                loss ->
                    loss.withTvWeight(1e-3)
                        .withContentLayers(new TreeMap<>(Map.of(Layer.CONV2_1, 1.0)))
                        .withStyleLayers(
                            new TreeMap<>(Map.of(Layer.CONV1_1, 0.5, Layer.CONV3_1, 0.5)))));
  }

  private static SourcePicture source(String name) {
    return new SourcePicture(name, load(name));
  }

  private static Picture load(String name) {
    return switch (name) {
      case "content" -> SmallPictures.content(203, 192);
      case "style" -> SmallPictures.style(200, 180);
      case "corner" -> mask(10);
      default -> mask(70);
    };
  }

  private static Picture mask(int white) {
    float[] half = new float[203 * 192];
    for (int i = 0; i < half.length; i++) {
      half[i] = i % 203 < white ? 1 : i % 203 < white + 20 ? 0.5f : 0;
    }
    return new Mask(203, 192, half).picture();
  }

  private static TransferRequest protectedRequest() {
    return request(new Lbfgs(3)).withMasks(Masks.NONE.withProtect(source("mask")));
  }

  /** Two paintings for two parts of the picture, one of them masked itself. */
  private static TransferRequest maskedRequest() {
    TransferRequest plain = request(new Adam());
    return new TransferRequest(
            plain.content(),
            List.of(
                StyleSource.of(source("style")),
                StyleSource.of(source("content")).withMask(source("mask"))),
            Optional.empty(),
            plain.options().withFinish(f -> f.withColor(c -> c.withKind(ColorControl.Kind.OKLAB))))
        .withMasks(
            Masks.NONE
                .withRegions(List.of(source("mask")))
                .withMode(MaskMode.INSIDE)
                .withProtect(source("corner")));
  }

  static List<TransferRequest> requests() {
    return List.of(request(new Lbfgs(3)), request(new Adam()), protectedRequest(), maskedRequest());
  }

  /** A heap that holds no vectors; the rest of the memory decides about tiles. */
  private Execution execution(
      TransferRequest request, double heap, Path folder, Optional<Checkpoint> reached) {
    Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
    MemoryLimit limit =
        new MemoryLimit(heap, 1e12, false, Optional.of(new MemoryLimit.Folder(folder, 1e12)));
    return new Execution(
        request,
        vgg,
        limit,
        engine,
        new StyleCache(1_000_000),
        reached,
        () -> RunIdentity.of(Network.embedded(), engine));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void filesGiveTheBitsOfMemoryAndLeaveNothing(TransferRequest request, @TempDir Path folder)
      throws IOException {
    List<Double> losses = new ArrayList<>();
    List<Double> inFiles = new ArrayList<>();
    Picture expected =
        execution(request, 1e12, folder, Optional.empty())
            .execute(progress -> losses.add(progress.totalLoss()));
    Execution filed = execution(request, heap(request), folder, Optional.empty());
    Picture made = filed.execute(progress -> inFiles.add(progress.totalLoss()));

    assertThat(inFiles).isEqualTo(losses);
    assertThat(values(made.colors())).isEqualTo(expected.rgb());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  /** Of which the larger size does not fit, and the smaller one does. */
  private double heap(TransferRequest request) {
    Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
    MemoryLimit all = new MemoryLimit(1e12, 1e12);
    return new MemoryModel(request, vgg, all).of(203).heap() - 1;
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRunInFilesGoesOnFromItsCheckpoint(TransferRequest request, @TempDir Path folder) {
    double heap = heap(request);
    Picture expected = execution(request, heap, folder, Optional.empty()).execute(progress -> true);
    Execution stopped = execution(request, heap, folder, Optional.empty());
    stopped.execute(progress -> progress.at().scale() < 2 || progress.at().iteration() < 3);
    Path file = folder.resolve("run.checkpoint");
    stopped.checkpoint(false).write(file);
    // Its vectors stay in that file.
    Checkpoint checkpoint = Checkpoint.read(file, FileRunTest::load, 1000);

    assertThat(values(checkpoint.state().vectors().get("x"))).hasSizeGreaterThan(100_000);
    Picture resumed =
        execution(request, heap, folder, Optional.of(checkpoint)).execute(progress -> true);
    assertThat(values(resumed.colors())).isEqualTo(values(expected.colors()));
  }

  @Test
  void aFolderWithoutRoomIsRefusedBeforeTheRun(@TempDir Path folder) {
    TransferRequest request = request(new Adam());
    Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
    MemoryLimit limit =
        new MemoryLimit(
            heap(request), 1e12, false, Optional.of(new MemoryLimit.Folder(folder, 3e6)));
    MemoryEstimate estimate = new MemoryEstimate(request, vgg, limit);

    assertThat(estimate.need().files()).isGreaterThan(3e6);
    assertThatThrownBy(estimate::requireFits)
        .isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageMatching(
            "203x192 pixels do not fit into memory and need about [0-9]+ MB of files, and the work"
                + " folder '.*' has room for 3 MB: choose a smaller size, at most [0-9]+, make room, or"
                + " name another with --work-folder")
        .hasMessageContaining(folder.toString());
    assertThat(estimate.largest()).isLessThan(203);
  }
}
