package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;

/** Masks painted on the studio's page, by mouse, keys, fingers and pen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StudioPainterTest {
  private final Path folder;
  private StudioPage page;

  @SuppressWarnings("NullAway.Init") // set before all tests
  StudioPainterTest(@TempDir Path all) {
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
  void masksArePaintedByMouseAndByKeys() throws IOException {
    page.choose(3);
    openMasks();
    WebElement frame = page.browser.element("#paint-frame");
    page.browser
        .actions()
        .moveToElement(frame, -30, -20)
        .clickAndHold()
        .moveByOffset(40, 0)
        .moveByOffset(20, 10)
        .release()
        .perform();
    page.browser.actions().sendKeys("0").perform();
    page.browser.script("arguments[0].focus()", frame);
    page.browser
        .actions()
        .keyDown(Keys.ENTER)
        .sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
        .keyUp(Keys.ENTER)
        .perform();
    page.browser.picture("studio-masks");
    page.assertAccessible();
    page.browser.click("#paint-done");
    page.browser.awaitText("#masks-said", "a part stays");
    assertThat(page.browser.text("#masks-said")).contains("1 regions");
    page.start();
    page.awaitState("done");
    String protect =
        String.valueOf(
            page.browser.promise(
                "return (await (await fetch('/api/jobs/' + arguments[0])).json())"
                    + ".spec.masks.protect",
                page.job()));
    Picture stays = PictureReader.read(page.data.resolve("pictures").resolve(protect + ".png"));

    assertThat(stays.width()).isEqualTo(80);
    assertThat(white(stays)).isBetween(0.001, 0.3);
  }

  @Test
  void aStrokeIsTakenBackAndMadeAgain() throws IOException {
    page.choose(3);
    openMasks();
    page.browser.actions().sendKeys("r").perform();
    page.browser
        .actions()
        .moveToElement(page.browser.element("#paint-frame"), -40, -40)
        .clickAndHold()
        .moveByOffset(80, 80)
        .release()
        .perform();
    long painted = drawn();
    page.browser.actions().keyDown(Keys.CONTROL).sendKeys("z").keyUp(Keys.CONTROL).perform();
    long none = drawn();
    page.browser.click("#paint-redo");
    long again = drawn();
    page.browser.click("#paint-cancel");

    assertThat(none).isZero();
    assertThat(again).isEqualTo(painted).isPositive();
    assertThat(page.browser.text("#masks-said")).isEmpty();
  }

  @Test
  void oneFingerPaintsAndTwoZoom() throws IOException {
    page.choose(3);
    openMasks();
    WebElement frame = page.browser.element("#paint-frame");
    page.browser.driver.perform(List.of(stroke(finger("one"), frame, -30, 30)));
    long painted = drawn();
    double before = sheetWidth();
    page.browser.driver.perform(
        List.of(stroke(finger("left"), frame, -20, -120), stroke(finger("right"), frame, 20, 120)));
    long still = drawn();
    double after = sheetWidth();
    page.browser.click("#paint-cancel");

    assertThat(painted).isPositive();
    assertThat(after).isGreaterThan(1.5 * before);
    assertThat(still).isEqualTo(painted);
  }

  @Test
  void aPenPaints() throws IOException {
    page.choose(3);
    openMasks();
    WebElement frame = page.browser.element("#paint-frame");
    page.browser.driver.perform(
        List.of(stroke(new PointerInput(PointerInput.Kind.PEN, "pen"), frame, -30, 30)));
    long painted = drawn();
    page.browser.click("#paint-cancel");

    assertThat(painted).isPositive();
  }

  @Test
  void masksThatLackARegionWaitToBeFinished() throws IOException {
    page.choose(3);
    page.browser.element("#style-file").sendKeys(folder.resolve("photo.png").toString());
    page.browser.awaitText("#style-chosen", "photo.png");
    openMasks();
    page.browser.actions().sendKeys("r").perform();
    page.browser
        .actions()
        .moveToElement(page.browser.element("#paint-frame"), -40, -40)
        .clickAndHold()
        .moveByOffset(80, 80)
        .release()
        .perform();
    long painted = drawn();
    page.browser.click("#paint-done");
    page.browser.awaitText("#problem", "Each painting needs a region");
    openMasks();
    long kept = drawn();
    page.browser.actions().sendKeys("2").perform();
    page.browser.click("#paint-fill");
    page.browser.click("#paint-done");
    page.browser.awaitText("#masks-said", "2 regions");

    assertThat(kept).isEqualTo(painted).isPositive();
  }

  private static PointerInput finger(String name) {
    return new PointerInput(PointerInput.Kind.TOUCH, name);
  }

  /** From one place to another, measured from an element's middle. */
  private static Sequence stroke(PointerInput by, WebElement on, int from, int to) {
    PointerInput.Origin middle = PointerInput.Origin.fromElement(on);
    return new Sequence(by, 1)
        .addAction(by.createPointerMove(Duration.ZERO, middle, from, 0))
        .addAction(by.createPointerDown(PointerInput.MouseButton.LEFT.asArg()))
        .addAction(by.createPointerMove(Duration.ofMillis(200), middle, to, 0))
        .addAction(by.createPointerUp(PointerInput.MouseButton.LEFT.asArg()));
  }

  private double sheetWidth() {
    return page.browser.number(
        "return document.querySelector('.paint-sheet').getBoundingClientRect().width");
  }

  private void openMasks() {
    page.browser.click("#open-masks");
    page.browser.await(
        browser -> browser.findElements(By.id("paint-frame")).size() == 1 ? true : null);
  }

  private static double white(Picture mask) {
    double sum = 0;
    for (float value : mask.rgb()) {
      sum += value;
    }
    return sum / mask.rgb().length;
  }

  /** How many positions are colored, once what is under way has been drawn. */
  private long drawn() {
    return ((Number)
            Objects.requireNonNull(
                page.browser.promise(
                    """
                    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
                    const c = document.getElementById('paint-canvas');
                    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                    let n = 0;
                    for (let i = 3; i < d.length; i += 4) n += d[i] > 0;
                    return n;
                    """)))
        .longValue();
  }
}
