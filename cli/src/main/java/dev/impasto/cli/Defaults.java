package dev.impasto.cli;

import dev.impasto.AnimationRecorder;
import dev.impasto.color.ColorMap;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Masks;
import dev.impasto.request.Preset;
import dev.impasto.request.Schedule;
import dev.impasto.request.TransferOptions;
import java.util.Arrays;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.SortedMap;
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
    Schedule schedule = d.schedule();
    LossOptions loss = d.loss();
    return new Object[][] {
      {"default.size", Integer.toString(d.size())},
      {"default.content-weight", number(loss.content().weight())},
      {"default.style-weight", number(loss.style().weight())},
      {"default.tv-weight", number(loss.variation().weight())},
      {"default.tv-power", number(loss.variation().power())},
      {"default.tv-neighbors", Integer.toString(loss.variation().neighbors())},
      {"default.temporal-weight", number(loss.temporal().weight())},
      {"default.content-layers", shares(loss.content().layers())},
      {"default.style-layers", names(loss.style().layers().keySet())},
      {"default.pooling", d.form().pooling().toString()},
      {"choice.poolings", all(Pooling.values())},
      {"default.padding", d.form().padding().toString()},
      {"default.optimizer", d.optimization().optimizer() instanceof Lbfgs ? "lbfgs" : "adam"},
      {"default.history", history(d.optimization().optimizer())},
      {"adam.learning-rate", number(new Adam().stepSize())},
      {"adam.learning-rate-decay", number(new Adam().decay())},
      {"adam.betas", number(new Adam().beta1()) + "," + number(new Adam().beta2())},
      {"adam.epsilon", number(new Adam().epsilon())},
      {"adam.averaging", number(new Adam().averaging())},
      {"default.averaging", number(d.optimization().optimizer().averaging())},
      {"default.tolerance", number(d.optimization().optimizer().tolerance())},
      {"default.color-range", d.optimization().colors().toString()},
      {"default.preconditioning", number(d.optimization().preconditioning())},
      {"default.iteration-growth", number(schedule.iterationGrowth())},
      {"default.iterations", Integer.toString(schedule.iterations())},
      {"default.scales", Integer.toString(schedule.scales())},
      {"default.min-scale", Integer.toString(schedule.minScale())},
      {"default.init", schedule.start().kind().toString()},
      {"choice.starts", all(InitialPicture.Kind.values())},
      {"default.noise-ratio", number(schedule.start().noise())},
      {"default.seed", Long.toString(schedule.start().seed())},
      {"default.blend-by", lower(loss.style().blend())},
      {"default.style-scale", number(d.styleFit().scale())},
      {"default.style-shape", lower(d.styleFit().shape())},
      {"default.style-trim", number(d.styleFit().trim())},
      {"default.color-match", number(d.finish().colorMatch())},
      {"default.color", d.finish().color().kind().toString()},
      {"default.color-map", d.finish().color().map().toString()},
      {"default.color-blend", number(d.finish().color().blend())},
      {"default.animation-frames", Integer.toString(AnimationRecorder.Options.DEFAULT.frames())},
      {"default.animation-size", Integer.toString(AnimationRecorder.Options.DEFAULT.longestSide())},
      {"choice.maps", all(ColorMap.values())},
      {"default.mask-mode", Masks.NONE.mode().toString()},
      {"default.seamless", d.form().seamless() ? "yes" : "no"},
      {"default.denoise", number(d.finish().denoising())},
      {"default.preset", preset.toString()},
      {"choice.presets", all(Preset.values())},
      {"default.style-loss", StyleStatistics.of(loss.style().comparison()).toString()},
      {"choice.style-losses", all(StyleStatistics.values())},
      {"default.normalize-gradients", loss.style().normalized() ? "yes" : "no"},
      {"default.convention", LossConvention.of(loss).toString()},
      {"choice.conventions", all(LossConvention.values())}
    };
  }

  private static String history(Optimizer optimizer) {
    return optimizer instanceof Lbfgs lbfgs ? number(lbfgs.history()) : "-";
  }

  private static String shares(SortedMap<Layer, Double> layers) {
    return layers.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
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
