package dev.impasto.studio.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The page's own files, which come with the program. */
final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "json", "application/json;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private static final String NAME = "[a-z0-9][A-Za-z0-9._-]*(/[a-z0-9][A-Za-z0-9._-]*){0,3}";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String JSON = "application/json;charset=utf-8";
  private static final String PAGE = "page:";
  private static final int NOT_FOUND = 404;
  private static final int UNCHANGED = 304;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Answers with a file of the page. */
  void page(Context context, String name) {
    send(context, name, name.matches(NAME) ? PAGE + name : "");
  }

  /** Answers with a file of the library that draws curves. */
  void library(Context context) {
    String name = context.pathParam("name");
    switch (name) {
      case "uplot.js" -> send(context, name, CHARTS + "uPlot.iife.min.js");
      case "uplot.css" -> send(context, name, CHARTS + "uPlot.min.css");
      default -> send(context, name, "");
    }
  }

  private void send(Context context, String name, String file) {
    byte[] bytes = files.containsKey(file) ? files.get(file) : read(file);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (bytes == null || type == null) {
      context.status(NOT_FOUND).contentType(JSON).result(Answers.problem("there is no such page"));
      return;
    }
    files.put(file, bytes);
    String tag = "\"%08x-%d\"".formatted(Arrays.hashCode(bytes), bytes.length);
    context.header("Cache-Control", "no-cache");
    context.header("ETag", tag);
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(UNCHANGED);
      return;
    }
    context.contentType(type);
    context.result(bytes);
  }

  private static byte @Nullable [] read(String file) {
    if (file.isEmpty()) {
      return null;
    }
    String resource =
        file.startsWith(PAGE) ? "/dev/impasto/studio/page/" + file.substring(PAGE.length()) : file;
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      // The library's small form is a script; the page is made of modules.
      return file.endsWith(".iife.min.js")
          ? (new String(bytes, StandardCharsets.UTF_8) + "\nexport default uPlot;\n")
              .getBytes(StandardCharsets.UTF_8)
          : bytes;
    } catch (IOException e) {
      return null;
    }
  }
}
