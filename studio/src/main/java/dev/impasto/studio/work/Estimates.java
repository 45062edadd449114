package dev.impasto.studio.work;

import dev.impasto.Estimate;
import dev.impasto.Pace;
import dev.impasto.StyleTransfer;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What pictures will take. How fast those of certain settings are made is measured once, while
 * nothing else is made; then a size or a number of steps is told at once.
 */
public final class Estimates {
  private static final int KEPT = 50;
  private static final int USUAL_SIZE = 512;
  private static final int USUAL_STEPS = 100;

  private final RequestMaker maker;
  private final StyleTransfer transfer;
  private final JobQueue jobs;
  private final Map<String, Pace> paces =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
              return size() > KEPT;
            }
          });
  private @Nullable Pace latest;

  /**
   * Estimates for a studio.
   *
   * @param jobs makes pictures with the same {@code transfer}
   */
  public Estimates(RequestMaker maker, StyleTransfer transfer, JobQueue jobs) {
    this.maker = maker;
    this.transfer = transfer;
    this.jobs = jobs;
  }

  /**
   * What a picture will take, as the page is told.
   *
   * @throws InvalidInputException if it is impossible whatever the memory
   */
  public ObjectNode of(JobSpec spec) {
    TransferRequest request = maker.request(spec);
    Optional<Pace> pace = pace(request);
    // Without a pace only the memory is told.
    Estimate estimate = transfer.estimate(request, pace.orElse(new Pace(1, 0)));
    double scale =
        (double) request.options().size()
            / Math.max(request.content().picture().width(), request.content().picture().height());
    ObjectNode node = JobSpec.MAPPER.createObjectNode();
    node.put("memoryBytes", estimate.memoryBytes());
    node.put("seconds", pace.isPresent() ? estimate.seconds() : null);
    node.put("largestSize", estimate.largestSize());
    node.put("width", Math.round(request.content().picture().width() * scale));
    node.put("height", Math.round(request.content().picture().height() * scale));
    node.put("fits", request.options().size() <= estimate.largestSize());
    return node;
  }

  private Optional<Pace> pace(TransferRequest request) {
    String key = key(request);
    Pace known = paces.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    synchronized (this) {
      if (jobs.isIdle()) {
        try {
          latest = transfer.pace(request);
          paces.put(key, latest);
        } catch (IllegalStateException e) {
          // A picture was begun just now.
        }
      }
      return Optional.ofNullable(latest);
    }
  }

  /** All that a pace depends on: weights, sizes and steps do not matter. */
  private static String key(TransferRequest request) {
    TransferOptions options =
        request
            .options()
            .withSize(USUAL_SIZE)
            .withLoss(l -> l.withWeights(1, l.style().weight() > 0 ? 1 : 0))
            .withSchedule(
                s ->
                    s.withIterations(USUAL_STEPS)
                        .withStart(start -> start.withSeed(0).withNoise(0)));
    return OptionsJson.write(options)
        + request.styles().size()
        + request.masks().regions().size()
        + request.masks().protect().isPresent();
  }
}
