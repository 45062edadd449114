/** Masks in colors over a photograph; what stays is hatched. */
import { around } from './masks.js';

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** So many stripes lie along the longest side. */
const STRIPES = 64;

export class Overlay {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./masks.js').Masks} masks
   * @param {string[]} colors of the layers but the last, which is what stays
   */
  constructor(canvas, masks, colors) {
    canvas.width = masks.width;
    canvas.height = masks.height;
    this.context = canvas.getContext('2d');
    this.masks = masks;
    this.colors = colors.map(rgb);
    this.stripe = Math.max(4, Math.round(Math.max(masks.width, masks.height) / STRIPES));
    this.waiting = null;
  }

  /** Draws what lies in a box, with the screen's next picture. @param {import('./masks.js').Box} box */
  draw(box) {
    if (this.waiting === null) {
      requestAnimationFrame(() => {
        const part = this.waiting;
        this.waiting = null;
        this.now(part);
      });
    }
    this.waiting = around(this.waiting, box);
  }

  now({ left, top, right, bottom }) {
    if (right <= left || bottom <= top) {
      return;
    }
    const image = this.context.createImageData(right - left, bottom - top);
    let to = 0;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        this.pixel(image.data, to, x, y);
        to += 4;
      }
    }
    this.context.putImageData(image, left, top);
  }

  pixel(data, to, x, y) {
    const { layers, width } = this.masks;
    const at = y * width + x;
    let sum = 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let i = 0; i < layers.length; i++) {
      const amount = layers[i][at];
      if (amount > 0) {
        const color = i < this.colors.length ? this.colors[i] : this.hatch(x + y);
        red += color[0] * amount;
        green += color[1] * amount;
        blue += color[2] * amount;
        sum += amount;
      }
    }
    if (sum > 0) {
      data[to] = red / sum;
      data[to + 1] = green / sum;
      data[to + 2] = blue / sum;
      data[to + 3] = sum;
    }
  }

  hatch(along) {
    return along % this.stripe < this.stripe / 2 ? WHITE : BLACK;
  }
}

/** The parts of a color such as `#d33` or `#dd3333`. */
function rgb(color) {
  const digits = color.slice(1);
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return [0, 2, 4].map((i) => Number.parseInt(long.slice(i, i + 2), 16));
}
