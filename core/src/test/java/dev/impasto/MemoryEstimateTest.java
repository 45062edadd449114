package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.request.BorderPadding;
import dev.impasto.request.ColorRange;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what a run is said to take, and when it is refused. */
final class MemoryEstimateTest {
  private static final Engine ENGINE = Engine.open(1);
  private static final TransferOptions OPTIONS = TransferOptions.defaults();
  private static final MemoryLimit ALL = new MemoryLimit(1e12, 1e12);
  private static final MemoryLimit GIGABYTE = new MemoryLimit(1e12, 1e9);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static MemoryEstimate estimate(
      TransferOptions options, Engine engine, MemoryLimit limit) {
    TransferRequest request =
        TransferRequest.of(SmallPictures.content(60, 40), SmallPictures.style(40, 40), options);
    Vgg.Form form = Vgg.Form.seamless(options.form().pooling());
    Vgg vgg =
        new Vgg(
            Network.embedded(),
            engine,
            options.form().padding().ofAllLayers().map(form::withPadding).orElse(form));
    return new MemoryEstimate(request, vgg, limit);
  }

  private static MemoryEstimate estimate(TransferOptions options, MemoryLimit limit) {
    return estimate(options, ENGINE, limit);
  }

  private static double bytes(TransferOptions options) {
    return estimate(options, ALL).bytes();
  }

  @Test
  void fourTimesThePixelsTakeNearlyFourTimesTheMemoryOfLargePictures() {
    assertThat(bytes(OPTIONS.withSize(4096)) / bytes(OPTIONS.withSize(2048))).isBetween(3.4, 4.0);
    assertThat(bytes(OPTIONS.withSize(64)) / bytes(OPTIONS.withSize(32))).isBetween(1.0, 1.1);
  }

  @Test
  void adamTakesLessThanLbfgsAndThisTheLessTheLessItRemembers() {
    double ten = bytes(OPTIONS.withOptimization(o -> o.withOptimizer(new Lbfgs(10))));
    double five = bytes(OPTIONS.withOptimization(o -> o.withOptimizer(new Lbfgs(5))));
    double adam = bytes(OPTIONS.withOptimization(o -> o.withOptimizer(new Adam())));

    assertThat(five).isLessThan(ten);
    assertThat(adam).isLessThan(five);
  }

  @Test
  void averagesSmoothColorsSquaresAndPaddedInputsCount() {
    TransferOptions large = OPTIONS.withSize(2048);
    double usual = bytes(large);
    double picture = 12.0 * 2048 * 1365;

    assertThat(
            bytes(large.withOptimization(o -> o.withOptimizer(o.optimizer().withAveraging(0.9)))))
        .isBetween(usual + 0.9 * picture, usual + 1.3 * picture);
    assertThat(bytes(large.withOptimization(o -> o.withColors(ColorRange.SMOOTH))))
        .isBetween(usual + 1.9 * picture, usual + 2.4 * picture);
    assertThat(bytes(large.withForm(f -> f.withPooling(Pooling.L2)))).isGreaterThan(1.05 * usual);
    assertThat(bytes(large.withForm(f -> f.withPadding(BorderPadding.REFLECT))))
        .isGreaterThan(1.05 * usual);
  }

  @Test
  void picturesAtOnceShareTheProgramAndTheNetwork() {
    TransferOptions large = OPTIONS.withSize(1024);
    double one = bytes(large);
    double two = 1.9 * one;

    assertThat(estimate(large, new MemoryLimit(one, one)).atOnce()).isEqualTo(1);
    assertThat(estimate(large, new MemoryLimit(two, two)).atOnce()).isEqualTo(2);
    assertThat(estimate(large, new MemoryLimit(two, 0.9 * one)).atOnce()).as("tiles").isEqualTo(1);
    assertThat(estimate(large, new MemoryLimit(two, 0.2 * one)).atOnce()).isZero();
    assertThat(estimate(OPTIONS.withSize(60_000), new MemoryLimit(two, two)).atOnce()).isZero();
  }

