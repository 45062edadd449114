package dev.impasto;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.ColorRange;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Masks;
import dev.impasto.request.Optimization;
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
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that a run goes on from a checkpoint to the same bits, and from no other's. */
final class CheckpointTest {
  private static final Engine ENGINE = Engine.open(1);
  private static final StyleTransfer TRANSFER = new StyleTransfer(Network.embedded(), ENGINE);
  private static final TransferOptions OPTIONS =
      TransferOptions.defaults()
          .withSize(48)
          .withIterations(8)
          .withSchedule(s -> s.withIterationGrowth(1).withScales(2))
          .withFinish(f -> f.withDenoising(0));
  private static final Map<String, Picture> PICTURES =
      Map.of(
          "content", SmallPictures.content(48, 32),
          "style", SmallPictures.style(40, 40),
          "mask", gray(SmallPictures.content(24, 16)));

  private static Picture gray(Picture picture) {
    float[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = picture.rgb()[i - i % 3];
    }
    return new Picture(picture.width(), picture.height(), rgb);
  }

  private static final PictureLoader LOADER = CheckpointTest::load;

  private final Path folder;

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterAll
  static void close() {
    TRANSFER.close();
    ENGINE.close();
  }

  private static Picture load(String name) {
    return PICTURES.getOrDefault(name, SmallPictures.style(20, 20));
  }

  private static SourcePicture source(String name) {
    return new SourcePicture(name, load(name));
  }

  private static TransferRequest request(TransferOptions options) {
    return new TransferRequest(
        source("content"), List.of(StyleSource.of(source("style"))), Optional.empty(), options);
  }

  /** Ends a run at its n-th iterate and returns where it was. */
  private static Checkpoint ended(StyleTransfer transfer, TransferRequest request, int n) {
    List<Checkpoint> reached = new ArrayList<>();
    int[] iterates = {0};
    transfer.transfer(
        request,
        (run, progress) -> {
          if (++iterates[0] == n) {
            reached.add(run.checkpoint());
            run.stop();
          }
        });
    assertThat(reached).hasSize(1);
    return reached.get(0);
  }

  private static Checkpoint ended(int n) {
    return ended(TRANSFER, request(OPTIONS), n);
  }

  /** Written to a file and read again. */
  private Checkpoint kept(Checkpoint checkpoint) {
    Path file = folder.resolve("run.checkpoint");
    checkpoint.write(file);
    return Checkpoint.read(file, LOADER);
  }

  private static List<Progress> resumed(Checkpoint checkpoint) {
    List<Progress> progress = new ArrayList<>();
    TRANSFER.resume(checkpoint, (run, p) -> progress.add(p)).await();
    return progress;
  }

  @Test
  void aRunWithMasksGoesOnToTheSameBits() {
    TransferRequest request =
        request(OPTIONS)
            .withMasks(Masks.NONE.withRegions(List.of(source("mask"))).withProtect(source("mask")));
    Picture whole = TRANSFER.transfer(request, (run, progress) -> {});
    Checkpoint reached = kept(ended(TRANSFER, request, 7));

    assertThat(TRANSFER.resume(reached, (run, progress) -> {}).await().rgb())
        .isEqualTo(whole.rgb());
  }

