package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All results of a batch at a glance: small, with their names, on as many sheets as it takes. */
final class ContactSheet {
  /** The file of the first sheet. */
  static final String FIRST = "contact-sheet.jpg";

  /** The files of all others. */
  static final String OTHERS = "(?i)contact-sheet-\\d+\\.jpg";

  private static final int LONGEST = 192;
  private static final int COLUMNS = 8;
  private static final int MOST_PICTURES = 200;
  private static final int LONGEST_LABEL = 30;

  private ContactSheet() {}

  /**
   * Draws the sheets.
   *
   * @param outputs the results' names; what is not there is left out
   * @return how many sheets there are
   */
  static int write(Path folder, List<String> outputs) {
    List<String> made =
        outputs.stream().filter(output -> Files.exists(folder.resolve(output))).toList();
    int sheets = (made.size() + MOST_PICTURES - 1) / MOST_PICTURES;
    for (int i = 0; i < sheets; i++) {
      write(
          made.subList(i * MOST_PICTURES, Math.min(made.size(), (i + 1) * MOST_PICTURES)),
          folder,
          folder.resolve(i == 0 ? FIRST : FIRST.replace(".", "-%d.".formatted(i + 1))));
    }
    return sheets;
  }

  private static void write(List<String> outputs, Path folder, Path sheet) {
    List<String> labels = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (String output : outputs) {
      try {
        Picture whole = PictureReader.read(folder.resolve(output)).onWhite();
        int longest = Math.max(whole.width(), whole.height());
        pictures.add(longest > LONGEST ? whole.fitted(LONGEST) : whole);
        labels.add(shortened(output));
      } catch (InvalidInputException e) {
        // Somebody else has put another file in its place.
      }
    }
    if (!pictures.isEmpty()) {
      PictureWriter.write(
          FigureSheet.drawn(labels, pictures, Math.min(COLUMNS, pictures.size())), sheet);
    }
  }

  private static String shortened(String name) {
    int half = LONGEST_LABEL / 2 - 1;
    return name.length() <= LONGEST_LABEL
        ? name
        : name.substring(0, half) + ".." + name.substring(name.length() - half);
  }
}
