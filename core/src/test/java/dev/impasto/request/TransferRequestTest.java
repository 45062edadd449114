package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TransferRequestTest {
  private static final TransferRequest WIDE =
      TransferRequest.of(
          new Picture(40, 20, new float[2400]),
          new Picture(20, 20, new float[1200]),
          TransferOptions.defaults().withSize(70_001));

  @Test
  void aResultBeyondTheSidesOfJpegIsHeldByOthers() {
    assertThatThrownBy(() -> WIDE.requireHeldBy(Path.of("wide.jpg")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'wide.jpg'")
        .hasMessageContaining("not 70001 x 35001 pixels; end it in .png or .tif");
    assertThatCode(() -> WIDE.requireHeldBy(Path.of("wide.tif"))).doesNotThrowAnyException();
  }
}
