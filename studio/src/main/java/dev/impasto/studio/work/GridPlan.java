package dev.impasto.studio.work;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.studio.store.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pictures a grid has: the first setting varies across, the second down. */
final class GridPlan {
  private final List<Map.Entry<String, List<String>>> varied;

  /**
   * A plan.
   *
   * @param varied values by the names of settings
   * @param most how many pictures there may be
   */
  GridPlan(Map<String, List<String>> varied, int most) {
    this.varied = List.copyOf(varied.entrySet());
    require(
        varied.size() == 1 || varied.size() == 2,
        "a grid varies one or two settings, not %d",
        varied.size());
    varied.forEach(
        (name, values) -> {
          require(!values.isEmpty(), "'%s' has no value in the grid: give at least one", name);
          require(
              values.stream().distinct().count() == values.size(),
              "'%s' has a value twice in the grid: give each once",
              name);
        });
    require(size() <= most, "a grid has at most %d pictures, not %d", most, size());
  }

  /** How many pictures. */
  int size() {
    return varied.stream().mapToInt(each -> each.getValue().size()).reduce(1, Math::multiplyExact);
  }

  /** What each picture is, row by row. */
  Map<GridCell, JobSpec> cells(JobSpec spec) {
    String id = Ids.next("g");
    Map<GridCell, JobSpec> cells = new LinkedHashMap<>();
    Map.Entry<String, List<String>> across = varied.get(0);
    List<String> downward = varied.size() == 2 ? varied.get(1).getValue() : List.of("");
    for (int row = 0; row < downward.size(); row++) {
      for (int column = 0; column < across.getValue().size(); column++) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(across.getKey(), across.getValue().get(column));
        if (varied.size() == 2) {
          settings.put(varied.get(1).getKey(), downward.get(row));
        }
        List<String> labels = new ArrayList<>();
        settings.forEach((name, value) -> labels.add(name + " " + value));
        cells.put(new GridCell(id, labels, column, row), spec.with(settings));
      }
    }
    return cells;
  }
}
