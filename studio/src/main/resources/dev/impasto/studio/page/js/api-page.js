/** Shows the OpenAPI document to a reader. */
import { byId, make } from './dom.js';

function parameters(operation) {
  const all = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return all.length === 0
    ? null
    : make(
        'ul',
        {},
        ...all.map((p) => make('li', {}, make('code', {}, p.name), `: ${p.description}${p.required ? '' : ' (optional)'}`)),
      );
}

function article(path, method, operation) {
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, answer]) => `${status}: ${answer.description}`);
  return make(
    'article',
    {},
    make('h3', {}, `${method.toUpperCase()} ${path}`),
    make('p', {}, operation.summary),
    parameters(operation),
    make('p', { class: 'note' }, answers.join(', ')),
  );
}

const described = await (await fetch('/page/openapi.json')).json();
byId('about').textContent = described.info.description;
byId('operations').append(
  ...Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => article(path, method, operation)),
  ),
);
byId('forms').append(
  ...Object.entries(described.components.schemas).map(([name, schema]) =>
    make('article', {}, make('h3', {}, name), make('pre', { tabIndex: 0 }, JSON.stringify(schema.properties, null, 1))),
  ),
);
