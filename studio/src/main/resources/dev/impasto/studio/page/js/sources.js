/** The photograph and the paintings: chosen, dropped, pasted, taken from the examples. */
import { Problem, pictureUrl, upload } from './api.js';
import { change, draft, take } from './draft.js';
import { byId, make, showProblem } from './dom.js';
import { openDialog } from './dialogs.js';
import { on, state, takePicture } from './state.js';
import { t } from './texts.js';
import { toast } from './toast.js';

/** Makes a picture of a file the photograph or a painting. */
function use(picture, role) {
  if (role === 'content') {
    change({ content: picture, masks: null });
  } else {
    change({ styles: [...draft.styles, { picture, weight: 1 }], masks: null });
  }
}

/** Where a picture is needed most. */
function missingRole() {
  return draft.content ? 'style' : 'content';
}

/**
 * Takes a file: a result of Impasto brings its settings back, anything else is a picture.
 * @param {File} file
 * @param {string} [role] `content` or `style`
 */
async function takeFile(file, role) {
  if (!role) {
    try {
      const recipe = await upload('/api/recipes', file, file.name);
      recipe.pictures.forEach(takePicture);
      take(recipe.spec);
      toast(
        recipe.missing.length
          ? t('settingsBackMissing', { names: recipe.missing.join(', ') })
          : t('settingsBack'),
      );
      return;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 400) {
        throw problem;
      }
    }
  }
  const picture = await upload('/api/pictures', file, file.name || 'picture');
  takePicture(picture);
  use(picture, role ?? missingRole());
}

/** Takes several files, one after the other. */
export async function takeFiles(files, role) {
  for (const file of files) {
    const where = `${role ?? missingRole()}-problem`;
    showProblem('content-problem');
    showProblem('style-problem');
    document.body.setAttribute('aria-busy', 'true');
    try {
      await takeFile(file, role);
    } catch (problem) {
      showProblem(where, problem.message || t('offline'));
    } finally {
      document.body.removeAttribute('aria-busy');
    }
  }
}

function figure(picture) {
  return make('img', {
    src: pictureUrl(picture.id),
    alt: picture.name,
    loading: 'lazy',
  });
}

function showContent() {
  const chosen = byId('content-chosen');
  chosen.replaceChildren();
  if (draft.content) {
    chosen.append(
      make('figure', {}, figure(draft.content), make('figcaption', {}, draft.content.name)),
    );
  }
  if (draft.start) {
    const remove = make('button', {
      type: 'button',
      textContent: t('noStart', { name: draft.start.name }),
      onclick: () => change({ start: null }),
    });
    chosen.append(remove);
  }
}

function showStyles() {
  const chosen = byId('style-chosen');
  chosen.replaceChildren(
    ...draft.styles.map((style, index) => {
      const remove = make('button', {
        type: 'button',
        'aria-label': t('removePainting', { name: style.picture.name }),
        textContent: t('remove'),
        onclick: () => {
          change({ styles: draft.styles.filter((_, i) => i !== index), masks: null });
          byId('style-file').focus();
        },
      });
      const weight = make('input', {
        type: 'number',
        class: 'weight',
        min: '0.1',
        max: '100',
        step: '0.1',
        value: style.weight,
        'aria-label': t('weightOf', { name: style.picture.name }),
        onchange: (event) => {
          style.weight = Number(event.target.value) > 0 ? Number(event.target.value) : 1;
          change({ styles: draft.styles });
        },
      });
      return make(
        'li',
        {},
        figure(style.picture),
        make('span', { class: 'name' }, style.picture.name),
        draft.styles.length > 1 ? weight : null,
        remove,
      );
    }),
  );
}

function openGallery(role) {
  const pictures = state.examples[role];
  openDialog(t(role === 'content' ? 'examplePhotographs' : 'examplePaintings'), (close) =>
    make(
      'ul',
      { class: 'gallery' },
      ...pictures.map((picture) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              'data-example': picture.id,
              onclick: () => {
                use(picture, role);
                close();
              },
            },
            make('img', { src: pictureUrl(picture.id), alt: '', loading: 'lazy' }),
            make('span', {}, picture.name.replace(/\.\w+$/, '').replaceAll('-', ' ')),
          ),
        ),
      ),
    ),
  );
}

function roleAt(target) {
  if (target.closest?.('#content-drop')) {
    return 'content';
  }
  return target.closest?.('#style-drop') ? 'style' : undefined;
}

/** Makes all of it work. */
export function start() {
  for (const role of ['content', 'style']) {
    byId(`${role}-file`).addEventListener('change', async (event) => {
      const files = [...event.target.files];
      event.target.value = '';
      await takeFiles(files, role);
    });
    byId(`${role}-examples`).addEventListener('click', () => openGallery(role));
  }
  document.addEventListener('dragover', (event) => {
    if ([...event.dataTransfer.types].includes('Files')) {
      event.preventDefault();
      document.body.classList.add('over');
    }
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) {
      document.body.classList.remove('over');
    }
  });
  document.addEventListener('drop', (event) => {
    document.body.classList.remove('over');
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      takeFiles([...event.dataTransfer.files], roleAt(event.target));
    }
  });
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) {
      event.preventDefault();
      takeFiles(files, roleAt(document.activeElement));
    }
  });
  const show = () => {
    showContent();
    showStyles();
  };
  on('draft', show);
  on('language', show);
}
