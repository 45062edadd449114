/**
 * A wall with windows at night: some dark, some lit, each with a light of its own.
 *
 * @param id tells the wall from others; four walls are one building's
 * @param storey meters from floor to floor
 * @param bay meters from window to window
 * @param wide the share of a bay that is glass
 * @param tall the share of a storey that is glass
 * @param lit the share of windows that are lit
 * @param cool whether lights are mostly an office's white rather than a home's yellow
 */
record Windows(
    int id, double storey, double bay, double wide, double tall, double lit, boolean cool) {
  private static final int[] WALLS = {
    0x6E5A4C, 0x80766A, 0x4C4A50, 0x8A5A48, 0x5A6068, 0x9A8E7C, 0x3E4650, 0x74685E
  };
  private static final int[] WARM = {0xFFC873, 0xFFB052, 0xFFD998, 0xFF9A3C, 0xFFE4B8};
  private static final int[] COOL = {0xF4F0E0, 0xE4F0FF, 0xFFEBC8, 0xD4E8FF, 0xFFD9A0};

  /** The wall of a number. */
  static Windows of(int id) {
    int building = id >> 2;
    if (building == 1 << 20) {
      return new Windows(id, 2.7, 1.5, 0.78, 0.55, 0.97, false);
    }
    double kind = Noise.at(building, 1, 5);
    double some = Noise.at(building, 2, 5);
    if (kind < 0.4) {
      return new Windows(id, 3.5, 2.1 + some, 0.44, 0.54, 0.34 + 0.25 * some, false);
    }
    if (kind < 0.7) {
      return new Windows(id, 3.9, 3.0 + some, 0.74, 0.6, 0.45 + 0.3 * some, some > 0.35);
    }
    return new Windows(id, 3.7, 1.9, 0.88, 0.7, 0.24 + 0.3 * some, some > 0.3);
  }

  /** The light that comes from a point, u along the wall and v up, under a given light. */
  V at(double u, double v, V p, V light) {
    int floor = (int) Math.floor(v / storey);
    int column = (int) Math.floor(u / bay);
    double x = u / bay - column - 0.5;
    double y = v / storey - floor - 0.47;
    double stain = Noise.fractal(p.x() * 0.4, p.y() * 0.3, p.z() * 0.4, 4);
    V wall = V.rgb(WALLS[Math.floorMod(id >> 2, WALLS.length)]).times(0.9 + 0.35 * stain);
    boolean glass = Math.abs(x) < wide / 2 && Math.abs(y) < tall / 2;
    if (!glass) {
      boolean ledge = y < -0.47 + 0.08;
      return wall.times(light).times(ledge ? 1.5 : 1);
    }
    V dark = new V(0.012, 0.016, 0.026).plus(wall.times(light).times(0.15));
    double chance = Noise.at(floor, column, id * 7 + 1);
    // Offices are lit by the floor, homes by the room.
    double together = Noise.at(floor, column / 5, id * 7 + 2);
    double share = lit * (cool ? 0.35 + 1.3 * together : 0.7 + 0.6 * together);
    boolean shop = floor == 0 && id >> 2 < 12 && (id & 3) == 0;
    if (chance > share && !shop) {
      return dark;
    }
    int[] colors = cool != Noise.at(column, floor, id) > 0.82 ? COOL : WARM;
    V color = V.rgb(colors[(int) (colors.length * Noise.at(floor, column, id * 7 + 3))]);
    double power = 0.25 + 1.5 * Math.pow(Noise.at(column, floor, id * 7 + 4), 2) + (shop ? 0.6 : 0);
    // Ceilings are brighter than floors; blinds are drawn half way down; people put things in
    // rooms.
    double up = (y + tall / 2) / tall;
    double room = 0.65 + 0.5 * up + 0.25 * Noise.perlin(u * 3.1, v * 2.3, id);
    double blind = Noise.at(floor, column, id * 7 + 5);
    if (blind > 0.72 && up > 1.25 * blind - 0.7) {
      room *= 0.5;
    }
    boolean frame = Math.abs(x) < 0.03 && wide > 0.4 || Math.abs(x) > wide / 2 - 0.03;
    return dark.plus(frame ? 0.25 : 1, color.times(power * room));
  }
}
