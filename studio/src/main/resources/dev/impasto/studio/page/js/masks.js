/** Where in the picture each painting's manner goes, and what stays. */
import { pictureUrl, upload } from './api.js';
import { change, draft } from './draft.js';
import { byId, showProblem } from './dom.js';
import { on, takePicture } from './state.js';
import { currentLanguage, t } from './texts.js';

const colors = ['#d1495b', '#2b7bba', '#6a994e', '#e09f3e', '#9b5de5', '#00a6a6', '#b5651d', '#ef476f'];

async function mask(id) {
  return id ? (await fetch(pictureUrl(id, 1280))).blob() : null;
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
  const { openPainter } = await import('./painter/painter.js');
  const before = draft.masks ?? { regions: [], protect: null };
  const regions = await Promise.all(
    draft.styles.map(async (style, i) => ({
      name: style.picture.name.replace(/\.\w+$/, ''),
      color: colors[i % colors.length],
      mask: await mask(before.regions?.[i]),
    })),
  );
  const result = await openPainter({
    photograph: pictureUrl(draft.content.id, 1280),
    regions,
    protect: await mask(before.protect),
    language: currentLanguage(),
  });
  if (result) {
    await take(result);
  }
}

/** A painting of whose region nothing is painted gets no region: all regions, or none. */
async function take(result) {
  try {
    const painted = result.regions.filter(Boolean).length;
    if (painted > 0 && painted < draft.styles.length && draft.styles.length > 1) {
      showProblem('problem', t('masksEach'));
      return;
    }
    const regions =
      painted === 0
        ? []
        : await Promise.all(result.regions.map((blob, i) => keep(blob, `region-${i + 1}.png`)));
    const protect = await keep(result.protect, 'stays.png');
    showProblem('problem');
    change({ masks: regions.length || protect ? { regions, protect } : null });
  } catch (problem) {
    showProblem('problem', problem.message || t('offline'));
  }
}

function show() {
  const masks = draft.masks;
  byId('clear-masks').hidden = !masks;
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
    change({ masks: null });
    byId('open-masks').focus();
  });
  on('draft', show);
  on('language', show);
}
