package dev.impasto.cli;

/** The options of a transfer that name pictures, or say how they are seen. */
record PictureOptions(
    PaintingArguments paintings,
    StartArguments start,
    MaskArguments masks,
    ColorArguments color,
    FilmArguments film) {}
