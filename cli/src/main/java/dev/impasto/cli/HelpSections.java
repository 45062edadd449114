package dev.impasto.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Shows a command's options under headings, one for each of its mixins. Picocli's groups would do
 * so too, but forget the first options of a group when those of another come between.
 */
final class HelpSections {
  private HelpSections() {}

  /**
   * Puts the options under headings.
   *
   * @param headings by the names of the mixins, in the order in which they are shown
   */
  static void arrange(CommandLine command, Map<String, String> headings) {
    command
        .getHelpSectionMap()
        .put(
            CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help -> text(help, headings));
  }

  /** Takes away options that a command has from another one, as far as it has them. */
  static void leaveOut(CommandLine command, List<String> names) {
    CommandSpec spec = command.getCommandSpec();
    names.stream().map(spec::findOption).filter(Objects::nonNull).forEach(spec::remove);
  }

  private static String text(Help help, Map<String, String> headings) {
    CommandSpec spec = help.commandSpec();
    List<OptionSpec> others = new ArrayList<>(spec.options());
    StringBuilder sections = new StringBuilder();
    headings.forEach(
        (mixin, heading) -> {
          CommandSpec part = Objects.requireNonNull(spec.mixins().get(mixin), mixin);
          Collection<OptionSpec> options =
              spec.options().stream()
                  .filter(option -> part.findOption(option.longestName()) != null)
                  .toList();
          others.removeAll(options);
          sections.append("%n%s%n%s".formatted(heading, list(help, options)));
        });
    return list(help, others) + sections;
  }

  private static String list(Help help, Collection<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout();
    layout.addOptions(List.copyOf(options), help.createDefaultParamLabelRenderer());
    return layout.toString();
  }
}
