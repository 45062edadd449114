package dev.impasto.cli;

import dev.impasto.network.Layer;
import dev.impasto.request.Reconstruction;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The paper's Figure 1, above. */
@Command(
    name = "content",
    customSynopsis = "impasto reconstruct content PICTURE -o FILE [--layer LAYER] [OPTIONS]",
    description = {
      "Make a picture from noise that a layer responds to as it does to PICTURE, place by place.",
      "",
      "At the end it says how near it came: PSNR, in decibels, against PICTURE.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {"", "Example:  impasto reconstruct content photo.jpg --layer conv3_2 -o content.png"})
final class ReconstructContent implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PICTURE", description = "The picture to reconstruct.")
  private Path picture;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description =
          "The layer whose responses are compared, conv1_1 to conv5_4 (default: ${DEFAULT-VALUE}).")
  private String layer = "conv4_2";

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ReconstructArguments common = new ReconstructArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReconstructContent() {}

  @Override
  public Integer call() {
    Layer compared = Layer.of(layer);
    TransferOptions options = common.options(Reconstruction.contentDefaults());
    common.name("content", picture, size.name(size.applyTo(options)));
    return common.make(
        spec,
        picture,
        true,
        source -> {
          size.beside(source.picture());
          return Reconstruction.content(source, compared, size.applyTo(options));
        });
  }
}
