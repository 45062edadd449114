package dev.impasto;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Engine;
import dev.impasto.faults.Faults;
import dev.impasto.faults.Mutation;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints, damaged at random: each is what was written, or refused with one line. */
class MutatedCheckpointsTest {
  private static final int ROUNDS = Faults.rounds(400, 10000);
  private static final Picture PICTURE = SmallPictures.style(24, 20);

  private final Path file;

  MutatedCheckpointsTest(@TempDir Path folder) {
    file = folder.resolve("run.checkpoint");
  }

  /** Of a run of a few pixels at its second size. */
  private static Checkpoint reached() {
    SourcePicture source = new SourcePicture("a.jpg", PICTURE);
    TransferOptions options =
        TransferOptions.defaults()
            .withSize(24)
            .withIterations(4)
            .withSchedule(s -> s.withScales(1))
            .withFinish(f -> f.withDenoising(0));
    TransferRequest request =
        new TransferRequest(source, List.of(StyleSource.of(source)), Optional.empty(), options);
    List<Checkpoint> reached = new ArrayList<>();
    try (Engine engine = Engine.open(1);
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine)) {
      transfer.transfer(request, (run, progress) -> reached.add(run.checkpoint()));
    }
    return reached.get(reached.size() - 1).withNotes(Map.of("output", "a.png"));
  }

  @Test
  void everyDamagedCheckpointIsReadOrRefusedInOneLine() throws IOException {
    Checkpoint checkpoint = reached();
    checkpoint.write(file);
    byte[] valid = Files.readAllBytes(file);
    List<byte[]> all = List.of(valid);
    Random random = new Random(9);
    List<String> failures = new ArrayList<>();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(file, Mutation.of(valid, all, random));
      try {
        Checkpoint damaged = Checkpoint.read(file, name -> PICTURE);
        read++;
        if (!isSame(damaged, checkpoint)) {
          failures.add("round %d: another checkpoint is read".formatted(round));
        }
      } catch (InvalidInputException e) {
        if (!Faults.isPlain(e.getMessage())) {
          failures.add("round %d: %s".formatted(round, e.getMessage()));
        }
      } catch (RuntimeException | Error e) {
        failures.add("round %d: %s".formatted(round, e));
      }
    }
    System.out.printf("checkpoints of %d bytes: %d of %d read%n", valid.length, read, ROUNDS);
    assertThat(failures).isEmpty();
  }

  /** Whether a run would go on in the same way. */
  private static boolean isSame(Checkpoint one, Checkpoint other) {
    return RequestJson.write(one.request()).equals(RequestJson.write(other.request()))
        && one.identity().equals(other.identity())
        && one.scale() == other.scale()
        && one.began() == other.began()
        && one.notes().equals(other.notes())
        && one.state().numbers().equals(other.state().numbers())
        && one.state().vectors().keySet().equals(other.state().vectors().keySet())
        && one.state().vectors().entrySet().stream()
            .allMatch(
                v ->
                    Arrays.equals(
                        values(v.getValue()), values(other.state().vectors().get(v.getKey()))));
  }
}
