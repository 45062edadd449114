package dev.impasto.cli;

import dev.impasto.TransferOptions;
import dev.impasto.loss.LossConvention;
import java.util.Arrays;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.stream.Collectors;

/** The defaults as the help shows them: read from the library, so that they cannot differ. */
public final class Defaults extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    TransferOptions d = TransferOptions.defaults();
    return new Object[][] {
      {"size", Integer.toString(d.size())},
      {"content-weight", number(d.contentWeight())},
      {"style-weight", number(d.styleWeight())},
      {"tv-weight", number(d.tvWeight())},
      {"content-layers", names(d.contentLayers().keySet())},
      {"style-layers", names(d.styleLayers().keySet())},
      {"pooling", lower(d.pooling())},
      {"optimizer", lower(d.optimizer())},
      {"iterations", Integer.toString(d.iterations())},
      {"init", lower(d.start())},
      {"seed", Long.toString(d.seed())},
      {"style-scale", number(d.styleScale())},
      {"convention", d.convention().toString()},
      {
        "conventions",
        Arrays.stream(LossConvention.values())
            .map(LossConvention::toString)
            .collect(Collectors.joining(", "))
      }
    };
  }

  private static String names(Iterable<?> layers) {
    StringBuilder names = new StringBuilder();
    layers.forEach(layer -> names.append(names.isEmpty() ? "" : ",").append(layer));
    return names.toString();
  }

  static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
