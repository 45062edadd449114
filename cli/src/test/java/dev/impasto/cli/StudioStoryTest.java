package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** Pictures made on the studio's page, as somebody makes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StudioStoryTest {
  private final Path folder;
  private StudioPage page;

  @SuppressWarnings("NullAway.Init") // set before all tests
  StudioStoryTest(@TempDir Path all) {
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
  void fromDropToDownload() throws IOException {
    page.browser.picture("studio-empty");
    page.choose(8);
    page.browser.awaitText("#estimate", "48 × 36");
    page.browser.picture("studio-chosen");
    page.start();
    page.awaitState("done");
    page.browser.picture("studio-done");
    page.browser.click("#download-tif");
    Path file =
        page.browser.await(
            browser ->
                StudioPage.finished(page.downloads, "photo-painting.tif").stream()
                    .findFirst()
                    .orElse(null));

    assertThat(PictureReader.read(file).width()).isEqualTo(48);
    assertThat(page.browser.driver.getTitle()).isEqualTo("Impasto");
    assertThat(page.browser.element(".view img.after").getAttribute("src")).contains("/result");
    page.assertAccessible();
  }

  @Test
  void aRunningPictureIsSeenPausedSteeredAndKept() throws IOException {
    page.choose(100_000);
    page.start();
    page.browser.await(browser -> browser.getTitle().matches("\\d+ % · Impasto") ? true : null);
    page.browser.await(
        browser ->
            String.valueOf(page.browser.element(".view img.after").getAttribute("src"))
                    .contains("/preview")
                ? true
                : null);
    page.browser.picture("studio-running");
    page.browser.click("#pause");
    page.awaitState("paused");
    page.browser.click("#resume");
    page.awaitState("running");
    page.browser.set("#strength", "80");
    page.browser.awaitText("#steer-said", "80");
    String strength =
        String.valueOf(
            page.browser.promise(
                """
                for (let i = 0; i < 100; i++) {
                  const job = await (await fetch('/api/jobs/' + arguments[0])).json();
                  if (job.spec.settings.strength) return job.spec.settings.strength;
                  await new Promise(next => setTimeout(next, 100));
                }
                return 'never';
                """,
                page.job()));
    page.browser.click("#stop");
    page.awaitState("stopped");

    assertThat(strength).isEqualTo("80");
    assertThat(page.browser.element("#continue").isDisplayed()).isTrue();
    assertThat(page.browser.element("#download-png").isDisplayed()).isTrue();
  }

  @Test
  void aReloadInMidRunShowsItAgain() throws IOException {
    page.choose(100_000);
    page.start();
    page.awaitState("running");
    String before = page.job();
    page.browser.reload();
    page.awaitState("running");
    String step = page.browser.text("#progress-said");
    page.browser.await(browser -> !page.browser.text("#progress-said").equals(step) ? true : null);

    assertThat(page.job()).isEqualTo(before);
    assertThat(page.browser.element("#setting-iterations").getAttribute("value"))
        .isEqualTo("100000");
    page.browser.click("#stop");
    page.awaitState("stopped");
  }

  @Test
  void twoTabsShowAndSteerOneRun() throws IOException {
    page.choose(100_000);
    page.start();
    page.awaitState("running");
    String first = page.browser.driver.getWindowHandle();
    String job = page.job();
    page.browser.driver.switchTo().newWindow(WindowType.TAB);
    page.browser.go(page.address());
    page.browser.click("#jobs [data-job='" + job + "'] button");
    page.awaitState("running");
    page.browser.set("#strength", "30");
    page.browser.awaitText("#steer-said", "30");
    page.browser.click("#pause");
    page.browser.driver.switchTo().window(first);
    page.awaitState("paused");
    String strength = page.browser.element("#strength").getAttribute("value");
    page.browser.click("#stop");
    page.awaitState("stopped");

    assertThat(strength).isEqualTo("30");
  }

  @Test
  void aDroppedResultBringsItsSettingsBack() throws IOException {
    page.choose(5);
    page.browser.set("#strength", "65");
    page.start();
    page.awaitState("done");
    page.browser.click("#download-jpg");
    Path result =
        page.browser.await(
            browser ->
                StudioPage.finished(page.downloads, "photo-painting.jpg").stream()
                    .findFirst()
                    .orElse(null));
    page.browser.go(page.address());
    page.drop(result, "#stage");
    page.browser.awaitText("#style-chosen", "painting.png");

    assertThat(page.browser.element("#strength").getAttribute("value")).isEqualTo("65");
    assertThat(page.browser.text("#content-chosen")).contains("photo.png");
    assertThat(page.browser.element("#setting-iterations").getAttribute("value")).isEqualTo("5");
  }

  @Test
  void aGridShowsItsPicturesAsTheyCome() throws IOException {
    page.choose(2);
    page.browser.click("#open-grid");
    page.browser.set("#grid-values-0", "20, 80");
    page.browser.set("#grid-name-1", "");
    page.browser.click("#grid-start");
    page.browser.await(
        browser ->
            browser.findElements(By.cssSelector("table.cells img")).size() == 2 ? true : null);
    page.browser.picture("studio-grid");
    page.assertAccessible();
    page.browser.click("#grid-download");
    Path sheet =
        page.browser.await(
            browser ->
                StudioPage.finished(page.downloads, "grid.png").stream().findFirst().orElse(null));
    page.browser.click("#dialog-close");
    assertThat(PictureReader.read(sheet).width()).isGreaterThan(2 * 48);

    assertThat(page.browser.text("#jobs")).contains("strength 20", "strength 80");
  }

  @Test
  void aDeletedPictureComesBackWithUndo() throws IOException {
    page.choose(2);
    page.start();
    page.awaitState("done");
    String id = page.job();
    page.browser.click("#delete");
    page.browser.await(
        browser ->
            browser.findElements(By.cssSelector("[data-job='" + id + "']")).isEmpty()
                ? true
                : null);
    page.browser.click("#toast button");
    page.browser.await(
        browser ->
            browser.findElements(By.cssSelector("[data-job='" + id + "']")).size() == 1
                ? true
                : null);

    assertThat(page.job()).isEqualTo(id);
  }
}
