/** Two pictures in one place with a line between them. */
import { byId, make } from './dom.js';

const parts = { box: null, after: null, before: null, line: null };
let loading = null;
let waiting = null;

/** Shows nothing but a hint. */
export function clearView() {
  parts.box = null;
  byId('view').replaceChildren(byId('view-empty') ?? make('p', { id: 'view-empty' }));
  byId('compare-row').hidden = true;
}

/**
 * Shows a pair of pictures.
 * @param {{after: string, before: string, ratio: number, afterName: string, beforeName: string}} pair
 */
export function showPair(pair) {
  if (!parts.box) {
    parts.after = make('img', { class: 'whole after' });
    parts.before = make('img', { class: 'whole before' });
    parts.line = make('div', { class: 'line', hidden: true });
    parts.box = make('div', { class: 'pair' }, parts.after, parts.before, parts.line);
    byId('view').replaceChildren(parts.box);
  }
  parts.box.style.setProperty('--ratio', pair.ratio);
  parts.after.alt = pair.afterName;
  parts.before.alt = pair.beforeName;
  if (parts.before.getAttribute('src') !== pair.before) {
    parts.before.src = pair.before;
  }
  showAfter(pair.after);
  byId('compare-row').hidden = false;
  cut();
}

/**
 * Puts another picture in place once it is there, so that nothing flickers. While one comes, only
 * the newest of those that are asked for meanwhile is kept.
 * @param {string} url
 */
export function showAfter(url) {
  if (!parts.box || parts.after.getAttribute('src') === url || loading === url) {
    return;
  }
  if (loading) {
    waiting = url;
    return;
  }
  loading = url;
  const next = new Image();
  const done = () => {
    loading = null;
    const later = waiting;
    waiting = null;
    if (later) {
      showAfter(later);
    }
  };
  next.onload = () => {
    if (parts.after) {
      parts.after.src = url;
    }
    done();
  };
  next.onerror = done;
  next.src = url;
}

/** Moves the line to where the slider says. */
function cut() {
  const share = Number(byId('compare').value);
  if (!parts.box) {
    return;
  }
  parts.before.style.setProperty('--cut', `${share}%`);
  parts.before.setAttribute('aria-hidden', String(share === 0));
  parts.line.hidden = share === 0 || share === 100;
  const { offsetLeft, offsetWidth } = parts.after;
  parts.line.style.left = `${offsetLeft + (offsetWidth * share) / 100}px`;
  byId('flip').setAttribute('aria-pressed', String(share === 100));
}

function drag(event) {
  const box = parts.after?.getBoundingClientRect();
  if (box?.width) {
    const share = (100 * (event.clientX - box.left)) / box.width;
    byId('compare').value = Math.max(0, Math.min(100, share));
    cut();
  }
}

/** Makes all of it work. */
export function start() {
  byId('compare').addEventListener('input', cut);
  byId('flip').addEventListener('click', () => {
    byId('compare').value = byId('compare').value === '100' ? 0 : 100;
    cut();
  });
  byId('view').addEventListener('pointerdown', (event) => {
    if (parts.box && event.isPrimary) {
      event.preventDefault();
      byId('view').setPointerCapture(event.pointerId);
      drag(event);
    }
  });
  byId('view').addEventListener('pointermove', (event) => {
    if (byId('view').hasPointerCapture(event.pointerId)) {
      drag(event);
    }
  });
  window.addEventListener('resize', cut);
}
