/** What shows where the next stroke will be: a ring as large as the brush, and the shape being drawn. */
import { make } from '../dom.js';

/** A smaller ring would not be seen. */
const SMALLEST = 8;

export class Cursor {
  /**
   * @param {HTMLElement} frame
   * @param {import('./view.js').View} view
   * @param {import('./tools.js').Tools} tools
   */
  constructor(frame, view, tools) {
    Object.assign(this, { view, tools });
    this.ring = make('div', { class: 'paint-ring', id: 'paint-ring', hidden: true });
    this.shape = make('div', { class: 'paint-shape', id: 'paint-shape', hidden: true });
    frame.append(this.shape, this.ring);
    /** Where the pointer is, or the keys are. @type {?import('./masks.js').Place} */
    this.place = null;
    /** Where the keys go on. @type {import('./masks.js').Place} */
    this.last = { x: view.width / 2, y: view.height / 2 };
  }

  /** Where it is now. @param {?import('./masks.js').Place} place */
  at(place) {
    this.place = place;
    if (place) {
      this.last = {
        x: Math.max(0, Math.min(this.view.width, place.x)),
        y: Math.max(0, Math.min(this.view.height, place.y)),
      };
    }
    this.show();
  }

  show() {
    const { place, tools, view } = this;
    this.ring.hidden = place === null;
    this.shape.hidden = place === null || tools.corner === null;
    if (place === null) {
      return;
    }
    const isBrush = tools.shape === 'brush';
    const size = isBrush ? Math.max(SMALLEST, tools.size * view.scale) : 2 * SMALLEST;
    const { x, y } = view.onFrame(place);
    this.ring.classList.toggle('cross', !isBrush);
    lay(this.ring, x - size / 2, y - size / 2, size, size);
    if (tools.corner) {
      const from = view.onFrame(tools.corner);
      this.shape.classList.toggle('round', tools.shape === 'ellipse');
      lay(this.shape, Math.min(x, from.x), Math.min(y, from.y), Math.abs(x - from.x), Math.abs(y - from.y));
    }
  }
}

function lay(element, left, top, width, height) {
  const parts = { left, top, width, height };
  Object.entries(parts).forEach(([name, value]) => {
    element.style[name] = `${value}px`;
  });
}
