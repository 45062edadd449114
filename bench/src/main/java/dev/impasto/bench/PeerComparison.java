package dev.impasto.bench;

import dev.impasto.engine.Pooling;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs neural-style-pt and Impasto in turn: the same pictures, the same random weights of VGG-19 at
 * its full width, the same loss, start and number of evaluations; prints the ratios.
 *
 * <p>Arguments, as {@code name=value}: {@code neural-style-pt} (its checkout), {@code size} (512),
 * {@code iterations} (12), {@code rounds} (3), {@code python} (python3, with PyTorch, torchvision
 * and Pillow), {@code content} and {@code style} (example pictures), {@code to-loss} (0: how many
 * evaluations the peer gets to reach the loss that Impasto is then timed to).
 */
public final class PeerComparison {
  private final Map<String, String> settings = new HashMap<>();
  private final Path folder;
  private final int iterations;

  private PeerComparison(String[] arguments) throws IOException {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'%s' is not name=value".formatted(argument));
      }
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    folder = Files.createTempDirectory("impasto-peer");
    iterations = number("iterations", 12);
  }

  /** Runs the comparison. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    PeerComparison comparison = new PeerComparison(arguments);
    comparison.prepare();
    comparison.compareIterations();
    int peersEvaluations = comparison.number("to-loss", 0);
    if (peersEvaluations > 0) {
      comparison.compareTimeToLoss(peersEvaluations);
    }
  }

  private String setting(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(setting(name, Integer.toString(otherwise)));
  }

  /** Both get pictures of the final size, so that neither's resizing matters. */
  private void prepare() throws IOException, InterruptedException {
    int size = number("size", 512);
    Map<String, String> pictures =
        Map.of(
            "content", "examples/content/harbor-town.jpg",
            "style", "examples/style/swirling-night.jpg");
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      Path file = Path.of(setting(picture.getKey(), picture.getValue()));
      PictureWriter.write(
          PictureReader.read(file).onWhite().fitted(size),
          folder.resolve(picture.getKey() + ".png"));
    }
    Path network = folder.resolve("vgg19.safetensors");
    NetworkFile.write(RandomVgg.network(Preprocessing.CAFFE), network);
    WatchedProcess.run(
        List.of(
            setting("python", "python3"),
            Path.of("bench/peers/to_torch.py").toAbsolutePath().toString(),
            network.toString(),
            folder.resolve("vgg19.pth").toString()),
        folder,
        Map.of());
  }

  private void compareIterations() throws IOException, InterruptedException {
    int rounds = number("rounds", 3);
    double[] times = new double[rounds];
    double[] memories = new double[rounds];
    double[] wholes = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      WatchedProcess peer = peer(iterations);
      WatchedProcess own = own(Integer.toString(iterations));
      times[i] = own.medianIteration() / peer.medianIteration();
      memories[i] = (double) own.megabytes() / peer.megabytes();
      wholes[i] = own.seconds() / peer.seconds();
      System.out.printf(
          "round %d: an iteration %.0f ms, neural-style-pt %.0f ms; peak memory %d MB, %d MB;"
              + " the whole run %.1f s, %.1f s; last loss %.6g, %.6g%n",
          i + 1,
          1000 * own.medianIteration(),
          1000 * peer.medianIteration(),
          own.megabytes(),
          peer.megabytes(),
          own.seconds(),
          peer.seconds(),
          own.lastLoss(),
          peer.lastLoss());
    }
    print("an iteration's time", times);
    print("peak memory", memories);
    print("the whole run's time", wholes);
  }

  private void compareTimeToLoss(int evaluations) throws IOException, InterruptedException {
    WatchedProcess peer = peer(evaluations);
    double loss = loss("peer.png");
    double target = loss;
    for (int attempt = 0; attempt < 5; attempt++) {
      WatchedProcess own = own(Integer.toString(evaluations), Double.toString(target));
      double reached = loss("own.png");
      System.out.printf(
          "to the loss of neural-style-pt's picture after %d evaluations, %.6g: it took %.1f s;"
              + " Impasto's picture has %.6g after %.1f s: ratio %.3f%s%n",
          evaluations,
          loss,
          peer.seconds(),
          reached,
          own.seconds(),
          own.seconds() / peer.seconds(),
          reached <= loss ? "" : " (not there yet: aiming lower)");
      if (reached <= loss) {
        return;
      }
      target *= loss / reached * 0.999; // rounding to eight bits a color costs a little
    }
  }

  /** What one judge says of a picture that was written. */
  private double loss(String picture) {
    return new Judge(
            folder.resolve("vgg19.safetensors"),
            folder.resolve("content.png"),
            folder.resolve("style.png"))
        .loss(folder.resolve(picture), Pooling.MAX);
  }

  private WatchedProcess peer(int evaluations) throws IOException, InterruptedException {
    String checkout = settings.get("neural-style-pt");
    if (checkout == null) {
      throw new IllegalArgumentException("name the peer's checkout: neural-style-pt=DIR");
    }
    // Debian's PyTorch takes one thread unless it is told.
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    return WatchedProcess.run(
        List.of(
            setting("python", "python3"),
            "-u",
            "neural_style.py",
            "-gpu=c",
            "-disable_check",
            "-model_file=" + folder.resolve("vgg19.pth"),
            "-content_image=" + folder.resolve("content.png"),
            "-style_image=" + folder.resolve("style.png"),
            "-image_size=" + number("size", 512),
            "-init=image",
            "-num_iterations=" + evaluations,
            "-print_iter=1",
            "-save_iter=0",
            "-output_image=" + folder.resolve("peer.png")),
        Path.of(checkout).toAbsolutePath(),
        Map.of("OMP_NUM_THREADS", threads));
  }

  private WatchedProcess own(String... iterationsAndLoss) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            Stream.of("vgg19.safetensors", "content.png", "style.png", "own.png")
                .map(name -> folder.resolve(name).toString())
                .toList());
    arguments.addAll(List.of(iterationsAndLoss));
    return WatchedProcess.run(JavaCommand.of(OwnRun.class, arguments), Path.of(""), Map.of());
  }

  private static void print(String what, double[] values) {
    Samples ratios = new Samples(values);
    System.out.printf(
        "%s relative to neural-style-pt's: median %.3f (%.3f to %.3f, %d rounds)%n",
        what, ratios.median(), ratios.least(), ratios.most(), ratios.count());
  }
}
