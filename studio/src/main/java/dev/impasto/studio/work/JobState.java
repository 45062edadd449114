package dev.impasto.studio.work;

import java.util.Locale;

/** Where a job is. */
public enum JobState {
  /** It waits for those before it. */
  QUEUED,
  /** Its picture is being made. */
  RUNNING,
  /** Its run waits to be told to go on. */
  PAUSED,
  /** Its picture is made. */
  DONE,
  /** It was ended early; there is a picture unless it had not begun. */
  STOPPED,
  /** It could not be made; where the run came to something, there is a picture. */
  FAILED;

  /** Whether nothing more will happen by itself. */
  public boolean isOver() {
    return this == DONE || this == STOPPED || this == FAILED;
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
