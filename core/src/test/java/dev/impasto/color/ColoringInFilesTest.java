package dev.impasto.color;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures that lie in files get the colors that they get in the heap, and stay in files. */
final class ColoringInFilesTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 29;

  @ParameterizedTest
  @EnumSource
  void everyControlGivesTheSameColors(ColorControl.Kind kind, @TempDir Path folder) {
    try (WorkFolder files = new WorkFolder(folder)) {
      List<Picture> heap = all(kind, Storage.HEAP);
      List<Picture> filed = all(kind, files);
      for (int i = 0; i < heap.size(); i++) {
        assertThat(filed.get(i).colors().array()).isEmpty();
        assertThat(filed.get(i).sha256()).isEqualTo(heap.get(i).sha256());
      }
    }
  }

  /** Whatever a control makes of a picture, a photograph and a painting. */
  private static List<Picture> all(ColorControl.Kind kind, Storage storage) {
    Picture made = noise(WIDTH, HEIGHT, 1, storage);
    Picture photograph = noise(WIDTH, HEIGHT, 2, storage);
    List<Picture> paintings = List.of(noise(91, 17, 3, storage), noise(40, 40, 4, storage));
    List<Double> shares = List.of(1.0, 2.0);
    Coloring coloring = new Coloring(new ColorControl(kind, ColorMap.SYMMETRIC, 0.75), shares);
    Mask mask = Mask.of(made);
    List<ColorSample> samples = paintings.stream().map(ColorSample::of).toList();
    return List.of(
        coloring.photograph(photograph),
        coloring.paintings(paintings, photograph).get(0),
        coloring.paintings(paintings, photograph).get(1),
        coloring.result(made, photograph, paintings),
        coloring.result(made, new ColorSample(photograph, Optional.of(mask)), samples, shares),
        mask.composite(photograph, made));
  }

  private static Picture noise(int width, int height, long seed, Storage storage) {
    Random random = new Random(seed);
    float[] values = new float[3 * width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    Floats colors = storage.floats(values.length);
    colors.write(0, values, 0, values.length);
    return new Picture(width, height, colors, null);
  }
}
