package dev.impasto.picture;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The decoders and encoders of others, chosen by name: which plug-ins an application has registered
 * makes no difference here, and neither does the disk cache of {@link ImageIO}.
 */
final class Codecs {
  private Codecs() {}

  /** What is done with a reader whose input is set. */
  interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /** Lends a reader that has a file as its input, and frees it afterward. */
  static <T> T read(ImageReader reader, FileBytes file, Reading<T> reading) throws IOException {
    return read(reader, new FileImageInput(file), reading);
  }

  /** As the other, for any stream. */
  static <T> T read(ImageReader reader, InputStream file, Reading<T> reading) throws IOException {
    return read(reader, new MemoryCacheImageInputStream(file), reading);
  }

  private static <T> T read(ImageReader reader, ImageInputStream file, Reading<T> reading)
      throws IOException {
    try (ImageInputStream in = file) {
      reader.setInput(in, false, false);
      return reading.read(reader);
    } finally {
      reader.dispose();
    }
  }

  /** The reader that comes with Java. */
  static ImageReader javaReader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
      reader.dispose();
    }
    throw new IllegalStateException("this Java has no reader for " + format);
  }

  /** The writer that comes with Java. */
  static ImageWriter javaWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule() == ImageIO.class.getModule()) {
        return writer;
      }
      writer.dispose();
    }
    throw new IllegalStateException("this Java has no writer for " + format);
  }

  static ImageReader tiffReader() throws IOException {
    return new TIFFImageReaderSpi().createReaderInstance(null);
  }

  static ImageReader webpReader() throws IOException {
    return new WebPImageReaderSpi().createReaderInstance(null);
  }
}
