/** What is painted with, and the strokes that are made of it. */

const SMALLEST = 2;
const LARGEST = 400;

export class Tools {
  /**
   * @param {import('./masks.js').Masks} masks
   * @param {import('./undo.js').Undo} undo
   * @param {import('./overlay.js').Overlay} overlay
   * @param {function} changed is told whenever something of this changes
   */
  constructor(masks, undo, overlay, changed) {
    Object.assign(this, { masks, undo, overlay, changed });
    this.kind = 'brush';
    this.layer = 0;
    this.size = Math.round(Math.max(masks.width, masks.height) / 12);
    this.hardness = 0.7;
    /** Where the keys are. */
    this.cursor = { x: masks.width / 2, y: masks.height / 2 };
    this.last = null;
    this.corner = null;
  }

  set(parts) {
    Object.assign(this, parts);
    this.size = Math.max(SMALLEST, Math.min(LARGEST, this.size));
    this.changed();
  }

  /** A stroke begins at a place. */
  begin(place, pressure = 0.5) {
    this.undo.begin();
    if (this.kind === 'rectangle') {
      this.corner = place;
    } else {
      this.last = place;
      this.make(place, pressure);
    }
  }

  /** It goes on to a place. A pen that is pressed harder paints wider. */
  make(place, pressure = 0.5) {
    if (!this.last) {
      return;
    }
    const radius = Math.max(1, (this.size / 2) * Math.min(1.6, 0.4 + 1.2 * pressure));
    const box = this.masks.line(this.last, place, {
      radius,
      hardness: this.hardness,
      layer: this.layer,
      erase: this.kind === 'eraser',
    });
    this.last = place;
    this.done(box);
  }

  /** It ends at a place. */
  end(place) {
    if (this.corner) {
      this.done(this.masks.rectangle(this.corner, place, this.layer, false));
    }
    this.corner = null;
    this.last = null;
    this.undo.end();
    this.changed();
  }

  /** It is given up. */
  cancel() {
    const touched = this.undo.touched;
    this.corner = null;
    this.last = null;
    this.undo.end();
    if (touched) {
      this.overlay.draw(this.undo.undo());
      this.undo.future.pop();
    }
  }

  get isPainting() {
    return this.last !== null || this.corner !== null;
  }

  /** Something that is no stroke, all at once. @param {function(): Object} act gives the box */
  whole(act) {
    this.undo.begin();
    this.done(act());
    this.undo.end();
    this.changed();
  }

  done(box) {
    this.undo.touch(box);
    this.overlay.draw(box);
  }
}
