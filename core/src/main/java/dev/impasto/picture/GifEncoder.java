package dev.impasto.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes animated GIF, with one palette for all frames, so that what stays does not flicker. */
final class GifEncoder {
  private static final String METADATA = "javax_imageio_gif_image_1.0";

  private static final String STREAM_METADATA = "javax_imageio_gif_stream_1.0";

  /** Of the extension that says how often an animation runs: for ever. */
  private static final byte[] FOR_EVER = {1, 0, 0};

  private GifEncoder() {}

  /**
   * Writes an animation that runs for ever.
   *
   * @param frames opaque; each is asked for twice
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(List<Picture> frames, AnimationWriter.Timing timing, OutputStream out)
      throws IOException {
    ColorHistogram colors = new ColorHistogram();
    frames.forEach(colors::add);
    Palette palette = new Palette(colors);
    ImageWriter writer = Codecs.javaWriter("gif");
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      IIOMetadata whole = writer.getDefaultStreamMetadata(null);
      IIOMetadataNode table = new IIOMetadataNode(STREAM_METADATA);
      table.appendChild(table(palette.colors()));
      whole.mergeTree(STREAM_METADATA, table);
      writer.prepareWriteSequence(whole);
      for (int i = 0; i < frames.size(); i++) {
        BufferedImage image = palette.drawn(frames.get(i));
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode tree = new IIOMetadataNode(METADATA);
        tree.appendChild(control(timing.milliseconds(i, frames.size())));
        if (i == 0) {
          tree.appendChild(forEver());
        }
        metadata.mergeTree(METADATA, tree);
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadataNode table(IndexColorModel colors) {
    IIOMetadataNode table = new IIOMetadataNode("GlobalColorTable");
    table.setAttribute("sizeOfGlobalColorTable", Integer.toString(colors.getMapSize()));
    table.setAttribute("backgroundColorIndex", "0");
    table.setAttribute("sortFlag", "FALSE");
    for (int i = 0; i < colors.getMapSize(); i++) {
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      entry.setAttribute("index", Integer.toString(i));
      entry.setAttribute("red", Integer.toString(colors.getRed(i)));
      entry.setAttribute("green", Integer.toString(colors.getGreen(i)));
      entry.setAttribute("blue", Integer.toString(colors.getBlue(i)));
      table.appendChild(entry);
    }
    return table;
  }

  private static IIOMetadataNode control(int milliseconds) {
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(milliseconds / 10));
    return control;
  }

  private static IIOMetadataNode forEver() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(FOR_EVER.clone());
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
