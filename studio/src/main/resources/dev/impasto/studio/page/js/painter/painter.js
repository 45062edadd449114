/** Masks painted over a photograph, in a dialog that fills the screen. */
import { loadStyle, make } from '../dom.js';
import { controls } from './controls.js';
import { readMask, writeMask } from './files.js';
import { keys } from './keys.js';
import { Masks } from './masks.js';
import { Overlay } from './overlay.js';
import { pointers } from './pointer.js';
import { texts } from './texts.js';
import { Tools } from './tools.js';
import { Undo } from './undo.js';
import { View } from './view.js';

/** Masks are no finer than this: responses of the network are coarser still. */
const LONGEST = 1024;

async function loaded(url) {
  const image = new Image();
  image.alt = '';
  image.src = url;
  await image.decode();
  return image;
}

/**
 * Opens the painter and waits until it is closed.
 * @param {{photograph: string, regions: {name: string, color: string, mask: ?Blob}[],
 *   protect: ?Blob, language: string}} given
 * @returns {Promise<?{regions: (?Blob)[], protect: ?Blob}>} null where it was cancelled
 */
export async function openPainter(given) {
  loadStyle('/page/painter.css');
  const image = await loaded(given.photograph);
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const size = {
    width: Math.max(1, Math.round(image.naturalWidth * scale)),
    height: Math.max(1, Math.round(image.naturalHeight * scale)),
  };
  const masks = new Masks(size.width, size.height, given.regions.length + 1);
  const blobs = [...given.regions.map((region) => region.mask), given.protect];
  for (const [layer, blob] of blobs.entries()) {
    if (blob) {
      masks.put(layer, await readMask(blob, size));
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
    this.build();
  }

  build() {
    const { masks, image, t } = this;
    const canvas = make('canvas', { id: 'paint-canvas' });
    canvas.style.opacity = '0.55';
    this.ring = make('div', { class: 'paint-ring', hidden: true });
    const sheet = make('div', { class: 'paint-sheet' }, image, canvas, this.ring);
    sheet.style.width = `${masks.width}px`;
    sheet.style.height = `${masks.height}px`;
    this.frame = make(
      'div',
      { class: 'paint-frame', id: 'paint-frame', tabIndex: 0, role: 'application', 'aria-label': t('canvas'), 'aria-describedby': 'paint-help' },
      sheet,
    );
    this.said = make('p', { class: 'note', role: 'status', id: 'paint-said' });
    this.problem = make('p', { class: 'problem', role: 'alert', id: 'paint-problem', hidden: true });
    this.overlay = new Overlay(canvas, masks, this.regions.slice(0, -1).map((region) => region.color));
    this.history = new Undo(masks);
    this.view = new View(this.frame, sheet, masks.width, masks.height);
    this.tools = new Tools(masks, this.history, this.overlay, () => this.changed());
    this.opacity = (value) => {
      canvas.style.opacity = String(value);
    };
    this.undo = () => this.moved(this.history.undo(), 'saidUndone');
    this.redo = () => this.moved(this.history.redo(), 'saidRedone');
    this.controls = controls(this, t);
    this.dialog = make(
      'dialog',
      { class: 'painter', id: 'painter', 'aria-labelledby': 'paint-title' },
      make('h2', { id: 'paint-title' }, t('title')),
      make('p', { class: 'note', id: 'paint-help' }, t('help')),
      this.controls.bar,
      this.frame,
      this.problem,
      make(
        'div',
        { class: 'row' },
        this.said,
        make('button', { type: 'button', id: 'paint-cancel', textContent: t('cancel'), onclick: () => this.close(false) }),
        make('button', { type: 'button', id: 'paint-done', class: 'main', textContent: t('done'), onclick: () => this.close(true) }),
      ),
    );
    const { holdSpace } = pointers(this.frame, this.tools, this.view, (place) => this.hover(place));
    this.holdSpace = holdSpace;
    keys(this.dialog, this.frame, this);
  }

  show() {
    const before = document.activeElement;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.view.fit();
    const resized = new ResizeObserver(() => this.view.fit());
    resized.observe(this.frame);
    this.overlay.draw(this.masks.all());
    this.changed();
    this.frame.focus();
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        this.close(false);
      });
      this.dialog.addEventListener('close', () => {
        resized.disconnect();
        this.dialog.remove();
        before?.focus?.();
      });
    });
  }

  async close(keep) {
    const { masks } = this;
    const last = masks.layers.length - 1;
    let result = null;
    if (keep) {
      const regions = [];
      for (let layer = 0; layer < last; layer++) {
        regions.push(await writeMask(masks, layer));
      }
      result = { regions, protect: await writeMask(masks, last) };
    }
    this.dialog.close();
    this.resolve(result);
  }

  get region() {
    return this.regions[this.tools.layer].name;
  }

  changed() {
    this.controls.show();
    this.frame.dataset.tool = this.tools.kind;
    this.say(
      this.t('saidTool', { tool: this.t(this.tools.kind), region: this.region, size: Math.round(this.tools.size) }),
    );
  }

  say(line) {
    this.said.textContent = line;
  }

  sayPlace() {
    const { cursor } = this.tools;
    this.say(
      this.t('saidPlace', {
        x: Math.round((100 * cursor.x) / this.masks.width),
        y: Math.round((100 * cursor.y) / this.masks.height),
      }),
    );
  }

  sayPainted() {
    this.say(this.t('saidPainted', { region: this.region }));
  }

  moved(box, said) {
    if (box) {
      this.overlay.draw(box);
      this.changed();
      this.say(this.t(said));
    }
  }

  /** Shows how large the brush is, where it is. */
  hover(place) {
    this.ring.hidden = place === null || this.tools.kind === 'rectangle';
    if (place) {
      const { size } = this.tools;
      Object.assign(this.ring.style, {
        left: `${place.x - size / 2}px`,
        top: `${place.y - size / 2}px`,
        width: `${size}px`,
        height: `${size}px`,
      });
    }
  }

  async load(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) {
      return;
    }
    const photograph = { width: this.image.naturalWidth, height: this.image.naturalHeight };
    let problem = '';
    try {
      const values = await readMask(file, this.masks, photograph);
      this.tools.whole(() => this.masks.put(this.tools.layer, values));
    } catch (size) {
      problem = size.width
        ? this.t('wrongShape', { width: size.width, height: size.height, pw: photograph.width, ph: photograph.height })
        : this.t('noPicture');
    }
    this.problem.textContent = problem;
    this.problem.hidden = problem === '';
  }
}
