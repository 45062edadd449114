package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.Preset;
import dev.impasto.request.Reconstruction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line's entry. */
@Command(
    name = "impasto",
    description = "Repaints a photograph in the manner of a painting.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Start with:  impasto transfer photograph.jpg painting.jpg -o result.png",
      "and see:     impasto transfer --help"
    })
public final class Main {
  /** What the user gave cannot be used. */
  static final int INVALID_INPUT = 2;

  /** Something else went wrong. */
  static final int INTERNAL_ERROR = 1;

  /** In the order in which the help shows them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          TransferCommand.class,
          ReconstructCommand.class,
          FigureCommand.class,
          ResumeCommand.class,
          EstimateCommand.class,
          NetworksCommand.class,
          InfoCommand.class,
          CompletionCommand.class,
          HelpCommand.class);

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an internal error happened.")
  private boolean debug = System.getenv("IMPASTO_DEBUG") != null;

  private Main() {}

  /** Runs the command line and exits: 0 if all went well, 2 for bad input, 1 for anything else. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers are shown as they are typed
    CommandLine commandLine = commandLine(arguments);
    int code = run(commandLine, arguments);
    if (code == 0 && System.out.checkError()) {
      complain(commandLine, "standard output cannot be written");
      code = INTERNAL_ERROR;
    }
    System.exit(code);
  }

  /**
   * The command line, ready to {@link #run}: all of it, or for arguments of the main job that
   * command alone, as the others' options would take a tenth of a second.
   */
  static CommandLine commandLine(String... arguments) {
    boolean transfer = arguments.length > 0 && arguments[0].equals("transfer");
    CommandLine commandLine = new CommandLine(new Main());
    (transfer ? COMMANDS.subList(0, 1) : COMMANDS).forEach(commandLine::addSubcommand);
    commandLine
        .setAbbreviatedOptionsAllowed(false)
        .setResourceBundle(new Defaults(Preset.IMPASTO))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    Converters.register(commandLine);
    HelpSections.arrange(subcommand(commandLine, "transfer"), TransferCommand.SECTIONS);
    if (!transfer) {
      subcommand(commandLine, "figure").setResourceBundle(new Defaults(Preset.PAPER_FIGURES));
      CommandLine reconstruct = subcommand(commandLine, "reconstruct");
      subcommand(reconstruct, "content")
          .setResourceBundle(new Defaults(Preset.PAPER_FIGURES, Reconstruction.contentDefaults()));
      subcommand(reconstruct, "style")
          .setResourceBundle(new Defaults(Preset.PAPER_FIGURES, Reconstruction.styleDefaults()));
      HelpSections.arrange(subcommand(commandLine, "figure"), FigureCommand.SECTIONS);
      HelpSections.arrange(subcommand(commandLine, "estimate"), EstimateCommand.SECTIONS);
    }
    return commandLine;
  }

  private static CommandLine subcommand(CommandLine commandLine, String name) {
    return Objects.requireNonNull(commandLine.getSubcommands().get(name), name);
  }

  /** Runs a command and returns the exit code, whatever happens. */
  static int run(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.execute(ForeignArguments.understood(arguments));
    } catch (OutOfMemoryError e) {
      complain(
          commandLine,
          "the %d MB of Java memory do not suffice: choose a smaller size, or allow more with java's -Xmx"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
      return INVALID_INPUT;
    } catch (RuntimeException | Error e) {
      return failed(e, commandLine);
    }
  }

  private static int misused(ParameterException e, String[] arguments) {
    complain(e.getCommandLine(), UsageErrors.line(e));
    return INVALID_INPUT;
  }

  private static int failed(Throwable failure, CommandLine command) {
    if (failure instanceof InvalidInputException) {
      complain(command, firstLine(failure.getMessage()));
      return INVALID_INPUT;
    }
    boolean debug = ((Main) command.getCommandSpec().root().userObject()).debug;
    complain(
        command,
        "internal error: %s: %s%s"
            .formatted(
                failure.getClass().getSimpleName(),
                firstLine(failure.getMessage()),
                debug ? "" : "; add --debug to see where"));
    if (debug) {
      failure.printStackTrace(command.getErr());
      command.getErr().flush();
    }
    return INTERNAL_ERROR;
  }

  private static void complain(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("impasto: " + line);
    err.flush();
  }

  static String firstLine(@Nullable String message) {
    return message == null ? "failed" : message.lines().findFirst().orElse("failed");
  }
}
