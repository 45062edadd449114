package dev.impasto.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Manifests made on clusters. */
final class TransferJobTest {
  private static final int COUNT = 60;

  private final Path folder;
  private final Path out;

  TransferJobTest(@TempDir Path all) {
    folder = all;
    out = all.resolve("out");
    Pictures.file(all.resolve("painting.png"), 32, 32, 99);
  }

  private Path manifest(int count, int iterations) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Pictures.file(folder.resolve("photo-%02d.png".formatted(i)), 32, 24, i);
      lines.add(
          """
          {"content": "photo-%02d.png", "styles": ["painting.png"], "output": "made-%02d.png", \
          "options": {"size": 32, "schedule": {"iterations": %d, "minScale": 16}}}"""
              .formatted(i, i, iterations));
    }
    return Files.write(folder.resolve("jobs.jsonl"), lines);
  }

  private static int local(String... arguments) {
    System.setProperty("spark.master", "local[1]");
    System.setProperty("spark.ui.enabled", "false");
    try {
      return TransferJob.run(arguments);
    } finally {
      System.clearProperty("spark.master");
    }
  }

  private static List<JsonNode> rows(Path results) throws IOException {
    return Files.readAllLines(results).stream().map(JsonMapper.shared()::readTree).toList();
  }

  /** Real processes, and the most ordinary of accidents. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLostExecutorLosesNoPicture() throws IOException, InterruptedException {
    Path manifest = manifest(COUNT, 6);
    // As somebody would type it: executors work in other folders.
    String[] arguments = {
      "--manifest=jobs.jsonl", "--out=out", "--precision=f32", "--checkpoint-every=1"
    };
    try (LocalCluster cluster = new LocalCluster(folder)) {
      Process job = cluster.submit(arguments);
      while (made(out) < 8 && job.isAlive()) {
        Thread.sleep(50);
      }
      assertThat(job.isAlive()).as(cluster.log("job")).isTrue();
      cluster.executor().orElseThrow(() -> new AssertionError("no executor")).destroyForcibly();
      boolean ended = job.waitFor(4, TimeUnit.MINUTES);

      assertThat(ended).as(cluster.log("job")).isTrue();
      assertThat(job.exitValue()).as(cluster.log("job")).isZero();
      assertThat(cluster.log("job")).contains("60 of 60 pictures").contains("memoryOverhead");
    }
    Path alone = folder.resolve("alone");
    int code = local("--manifest=" + manifest, "--out=" + alone, "--precision=f32", "--threads=1");

    assertThat(code).isZero();
    assertThat(rows(out.resolve("results.jsonl"))).hasSize(COUNT);
    assertThat(made(out)).isEqualTo(COUNT);
    for (int i = 0; i < COUNT; i++) {
      String name = "made-%02d.png".formatted(i);
      assertThat(out.resolve(name)).hasSameBinaryContentAs(alone.resolve(name));
    }
  }

  private static long made(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).count();
    }
  }

  @Test
  void whatIsMadeIsNotMadeAgainAndABrokenPictureIsARow() throws IOException {
    Path manifest = manifest(3, 2);
    Files.writeString(folder.resolve("photo-01.png"), "no picture");
    String[] arguments = {"--manifest=" + manifest, "--out=" + out, "--precision=f32"};
    int first = local(arguments);
    List<JsonNode> rows = rows(out.resolve("results.jsonl"));
    long time = Files.getLastModifiedTime(out.resolve("made-00.png")).toMillis();
    Pictures.file(folder.resolve("photo-01.png"), 32, 24, 7);
    int second = local(arguments);

    assertThat(first).isEqualTo(1);
    assertThat(rows.get(1).path("problem").asString()).contains("photo-01.png");
    assertThat(second).isZero();
    assertThat(Files.getLastModifiedTime(out.resolve("made-00.png")).toMillis()).isEqualTo(time);
    assertThat(PictureReader.read(out.resolve("made-01.png")).width()).isEqualTo(32);
  }

  @Test
  void aManifestThatCannotBeIsRefusedBeforeAnything() throws IOException {
    Path manifest = folder.resolve("jobs.jsonl");
    Files.writeString(manifest, "{\"content\": \"a.png\", \"styles\": [\"b.png\"], \"otput\": 1}");
    int unknown = local("--manifest=" + manifest, "--out=" + out);
    int missing = local("--manifest=" + folder.resolve("none.jsonl"), "--out=" + out);

    assertThat(unknown).isEqualTo(2);
    assertThat(missing).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  /** One picture by all executors, which write their vectors after each step. */
  private static int giant(URI root) {
    System.setProperty("spark.master", "local[2]");
    try {
      return GiantJob.run(
          "--content=" + root + "/in/photo-00.png",
          "--style=" + root + "/in/painting.png",
          "--out=" + root + "/giant.png",
          "--options={\"size\": 32, \"schedule\": {\"iterations\": 4, \"minScale\": 16}}",
          "--cluster-from=16",
          "--checkpoint-steps=1");
    } finally {
      System.clearProperty("spark.master");
    }
  }

  /** The files of HDFS are no files of this machine. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everythingMayLieInHdfs() throws IOException {
    Path manifest = manifest(2, 2);
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).build()) {
      cluster.waitActive();
      URI root = cluster.getURI();
      FileSystem files = cluster.getFileSystem();
      for (String name : List.of("painting.png", "photo-00.png", "photo-01.png", "jobs.jsonl")) {
        files.copyFromLocalFile(
            new org.apache.hadoop.fs.Path(folder.resolve(name).toString()),
            new org.apache.hadoop.fs.Path(root + "/in/" + name));
      }
      int code =
          local(
              "--manifest=" + root + "/in/jobs.jsonl", "--out=" + root + "/out", "--precision=f32");
      int alone = local("--manifest=" + manifest, "--out=" + out, "--precision=f32");
      Path back = folder.resolve("back.png");
      files.copyToLocalFile(
          new org.apache.hadoop.fs.Path(root + "/out/made-01.png"),
          new org.apache.hadoop.fs.Path(back.toString()));

      assertThat(code).isZero();
      assertThat(alone).isZero();
      assertThat(back).hasSameBinaryContentAs(out.resolve("made-01.png"));
      assertThat(giant(root)).isZero();
      assertThat(files.exists(new org.apache.hadoop.fs.Path(root + "/giant.png"))).isTrue();
      assertThat(files.exists(new org.apache.hadoop.fs.Path(root + "/giant.png.checkpoints")))
          .isFalse();
      assertThat(files.exists(new org.apache.hadoop.fs.Path(root + "/out/results.jsonl"))).isTrue();
    }
  }
}
