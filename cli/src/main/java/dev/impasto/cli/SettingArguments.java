package dev.impasto.cli;

import dev.impasto.request.TransferOptions;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Options of the command line that change the settings of a run. */
interface SettingArguments {
  /** The settings, with what is given here in their place. */
  TransferOptions applyTo(TransferOptions options);

  /** The settings, with what is given in any of several groups in their place. */
  static TransferOptions change(TransferOptions usual, SettingArguments... groups) {
    TransferOptions options = usual;
    for (SettingArguments group : groups) {
      options = group.applyTo(options);
    }
    return options;
  }

  /** The settings, with a value that may have been given in its place. */
  static <T> TransferOptions given(
      TransferOptions options,
      @Nullable T value,
      BiFunction<TransferOptions, T, TransferOptions> change) {
    return value == null ? options : change.apply(options, value);
  }
}
