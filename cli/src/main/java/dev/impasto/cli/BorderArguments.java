package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;

import dev.impasto.engine.Pooling;
import dev.impasto.request.TransferOptions;
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
    TransferOptions o = options;
    o = given(o, pooling, (all, v) -> all.withForm(f -> f.withPooling(v)));
    o = given(o, seamless, (all, v) -> all.withForm(f -> f.withSeamless(v == YesNo.YES)));
    return o;
  }
}
