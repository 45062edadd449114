package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture that lies in files is worked on there, and comes out as it does in the heap. */
final class PictureInFilesTest {
  /** What gives a picture from another. */
  private record Operation(String name, BiFunction<Picture, Storage, Picture> made) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operation> operations() {
    return Stream.of(
        new Operation("on white", Picture::onWhite),
        new Operation(
            "off white",
            (picture, storage) ->
                picture
                    .onWhite(storage)
                    .takenOffWhite(picture.opacities().orElse(zeros(picture)), storage)),
        new Operation("denoised", (picture, storage) -> picture.denoised(0.1, storage)),
        new Operation("mirrored", (picture, storage) -> picture.mirrored(11, storage)),
        new Operation("cropped", (picture, storage) -> picture.cropped(5, storage)),
        new Operation("larger", (picture, storage) -> picture.resized(90, 101, storage)),
        new Operation("smaller", (picture, storage) -> picture.resized(13, 2, storage)),
        new Operation("narrower", (picture, storage) -> picture.resized(13, 31, storage)),
        new Operation("lower", (picture, storage) -> picture.resized(47, 3, storage)),
        new Operation("fitted", (picture, storage) -> picture.fitted(64, storage)),
        new Operation(
            "recolored",
            (picture, storage) ->
                picture.recolored((y, row) -> row[y % row.length] /= 2, storage)));
  }

  private static Floats zeros(Picture picture) {
    return Storage.HEAP.floats((long) picture.width() * picture.height());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationGivesTheSameValuesInFilesAsInTheHeap(
      Operation operation, @TempDir Path folder) {
    try (WorkFolder files = new WorkFolder(folder)) {
      for (Picture picture :
          new Picture[] {
            TestPictures.noise(47, 31, 256, 1), TestPictures.noiseWithAlpha(47, 31, 256, 2)
          }) {
        Picture expected = operation.made.apply(picture, Storage.HEAP);
        Picture made = operation.made.apply(inFiles(picture, files), files);
        assertThat(made.colors().array()).isEmpty();
        assertThat(made.sha256()).isEqualTo(expected.sha256());
        assertThat(made.psnr(expected)).isInfinite();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"png,8", "png,16", "tif,8", "tif,16", "jpg,8"})
  void aPictureInFilesIsWrittenAsOneInTheHeap(String ending, int bits, @TempDir Path folder)
      throws IOException {
    PictureWriter.Options options = PictureWriter.Options.DEFAULT.withBits(bits);
    Path one = folder.resolve("one." + ending);
    Path other = folder.resolve("other." + ending);
    try (WorkFolder files = new WorkFolder(folder)) {
      Picture picture = TestPictures.noiseWithAlpha(47, 31, 256, 2);
      PictureWriter.write(picture, one, options);
      PictureWriter.write(inFiles(picture, files), other, options);
      assertThat(other).hasSameBinaryContentAs(one);
    }
  }

  @Test
  void everyFileIsReadIntoFilesAsIntoTheHeap(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("picture");
    try (WorkFolder files = new WorkFolder(folder)) {
      for (List<byte[]> kind : SmallFiles.byFormat().values()) {
        for (byte[] bytes : kind) {
          Files.write(file, bytes);
          Picture picture = PictureReader.read(file, 1000, files);
          assertThat(picture.colors().array()).isEmpty();
          assertThat(picture.sha256()).isEqualTo(PictureReader.read(file).sha256());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPhotographIsTurnedAndConvertedInFilesAsInTheHeap(int turn, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("photograph.jpg");
    PictureWriter.write(TestPictures.noise(47, 31, 256, 1), file);
    byte[] plain = Files.readAllBytes(file);
    TiffFields tags = new TiffFields(ByteOrder.BIG_ENDIAN);
    tags.putShorts(274, turn);
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 2);
    segment(bytes, 0xe1, JpegSegments.EXIF, tags.block());
    segment(bytes, 0xe2, JpegSegments.ICC, new byte[] {1, 1}, profile);
    bytes.write(plain, 2, plain.length - 2);
    Files.write(file, bytes.toByteArray());
    try (WorkFolder files = new WorkFolder(folder)) {
      Picture picture = PictureReader.read(file, 10_000, files);
      assertThat(picture.width()).isEqualTo(turn < 5 ? 47 : 31);
      assertThat(picture.sha256()).isEqualTo(PictureReader.read(file).sha256());
    }
  }

  private static void segment(ByteArrayOutputStream bytes, int marker, byte[]... contents) {
    int length = 2 + Arrays.stream(contents).mapToInt(content -> content.length).sum();
    bytes.write(0xff);
    bytes.write(marker);
    bytes.write(length >> 8);
    bytes.write(length);
    for (byte[] content : contents) {
      bytes.writeBytes(content);
    }
  }

  /** A copy that lies in files. */
  static Picture inFiles(Picture picture, Storage files) {
    return new Picture(
        picture.width(),
        picture.height(),
        copy(picture.colors(), files),
        picture.opacities().map(values -> copy(values, files)).orElse(null));
  }

  private static Floats copy(Floats values, Storage files) {
    float[] all = values.array().orElseThrow();
    Floats copy = files.floats(all.length);
    copy.write(0, all, 0, all.length);
    return copy;
  }

  @Test
  void aPictureInFilesGivesCopiesOfItsValues(@TempDir Path folder) {
    try (WorkFolder files = new WorkFolder(folder)) {
      Picture picture = TestPictures.noiseWithAlpha(3, 2, 256, 1);
      Picture same = inFiles(picture, files);
      assertThat(same.rgb()).containsExactly(picture.rgb()).isNotSameAs(same.rgb());
      assertThat(same.alpha().orElseThrow()).containsExactly(picture.alpha().orElseThrow());
    }
  }

  @Test
  void moreColorsThanAnArrayHoldsLieInFilesAlone(@TempDir Path folder) {
    try (WorkFolder files = new WorkFolder(folder)) {
      int side = 40_000;
      Floats colors = files.floats(3L * side * side);
      colors.write(colors.length() - 3, new float[] {0.1f, 0.2f, 0.3f}, 0, 3);
      Picture picture = new Picture(side, side, colors, null);
      assertThat(new PictureRow(picture).read(side - 1).rgb()).endsWith(0, 0.1f, 0.2f, 0.3f);
      assertThatThrownBy(() -> picture.resized(side, side - 1))
          .hasMessageContaining("at most 715827879");
    }
  }
}
