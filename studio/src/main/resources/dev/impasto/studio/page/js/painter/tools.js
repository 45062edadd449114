/** What is painted with, and the strokes that are made of it. */
import { Stroke } from './stroke.js';

const SMALLEST = 2;
const LARGEST = 400;

/** How hard a mouse presses, and a finger. */
const PRESSURE = 0.5;

export class Tools {
  /**
   * @param {import('./masks.js').Masks} masks
   * @param {import('./history.js').History} history
   * @param {import('./overlay.js').Overlay} overlay
   * @param {function} changed is told whenever something of this changes
   */
  constructor(masks, history, overlay, changed) {
    Object.assign(this, { masks, history, overlay, changed });
    /** @type {'brush'|'rectangle'|'ellipse'} */
    this.shape = 'brush';
    this.erase = false;
    this.layer = 0;
    this.size = Math.round(Math.max(masks.width, masks.height) / 12);
    this.hardness = 0.7;
    /** @type {?Stroke} */
    this.stroke = null;
    /** Where the stroke began, or came to. @type {?import('./masks.js').Place} */
    this.from = null;
  }

  set(parts) {
    if (parts.shape && parts.shape !== this.shape) {
      this.settle();
    }
    Object.assign(this, parts);
    this.size = Math.max(SMALLEST, Math.min(LARGEST, Math.round(this.size)));
    this.changed();
  }

  get isPainting() {
    return this.stroke !== null;
  }

  /** The other corner of the shape that is being drawn, or null. */
  get corner() {
    return this.stroke && this.shape !== 'brush' ? this.from : null;
  }

  /** A stroke begins at a place. @param {boolean} [erase] by the other end of a pen */
  begin(place, pressure = PRESSURE, erase = this.erase) {
    this.stroke = new Stroke(this.masks, { layer: this.layer, erase, hardness: this.hardness });
    this.from = place;
    this.radius = this.wide(pressure);
    this.to(place, pressure);
  }

  /** It goes on to a place. */
  to(place, pressure = PRESSURE) {
    if (this.stroke && this.shape === 'brush') {
      const radius = this.wide(pressure);
      this.overlay.draw(this.stroke.line(this.from, place, this.radius, radius));
      this.from = place;
      this.radius = radius;
    }
  }

  /** A pen that is pressed harder paints wider. */
  wide(pressure) {
    return Math.max(1, (this.size / 2) * Math.min(1.6, 0.4 + 1.2 * pressure));
  }

  /** It ends at a place. */
  end(place) {
    const { stroke } = this;
    if (this.shape !== 'brush') {
      this.overlay.draw(stroke[this.shape](this.from, place));
    }
    this.stroke = null;
    this.history.keep(stroke.before, stroke.touched);
    this.changed();
  }

  /** A stroke under way ends where it is; of a shape, only one corner is known. */
  settle() {
    if (this.stroke && this.shape === 'brush') {
      this.end(this.from);
    } else if (this.stroke) {
      this.cancel();
    }
  }

  /** It is given up. */
  cancel() {
    const { stroke } = this;
    this.stroke = null;
    this.masks.layers.forEach((values, i) => values.set(stroke.before[i]));
    if (stroke.touched) {
      this.overlay.draw(stroke.touched);
    }
    this.changed();
  }

  /** Something that is no stroke, all at once. @param {function(): import('./masks.js').Box} act */
  whole(act) {
    this.settle();
    const before = this.masks.copy();
    const box = act();
    this.history.keep(before, box);
    this.overlay.draw(box);
    this.changed();
  }
}
