package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long Impasto takes to the loss that neural-style-pt has after so many evaluations, each a
 * process of its own from its start to its end. One judge evaluates both programs' iterates.
 *
 * <p>What a pair of pictures gave is kept beside its pictures, and is not measured again.
 */
final class TimeToLoss {
  private final NeuralStylePt neuralStyle;
  private final OwnProcess impasto;
  private final int evaluations;
  private final Table table;

  TimeToLoss(NeuralStylePt neuralStyle, OwnProcess impasto, int evaluations) {
    this.neuralStyle = neuralStyle;
    this.impasto = impasto;
    this.evaluations = evaluations;
    this.table =
        new Table(
            "to_loss",
            "Time to the loss of neural-style-pt after %d evaluations; whole processes; losses of the"
                    .formatted(evaluations)
                + " iterates, and in the last two columns of the 8-bit pictures, by one judge",
            new Column("pictures", "pictures", "%s"),
            new Column("size", "size (px)", "%d"),
            new Column("peer_s", "neural-style-pt (s)", "%.1f"),
            new Column("peer_loss", "its loss", "%.6g"),
            new Column("peer_printed", "as it printed", "%.6g"),
            new Column("own_s", "Impasto (s)", "%.1f"),
            new Column("own_loss", "its loss", "%.6g"),
            new Column("ratio", "ratio of times", "%.3f"),
            new Column("peer_written", "neural-style-pt, 8 bits", "%.6g"),
            new Column("own_written", "Impasto, 8 bits", "%.6g"));
  }

  /**
   * What a run came to.
   *
   * @param loss of its last iterate, as judged
   * @param printed the same by the program itself
   * @param written of the picture written, as judged
   */
  record Outcome(double seconds, double loss, double printed, double written) {}

  /** Measures one pair of pictures. */
  void measure(Workload workload) throws IOException, InterruptedException {
    Outcome peer =
        once(
            workload,
            "neural-style-pt",
            NeuralStylePt.PICTURE,
            () -> neuralStyle.run(workload, evaluations));
    Outcome own =
        once(
            workload,
            "impasto-" + impasto.precision(),
            OwnProcess.PICTURE,
            () -> impasto.toLoss(workload, evaluations, peer.loss()));
    if (own.loss() > peer.loss()) {
      System.out.printf(
          "%s: Impasto did not come to %.6g, but to %.6g%n",
          workload.name(), peer.loss(), own.loss());
    }
    table.row(
        workload.name(),
        workload.size(),
        peer.seconds(),
        peer.loss(),
        peer.printed(),
        own.seconds(),
        own.loss(),
        own.seconds() / peer.seconds(),
        peer.written(),
        own.written());
  }

  /** Prints what was measured. */
  void print() {
    table.print(System.out);
  }

  /** A program to be started. */
  private interface Run {
    WatchedProcess start() throws IOException, InterruptedException;
  }

  /** Reads what a program came to, or else runs it and keeps it. */
  private Outcome once(Workload workload, String program, String picture, Run run)
      throws IOException, InterruptedException {
    Path file = workload.folder().resolve("%s-%d.json".formatted(program, evaluations));
    if (Files.exists(file)) {
      return JsonMapper.shared().readValue(Files.readString(file), Outcome.class);
    }
    System.err.printf("running %s on %s%n", program, workload.name());
    WatchedProcess process = run.start();
    Outcome outcome =
        new Outcome(
            process.seconds(),
            workload.lossOfIterate(picture),
            process.lastLoss(),
            workload.lossAsWritten(picture));
    System.err.printf("%s: %.1f s, loss %.6g%n", program, outcome.seconds(), outcome.loss());
    Files.writeString(file, JsonMapper.shared().writeValueAsString(outcome));
    return outcome;
  }
}
