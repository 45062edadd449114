/** One dialog at a time, which gives the focus back. */
import { byId, make } from './dom.js';
import { t } from './texts.js';

/**
 * @param {string} title
 * @param {function(function): Node} content is given what closes the dialog
 */
export function openDialog(title, content) {
  const dialog = byId('dialog');
  const before = document.activeElement;
  const close = () => dialog.close();
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(
    make('h2', { id: 'dialog-title' }, title),
    content(close),
    make(
      'div',
      { class: 'end' },
      make('button', { type: 'button', id: 'dialog-close', textContent: t('close'), onclick: close }),
    ),
  );
  dialog.onclose = () => {
    // The word of a close comes late: another dialog may have been opened since.
    if (!dialog.open) {
      dialog.replaceChildren();
      before?.focus?.();
    }
  };
  dialog.showModal();
}
