package dev.impasto.cli;

import dev.impasto.request.Masks;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where in the pictures what is asked for holds. */
final class MaskArguments {
  @Option(
      names = "--protect",
      paramLabel = "FILE",
      description =
          "A mask of the photograph: its white pixels stay exactly as they are, gray ones in part.")
  @Nullable Path protect;

  /** Adds the files, by what the command calls them. */
  void addTo(Map<String, Path> files) {
    if (protect != null) {
      files.put("protect", protect);
    }
  }

  /** The masks, once the files are read. */
  Masks masks(SourcePictures sources) {
    return protect == null ? Masks.NONE : Masks.NONE.withProtect(sources.get("protect"));
  }
}
