package dev.impasto.cli;

import static dev.impasto.InvalidInputException.require;

import dev.impasto.TransferOptions;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.nio.file.Path;
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
      "  impasto reconstruct style bark.jpg --dimensions 1024x256 -o bark.png"
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
      names = "--dimensions",
      paramLabel = "WxH",
      description =
          "Width and height of the result (default: as PICTURE, its longest side --size).")
  private @Nullable String dimensions;

  @Option(
      names = "--style-size",
      paramLabel = "PIXELS",
      description =
          "Longest side of PICTURE when its style is looked at; larger gives larger patterns"
              + " (default: --size).")
  private @Nullable Integer styleSize;

  @Mixin private ReconstructArguments common = new ReconstructArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReconstructStyle() {}

  @Override
  public Integer call() {
    TransferOptions options = common.options();
    List<Layer> compared =
        layers == null
            ? List.copyOf(options.styleLayers().keySet())
            : List.copyOf(new LayerList(layers).shares(options.convention()::styleShares).keySet());
    int look = styleSize == null ? options.size() : styleSize;
    require(look >= 16, "--style-size must be 16 or more, not %d", look);
    int[] sides = dimensions == null ? new int[0] : sides(dimensions);
    common.make(
        spec,
        picture,
        options,
        (reconstruction, source, listener) -> {
          Picture shape = sides.length == 2 ? source : source.fitted(options.size());
          return reconstruction.style(
              source.fitted(look),
              compared,
              sides.length == 2 ? sides[0] : shape.width(),
              sides.length == 2 ? sides[1] : shape.height(),
              listener);
        },
        (source, result) -> "");
    return 0;
  }

  private static int[] sides(String text) {
    require(
        text.matches("[1-9]\\d{0,5}x[1-9]\\d{0,5}"),
        "--dimensions must be width and height in pixels, such as 640x480, not '%s'",
        text);
    String[] parts = text.split("x", -1);
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }
}
