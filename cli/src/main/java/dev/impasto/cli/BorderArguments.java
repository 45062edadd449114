package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;

import dev.impasto.engine.Pooling;
import dev.impasto.request.BorderPadding;
import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the network is evaluated. */
final class BorderArguments implements SettingArguments {
  @Option(
      names = "--pooling",
      paramLabel = "NAME",
      description =
          "The network's pooling: ${bundle:choice.poolings}; rescaled ones give values about as"
              + " large as max does (default: ${bundle:default.pooling}).")
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

  @Option(
      names = "--padding",
      paramLabel = "usual|zero|replicate|reflect",
      description =
          "What convolutions see beyond the border: zeros, the border repeated, or the mirror image;"
              + " usual is zeros, but the border repeated at the first with --seamless yes (default:"
              + " ${bundle:default.padding}).")
  @Nullable BorderPadding padding;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = options;
    o = given(o, pooling, (all, v) -> all.withForm(f -> f.withPooling(v)));
    o = given(o, seamless, (all, v) -> all.withForm(f -> f.withSeamless(v == YesNo.YES)));
    o = given(o, padding, (all, v) -> all.withForm(f -> f.withPadding(v)));
    return o;
  }
}
