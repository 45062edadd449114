/** Painting by mouse, pen and touch: one finger paints, two move and zoom. */

/**
 * @param {HTMLElement} frame
 * @param {import('./tools.js').Tools} tools
 * @param {import('./view.js').View} view
 * @param {function(?{x: number, y: number})} hover is told where the pointer is
 */
export function pointers(frame, tools, view, hover) {
  const fingers = new Map();
  let panning = null;
  let space = false;

  function place(event) {
    return view.place(event.clientX, event.clientY);
  }

  function pressure(event) {
    return event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : 0.5;
  }

  function pinch(event) {
    const before = [...fingers.values()];
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = [...fingers.values()];
    const distance = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
    const middle = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const from = middle(before);
    const to = middle(now);
    view.pan(to.x - from.x, to.y - from.y);
    view.zoom(distance(now) / Math.max(1, distance(before)), to.x, to.y);
  }

  frame.addEventListener('pointerdown', (event) => {
    frame.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (fingers.size === 2) {
        tools.cancel();
        return;
      }
    }
    if (event.button === 1 || space) {
      panning = { x: event.clientX, y: event.clientY };
    } else if (event.button === 0 && fingers.size < 2) {
      tools.begin(place(event), pressure(event));
    }
  });
  frame.addEventListener('pointermove', (event) => {
    hover(place(event));
    if (fingers.size === 2 && fingers.has(event.pointerId)) {
      pinch(event);
    } else if (panning) {
      view.pan(event.clientX - panning.x, event.clientY - panning.y);
      panning = { x: event.clientX, y: event.clientY };
    } else if (tools.isPainting) {
      const all = event.getCoalescedEvents?.() ?? [];
      for (const each of all.length ? all : [event]) {
        tools.make(place(each), pressure(each));
      }
    }
  });
  const up = (event) => {
    fingers.delete(event.pointerId);
    panning = null;
    if (tools.isPainting) {
      tools.end(place(event));
    }
  };
  frame.addEventListener('pointerup', up);
  frame.addEventListener('pointercancel', (event) => {
    fingers.delete(event.pointerId);
    panning = null;
    if (tools.isPainting) {
      tools.cancel();
    }
  });
  frame.addEventListener('pointerleave', () => hover(null));
  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      view.zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
    },
    { passive: false },
  );
  return {
    /** While the space bar is down, the pointer moves the picture. */
    holdSpace: (held) => {
      space = held;
      frame.classList.toggle('panning', held);
    },
  };
}
