package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of README.md, and checks that it is the same there. */
final class ReadmeExampleTest {
  private static final String BEGIN = "    // README: begin";
  private static final String END = "    // README: end";

  /** Stands for Java's, so that the example's files are those of a temporary folder. */
  private record Folder(java.nio.file.Path path) {
    java.nio.file.Path of(String name) {
      return path.resolve(name);
    }
  }

  private static void example(Folder Path) {
    // README: begin
    Picture content = PictureReader.read(Path.of("harbor-town.jpg"));
    Picture style = PictureReader.read(Path.of("swirling-night.jpg"));
    try (StyleTransfer transfer = new StyleTransfer()) {
      TransferOptions options = TransferOptions.defaults().withSize(384);
      Picture result = transfer.transfer(content, style, options);
      PictureWriter.write(result, Path.of("harbor-night.png"));
    }
    // README: end
  }

  @Test
  void exampleWritesAPicture(@TempDir java.nio.file.Path folder) {
    // As narrow as can be: there is little to compute.
    PictureWriter.write(SmallPictures.content(384, 16), folder.resolve("harbor-town.jpg"));
    PictureWriter.write(SmallPictures.style(64, 64), folder.resolve("swirling-night.jpg"));

    example(new Folder(folder));

    assertThat(PictureReader.read(folder.resolve("harbor-night.png")).width()).isEqualTo(384);
  }

  @Test
  void exampleIsThatOfTheReadme() throws IOException {
    List<String> here =
        Files.readAllLines(
            java.nio.file.Path.of("src/test/java/dev/impasto/ReadmeExampleTest.java"));
    List<String> code = here.subList(here.indexOf(BEGIN) + 1, here.indexOf(END));
    List<String> readme = Files.readAllLines(java.nio.file.Path.of("..", "README.md"));
    List<String> block = readme.subList(readme.indexOf("```java") + 1, readme.size());
    block = block.subList(0, block.indexOf("```"));

    assertThat(code).isNotEmpty();
    assertThat(block).isEqualTo(code.stream().map(line -> line.substring(4)).toList());
  }
}
