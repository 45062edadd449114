package dev.impasto.engine.onednn.convolution;

import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.storage.Bf16AsF32Rows;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowHook;
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.threads.RowRange;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of a 3x3 convolution with respect to an input of few channels, such as a picture.
 *
 * <p>oneDNN's own derivative leaves most of each vector register empty for so few channels. Here
 * one matrix product computes, from each position's derivative, its contributions to each channel
 * of its nine neighbors; then the nine contributions to each position are added. Each thread
 * computes a range of dx's rows, a few rows at a time.
 */
final class FirstLayerBackward implements Runnable {
  private static final int TAPS = 9;

  private static final int MOST_CHANNELS = 4;

  /** The number of contributions that are computed at a time; they stay in a processor's cache. */
  private static final int VALUES = 1 << 17;

  private final OneDnnContext context;
  private final OneDnnTensor dy;
  private final OneDnnTensor dx;
  private final int shift;
  private final RowHook before;
  private final List<Share> shares = new ArrayList<>();

  /** Returns whether the input has few channels. */
  static boolean suits(OneDnnFilters filters) {
    return filters.inputs() <= MOST_CHANNELS;
  }

  /**
   * Prepares {@code dx = Wᵀ * dy}.
   *
   * @param zeros 1 where the convolution pads x with zeros, 0 where x is padded already: dx then
   *     has two rows and columns more than dy
   * @param before is called with rows of dy before they are read
   */
  FirstLayerBackward(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnFilters filters,
      int zeros,
      OneDnnTensor dy,
      OneDnnTensor dx,
      RowHook before) {
    this.context = context;
    this.dy = dy;
    this.dx = dx;
    this.shift = zeros - 2;
    this.before = before;
    Memory matrix = filters.form(FirstLayerBackward.class, engine -> matrix(engine, filters));
    for (RowRange range : RowRange.shares(dx.height(), context.threads().count())) {
      int lane = shares.size();
      shares.add(new Share(matrix, range, scratchpads.get(lane), lane));
    }
  }

  /** Computes dx. */
  @Override
  public void run() {
    context.threads().run(shares);
  }

  private static Memory matrix(OneDnnContext context, OneDnnFilters filters) {
    int inputs = filters.inputs();
    int outputs = filters.outputs();
    Memory matrix = Memory.matrix(context, outputs, (long) TAPS * inputs);
    matrix.put(0, matrix(inputs, outputs, filters.weights()));
    return matrix;
  }

  /**
   * Returns the matrix of {@code outputs x (9 inputs)}. Row k holds the weights of filter k,
   * ordered by tap, then by input.
   */
  private static float[] matrix(int inputs, int outputs, float[] weights) {
    float[] matrix = new float[weights.length];
    for (int k = 0; k < outputs; k++) {
      for (int c = 0; c < inputs; c++) {
        for (int tap = 0; tap < TAPS; tap++) {
          matrix[(k * TAPS + tap) * inputs + c] = weights[(k * inputs + c) * TAPS + tap];
        }
      }
    }
    return matrix;
  }

  /** One thread's rows of dx. Row i depends on three rows of dy, from row {@code i + shift} on. */
  private final class Share implements Runnable {
    private final int width;
    private final int height;
    private final int channels;
    private final RowValues[] target;
    private final FloatBuffer products;
    private final List<Piece> pieces = new ArrayList<>();
    private final float[][] rows;
    private final float[] sum;

    /**
     * Some rows of dx, and the steps that compute the contributions which the piece before has not
     * computed.
     */
    private record Piece(RowRange to, int from, List<Runnable> steps) {}

    Share(Memory matrix, RowRange range, PrimitiveScratchpad scratchpad, int lane) {
      this.width = dy.width();
      this.height = dy.height();
      this.channels = dx.channels();
      this.target = dx.rowValues();
      int each = TAPS * channels;
      int most = Math.min(Math.max(1, VALUES / (width * each)), range.rows());
      OneDnnTensor made = new OneDnnTensor(context, most + 2, width, each);
      Bf16AsF32Rows response = new Bf16AsF32Rows(context, dy, false, most + 2);
      int from = Math.max(0, range.from() + shift);
      for (RowRange to : range.pieces(most)) {
        int end = Math.min(height, to.to() + shift + 2);
        List<Runnable> steps = new ArrayList<>();
        if (from < end) {
          int first = from;
          steps.add(() -> before.run(first, end, lane));
          response.read(from, end).ifPresent(steps::add);
          steps.add(
              MatrixProduct.of(
                  context,
                  scratchpad,
                  response.rows(from, end).matrix(),
                  matrix,
                  made.rows(0, end - from).matrix()));
        }
        pieces.add(new Piece(to, from, steps));
        from = Math.max(from, end);
      }
      this.products = made.memory().floats(0, Math.toIntExact(made.size()));
      // Two columns of zeros on either side stand for the positions beyond dy.
      this.rows = new float[most + 2][(width + 4) * each];
      this.sum = new float[dx.width() * channels];
    }

    @Override
    public void run() {
      int known = 0;
      for (Piece piece : pieces) {
        piece.steps.forEach(Runnable::run);
        int count = piece.to.rows();
        for (int a = known; a < count + 2; a++) {
          read(piece.to.from() + shift + a, piece.from, rows[a]);
        }
        for (int i = 0; i < count; i++) {
          add(rows[i + 2], rows[i + 1], rows[i]);
          target[piece.to.from() + i].put(0, sum, 0, sum.length);
        }
        // The last two rows are the next piece's first.
        swap(0, count);
        swap(1, count + 1);
        known = 2;
      }
    }

    private void read(int y, int first, float[] row) {
      int length = width * TAPS * channels;
      int at = 2 * TAPS * channels;
      if (y < 0 || y >= height) {
        Arrays.fill(row, at, at + length, 0f);
      } else {
        products.get((y - first) * length, row, at, length);
      }
    }

    private void swap(int i, int k) {
      float[] row = rows[i];
      rows[i] = rows[k];
      rows[k] = row;
    }

    /**
     * Adds the contributions of the first, second and third row of taps, each from another row of
     * dy.
     */
    private void add(float[] first, float[] second, float[] third) {
      int each = TAPS * channels;
      int right = (shift + 4) * each;
      int middle = right - each + channels;
      int left = right - 2 * each + 2 * channels;
      int tap = 3 * channels;
      for (int c = 0; c < channels; c++) {
        for (int to = c, from = c; to < sum.length; to += channels, from += each) {
          int r = from + right;
          int m = from + middle;
          int l = from + left;
          sum[to] =
              (first[r] + first[m] + first[l])
                  + (second[r + tap] + second[m + tap] + second[l + tap])
                  + (third[r + 2 * tap] + third[m + 2 * tap] + third[l + 2 * tap]);
        }
      }
    }
  }
}
