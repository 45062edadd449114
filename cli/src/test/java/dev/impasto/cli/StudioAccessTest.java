package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** The studio's page for everyone: by keys, on a phone, in German, in the dark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StudioAccessTest {
  private final Path folder;
  private StudioPage page;

  @SuppressWarnings("NullAway.Init") // set before all tests
  StudioAccessTest(@TempDir Path all) {
    folder = all;
  }

  @BeforeAll
  void open() throws IOException {
    page = new StudioPage(folder);
  }

  @AfterAll
  void close() {
    if (page != null) {
      page.close();
    }
  }

  @BeforeEach
  void begin() {
    page.begin();
  }

  @Test
  void whatCannotBeIsSaidBesideItsField() throws IOException {
    Path text = Files.writeString(page.downloads.resolve("notes.txt"), "no picture");
    page.drop(text, "#content-drop");
    page.browser.awaitText("#content-problem", "notes.txt");
    page.choose(3);
    page.setting("style-weight", "-1");
    page.browser.awaitText("#problem", "-1");

    assertThat(page.browser.text("#content-problem")).isEmpty();
    page.browser.picture("studio-problem");
    page.assertAccessible();
  }

  @Test
  void aPhoneHasOneColumnAndNothingBesideIt() throws IOException {
    page.browser.driver.manage().window().setSize(new Dimension(500, 844));
    page.browser.driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    try {
      page.choose(2);
      page.start();
      page.awaitState("done");
      page.browser.picture("studio-phone");
      long beyond =
          (long)
              page.browser.number(
                  "return document.documentElement.scrollWidth"
                      + " - document.documentElement.clientWidth");

      assertThat(beyond).isZero();
      page.assertAccessible();
    } finally {
      page.browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  @Test
  void everythingIsReachedByTheKeyboard() throws IOException {
    page.choose(2);
    page.browser.script("document.activeElement.blur(); window.scrollTo(0, 0)");
    Set<String> reached = new TreeSet<>();
    for (int i = 0; i < 120; i++) {
      page.browser.actions().sendKeys(Keys.TAB).perform();
      reached.add(String.valueOf(page.browser.script("return document.activeElement.id")));
    }

    assertThat(reached)
        .contains(
            "content-file",
            "content-examples",
            "style-file",
            "style-examples",
            "strength",
            "stroke",
            "detail",
            "size",
            "open-masks",
            "start",
            "open-grid",
            "open-preferences");
  }

  @Test
  void darkAndGermanAreKept() {
    page.browser.click("#open-preferences");
    page.browser.set("#preference-theme", "dark");
    page.browser.set("#preference-language", "de");
    page.browser.awaitText("#start", "Start");
    page.browser.awaitText("#ask-title", "Neues Bild");
    page.browser.click("#dialog-close");
    page.browser.picture("studio-dark");
    page.assertAccessible();
    page.browser.reload();

    assertThat(page.browser.text("#history-title")).isEqualTo("Verlauf");
    assertThat(page.browser.script("return document.documentElement.dataset.theme"))
        .isEqualTo("dark");
    page.browser.promise(
        """
        await fetch('/api/preferences', {method: 'PUT', body: '{}',
          headers: {'Content-Type': 'application/json', 'X-Impasto': '1'}});
        return true;
        """);
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    Object differing =
        page.browser.promise(
            """
            const [en, de, p] = await Promise.all(
              ['texts/en.js', 'texts/de.js', 'js/painter/texts.js'].map(f => import('/page/' + f)));
            const differ = (a, b) => Object.keys(a).filter(k => !(k in b) ||
              String(a[k].match(/\\{\\w+\\}/g)?.sort()) !== String(b[k].match(/\\{\\w+\\}/g)?.sort()));
            return [...differ(en.texts, de.texts), ...differ(de.texts, en.texts),
              ...differ(p.texts.en, p.texts.de), ...differ(p.texts.de, p.texts.en)].join(' ');
            """);

    assertThat(differing).isEqualTo("");
  }

  @Test
  void everyTextThatIsAskedForIsThere() {
    Object missing =
        page.browser.promise(
            """
            const en = (await import('/page/texts/en.js')).texts;
            return [...document.querySelectorAll('[data-text], [data-label], [data-placeholder]')]
              .flatMap(e => [e.dataset.text, e.dataset.label, e.dataset.placeholder])
              .filter(key => key && !(key in en)).join(' ');
            """);

    assertThat(missing).isEqualTo("");
  }

  @Test
  void withoutItsTokenThePageTellsHowToGetIn() {
    page.browser.driver.manage().deleteAllCookies();
    page.browser.driver.get("about:blank");
    page.browser.driver.get(page.address().replaceFirst("#.*", ""));
    page.browser.awaitText("#locked", "impasto studio");
    page.browser.element("#token").sendKeys(page.address());
    page.browser.click("#locked button");
    page.browser.await(
        browser ->
            page.browser.script("return document.documentElement.dataset.ready") != null
                ? true
                : null);

    assertThat(page.browser.element("#start").isDisplayed()).isTrue();
  }

  @Test
  void thePageWeighsLessThan300Kilobytes() {
    double bytes =
        page.browser.number(
            """
                    return performance.getEntries()
                      .filter(e => e.encodedBodySize && !e.name.includes('/api/'))
                      .reduce((sum, e) => sum + e.encodedBodySize, 0);
                    """);

    assertThat(bytes).isBetween(10_000.0, 300_000.0);
  }
}
