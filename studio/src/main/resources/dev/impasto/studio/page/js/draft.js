/** The picture that is about to be asked for. */
import { state, tell } from './state.js';

export const draft = {
  /** @type {Object|null} a picture */
  content: null,
  /** @type {{picture: Object, weight: number}[]} */
  styles: [],
  /** @type {Object|null} a picture */
  start: null,
  /** @type {Object<string, string>} what differs from the usual */
  settings: {},
  base: null,
  masks: null,
  animation: false,
};

/** Changes some of it. */
export function change(parts) {
  Object.assign(draft, parts);
  tell('draft');
}

/** Sets a value, or with an empty one takes it away. */
export function set(name, value) {
  const settings = { ...draft.settings };
  if (value === '' || value === null) {
    delete settings[name];
  } else {
    settings[name] = String(value);
  }
  change({ settings });
}

/** As the server wants it. */
export function spec() {
  return {
    content: draft.content?.id ?? '',
    styles: draft.styles.map((style) => ({ picture: style.picture.id, weight: style.weight })),
    start: draft.start?.id ?? null,
    settings: draft.settings,
    base: draft.base,
    masks: draft.masks,
    animation: draft.animation,
  };
}

/** Takes over what was asked for once; pictures that are not there are left out. */
export function take(given) {
  const picture = (id) => state.pictures.get(id) ?? null;
  change({
    content: given.content ? picture(given.content) : draft.content,
    styles: given.styles
      .map((style) => ({ picture: picture(style.picture), weight: style.weight ?? 1 }))
      .filter((style) => style.picture),
    start: given.start ? picture(given.start) : null,
    settings: { ...given.settings },
    base: given.base ?? null,
    masks: given.masks ?? null,
    animation: Boolean(given.animation),
  });
}
