package dev.impasto.cli;

import dev.impasto.cli.BorderArguments.YesNo;
import dev.impasto.cli.OptimizerArguments.OptimizerChoice;
import dev.impasto.color.ColorControl.Kind;
import dev.impasto.color.ColorMap;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleBlend;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.PictureWriter.Subsampling;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.BorderPadding;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Preset;
import dev.impasto.request.StyleFit.Shape;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options as numbers and choices; what cannot be one is answered in plain words. */
final class Converters {
  private Converters() {}

  /** For all commands of a command line. */
  static void register(CommandLine commandLine) {
    commandLine
        .registerConverter(int.class, number("whole number", Integer::valueOf))
        .registerConverter(Integer.class, number("whole number", Integer::valueOf))
        .registerConverter(Long.class, number("whole number", Long::valueOf))
        .registerConverter(double.class, number("number", Double::valueOf))
        .registerConverter(Double.class, number("number", Double::valueOf))
        .registerConverter(MemoryArgument.Amount.class, MemoryArgument.Amount::of)
        .registerConverter(Subsampling.class, choice("JPEG subsampling", Subsampling.values()))
        .registerConverter(Pooling.class, choice("pooling", Pooling.values()))
        .registerConverter(Preprocessing.class, Converters::preprocessing)
        .registerConverter(Precision.class, choice("precision", Precision.values()))
        .registerConverter(Preset.class, choice("preset", Preset.values()))
        .registerConverter(Kind.class, choice("color", Kind.values()))
        .registerConverter(ColorMap.class, choice("color map", ColorMap.values()))
        .registerConverter(StyleBlend.class, choice("way to blend", StyleBlend.values()))
        .registerConverter(StyleStatistics.class, choice("style loss", StyleStatistics.values()))
        .registerConverter(MaskMode.class, choice("mask mode", MaskMode.values()))
        .registerConverter(BorderPadding.class, choice("padding", BorderPadding.values()))
        .registerConverter(ColorRange.class, choice("color range", ColorRange.values()))
        .registerConverter(Shape.class, choice("style shape", Shape.values()))
        .registerConverter(YesNo.class, choice("answer", YesNo.values()))
        .registerConverter(OptimizerChoice.class, choice("optimizer", OptimizerChoice.values()))
        .registerConverter(LossConvention.class, choice("convention", LossConvention.values()));
  }

  private static <N extends Number> ITypeConverter<N> number(
      String what, Function<String, N> parse) {
    return text -> {
      try {
        return parse.apply(text.strip());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            text.strip().matches("[-+]?\\d+")
                ? "'%s' has too many digits".formatted(text)
                : "'%s' is not a %s".formatted(text, what));
      }
    };
  }

  private static Preprocessing preprocessing(String text) {
    try {
      return Preprocessing.of(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static <E extends Enum<E>> ITypeConverter<E> choice(String kind, E[] values) {
    return text -> {
      try {
        return NamedChoice.of(kind, text, List.of(values));
      } catch (InvalidInputException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
