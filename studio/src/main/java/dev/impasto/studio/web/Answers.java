package dev.impasto.studio.web;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.studio.store.DiskFullException;
import dev.impasto.studio.store.TooLargeException;
import dev.impasto.studio.work.NoSuchJobException;
import dev.impasto.studio.work.QueueFullException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is answered where something is wrong. */
final class Answers {
  static final JsonMapper MAPPER = JsonMapper.shared();

  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int DISK_FULL = 507;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_NOW = 503;

  private Answers() {}

  /** The status of a problem. */
  static int status(InvalidInputException problem) {
    if (problem instanceof TooLargeException) {
      return TOO_LARGE;
    }
    if (problem instanceof DiskFullException) {
      return DISK_FULL;
    }
    if (problem instanceof QueueFullException) {
      return TOO_MANY;
    }
    if (problem instanceof NoSuchJobException || problem instanceof NothingThereException) {
      return NOT_FOUND;
    }
    return problem instanceof AccessException ? NOT_NOW : BAD_REQUEST;
  }

  /** One line for a user, as JSON. */
  static String problem(String line) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("problem", line);
    return node.toString();
  }

  static void problem(HttpServletResponse response, int status, String line) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json;charset=utf-8");
    response.getOutputStream().write(problem(line).getBytes(StandardCharsets.UTF_8));
  }
}
