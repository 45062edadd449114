/** Puts the page together. */
import { call, enter, get } from './api.js';
import * as dials from './dials.js';
import { draft, change, spec, take } from './draft.js';
import { byId, make, showProblem } from './dom.js';
import { listen } from './events.js';
import * as estimate from './estimate.js';
import * as grid from './grid.js';
import * as history from './history.js';
import * as losses from './losses.js';
import * as masks from './masks.js';
import * as notify from './notify.js';
import * as preferences from './preferences.js';
import * as settings from './settings.js';
import * as sources from './sources.js';
import * as stage from './stage.js';
import { currentJob, look, on, state, takeJob, takePicture, takeState, tell } from './state.js';
import { currentLanguage, setLanguage, t } from './texts.js';
import * as viewer from './viewer.js';

function connected(yes) {
  byId('connection').hidden = yes;
  byId('connection').textContent = yes ? '' : t('connectionLost');
}

async function refresh() {
  takeState(await get('/api/state'));
  tell('jobs');
  tell('current');
}

/** Job ids in the address; anything else is ignored. */
function wanted() {
  const id = new URLSearchParams(location.hash.slice(1)).get('job') ?? '';
  return state.jobs.has(id) ? id : '';
}

function watch(after) {
  listen(
    after,
    {
      job: takeJob,
      picture: takePicture,
      reset: refresh,
      progress(at) {
        const job = state.jobs.get(at.job);
        if (job) {
          job.progress = at;
          tell('progress', job);
        }
      },
      preview(given) {
        const job = state.jobs.get(given.job);
        if (job) {
          job.preview = given.preview;
          tell('preview', job);
        }
      },
    },
    connected,
    admitted,
  );
}

/** A studio that was opened again has another token. */
async function admitted() {
  try {
    await get('/api/state');
    return true;
  } catch (problem) {
    if (problem.status === 401) {
      locked(problem);
      return false;
    }
    return true;
  }
}

async function submit(event) {
  event.preventDefault();
  byId('start').disabled = true;
  showProblem('problem');
  try {
    const job = await call('POST', '/api/jobs', spec());
    takeJob(job);
    // Others are watched to their end; a new one is looked at once nothing else is made.
    look(job.id);
  } catch (problem) {
    showProblem('problem', problem.message || t('offline'));
  } finally {
    byId('start').disabled = false;
  }
}

function keys(event) {
  const typing = event.target.matches?.('input:not([type=range]):not([type=radio]):not([type=checkbox]), select, textarea');
  if (typing || event.ctrlKey || event.metaKey || event.altKey || byId('dialog').open) {
    return;
  }
  if (document.querySelector('dialog[open]')) {
    return;
  }
  const act = {
    s: () => byId('ask').requestSubmit(),
    p: () => byId(byId('pause').hidden ? 'resume' : 'pause').click(),
    f: () => byId('flip').click(),
    m: () => byId('open-masks').click(),
    h: () => byId('jobs').querySelector('.open')?.focus(),
    '?': preferences.openShortcuts,
  }[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
}

function saidBase() {
  byId('base-said').hidden = !draft.base;
  byId('base-said').replaceChildren(
    t('baseSaid'),
    ' ',
    make('button', {
      type: 'button',
      textContent: t('forgetBase'),
      onclick: () => change({ base: null }),
    }),
  );
}

/** What is shown to a browser that has not been let in. */
function locked(problem) {
  const form = make(
    'form',
    { class: 'form', id: 'locked' },
    make('h2', {}, t('locked')),
    make('p', {}, problem.message || t('offline')),
    make('label', { for: 'token' }, t('lockedPaste')),
    make('input', { type: 'text', id: 'token', autocomplete: 'off', required: true }),
    make('button', { class: 'main', textContent: t('open') }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = byId('token').value.trim();
    location.hash = `token=${given.replace(/^.*token=/, '')}`;
    location.reload();
  });
  document.querySelector('main').replaceChildren(form);
  byId('token').focus();
}

async function begin() {
  setLanguage(currentLanguage());
  let given;
  try {
    await enter();
    given = await get('/api/state');
  } catch (problem) {
    locked(problem);
    return;
  }
  takeState(given);
  preferences.apply();
  for (const part of [
    viewer, sources, dials, settings, estimate, masks, stage, losses, history, grid, notify, preferences,
  ]) {
    part.start();
  }
  byId('ask').addEventListener('submit', submit);
  document.addEventListener('keydown', keys);
  on('draft', saidBase);
  const active = [...state.jobs.values()].find((job) => ['running', 'paused'].includes(job.state));
  look(wanted() || active?.id || '');
  const job = currentJob();
  if (job && !['done', 'failed', 'stopped'].includes(job.state)) {
    take(job.spec);
  } else {
    tell('draft');
  }
  tell('jobs');
  watch(given.event);
  document.documentElement.dataset.ready = 'yes';
}

begin();
