package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import dev.impasto.problem.NamedChoice;
import java.util.ArrayList;
import java.util.List;

/** {@code --precision NAME}, or several with commas between them, among a program's arguments. */
final class PrecisionOption {
  private static final String NAME = "--precision";

  private PrecisionOption() {}

  /** Takes the option out of the arguments; f32 where it is not there. */
  static List<Precision> takeAll(List<String> arguments) {
    int option = arguments.indexOf(NAME);
    if (option < 0) {
      return List.of(Precision.F32);
    }
    require(option + 1 < arguments.size(), "%s needs a name: auto, f32 or bf16", NAME);
    List<Precision> precisions = new ArrayList<>();
    for (String name : arguments.remove(option + 1).split(",", -1)) {
      precisions.add(NamedChoice.of("precision", name, List.of(Precision.values())));
    }
    arguments.remove(option);
    return precisions;
  }

  /** The same for one. */
  static Precision take(List<String> arguments) {
    List<Precision> all = takeAll(arguments);
    require(all.size() == 1, "one precision is measured at a time, not %s", all);
    return all.get(0);
  }
}
