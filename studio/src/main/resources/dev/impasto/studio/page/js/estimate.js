/** What the picture will take, said before it is asked for. */
import { call } from './api.js';
import { draft, spec } from './draft.js';
import { byId, settled, showProblem } from './dom.js';
import { on } from './state.js';
import { duration, number, t } from './texts.js';

let asked = 0;

/** What this has shown as a problem: those of others are not its to take away. */
let shown = '';

function tell(line) {
  if (line || byId('problem').textContent === shown) {
    showProblem('problem', line);
  }
  shown = line;
}

const ask = settled(600, async () => {
  const mine = ++asked;
  const said = byId('estimate');
  if (!draft.content || draft.styles.length === 0) {
    said.textContent = '';
    tell('');
    return;
  }
  try {
    const estimate = await call('POST', '/api/estimate', spec());
    if (mine !== asked) {
      return;
    }
    tell(estimate.fits ? '' : t('doesNotFit', { largest: estimate.largestSize }));
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
      tell(problem.message || t('offline'));
    }
  }
});

/** Asks whenever something has changed. */
export function start() {
  on('draft', ask);
  on('language', ask);
}