  /** Ten random moments of each of seven kinds of runs, two of them at the border of two sizes. */
  @ParameterizedTest
  @CsvSource({
    "LBFGS,0,F32",
    "LBFGS,1,BF16",
    "ADAM,0,BF16",
    "ADAM,0.5,F32",
    "ENDING,0,F32",
    "SMOOTH,0.5,F32",
    "PROJECT,0,F32"
  })
  void aRunGoesOnToTheSameBitsFromAnyMoment(
      String method, double preconditioning, Precision precision) {
    Optimizer optimizer =
        switch (method) {
          case "ADAM", "PROJECT" -> new Adam().withDecay(0.9);
          case "ENDING" -> new Lbfgs(3).withAveraging(0.9).withTolerance(0.5);
          default -> new Lbfgs(3);
        };
    ColorRange colors =
        switch (method) {
          case "SMOOTH" -> ColorRange.SMOOTH;
          case "PROJECT" -> ColorRange.PROJECT;
          default -> ColorRange.FREE;
        };
    TransferRequest request =
        request(
            OPTIONS
                .withStart(InitialPicture.Kind.NOISE)
                .withLoss(l -> l.withTvWeight(0.01))
                .withOptimization(o -> new Optimization(optimizer, preconditioning, colors)));
    Random random = new Random(method.hashCode() + precision.hashCode());
    try (Engine engine = Engine.open(1, precision);
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine)) {
      int[] iterates = {0, 0};
      float[] whole = transfer.transfer(request, (run, p) -> iterates[p.at().scale() - 1]++).rgb();
      int all = iterates[0] + iterates[1];
      for (int i = 0; i < 10; i++) {
        int moment = i == 0 ? iterates[0] : i == 1 ? iterates[0] + 1 : 1 + random.nextInt(all);
        Checkpoint checkpoint = kept(ended(transfer, request, moment));
        assertThat(transfer.resume(checkpoint, (run, p) -> {}).await().rgb())
            .as("from iterate %d of %d", moment, all)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void aRunMayBeEndedAndResumedManyTimes() {
    float[] whole = TRANSFER.transfer(request(OPTIONS), (run, p) -> {}).rgb();
    Checkpoint checkpoint = ended(2);
    for (int i = 0; i < 4; i++) {
      List<Checkpoint> next = new ArrayList<>();
      TRANSFER
          .resume(
              checkpoint,
              (run, p) -> {
                next.add(run.checkpoint());
                run.stop();
              })
          .await();
      checkpoint = kept(next.get(0));
    }
    assertThat(TRANSFER.resume(checkpoint, (run, p) -> {}).await().rgb()).isEqualTo(whole);
  }

  @Test
  void resumedRunSpendsWhatWasLeft() {
    List<Progress> progress = resumed(ended(3));

    assertThat(progress).isNotEmpty();
    assertThat(progress.get(0).at().scale()).isEqualTo(1);
    assertThat(progress.get(0).at().iteration()).isGreaterThan(3);
    assertThat(progress.get(progress.size() - 1).at().scale()).isEqualTo(2);
    assertThat(progress.get(progress.size() - 1).at().iteration()).isEqualTo(8);
  }

  @Test
  void fileKeepsEveryBit() {
    Checkpoint checkpoint = ended(4).withNotes(Map.of("output", "ä.png"));
    Checkpoint read = kept(checkpoint);

    assertThat(read.state().numbers()).isEqualTo(checkpoint.state().numbers());
    assertThat(read.state().vectors().keySet()).isEqualTo(checkpoint.state().vectors().keySet());
    checkpoint
        .state()
        .vectors()
        .forEach(
            (name, vector) ->
                assertThat(values(read.state().vectors().get(name))).isEqualTo(values(vector)));
    assertThat(read.identity()).isEqualTo(checkpoint.identity());
    assertThat(read.notes()).isEqualTo(checkpoint.notes());
    assertThat(read.request().options()).isEqualTo(OPTIONS);
  }

  @Test
  void otherSettingsOrPicturesAreRefusedByName() {
    Checkpoint checkpoint = ended(4);

    assertThatThrownBy(() -> checkpoint.requireOf(request(OPTIONS.withStyleWeight(7))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the checkpoint is of another run: options.loss.style.weight was %s, not 7.0",
            OPTIONS.loss().style().weight());
    TransferRequest other =
        new TransferRequest(source("style"), request(OPTIONS).styles(), Optional.empty(), OPTIONS);
    assertThatThrownBy(() -> checkpoint.requireOf(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the checkpoint is of another run: content.");
    checkpoint.requireOf(request(OPTIONS));
  }

  @Test
  void aPictureThatHasChangedIsRefusedByName() {
    Path file = folder.resolve("run.checkpoint");
    ended(4).write(file);
    Picture changed = SmallPictures.content(48, 32);
    changed.rgb()[7] += 0.01f;

    assertThatThrownBy(
            () -> Checkpoint.read(file, name -> name.equals("content") ? changed : load(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the picture 'content' has changed: the SHA-256 of its pixels was ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aPictureThatIsGoneIsNamed() {
    Path content = folder.resolve("content.png");
    Path style = folder.resolve("style.png");
    PictureWriter.write(SmallPictures.content(48, 32), content);
    PictureWriter.write(SmallPictures.style(40, 40), style);
    TransferRequest request =
        new TransferRequest(
            new SourcePicture(content.toString(), PictureReader.read(content)),
            List.of(StyleSource.of(new SourcePicture(style.toString(), PictureReader.read(style)))),
            Optional.empty(),
            OPTIONS);
    Path file = folder.resolve("run.checkpoint");
    ended(TRANSFER, request, 4).write(file);
    assertThat(Checkpoint.read(file).request().options()).isEqualTo(OPTIONS);
    content.toFile().delete();

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("content.png");
  }

  @Test
  void anotherNetworkOrEngineIsRefusedByName() {
    Checkpoint checkpoint = ended(4);
    RunIdentity was = checkpoint.identity();
    List<RunIdentity> others =
        List.of(
            new RunIdentity("Impasto 0.0.1", was.engine(), was.network(), was.networkSha256()),
            new RunIdentity(was.program(), was.engine() + "!", was.network(), was.networkSha256()),
            new RunIdentity(was.program(), was.engine(), "other", was.networkSha256()),
            new RunIdentity(was.program(), was.engine(), was.network(), "ff"));
    List<String> named =
        List.of(
            "the program was Impasto 0.0.1, not ",
            "the engine was ",
            "the network was other, not ",
            "the network's SHA-256 was ff, not ");
    for (int i = 0; i < others.size(); i++) {
      Checkpoint other =
          new Checkpoint(checkpoint.request(), others.get(i), 1, 0, checkpoint.state(), Map.of());
      assertThatThrownBy(() -> TRANSFER.resume(other, (run, p) -> {}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("the checkpoint is of another run: " + named.get(i));
    }
  }

  @Test
  void aStateOfAnotherSizeIsRefused() {
    Checkpoint checkpoint = ended(2);
    Checkpoint damaged =
        new Checkpoint(
            checkpoint.request(), checkpoint.identity(), 2, 0, checkpoint.state(), Map.of());
    Checkpoint beyond =
        new Checkpoint(
            checkpoint.request(), checkpoint.identity(), 3, 0, checkpoint.state(), Map.of());

    assertThatThrownBy(() -> TRANSFER.resume(damaged, (run, p) -> {}).await())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the optimizer's state has no 'x' of ");
    assertThatThrownBy(() -> TRANSFER.resume(beyond, (run, p) -> {}).await())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the checkpoint is damaged: it is at scale 3 of 2");
  }

  @Test
  void filesThatAreNoCheckpointsAreRefused() throws IOException {
    Path network = folder.resolve("network.safetensors");
    NetworkFile.write(Network.embedded(), network);
    assertThatThrownBy(() -> Checkpoint.read(network))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'%s' is not a checkpoint of a run", network);

    Path text = Files.writeString(folder.resolve("text"), "not at all a checkpoint");
    assertThatThrownBy(() -> Checkpoint.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'%s' is not a checkpoint of a run", text);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Checkpoint.read(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    ended(1).write(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 997) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.read(file, LOADER))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  /** Any bit: of the header's names and numbers, of the vectors, or of what lies between. */
  @Test
  void aChangedBitIsNoticed() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    Checkpoint checkpoint = ended(5);
    checkpoint.write(file);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = bytes.clone();
      int at = random.nextInt(round < 150 ? 4000 : bytes.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        Checkpoint read = Checkpoint.read(file, LOADER);
        // A blank between two values is none any more, or the like: all that counts is the same.
        assertThat(RequestJson.difference(read.request(), request(OPTIONS))).isEmpty();
        assertThat(values(read.state().vectors().get("x")))
            .isEqualTo(values(checkpoint.state().vectors().get("x")));
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).hasLineCount(1);
      }
    }
  }
}
