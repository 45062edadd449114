package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.studio.Studio;
import dev.impasto.studio.StudioOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;

/** A studio that is open, and its page in a real browser. */
final class StudioPage implements AutoCloseable {
  final Path downloads;
  final Path data;
  final Chromium browser;
  private final Path photograph;
  private final Path painting;
  private final Engine engine;
  private final StyleTransfer transfer;
  private final Studio studio;

  /** Opens both; the test is skipped where there is no browser. */
  StudioPage(Path folder) throws IOException {
    downloads = Files.createDirectory(folder.resolve("downloads"));
    photograph = TestFiles.picture(folder.resolve("photo.png"), 80, 60);
    painting = TestFiles.picture(folder.resolve("painting.png"), 60, 60);
    data = folder.resolve("data");
    browser = Chromium.open(downloads);
    engine = Engine.open(1, Precision.F32);
    transfer = new StyleTransfer(Network.embedded(), engine);
    Path examples = Path.of("../examples").toAbsolutePath().normalize();
    studio =
        Studio.open(
            StudioOptions.in(data).withPort(0).withExamples(examples),
            new StudioDialect(),
            transfer);
  }

  /** Opens the page anew, as on a desk. */
  void begin() {
    browser.driver.manage().window().setSize(new Dimension(1280, 900));
    browser.go(address());
  }

  String address() {
    return studio.address();
  }

  @Override
  public void close() {
    browser.close();
    studio.close();
    transfer.close();
    engine.close();
  }

  /** Drops a file on the page, as a hand would. */
  void drop(Path file, String where) throws IOException {
    browser.script(
        """
        const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], arguments[1]));
        const target = document.querySelector(arguments[2]);
        for (const type of ['dragover', 'drop']) {
          target.dispatchEvent(
            new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
        }
        """,
        Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
        file.getFileName().toString(),
        where);
  }

  /** Chooses both pictures and a small size. */
  void choose(int iterations) throws IOException {
    drop(photograph, "#content-drop");
    browser.awaitText("#content-chosen", "photo.png");
    browser.element("#style-file").sendKeys(painting.toString());
    browser.awaitText("#style-chosen", "painting.png");
    browser.set("#size-own", "48");
    setting("iterations", Integer.toString(iterations));
    setting("min-scale", "16");
  }

  void setting(String name, String value) {
    browser.script("document.getElementById('more').open = true");
    browser.set("#setting-" + name, value);
  }

  void start() {
    browser.click("#start");
    browser.await(driver -> driver.getCurrentUrl().contains("#job=") ? true : null);
  }

  String job() {
    return browser.driver.getCurrentUrl().replaceFirst(".*#job=", "");
  }

  String state() {
    return String.valueOf(
        browser.script("return document.querySelector('#jobs li.current')?.dataset.state ?? ''"));
  }

  void awaitState(String wanted) {
    browser.await(driver -> state().equals(wanted) ? true : null);
  }

  void assertAccessible() {
    List<Rule> violations = new AxeBuilder().analyze(browser.driver).getViolations();
    assertThat(violations)
        .as(
            violations.stream()
                .map(rule -> rule.getId() + ": " + rule.getNodes())
                .toList()
                .toString())
        .isEmpty();
  }

  static List<Path> finished(Path folder, String name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
