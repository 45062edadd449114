/** Masks painted over a photograph, in a dialog that fills the screen. */
import { loadStyle, make } from '../dom.js';
import { controls } from './controls.js';
import { Cursor } from './cursor.js';
import { WrongShape, readMask, writeMask } from './files.js';
import { History } from './history.js';
import { keys } from './keys.js';
import { Masks } from './masks.js';
import { Overlay } from './overlay.js';
import { pointers } from './pointer.js';
import { texts } from './texts.js';
import { Tools } from './tools.js';
import { View } from './view.js';

/** Masks are no finer than this: responses of the network are coarser still. */
const LONGEST = 1024;

const ZOOM = 1.4;

/** How much of the photograph the colors hide at first, in percent. */
const OPACITY = 55;

/** @typedef {{name: string, color: string, mask: ?Blob}} Region color as `#rrggbb` */

async function loaded(url) {
  const image = new Image();
  image.alt = '';
  image.draggable = false;
  image.src = url;
  await image.decode();
  return image;
}

/**
 * Opens the painter and waits until it is closed.
 * @param {{photograph: string, regions: Region[], protect: ?Blob, language: string}} given
 * @returns {Promise<?{regions: (?Blob)[], protect: ?Blob}>} null where it was cancelled
 */
export async function openPainter(given) {
  loadStyle('/page/painter.css');
  const image = await loaded(given.photograph);
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const width = Math.max(1, Math.round(image.naturalWidth * scale));
  const height = Math.max(1, Math.round(image.naturalHeight * scale));
  const masks = new Masks(width, height, given.regions.length + 1);
  const blobs = [...given.regions.map((region) => region.mask), given.protect];
  for (const [layer, blob] of blobs.entries()) {
    if (blob) {
      masks.put(layer, await readMask(blob, masks));
    }
  }
  return new Painter(given, image, masks).show();
}

class Painter {
  constructor(given, image, masks) {
    const words = texts[given.language] ?? texts.en;
    this.t = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    this.masks = masks;
    this.image = image;
    this.regions = [...given.regions, { name: this.t('stays') }];
    this.canvas = make('canvas', { id: 'paint-canvas' });
    this.sheet = make('div', { class: 'paint-sheet' }, image, this.canvas);
    this.sheet.style.width = `${masks.width}px`;
    this.sheet.style.height = `${masks.height}px`;
    this.makeParts();
    this.makeActs();
    this.makeDialog();
  }

  makeParts() {
    const { masks, sheet, t } = this;
    const colors = this.regions.slice(0, -1).map((region) => region.color);
    this.frame = make(
      'div',
      {
        class: 'paint-frame',
        id: 'paint-frame',
        tabIndex: 0,
        role: 'application',
        'aria-label': t('canvas'),
        'aria-describedby': 'paint-help',
      },
      sheet,
    );
    this.overlay = new Overlay(this.canvas, masks, colors);
    this.history = new History(masks);
    this.view = new View(this.frame, sheet, masks, () => this.cursor.show());
    this.tools = new Tools(masks, this.history, this.overlay, () => this.changed());
    this.cursor = new Cursor(this.frame, this.view, this.tools);
    const hover = (place) => this.cursor.at(place);
    Object.assign(this, pointers(this.frame, this.tools, this.view, hover));
  }

  /** What buttons and keys do alike. */
  makeActs() {
    const { tools, masks, view, history } = this;
    this.undo = () => this.step(() => history.undo(), 'saidUndone');
    this.redo = () => this.step(() => history.redo(), 'saidRedone');
    this.fillRest = () => this.whole(() => masks.fillRest(tools.layer), 'saidFilled');
    this.invert = () => this.whole(() => masks.invert(tools.layer), 'saidInverted');
    this.clear = () => this.whole(() => masks.clear(tools.layer), 'saidCleared');
    this.zoomIn = () => this.zoom(ZOOM);
    this.zoomOut = () => this.zoom(1 / ZOOM);
    this.fit = () => view.fit();
    this.opacity = OPACITY;
    this.setOpacity = (percent) => {
      this.canvas.style.opacity = percent / 100;
    };
    this.setOpacity(OPACITY);
  }

