package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Checks that openapi.json describes the interface, all of it and nothing else. */
class InterfacePageTest {
  private static final Path SOURCES = Path.of("src/main");

  private static Set<String> described() throws IOException {
    JsonNode paths =
        TestStudio.JSON
            .readTree(
                Files.readString(SOURCES.resolve("resources/dev/impasto/studio/page/openapi.json")))
            .path("paths");
    Set<String> all = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(method -> all.add(method + " " + path.getKey())));
    return all;
  }

  private static Set<String> routes() throws IOException {
    Pattern route = Pattern.compile("routes\\.(get|post|put|patch|delete)\\(\\s*\"(/api[^\"]*)\"");
    Set<String> all = new TreeSet<>(Set.of("post /api/session", "get /api/events"));
    try (Stream<Path> files = Files.list(SOURCES.resolve("java/dev/impasto/studio/web"))) {
      for (Path file : files.toList()) {
        route
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> all.add(match.group(1) + " " + match.group(2)));
      }
    }
    return all;
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    assertThat(described()).hasSizeGreaterThan(20).isEqualTo(routes());
  }

  @Test
  void everyDescribedRouteAnswers(@TempDir Path folder) throws IOException {
    try (TestStudio studio = new TestStudio(folder)) {
      for (String each : described()) {
        String method = each.replaceFirst(" .*", "").toUpperCase(java.util.Locale.ROOT);
        String path = each.replaceFirst("\\w+ ", "").replace("{id}", "none");
        if (!path.equals("/api/events")) {
          String answer = studio.send(method, path, "{}").text();

          assertThat(answer).as(each).doesNotContain("nothing of that address", "defect");
        }
      }
    }
  }

  @Test
  void thePageOfTheInterfaceIsServed(@TempDir Path folder) {
    try (TestStudio studio = new TestStudio(folder)) {
      for (String name : Set.of("api.html", "api.css", "js/api-page.js", "openapi.json")) {
        assertThat(studio.get("/page/" + name).status()).as(name).isEqualTo(200);
      }
    }
  }
}
