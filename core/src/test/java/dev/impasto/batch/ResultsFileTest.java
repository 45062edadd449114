package dev.impasto.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what is known of results after a batch has ended, however it did. */
final class ResultsFileTest {
  private final Path folder;

  ResultsFileTest(@TempDir Path all) {
    folder = all.resolve("made/here");
  }

  private static UnreadRequest request(String content) {
    return UnreadRequest.of(
        new TransferRequest(
            UnreadRequest.standIn(content),
            List.of(StyleSource.of(UnreadRequest.standIn("x, \"y\".jpg"))),
            Optional.empty(),
            TransferOptions.defaults()));
  }

  private ResultRow made(String output, String key) throws IOException {
    Files.write(folder.resolve(output), new byte[5]);
    return ResultRow.made(
        output,
        new ResultRow.Origin(key, request("a.jpg"), Map.of("a.jpg", "00"), Map.of("threads", "2")),
        new ResultRow.Made(4, 3, 5, Optional.of(new ResultRow.Work(1.5, 20, 0.25))));
  }

  @Test
  void whatWasMadeIsKnownThoughTheBatchWasKilled() throws IOException {
    ResultsFile killed = ResultsFile.open(folder);
    killed.add(made("a.png", "key"));
    killed.add(ResultRow.failed("b.png", request("b.jpg"), "it is broken"));
    killed.close(); // as the system does
    Files.writeString(
        folder.resolve(ResultsFile.LINES), "{\"output\":\"c.p", StandardOpenOption.APPEND);

    try (ResultsFile results = ResultsFile.open(folder)) {
      assertThat(results.isDone("a.png", "key")).isTrue();
      assertThat(results.isDone("a.png", "other key")).isFalse();
      assertThat(results.isDone("b.png", "key")).isFalse();
      assertThat(results.has("b.png")).isTrue();
      assertThat(results.isDone("c.png", "key")).isFalse();
      results.add(made("c.png", "key"));
      assertThat(Files.readAllLines(folder.resolve(ResultsFile.LINES))).hasSize(3);
      Files.write(folder.resolve("a.png"), new byte[4]);
      assertThat(results.isDone("a.png", "key")).isFalse();
      Files.delete(folder.resolve("a.png"));
      assertThat(results.isDone("a.png", "key")).isFalse();
    }
  }

  @Test
  void rowsStandInTheOrderThatWasAskedForAndAsATable() throws IOException {
    try (ResultsFile results = ResultsFile.open(folder)) {
      results.add(made("b.png", "key"));
      results.add(ResultRow.failed("a.png", request("a.jpg"), "it is; \"broken\""));
      results.add(made("earlier.png", "key"));
      results.finish(List.of("a.png", "missing.png", "b.png"));
      results.table();
    }

    assertThat(Files.readAllLines(folder.resolve(ResultsFile.LINES)))
        .extracting(line -> line.substring(0, 24))
        .containsExactly(
            "{\"output\":\"a.png\",\"statu",
            "{\"output\":\"b.png\",\"statu",
            "{\"output\":\"earlier.png\",");
    assertThat(Files.readString(folder.resolve(ResultsFile.TABLE)).lines())
        .containsExactly(
            "\ufeffoutput,status,problem,content,styles,width,height,seconds,evaluations,loss,bytes",
            "a.png,failed,\"it is; \"\"broken\"\"\",a.jpg,\"x, \"\"y\"\".jpg\",,,,,,",
            "b.png,done,,a.jpg,\"x, \"\"y\"\".jpg\",4,3,1.5,20,0.25,5",
            "earlier.png,done,,a.jpg,\"x, \"\"y\"\".jpg\",4,3,1.5,20,0.25,5");
  }

  @Test
  void oneBatchAtATimeWritesToAFolder() {
    try (ResultsFile results = ResultsFile.open(folder)) {
      assertThat(results.has("a.png")).isFalse();
      assertThatThrownBy(() -> ResultsFile.open(folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("another batch", folder.toString());
    }
    ResultsFile.open(folder).close();
  }

  @Test
  void aKeyIsOfTheBytesOfFilesAndNotOfTheirNames() {
    UnreadRequest one = request("a.jpg");
    UnreadRequest other = request("b.jpg");
    Map<String, String> run = Map.of("network", "1");

    assertThat(InputFiles.key(one, Map.of("a.jpg", "00"), run))
        .isEqualTo(InputFiles.key(other, Map.of("b.jpg", "00"), run))
        .isNotEqualTo(InputFiles.key(one, Map.of("a.jpg", "01"), run))
        .isNotEqualTo(InputFiles.key(one, Map.of("a.jpg", "00"), Map.of("network", "2")));
  }
}
