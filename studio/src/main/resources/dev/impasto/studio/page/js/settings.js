/** All settings of the command line, behind "more". */
import { draft, set } from './draft.js';
import { byId, make } from './dom.js';
import { on, state } from './state.js';
import { helpOf, sectionOf, t } from './texts.js';

/** What has a place of its own on the page. */
const elsewhere = ['size', 'strength', 'detail', 'style-scale'];

function field(setting) {
  const id = `setting-${setting.name}`;
  const act = (event) => set(setting.name, event.target.value.trim());
  if (setting.kind === 'choice') {
    const usual = setting.default ? t('usualIs', { value: setting.default }) : t('usual');
    return make(
      'select',
      { id, onchange: act, 'aria-describedby': `${id}-help` },
      make('option', { value: '', textContent: usual }),
      ...setting.choices.map((choice) => make('option', { value: choice, textContent: choice })),
    );
  }
  return make('input', {
    id,
    type: 'text',
    inputMode: setting.kind === 'text' ? 'text' : 'decimal',
    placeholder: setting.default ?? setting.label,
    autocomplete: 'off',
    spellcheck: false,
    onchange: act,
    'aria-describedby': `${id}-help`,
  });
}

function row(setting) {
  const id = `setting-${setting.name}`;
  const reset = make('button', {
    type: 'button',
    class: 'reset',
    textContent: '↺',
    'aria-label': t('resetSetting', { name: setting.name }),
    onclick: () => {
      set(setting.name, '');
      byId(id).focus();
    },
  });
  return make(
    'div',
    { class: 'setting', 'data-name': setting.name },
    make('label', { for: id }, setting.name),
    make('div', { class: 'row' }, field(setting), reset),
    make('p', { class: 'note', id: `${id}-help` }, helpOf(setting)),
  );
}

function build() {
  const sections = new Map();
  for (const setting of state.settings.filter((s) => !elsewhere.includes(s.name))) {
    const rows = sections.get(setting.section) ?? [];
    sections.set(setting.section, [...rows, row(setting)]);
  }
  byId('settings').replaceChildren(
    ...[...sections].map(([name, rows]) =>
      make('section', {}, make('h4', {}, sectionOf(name)), ...rows),
    ),
  );
  show();
}

function show() {
  for (const element of byId('settings').querySelectorAll('.setting')) {
    const value = draft.settings[element.dataset.name] ?? '';
    const input = element.querySelector('input, select');
    if (input !== document.activeElement) {
      input.value = value;
    }
    element.classList.toggle('changed', value !== '');
    element.querySelector('.reset').hidden = value === '';
  }
}

function search() {
  const wanted = byId('more-search').value.trim().toLowerCase();
  for (const section of byId('settings').children) {
    let any = false;
    for (const element of section.querySelectorAll('.setting')) {
      const found = element.textContent.toLowerCase().includes(wanted);
      element.hidden = !found;
      any ||= found;
    }
    section.hidden = !any;
  }
}

/** Makes all of it work, once the settings are known. */
export function start() {
  build();
  byId('more-search').addEventListener('input', search);
  on('draft', show);
  on('language', () => {
    build();
    search();
  });
}
