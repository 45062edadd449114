/** All jobs, the newest first. */
import { pictureUrl, resultUrl } from './api.js';
import { openDialog } from './dialogs.js';
import { byId, make } from './dom.js';
import { newestFirst, on, look, state } from './state.js';
import { hasResult, stateText } from './stage.js';
import { t } from './texts.js';

const chosen = new Set();

function thumbnail(job) {
  return hasResult(job) ? resultUrl(job, 320) : pictureUrl(job.spec.content, 320);
}

function item(job) {
  const label = job.grid ? `${job.title}: ${job.grid.labels.join(', ')}` : job.title;
  const open = make(
    'button',
    {
      type: 'button',
      class: 'open',
      onclick: () => {
        look(job.id);
        byId('stage').focus();
      },
    },
    make('img', { src: thumbnail(job), alt: '', loading: 'lazy' }),
    make('span', { class: 'title' }, `${job.number}. ${label}`),
    make('span', { class: 'state' }, stateText(job)),
  );
  const pick = make('input', {
    type: 'checkbox',
    checked: chosen.has(job.id),
    'aria-label': t('pickForComparison', { title: job.title, number: job.number }),
    onchange: (event) => {
      if (event.target.checked) {
        chosen.add(job.id);
      } else {
        chosen.delete(job.id);
      }
      pickable();
    },
  });
  const row = make(
    'li',
    { 'data-job': job.id, 'data-state': job.state },
    open,
    hasResult(job)
      ? make('label', { class: 'check note' }, pick, make('span', {}, t('compare')))
      : null,
  );
  row.dataset.key = key(job);
  return row;
}

/** What an entry shows, but for its state. */
function key(job) {
  return [thumbnail(job), job.title, document.documentElement.lang, hasResult(job)].join(' ');
}

function pickable() {
  for (const id of chosen) {
    if (!state.jobs.has(id)) {
      chosen.delete(id);
    }
  }
  byId('compare-two').disabled = chosen.size !== 2;
}

/** Entries that show the same stay, and with them the focus. */
function show() {
  const list = byId('jobs');
  const jobs = newestFirst();
  const known = new Map([...list.children].map((row) => [row.dataset.job, row]));
  const rows = jobs.map((job) => {
    const row = known.get(job.id);
    const kept = row && row.dataset.key === key(job) ? row : item(job);
    kept.dataset.state = job.state;
    kept.classList.toggle('current', job.id === state.current);
    kept.querySelector('.open').setAttribute('aria-current', String(job.id === state.current));
    kept.querySelector('.state').textContent = stateText(job);
    return kept;
  });
  const same = rows.length === list.children.length && rows.every((row, i) => list.children[i] === row);
  if (!same) {
    list.replaceChildren(...rows);
  }
  byId('history-empty').hidden = jobs.length > 0;
  byId('compare-two').hidden = jobs.filter(hasResult).length < 2;
  pickable();
}

function compareTwo() {
  const [one, other] = [...chosen].map((id) => state.jobs.get(id));
  openDialog(t('compareTwo'), () => {
    const first = make('img', { class: 'whole', src: resultUrl(one), alt: one.title });
    const second = make('img', { class: 'whole before', src: resultUrl(other), alt: other.title });
    const box = make('div', { class: 'pair' }, first, second);
    box.style.setProperty('--ratio', one.width / one.height);
    second.style.setProperty('--cut', '50%');
    const slider = make('input', {
      type: 'range',
      id: 'compare-jobs',
      min: '0',
      max: '100',
      value: '50',
      'aria-label': t('beforeAfter'),
      oninput: (event) => second.style.setProperty('--cut', `${event.target.value}%`),
    });
    return make(
      'div',
      {},
      make('div', { class: 'view' }, box),
      slider,
      make('p', { class: 'note' }, t('leftRight', { left: `${other.number}. ${other.title}`, right: `${one.number}. ${one.title}` })),
    );
  });
}

/** Makes all of it work. */
export function start() {
  byId('compare-two').addEventListener('click', compareTwo);
  on('jobs', show);
  on('current', show);
  on('language', show);
  on('progress', (job) => {
    const row = byId('jobs').querySelector(`[data-job="${job.id}"] .state`);
    if (row) {
      row.textContent = stateText(job);
    }
  });
}
