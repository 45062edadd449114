/** The painter's buttons and sliders. */
import { make } from '../dom.js';

/** A button, and the key that does the same. */
function button(id, text, act, key = '') {
  const made = make('button', { type: 'button', id: `paint-${id}`, textContent: text, onclick: act });
  if (key) {
    made.title = `${text} (${key.replaceAll('Control', 'Ctrl')})`;
    made.setAttribute('aria-keyshortcuts', key.replace(/^\+$/, 'Plus'));
  }
  return made;
}

/** A button whose text is a sign. */
function sign(id, text, act, key) {
  const made = button(id, text, act, key);
  made.setAttribute('aria-label', text);
  made.textContent = key === '-' ? '\u2212' : key;
  return made;
}

function slider(id, text, min, max, value, act) {
  const shown = make('output', { id: `paint-${id}-value`, 'aria-hidden': 'true' }, String(value));
  const input = make('input', {
    type: 'range',
    id: `paint-${id}`,
    min: String(min),
    max: String(max),
    value: String(value),
    oninput: () => {
      shown.textContent = input.value;
      act(Number(input.value));
    },
  });
  return make('div', { class: `paint-slider of-${id}` }, make('label', { for: input.id }, text), input, shown);
}

/** @param {string} kind a class by which the style sheet knows it */
function group(label, kind, ...children) {
  return make('div', { role: 'group', class: kind, 'aria-label': label }, ...children);
}

/** Where there is little room, this button shows the other controls. */
function moreButton(t, bar) {
  const more = button('more', t('more'), () => {
    const isOpen = bar.classList.toggle('open');
    more.setAttribute('aria-expanded', String(isOpen));
  });
  more.setAttribute('aria-expanded', 'false');
  return more;
}

/** A button for each region; the last one is what stays. */
function regionButtons(p) {
  return p.regions.map((region, i) => {
    const stays = i === p.regions.length - 1;
    const swatch = make('span', { class: stays ? 'swatch hatched' : 'swatch', 'aria-hidden': 'true' });
    if (!stays) {
      swatch.style.background = region.color;
    }
    const key = stays ? '0' : String(i + 1);
    const choose = button(`region-${key}`, '', () => p.tools.set({ layer: i }));
    choose.title = region.name;
    choose.setAttribute('aria-keyshortcuts', stays ? '0 P' : key);
    choose.append(swatch, make('span', { class: 'paint-name' }, `${key} ${region.name}`));
    return choose;
  });
}

/** A file input that looks like a button. */
function fileButton(p, t) {
  const file = make('input', {
    type: 'file',
    id: 'paint-file',
    class: 'unseen',
    accept: 'image/*',
    onchange: () => p.load(file),
  });
  return [make('label', { class: 'button', for: file.id }, t('file')), file];
}

/**
 * All controls.
 * @param {Object} p the painter: its tools, history, regions and what it can do
 * @param {function(string): string} t gives texts
 * @returns {{bar: HTMLElement, show: function}} `show` makes them say what is so
 */
export function controls(p, t) {
  const { tools, history } = p;
  const shapes = Object.entries({ brush: 'B', rectangle: 'R', ellipse: 'O' }).map(([shape, key]) =>
    button(shape, t(shape), () => tools.set({ shape, erase: false }), key),
  );
  const eraser = button('eraser', t('eraser'), () => tools.set({ erase: !tools.erase }), 'E');
  const regions = regionButtons(p);
  const undo = button('undo', t('undo'), p.undo, 'Control+Z');
  const redo = button('redo', t('redo'), p.redo, 'Control+Shift+Z');
  const size = slider('size', t('size'), 2, 400, tools.size, (value) => tools.set({ size: value }));
  const bar = make('div', { class: 'paint-bar' });
  bar.append(
    group(t('tools'), 'paint-tools', ...shapes, eraser),
    group(t('regions'), 'paint-regions', ...regions),
    group(t('steps'), 'paint-steps', undo, redo, moreButton(t, bar)),
    size,
    slider('hardness', t('hardness'), 0, 100, tools.hardness * 100, (v) => tools.set({ hardness: v / 100 })),
    slider('opacity', t('opacity'), 10, 100, p.opacity, p.setOpacity),
    group(
      t('region'),
      'paint-whole',
      button('fill', t('fillRest'), p.fillRest),
      button('invert', t('invert'), p.invert, 'I'),
      button('clear', t('clear'), p.clear),
      ...fileButton(p, t),
    ),
    group(
      t('view'),
      'paint-view',
      sign('larger', t('zoomIn'), p.zoomIn, '+'),
      sign('smaller', t('zoomOut'), p.zoomOut, '-'),
      button('fit', t('fit'), p.fit, 'F'),
    ),
  );
  const press = (element, isPressed) => element.setAttribute('aria-pressed', String(isPressed));
  // A button that is disabled would lose the focus, and with it the keys.
  const allow = (element, can) => element.setAttribute('aria-disabled', String(!can));
  const show = () => {
    shapes.forEach((each) => press(each, each.id === `paint-${tools.shape}`));
    press(eraser, tools.erase);
    regions.forEach((each, i) => press(each, i === tools.layer));
    size.querySelector('input').value = tools.size;
    size.querySelector('output').textContent = tools.size;
    allow(undo, history.past.length > 0);
    allow(redo, history.future.length > 0);
  };
  return { bar, show };
}