  @Test
  void bf16TakesLessThanF32() {
    try (Engine half = Engine.open(1, Precision.BF16)) {
      TransferOptions large = OPTIONS.withSize(2048);

      assertThat(estimate(large, half, ALL).bytes()).isLessThan(0.95 * bytes(large));
    }
  }

  @Test
  void largeStylePictureCountsWhereItsPassIsTheLargest() {
    assertThat(bytes(OPTIONS.withStyleFit(f -> f.withScale(8)))).isGreaterThan(2 * bytes(OPTIONS));
  }

  @ParameterizedTest
  @CsvSource({"1e12, 4e8", "1e12, 1e9", "1e12, 8e9", "6e7, 1e12", "1e9, 1e12"})
  void largestSizeFitsAndTheNextOneDoesNot(double heap, double whole) {
    MemoryLimit limit = new MemoryLimit(heap, whole);
    int largest = estimate(OPTIONS, limit).largest();

    assertThat(largest).isGreaterThan(TransferOptions.SMALLEST);
    estimate(OPTIONS.withSize(largest), limit).requireFits();
    assertThatThrownBy(() -> estimate(OPTIONS.withSize(largest + 1), limit).requireFits())
        .isInstanceOf(NotEnoughMemoryException.class);
  }

  @Test
  void largestSizeGrowsWithTheMemory() {
    assertThat(estimate(OPTIONS, new MemoryLimit(1e12, 2e9)).largest())
        .isGreaterThan(estimate(OPTIONS, GIGABYTE).largest());
    assertThat(estimate(OPTIONS, new MemoryLimit(1e6, 1e6)).largest()).isZero();
  }

  @Test
  void whatDoesNotFitInOnePieceIsEvaluatedInTiles() {
    TransferOptions adam =
        OPTIONS.withSize(4096).withOptimization(o -> o.withOptimizer(new Adam()));
    double whole = bytes(adam);
    MemoryEstimate tiled = estimate(adam, new MemoryLimit(1e12, 0.7 * whole, true));

    tiled.requireFits();
    assertThat(tiled.bytes()).isBetween(0.5 * whole, 0.7 * whole);
    assertThat(estimate(adam, ALL).slowdown().applyAsDouble(new ScaleSchedule.Size(4096, 2731, 0)))
        .isEqualTo(1);
    assertThat(tiled.slowdown().applyAsDouble(new ScaleSchedule.Size(4096, 2731, 0)))
        .isBetween(1.4, 2.0);
    assertThat(tiled.slowdown().applyAsDouble(new ScaleSchedule.Size(512, 341, 0))).isEqualTo(1);
  }

  @Test
  void refusalNamesTheLeastMemoryThatWorks() {
    TransferOptions large = OPTIONS.withSize(2048);
    MemoryEstimate little = estimate(large, new MemoryLimit(1e12, 1e9, true));

    assertThatThrownBy(little::requireFits)
        .isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageMatching(
            "2048x1365 pixels need at least [0-9]+ MB of memory, with the smallest tiles, and 954 MB"
                + " are allowed: choose a smaller size, at most [0-9]+, or allow as much")
        .satisfies(
            refusal -> {
              String least = refusal.toString().replaceFirst(".*at least ([0-9]+) MB.*", "$1");
              double bytes = Integer.parseInt(least) * 0x1p20;
              estimate(large, new MemoryLimit(1e12, bytes, true)).requireFits();
            });
  }

  @Test
  void refusalNamesTheLargestSizeThatFits() {
    MemoryEstimate machine = estimate(OPTIONS.withSize(4096), GIGABYTE);
    MemoryEstimate heap = estimate(OPTIONS.withSize(4096), new MemoryLimit(1e9, 1e12));

    assertThatThrownBy(machine::requireFits)
        .hasMessageMatching(
            "4096x2731 pixels need about [0-9.]+ GB of memory, and there are 954 MB:"
                + " choose a smaller size, at most "
                + machine.largest());
    assertThatThrownBy(heap::requireFits)
        .hasMessageMatching(
            "4096x2731 pixels need about [0-9.]+ GB of Java memory, and 954 MB are allowed:"
                + " choose a smaller size, at most "
                + heap.largest()
                + ", the optimizer adam, or allow more with java's -Xmx");
  }
}
