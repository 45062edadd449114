/** Where in the picture each painting's manner goes, and what stays. */
import { pictureUrl, upload } from './api.js';
import { change, draft } from './draft.js';
import { byId, showProblem } from './dom.js';
import { on, takePicture } from './state.js';
import { currentLanguage, t } from './texts.js';

const colors = ['#d1495b', '#2b7bba', '#6a994e', '#e09f3e', '#9b5de5', '#00a6a6', '#b5651d', '#ef476f'];

/** What was painted last, as long as it is no set of masks. */
let unfinished = null;

async function mask(id) {
  if (!id) {
    return null;
  }
  const answer = await fetch(pictureUrl(id, 1280));
  if (!answer.ok) {
    throw new Error(t('masksGone'));
  }
  return answer.blob();
}

async function keep(blob, name) {
  if (!blob) {
    return null;
  }
  const picture = await upload('/api/pictures', blob, name, { kind: 'mask' });
  takePicture(picture);
  return picture.id;
}

async function open() {
  if (!draft.content || draft.styles.length === 0) {
    showProblem('problem', t('masksNeedPictures'));
    return;
  }
  try {
    const result = await paint(await before());
    if (result) {
      unfinished = { ...result, of: draft.content.id };
      await take(result);
    }
  } catch (problem) {
    showProblem('problem', problem.size ? t('masksOther') : problem.message || t('offline'));
  }
  show();
}

/** The masks to go on with. */
async function before() {
  if (unfinished?.of === draft.content.id) {
    return unfinished;
  }
  const { regions = [], protect = null } = draft.masks ?? {};
  return { regions: await Promise.all(regions.map(mask)), protect: await mask(protect) };
}

async function paint({ regions, protect }) {
  const { openPainter } = await import('./painter/painter.js');
  return openPainter({
    photograph: pictureUrl(draft.content.id, 1280),
    regions: draft.styles.map((style, i) => ({
      name: style.picture.name.replace(/\.\w+$/, ''),
      color: colors[i % colors.length],
      mask: regions[i] ?? null,
    })),
    protect,
    language: currentLanguage(),
  });
}

/** All paintings have a region, or none has. What is less than that waits to be finished. */
async function take(result) {
  const painted = result.regions.filter(Boolean).length;
  if (painted > 0 && painted < draft.styles.length) {
    throw new Error(t('masksEach'));
  }
  const regions =
    painted === 0
      ? []
      : await Promise.all(result.regions.map((blob, i) => keep(blob, `region-${i + 1}.png`)));
  const protect = await keep(result.protect, 'stays.png');
  unfinished = null;
  showProblem('problem');
  change({ masks: regions.length || protect ? { regions, protect } : null });
}

function show() {
  const masks = draft.masks;
  byId('clear-masks').hidden = !masks && !unfinished;
  const said = [];
  if (masks?.regions?.length) {
    said.push(t('masksRegions', { count: masks.regions.length }));
  }
  if (masks?.protect) {
    said.push(t('masksProtect'));
  }
  byId('masks-said').textContent = said.join(', ');
}

/** Makes all of it work. */
export function start() {
  byId('open-masks').addEventListener('click', open);
  byId('clear-masks').addEventListener('click', () => {
    unfinished = null;
    showProblem('problem');
    change({ masks: null });
    byId('open-masks').focus();
  });
  on('draft', show);
  on('language', show);
}
