package dev.impasto.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CropTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;
  private static final int CHANNELS = 5;

  /** Whole numbers that bf16 can hold. */
  private static float value(int row, int column, int channel) {
    return 1 + (row * WIDTH + column) * CHANNELS + channel;
  }

  private static float[] values() {
    float[] values = new float[HEIGHT * WIDTH * CHANNELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i;
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void rectangleIsCutOutAndPutBack(Precision precision) {
    Area area = new Area(1, 3, 2, 4);
    try (Engine engine = Engine.open(2, precision);
        Workspace workspace = engine.workspace()) {
      Tensor y = workspace.tensor(HEIGHT, WIDTH, CHANNELS);
      Tensor z = workspace.tensor(3, 6, CHANNELS);
      y.put(values());
      workspace.crop().cut(y, area, z);
      float[] cut = new float[3 * 6 * CHANNELS];
      z.get(cut);
      for (int i = 0; i < cut.length; i++) {
        int row = i / CHANNELS / 6;
        int column = i / CHANNELS % 6;
        boolean inside = row < 2 && column < 4;
        assertThat(cut[i]).isEqualTo(inside ? value(1 + row, 3 + column, i % CHANNELS) : 0);
        cut[i] = inside ? 250 : 251;
      }

      z.put(cut);
      workspace.crop().paste(z, area, y);
      float[] pasted = new float[HEIGHT * WIDTH * CHANNELS];
      y.get(pasted);
      for (int i = 0; i < pasted.length; i++) {
        int row = i / CHANNELS / WIDTH;
        int column = i / CHANNELS % WIDTH;
        boolean inside = row >= 1 && row < 3 && column >= 3;
        assertThat(pasted[i]).isEqualTo(inside ? 250 : value(row, column, i % CHANNELS));
      }
    }
  }
}
