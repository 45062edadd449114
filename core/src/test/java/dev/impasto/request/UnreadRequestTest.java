package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.SmallPictures;
import dev.impasto.loss.MaskMode;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Checks that a request can be kept, named and completed without its pictures. */
final class UnreadRequestTest {
  private static final Map<String, Picture> PICTURES =
      Map.of(
          "photo.jpg", SmallPictures.content(48, 32),
          "one.jpg", SmallPictures.style(40, 40),
          "two.jpg", SmallPictures.style(30, 20),
          "mask.png", SmallPictures.content(24, 16),
          "white.png", new Mask(1, 1, new float[] {1}).picture());

  private static final TransferRequest REQUEST =
      new TransferRequest(
          source("photo.jpg"),
          List.of(
              StyleSource.of(source("one.jpg")).withWeight(2.5).withMask(source("white.png")),
              StyleSource.of(source("two.jpg"))),
          Optional.of(source("two.jpg")),
          TransferOptions.defaults().withSize(48),
          List.of(),
          Masks.NONE
              .withRegions(List.of(source("mask.png"), source("mask.png")))
              .withMode(MaskMode.INSIDE)
              .withProtect(source("mask.png")));

  private static final UnreadRequest USUAL =
      UnreadRequest.of(
          new TransferRequest(
              UnreadRequest.standIn("content"),
              List.of(StyleSource.of(UnreadRequest.standIn("style")).withWeight(3)),
              Optional.of(UnreadRequest.standIn("start.png")),
              TransferOptions.defaults().withSize(96)));

  private static Picture load(String name) {
    return Optional.ofNullable(PICTURES.get(name)).orElseThrow();
  }

  private static SourcePicture source(String name) {
    return new SourcePicture(name, load(name));
  }

  private static UnreadRequest read(String rest) {
    return UnreadRequest.read(
        "{\"content\": \"photo.jpg\", \"styles\": [\"one.jpg\"]%s}".formatted(rest), USUAL);
  }

  @Test
  void aRequestIsTheSameOnceItsPicturesAreRead() {
    UnreadRequest unread = UnreadRequest.of(REQUEST);

    assertThat(unread.json()).doesNotContain("sha256", "width");
    assertThat(RequestJson.difference(unread.load(UnreadRequestTest::load), REQUEST)).isEmpty();
    assertThat(UnreadRequest.read(unread.json(), USUAL))
        .isEqualTo(unread)
        .hasSameHashCodeAs(unread);
  }

  @Test
  void allItsFilesAreKnownAndCanBeRenamed() {
    UnreadRequest unread = UnreadRequest.of(REQUEST);

    assertThat(unread.files())
        .containsExactly("photo.jpg", "two.jpg", "one.jpg", "white.png", "mask.png");
    assertThat(unread.content()).isEqualTo("photo.jpg");
    assertThat(unread.styles()).containsExactly("one.jpg", "two.jpg");
    assertThat(unread.renamed(name -> "a/" + name).files())
        .containsExactly("a/photo.jpg", "a/two.jpg", "a/one.jpg", "a/white.png", "a/mask.png");
    assertThat(unread.files()).contains("photo.jpg");
    assertThat(
            UnreadRequest.of(
                    new TransferRequest(
                        SourcePicture.blank(40, 30),
                        List.of(StyleSource.of(source("one.jpg"))),
                        Optional.empty(),
                        TransferOptions.defaults()))
                .files())
        .containsExactly("one.jpg");
  }

  @Test
  void anotherPhotographHasTheSameSettings() {
    UnreadRequest other = USUAL.of("photo.jpg", List.of("one.jpg", "two.jpg"));
    TransferRequest loaded =
        other.renamed(n -> n.equals("start.png") ? "two.jpg" : n).load(UnreadRequestTest::load);

    assertThat(other.files()).containsExactly("photo.jpg", "start.png", "one.jpg", "two.jpg");
    assertThat(loaded.styles()).extracting(StyleSource::weight).containsExactly(3.0, 3.0);
    assertThat(loaded.options()).isEqualTo(TransferOptions.defaults().withSize(96));
  }

  @Test
  void whatIsLeftOutIsAsUsual() {
    assertThat(read("").option("size")).isEqualTo("96");
    assertThat(read("").files()).contains("start.png");
    assertThat(read(", \"start\": \"two.jpg\"").files()).doesNotContain("start.png");
    assertThat(read(", \"options\": {\"schedule\": {\"iterations\": 7}}").option("size"))
        .isEqualTo("96");
    assertThat(read(", \"options\": {\"preset\": \"impasto\"}").option("size")).isEqualTo("512");
    assertThat(read(", \"options\": {\"size\": \"full\"}").option("size")).isEqualTo("full");
    UnreadRequest full = USUAL.withSizeOfContent(true, OptionalDouble.of(2));
    assertThat(UnreadRequest.read(read("").json(), full).option("size")).isEqualTo("96");
    assertThat(
            UnreadRequest.read("{\"content\": \"photo.jpg\", \"styles\": [\"one.jpg\"]}", full)
                .json())
        .contains("\"size\":\"full\"", "\"maxMegapixels\":2.0");
  }

  @Test
  void whatAPictureMustBeIsCheckedWhenItIsRead() {
    UnreadRequest request =
        UnreadRequest.read(
            """
            {"content": {"name": "photo.jpg", "sha256": "00"}, "styles": ["one.jpg"],
             "masks": {"regions": ["white.png", "mask.png"]}, "start": "two.jpg"}
            """,
            USUAL);

    assertThatThrownBy(() -> request.load(UnreadRequestTest::load))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("photo.jpg", "has changed");
  }
}
