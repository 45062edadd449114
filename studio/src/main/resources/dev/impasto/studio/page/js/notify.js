/** The tab's title, and what is heard and seen at the end. */
import { byId } from './dom.js';
import { currentJob, on, state } from './state.js';
import { t } from './texts.js';

let told = -1;

function title() {
  const job = [...state.jobs.values()].find((each) => ['running', 'paused'].includes(each.state));
  document.title = job?.progress
    ? `${Math.floor(100 * job.progress.fraction)} % · Impasto`
    : 'Impasto';
}

/** To those who hear the page: every tenth of the way, and the end. */
function say(job) {
  const tenth = Math.floor(10 * job.progress.fraction);
  if (job.id === currentJob()?.id && tenth !== told) {
    told = tenth;
    byId('said').textContent = t('saidShare', { share: 10 * tenth });
  }
}

function sound() {
  const audio = new AudioContext();
  const loudness = audio.createGain();
  loudness.connect(audio.destination);
  loudness.gain.setValueAtTime(0.12, audio.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.9);
  for (const [pitch, at] of [[523, 0], [659, 0.15], [784, 0.3]]) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + 0.9);
  }
  setTimeout(() => audio.close(), 1500);
}

function ended(job, before) {
  const over = ['done', 'failed', 'stopped'];
  if (!before || over.includes(before.state) || !over.includes(job.state)) {
    return;
  }
  const line = t(`ended_${job.state}`, { title: job.title });
  byId('said').textContent = line;
  if (state.preferences.sound) {
    sound();
  }
  if (state.preferences.notification && globalThis.Notification?.permission === 'granted') {
    new Notification('Impasto', { body: line, icon: '/page/icon.svg' });
  }
}

/** Makes all of it work. */
export function start() {
  on('job', (job, before) => {
    ended(job, before);
    title();
  });
  on('progress', (job) => {
    title();
    say(job);
  });
  on('current', () => {
    told = -1;
  });
}
