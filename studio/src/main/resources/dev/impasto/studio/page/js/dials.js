/** The three sliders, the colors and the size; while a picture is made, sliders steer it. */
import { call } from './api.js';
import { change, draft, set } from './draft.js';
import { byId, settled, showProblem } from './dom.js';
import { currentJob, on } from './state.js';
import { number, t } from './texts.js';

const usual = { strength: '50', detail: '0' };

/** Which sliders are held by a pointer or a key just now. */
const held = new Set();

const steer = settled(250, async () => {
  const job = currentJob();
  if (!job || !['running', 'paused'].includes(job.state)) {
    return;
  }
  try {
    await call('PATCH', `/api/jobs/${job.id}`, {
      settings: { strength: byId('strength').value, detail: byId('detail').value },
    });
    byId('steer-said').textContent = t('steered', {
      strength: byId('strength').value,
      detail: byId('detail').value,
    });
  } catch (problem) {
    showProblem('stage-problem', problem.message || t('offline'));
  }
});

function scale() {
  return 2 ** Number(byId('stroke').value);
}

function show() {
  const { settings } = draft;
  for (const name of Object.keys(usual)) {
    if (!held.has(name)) {
      byId(name).value = settings[name] ?? usual[name];
    }
    byId(`${name}-value`).textContent = byId(name).value;
  }
  if (!held.has('stroke')) {
    const wanted = Number.parseFloat(settings['style-scale'] ?? '1');
    byId('stroke').value = Number.isFinite(wanted) && wanted > 0 ? Math.log2(wanted) : 0;
  }
  byId('stroke-value').textContent = number(scale(), 2);
  byId('stroke').setAttribute('aria-valuetext', number(scale(), 2));
  for (const radio of document.querySelectorAll('input[name=color]')) {
    radio.checked = radio.value === (settings.color ?? 'none');
  }
  const size = settings.size ?? '512';
  const listed = [...byId('size').options].some((option) => option.value === size && size !== 'own');
  byId('size').value = listed ? size : 'own';
  byId('size-own').hidden = listed;
  if (!listed) {
    byId('size-own').value = size;
  }
  byId('animation').checked = draft.animation;
}

/** Makes all of it work. */
export function start() {
  for (const name of Object.keys(usual)) {
    byId(name).addEventListener('input', (event) => {
      const value = event.target.value;
      held.add(name);
      set(name, value === usual[name] && !draft.base ? '' : value);
      steer();
    });
    byId(name).addEventListener('change', () => held.delete(name));
    byId(name).addEventListener('blur', () => held.delete(name));
  }
  byId('stroke').addEventListener('input', () => {
    held.add('stroke');
    const value = scale();
    set('style-scale', value === 1 && !draft.base ? '' : Number(value.toFixed(3)));
  });
  byId('stroke').addEventListener('change', () => held.delete('stroke'));
  byId('colors').addEventListener('change', (event) => {
    set('color', event.target.value === 'none' && !draft.base ? '' : event.target.value);
  });
  byId('size').addEventListener('change', (event) => {
    const value = event.target.value;
    set('size', value === 'own' ? byId('size-own').value : value);
    if (value === 'own') {
      byId('size').value = 'own';
      byId('size-own').hidden = false;
      byId('size-own').focus();
    }
  });
  byId('size-own').addEventListener('change', (event) => set('size', event.target.value));
  byId('animation').addEventListener('change', (event) =>
    change({ animation: event.target.checked }),
  );
  on('draft', show);
  on('language', show);
  // Another page may steer the same picture.
  on('job', (job, before) => {
    const shown = job.id === currentJob()?.id && ['running', 'paused'].includes(job.state);
    if (!shown || !before) {
      return;
    }
    for (const name of Object.keys(usual)) {
      const now = job.spec.settings[name] ?? usual[name];
      if (now !== (before.spec.settings[name] ?? usual[name]) && !held.has(name)) {
        set(name, now === usual[name] && !draft.base ? '' : now);
      }
    }
  });
}

