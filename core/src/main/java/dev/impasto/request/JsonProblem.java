package dev.impasto.request;

import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** What is wrong with JSON, in a user's words: the library's own name its classes and switches. */
final class JsonProblem {
  private static final int MOST_CHARACTERS = 60;

  /** The number in the library's message, which it gives nowhere else. */
  private static final Pattern NUMBER = Pattern.compile("\\(([-+.0-9eE]+)\\)");

  private JsonProblem() {}

  /** Of text that is no JSON. */
  static InvalidInputException syntax(JacksonException e) {
    String problem = "it ends too early";
    if (e instanceof StreamConstraintsException) {
      problem = "its values lie too deep in each other, or are too long";
    } else if (!(e instanceof UnexpectedEndOfInputException)) {
      TokenStreamLocation location = e.getLocation();
      problem =
          location == null
              ? "it cannot be read"
              : "line %d, column %d cannot be read"
                  .formatted(location.getLineNr(), location.getColumnNr());
    }
    return new InvalidInputException("this is no JSON: " + problem, e);
  }

  /** Of JSON that is not what it should be: the words of a record's constructor, or ours. */
  static InvalidInputException mismatch(JacksonException e, JsonNode given) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException said) {
        return said;
      }
    }
    StringBuilder path = new StringBuilder();
    JsonNode value = given;
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      path.append(path.isEmpty() ? "" : ".").append(name == null ? step.getIndex() + 1 : name);
      value = name == null ? value.path(step.getIndex()) : value.path(name);
    }
    String where = path.isEmpty() ? "a value" : "'" + shown(path.toString()) + "'";
    if (e instanceof InputCoercionException number) {
      Matcher named = NUMBER.matcher(e.getOriginalMessage());
      String was = named.find() ? shown(named.group(1)) : shown(value);
      boolean wide = number.getTargetType() == long.class;
      return new InvalidInputException(
          "%s must be a whole number from %d to %d, not %s"
              .formatted(
                  where,
                  wide ? Long.MIN_VALUE : Integer.MIN_VALUE,
                  wide ? Long.MAX_VALUE : Integer.MAX_VALUE,
                  was),
          e);
    }
    Class<?> type = e instanceof MismatchedInputException found ? found.getTargetType() : null;
    return new InvalidInputException(
        "%s must be %s, not %s".formatted(where, kind(type), shown(value)), e);
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "an object with all its values";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object with all its values";
  }

  /** A value on one short line. */
  static String shown(JsonNode value) {
    return value.isMissingNode() ? "left out" : value.isNull() ? "empty" : shown(value.toString());
  }

  /** Text on one short line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{C}+", " ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }
}
