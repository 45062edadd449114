package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
  static String[][] rawFiles() {
    return new String[][] {
      {"FUJIFILMCCD-RAW 0201", "Fujifilm"},
      {"IIRO\b\0\0\0", "Olympus"},
      {"IIU\0\u0018\0\0\0", "Panasonic"},
      {"II*\0\u0010\0\0\0CR\u0002\0", "Canon"},
      {"II\u001a\0\0\0HEAPCCDR", "Canon"},
      {"FOVb\0\0", "Sigma"},
      {"\0MRM\0\0", "Minolta"}
    };
  }

  @ParameterizedTest
  @MethodSource("rawFiles")
  void cameraRawFilesAreNamedByTheirMaker(String head, String maker) {
    FileKind kind = kind(head);
    assertThat(kind.format()).isEqualTo(FileKind.Format.OTHER);
    assertThat(kind.name()).startsWith("a camera raw file of " + maker);
    assertThat(kind.advice()).contains("export it as JPEG");
  }

  static String[][] pictures() {
    return new String[][] {
      {"P6 4 4 255\n", "PPM"},
      {"P2\r\n4 4", "PGM"},
      {"P4#x\n4 4", "PBM"},
      {"P7\nWIDTH 4", "PAM"},
      {"PF\n4 4", "PFM"},
      {"qoif\0\0", "QOI"},
      {"DDS |", "DDS"},
      {"\0\0\u0002\0\0\0\0\0\0\0\0\0\u0004\0\u0004\0\u0018\0", "TGA"},
      {"\n\u0005\u0001\b" + "\0".repeat(124), "PCX"},
      {"\0\0\0 ftypmif1\0\0\0\0mif1avifmiaf\0\0\0\0", "AVIF"},
      {"\0\0\0\u001cftypmif1\0\0\0\0mif1heicmiaf", "HEIC"},
      {"II\u00bc\u0001", "JPEG XR"}
    };
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void otherPicturesAreNamed(String head, String name) {
    assertThat(kind(head).name()).isEqualTo(name);
    assertThat(kind(head).picture()).isTrue();
    assertThat(kind(head).advice()).contains("save it as PNG or JPEG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0089PNG\n\u001a\n",
        "\u0089PNG\r\r\n\u001a\r\n",
        "\tPNG\r\n\u001a\n",
        "\u00c2\u0089PNG\r\n\u001a\n",
        "\u00ef\u00bf\u00bdPNG\r\n\u001a\n",
        "\u00c3\u00bf\u00c3\u0098\u00c3\u00bf\u00c3\u00a0"
      })
  void picturesThatWereTakenForTextAreToldApart(String head) {
    assertThat(kind(head).name()).endsWith("changed by a transfer as text");
  }

  @Test
  void aPointerOfGitLfsIsNamedWithWhatFetchesThePicture() {
    FileKind kind = kind("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertThat(kind.name()).isEqualTo("a Git LFS pointer");
    assertThat(kind.advice()).contains("git lfs pull");
  }

  @Test
  void damageInsideThatComesOfTextIsSeen() {
    byte[] lines = "GIF89a\r\nx\u0001".repeat(20).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(TextTransfer.changed(lines)).isTrue();
    byte[] pixels = new byte[2000];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 + i / 256);
    }
    String twice = new String(pixels, StandardCharsets.ISO_8859_1);
    assertThat(TextTransfer.changed(twice.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(TextTransfer.changed(pixels)).isFalse();
    assertThat(TextTransfer.changed(Arrays.copyOf(pixels, 3))).isFalse();
  }

  private static FileKind kind(String head) {
    return FileKind.of(head.getBytes(StandardCharsets.ISO_8859_1));
  }
}
