package my.painter;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.RequestJson;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Paints a small picture after two paintings, and again with a stop on the way. Everything goes to
 * the folder that it is given; what it found is printed, a line for each thing.
 */
public final class Painter {
  private static final int ITERATIONS = 6;
  private static final int STOP_AT = 3;

  private final Path folder;
  private final StyleTransfer transfer;

  private Painter(Path folder, StyleTransfer transfer) {
    this.folder = folder;
    this.transfer = transfer;
  }

  public static void main(String[] arguments) throws IOException {
    System.out.printf(
        "modules: %s, %s%n",
        Painter.class.getModule().getName(), StyleTransfer.class.getModule().getName());
    try (StyleTransfer transfer = new StyleTransfer()) {
      new Painter(Path.of(arguments[0]), transfer).paint();
    }
  }

  private void paint() throws IOException {
    TransferRequest request = writtenAndRead(request());
    Picture whole = watched(request);
    Path file = folder.resolve("result.png");
    PictureWriter.write(whole, file);
    Picture read = PictureReader.read(file);
    System.out.printf("result: %dx%d%n", read.width(), read.height());

    Path checkpoint = folder.resolve("run.checkpoint");
    Picture stopped = stopped(request, checkpoint);
    System.out.println("stopped is whole: " + same(stopped, whole));
    Checkpoint reached = Checkpoint.read(checkpoint);
    System.out.println("notes: " + reached.notes());
    Picture resumed = transfer.resume(reached, (run, progress) -> {}).await();
    System.out.println("resumed is whole: " + same(resumed, whole));
  }

  private TransferRequest request() {
    TransferOptions options =
        TransferOptions.defaults().withSize(48).withIterations(ITERATIONS).withStyleWeight(0.5);
    return new TransferRequest(
        source("content.png", 48, 32, 9),
        List.of(
            StyleSource.of(source("stripes.png", 40, 40, 1.5)),
            StyleSource.of(source("waves.png", 32, 40, 3)).withWeight(0.5)),
        Optional.empty(),
        options);
  }

  /** A picture of waves, of a file: a checkpoint names its pictures. */
  private SourcePicture source(String name, int width, int height, double length) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      double x = i / 3 % width / length;
      double y = i / 3 / width / length;
      rgb[i] = (float) (0.5 + 0.5 * Math.sin(x + (i % 3) * y));
    }
    Path file = folder.resolve(name);
    PictureWriter.write(new Picture(width, height, rgb), file);
    return new SourcePicture(file.toString(), PictureReader.read(file));
  }

  private TransferRequest writtenAndRead(TransferRequest request) throws IOException {
    Path file = folder.resolve("request.json");
    Files.writeString(file, RequestJson.write(request));
    TransferRequest read = RequestJson.read(Files.readString(file), PictureLoader.FILES);
    System.out.println("styles: " + read.styles().size());
    System.out.println("request differs: " + RequestJson.difference(request, read).isPresent());
    return read;
  }

  private Picture watched(TransferRequest request) {
    List<Progress> seen = new ArrayList<>();
    Picture picture = transfer.transfer(request, (run, progress) -> seen.add(progress));
    Progress first = seen.get(0);
    Progress last = seen.get(seen.size() - 1);
    System.out.println("evaluations: " + last.at().iteration());
    System.out.println("loss falls: " + (last.totalLoss() < first.totalLoss()));
    System.out.println("done: " + last.time().fractionDone());
    return picture;
  }

  private Picture stopped(TransferRequest request, Path checkpoint) {
    Run run =
        transfer.start(
            request,
            (running, progress) -> {
              if (progress.at().iteration() >= STOP_AT) {
                running.saveCheckpoint(checkpoint, Map.of("by", "my.painter"));
                running.stop();
              }
            });
    return run.await();
  }

  private static boolean same(Picture one, Picture other) {
    return Arrays.equals(one.rgb(), other.rgb());
  }
}
