/** Strokes that can be taken back and made again, in so much memory at most. */
import { around } from './masks.js';

const MOST_BYTES = 64 * 1024 * 1024;

export class Undo {
  /** @param {import('./masks.js').Masks} masks */
  constructor(masks) {
    this.masks = masks;
    this.past = [];
    this.future = [];
    this.before = null;
    this.touched = null;
  }

  /** A stroke begins. */
  begin() {
    this.before = this.masks.copy(this.masks.all());
    this.touched = null;
  }

  /** Some of the stroke is made. @param {import('./masks.js').Box} box */
  touch(box) {
    this.touched = around(this.touched, box);
  }

  /** The stroke ends. Only what it touched is kept. */
  end() {
    if (this.before && this.touched) {
      this.past.push(this.part(this.before, this.touched));
      this.future = [];
      this.forget();
    }
    this.before = null;
  }

  part(copy, box) {
    const now = this.masks.copy(this.masks.all());
    this.masks.restore(copy);
    const part = this.masks.copy(box);
    this.masks.restore(now);
    return part;
  }

  forget() {
    const bytes = (step) => step.rows.reduce((sum, row) => sum + row.length, 0);
    let all = this.past.reduce((sum, step) => sum + bytes(step), 0);
    while (all > MOST_BYTES && this.past.length > 1) {
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
    to.push(this.masks.copy(step.box));
    return this.masks.restore(step);
  }
}
