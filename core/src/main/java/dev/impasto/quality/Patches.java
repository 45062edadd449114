package dev.impasto.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Patches of a picture, at its size and at three halvings: how they are distributed along random
 * directions, as they are and without their mean color. What differs between two pictures in these
 * is their sliced Wasserstein distance.
 */
final class Patches {
  private static final int SIDE = 5;
  private static final int VALUES = 3 * SIDE * SIDE;
  private static final int COUNT = 4096;
  private static final int DIRECTIONS = 96;
  private static final int LEVELS = 4;

  /** The shortest side of which patches are taken. */
  private static final int SMALLEST = 12;

  /** How much the patches without their means count. */
  private static final double STROKES = 3;

  /** Of each size and direction the sorted values, of the patches as they are. */
  private final List<float[][]> whole = new ArrayList<>();

  /** The same without the means. */
  private final List<float[][]> strokes = new ArrayList<>();

  private Patches() {}

  /**
   * Draws patches.
   *
   * @param seed where they lie; pictures of the same size and seed are drawn at the same places
   */
  static Patches of(Levels picture, long seed) {
    Patches patches = new Patches();
    Levels level = picture;
    for (int i = 0; i < LEVELS && Math.min(level.width(), level.height()) >= SMALLEST; i++) {
      float[][] drawn = drawn(level, new Random(LEVELS * seed + i));
      float[][] directions = directions(new Random(-1 - i));
      patches.whole.add(sorted(drawn, directions));
      for (float[] patch : drawn) {
        center(patch);
      }
      patches.strokes.add(sorted(drawn, directions));
      level = level.halved();
    }
    return patches;
  }

  /** The distance, summed over the sizes that both have. */
  double distance(Patches other) {
    double sum = 0;
    for (int i = 0; i < Math.min(whole.size(), other.whole.size()); i++) {
      sum += difference(whole.get(i), other.whole.get(i));
      sum += STROKES * difference(strokes.get(i), other.strokes.get(i));
    }
    return sum;
  }

  private static float[][] drawn(Levels picture, Random random) {
    float[][] drawn = new float[COUNT][VALUES];
    for (float[] patch : drawn) {
      int top = random.nextInt(picture.height() - SIDE + 1);
      int left = random.nextInt(picture.width() - SIDE + 1);
      for (int y = 0; y < SIDE; y++) {
        int from = 3 * ((top + y) * picture.width() + left);
        System.arraycopy(picture.rgb(), from, patch, 3 * SIDE * y, 3 * SIDE);
      }
    }
    return drawn;
  }

  /** Of length 1, evenly distributed. */
  private static float[][] directions(Random random) {
    float[][] directions = new float[DIRECTIONS][VALUES];
    for (float[] direction : directions) {
      double energy = 0;
      for (int i = 0; i < VALUES; i++) {
        direction[i] = (float) random.nextGaussian();
        energy += direction[i] * direction[i];
      }
      for (int i = 0; i < VALUES; i++) {
        direction[i] /= (float) Math.sqrt(energy);
      }
    }
    return directions;
  }

  private static float[][] sorted(float[][] patches, float[][] directions) {
    float[][] sorted = new float[DIRECTIONS][COUNT];
    for (int d = 0; d < DIRECTIONS; d++) {
      for (int p = 0; p < COUNT; p++) {
        float sum = 0;
        for (int i = 0; i < VALUES; i++) {
          sum += patches[p][i] * directions[d][i];
        }
        sorted[d][p] = sum;
      }
      Arrays.sort(sorted[d]);
    }
    return sorted;
  }

  /** Takes a patch's mean color out of it. */
  private static void center(float[] patch) {
    for (int c = 0; c < 3; c++) {
      float mean = 0;
      for (int i = c; i < VALUES; i += 3) {
        mean += patch[i];
      }
      mean /= SIDE * SIDE;
      for (int i = c; i < VALUES; i += 3) {
        patch[i] -= mean;
      }
    }
  }

  private static double difference(float[][] one, float[][] other) {
    double sum = 0;
    for (int d = 0; d < DIRECTIONS; d++) {
      for (int p = 0; p < COUNT; p++) {
        sum += Math.abs(one[d][p] - other[d][p]);
      }
    }
    return sum / (DIRECTIONS * COUNT);
  }
}
