/** What the picture will take, said before it is asked for. */
import { call } from './api.js';
import { draft, spec } from './draft.js';
import { byId, settled, showProblem } from './dom.js';
import { on } from './state.js';
import { duration, number, t } from './texts.js';

let asked = 0;

const ask = settled(600, async () => {
  const mine = ++asked;
  const said = byId('estimate');
  if (!draft.content || draft.styles.length === 0) {
    said.textContent = '';
    showProblem('problem');
    return;
  }
  try {
    const estimate = await call('POST', '/api/estimate', spec());
    if (mine !== asked) {
      return;
    }
    showProblem(
      'problem',
      estimate.fits ? '' : t('doesNotFit', { largest: estimate.largestSize }),
    );
    const what = {
      width: estimate.width,
      height: estimate.height,
      memory: number(estimate.memoryBytes / 1e6),
      time: estimate.seconds === null ? '' : duration(estimate.seconds),
    };
    said.textContent = t(estimate.seconds === null ? 'estimateNoTime' : 'estimate', what);
  } catch (problem) {
    if (mine === asked) {
      said.textContent = '';
      showProblem('problem', problem.message || t('offline'));
    }
  }
});

/** Asks whenever something has changed. */
export function start() {
  on('draft', ask);
  on('language', ask);
}
