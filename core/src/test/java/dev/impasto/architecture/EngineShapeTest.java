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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the engine for CPUs such that its classes can be read one at a time. */
final class EngineShapeTest {
  private static final int LARGEST_CYCLE = 3;
  private static final int MOST_PARAMETERS = 7;
  private static final int LONGEST_FILE = 400;

  private static final Path SOURCES = Path.of("src/main/java/dev/impasto/engine");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.impasto.engine.onednn");

  @Test
  void noCycleHasMoreThanThreeClasses() {
    assertThat(ClassCycles.among(ENGINE).components())
        .isNotEmpty()
        .allMatch(classes -> classes.size() <= LARGEST_CYCLE);
  }

  @Test
  void noConstructorHasMoreThanSevenParameters() {
    assertThat(ENGINE.stream().map(JavaClass::getConstructors).flatMap(Set::stream))
        .isNotEmpty()
        .filteredOn(EngineShapeTest::isWritten)
        .allMatch(c -> c.getRawParameterTypes().size() <= MOST_PARAMETERS);
  }

  private static boolean isWritten(JavaConstructor constructor) {
    // An enumeration's constructors have two parameters that the compiler adds.
    return !constructor.getOwner().isEnum();
  }

  @Test
  void noFileIsLong() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
      }
    }
  }
}
