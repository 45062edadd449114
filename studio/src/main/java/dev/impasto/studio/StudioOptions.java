package dev.impasto.studio;

import static dev.impasto.problem.InvalidInputException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a studio is opened.
 *
 * @param port where its page is, 1 to 65535, or 0 for any that is free
 * @param listen the address of this machine at which others reach it; without one only this machine
 *     does
 * @param hostNames names by which others call this machine; requests with other names are refused
 * @param folder where pictures, results and the database are kept
 * @param examples a folder with example pictures in {@code content} and {@code style}
 * @param limits what one studio takes on
 */
public record StudioOptions(
    int port,
    Optional<String> listen,
    List<String> hostNames,
    Path folder,
    Optional<Path> examples,
    Limits limits) {
  /** The usual port, of no known service. */
  public static final int DEFAULT_PORT = 7878;

  private static final int LAST_PORT = 65_535;

  /** Checks the port and the names. */
  public StudioOptions {
    require(port >= 0 && port <= LAST_PORT, "a port is from 0 to %d, not %d", LAST_PORT, port);
    hostNames = List.copyOf(hostNames);
    hostNames.forEach(
        name ->
            require(
                name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"),
                "a host name has letters, digits, dots and hyphens, and no port: not '%s'",
                name));
  }

  /** The usual studio, whose memory is in a folder. */
  public static StudioOptions in(Path folder) {
    return new StudioOptions(
        DEFAULT_PORT, Optional.empty(), List.of(), folder, Optional.empty(), Limits.DEFAULT);
  }

  /** The same options with another {@link #port()}. */
  public StudioOptions withPort(int value) {
    return new StudioOptions(value, listen, hostNames, folder, examples, limits);
  }

  /** The same options with another {@link #listen()}. */
  public StudioOptions withListen(String value) {
    return new StudioOptions(port, Optional.of(value), hostNames, folder, examples, limits);
  }

  /** The same options with other {@link #hostNames()}. */
  public StudioOptions withHostNames(List<String> value) {
    return new StudioOptions(port, listen, value, folder, examples, limits);
  }

  /** The same options with {@link #examples()}. */
  public StudioOptions withExamples(Path value) {
    return new StudioOptions(port, listen, hostNames, folder, Optional.of(value), limits);
  }

  /** The same options with other {@link #limits()}. */
  public StudioOptions withLimits(Limits value) {
    return new StudioOptions(port, listen, hostNames, folder, examples, value);
  }
}
