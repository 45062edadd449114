/** All of it by keys: what is painted with, and painting itself. */

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How far an arrow key goes, and with Shift, on the screen: who zooms in goes in smaller steps. */
const NEAR = 8;
const FAR = 64;

/** How much of the brush `[` and `]` change, and with Shift. */
const FINE = 4;
const COARSE = 24;

/** Keys that only set something. @returns {Object<string, function>} */
function settings(p) {
  const { tools, masks } = p;
  const stays = () => tools.set({ layer: masks.layers.length - 1 });
  const size = (more) => () => tools.set({ size: tools.size + more });
  return {
    b: () => tools.set({ shape: 'brush', erase: false }),
    e: () => tools.set({ erase: true }),
    r: () => tools.set({ shape: 'rectangle', erase: false }),
    o: () => tools.set({ shape: 'ellipse', erase: false }),
    x: () => tools.set({ erase: !tools.erase }),
    i: p.invert,
    f: p.fit,
    p: stays,
    0: stays,
    '[': size(-FINE),
    ']': size(FINE),
    '{': size(-COARSE),
    '}': size(COARSE),
    '+': p.zoomIn,
    '=': p.zoomIn,
    '-': p.zoomOut,
  };
}

/**
 * Listens to keys for as long as the painter is open.
 * @param {Object} p the painter
 * @returns {function} ends it
 */
export function keys(p) {
  const { tools, view, cursor, frame } = p;
  const set = settings(p);
  let space = false;
  /** Whether the stroke under way is of the keys, not of a pointer. */
  let begun = false;

  const isDrawing = () => begun && tools.isPainting;

  function begin() {
    if (!tools.isPainting) {
      begun = true;
      tools.begin(cursor.last);
    }
  }

  function end() {
    if (isDrawing()) {
      tools.end(cursor.last);
      p.sayPainted();
    }
  }

  function move([dx, dy], far) {
    const step = Math.max(1, (far ? FAR : NEAR) / view.scale);
    if (space) {
      begin();
    }
    cursor.at({ x: cursor.last.x + dx * step, y: cursor.last.y + dy * step });
    if (isDrawing()) {
      tools.to(cursor.last);
    }
    cursor.at(cursor.last);
    view.follow(cursor.last);
    p.sayPlace();
  }

  /** A brush paints for as long as the key is down; a rectangle has two corners. */
  const onCanvas = {
    Enter: () => (tools.corner ? end() : begin()),
    d: () => (tools.isPainting ? end() : begin()),
    ' ': () => {
      space = true;
      p.holdSpace(true);
    },
  };

  function released(key) {
    if (key === 'Enter' && tools.shape === 'brush') {
      end();
    } else if (key === ' ' && space) {
      space = false;
      if (!p.hasPanned()) {
        if (isDrawing()) {
          end();
        } else {
          begin();
          released('Enter');
        }
      }
      p.holdSpace(false);
    }
  }

  function onEscape(event) {
    if (tools.isPainting) {
      event.preventDefault();
      tools.cancel();
    } else {
      p.escape(event);
    }
  }

  /** AltGr, by which some keyboards write brackets, comes as Ctrl and Alt. */
  const isCommand = (event) => event.metaKey || (event.ctrlKey && !event.altKey);

  function command(key, event) {
    if (key === 'z' || key === 'y') {
      event.preventDefault();
      (key === 'y' || event.shiftKey ? p.redo : p.undo)();
    }
  }

  function down(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const { activeElement } = document;
    const isOnFrame = activeElement === frame || activeElement === p.dialog || activeElement === document.body;
    if (key === 'Escape') {
      onEscape(event);
    } else if (isCommand(event)) {
      command(key, event);
    } else if (isOnFrame && arrows[key]) {
      event.preventDefault();
      move(arrows[key], event.shiftKey);
    } else if (isOnFrame && onCanvas[key]) {
      event.preventDefault();
      if (!event.repeat) {
        onCanvas[key]();
      }
    } else if (key >= '1' && key <= '9' && Number(key) < p.masks.layers.length) {
      tools.set({ layer: Number(key) - 1 });
    } else if (Object.hasOwn(set, key)) {
      set[key]();
    }
  }

  const up = (event) => released(event.key);
  const blur = () => {
    p.holdSpace(false);
    space = false;
    end();
  };
  document.addEventListener('keydown', down);
  document.addEventListener('keyup', up);
  window.addEventListener('blur', blur);
  return () => {
    document.removeEventListener('keydown', down);
    document.removeEventListener('keyup', up);
    window.removeEventListener('blur', blur);
  };
}
