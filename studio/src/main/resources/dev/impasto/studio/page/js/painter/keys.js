/** Painting by keys. */

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} dialog
 * @param {HTMLElement} frame in which the arrow keys move
 * @param {Object} p the painter
 */
export function keys(dialog, frame, p) {
  const { tools, view, masks } = p;

  function move([dx, dy], far) {
    const step = Math.max(1, tools.size / (far ? 1 : 4));
    tools.cursor = {
      x: Math.max(0, Math.min(masks.width, tools.cursor.x + dx * step)),
      y: Math.max(0, Math.min(masks.height, tools.cursor.y + dy * step)),
    };
    if (tools.last) {
      tools.make(tools.cursor);
    }
    p.hover(tools.cursor);
    p.sayPlace();
  }

  /** A rectangle has two corners, a stroke lasts as long as the key. */
  function press() {
    if (tools.kind === 'rectangle' && tools.corner) {
      tools.end(tools.cursor);
      p.sayPainted();
    } else if (!tools.isPainting) {
      tools.begin(tools.cursor);
    }
  }

  const plain = {
    b: () => tools.set({ kind: 'brush' }),
    e: () => tools.set({ kind: 'eraser' }),
    r: () => tools.set({ kind: 'rectangle' }),
    x: () => tools.set({ kind: tools.kind === 'eraser' ? 'brush' : 'eraser' }),
    i: () => tools.whole(() => masks.invert(tools.layer)),
    f: () => view.fit(),
    p: () => tools.set({ layer: masks.layers.length - 1 }),
    0: () => tools.set({ layer: masks.layers.length - 1 }),
    '[': () => tools.set({ size: tools.size - 4 }),
    ']': () => tools.set({ size: tools.size + 4 }),
    '{': () => tools.set({ size: tools.size - 24 }),
    '}': () => tools.set({ size: tools.size + 24 }),
    '+': () => view.zoom(1.4),
    '=': () => view.zoom(1.4),
    '-': () => view.zoom(1 / 1.4),
  };

  dialog.addEventListener('keydown', (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key === 'z' || key === 'y') {
        event.preventDefault();
        (key === 'y' || event.shiftKey ? p.redo : p.undo)();
      }
      return;
    }
    const onFrame = document.activeElement === frame;
    const digit = Number(key);
    if (onFrame && arrows[event.key]) {
      event.preventDefault();
      move(arrows[event.key], event.shiftKey);
    } else if (onFrame && event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) {
        press();
      }
    } else if (onFrame && key === ' ') {
      event.preventDefault();
      p.holdSpace(true);
    } else if (digit >= 1 && digit < masks.layers.length) {
      tools.set({ layer: digit - 1 });
    } else if (plain[key] && !(event.target.type === 'range' && key === ' ')) {
      plain[key]();
    }
  });
  dialog.addEventListener('keyup', (event) => {
    if (event.key === 'Enter' && tools.last) {
      tools.end(tools.cursor);
      p.sayPainted();
    } else if (event.key === ' ') {
      p.holdSpace(false);
    }
  });
}
