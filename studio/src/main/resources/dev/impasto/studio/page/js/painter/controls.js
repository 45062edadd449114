/** The painter's buttons and sliders. */
import { make } from '../dom.js';

function button(id, text, act, properties = {}) {
  return make('button', { type: 'button', id: `paint-${id}`, textContent: text, onclick: act, ...properties });
}

function slider(id, text, min, max, value, act) {
  const input = make('input', {
    type: 'range',
    id: `paint-${id}`,
    min: String(min),
    max: String(max),
    value: String(value),
    oninput: (event) => act(Number(event.target.value)),
  });
  return make('div', { class: 'paint-slider' }, make('label', { for: input.id }, text), input);
}

/**
 * All controls.
 * @param {Object} p the painter: its tools, view, regions and what it can do
 * @param {function(string): string} t gives texts
 */
export function controls(p, t) {
  const { tools, view } = p;
  const kinds = ['brush', 'eraser', 'rectangle'].map((kind) =>
    button(kind, t(kind), () => tools.set({ kind }), { 'aria-pressed': 'false' }),
  );
  const regions = p.regions.map((region, i) => {
    const stays = i === p.regions.length - 1;
    const swatch = make('span', { class: stays ? 'swatch hatched' : 'swatch', 'aria-hidden': 'true' });
    if (!stays) {
      swatch.style.background = region.color;
    }
    const key = stays ? '0' : String(i + 1);
    const choose = button(`region-${key}`, '', () => tools.set({ layer: i }), { 'aria-pressed': 'false' });
    choose.append(swatch, `${key} ${region.name}`);
    return choose;
  });
  const file = make('input', {
    type: 'file',
    id: 'paint-file',
    class: 'unseen',
    accept: 'image/*',
    onchange: (event) => p.load(event.target),
  });
  const bar = make(
    'div',
    { class: 'paint-bar' },
    make('div', { role: 'group', 'aria-label': t('tools') }, ...kinds),
    make('div', { role: 'group', 'aria-label': t('regions') }, ...regions),
    slider('size', t('size'), 2, 400, tools.size, (size) => tools.set({ size })),
    slider('hardness', t('hardness'), 0, 100, 100 * tools.hardness, (v) => tools.set({ hardness: v / 100 })),
    slider('opacity', t('opacity'), 10, 100, 55, (v) => p.opacity(v / 100)),
    make(
      'div',
      {},
      button('undo', t('undo'), p.undo),
      button('redo', t('redo'), p.redo),
      button('fill', t('fillRest'), () => tools.whole(() => p.masks.fillRest(tools.layer))),
      button('invert', t('invert'), () => tools.whole(() => p.masks.invert(tools.layer))),
      button('clear', t('clear'), () => tools.whole(() => p.masks.clear(tools.layer))),
      make('label', { class: 'button', for: 'paint-file' }, t('file')),
      file,
    ),
    make(
      'div',
      {},
      button('larger', t('zoomIn'), () => view.zoom(1.4)),
      button('smaller', t('zoomOut'), () => view.zoom(1 / 1.4)),
      button('fit', t('fit'), () => view.fit()),
    ),
  );
  const show = () => {
    kinds.forEach((each) => each.setAttribute('aria-pressed', String(each.id === `paint-${tools.kind}`)));
    regions.forEach((each, i) => each.setAttribute('aria-pressed', String(i === tools.layer)));
    bar.querySelector('#paint-size').value = tools.size;
    bar.querySelector('#paint-undo').disabled = tools.undo.past.length === 0;
    bar.querySelector('#paint-redo').disabled = tools.undo.future.length === 0;
  };
  return { bar, show };
}
