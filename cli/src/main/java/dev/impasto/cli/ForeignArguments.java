package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Arguments that would be taken for something else: options as neural-style writes them, which look
 * like short options with their values, and names of files that begin with a dash.
 */
final class ForeignArguments {
  /** The options of neural-style and neural-style-pt, and what stands for them here. */
  private static final Map<String, String> NEURAL_STYLE =
      Map.ofEntries(
          Map.entry("style_image", "the second name after transfer"),
          Map.entry("content_image", "the first name after transfer"),
          Map.entry("output_image", "--output"),
          Map.entry("image_size", "--size"),
          Map.entry("style_blend_weights", "--blend"),
          Map.entry("gpu", ""),
          Map.entry("content_weight", "--content-weight"),
          Map.entry("style_weight", "--style-weight"),
          Map.entry("tv_weight", "--tv-weight"),
          Map.entry("num_iterations", "--iterations"),
          Map.entry("init", "--init"),
          Map.entry("init_image", "--init FILE"),
          Map.entry("optimizer", "--optimizer"),
          Map.entry("learning_rate", "--learning-rate"),
          Map.entry("lbfgs_num_correction", "--history"),
          Map.entry("normalize_gradients", "--normalize-gradients yes"),
          Map.entry("normalize_weights", "--style-layers LAYER=WEIGHT"),
          Map.entry("content_layers", "--content-layers"),
          Map.entry("style_layers", "--style-layers"),
          Map.entry("print_iter", ""),
          Map.entry("save_iter", "--save-every"),
          Map.entry("seed", "--seed"),
          Map.entry("style_scale", "--style-scale"),
          Map.entry("original_colors", "--color luminance"),
          Map.entry("pooling", "--pooling"),
          Map.entry("proto_file", "--network"),
          Map.entry("model_file", "--network"),
          Map.entry("model_type", "--preprocessing"),
          Map.entry("disable_check", ""),
          Map.entry("backend", ""),
          Map.entry("cudnn_autotune", ""),
          Map.entry("multidevice_strategy", ""));

  private static final String PICTURE = "(?i)-[^-].*\\.(png|jpe?g|webp|tiff?|gif|bmp)";

  private static final String A_PICTURE = "(?i)[^-].*\\.(png|jpe?g|webp|tiff?|gif|bmp)";
  private static final String ADDRESS = "(?i)(https?|ftps?|s3|gs|file):/.*";

  private ForeignArguments() {}

  /**
   * Refuses arguments that begin with a picture where a command belongs.
   *
   * @param commands the commands there are
   */
  static void requireCommand(Collection<String> commands, String... arguments) {
    boolean begins = arguments.length > 0 && arguments[0].matches("-[^-].*|" + A_PICTURE);
    require(
        !begins
            || Arrays.stream(arguments).anyMatch(commands::contains)
            || Arrays.stream(arguments).noneMatch(argument -> argument.matches(A_PICTURE)),
        "the command is missing; did you mean 'impasto transfer %s'?",
        String.join(" ", arguments));
  }

  /** Refuses an address where a file belongs; only downloads take addresses. */
  private static void requireNoAddress(String argument, String before) {
    int equals = argument.startsWith("--") ? argument.indexOf('=') + 1 : 0;
    String value = argument.substring(equals);
    boolean download = before.equals("--from") || argument.startsWith("--from=");
    require(
        download || !value.matches(ADDRESS),
        "'%s' is an address; download it first, and give the file",
        value);
  }

  /**
   * The arguments, the name of a result that begins with a dash marked as a file's.
   *
   * @throws InvalidInputException if one is of another program, or cannot be told from an option
   */
  static String[] understood(String[] arguments) {
    String[] understood = arguments.clone();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--")) {
        break;
      }
      String before = i == 0 ? "" : arguments[i - 1];
      requireNoAddress(argument, before);
      if (argument.startsWith("--output=-")) {
        understood[i] = "--output=./" + argument.substring("--output=".length());
      } else if (argument.matches(PICTURE)) {
        boolean output = before.equals("-o") || before.equals("--output");
        require(
            output,
            "'%s' begins with a dash, as options do: write './%s' for a file of that name",
            argument,
            argument);
        understood[i] = "./" + argument;
      } else if (argument.startsWith("-") && !argument.startsWith("--")) {
        requireOurs(argument);
      }
    }
    return understood;
  }

  private static void requireOurs(String argument) {
    String here = NEURAL_STYLE.get(argument.substring(1).split("=", 2)[0]);
    if (here != null) {
      throw new InvalidInputException(
          "there is no option '%s'; %s"
              .formatted(
                  argument,
                  here.isEmpty()
                      ? "neural-style's has no counterpart here, see impasto transfer --help"
                      : "what neural-style calls so is here " + here));
    }
  }
}
