package dev.impasto.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.impasto.Choice;
import dev.impasto.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the library as the table of packages in ARCHITECTURE.md says. */
final class ArchitectureTest {
  /** Each package of the library, with its own below it, and the others that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "dev.impasto.file", List.of(),
          "dev.impasto.picture", List.of("dev.impasto.file"),
          "dev.impasto.optimize", List.of(),
          "dev.impasto.engine", List.of(),
          "dev.impasto.network", List.of("dev.impasto.engine", "dev.impasto.file"),
          "dev.impasto.loss", List.of("dev.impasto.network", "dev.impasto.engine"));

  private static final String CPU_ENGINE = "dev.impasto.engine.onednn..";

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.impasto");

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyThoseBelowIt(String name) {
    String[] below =
        Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, List.of()).stream())
            .map(used -> used + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.impasto..")
                .and(not(resideInAnyPackage(below)))
                .and(not(type(InvalidInputException.class)))
                .and(not(type(Choice.class))))
        .allowEmptyShould(true)
        .check(LIBRARY);
  }

  @Test
  void everyPackageStandsInTheTable() {
    assertThat(LIBRARY)
        .extracting(JavaClass::getPackageName)
        .filteredOn(name -> !name.equals("dev.impasto"))
        .allMatch(
            name ->
                MAY_USE.keySet().stream().anyMatch(known -> (name + ".").startsWith(known + ".")));
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.impasto.(**)").should().beFreeOfCycles().check(LIBRARY);
  }

  @Test
  void cpuEngineIsKnownByNobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CPU_ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CPU_ENGINE)
        .check(LIBRARY);
  }

  @Test
  void libraryNeverPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY);
  }

  @Test
  void libraryNeverEndsTheProcess() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(LIBRARY);
  }

  @Test
  void classesAreNamedForTheirSubject() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Utility|Utilities|Helpers?|Managers?)")
        .check(LIBRARY);
  }
}
