package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.SmallPictures;
import dev.impasto.color.ColorControl;
import dev.impasto.color.ColorMap;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Flow;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PrintProfile;
import dev.impasto.problem.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a request comes back as it was written, and what is said of one that cannot be. */
final class RequestJsonTest {
  private static final Map<String, Picture> PICTURES =
      Map.of(
          "photo.jpg", SmallPictures.content(48, 32),
          "one.jpg", SmallPictures.style(40, 40),
          "two.jpg", SmallPictures.style(30, 20),
          "mask.png", SmallPictures.content(24, 16),
          "mask two.png", new Mask(1, 1, new float[] {1}).picture());

  private static final TransferRequest REQUEST =
      new TransferRequest(
          source("photo.jpg"),
          List.of(
              StyleSource.of(source("one.jpg")).withWeight(2.5).withMask(source("mask two.png")),
              StyleSource.of(source("two.jpg"))
                  .withFit(new StyleFit(0.5, StyleFit.Shape.CONTENT, 0))),
          Optional.of(source("two.jpg")),
          TransferOptions.defaults().withSize(48),
          List.of(new WeightChange(1, 7, 2, 3, 0.5, new DetailTerm(0.5, 0))),
          Masks.NONE
              .withRegions(List.of(source("mask.png"), source("mask.png")))
              .withWeights(List.of(1.0, 2.5))
              .withMode(MaskMode.INSIDE)
              .withProtect(source("mask.png")));

  private static Picture load(String name) {
    return Optional.ofNullable(PICTURES.get(name))
        .orElseThrow(() -> new InvalidInputException("there is no file '" + name + "'"));
  }

  private static SourcePicture source(String name) {
    return new SourcePicture(name, load(name));
  }

