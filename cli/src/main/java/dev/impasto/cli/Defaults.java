package dev.impasto.cli;

import dev.impasto.Preset;
import dev.impasto.TransferOptions;
import dev.impasto.loss.LossConvention;
import java.util.Arrays;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The defaults as the help shows them: read from the library, so that they cannot differ.
 *
 * <p>The keys have a dot in them, as picocli takes one that is the name of an option for the key of
 * its description.
 */
final class Defaults extends ListResourceBundle {
  private final Preset preset;
  private final TransferOptions settings;

  /** Of a command whose settings are those of a preset, where no option changes them. */
  Defaults(Preset preset) {
    this(preset, preset.options());
  }

  /** Of a command whose settings depart from those of a preset. */
  Defaults(Preset preset, TransferOptions settings) {
    this.preset = preset;
    this.settings = settings;
  }

  @Override
  protected Object[][] getContents() {
    TransferOptions d = settings;
    return new Object[][] {
      {"default.size", Integer.toString(d.size())},
      {"default.content-weight", number(d.contentWeight())},
      {"default.style-weight", number(d.styleWeight())},
      {"default.tv-weight", number(d.tvWeight())},
      {"default.content-layers", d.described().getOrDefault("content-layers", "")},
      {"default.style-layers", names(d.styleLayers().keySet())},
      {"default.pooling", lower(d.pooling())},
      {"default.optimizer", lower(d.optimizer())},
      {"default.history", number(d.history())},
      {"default.preconditioning", number(d.preconditioning())},
      {"default.iteration-growth", number(d.iterationGrowth())},
      {"default.iterations", Integer.toString(d.iterations())},
      {"default.scales", Integer.toString(d.scales())},
      {"default.min-scale", Integer.toString(d.minScale())},
      {"default.init", lower(d.start())},
      {"default.seed", Long.toString(d.seed())},
      {"default.style-scale", number(d.styleScale())},
      {"default.style-shape", lower(d.styleShape())},
      {"default.style-trim", number(d.styleTrim())},
      {"default.color-match", number(d.colorMatch())},
      {"default.seamless", d.seamless() ? "yes" : "no"},
      {"default.denoise", number(d.denoising())},
      {"default.preset", preset.toString()},
      {"choice.presets", all(Preset.values())},
      {"default.convention", d.convention().toString()},
      {"choice.conventions", all(LossConvention.values())}
    };
  }

  private static String all(Object[] choices) {
    return Arrays.stream(choices).map(Object::toString).collect(Collectors.joining(", "));
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
