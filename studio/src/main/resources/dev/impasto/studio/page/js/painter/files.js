/** Masks from picture files and to them. */

/** How far proportions may differ: half a position of either side, and some rounding. */
const TOLERANCE = 0.01;

/** A picture whose proportions are not the photograph's. */
export class WrongShape extends Error {
  /** @param {{width: number, height: number}} size of the picture */
  constructor({ width, height }) {
    super(`${width} × ${height}`);
    this.size = { width, height };
  }
}

/**
 * The gray values of a picture at a size. Where it is transparent it is black.
 * @param {Blob} blob
 * @param {{width: number, height: number}} size
 * @returns {Promise<Uint8Array>}
 * @throws {WrongShape} where the picture has other proportions
 * @throws {DOMException} where it is no picture
 */
export async function readMask(blob, size) {
  const picture = await createImageBitmap(blob);
  const ratio = (picture.width * size.height) / (picture.height * size.width);
  const least = Math.min(picture.width, picture.height, size.width, size.height);
  if (Math.abs(ratio - 1) > Math.max(TOLERANCE, 1 / least)) {
    throw new WrongShape(picture);
  }
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#000';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const { data } = context.getImageData(0, 0, size.width, size.height);
  const values = new Uint8Array(size.width * size.height);
  for (let at = 0; at < values.length; at++) {
    values[at] = Math.round((data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3);
  }
  return values;
}

/**
 * A gray PNG picture of a layer.
 * @param {import('./masks.js').Masks} masks
 * @param {number} layer
 * @returns {Promise<?Blob>} null where nothing belongs to it
 */
export async function writeMask(masks, layer) {
  if (masks.isEmpty(layer)) {
    return null;
  }
  const canvas = new OffscreenCanvas(masks.width, masks.height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(masks.width, masks.height);
  const values = masks.layers[layer];
  for (let at = 0; at < values.length; at++) {
    image.data.fill(values[at], 4 * at, 4 * at + 3);
    image.data[4 * at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