  private static TransferRequest read(String json) {
    return RequestJson.read(
        json,
        new PictureLoader() {
          @Override
          public Picture load(String name) {
            return RequestJsonTest.load(name);
          }

          @Override
          public PrintProfile profile(String name) {
            return name.equals("gray.icc") ? printer(name) : PictureLoader.super.profile(name);
          }

          @Override
          public Flow flow(String name) {
            return RequestJsonTest.flow(name, 24, 16);
          }
        });
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  private static String withOptions(String options) {
    return "{\"version\":1,\"content\":{\"name\":\"photo.jpg\"},"
        + "\"styles\":[{\"name\":\"one.jpg\"}],\"options\":"
        + options
        + "}";
  }

  @Test
  void aRequestComesBackWhole() {
    TransferRequest read = read(RequestJson.write(REQUEST));

    assertThat(read.options()).isEqualTo(REQUEST.options());
    assertThat(read.changes()).isEqualTo(REQUEST.changes());
    assertThat(read.styles().get(0).weight()).isEqualTo(2.5);
    assertThat(read.styles().get(1).fit()).isEqualTo(REQUEST.styles().get(1).fit());
    assertThat(read.start().map(SourcePicture::name)).hasValue("two.jpg");
    assertThat(RequestJson.write(read)).isEqualTo(RequestJson.write(REQUEST));
    assertThat(RequestJson.difference(read, REQUEST)).isEmpty();
  }

  @Test
  void aProofComesBackAndOneThatHasChangedIsRefused() {
    SourcePicture photograph = source("photo.jpg").proofed(printer("gray.icc"));
    TransferRequest request =
        new TransferRequest(
            photograph,
            List.of(StyleSource.of(source("one.jpg").proofed(printer("gray.icc")))),
            Optional.empty(),
            TransferOptions.defaults());
    String json = RequestJson.write(request);

    assertThat(RequestJson.write(read(json))).isEqualTo(json).contains("\"proof\":{\"name\"");
    assertThat(read(json).content().picture().rgb()).isEqualTo(photograph.picture().rgb());
    assertRefused(
        json.replaceFirst("(proof\":.\"name\":\"[^,]*,\"sha256\":\")..", "$100"),
        "the profile 'gray.icc' has changed: the SHA-256 of its bytes was 00");
    assertRefused(json.replace("gray.icc", "none.icc"), "there is no file 'none.icc'");
    assertThat(RequestJson.difference(request, REQUEST))
        .hasValueSatisfying(
            difference -> assertThat(difference).startsWith("changes was not given"));
  }

  @Test
  void theFrameBeforeComesBackAndAFlowThatHasChangedIsRefused() {
    TransferRequest frame = REQUEST.withPrevious(previous().withFlow(flow("a.flo", 24, 16)));
    TransferRequest masked = REQUEST.withPrevious(previous().withWeights(source("mask.png")));
    TransferRequest both =
        REQUEST.withPrevious(
            previous().withFlow(flow("a.flo", 24, 16)).withBack(flow("b.flo", 24, 16)));

    for (TransferRequest request : List.of(frame, masked, both)) {
      String json = RequestJson.write(request);
      assertThat(RequestJson.write(read(json))).isEqualTo(json);
    }
    assertThat(RequestJson.difference(frame, both))
        .hasValueSatisfying(
            difference -> assertThat(difference).startsWith("previous.back was not given"));
    assertThat(frame.files())
        .containsEntry("flow", new TransferRequest.NamedFile("a.flo", flow("", 24, 16).sha256()));
    assertRefused(
        RequestJson.write(frame).replaceFirst("(a.flo\",\"sha256\":\")..", "$1zz"),
        "the flow 'a.flo' has changed: the SHA-256 of its vectors was ??");
  }

  @Test
  void aFrameBeforeThatDoesNotSuitIsRefused() {
    assertRefusedFrame(
        () -> REQUEST.withPrevious(new PreviousFrame(source("one.jpg"))),
        "the previous frame's result 'one.jpg' is of 40x40 and the photograph of 48x32");
    assertRefusedFrame(
        () -> REQUEST.withPrevious(previous().withFlow(flow("a.flo", 16, 24))),
        "the flow 'a.flo' is of 16x24 and the photograph of 48x32");
    assertRefusedFrame(
        () -> previous().withBack(flow("b.flo", 24, 16)), "is of use beside the flow from this");
    assertRefusedFrame(
        () -> previous().withFlow(flow("a.flo", 24, 16)).withBack(flow("b.flo", 48, 32)),
        "the two flows are of different sizes");
  }

  private static void assertRefusedFrame(ThrowingCallable made, String message) {
    assertThatThrownBy(made)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static PreviousFrame previous() {
    return new PreviousFrame(source("photo.jpg"));
  }

  private static Flow flow(String name, int width, int height) {
    return new Flow(name, width, height, new float[2 * width * height]);
  }

  private static PrintProfile printer(String name) {
    return new PrintProfile(name, ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());
  }

  @ParameterizedTest
  @EnumSource
  void everyPresetComesBack(Preset preset) {
    TransferOptions options = preset.options();

    assertThat(OptionsJson.read(OptionsJson.write(options))).isEqualTo(options);
  }

  @Test
  void everyValueComesBack() {
    TransferOptions odd =
        TransferOptions.defaults()
            .withSize(1237)
            .withLoss(l -> LossConvention.GATYS_CODE.options().withWeights(0.1, 1e-300))
            .withOptimization(
                o -> new Optimization(new Adam(0.125, 0.5, 0.75, 1e-3, 0, 0.9, 1e-4), 1.5))
            .withSchedule(
                s ->
                    s.withStart(
                        i -> new InitialPicture(InitialPicture.Kind.NOISE, -9L << 40, 1, 0)))
            .withFinish(
                f ->
                    new Finish(
                        1 / 3.0,
                        new ColorControl(ColorControl.Kind.STYLE_ONLY, ColorMap.CHOLESKY, 0.7),
                        0.1));

    assertThat(OptionsJson.read(OptionsJson.write(odd))).isEqualTo(odd);
  }

  @ParameterizedTest
  @EnumSource
  void statisticsOfStyleAreNamedAndHaveTheirUsualNumbers(StyleStatistics statistics) {
    TransferOptions usual =
        OptionsJson.read(
            "{\"loss\":{\"style\":{\"comparison\":{\"statistics\":\"%s\"}}}}"
                .formatted(statistics));

    assertThat(usual).isEqualTo(TransferOptions.defaults().withLoss(statistics::in));
    assertThat(OptionsJson.read(OptionsJson.write(usual))).isEqualTo(usual);
  }

  @Test
  void whatIsLeftOutIsAsInThePresetOrTheDefaults() {
    assertThat(read(withOptions("{}")).options()).isEqualTo(TransferOptions.defaults());
    assertThat(
            read(withOptions("{\"preset\":\"paper\",\"schedule\":{\"iterations\":5}}")).options())
        .isEqualTo(Preset.PAPER.options().withIterations(5));
    assertThat(
            read(withOptions("{\"optimization\":{\"optimizer\":{\"method\":\"adam\"}}}"))
                .options()
                .optimization()
                .optimizer())
        .isEqualTo(new Adam());
    assertThat(
            read(withOptions("{\"optimization\":{\"optimizer\":{\"history\":4}}}"))
                .options()
                .optimization()
                .optimizer())
        .isEqualTo(new Lbfgs(4));
    assertThat(
            read(withOptions("{\"loss\":{\"content\":{\"layers\":{\"relu4_2\":1}}}}"))
                .options()
                .loss()
                .content()
                .layers())
        .hasToString("{conv4_2=1.0}");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"size\":\"full\"', 48",
    "'\"size\":\"full\",\"maxMegapixels\":0.0006', 30",
    "'\"size\":400,\"maxMegapixels\":1', 400",
    "'\"maxMegapixels\":0.096', 379"
  })
  void theSizeMayDependOnTheContent(String options, int size) {
    // 48x32 pixels; 379x253 are 95,887 and 380x253 are 96,140.
    assertThat(read(withOptions("{" + options + "}")).options())
        .isEqualTo(TransferOptions.defaults().withSize(size));
  }

  /** As a file has them that was written before there were averages, ranges, powers and shares. */
  @Test
  void optionsOfAnOlderFileAreAsTheyWere() {
    String older =
        """
        {"loss":{"variation":{"weight":0,"colorRange":1,"power":2,"mean":true}},
        "form":{"pooling":"average","seamless":true,"margin":16},
        "optimization":{"optimizer":{"method":"lbfgs","history":10,"firstStep":0.003,
        "decrease":1.0E-4,"curvature":0.9},"preconditioning":0},
        "schedule":{"start":{"kind":"content","seed":0,"spread":0.05}}}
        """;
    String adam =
        """
        {"optimization":{"optimizer":{"method":"adam","stepSize":0.02,"beta1":0.9,"beta2":0.99,
        "epsilon":1.0E-8,"averaging":0.99},"preconditioning":0}}
        """;

    assertThat(OptionsJson.read(older)).isEqualTo(TransferOptions.defaults());
    assertThat(OptionsJson.read(adam).optimization()).isEqualTo(new Optimization(new Adam(), 0));
  }

  @Test
  void aBlankCanvasNeedsNoFile() {
    TransferRequest texture =
        Reconstruction.style(
            source("one.jpg"), 40, LossConvention.STYLE_LAYERS, 64, 48, TransferOptions.defaults());
    TransferRequest read = read(RequestJson.write(texture));

    assertThat(RequestJson.difference(read, texture)).isEmpty();
    assertThat(read.content().picture().width()).isEqualTo(64);
  }

  @Test
  void theFirstDifferenceIsNamedWithBothValues() {
    assertThat(
            RequestJson.difference(
                REQUEST, REQUEST.withOptions(REQUEST.options().withIterations(7))))
        .hasValue("options.schedule.iterations was 130, not 7");
    assertThat(RequestJson.difference(REQUEST, REQUEST.withStart(source("one.jpg"))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("start."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"size\":8} | the size must be at least 16 pixels, not 8",
        "{\"sise\":8} | options has no 'sise'; did you mean size?",
        "{\"schedule\":{\"iteration\":8}} | schedule has no 'iteration'; did you mean iterations?",
        "{\"size\":\"large\"} | 'size' must be a whole number, not \"large\"",
        "{\"size\":1e99} | must be a whole number from -2147483648 to 2147483647, not 1.0E99",
        "{\"size\":null} | 'size' must be a whole number, not empty",
        "{\"schedule\":[]} | 'schedule' must be an object with all its values, not []",
        "{\"preset\":\"papr\"} | there is no preset 'papr'; did you mean paper?",
        "{\"loss\":{\"content\":{\"layers\":{\"conv9_9\":1}}}} | there is no layer 'conv9_9'",
        "{\"form\":{\"pooling\":\"median\"}} | 'form.pooling' must be one of average, max, l2, rescaled-average, rescaled-l2, not \"median\"",
        "{\"optimization\":{\"optimizer\":{\"method\":\"newton\"}}} | there is no method 'newton'",
        "[1] | options must be a JSON object, not [1]"
      })
  void optionsThatCannotBeAreRefusedInOneLine(String options, String message) {
    assertRefused(withOptions(options), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "{\"version\":1", "[]", "7", "null", "{}"})
  void whatIsNoRequestIsRefusedInOneLine(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aRequestOfAnotherVersionOrWithoutPicturesIsRefused() {
    assertRefused("{\"version\":2}", "the request is of version 2, and this program knows");
    assertRefused("{\"version\":1}", "the content of the request has no \"name\" to read it by");
    assertRefused(
        "{\"version\":1,\"content\":{\"name\":\"photo.jpg\"}}", "there must be a style picture");
    assertRefused(
        "{\"version\":1,\"content\":{\"name\":\"gone.jpg\"}}", "there is no file 'gone.jpg'");
    assertRefused("{\"version\":1,\"contents\":{}}", "did you mean content?");
  }

  @Test
  void aChangeThatSaysNothingOfDetailLeavesIt() {
    String json =
        """
        {"version": 1, "content": {"name": "c"}, "styles": [{"name": "s"}],
         "options": {"loss": {"detail": {"laplacian": 2}}},
         "changes": [{"scale": 1, "iteration": 5, "contentWeight": 1, "styleWeight": 2, "tvWeight": 0}]}
        """;

    TransferRequest read = RequestJson.read(json, name -> new Picture(1, 1, new float[3]));

    assertThat(read.changes())
        .containsExactly(new WeightChange(1, 5, 1, 2, 0, new DetailTerm(2, 0)));
  }
}
