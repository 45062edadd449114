/**
 * Masks as numbers: for each region, and for what stays, how much of each position belongs to it,
 * 0 to 255. A position belongs to all of them together at most once.
 */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box right and bottom excluded */

export class Masks {
  /**
   * @param {number} width
   * @param {number} height
   * @param {number} count of layers
   */
  constructor(width, height, count) {
    this.width = width;
    this.height = height;
    this.layers = Array.from({ length: count }, () => new Uint8Array(width * height));
  }

  /** The whole. @returns {Box} */
  all() {
    return { left: 0, top: 0, right: this.width, bottom: this.height };
  }

  /** What lies inside of a box. @param {Box} box @returns {Box} */
  inside(box) {
    return {
      left: Math.max(0, Math.floor(box.left)),
      top: Math.max(0, Math.floor(box.top)),
      right: Math.min(this.width, Math.ceil(box.right)),
      bottom: Math.min(this.height, Math.ceil(box.bottom)),
    };
  }

  /**
   * Gives a position to a layer as far as it says, and takes as much from the others.
   * @param {number} layer
   * @param {number} at index of the position
   * @param {number} amount 0 to 255
   */
  give(layer, at, amount) {
    const value = Math.max(this.layers[layer][at], amount);
    this.layers.forEach((values, i) => {
      values[at] = i === layer ? value : Math.min(values[at], 255 - value);
    });
  }

  /** Takes a position from a layer. */
  take(layer, at, amount) {
    this.layers[layer][at] = Math.min(this.layers[layer][at], 255 - amount);
  }

  /**
   * Changes the positions of a box.
   * @param {Box} box
   * @param {number} layer
   * @param {boolean} erase
   * @param {function(number, number): number} amount of a position, 0 to 255
   * @returns {Box} what has changed
   */
  paint(box, layer, erase, amount) {
    const part = this.inside(box);
    for (let y = part.top; y < part.bottom; y++) {
      for (let x = part.left; x < part.right; x++) {
        const much = amount(x, y);
        if (much > 0) {
          const at = y * this.width + x;
          if (erase) {
            this.take(layer, at, much);
          } else {
            this.give(layer, at, much);
          }
        }
      }
    }
    return part;
  }

  /**
   * A line of a round brush from one place to another.
   * @param {{x: number, y: number}} from
   * @param {{x: number, y: number}} to
   * @param {{radius: number, hardness: number, layer: number, erase: boolean}} brush hardness 0 to 1
   * @returns {Box}
   */
  line(from, to, brush) {
    const { radius, hardness } = brush;
    const soft = Math.max(1, radius * (1 - hardness));
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = dx * dx + dy * dy;
    const box = {
      left: Math.min(from.x, to.x) - radius,
      top: Math.min(from.y, to.y) - radius,
      right: Math.max(from.x, to.x) + radius + 1,
      bottom: Math.max(from.y, to.y) + radius + 1,
    };
    return this.paint(box, brush.layer, brush.erase, (x, y) => {
      const px = x + 0.5 - from.x;
      const py = y + 0.5 - from.y;
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
      const away = Math.hypot(px - along * dx, py - along * dy);
      return Math.round(255 * Math.max(0, Math.min(1, (radius - away) / soft)));
    });
  }

  /** A rectangle between two corners. @returns {Box} */
  rectangle(one, other, layer, erase) {
    const box = {
      left: Math.round(Math.min(one.x, other.x)),
      top: Math.round(Math.min(one.y, other.y)),
      right: Math.round(Math.max(one.x, other.x)),
      bottom: Math.round(Math.max(one.y, other.y)),
    };
    return this.paint(box, layer, erase, () => 255);
  }

  /** Empties a layer. */
  clear(layer) {
    this.layers[layer].fill(0);
    return this.all();
  }

  /** Gives a layer what it has not, as far as nobody else has it; what it had becomes free. */
  invert(layer) {
    const own = this.layers[layer];
    own.forEach((value, at) => {
      const others = this.layers.reduce((sum, values, i) => (i === layer ? sum : sum + values[at]), 0);
      own[at] = Math.max(0, 255 - value - others);
    });
    return this.all();
  }

  /** Gives a layer all that is nobody's. */
  fillRest(layer) {
    const own = this.layers[layer];
    own.forEach((value, at) => {
      const sum = this.layers.reduce((all, values) => all + values[at], 0);
      own[at] = value + Math.max(0, 255 - sum);
    });
    return this.all();
  }

  /** Puts given values in a layer's place. */
  put(layer, values) {
    this.clear(layer);
    values.forEach((value, at) => {
      if (value > 0) {
        this.give(layer, at, value);
      }
    });
    return this.all();
  }

  /** Whether nothing belongs to a layer. */
  isEmpty(layer) {
    return this.layers[layer].every((value) => value === 0);
  }

  /** The values of all layers in a box, to be put back later. @param {Box} box */
  copy(box) {
    const width = box.right - box.left;
    const rows = this.layers.map((values) => {
      const part = new Uint8Array(Math.max(0, width * (box.bottom - box.top)));
      for (let y = box.top; y < box.bottom; y++) {
        const from = y * this.width + box.left;
        part.set(values.subarray(from, from + width), (y - box.top) * width);
      }
      return part;
    });
    return { box, rows };
  }

  /** Puts back what was copied. */
  restore({ box, rows }) {
    const width = box.right - box.left;
    rows.forEach((part, i) => {
      for (let y = box.top; y < box.bottom; y++) {
        const from = (y - box.top) * width;
        this.layers[i].set(part.subarray(from, from + width), y * this.width + box.left);
      }
    });
    return box;
  }
}

/** The least box around two. @param {?Box} one @param {Box} other @returns {Box} */
export function around(one, other) {
  return one === null
    ? other
    : {
        left: Math.min(one.left, other.left),
        top: Math.min(one.top, other.top),
        right: Math.max(one.right, other.right),
        bottom: Math.max(one.bottom, other.bottom),
      };
}
