package dev.impasto.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the classes that use each other, directly or through others: Tarjan's strongly connected
 * components. A nested class counts as the one that it is written in.
 */
final class ClassCycles {
  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> stack = new ArrayDeque<>();
  private final List<Set<String>> found = new ArrayList<>();

  /**
   * Prepares the search.
   *
   * @param uses for each name, the names that it uses
   */
  ClassCycles(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** Each class with the others among {@code classes} that it uses. */
  static ClassCycles among(JavaClasses classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass each : classes) {
      Set<String> used = uses.computeIfAbsent(topLevel(each), name -> new TreeSet<>());
      each.getDirectDependenciesFromSelf()
          .forEach(dependency -> used.add(topLevel(dependency.getTargetClass())));
    }
    uses.values().forEach(used -> used.retainAll(uses.keySet()));
    return new ClassCycles(uses);
  }

  private static String topLevel(JavaClass any) {
    return any.getBaseComponentType().getName().replaceFirst("\\$.*", "");
  }

  /** Every class in exactly one set: with those that it forms cycles with, or alone. */
  List<Set<String>> components() {
    for (String name : uses.keySet()) {
      if (!index.containsKey(name)) {
        visit(name);
      }
    }
    return found;
  }

  private void visit(String name) {
    int own = index.size();
    index.put(name, own);
    lowest.put(name, own);
    stack.push(name);
    for (String used : uses.getOrDefault(name, Set.of())) {
      if (!index.containsKey(used)) {
        visit(used);
        lower(name, Objects.requireNonNull(lowest.get(used)));
      } else if (stack.contains(used)) {
        lower(name, Objects.requireNonNull(index.get(used)));
      }
    }
    if (Objects.requireNonNull(lowest.get(name)) == own) {
      Set<String> component = new TreeSet<>();
      do {
        component.add(stack.pop());
      } while (!component.contains(name));
      found.add(component);
    }
  }

  private void lower(String name, int to) {
    lowest.merge(name, to, Math::min);
  }
}
