/** Where the picture lies on the screen, and how large. */

const LARGEST = 16;

export class View {
  /**
   * @param {HTMLElement} frame in which it lies
   * @param {HTMLElement} sheet which is moved
   * @param {number} width of the sheet
   * @param {number} height of the sheet
   */
  constructor(frame, sheet, width, height) {
    Object.assign(this, { frame, sheet, width, height, scale: 1, left: 0, top: 0 });
  }

  /** Shows all of it. */
  fit() {
    this.scale = Math.min(this.frame.clientWidth / this.width, this.frame.clientHeight / this.height);
    this.left = (this.frame.clientWidth - this.width * this.scale) / 2;
    this.top = (this.frame.clientHeight - this.height * this.scale) / 2;
    this.show();
  }

  /** Makes it larger or smaller around a point of the screen. */
  zoom(factor, clientX, clientY) {
    const box = this.frame.getBoundingClientRect();
    const x = (clientX ?? box.left + box.width / 2) - box.left;
    const y = (clientY ?? box.top + box.height / 2) - box.top;
    const least = Math.min(this.frame.clientWidth / this.width, this.frame.clientHeight / this.height) / 2;
    const scale = Math.max(least, Math.min(LARGEST, this.scale * factor));
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.show();
  }

  /** Moves it. */
  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
    this.show();
  }

  show() {
    this.sheet.style.transform = `translate(${this.left}px, ${this.top}px) scale(${this.scale})`;
  }

  /** The place on the sheet below a point of the screen. */
  place(clientX, clientY) {
    const box = this.frame.getBoundingClientRect();
    return {
      x: (clientX - box.left - this.left) / this.scale,
      y: (clientY - box.top - this.top) / this.scale,
    };
  }
}
