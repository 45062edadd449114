/** The pictures of a grid on one sheet, each with its label. */
import { resultUrl } from './api.js';
import { make } from './dom.js';
import { hasResult } from './stage.js';

const GAP = 12;
const LABEL = 40;

/** Browsers hold no larger canvas. */
const MOST_PIXELS = 64e6;

/**
 * Draws a sheet.
 * @param {Object[]} jobs of one grid
 * @returns {Promise<string>} the address of a PNG
 */
export async function sheet(jobs) {
  const pictures = await Promise.all(jobs.map((job) => (hasResult(job) ? loaded(job) : null)));
  const columns = 1 + Math.max(...jobs.map((job) => job.grid.column));
  const rows = 1 + Math.max(...jobs.map((job) => job.grid.row));
  const [width, height] = ['width', 'height'].map((side) => Math.max(...jobs.map((job) => job[side])));
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (columns * rows * width * height)));
  const cell = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const canvas = make('canvas', {
    width: GAP + columns * (cell.width + GAP),
    height: GAP + rows * (cell.height + LABEL + GAP),
  });
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#111';
  context.textAlign = 'center';
  context.font = '20px sans-serif';
  jobs.forEach((job, i) => {
    const left = GAP + job.grid.column * (cell.width + GAP);
    const top = GAP + job.grid.row * (cell.height + LABEL + GAP);
    if (pictures[i]) {
      context.drawImage(pictures[i], left, top, job.width * scale, job.height * scale);
    }
    const middle = left + cell.width / 2;
    context.fillText(job.grid.labels.join(', '), middle, top + cell.height + 27, cell.width);
  });
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  return URL.createObjectURL(blob);
}

async function loaded(job) {
  const picture = new Image();
  picture.src = resultUrl(job);
  await picture.decode();
  return picture;
}
