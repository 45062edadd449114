package dev.impasto.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser, without a window: Chromium and its driver as systems install them, or as CHROMIUM
 * and CHROMEDRIVER name them.
 */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens one; the test is skipped where there is none.
   *
   * @param downloads where it puts files
   */
  static Chromium open(Path downloads) {
    Path browser =
        found(
            "CHROMIUM", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    Path control = found("CHROMEDRIVER", "/usr/bin/chromedriver");
    assumeTrue(
        Files.isExecutable(browser) && Files.isExecutable(control),
        "no Chromium with its driver: install the packages chromium and chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en",
        "--window-size=1280,900");
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "download.default_directory",
            downloads.toString(),
            "download.prompt_for_download",
            false));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(control.toFile()).build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Path found(String variable, String... usual) {
    String named = System.getenv(variable);
    if (named != null) {
      return Path.of(named);
    }
    return List.of(usual).stream()
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(usual[0]));
  }

  /** Opens a studio's page, and waits until it is ready. */
  void go(String address) {
    driver.get("about:blank");
    driver.get(address);
    await(browser -> script("return document.documentElement.dataset.ready") != null);
  }

  /** Loads the page anew, and waits until it is ready. */
  void reload() {
    driver.navigate().refresh();
    await(browser -> script("return document.documentElement.dataset.ready") != null);
  }

  WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  void click(String css) {
    WebElement element = element(css);
    script("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  String text(String css) {
    return Objects.requireNonNullElse(
        (String) script("return document.querySelector(arguments[0])?.textContent ?? ''", css), "");
  }

  /** Sets a slider or field as a user would. */
  void set(String css, String value) {
    script(
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
            + " e.dispatchEvent(new Event('input', {bubbles: true}));"
            + " e.dispatchEvent(new Event('change', {bubbles: true}));",
        css,
        value);
  }

  @Nullable Object script(String code, Object... values) {
    return ((JavascriptExecutor) driver).executeScript(code, values);
  }

  /** What a script says that returns a number. */
  double number(String code) {
    return ((Number) Objects.requireNonNull(script(code), code)).doubleValue();
  }

  @Nullable Object promise(String code, Object... values) {
    return ((JavascriptExecutor) driver)
        .executeAsyncScript(
            "const done = arguments[arguments.length - 1]; (async () => {"
                + code
                + "})()"
                + ".then(done, e => done('failed: ' + e));",
            values);
  }

  Actions actions() {
    return new Actions(driver);
  }

  <T> T await(Function<ChromeDriver, T> condition) {
    return new WebDriverWait(driver, PATIENCE).until(all -> condition.apply(driver));
  }

  /** Waits until an element's text holds a word. */
  void awaitText(String css, String word) {
    await(browser -> text(css).contains(word) ? true : null);
  }

  /** Keeps what is to be seen, for the docs, where a folder for it is named. */
  void picture(String name) {
    String folder = System.getProperty("impasto.screenshots", "");
    if (!folder.isEmpty()) {
      File shot = driver.getScreenshotAs(OutputType.FILE);
      try {
        Files.createDirectories(Path.of(folder));
        Files.move(
            shot.toPath(),
            Path.of(folder).resolve(name + ".png"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
