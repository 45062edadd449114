package dev.impasto.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks that what ARCHITECTURE.md and docs/paper.md name exists. */
final class ArchitecturePageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  private static final List<String> PAGES = List.of("ARCHITECTURE.md", "docs/paper.md");

  /** Every piece of code within the pages' text. */
  private static List<String> names = List.of();

  /** The sources of all modules, relative to the root, with slashes. */
  private static final List<String> SOURCES = new ArrayList<>();

  @BeforeAll
  static void readPageAndSources() throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : PAGES) {
      String page = Files.readString(ROOT.resolve(name)).replaceAll("(?s)```.*?```", "");
      CODE.matcher(page).results().map(code -> code.group(1)).forEach(found::add);
    }
    names = found.stream().distinct().toList();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path folder : modules.map(module -> module.resolve("src")).toList()) {
        SOURCES.addAll(javaFiles(folder));
      }
    }
  }

  private static List<String> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".java"))
          .toList();
    }
  }

  @Test
  void everyTypeExists() {
    List<String> types = names.stream().filter(name -> name.matches("[A-Z]\\w*")).toList();

    assertThat(types).isNotEmpty();
    assertThat(types.stream().filter(type -> !isOurs(type) && !isJavas(type))).isEmpty();
  }

  @Test
  void everyPackageExists() {
    List<String> packages =
        names.stream().filter(name -> name.matches("dev\\.impasto(\\.[a-z]+)*")).toList();

    assertThat(packages).isNotEmpty();
    assertThat(packages.stream().filter(name -> !hasSources(name))).isEmpty();
  }

  @Test
  void everyVersionIsAPropertyOfTheBuild() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    List<String> versions = names.stream().filter(name -> name.endsWith(".version")).toList();

    assertThat(versions).isNotEmpty();
    assertThat(versions).allMatch(version -> pom.contains("<" + version + ">"));
  }

  private static boolean isOurs(String type) {
    return SOURCES.stream().anyMatch(file -> file.endsWith("/" + type + ".java"));
  }

  private static boolean isJavas(String type) {
    try {
      Class.forName("java.lang." + type);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean hasSources(String packageName) {
    String folder = "/src/main/java/" + packageName.replace('.', '/') + "/";
    return SOURCES.stream().anyMatch(file -> file.contains(folder));
  }
}
