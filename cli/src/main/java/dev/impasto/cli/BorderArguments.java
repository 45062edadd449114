package dev.impasto.cli;

import dev.impasto.TransferOptions;
import dev.impasto.engine.Pooling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the network is evaluated. */
final class BorderArguments implements SettingArguments {
  @Option(
      names = "--pooling",
      paramLabel = "average|max",
      description = "The network's pooling (default: ${bundle:default.pooling}).")
  @Nullable Pooling pooling;

  @Option(
      names = "--seamless",
      paramLabel = "yes|no",
      description =
          "Whether borders and odd sizes leave no trace, or are treated as in the literature"
              + " (default: ${bundle:default.seamless}).")
  @Nullable YesNo seamless;

  /** An answer. */
  enum YesNo {
    YES,
    NO
  }

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    if (pooling != null) {
      options = options.withPooling(pooling);
    }
    if (seamless != null) {
      options = options.withSeamless(seamless == YesNo.YES);
    }
    return options;
  }
}