  makeDialog() {
    const { t } = this;
    const button = (id, text, act, parts) =>
      make('button', { type: 'button', id, textContent: text, onclick: act, ...parts });
    this.controls = controls(this, t);
    this.said = make('p', { class: 'note', role: 'status', id: 'paint-said' });
    this.problem = make('p', { class: 'problem', role: 'alert', id: 'paint-problem', hidden: true });
    this.cancelButton = button('paint-cancel', t('cancel'), () => this.close(null));
    this.doneButton = button('paint-done', t('done'), () => this.finish(), { class: 'main' });
    const head = make(
      'div',
      { class: 'paint-head' },
      make('h2', { id: 'paint-title' }, t('title')),
      make('p', { class: 'note', id: 'paint-help' }, t('help')),
      this.cancelButton,
      this.doneButton,
    );
    this.dialog = make(
      'dialog',
      { class: 'painter', id: 'painter', tabIndex: -1, 'aria-labelledby': 'paint-title' },
      head,
      this.controls.bar,
      this.frame,
      this.problem,
      this.said,
    );
  }

  /** @returns {Promise<?Object>} what was painted, when it is closed */
  show() {
    const before = document.activeElement;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.view.fit();
    const resized = new ResizeObserver(() => this.view.resize());
    resized.observe(this.frame);
    const endKeys = keys(this);
    this.overlay.draw(this.masks.all());
    this.changed();
    this.frame.focus();
    this.cursor.at(this.cursor.last);
    this.dialog.addEventListener('cancel', (event) => this.escape(event));
    // Who clicks a button goes on painting: the keys are the canvas's again.
    this.controls.bar.addEventListener('click', (event) => {
      if (event.detail > 0 && event.target.closest('button:not(#paint-more)')) {
        this.frame.focus({ preventScroll: true });
      }
    });
    return new Promise((resolve) => {
      this.dialog.addEventListener('close', () => {
        resized.disconnect();
        endKeys();
        this.dialog.remove();
        before?.focus?.();
        resolve(this.result ?? null);
      });
    });
  }

  /** Keeps what was painted. */
  async finish() {
    this.tools.settle();
    this.doneButton.disabled = true;
    const layers = await Promise.all(this.regions.map((_, layer) => writeMask(this.masks, layer)));
    this.close({ regions: layers.slice(0, -1), protect: layers.at(-1) });
  }

  close(result) {
    this.result = result;
    this.dialog.close();
  }

  /** The escape key is pressed easily: what was painted is given up by its own button only. */
  escape(event) {
    if (this.history.past.length > 0) {
      event.preventDefault();
      this.cancelButton.focus();
      this.say(this.t('saidEscape'));
    }
  }

  get region() {
    return this.regions[this.tools.layer].name;
  }

  changed() {
    const { tools, t } = this;
    this.controls.show();
    this.cursor.show();
    const kind = tools.shape === 'brush' && tools.erase ? 'eraser' : tools.shape;
    const tool = tools.erase && kind !== 'eraser' ? t('erasing', { tool: t(kind) }) : t(kind);
    this.say(t('saidTool', { tool, region: this.region, size: tools.size }));
  }

  say(line) {
    this.said.textContent = line;
  }

  sayPlace() {
    const { last } = this.cursor;
    const owner = this.masks.owner(last);
    this.say(
      this.t('saidPlace', {
        x: Math.round((100 * last.x) / this.masks.width),
        y: Math.round((100 * last.y) / this.masks.height),
        region: owner < 0 ? this.t('nobody') : this.regions[owner].name,
      }),
    );
  }

  sayPainted() {
    this.say(this.t(this.tools.erase ? 'saidErased' : 'saidPainted', { region: this.region }));
  }

  /** A step back or forth; in the middle of a stroke, the stroke is given up. */
  step(act, said) {
    if (this.tools.isPainting) {
      this.tools.cancel();
      return;
    }
    const box = act();
    if (box) {
      this.overlay.draw(box);
      this.changed();
      this.say(this.t(said));
    }
  }

  whole(act, said) {
    this.tools.whole(act);
    this.say(this.t(said, { region: this.region }));
  }

  zoom(factor) {
    const corner = this.view.corner();
    const place = this.cursor.place && this.view.onFrame(this.cursor.place);
    this.view.zoom(factor, place ? corner.x + place.x : undefined, place ? corner.y + place.y : undefined);
    this.say(this.t('saidZoom', { percent: Math.round(100 * this.view.scale) }));
  }

  /** Takes a mask from a file. @param {HTMLInputElement} input */
  async load(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) {
      return;
    }
    let problem = '';
    try {
      const values = await readMask(file, this.masks);
      this.whole(() => this.masks.put(this.tools.layer, values), 'saidLoaded');
    } catch (error) {
      problem = this.t(error instanceof WrongShape ? 'wrongShape' : 'noPicture', {
        ...error.size,
        pw: this.image.naturalWidth,
        ph: this.image.naturalHeight,
      });
    }
    this.problem.textContent = problem;
    this.problem.hidden = problem === '';
  }
}
