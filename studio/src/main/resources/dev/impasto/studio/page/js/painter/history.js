/** Strokes that can be taken back and made again, in so much memory at most. */

const MOST_BYTES = 64 * 1024 * 1024;

/** @typedef {{layer: number, values: Uint8Array}} Part the values of a layer in the step's box */
/** @typedef {{box: import('./masks.js').Box, parts: Part[]}} Step */

export class History {
  /**
   * @param {import('./masks.js').Masks} masks
   * @param {number} [most] bytes that may be kept
   */
  constructor(masks, most = MOST_BYTES) {
    this.masks = masks;
    this.most = most;
    /** @type {Step[]} */
    this.past = [];
    /** @type {Step[]} */
    this.future = [];
  }

  /**
   * Remembers what was, where it is no longer so.
   * @param {Uint8Array[]} before all values of all layers
   * @param {import('./masks.js').Box} box outside of which nothing has changed
   */
  keep(before, box) {
    const parts = before
      .map((values, layer) => ({ layer, values: this.cut(values, box) }))
      .filter(({ layer, values }) => !same(values, this.cut(this.masks.layers[layer], box)));
    if (parts.length > 0) {
      this.past.push({ box, parts });
      this.future = [];
      this.forget();
    }
  }

  /** The values in a box. */
  cut(values, { left, top, right, bottom }) {
    const width = Math.max(0, right - left);
    const part = new Uint8Array(width * Math.max(0, bottom - top));
    for (let y = top; y < bottom; y++) {
      const from = y * this.masks.width + left;
      part.set(values.subarray(from, from + width), (y - top) * width);
    }
    return part;
  }

  /** Puts values back in a box. */
  paste(layer, values, { left, top, right, bottom }) {
    const width = right - left;
    for (let y = top; y < bottom; y++) {
      const from = (y - top) * width;
      this.masks.layers[layer].set(values.subarray(from, from + width), y * this.masks.width + left);
    }
  }

  /** The oldest steps go first; the last one stays. */
  forget() {
    const bytes = (step) => step.parts.reduce((sum, part) => sum + part.values.length, 0);
    let all = this.past.reduce((sum, step) => sum + bytes(step), 0);
    while (all > this.most && this.past.length > 1) {
      all -= bytes(this.past.shift());
    }
  }

  /** Takes the last stroke back. @returns {?import('./masks.js').Box} what has changed */
  undo() {
    return this.move(this.past, this.future);
  }

  /** Makes it again. */
  redo() {
    return this.move(this.future, this.past);
  }

  move(from, to) {
    const step = from.pop();
    if (!step) {
      return null;
    }
    const { box } = step;
    const now = step.parts.map(({ layer }) => ({ layer, values: this.cut(this.masks.layers[layer], box) }));
    to.push({ box, parts: now });
    step.parts.forEach(({ layer, values }) => this.paste(layer, values, box));
    return box;
  }
}

function same(one, other) {
  for (let i = 0; i < one.length; i++) {
    if (one[i] !== other[i]) {
      return false;
    }
  }
  return true;
}
