package dev.impasto.studio.work;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What happens in a studio, in order and numbered. Each reader keeps its own place, so that one who
 * reads slowly holds up nobody; old events are forgotten.
 */
public final class EventLog {
  /** Some hours of a run with small steps, and a few megabytes. */
  private static final int KEPT = 20_000;

  private static final int BITS = 40;

  /** Tells ids of this start of the program from those of others. */
  private final String start =
      new BigInteger(BITS, new SecureRandom()).toString(Character.MAX_RADIX);

  private final NavigableMap<Long, Event> events = new TreeMap<>();
  private final List<Runnable> readers = new CopyOnWriteArrayList<>();
  private long last;

  /**
   * Something that has happened.
   *
   * @param number 1 more than that of the event before
   * @param type its name
   * @param data JSON in one line
   */
  public record Event(long number, String type, String data) {}

  /** Adds an event, and tells the readers that there is one. */
  public void add(String type, String data) {
    synchronized (this) {
      last++;
      events.put(last, new Event(last, type, data));
      if (events.size() > KEPT) {
        events.pollFirstEntry();
      }
    }
    readers.forEach(Runnable::run);
  }

  /** Has a reader told of every event to come; it must not take long. */
  public void tell(Runnable reader) {
    readers.add(reader);
  }

  /** The number of the newest event; 0 before the first. */
  public synchronized long last() {
    return last;
  }

  /** The id of an event. */
  public String id(long number) {
    return start + "." + number;
  }

  /** The number in an id, if that is of this start and of an event that has happened. */
  public OptionalLong number(String id) {
    if (!id.startsWith(start + ".") || !id.substring(start.length() + 1).matches("\\d{1,18}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(id.substring(start.length() + 1));
    return number <= last() ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /**
   * The events after a number, in order.
   *
   * @param most how many at a time
   * @return empty where some of them are forgotten
   */
  public synchronized Optional<List<Event>> after(long number, int most) {
    boolean whole = number == last || (!events.isEmpty() && events.firstKey() <= number + 1);
    return whole
        ? Optional.of(events.tailMap(number, false).values().stream().limit(most).toList())
        : Optional.empty();
  }
}
