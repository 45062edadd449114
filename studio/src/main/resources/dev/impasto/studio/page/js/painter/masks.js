/**
 * Masks as numbers: for each region, and for what stays, how much of each position belongs to it,
 * 0 to 255. A position belongs to all of them together at most once.
 */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box right and bottom excluded */
/** @typedef {{x: number, y: number}} Place in positions of the masks, from the upper left corner */

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

  /** The values of all layers as they are now. @returns {Uint8Array[]} */
  copy() {
    return this.layers.map((values) => values.slice());
  }

  /**
   * Gives a position to a layer; the others keep what they had, or share what is left.
   * @param {number} layer
   * @param {number} at index of the position
   * @param {number} value 0 to 255
   * @param {Uint8Array[]} before what the layers had
   */
  give(layer, at, value, before) {
    const { layers } = this;
    let others = 0;
    for (let i = 0; i < layers.length; i++) {
      others += i === layer ? 0 : before[i][at];
    }
    const left = 255 - value;
    for (let i = 0; i < layers.length; i++) {
      if (i === layer) {
        layers[i][at] = value;
      } else {
        // Rounded down, so that together they are never more than the whole.
        layers[i][at] = others > left ? Math.floor((before[i][at] * left) / others) : before[i][at];
      }
    }
  }

  /** Empties a layer. @param {number} layer @returns {Box} */
  clear(layer) {
    this.layers[layer].fill(0);
    return this.all();
  }

  /** How much of a position is nobody's. @param {number} at */
  free(at) {
    let sum = 0;
    for (const values of this.layers) {
      sum += values[at];
    }
    return 255 - sum;
  }

  /** Gives a layer what it has not, as far as nobody else has it; what it had becomes free. */
  invert(layer) {
    const own = this.layers[layer];
    for (let at = 0; at < own.length; at++) {
      own[at] = this.free(at);
    }
    return this.all();
  }

  /** Gives a layer all that is nobody's. */
  fillRest(layer) {
    const own = this.layers[layer];
    for (let at = 0; at < own.length; at++) {
      own[at] += this.free(at);
    }
    return this.all();
  }

  /** Puts given values in a layer's place. @param {number} layer @param {Uint8Array} given */
  put(layer, given) {
    for (let at = 0; at < given.length; at++) {
      this.give(layer, at, given[at], this.layers);
    }
    return this.all();
  }

  /** Whether nothing belongs to a layer. */
  isEmpty(layer) {
    return this.layers[layer].every((value) => value === 0);
  }

  /** The layer that most of a place belongs to. @param {Place} place @returns {number} -1 where nobody has it */
  owner({ x, y }) {
    const column = Math.min(this.width - 1, Math.floor(x));
    const at = Math.min(this.height - 1, Math.floor(y)) * this.width + column;
    const most = this.layers.reduce((best, values, i) => (values[at] > this.layers[best][at] ? i : best), 0);
    return this.layers[most][at] > 0 ? most : -1;
  }
}

/** The least box around two. @param {?Box} one @param {?Box} other @returns {?Box} */
export function around(one, other) {
  return one && other
    ? {
        left: Math.min(one.left, other.left),
        top: Math.min(one.top, other.top),
        right: Math.max(one.right, other.right),
        bottom: Math.max(one.bottom, other.bottom),
      }
    : (one ?? other);
}
