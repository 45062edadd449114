/** The job that is looked at: its picture, its progress, and what can be done with it. */
import { call, pictureUrl, resultUrl } from './api.js';
import { change, draft, take } from './draft.js';
import { byId, showProblem } from './dom.js';
import { currentJob, look, on, state, takeJob, takePicture } from './state.js';
import { duration, number, t } from './texts.js';
import { toast } from './toast.js';
import { clearView, showAfter, showPair } from './viewer.js';

/** Whether there is a picture of a job at its end. */
export function hasResult(job) {
  return ['done', 'stopped', 'failed'].includes(job.state) && job.seconds > 0;
}

function photograph(job) {
  return pictureUrl(job.spec.content, 1280);
}

function afterUrl(job) {
  if (hasResult(job)) {
    return resultUrl(job);
  }
  return job.preview > 0 ? `/api/jobs/${job.id}/preview?n=${job.preview}` : photograph(job);
}

function show() {
  const job = currentJob();
  showProblem('stage-problem', job?.problem ?? '');
  byId('stage-title').textContent = job ? `${job.title} (${job.number})` : t('picture');
  buttons(job);
  progress(job);
  if (!job) {
    clearView();
    return;
  }
  showPair({
    after: afterUrl(job),
    before: photograph(job),
    ratio: job.width / job.height,
    afterName: t('resultOf', { title: job.title }),
    beforeName: t('photographOf', { title: job.title }),
  });
}

function buttons(job) {
  const shown = {
    pause: job?.state === 'running',
    resume: job?.state === 'paused',
    stop: ['running', 'paused', 'queued'].includes(job?.state),
    continue: Boolean(job?.resumable),
    'result-buttons': Boolean(job) && !['running', 'paused', 'queued'].includes(job.state),
    'download-gif': Boolean(job?.spec.animation),
  };
  const focused = document.activeElement;
  for (const [id, visible] of Object.entries(shown)) {
    byId(id).hidden = !visible;
  }
  // A button that goes away hands the focus to the one that takes its place.
  if (focused?.closest?.('#run-buttons') && focused.hidden) {
    (byId('run-buttons').querySelector('button:not([hidden])') ?? byId('stage')).focus();
  }
  const made = job && hasResult(job);
  for (const id of ['download-png', 'download-jpg', 'download-tif', 'use-content', 'use-style', 'use-start']) {
    byId(id).hidden = !made;
  }
  if (job) {
    links(job);
  }
  if (!['running', 'paused'].includes(job?.state)) {
    byId('steer-said').textContent = '';
  }
}

function links(job) {
  const metadata = byId('with-metadata').checked ? 'yes' : 'no';
  for (const format of ['png', 'jpg', 'tif']) {
    byId(`download-${format}`).href =
      `/api/jobs/${job.id}/download?format=${format}&metadata=${metadata}`;
  }
  byId('download-gif').href = `/api/jobs/${job.id}/animation`;
}

/** What is said of where a job is. */
export function stateText(job) {
  const at = job.progress;
  if (job.state === 'queued') {
    return t('stateQueued', { place: job.queue });
  }
  if (['running', 'paused'].includes(job.state)) {
    const share = at ? Math.floor(100 * at.fraction) : 0;
    return t(job.state === 'running' ? 'stateRunning' : 'statePaused', { share });
  }
  return t(`state_${job.state}`, { time: duration(job.seconds) });
}

function progress(job) {
  const active = ['running', 'paused', 'queued'].includes(job?.state);
  byId('progress-row').hidden = !active;
  if (!active) {
    return;
  }
  const at = job.progress;
  byId('progress').value = at?.fraction ?? 0;
  if (!at) {
    byId('progress-said').textContent = stateText(job);
    return;
  }
  const values = {
    share: Math.floor(100 * at.fraction),
    scale: at.scale,
    scales: at.scales,
    width: at.width,
    height: at.height,
    step: at.iteration,
    steps: at.iterations,
    left: at.remaining === null ? '…' : duration(at.remaining),
    speed: at.elapsed > 0 ? number(at.evaluations / at.elapsed, 1) : '…',
  };
  byId('progress-said').textContent =
    (job.state === 'paused' ? `${t('pausedNow')} ` : '') +
    t(at.scales > 1 ? 'progressScales' : 'progressOne', values);
}

async function act(path) {
  const job = currentJob();
  try {
    takeJob(await call('POST', `/api/jobs/${job.id}/${path}`));
  } catch (problem) {
    showProblem('stage-problem', problem.message || t('offline'));
  }
}

async function use(role) {
  try {
    const picture = await call('POST', `/api/jobs/${currentJob().id}/use`);
    takePicture(picture);
    if (role === 'content') {
      change({ content: picture, masks: null });
    } else if (role === 'style') {
      change({ styles: [...draft.styles, { picture, weight: 1 }], masks: null });
    } else {
      change({ start: picture });
    }
    toast(t(`used_${role}`));
  } catch (problem) {
    showProblem('stage-problem', problem.message || t('offline'));
  }
}

/** Deletes a job, which can be taken back for a while. */
export async function remove(job) {
  try {
    takeJob(await call('DELETE', `/api/jobs/${job.id}`));
    if (state.current === job.id) {
      look('');
    }
    toast(t('deleted', { title: job.title }), {
      label: t('undo'),
      act: async () => {
        takeJob(await call('POST', `/api/jobs/${job.id}/restore`));
        look(job.id);
      },
    });
  } catch (problem) {
    showProblem('stage-problem', problem.message || t('offline'));
  }
}

/** Fills the form with what a job was asked for. */
export function again(job) {
  take(job.spec);
  toast(t('settingsBack'));
}

/** Makes all of it work. */
export function start() {
  byId('pause').addEventListener('click', () => act('pause'));
  byId('resume').addEventListener('click', () => act('resume'));
  byId('stop').addEventListener('click', () => act('stop'));
  byId('continue').addEventListener('click', () => act('continue'));
  byId('again').addEventListener('click', () => again(currentJob()));
  byId('delete').addEventListener('click', () => remove(currentJob()));
  for (const role of ['content', 'style', 'start']) {
    byId(`use-${role}`).addEventListener('click', () => use(role));
  }
  byId('with-metadata').addEventListener('change', () => links(currentJob()));
  on('current', show);
  on('language', show);
  on('job', (job) => {
    if (job.id === state.current) {
      show();
    }
  });
  on('progress', (job) => {
    if (job.id === state.current) {
      progress(job);
    }
  });
  on('preview', (job) => {
    if (job.id === state.current && !hasResult(job)) {
      showAfter(afterUrl(job));
    }
  });
}
