package dev.impasto.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClassCyclesTest {
  @Test
  void classesOfACycleAreFoundTogetherAndOthersAlone() {
    Map<String, Set<String>> uses =
        Map.of(
            "a", Set.of("b"),
            "b", Set.of("c", "d"),
            "c", Set.of("a"),
            "d", Set.of("e"),
            "e", Set.of());

    assertThat(new ClassCycles(uses).components())
        .containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("d"), Set.of("e"));
  }
}
