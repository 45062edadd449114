/** A picture for each value of a setting, or of two. */
import { call, resultUrl } from './api.js';
import { spec } from './draft.js';
import { openDialog } from './dialogs.js';
import { byId, make, showProblem } from './dom.js';
import { newestFirst, on, look, state, takeJob } from './state.js';
import { hasResult, stateText } from './stage.js';
import { t } from './texts.js';

const usual = [
  ['strength', '30, 50, 70'],
  ['style-scale', '0.5, 1'],
];

function chooser(index) {
  const names = state.settings.map((setting) => setting.name);
  const options = (index === 0 ? [] : ['']).concat(names);
  const select = make(
    'select',
    { id: `grid-name-${index}` },
    ...options.map((name) => make('option', { value: name, textContent: name || t('nothing') })),
  );
  select.value = usual[index][0];
  const values = make('input', {
    type: 'text',
    id: `grid-values-${index}`,
    value: usual[index][1],
  });
  return make(
    'div',
    { class: 'row' },
    make('label', { for: select.id }, t(index === 0 ? 'gridAcross' : 'gridDown')),
    select,
    make('label', { for: values.id }, t('values')),
    values,
  );
}

function given(index) {
  const name = byId(`grid-name-${index}`).value;
  const values = byId(`grid-values-${index}`)
    .value.split(/[,;]/)
    .map((value) => value.trim())
    .filter(Boolean);
  return name ? [{ name, values }] : [];
}

async function ask(close) {
  try {
    const answer = await call('POST', '/api/jobs?vary=1', {
      spec: spec(),
      vary: [...given(0), ...given(1)],
    });
    answer.jobs.forEach(takeJob);
    close();
    look(answer.jobs[0].id);
    showGrid(answer.grid);
  } catch (problem) {
    showProblem('grid-problem', problem.message || t('offline'));
  }
}

/** Shows the pictures of a grid, as they come. */
export function showGrid(id) {
  openDialog(t('grid'), (close) => {
    const table = make('table', { class: 'cells', 'data-grid': id });
    fill(table, id, close);
    return make(
      'div',
      { class: 'form' },
      table,
      make('button', {
        type: 'button',
        id: 'grid-download',
        textContent: t('gridDownload'),
        onclick: () => download(cellsOf(id)),
      }),
    );
  });
}

function cellsOf(id) {
  return newestFirst().filter((job) => job.grid?.id === id);
}

/** The whole grid as one picture. */
async function download(jobs) {
  const { sheet } = await import('./sheet.js');
  make('a', { href: await sheet(jobs), download: 'grid.png' }).click();
}

function fill(table, id, close) {
  const jobs = cellsOf(id);
  const rows = Math.max(0, ...jobs.map((job) => job.grid.row + 1));
  table.replaceChildren(
    ...Array.from({ length: rows }, (_, row) =>
      make(
        'tr',
        {},
        ...jobs
          .filter((job) => job.grid.row === row)
          .sort((a, b) => a.grid.column - b.grid.column)
          .map((job) => make('td', {}, cell(job, close))),
      ),
    ),
  );
}

function cell(job, close) {
  return make(
    'button',
    {
      type: 'button',
      class: 'open',
      onclick: () => {
        close();
        look(job.id);
      },
    },
    make(
      'span',
      {},
      hasResult(job) ? make('img', { src: resultUrl(job, 320), alt: '' }) : null,
      make('span', {}, job.grid.labels.join(', ')),
      make('br'),
      make('span', { class: 'note' }, stateText(job)),
    ),
  );
}

/** Makes all of it work. */
export function start() {
  byId('open-grid').addEventListener('click', () => {
    const grid = state.jobs.get(state.current)?.grid;
    openDialog(t('grid'), (close) =>
      make(
        'div',
        { class: 'form' },
        make('p', { class: 'note' }, t('gridHelp', { most: state.limits.gridCells })),
        chooser(0),
        chooser(1),
        make('p', { class: 'problem', id: 'grid-problem', role: 'alert', hidden: true }),
        make(
          'div',
          { class: 'row' },
          make('button', {
            type: 'button',
            class: 'main',
            id: 'grid-start',
            textContent: t('start'),
            onclick: () => ask(close),
          }),
          grid
            ? make('button', {
                type: 'button',
                id: 'grid-show',
                textContent: t('showGrid'),
                onclick: () => {
                  close();
                  showGrid(grid.id);
                },
              })
            : null,
        ),
      ),
    );
  });
  on('jobs', () => {
    const table = document.querySelector('table[data-grid]');
    if (table) {
      fill(table, table.dataset.grid, () => byId('dialog').close());
    }
  });
}
