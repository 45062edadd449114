package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the bits of a result depend on besides its request.
 *
 * @param program this library's version
 * @param engine the engine's description: its version, the processor's features, the precision and
 *     the number of threads
 * @param network the network's name
 * @param networkSha256 what identifies its numbers
 */
public record RunIdentity(String program, String engine, String network, String networkSha256) {
  /** The identity of runs with a network on an engine; takes half a second for a large network. */
  static RunIdentity of(Network network, Engine engine) {
    return new RunIdentity(version(), engine.description(), network.name(), network.sha256());
  }

  /** This library's name and version. */
  public static String version() {
    return "Impasto "
        + Optional.ofNullable(RunIdentity.class.getPackage().getImplementationVersion())
            .orElse("(unpackaged)");
  }

  /** Throws if a checkpoint of this identity would go on to other bits here. */
  void requireSame(RunIdentity here) {
    Map<String, String> there = named();
    here.named()
        .forEach(
            (name, value) ->
                require(
                    value.equals(there.get(name)),
                    "the checkpoint is of another run: the %s was %s, not %s",
                    name,
                    there.getOrDefault(name, "?"),
                    value));
  }

  private Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("program", program);
    named.put("network", network);
    named.put("network's SHA-256", networkSha256);
    named.put("engine", engine);
    return named;
  }
}
