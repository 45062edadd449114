/** Masks in colors over a photograph; what stays is hatched. */

const HATCH = 10;

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
    this.colors = colors.map((color) => [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16)));
  }

  /** Draws what lies in a box. @param {import('./masks.js').Box} box */
  draw(box) {
    const part = this.masks.inside(box);
    const width = part.right - part.left;
    const height = part.bottom - part.top;
    if (width <= 0 || height <= 0) {
      return;
    }
    const image = this.context.createImageData(width, height);
    for (let y = part.top; y < part.bottom; y++) {
      for (let x = part.left; x < part.right; x++) {
        this.pixel(image.data, 4 * ((y - part.top) * width + (x - part.left)), x, y);
      }
    }
    this.context.putImageData(image, part.left, part.top);
  }

  pixel(data, to, x, y) {
    const at = y * this.masks.width + x;
    let sum = 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    this.masks.layers.forEach((values, layer) => {
      const amount = values[at];
      if (amount > 0) {
        const [r, g, b] = this.colors[layer] ?? ((x + y) % HATCH < HATCH / 2 ? [255, 255, 255] : [0, 0, 0]);
        red += r * amount;
        green += g * amount;
        blue += b * amount;
        sum += amount;
      }
    });
    if (sum > 0) {
      data[to] = red / sum;
      data[to + 1] = green / sum;
      data[to + 2] = blue / sum;
      data[to + 3] = Math.min(255, sum);
    }
  }
}
