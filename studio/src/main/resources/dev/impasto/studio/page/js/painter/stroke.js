/**
 * One stroke. It covers each position once, however often it passes there, so that a soft edge
 * stays soft; a second stroke covers what the first one left.
 */
import { around } from './masks.js';

/** @typedef {{layer: number, erase: boolean, hardness: number}} Brush hardness 0 to 1 */

export class Stroke {
  /**
   * @param {import('./masks.js').Masks} masks
   * @param {Brush} brush
   */
  constructor(masks, brush) {
    Object.assign(this, { masks, brush });
    this.before = masks.copy();
    this.cover = new Uint8Array(masks.width * masks.height);
    /** @type {?import('./masks.js').Box} */
    this.touched = null;
  }

  /**
   * A line of a round brush that is so wide here and so wide there.
   * @param {import('./masks.js').Place} from
   * @param {import('./masks.js').Place} to
   * @param {number} thick radius at its beginning
   * @param {number} [thin] radius at its end
   * @returns {import('./masks.js').Box} what has changed
   */
  line(from, to, thick, thin = thick) {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = dx * dx + dy * dy;
    const { hardness } = this.brush;
    return this.paint(around(square(from, thick), square(to, thin)), (x, y) => {
      const px = x + 0.5 - from.x;
      const py = y + 0.5 - from.y;
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
      const radius = thick + along * (thin - thick);
      const ax = px - along * dx;
      const ay = py - along * dy;
      const inside = radius - Math.sqrt(ax * ax + ay * ay);
      // Half a position of softness on either side of the edge keeps a hard one from having stairs.
      return inside <= -0.5 ? 0 : (inside + 0.5) / (1 + radius * (1 - hardness));
    });
  }

  /** A rectangle between two corners. */
  rectangle(one, other) {
    return this.paint(between(one, other), () => 1);
  }

  /** An ellipse between two corners of the rectangle around it. */
  ellipse(one, other) {
    const box = between(one, other);
    const rx = (box.right - box.left) / 2;
    const ry = (box.bottom - box.top) / 2;
    return this.paint(box, (x, y) => {
      const ex = (x + 0.5 - box.left) / rx - 1;
      const ey = (y + 0.5 - box.top) / ry - 1;
      return (1 - Math.sqrt(ex * ex + ey * ey)) * Math.min(rx, ry) + 0.5;
    });
  }

  /** @param {function(number, number): number} amount of a position, 1 is all of it */
  paint(box, amount) {
    const part = this.masks.inside(box);
    const { width } = this.masks;
    for (let y = part.top; y < part.bottom; y++) {
      for (let x = part.left; x < part.right; x++) {
        const at = y * width + x;
        if (this.cover[at] < 255) {
          const much = Math.round(255 * Math.min(1, amount(x, y)));
          if (much > this.cover[at]) {
            this.cover[at] = much;
            this.apply(at, much);
          }
        }
      }
    }
    this.touched = around(this.touched, part);
    return part;
  }

  apply(at, much) {
    const { layer, erase } = this.brush;
    const had = this.before[layer][at];
    if (erase) {
      this.masks.layers[layer][at] = Math.round((had * (255 - much)) / 255);
    } else {
      this.masks.give(layer, at, had + Math.round(((255 - had) * much) / 255), this.before);
    }
  }
}

function square({ x, y }, radius) {
  return { left: x - radius - 1, top: y - radius - 1, right: x + radius + 1, bottom: y + radius + 1 };
}

function between(one, other) {
  return {
    left: Math.round(Math.min(one.x, other.x)),
    top: Math.round(Math.min(one.y, other.y)),
    right: Math.round(Math.max(one.x, other.x)),
    bottom: Math.round(Math.max(one.y, other.y)),
  };
}
