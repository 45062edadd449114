package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PrintProfile;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.WeightChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The settings of an earlier result, read from it or from its report; {@link SettingsFile} finds
 * them there.
 *
 * @param file where they are from
 * @param request what was asked for; its pictures are stand-ins, and masks are not in it
 * @param pictures what it was made of, by the names of {@link TransferRequest#named()}
 * @param masks how its masks were meant
 * @param run how it was run, by the names of options; see {@link PictureArguments#run}
 */
record Settings(
    Path file,
    TransferRequest request,
    Map<String, Recorded> pictures,
    MaskSettings masks,
    Map<String, String> run) {
  /** What a result's file is. */
  static final String FORMAT = "format";

  /** What identifies the network's numbers. */
  static final String NETWORK_SHA256 = "network-sha256";

  private static final Map<String, String> OPTIONS =
      Map.of(
          "init",
          "--init",
          "content mask",
          "--content-mask",
          "style mask",
          "--style-mask",
          "protect",
          "--protect",
          "proof",
          "--proof",
          FilmArguments.PREVIOUS,
          "--previous",
          FilmArguments.WEIGHTS,
          "--flow-weights",
          FilmArguments.FLOW,
          "--flow",
          FilmArguments.BACK,
          "--flow-back");

  /**
   * A picture of the earlier request.
   *
   * @param name of its file, perhaps without its folder
   * @param sha256 of its pixels, or empty
   */
  record Recorded(String name, String sha256) {
    /** Whether a file has the same name, wherever it is. */
    boolean isNamed(Path file) {
      return String.valueOf(file.getFileName()).equals(String.valueOf(Path.of(name).getFileName()));
    }
  }

  /** What a picture's file is, by the ending of its name. */
  static String format(Path output) {
    String ending = output.toString().replaceFirst("(?s).*\\.", "").toLowerCase(Locale.ROOT);
    return ending.equals("jpeg") ? "jpg" : ending.equals("tiff") ? "tif" : ending;
  }

  TransferOptions options() {
    return request.options();
  }

  List<StyleSource> paintings() {
    return request.styles();
  }

  List<WeightChange> changes() {
    return request.changes();
  }

  /** Whether the network was normalized as in the paper. */
  boolean isNormalized() {
    return Boolean.parseBoolean(run.get(PictureArguments.NORMALIZED));
  }

  /**
   * Has the command line take options from here that are not given.
   *
   * @param given what is
   */
  IDefaultValueProvider defaults(ParseResult given) {
    return argument ->
        argument instanceof OptionSpec option && holdsFor(option, given) ? value(option) : null;
  }

  private @Nullable String value(ArgSpec argument) {
    String name = ((OptionSpec) argument).longestName().substring(2);
    String value = run.get(name);
    return value == null || !name.equals(PictureArguments.NETWORK)
        ? value
        : located(value, Optional.empty()).map(Path::toString).orElse(value);
  }

  /** Whether what is given leaves an option its meaning. */
  private boolean holdsFor(OptionSpec option, ParseResult given) {
    String name = option.longestName().substring(2);
    if (name.equals(PictureArguments.THREADS) || name.equals(PictureArguments.PRECISION)) {
      return !given.hasMatchedOption("--reproducible");
    }
    if (name.equals(PictureArguments.PREPROCESSING)) {
      return !given.hasMatchedOption("--network");
    }
    CommandSpec result = given.commandSpec().mixins().get("result");
    boolean ofFile = result != null && result.findOption(option.longestName()) != null;
    Path output = given.matchedOptionValue("--output", Path.of(""));
    return !ofFile || format(output).equals(run.get(FORMAT));
  }

  /** Fills in the pictures that are not given. */
  void fill(PictureOptions given, Path content) {
    fill(given.masks(), content);
    fill(given.film(), content);
    if (given.color().proof == null) {
      given.color().proof = recorded("proof", content);
    }
    if (given.start().init == null && pictures.containsKey("init")) {
      given.start().init = required("init", content).toString();
    }
  }

  private void fill(FilmArguments film, Path content) {
    if (film.previous == null && pictures.containsKey(FilmArguments.PREVIOUS)) {
      film.taken = true;
      film.previous = recorded(FilmArguments.PREVIOUS, content);
      film.flow = film.flow == null ? recorded(FilmArguments.FLOW, content) : film.flow;
      film.back = film.back == null ? recorded(FilmArguments.BACK, content) : film.back;
      film.weights = film.weights == null ? recorded(FilmArguments.WEIGHTS, content) : film.weights;
    }
  }

  private void fill(MaskArguments masking, Path content) {
    if (masking.content.isEmpty()) {
      masking.content.addAll(numbered("content mask", content));
      if (masking.weights.isEmpty()) {
        masking.weights.addAll(masks.weights());
      }
    }
    if (masking.styles.isEmpty()) {
      masking.styles.addAll(numbered("style mask", content));
    }
    if (masking.mode == null) {
      masking.mode = masks.mode().orElse(null);
    }
    if (masking.protect == null) {
      masking.protect = recorded("protect", content);
    }
  }

  /** A file that was given; null where none was. */
  private @Nullable Path recorded(String name, Path content) {
    return pictures.containsKey(name) ? required(name, content) : null;
  }

  private List<Path> numbered(String kind, Path content) {
    return Stream.iterate(1, i -> pictures.containsKey(kind + " " + i), i -> i + 1)
        .map(i -> required(kind + " " + i, content))
        .toList();
  }

  private Path required(String name, Path content) {
    Recorded recorded = Objects.requireNonNull(pictures.get(name));
    return located(recorded.name(), Optional.of(content))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s', the %s of the settings in '%s', is gone: give it with %s"
                        .formatted(
                            recorded.name(),
                            name,
                            file,
                            OPTIONS.get(name.replaceFirst(" \\d+$", "")))));
  }

  /** A file where it was, or beside the settings, the photograph, or in the present folder. */
  private Optional<Path> located(String name, Optional<Path> content) {
    Path named = Path.of(name);
    return Stream.of(
            Optional.of(named),
            Optional.of(file.resolveSibling(named)),
            content.map(picture -> picture.resolveSibling(named)))
        .flatMap(Optional::stream)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Refuses pictures of the names that these settings have, if they are not as they were.
   *
   * @param names what the command calls them
   */
  void requireUnchanged(Set<String> names, SourcePictures sources) {
    Optional<PrintProfile> printer = sources.get("content").proof();
    printer.ifPresent(p -> requireUnchanged("proof", p.name(), "bytes", p.sha256()));
    Optional<String> before = Optional.ofNullable(pictures.get("proof")).map(Recorded::sha256);
    boolean alike = before.equals(printer.map(PrintProfile::sha256));
    for (String name : names) {
      SourcePicture now = sources.get(name);
      if (alike || !SourcePictures.isSeen(name)) {
        requireUnchanged(name, now.name(), "pixels", now.picture().sha256());
      }
    }
  }

  /** Refuses flows of the names that these settings have, if they are not as they were. */
  void requireUnchanged(PreviousFrame frame) {
    frame
        .flow()
        .ifPresent(f -> requireUnchanged(FilmArguments.FLOW, f.name(), "vectors", f.sha256()));
    frame
        .back()
        .ifPresent(f -> requireUnchanged(FilmArguments.BACK, f.name(), "vectors", f.sha256()));
  }

  private void requireUnchanged(String what, String name, String of, String sha256) {
    Recorded recorded = pictures.get(what);
    if (recorded != null && !recorded.sha256().isEmpty() && recorded.isNamed(Path.of(name))) {
      require(
          sha256.equals(recorded.sha256()),
          "'%s' has changed since '%s' was made of it: the SHA-256 of its %s was %s, and is %s;"
              + " give it as it was, or the new one under another name",
          name,
          file,
          of,
          recorded.sha256(),
          sha256);
    }
  }

  /** The network, which was not given. */
  Network network(NetworkArguments arguments) {
    try {
      return arguments.load();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "the network of the settings in '%s' is gone: %s; or give one with --network"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Refuses a network that is not as it was. */
  void requireSame(Network network) {
    String before = run.getOrDefault(NETWORK_SHA256, "");
    if (!before.isEmpty()) {
      String sha256 = network.sha256();
      require(
          sha256.equals(before),
          "the network '%s' has changed since '%s' was made with it: its SHA-256 was %s, and is %s;"
              + " give the one that it was, or this one, with --network",
          network.name(),
          file,
          before,
          sha256);
    }
  }

  /** Stands in for pictures that are not read. */
  static final PictureLoader STAND_IN = name -> new Picture(1, 1, new float[3]);
}
