package dev.impasto.cli;

/** The command line's entry. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] arguments) {}
}
