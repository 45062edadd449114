package dev.impasto.studio.web;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What requests have, checked, and answers in the forms that all routes share. */
final class Requests {
  private static final int LARGEST = 100_000;
  private static final String JSON = "application/json;charset=utf-8";

  private Requests() {}

  static String query(Context context, String name, String usual) {
    String value = context.queryParam(name);
    return value == null ? usual : value;
  }

  /** How many pixels the longest side may have; 0 for all. */
  static int longest(Context context) {
    String text = query(context, "longest", "0");
    require(text.matches("\\d{1,6}"), "a picture's longest side is a whole number of pixels");
    return Math.min(LARGEST, Integer.parseInt(text));
  }

  /** The body, which is a JSON object. */
  static JsonNode body(Context context) {
    try {
      JsonNode body = Answers.MAPPER.readTree(context.body());
      require(body.isObject(), "what is sent to the studio is a JSON object");
      return body;
    } catch (JacksonException e) {
      throw new InvalidInputException("what is sent to the studio is no whole JSON", e);
    }
  }

  /** An object of texts. */
  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  static void json(Context context, Object json) {
    context.contentType(JSON).result(json.toString());
  }

  /**
   * Answers with a picture.
   *
   * @param lasting whether the same address will always give the same
   */
  static void file(Context context, Path file, boolean lasting) {
    String name = file.toString();
    String type = "image/jpeg";
    if (name.endsWith(".png")) {
      type = "image/png";
    } else if (name.endsWith(".tif")) {
      type = "image/tiff";
    } else if (name.endsWith(".gif")) {
      type = "image/gif";
    }
    context.contentType(type);
    if (lasting) {
      context.header("Cache-Control", "private, max-age=86400");
    }
    try {
      context.header("Content-Length", Long.toString(Files.size(file)));
      context.result(Files.newInputStream(file));
    } catch (IOException e) {
      throw new AccessException("this picture is gone", e);
    }
  }
}
