package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be used is answered with one line on standard error and exit code 2; the output file
 * stays as it is.
 */
final class InvalidInputTest {
  private static final String OLD = "an older result";

  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;

  InvalidInputTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    output = Files.writeString(folder.resolve("result.png"), OLD);
  }

  private void assertRefused(CommandRun run, String... parts) {
    assertThat(run.err()).startsWith("impasto: ").contains(parts).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(output).hasContent(OLD);
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  private void assertContentRefused(Path bad, String... parts) {
    assertRefused(CommandRun.transfer(bad, style, output), parts);
  }

  private void assertOptionRefused(String option, String value, String... parts) {
    assertRefused(CommandRun.transfer(content, style, output, option, value), parts);
  }

  @Test
  void missingContentIsNamed() {
    Path missing = folder.resolve("missing.png");
    assertContentRefused(missing, "there is no file '" + missing + "'");
  }

  @Test
  void missingStyleIsNamed() {
    Path missing = folder.resolve("missing.png");
    assertRefused(
        CommandRun.transfer(content, missing, output), "there is no file '" + missing + "'");
  }

  @Test
  void badPictureIsNamedBeforeTheNetworkIsOpened() {
    Path missing = folder.resolve("missing.png");
    assertRefused(
        CommandRun.transfer(missing, style, output, "--network=" + folder.resolve("none.pth")),
        "there is no file '" + missing + "'");
  }

  @Test
  void wordsInBracesAreAnsweredWithTheNearest() {
    assertRefused(
        CommandRun.transfer(content, style, folder.resolve("{contnet}-{style}.png")),
        "no word in braces 'contnet'",
        "did you mean content?",
        "content, style, size, seed, n");
    assertRefused(
        CommandRun.transfer(content, style, folder.resolve("{n}.png"), "--resume"),
        "put its number in the place of {n}");
  }

  @Test
  void inputIsNeverReplacedWhateverItsPathIsSpelledLike() throws IOException {
    Path link = folder.resolve("link.png");
    try {
      Files.createSymbolicLink(link, content);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "there are no links here");
    }
    String refusal = "the result would replace what it is made of, '" + content + "'";
    assertRefused(CommandRun.transfer(content, style, link), refusal);
    assertRefused(CommandRun.transfer(content, style, folder.resolve("{content}.png")), refusal);
    Path spelled = folder.resolve("sub").resolve("..").resolve("content.png");
    Files.createDirectory(folder.resolve("sub"));
    assertRefused(CommandRun.transfer(content, style, spelled), refusal);
  }

  @Test
  void theNetworkIsNotReplaced() {
    Path weights = TestFiles.picture(folder.resolve("weights.png"), 8, 8);
    assertRefused(
        CommandRun.transfer(content, style, weights, "--network", weights.toString()),
        "the result would replace what it is made of, '" + weights + "'");
    assertRefused(
        CommandRun.of(
            "grid",
            content.toString(),
            style.toString(),
            "--output=" + weights,
            "--network=" + weights,
            "--vary=size=32,48"),
        "the result would replace what it is made of, '" + weights + "'");
  }

  @Test
  void inputIsNotReplacedByANumberedPictureNorACheckpoint() {
    Path numbered = TestFiles.picture(folder.resolve("result_00005.png"), 64, 48);
    assertRefused(
        CommandRun.transfer(numbered, style, output, "--save-every", "5"),
        "a numbered picture would replace what it is made of, '" + numbered + "'");
    Path other = folder.resolve("content.jpg");
    assertThat(content.toFile().renameTo(folder.resolve("content.jpg.checkpoint").toFile()))
        .isTrue();
    Path checkpoint = folder.resolve("content.jpg.checkpoint");
    assertRefused(
        CommandRun.transfer(checkpoint, style, other),
        "the checkpoint would replace what it is made of, '" + checkpoint + "'");
  }

  @Test
  void animationIsRefusedWhereItCannotBe() {
    assertOptionRefused("--animation", "run.mp4", "'run.mp4' names no animation", ".gif, .png");
    assertOptionRefused("--animation", output.toString(), "both the animation and the result");
    assertOptionRefused(
        "--animation",
        content.toString(),
        "the animation would replace what it is made of, '" + content + "'");
    assertOptionRefused("--animation-frames", "5", "--animation-frames is for --animation FILE");
    String animation = "--animation=" + folder.resolve("run.gif");
    assertRefused(
        CommandRun.transfer(content, style, output, animation, "--animation-frames=1"),
        "2 to 1000 frames, not 1");
    assertRefused(
        CommandRun.transfer(content, style, output, animation, "--animation-size=5"),
        "16 to 4096 pixels, not 5");
  }

  @Test
  void picturesThatCannotBeAnimatedAreRefused() {
    String gif = folder.resolve("run.gif").toString();
    assertRefused(
        CommandRun.of("animate", content.toString(), "-o", gif),
        "there are no numbered pictures beside '" + content + "'");
    assertRefused(
        CommandRun.of("animate", folder.resolve("none").toString(), "-o", gif),
        "there is no file '" + folder.resolve("none") + "'");
    Path square = TestFiles.picture(folder.resolve("square.png"), 50, 50);
    assertRefused(
        CommandRun.of("animate", square.toString(), content.toString(), "-o", gif),
        "'" + square + "' is 50x50 and the last picture 80x60");
    assertRefused(
        CommandRun.of("animate", style.toString(), content.toString(), "-o", style.toString()),
        "the animation would replace what it is made of, '" + style + "'");
    assertThat(folder.resolve("run.gif")).doesNotExist();
  }

  @Test
  void aFigureKeepsNoPhotographsExif() {
    assertRefused(
        CommandRun.of(
            "figure",
            "7",
            content.toString(),
            style.toString(),
            "-o",
            output.toString(),
            "--keep-exif"),
        "a figure is of several pictures: leave out --keep-exif");
  }

  @Test
  void startMustNotBeReplaced() {
    Path start = TestFiles.picture(folder.resolve("start.png"), 64, 48);
    CommandRun run = CommandRun.transfer(content, style, start, "--init", start.toString());

    assertRefused(run, "would replace what it is made of, '" + start + "'");
  }

  @Test
  void unreadableFileIsNamed() {
    assumeTrue(content.toFile().setReadable(false) && !Files.isReadable(content), "root reads all");
    assertContentRefused(content, content.toString(), "permission denied");
  }

  @Test
  void folderIsNoPicture() {
    assertContentRefused(folder, folder.toString(), "is a folder, not a picture");
  }

  @Test
  void textIsNoPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "Dear reader,\n");
    assertContentRefused(text, text.toString(), "is text, not a picture", "PNG, JPEG");
  }

  @Test
  void emptyFileIsNoPicture() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    assertContentRefused(empty, empty.toString(), "is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut.png", "cut.jpg"})
  void truncatedPictureIsDamaged(String name) throws IOException {
    Path whole = TestFiles.picture(folder.resolve("whole-" + name), 90, 70);
    Path cut = TestFiles.half(whole, folder.resolve(name));
    assertContentRefused(cut, cut.toString(), "damaged");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,2000", "2000,3", "15,15"})
  void pictureMustNotBeTiny(int width, int height) {
    Path tiny = TestFiles.picture(folder.resolve("tiny.png"), width, height);
    assertContentRefused(tiny, "content picture is " + width + "x" + height, "at least 16");
    assertRefused(
        CommandRun.transfer(content, tiny, output),
        "style picture is " + width + "x" + height,
        "at least 16");
  }

  @Test
  void hugePictureIsRefusedByItsHeader() throws IOException {
    Path huge = TestFiles.pngHeader(folder.resolve("huge.png"), 100_000, 100_000);
    assertContentRefused(huge, "100000 x 100000", "10000 megapixels", "100", "--max-pixels");
  }

  @Test
  void pictureAboveMaxPixelsIsRefused() throws IOException {
    Path large = TestFiles.pngHeader(folder.resolve("large.png"), 2000, 1000);
    assertRefused(
        CommandRun.transfer(large, style, output, "--max-pixels", "1"),
        "2000 x 1000",
        "the limit is 1.00 megapixels",
        "--max-pixels");
  }

  @Test
  void outputFolderMustExist() {
    Path nowhere = folder.resolve("nowhere").resolve("result.png");
    assertRefused(
        CommandRun.transfer(content, style, nowhere),
        nowhere.toString(),
        "there is no folder '" + folder.resolve("nowhere") + "'");
  }

  @Test
  void outputFolderMustBeWritable() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "root writes all");
    assertRefused(
        CommandRun.transfer(content, style, closed.resolve("result.png")),
        "may not be written to",
        closed.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"result.gif", "result", "result.png.txt"})
  void outputExtensionMustBeOneThatCanBeWritten(String name) {
    Path unknown = folder.resolve(name);
    assertRefused(
        CommandRun.transfer(content, style, unknown), name, ".png, .jpg, .jpeg, .tif or .tiff");
    assertThat(unknown).doesNotExist();
  }

  @Test
  void outputMustNotBeAFolder() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken.png"));
    assertRefused(CommandRun.transfer(content, style, taken), "taken.png", "is a folder");
  }

  @ParameterizedTest
  @CsvSource({
    "--content-weight, content weight",
    "--style-weight, style weight",
    "--tv-weight, total variation weight"
  })
  void weightMustBeAFiniteNumberOfZeroOrMore(String option, String name) {
    assertOptionRefused(option, "-1", name, "0 or more, not -1.0");
    assertOptionRefused(option, "NaN", name, "0 or more, not NaN");
    assertOptionRefused(option, "Infinity", name, "0 or more, not Infinity");
    assertOptionRefused(option, "much", option, "'much' is not a number");
  }

  @Test
  void oneWeightMustBeAboveZero() {
    assertRefused(
        CommandRun.transfer(content, style, output, "--content-weight=0", "--style-weight=0"),
        "the content weight and the style weight cannot both be 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--content-layers", "--style-layers"})
  void unknownLayerIsAnsweredWithTheNearest(String option) {
    assertOptionRefused(option, "conv4_22", "no layer 'conv4_22'", "did you mean conv4_2?");
    assertOptionRefused(option, "conv1_1,", "no layer ''", "conv1_1, conv1_2");
    assertOptionRefused(option, "conv1_1=x", "'x' in 'conv1_1=x' is not a number");
    assertOptionRefused(option, "conv1_1=-1", "conv1_1 must be a number above 0, not -1.0");
    assertOptionRefused(option, "conv1_1,conv1_1", "conv1_1 is named twice");
    assertOptionRefused(option, "conv1_1=1,conv2_1", "conv2_1 has none");
  }

  @ParameterizedTest
  @CsvSource({
    "--sise=64, --size",
    "--itertions=2, --iterations",
    "--style-wight=2, --style-weight",
    "--threds=2, --threads"
  })
  void unknownOptionIsAnsweredWithTheNearest(String option, String nearest) {
    assertRefused(
        CommandRun.transfer(content, style, output, option),
        "there is no option '" + option.split("=")[0] + "'",
        "did you mean " + nearest + "?");
  }

  @Test
  void unknownOptionLikeNoOtherIsAnsweredWithTheHelp() {
    assertRefused(
        CommandRun.transfer(content, style, output, "--xyzzy"),
        "there is no option '--xyzzy'",
        "see 'impasto transfer --help'");
  }

  @ParameterizedTest
  @CsvSource({
    "--convention, neural, neural-style, 'balanced, paper, paper-mean, neural-style, gatys-code,"
        + " style-transfer-pytorch'",
    "--style-loss, wassserstein, wasserstein, 'gram, covariance, moments, wasserstein, histogram, sliced'",
    "--pooling, avg, average, 'average, max, l2, rescaled-average, rescaled-l2'",
    "--padding, reflekt, reflect, 'usual, zero, replicate, reflect'",
    "--preset, papr, paper, 'impasto, paper, paper-figures, neural-style, gatys-code,"
        + " style-transfer-pytorch'",
    "--style-shape, contnt, content, 'own, content'",
    "--seamless, yess, yes, 'yes, no'",
    "--precision, bf61, bf16, 'auto, f32, bf16'",
    "--optimizer, bfgs, lbfgs, 'lbfgs, adam'",
    "--color-range, smoth, smooth, 'free, project, smooth'"
  })
  void unknownChoiceIsAnsweredWithTheNearestAndAll(
      String option, String value, String nearest, String all) {
    assertOptionRefused(
        option, value, option, "'" + value + "'", "did you mean " + nearest + "?", all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
        --size | large | 'large' is not a whole number
        --size | 64.5 | '64.5' is not a whole number
        --size | 99999999999 | '99999999999' has too many digits
        --size | 0 | at least 16 pixels, not 0
        --size | 8 | at least 16 pixels, not 8
        --size | -64 | at least 16 pixels, not -64
        --iterations | 0 | at least 1, not 0
        --iterations | -1 | at least 1, not -1
        --scales | -1 | from 1 to 32, or 0 for as many as fit, not -1
        --scales | 33 | from 1 to 32, or 0 for as many as fit, not 33
        --threads | -1 | --threads must be 0 to 1024, not -1
        --threads | 1000000 | --threads must be 0 to 1024, not 1000000
        --memory | 4x | '4x' is not an amount of memory, such as 4g, 1.5g or 900m
        --memory | 0 | '0' is not an amount of memory, such as 4g, 1.5g or 900m
        --memory | -1g | '-1g' is not an amount of memory, such as 4g, 1.5g or 900m
        --memory | 50m | with the smallest tiles, and 50 MB are allowed: choose a smaller size
        --save-every | -1 | --save-every must be 0 or more, not -1
        --quality | 90 | would be no JPEG file, and only these have a quality, such as 90
        --quality | 0 | quality must be 1 to 100, not 0
        --quality | 101 | quality must be 1 to 100, not 101
        --max-pixels | 0 | --max-pixels must be 1 or more, not 0
        --max-pixels | -5 | --max-pixels must be 1 or more, not -5
        --style-scale | 0 | above 0 and at most 16, not 0.0
        --min-scale | 8 | the smallest scale must be at least 16 pixels, not 8
        --denoise | 1.5 | the denoising must be from 0 to 1, not 1.5
        --denoise | x | 'x' is not a number
        --ratio | 0 | above 0, not 0.0
        --learning-rate | 0.1 | --learning-rate is for the optimizer adam
        --averaging | 1 | the decay of the iterates' average must be 0 to below 1, not 1.0
        --tolerance | -1 | the tolerance must be 0 to below 1, not -1.0
        --color-range | project | with the optimizer adam and a preconditioning of 0 alone
        --noise-ratio | 2 | the share of noise must be from 0 to 1, not 2.0
        --tv-power | 0.5 | the power of total variation must be from 1 to 4, not 0.5
        --tv-neighbors | 6 | total variation is over 4 or 8 neighbors, not 6
        --max-megapixels | 0 | --max-megapixels must be above 0, not 0.0
        --max-megapixels | 1e-4 | at least 16 pixels, not 11
        --style-scale | NaN | above 0 and at most 16, not NaN
        --seed | x | 'x' is not a whole number
        """)
  void numberOutOfItsRangeIsNamedWithTheRange(String option, String value, String message) {
    assertOptionRefused(option, value, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000", "2147483647"})
  void memoryIsEstimatedBeforeTheStart(String size) {
    long began = System.nanoTime();
    assertOptionRefused(
        "--size", size, size + "x", " pixels are more than ", "choose a smaller size");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void narrowResultIsAnsweredWithTheSizeToChoose() {
    Path narrow = TestFiles.picture(folder.resolve("narrow.png"), 320, 16);
    assertContentRefused(narrow, "at size 64", "64x3", "choose a size of at least 320");
  }

  @Test
  void whatAFormatCannotHoldIsRefused() {
    Path jpeg = folder.resolve("result.jpg");
    assertRefused(
        CommandRun.transfer(content, style, jpeg, "--bits", "16"),
        "'" + jpeg + "' would be a JPEG file, which has 8 bits per color, not 16",
        ".png or .tif");
    assertOptionRefused("--bits", "12", "8 or 16 bits per color, not 12");
    assertOptionRefused("--jpeg-subsampling", "420", "no JPEG file", "420", "end it in .jpg");
    assertOptionRefused("--jpeg-subsampling", "421", "'421'", "did you mean 422?", "444, 422, 420");
    assertOptionRefused("--quality", "0", "--quality must be 1 to 100, not 0");
  }

  @Test
  void startMustExist() {
    assertOptionRefused(
        "--init", "nosie", "content, style, noise", "there is no file 'nosie'", "noise?");
  }

  @Test
  void startMustBeAPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("start.png"), "Dear reader,\n");
    assertOptionRefused("--init", text.toString(), text.toString(), "is text, not a picture");
  }

  @Test
  void missingOutputIsNamed() {
    assertRefused(
        CommandRun.of("transfer", content.toString(), style.toString()), "-o FILE", "--help");
  }

  @Test
  void missingArgumentIsNamed() {
    assertRefused(
        CommandRun.of("transfer", content.toString(), "-o", output.toString()), "STYLE", "--help");
    assertRefused(CommandRun.of("transfer", "-o", output.toString()), "CONTENT", "--help");
  }

  @Test
  void furtherPaintingThatIsNotThereIsNamed() {
    assertRefused(
        CommandRun.transfer(content, style, output, "third.png"), "there is no file 'third.png'");
  }

  @Test
  void missingValueIsNamed() {
    assertRefused(CommandRun.of("transfer", "a", "b", "-o", "c.png", "--size"), "--size", "PIXELS");
  }

  @Test
  void unknownCommandIsAnsweredWithTheNearest() {
    assertRefused(CommandRun.of("tranfser"), "there is no command 'tranfser'", "mean transfer?");
    assertRefused(CommandRun.of("inof"), "there is no command 'inof'", "mean info?");
  }

  @Test
  void missingCommandIsAnsweredWithTheHelp() {
    assertRefused(CommandRun.of(), "'impasto --help'");
  }
}
