// One document: its fields, stack trace, neighbours in the log stream, and trace.
import {byId, cell, element, field, get, replace, row, time} from './dom.js';

const dialog = byId('document');
byId('close').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => history.replaceState(null, '', location.pathname + location.search));

export async function open(id) {
  const answer = await get('/api/document', {id});
  const source = flatten(answer.document._source);
  history.replaceState(null, '', '#' + encodeURIComponent(id));
  byId('document-title').textContent = source.get('error.grouping_name') ?? source.get('message') ?? id;
  const neighbours = [...answer.before.toReversed(), answer.document, ...answer.after];
  const views = [['Document', () => describe(source)]];
  if (neighbours.length > 1) {
    views.push([`Neighbours (${neighbours.length - 1})`, () => [table(neighbours, source, id)]]);
  }
  if (answer.trace.length > 0) {
    views.push([`Trace (${answer.trace.length})`, () => [table(answer.trace, source, id)]]);
  }
  const tabs = views.map(([title, view]) => element('button', {type: 'button', onclick: event => show(event.target, view)}, title));
  byId('tabs').replaceChildren(...tabs);
  show(tabs[0], views[0][1]);
  if (!dialog.open) {
    dialog.showModal();
  }
}

function show(tab, view) {
  for (const other of byId('tabs').children) {
    other.setAttribute('aria-pressed', other === tab);
  }
  replace(byId('document-body'), []);
  byId('document-body').append(...view());
}

function describe(source) {
  const parts = [];
  for (const name of ['message', 'error.message', 'error.stack_trace']) {
    if (source.has(name)) {
      parts.push(element('h3', {}, name), element('pre', {}, source.get(name)));
    }
  }
  const rows = [...source].map(([name, value]) => element('tr', {}, element('th', {}, name), cell(value)));
  return [...parts, element('h3', {}, 'All fields'), element('table', {}, element('tbody', {}, ...rows))];
}

function table(hits, source, id) {
  const rows = hits.map(hit => {
    const values = hit._source ? source : {get: name => field(hit, name)};
    const cells = [
      cell(time(values.get('@timestamp'))), cell(values.get('log.level')),
      cell(values.get('service.name')), cell(values.get('message'), 'message'),
    ];
    return row(() => open(hit._id), cells, hit._id === id ? 'chosen' : '');
  });
  return element('table', {}, element('tbody', {}, ...rows));
}

// Documents have dotted names, objects, or both. A list stays one value.
function flatten(source, prefix = '', into = new Map()) {
  for (const [name, value] of Object.entries(source)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      flatten(value, prefix + name + '.', into);
    } else {
      into.set(prefix + name, Array.isArray(value) ? JSON.stringify(value) : value);
    }
  }
  return into;
}
