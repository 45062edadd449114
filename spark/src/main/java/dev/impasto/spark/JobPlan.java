package dev.impasto.spark;

import dev.impasto.engine.Precision;
import java.io.Serializable;
import java.util.Map;

/**
 * What every executor needs of a job, sent to each of them once.
 *
 * @param out the folder of results
 * @param paintings their files by their names, as far as they could be read
 * @param threads of each task, or 0 for as many as it has processors
 * @param checkpointEvery how much of a picture under way may be lost, in seconds; 0 for all of it
 */
record JobPlan(
    String out,
    HadoopFiles files,
    Map<String, byte[]> paintings,
    NetworkBytes network,
    Precision precision,
    int threads,
    int checkpointEvery)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Where a result is. */
  String result(String output) {
    return out + "/" + output;
  }

  /** Where it is noted that a result is made, and of what. */
  String record(String output) {
    return out + "/_impasto/" + output + ".json";
  }

  /** Where a picture under way is kept. */
  String checkpoint(String output) {
    return out + "/_impasto/" + output + ".checkpoint";
  }
}
