/** Where the picture lies on the screen, and how large. */

const LARGEST = 16;

/** So far from the border of the frame the place of the keys stays. */
const MARGIN = 24;

export class View {
  /**
   * @param {HTMLElement} frame in which it lies
   * @param {HTMLElement} sheet which is moved
   * @param {{width: number, height: number}} size of the sheet
   * @param {function} moved is told whenever the picture has moved
   */
  constructor(frame, sheet, size, moved) {
    Object.assign(this, { frame, sheet, moved, width: size.width, height: size.height });
    Object.assign(this, { scale: 1, left: 0, top: 0, fits: true });
  }

  get fitting() {
    return Math.min(this.frame.clientWidth / this.width, this.frame.clientHeight / this.height);
  }

  /** Shows all of it. */
  fit() {
    this.fits = true;
    this.scale = this.fitting;
    this.left = (this.frame.clientWidth - this.width * this.scale) / 2;
    this.top = (this.frame.clientHeight - this.height * this.scale) / 2;
    this.show();
  }

  /** The frame has another size. What somebody zoomed to stays. */
  resize() {
    if (this.fits) {
      this.fit();
    } else {
      this.show();
    }
  }

  /** Makes it larger or smaller around a point of the screen. */
  zoom(factor, clientX, clientY) {
    const corner = this.corner();
    const x = clientX === undefined ? this.frame.clientWidth / 2 : clientX - corner.x;
    const y = clientY === undefined ? this.frame.clientHeight / 2 : clientY - corner.y;
    const scale = Math.max(this.fitting / 2, Math.min(LARGEST, this.scale * factor));
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.fits = false;
    this.show();
  }

  /** Moves it. */
  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
    this.fits = false;
    this.show();
  }

  /** Moves it as far as a place needs to be seen. @param {import('./masks.js').Place} place */
  follow(place) {
    const { x, y } = this.onFrame(place);
    const dx = inside(x, this.frame.clientWidth) - x;
    const dy = inside(y, this.frame.clientHeight) - y;
    if (!this.fits && (dx !== 0 || dy !== 0)) {
      this.pan(dx, dy);
    }
  }

  /** A part of it always stays in sight. */
  show() {
    const { frame, scale } = this;
    const keep = (start, length, room) => Math.max(Math.min(40, room) - length, Math.min(room - 40, start));
    this.left = keep(this.left, this.width * scale, frame.clientWidth);
    this.top = keep(this.top, this.height * scale, frame.clientHeight);
    this.sheet.style.transform = `translate(${this.left}px, ${this.top}px) scale(${scale})`;
    this.moved();
  }

  /** The place on the sheet below a point of the screen. @returns {import('./masks.js').Place} */
  place(clientX, clientY) {
    const corner = this.corner();
    return {
      x: (clientX - corner.x - this.left) / this.scale,
      y: (clientY - corner.y - this.top) / this.scale,
    };
  }

  /** Where the frame begins on the screen, inside of its border. */
  corner() {
    const box = this.frame.getBoundingClientRect();
    return { x: box.left + this.frame.clientLeft, y: box.top + this.frame.clientTop };
  }

  /** Where a place of the sheet lies in the frame. @param {import('./masks.js').Place} place */
  onFrame({ x, y }) {
    return { x: this.left + x * this.scale, y: this.top + y * this.scale };
  }
}

function inside(value, length) {
  const margin = Math.min(MARGIN, length / 2);
  return Math.max(margin, Math.min(length - margin, value));
}
