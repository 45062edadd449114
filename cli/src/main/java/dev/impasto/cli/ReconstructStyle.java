package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.request.Reconstruction;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The paper's Figure 1, below; texture synthesis. */
@Command(
    name = "style",
    customSynopsis = "impasto reconstruct style PICTURE -o FILE [--layers LAYERS] [OPTIONS]",
    description = {
      "Make a texture from noise: a picture of any size whose responses go together as they do in",
      "PICTURE, wherever they occur.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto reconstruct style painting.jpg --layers conv1_1,conv2_1 -o texture.png",
      "  impasto reconstruct style bark.jpg --size 1024x256 -o bark.png"
    })
final class ReconstructStyle implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PICTURE",
      description = "The picture whose style is reconstructed.")
  private Path picture;

  @Option(
      names = "--layers",
      paramLabel = "LAYERS",
      description =
          "The layers that style is compared at (default: ${bundle:default.style-layers}).")
  private @Nullable String layers;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS|WxH",
      description =
          "Longest side of a result of PICTURE's shape, or width and height (default:"
              + " ${bundle:default.size}).")
  private @Nullable String size;

  @Option(
      names = "--style-size",
      paramLabel = "PIXELS",
      description =
          "Longest side of PICTURE when its style is looked at; larger gives larger patterns"
              + " (default: ${bundle:default.size}, or --size PIXELS).")
  private @Nullable Integer styleSize;

  @Mixin private ReconstructArguments common = new ReconstructArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReconstructStyle() {}

  @Override
  public Integer call() {
    boolean free = size != null && size.contains("x");
    int[] sides = size == null ? new int[0] : sides(size);
    TransferOptions given = common.options(Reconstruction.styleDefaults());
    TransferOptions options = size == null || free ? given : given.withSize(sides[0]);
    int look = styleSize == null ? options.size() : styleSize;
    require(look >= 16, "--style-size must be 16 or more, not %d", look);
    common.name("style", picture, Integer.toString(options.size()));
    List<Layer> compared = compared(options);
    return common.make(
        spec,
        picture,
        false,
        source -> {
          Picture shape = free ? source.picture() : source.picture().fitted(options.size());
          return Reconstruction.style(
              source,
              look,
              compared,
              free ? sides[0] : shape.width(),
              free ? sides[1] : shape.height(),
              options);
        });
  }

  private List<Layer> compared(TransferOptions options) {
    return List.copyOf(
        layers == null
            ? options.loss().style().layers().keySet()
            : new LayerList(layers)
                .shares(LossConvention.of(options.loss())::styleShares)
                .keySet());
  }

  private static int[] sides(String text) {
    require(
        text.matches("\\d{1,6}(x\\d{1,6})?"),
        "--size must be pixels or width and height, such as 512 or 640x480, not '%s'",
        text);
    return Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
