package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.batch.Manifest;
import dev.impasto.batch.ManifestRow;
import dev.impasto.batch.OutputNames;
import dev.impasto.batch.ResultsFile;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch makes, and what each result is called: known and checked before anything is made.
 */
final class BatchPlan {
  /** What is no result, and lies beside them. */
  private static final List<String> OTHERS =
      List.of(ResultsFile.LINES, ResultsFile.TABLE, ContactSheet.FIRST);

  private final Path out;
  private final Path pattern;
  private final PictureWriter.Options writing;
  private final OutputNames names = new OutputNames();
  private final List<BatchItem> items = new ArrayList<>();

  /** The files that results are made of, by their real paths. */
  private final Map<Path, String> inputs = new LinkedHashMap<>();

  /**
   * Of nothing yet.
   *
   * @param out the output folder
   * @param pattern what results are called that have no name of their own
   */
  BatchPlan(Path out, Path pattern, PictureWriter.Options writing) {
    this.out = out;
    this.pattern = pattern;
    this.writing = writing;
    require(
        !Files.exists(out) || Files.isDirectory(out),
        "the output folder '%s' is a file: choose another name",
        out);
    OTHERS.forEach(name -> names.claim(name, "the batch itself"));
  }

  /** Adds every photograph in the manner of every painting, painting by painting. */
  void add(List<Path> contents, List<Path> styles, UnreadRequest settings) {
    for (Path style : styles) {
      for (Path content : contents) {
        UnreadRequest request =
            settings.of(SourcePictures.name(content), List.of(SourcePictures.name(style)));
        String output = named(request).toString();
        add(request, claimed(output, "'%s' with '%s'".formatted(content, style)));
      }
    }
  }

  /** Adds what a manifest asks for. Its files are looked for beside it, then in this folder. */
  void add(Path manifest, Manifest.Settings settings) {
    for (ManifestRow row : Manifest.read(manifest, settings)) {
      try {
        UnreadRequest request = row.request().renamed(name -> located(name, manifest));
        String whose = "line " + row.line();
        add(
            request,
            row.output().isPresent()
                ? names.claim(row.output().get(), whose)
                : claimed(named(request).toString(), whose));
      } catch (InvalidInputException e) {
        throw Manifest.at(manifest.toString(), row.line(), e);
      }
    }
  }

  private static String located(String name, Path manifest) {
    try {
      Path beside = manifest.toAbsolutePath().resolveSibling(name);
      return SourcePictures.name(Files.exists(beside) ? beside : Path.of(name));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "no file can be called '%s'".formatted(name.replaceAll("\\p{C}+", " ")), e);
    }
  }

  private Path named(UnreadRequest request) {
    String content = request.content().isEmpty() ? "texture" : request.content();
    return new NamePattern()
        .with("content", List.of(Path.of(content)))
        .with("style", request.styles().stream().map(Path::of).toList())
        .with("size", request.option("size"))
        .with("seed", request.option("schedule", "start", "seed"))
        .with("ext", extension(content))
        .file(pattern, items.size() + 1);
  }

  /** The photograph's, where results can have it. */
  private static String extension(String content) {
    String format = Settings.format(Path.of(content));
    return List.of("jpg", "tif").contains(format) ? format : "png";
  }

  /** Claims a name that the pattern gives. */
  private String claimed(String name, String whose) {
    try {
      return names.claim(name, whose);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "%s; they are called by --name '%s', and {n} in it gives each its number"
              .formatted(e.getMessage(), pattern),
          e);
    }
  }

  private void add(UnreadRequest request, String output) {
    require(
        !output.matches(ContactSheet.OTHERS),
        "the result '%s' has the name of a sheet of the batch itself: choose another",
        output);
    PictureWriter.checkName(Path.of(output), writing);
    for (String file : request.files()) {
      inputs.computeIfAbsent(Path.of(file), BatchPlan::required);
    }
    items.add(new BatchItem(request, output));
  }

  private static String required(Path file) {
    require(Files.exists(file), "there is no file '%s'", file);
    require(!Files.isDirectory(file), "'%s' is a folder, not a picture", file);
    return file.toString();
  }

  /** All pictures; throws where a result would lie among what it is made of. */
  List<BatchItem> items() {
    Path folder = real(out);
    for (Path input : inputs.keySet()) {
      require(
          !folder.equals(real(input).getParent()) && !folder.equals(input.getParent()),
          "the output folder '%s' is that of '%s', which results are made of: choose another",
          out,
          input);
    }
    Map<Path, Path> replaced = new HashMap<>();
    inputs.keySet().forEach(input -> replaced.put(real(input), input));
    for (BatchItem item : items) {
      Path input = replaced.get(real(out.resolve(item.output())));
      require(
          input == null,
          "the result '%s' would replace '%s', which results are made of: choose another name",
          item.output(),
          String.valueOf(input));
    }
    return List.copyOf(items);
  }

  /** Wherever links lead, as far as there is something. */
  private static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    try {
      Path parent = whole.getParent();
      return Files.exists(whole)
          ? whole.toRealPath()
          : parent == null ? whole : real(parent).resolve(whole.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
