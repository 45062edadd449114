package dev.impasto.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the library as the table of packages in ARCHITECTURE.md says. */
final class ArchitectureTest {
  /** Each package of the library, and the others that it may use beside {@link #GROUND}. */
  private static final Map<String, Set<String>> MAY_USE = new TreeMap<>();

  /** Every package may use it, and it uses none. */
  private static final String GROUND = "dev.impasto.problem";

  static {
    row(GROUND);
    row("dev.impasto.parallel");
    row("dev.impasto.storage", "parallel");
    row("dev.impasto.internal.file");
    row("dev.impasto.picture", "internal.file", "storage");
    row("dev.impasto.color", "picture", "storage");
    row("dev.impasto.quality", "picture", "storage");
    row("dev.impasto.optimize", "parallel", "storage");
    row("dev.impasto.engine", "parallel");
    row(
        "dev.impasto.engine.onednn",
        "engine",
        "parallel",
        "engine.onednn.threads",
        "engine.onednn.binding",
        "engine.onednn.storage",
        "engine.onednn.convolution",
        "engine.onednn.pooling",
        "engine.onednn.statistics");
    row("dev.impasto.engine.onednn.threads");
    row("dev.impasto.engine.onednn.binding", "engine", "engine.onednn.threads");
    row(
        "dev.impasto.engine.onednn.storage",
        "engine",
        "engine.onednn.threads",
        "engine.onednn.binding");
    row(
        "dev.impasto.engine.onednn.winograd",
        "engine.onednn.threads",
        "engine.onednn.binding",
        "engine.onednn.storage");
    row(
        "dev.impasto.engine.onednn.convolution",
        "engine",
        "engine.onednn.threads",
        "engine.onednn.binding",
        "engine.onednn.storage",
        "engine.onednn.winograd");
    row(
        "dev.impasto.engine.onednn.pooling",
        "engine",
        "engine.onednn.threads",
        "engine.onednn.binding",
        "engine.onednn.storage");
    row(
        "dev.impasto.engine.onednn.statistics",
        "engine",
        "engine.onednn.threads",
        "engine.onednn.binding",
        "engine.onednn.storage");
    row("dev.impasto.internal.weights", "internal.file", "storage");
    row("dev.impasto.network", "engine", "internal.weights");
    row("dev.impasto.network.catalog", "network", "internal.weights", "internal.file");
    row("dev.impasto.internal.vgg", "network", "engine", "parallel", "storage");
    row("dev.impasto.loss", "network");
    row(
        "dev.impasto.internal.loss",
        "loss",
        "internal.vgg",
        "picture",
        "network",
        "optimize",
        "engine",
        "parallel",
        "storage");
    row("dev.impasto.request", "picture", "color", "loss", "optimize", "network", "engine");
    row(
        "dev.impasto",
        "request",
        "picture",
        "color",
        "loss",
        "optimize",
        "internal.loss",
        "internal.vgg",
        "internal.weights",
        "internal.file",
        "network",
        "engine",
        "parallel",
        "storage");
    row(
        "dev.impasto.batch",
        "",
        "request",
        "picture",
        "engine",
        "internal.file",
        "network.catalog");
  }

  private static void row(String name, String... used) {
    MAY_USE.put(
        name,
        Arrays.stream(used)
            .map(u -> u.isEmpty() ? "dev.impasto" : "dev.impasto." + u)
            .collect(Collectors.toSet()));
  }

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
        Stream.concat(Stream.of(name, GROUND), MAY_USE.getOrDefault(name, Set.of()).stream())
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.impasto..").and(not(resideInAnyPackage(below))))
        .allowEmptyShould(true)
        .check(LIBRARY);
  }

  @Test
  void everyPackageStandsInTheTable() {
    assertThat(LIBRARY.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @Test
  void tableHasNoCycle() {
    Set<String> settled = new HashSet<>(Set.of(GROUND));
    for (int round = 0; round < MAY_USE.size(); round++) {
      MAY_USE.forEach(
          (name, used) -> {
            if (settled.containsAll(used)) {
              settled.add(name);
            }
          });
    }
    assertThat(settled).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
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
