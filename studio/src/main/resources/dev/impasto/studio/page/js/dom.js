/** Elements, made and found. */

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Makes an element. Text is only ever text.
 * @param {string} tag
 * @param {Object<string, *>} [properties] `class`, `data-…`, `aria-…` as attributes, all else as properties
 * @param {...(Node|string|null)} children
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.includes('-') || name === 'for' || name === 'role' || name === 'scope') {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Shows a problem beside what it is of, or takes it away.
 * @param {string} id of the element
 * @param {string} [line]
 */
export function showProblem(id, line = '') {
  const element = byId(id);
  element.textContent = line;
  element.hidden = line === '';
}

/**
 * Waits until nothing more comes for a while.
 * @param {number} millis
 * @param {function} act
 */
export function settled(millis, act) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), millis);
  };
}

/**
 * Loads a style sheet that the first sight of the page does not need.
 * @param {string} href
 */
export function loadStyle(href) {
  if (!document.querySelector(`link[href="${href}"]`)) {
    document.head.append(make('link', { rel: 'stylesheet', href }));
  }
}
