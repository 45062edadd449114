package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for arguments that do not fit: what is wrong, and the nearest that would be right. */
final class UsageErrors {
  private UsageErrors() {}

  static String line(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String see = "; see '%s --help'".formatted(name);
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched(), command, see);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      if (missing.getMissing().get(0) instanceof OptionSpec option && !option.required()) {
        return "the option %s needs a value, %s%s"
            .formatted(option.longestName(), option.paramLabel(), see);
      }
      return "'%s' needs %s%s"
          .formatted(
              name,
              missing.getMissing().stream()
                  .map(UsageErrors::needed)
                  .collect(Collectors.joining(" and ")),
              see);
    }
    return Failure.firstLine(e.getMessage()) + see;
  }

  /** Arguments that nothing takes: an option or a command that there is not, or one too many. */
  private static String unmatched(List<String> arguments, CommandLine command, String see) {
    Optional<String> option = arguments.stream().filter(a -> a.startsWith("-")).findFirst();
    if (option.isPresent()) {
      String written = option.get().split("=", 2)[0];
      List<String> options =
          command.getCommandSpec().options().stream()
              .flatMap(known -> List.of(known.names()).stream())
              .filter(known -> known.startsWith("--"))
              .map(known -> known.substring(2))
              .toList();
      return NamedChoice.nearest(written.replaceFirst("^-+", ""), options)
          .map(near -> "there is no option '%s'; did you mean --%s?".formatted(written, near))
          .orElse("there is no option '%s'%s".formatted(written, see));
    }
    String first = arguments.get(0);
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "'%s' is one argument too many%s".formatted(first, see)
        : "there is no command '%s'%s"
            .formatted(
                first,
                NamedChoice.nearest(first, commands)
                    .map("; did you mean %s?"::formatted)
                    .orElse(see));
  }

  /** Refuses a value of an option that is out of its range. */
  static void requireRange(String option, int value, int least, int most) {
    InvalidInputException.require(
        least <= value && value <= most,
        "%s must be %s, not %d",
        option,
        most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most,
        value);
  }

  private static String needed(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      return "the option %s %s".formatted(option.shortestName(), option.paramLabel());
    }
    return argument instanceof PositionalParamSpec positional
        ? positional.paramLabel() + ", " + sentence(positional.description()[0])
        : argument.paramLabel();
  }

  private static String sentence(String description) {
    return Character.toLowerCase(description.charAt(0))
        + description.substring(1).replaceAll("\\.$", "");
  }
}
