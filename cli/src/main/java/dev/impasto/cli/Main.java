package dev.impasto.cli;

import dev.impasto.request.Preset;
import dev.impasto.request.Reconstruction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
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
      "and see:     impasto transfer --help",
      "",
      "Exit codes: 0 done; 1 something went wrong; 2 what was given cannot be used; 3 the run could",
      "not go on, and the best picture so far is written; 129, 130, 143 ended by a closed terminal,",
      "Ctrl-C or the system, and the picture so far is written."
    })
public final class Main {
  /** What the user gave cannot be used. */
  static final int INVALID_INPUT = 2;

  /** Something else went wrong, such as a result that had to be kept elsewhere. */
  static final int INTERNAL_ERROR = 1;

  /** The run ended before its end, and the best picture so far is written. */
  static final int ENDED_EARLY = 3;

  /** In the order in which the help shows them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          TransferCommand.class,
          BatchCommand.class,
          StudioCommand.class,
          GridCommand.class,
          ReconstructCommand.class,
          FigureCommand.class,
          ResumeCommand.class,
          AnimateCommand.class,
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

  /** Runs the command line and exits with one of the codes that its help names. */
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
        .setExecutionStrategy(given -> new RunLast().execute(SettingsArgument.applied(given)))
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
      GridCommand.arrange(subcommand(commandLine, "grid"));
      HelpSections.arrange(subcommand(commandLine, "figure"), FigureCommand.SECTIONS);
      EstimateCommand.arrange(subcommand(commandLine, "estimate"));
      HelpSections.arrange(subcommand(commandLine, "batch"), BatchCommand.SECTIONS);
    }
    return commandLine;
  }

  private static CommandLine subcommand(CommandLine commandLine, String name) {
    return Objects.requireNonNull(commandLine.getSubcommands().get(name), name);
  }

  /** Runs a command and returns the exit code, whatever happens. */
  static int run(CommandLine commandLine, String... arguments) {
    try {
      String[] understood = ForeignArguments.understood(arguments);
      ForeignArguments.requireCommand(commandLine.getSubcommands().keySet(), understood);
      return commandLine.execute(understood);
    } catch (RuntimeException | Error e) {
      return failed(e, commandLine);
    }
  }

  private static int misused(ParameterException e, String[] arguments) {
    complain(e.getCommandLine(), UsageErrors.line(e));
    return INVALID_INPUT;
  }

  private static int failed(Throwable failure, CommandLine command) {
    Failure told = Failure.of(failure);
    boolean debug = ((Main) command.getCommandSpec().root().userObject()).debug;
    complain(
        command, told.line() + (told.internal() && !debug ? "; add --debug to see where" : ""));
    if (told.internal() && debug) {
      failure.printStackTrace(command.getErr());
      command.getErr().flush();
    }
    return told.code();
  }

  private static void complain(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("impasto: " + line);
    err.flush();
  }
}
