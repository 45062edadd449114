/** The losses of the job that is looked at, as curves. */
import { get } from './api.js';
import { byId, loadStyle } from './dom.js';
import { currentJob, on, state } from './state.js';
import { t } from './texts.js';

const colors = { total: '#c2571a', content: '#2b7bba', style: '#6a994e', tv: '#9b5de5', detail: '#d1495b' };
const HEIGHT = 220;

let chart = null;
let shown = '';
let table = { iterations: [], names: [], values: [] };

function ink() {
  return getComputedStyle(document.documentElement).color;
}

function clear() {
  chart?.destroy();
  chart = null;
  byId('losses').replaceChildren();
}

async function draw() {
  if (!table.names.length || !byId('losses-box').open) {
    clear();
    return;
  }
  loadStyle('/lib/uplot.css');
  const { default: uPlot } = await import('/lib/uplot.js');
  clear();
  const box = byId('losses');
  const axis = { stroke: ink, grid: { stroke: '#8884', width: 1 }, ticks: { stroke: '#8884' } };
  chart = new uPlot(
    {
      width: Math.max(240, box.clientWidth),
      height: HEIGHT,
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [{ ...axis, label: t('evaluations'), labelSize: 20 }, { ...axis, size: 60 }],
      series: [
        { label: t('evaluations') },
        ...table.names.map((name) => ({
          label: t(`loss_${name}`),
          stroke: colors[name] ?? '#888',
          width: 2,
          points: { show: false },
        })),
      ],
    },
    data(),
    box,
  );
}

/** A logarithm has no 0. */
function data() {
  return [
    table.iterations,
    ...table.values.map((row) => row.map((value) => (value > 0 ? value : null))),
  ];
}

async function load() {
  const job = currentJob();
  shown = job?.id ?? '';
  byId('losses-box').hidden = !job?.progress && !(job?.seconds > 0);
  table = { iterations: [], names: [], values: [] };
  if (job) {
    try {
      const given = await get(`/api/jobs/${job.id}/losses`);
      if (shown === job.id) {
        table = given;
      }
    } catch {
      // There are none yet.
    }
  }
  draw();
}

function add(job) {
  const at = job.progress;
  byId('losses-box').hidden = false;
  if (at.evaluations <= (table.iterations.at(-1) ?? 0)) {
    return;
  }
  let fresh = false;
  for (const name of Object.keys(at.losses)) {
    if (!table.names.includes(name)) {
      table.names.push(name);
      table.values.push(table.iterations.map(() => null));
      fresh = true;
    }
  }
  table.iterations.push(at.evaluations);
  table.names.forEach((name, i) => table.values[i].push(at.losses[name] ?? null));
  if (fresh || !chart) {
    draw();
  } else {
    chart.setData(data());
  }
}

/** Makes all of it work. */
export function start() {
  on('current', load);
  on('language', draw);
  on('progress', (job) => {
    if (job.id === state.current) {
      if (shown !== job.id) {
        load();
      } else {
        add(job);
      }
    }
  });
  byId('losses-box').addEventListener('toggle', draw);
  window.addEventListener('resize', () => {
    chart?.setSize({ width: Math.max(240, byId('losses').clientWidth), height: HEIGHT });
  });
}
