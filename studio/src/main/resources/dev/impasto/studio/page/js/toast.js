/** A line that appears for some seconds, perhaps with a way back. */
import { byId, make } from './dom.js';

let timer = 0;

/**
 * @param {string} line
 * @param {{label: string, act: function}} [back]
 */
export function toast(line, back) {
  const element = byId('toast');
  element.replaceChildren(make('span', {}, line));
  if (back) {
    element.append(
      make('button', {
        type: 'button',
        textContent: back.label,
        onclick: () => {
          element.hidden = true;
          back.act();
        },
      }),
    );
  }
  element.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => {
    element.hidden = true;
  }, back ? 10000 : 6000);
}
