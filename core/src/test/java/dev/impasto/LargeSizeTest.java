package dev.impasto;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Masks;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What several machines can make together, and what they cannot. */
final class LargeSizeTest {
  private static TransferRequest request(UnaryOperator<TransferOptions> change) {
    Picture picture = SmallPictures.content(40, 30);
    return TransferRequest.of(picture, picture, change.apply(TransferOptions.defaults()));
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        refused(o -> o.withLoss(StyleStatistics.SLICED::in), "whole distributions"),
        refused(
            o -> o.withLoss(l -> l.withStyle(l.style().withNormalized(true))),
            "normalized gradients"),
        refused(o -> o.withLoss(l -> l.withDetail(new DetailTerm(0.1, 0))), "detail"),
        refused(o -> o.withOptimization(p -> p.withOptimizer(new Adam())), "lbfgs"),
        refused(
            o -> o.withOptimization(p -> p.withOptimizer(new Lbfgs().withAveraging(0.5))),
            "averaging"),
        refused(o -> o.withOptimization(p -> p.withPreconditioning(1)), "preconditioning"),
        refused(o -> o.withOptimization(p -> p.withColors(ColorRange.SMOOTH)), "color range"));
  }

  private static Arguments refused(UnaryOperator<TransferOptions> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatIsNoSumOverThePictureIsRefused(UnaryOperator<TransferOptions> change, String message) {
    assertThatThrownBy(() -> LargeSize.requirePossible(request(change)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("on several machines")
        .hasMessageContaining(message);
  }

  @Test
  void masksAreRefused() {
    Masks masks = Masks.NONE.withProtect(SourcePicture.of(SmallPictures.style(40, 30)));
    TransferRequest masked = request(options -> options).withMasks(masks);
    assertThatThrownBy(() -> LargeSize.requirePossible(masked)).hasMessageContaining("masks");
  }

  @Test
  void theUsualSettingsArePossible() {
    assertThatCode(() -> LargeSize.requirePossible(request(options -> options)))
        .doesNotThrowAnyException();
  }

  @Test
  void aCutIntoNothingIsRefused() {
    assertThatThrownBy(() -> TileCut.of(100, 100, 4)).hasMessageContaining("at least 16 pixels");
    assertThatThrownBy(() -> new TileCut(100, 100, 0, 1)).hasMessageContaining("0 tiles");
  }
}
