package dev.impasto.network.catalog;

import static dev.impasto.problem.InvalidInputException.require;

import java.net.URI;
import java.util.Set;

/**
 * Where a file of weights can be fetched, and the size and checksums that it must have.
 *
 * @param address an address of HTTP or HTTPS
 * @param size its bytes, or 0 where they are not known
 * @param checksums the sums of which the file must have one; empty where none is published
 */
public record Origin(URI address, long size, Set<Checksum> checksums) {
  /** Checks the address. */
  public Origin {
    checksums = Set.copyOf(checksums);
    require(
        ("http".equalsIgnoreCase(address.getScheme())
                || "https".equalsIgnoreCase(address.getScheme()))
            && address.getHost() != null,
        "'%s' is no address to fetch from; it must begin with https:// or http://",
        address);
    require(size >= 0, "the size must be 0 or more, not %d", size);
  }
}
