package dev.impasto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs programs of somebody else's, modules that use the library as one: they see what
 * it exports and nothing more. It is tested here because here, as for any program, the library is a
 * jar.
 */
@Timeout(180)
final class ModulePathTest {
  private static final Path SOURCES = Path.of("src/test/consumer");

  /** What README.md tells users of modules to start Java with. */
  private static final List<String> FLAG = List.of("--add-modules", "ALL-MODULE-PATH");

  private static Path folder = Path.of("");

  /** What the compiler said of the painter. */
  private static List<Diagnostic<? extends JavaFileObject>> said = List.of();

  @BeforeAll
  static void compilePainter(@TempDir Path temporary) throws IOException {
    folder = temporary;
    said = compiled("painter");
  }

  /**
   * Where the class path has the library and what it needs. A jar that is no module may use any
   * other one, also those that only tests need, and these do not go together.
   */
  private static final Pattern NEEDED =
      Pattern.compile(
          "core[/\\\\]target|impasto-core|bytedeco|jna|jackson|fasterxml|twelvemonkeys|jspecify");

  /**
   * The library and what it needs, without the libraries that only tests need. Its annotations,
   * which it requires to be compiled with alone, and its native libraries must be named.
   */
  private static List<Path> library() {
    ModuleFinder all =
        ModuleFinder.of(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NEEDED.matcher(entry).find())
                .map(Path::of)
                .toArray(Path[]::new));
    Set<String> roots =
        all.findAll().stream()
            .map(module -> module.descriptor().name())
            .filter(name -> name.matches("dev\\.impasto|org\\.jspecify|org\\.bytedeco\\..*"))
            .collect(Collectors.toSet());
    Configuration needed =
        ModuleLayer.boot().configuration().resolve(all, ModuleFinder.of(), roots);
    return needed.modules().stream()
        .map(ResolvedModule::reference)
        .flatMap(module -> module.location().stream())
        .map(Path::of)
        .toList();
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Compiles a program to a folder of its name; returns what the compiler said. */
  private static List<Diagnostic<? extends JavaFileObject>> compiled(String program)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = new ArrayList<>(List.of("-Xlint:all", "-proc:none"));
    options.addAll(List.of("--class-path", folder.toString())); // else it is that of the test
    options.addAll(List.of("--module-path", path(library())));
    options.addAll(List.of("-d", folder.resolve(program).toString()));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, UTF_8);
        Stream<Path> sources = Files.walk(SOURCES.resolve(program))) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      compiler
          .getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(java))
          .call();
    }
    return diagnostics.getDiagnostics();
  }

  /** Starts the painter, whose output and errors go to files of these names. */
  private static int painted(List<String> flags) throws IOException, InterruptedException {
    List<Path> modules = new ArrayList<>(library());
    modules.add(folder.resolve("painter"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.add("-Djava.awt.headless=true");
    command.addAll(flags);
    command.addAll(List.of("--module-path", path(modules)));
    command.addAll(List.of("--module", "my.painter/my.painter.Painter", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }

  @Test
  void programOfItsOwnUsesTheLibraryAsAModule() throws IOException, InterruptedException {
    assertThat(said).isEmpty();

    int status = painted(FLAG);

    assertThat(status).as(Files.readString(folder.resolve("err"))).isZero();
    assertThat(Files.readAllLines(folder.resolve("out")))
        .containsExactly(
            "modules: my.painter, dev.impasto",
            "styles: 2",
            "request differs: false",
            "evaluations: 6",
            "loss falls: true",
            "done: 1.0",
            "result: 48x32",
            "stopped is whole: false",
            "notes: {by=my.painter}",
            "resumed is whole: true");
  }

  @Test
  void nativeLibrariesThatAreNoModulesOfTheProgramAreExplained()
      throws IOException, InterruptedException {
    assertThat(painted(List.of())).isEqualTo(1);
    assertThat(folder.resolve("err"))
        .content()
        .contains("the module path needs " + String.join(" ", FLAG));
  }

  @Test
  void packagesThatAreNotExportedAreOutOfReach() throws IOException {
    List<Diagnostic<? extends JavaFileObject>> refused = compiled("trespasser");

    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).getKind()).isEqualTo(Diagnostic.Kind.ERROR);
    assertThat(refused.get(0).getMessage(Locale.ENGLISH))
        .contains(
            "package dev.impasto.internal.vgg is declared in module dev.impasto,"
                + " which does not export it");
  }
}
