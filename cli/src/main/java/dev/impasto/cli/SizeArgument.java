package dev.impasto.cli;

import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How large a result is whose shape is that of its content. */
final class SizeArgument implements SettingArguments {
  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS",
      description = "Longest side of the result (default: ${bundle:default.size}).")
  @Nullable Integer size;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    return size == null ? options : options.withSize(size);
  }
}
