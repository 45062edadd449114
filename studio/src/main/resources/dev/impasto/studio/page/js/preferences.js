/** Language, theme, sound and notification, kept by the studio. */
import { call } from './api.js';
import { openDialog } from './dialogs.js';
import { byId, make } from './dom.js';
import { state, tell } from './state.js';
import { currentLanguage, languages, setLanguage, t } from './texts.js';

/** Takes over what is kept. */
export function apply() {
  const { theme, language } = state.preferences;
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
  setLanguage(language ?? currentLanguage());
}

async function keep(name, value) {
  state.preferences = { ...state.preferences, [name]: value };
  apply();
  tell('language');
  try {
    await call('PUT', '/api/preferences', state.preferences);
  } catch {
    // It holds for this page all the same.
  }
}

function choice(name, label, options, value) {
  const select = make(
    'select',
    { id: `preference-${name}`, onchange: (event) => keep(name, event.target.value) },
    ...Object.entries(options).map(([key, text]) => make('option', { value: key, textContent: text })),
  );
  select.value = value;
  return make('div', { class: 'row field' }, make('label', { for: select.id }, label), select);
}

function box(name, label, act) {
  return make(
    'label',
    { class: 'check' },
    make('input', {
      type: 'checkbox',
      id: `preference-${name}`,
      checked: Boolean(state.preferences[name]),
      onchange: act,
    }),
    make('span', {}, label),
  );
}

async function notification(event) {
  const wanted = event.target.checked;
  const allowed =
    wanted && globalThis.Notification ? await Notification.requestPermission() : 'denied';
  event.target.checked = wanted && allowed === 'granted';
  keep('notification', event.target.checked);
}

function shortcuts() {
  const keys = ['S', 'P', 'F', 'M', 'H', '?'];
  return make(
    'table',
    {},
    make(
      'tbody',
      {},
      ...keys.map((key) =>
        make(
          'tr',
          {},
          make('td', {}, make('kbd', {}, key)),
          make('td', {}, t(`key_${key === '?' ? 'help' : key}`)),
        ),
      ),
    ),
  );
}

/** The list of keys. */
export function openShortcuts() {
  openDialog(t('shortcuts'), shortcuts);
}

/** Makes all of it work. */
export function start() {
  byId('open-help').addEventListener('click', openShortcuts);
  byId('open-preferences').addEventListener('click', () =>
    openDialog(t('preferences'), () =>
      make(
        'div',
        { class: 'form' },
        choice('language', t('language'), languages, currentLanguage()),
        choice(
          'theme',
          t('theme'),
          { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') },
          state.preferences.theme ?? 'system',
        ),
        box('sound', t('sound'), (event) => keep('sound', event.target.checked)),
        box('notification', t('notification'), notification),
        make('p', { class: 'note' }, state.preferences ? t('keptHere') : ''),
      ),
    ),
  );
}
