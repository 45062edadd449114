package dev.impasto.cli;

import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much memory a run may take. */
final class MemoryArgument {
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)([kmgt]?)b?");
  private static final String UNITS = "kmgt";

  /** What share of the memory a picture may take that was read into the heap. */
  private static final double READ = 0.125;

  @Option(
      names = "--memory",
      paramLabel = "AMOUNT",
      description =
          "Memory that all of this may take, such as 4g or 900m. A picture that needs more is"
              + " computed in tiles, which takes longer and gives the same but for rounding; what"
              + " does not fit even so lies in files (default: all that there is).")
  @Nullable Amount amount;

  @Option(
      names = "--work-folder",
      paramLabel = "FOLDER",
      description =
          "Where these files lie; they vanish with the run (default: the system's folder for"
              + " temporary files).")
  @Nullable Path folder;

  /**
   * An amount of memory.
   *
   * @param bytes above 0
   */
  record Amount(long bytes) {
    /** Such as 4g, 1.5g, 900m or 1000000000. */
    static Amount of(String text) {
      Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        int power = UNITS.indexOf(matcher.group(2).isEmpty() ? "-" : matcher.group(2)) + 1;
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
        if (bytes >= 1 && bytes < Long.MAX_VALUE) {
          return new Amount(Math.round(bytes));
        }
      }
      throw new TypeConversionException(
          "'%s' is not an amount of memory, such as 4g, 1.5g or 900m".formatted(text));
    }

    /** As {@link #of} takes it. */
    @Override
    public String toString() {
      return Long.toString(bytes);
    }
  }

  /**
   * Where pictures are read to: those that would take much of the memory, each in the heap, lie in
   * the folder's files until the process ends.
   */
  Storage reading() {
    double heap = Runtime.getRuntime().maxMemory();
    double most = READ * (amount == null ? heap : Math.min(heap, (double) amount.bytes()));
    return length ->
        Float.BYTES * (double) length <= most
            ? Storage.HEAP.floats(length)
            : new WorkFolder(workFolder()).floats(length);
  }

  private Path workFolder() {
    return folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
  }

  /** What makes pictures with a network in that memory. */
  StyleTransfer transfer(Network network, Engine engine) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "the work folder '%s' is no folder: make it, or name another".formatted(folder));
    }
    long bytes = amount == null ? Long.MAX_VALUE : amount.bytes();
    return new StyleTransfer(network, engine, bytes, workFolder());
  }
}
