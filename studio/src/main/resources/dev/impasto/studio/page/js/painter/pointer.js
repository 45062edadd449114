/** Painting by mouse, pen and touch: one finger paints, two move and zoom. */

const MIDDLE = 1;
/** The button by which a pen says that its other end is down. */
const PEN_ERASER = 5;

/**
 * @param {HTMLElement} frame
 * @param {import('./tools.js').Tools} tools
 * @param {import('./view.js').View} view
 * @param {function(?import('./masks.js').Place)} hover is told where the pointer is
 * @returns {{holdSpace: function(boolean), hasPanned: function(): boolean}}
 */
export function pointers(frame, tools, view, hover) {
  const fingers = new Map();
  /** The pointer that paints; a hand that rests beside a pen does not. */
  let painter = null;
  let isPen = false;
  let panning = null;
  let space = false;
  let panned = false;

  const point = (event) => ({ x: event.clientX, y: event.clientY });
  const place = (event) => view.place(event.clientX, event.clientY);
  const pressure = (event) => (event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : undefined);

  function pinch(event) {
    const from = twoOf(fingers);
    fingers.set(event.pointerId, point(event));
    const to = twoOf(fingers);
    view.pan(to.x - from.x, to.y - from.y);
    view.zoom(to.apart / Math.max(1, from.apart), to.x, to.y);
  }

  function giveUp() {
    if (painter !== null && tools.isPainting) {
      tools.cancel();
    }
    painter = null;
    isPen = false;
    panning = null;
  }

  function down(event) {
    frame.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch' && !isPen) {
      fingers.set(event.pointerId, point(event));
    } else if (event.pointerType === 'pen') {
      giveUp();
    }
    if (fingers.size > 1) {
      giveUp();
    } else if (event.button === MIDDLE || space) {
      event.preventDefault();
      panning = point(event);
      panned = true;
    } else if (painter === null && !tools.isPainting && [0, PEN_ERASER].includes(event.button)) {
      painter = event.pointerId;
      isPen = event.pointerType === 'pen';
      hover(place(event));
      tools.begin(place(event), pressure(event), tools.erase || event.button === PEN_ERASER);
    }
  }

  function move(event) {
    if (fingers.size > 1) {
      if (fingers.has(event.pointerId)) {
        pinch(event);
      }
    } else if (panning) {
      view.pan(event.clientX - panning.x, event.clientY - panning.y);
      panning = point(event);
    } else if (event.pointerId === painter && tools.isPainting) {
      const all = event.getCoalescedEvents?.() ?? [];
      for (const each of all.length > 0 ? all : [event]) {
        tools.to(place(each), pressure(each));
      }
    }
    if (painter === null || event.pointerId === painter) {
      hover(place(event));
    }
  }

  function up(event) {
    fingers.delete(event.pointerId);
    panning = null;
    if (event.pointerId === painter) {
      painter = null;
      isPen = false;
      if (tools.isPainting) {
        tools.end(place(event));
      }
    }
  }

  frame.addEventListener('pointerdown', down);
  frame.addEventListener('pointermove', move);
  frame.addEventListener('pointerup', up);
  frame.addEventListener('pointercancel', (event) => {
    fingers.delete(event.pointerId);
    giveUp();
  });
  frame.addEventListener('pointerleave', () => hover(null));
  frame.addEventListener('contextmenu', (event) => event.preventDefault());
  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // A pinch on a touchpad comes as a wheel with Ctrl, in smaller steps.
      const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.ctrlKey ? 4 : 1;
      view.zoom(Math.exp((-event.deltaY * step) / 400), event.clientX, event.clientY);
    },
    { passive: false },
  );
  return {
    /** While the space bar is down, the pointer moves the picture. */
    holdSpace: (held) => {
      panned &&= !held;
      space = held;
      frame.classList.toggle('panning', held);
    },
    /** Whether the space bar served to move the picture. */
    hasPanned: () => panned,
  };
}

/** The middle of two fingers, and how far they are apart. */
function twoOf(fingers) {
  const [a, b] = [...fingers.values()];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}
