/** Masks from picture files and to them. */

/** How far proportions may differ: half a pixel of either side, and some rounding. */
const TOLERANCE = 0.01;

/**
 * The gray values of a picture at a size.
 * @param {Blob} blob
 * @param {{width: number, height: number}} size
 * @param {?{width: number, height: number}} photograph whose proportions it must have
 * @returns {Promise<Uint8Array>}
 * @throws {{width: number, height: number}} the picture's size, where it has other proportions
 */
export async function readMask(blob, size, photograph = null) {
  const picture = await createImageBitmap(blob);
  if (photograph) {
    const ratio = (picture.width * photograph.height) / (picture.height * photograph.width);
    if (Math.abs(ratio - 1) > TOLERANCE) {
      throw { width: picture.width, height: picture.height };
    }
  }
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#000';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  const { data } = context.getImageData(0, 0, size.width, size.height);
  return Uint8Array.from({ length: size.width * size.height }, (_, i) =>
    Math.round((data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3),
  );
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
  masks.layers[layer].forEach((value, at) => {
    image.data.set([value, value, value, 255], 4 * at);
  });
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
