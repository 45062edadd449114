/** The studio's interface over HTTP. */

/** What the studio says is wrong, in one line. */
export class Problem extends Error {
  constructor(line, status) {
    super(line);
    this.status = status;
  }
}

async function answer(response) {
  const text = await response.text();
  let body = {};
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    // An answer that is none.
  }
  if (!response.ok) {
    throw new Problem(body.problem ?? `${response.status} ${response.statusText}`, response.status);
  }
  return body;
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Problem('', 0);
  }
  return answer(response);
}

/** @param {string} path */
export function get(path) {
  return send(path, {});
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Object} [body]
 */
export function call(method, path, body = {}) {
  return send(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Impasto': '1' },
    body: JSON.stringify(body),
  });
}

/**
 * Sends a file.
 * @param {string} path
 * @param {Blob} file
 * @param {string} name
 * @param {Object<string, string>} [query]
 */
export function upload(path, file, name, query = {}) {
  const parameters = new URLSearchParams({ name, ...query });
  return send(`${path}?${parameters}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-Impasto': '1' },
    body: file,
  });
}

/** The address of a picture, at most so large. */
export function pictureUrl(id, longest = 320) {
  return `/api/pictures/${id}?longest=${longest}`;
}

/** The address of a job's result, at most so large. */
export function resultUrl(job, longest = 1280) {
  return `/api/jobs/${job.id}/result?longest=${longest}&r=${job.revision}`;
}

/** Lets the browser in with the token of the address, which then disappears from it. */
export async function enter() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) {
    await call('POST', '/api/session', { token });
    history.replaceState(null, '', location.pathname);
  }
}
