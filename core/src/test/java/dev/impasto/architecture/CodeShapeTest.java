package dev.impasto.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the code such that its files can be read one at a time. */
final class CodeShapeTest {
  private static final int LARGEST_CYCLE = 3;
  private static final int MOST_PARAMETERS = 7;
  private static final int LONGEST_FILE = 400;

  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java"),
          Path.of("../cli/src/main/java"),
          Path.of("../spark/src/main/java"));

  /** It shows when a picture was asked for. */
  private static final Path STUDIO = Path.of("../studio/src/main/java");

  private static final JavaClasses LIBRARY = classesOf("dev.impasto");

  private static JavaClasses classesOf(String name) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.impasto.loss",
        "dev.impasto.internal.loss",
        "dev.impasto.optimize",
        "dev.impasto.request",
        "dev.impasto.engine"
      })
  void noCycleHasMoreThanThreeClasses(String name) {
    assertThat(ClassCycles.among(classesOf(name)).components())
        .isNotEmpty()
        .allMatch(classes -> classes.size() <= LARGEST_CYCLE);
  }

  @Test
  void noConstructorHasMoreThanSevenParameters() {
    assertThat(LIBRARY.stream().map(JavaClass::getConstructors).flatMap(Set::stream))
        .isNotEmpty()
        .filteredOn(CodeShapeTest::isWritten)
        .allMatch(c -> c.getRawParameterTypes().size() <= MOST_PARAMETERS);
  }

  private static boolean isWritten(JavaConstructor constructor) {
    // An enumeration's constructors have two parameters that the compiler adds.
    return !constructor.getOwner().isEnum();
  }

  @Test
  void noFileIsLong() throws IOException {
    List<Path> files = new ArrayList<>(sources());
    files.addAll(sources(STUDIO));
    for (Path file : files) {
      assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
    }
  }

  /** Nothing depends on the time of day, which jumps: times are measured with nanoTime. */
  @Test
  void nothingAsksWhatTimeItIs() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readString(file))
          .as("%s", file)
          .doesNotContainPattern(
              "currentTimeMillis|Instant\\.now|LocalDate|ZonedDateTime|Clock|new Date\\(");
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path sources : SOURCES) {
      all.addAll(sources(sources));
    }
    return all;
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}
