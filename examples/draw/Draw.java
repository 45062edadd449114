import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws the example pictures: {@code Draw FOLDER [NAME...]}.
 *
 * <p>They are drawn, not photographed or scanned, so that everyone may use and share them, and so
 * that nothing about them is hidden: all of it is in this folder.
 */
final class Draw {
  private static final List<String> ALL =
      List.of(
          "harbor-town",
          "swirling-night",
          "dabs-of-light",
          "broken-planes",
          "ink-wave",
          "night-city",
          "faceted-figure",
          "burning-mist",
          "fruit-bowl",
          "lighthouse");

  private static final Set<String> CONTENT = Set.of("harbor-town", "fruit-bowl", "lighthouse");

  private Draw() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    if (args.length == 0) {
      System.err.println("usage: Draw FOLDER [NAME...], where NAME is one of " + ALL);
      System.exit(2);
    }
    List<String> names = new ArrayList<>(List.of(args).subList(1, args.length));
    for (String name : names.isEmpty() ? ALL : names) {
      String kind = CONTENT.contains(name) ? "content" : "style";
      Path file = Path.of(args[0], kind, name + ".jpg");
      write(draw(name), file);
      System.out.println(file);
    }
  }

  private static BufferedImage draw(String name) {
    return switch (name) {
      case "harbor-town" -> Harbor.draw(1024, 768, 16);
      case "swirling-night" -> SwirlingNight.draw();
      case "dabs-of-light" -> DabsOfLight.draw();
      case "broken-planes" -> BrokenPlanes.draw();
      case "ink-wave" -> InkWave.draw();
      case "night-city" -> NightCity.draw(1024, 768);
      case "faceted-figure" -> FacetedFigure.draw();
      case "burning-mist" -> BurningMist.draw();
      case "fruit-bowl" -> FruitBowl.draw(1024, 768, 4);
      case "lighthouse" -> Lighthouse.draw(1024, 768, 3);
      default -> throw new IllegalArgumentException("no picture " + name + "; there are " + ALL);
    };
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    // A stream does not shorten a longer file that is there already.
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(0.88f);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }
}
