/** What the page knows of the studio: its jobs, pictures and settings. */

const listeners = new Map();

export const state = {
  /** @type {Map<string, Object>} jobs by their ids */
  jobs: new Map(),
  /** @type {Map<string, Object>} pictures by their ids */
  pictures: new Map(),
  settings: [],
  examples: { content: [], style: [] },
  preferences: {},
  limits: {},
  /** The id of the job that is looked at, or '' */
  current: '',
};

/**
 * Has something done whenever something changes.
 * @param {string} what `jobs`, `job`, `progress`, `preview`, `current`, `draft` or `language`
 * @param {function} act
 */
export function on(what, act) {
  listeners.set(what, [...(listeners.get(what) ?? []), act]);
}

/** Tells that something has changed. */
export function tell(what, ...values) {
  for (const act of listeners.get(what) ?? []) {
    act(...values);
  }
}

/** Takes over what the server says. */
export function takeState(given) {
  state.jobs = new Map(given.jobs.map((job) => [job.id, job]));
  state.settings = given.settings;
  state.examples = given.examples;
  state.preferences = given.preferences;
  state.limits = given.limits;
  for (const picture of [...given.examples.content, ...given.examples.style]) {
    state.pictures.set(picture.id, picture);
  }
  for (const job of given.jobs) {
    job.pictures.forEach(takePicture);
  }
}

/** Remembers a picture. */
export function takePicture(picture) {
  state.pictures.set(picture.id, picture);
}

/** Takes over what the server says of one job; an older word of it is ignored. */
export function takeJob(job) {
  const known = state.jobs.get(job.id);
  if (known && known.revision > job.revision) {
    return;
  }
  job.pictures.forEach(takePicture);
  if (job.deleted) {
    state.jobs.delete(job.id);
  } else {
    state.jobs.set(job.id, job);
  }
  tell('job', job, known);
  tell('jobs');
}

/** The job that is looked at. */
export function currentJob() {
  return state.jobs.get(state.current);
}

/** The newest jobs first. */
export function newestFirst() {
  return [...state.jobs.values()].sort((a, b) => b.number - a.number);
}

/** Looks at a job; its id stands in the address. */
export function look(id) {
  state.current = id;
  history.replaceState(null, '', id ? `#job=${id}` : location.pathname);
  tell('current');
}
