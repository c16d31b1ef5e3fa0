// Reads the filters, searches, and shows what was found; again every two seconds.
import {draw} from './chart.js';
import {byId, cell, element, field, get, replace, replaceRows, row, time} from './dom.js';
import {open} from './document.js';
import {refresh as refreshStatus} from './status.js';

const REFRESH_MILLIS = 2000;
const inputs = ['range', 'service', 'level', 'text'];
let custom; // from and to, chosen in the chart
let group; // key and name of the chosen error group
let searched = 0;

function range() {
  if (custom) {
    return custom;
  }
  const to = Math.ceil(Date.now() / 1000) * 1000;
  return [to - byId('range').value * 1000, to];
}

async function search() {
  const turn = ++searched;
  const [from, to] = range();
  const parameters = {from: new Date(from).toISOString(), to: new Date(to).toISOString(), group: group?.key ?? ''};
  for (const id of inputs.slice(1)) {
    parameters[id] = byId(id).value;
  }
  const answer = await get('/api/events', parameters);
  if (turn === searched) {
    show(answer, from, to);
  }
}

function show(answer, from, to) {
  const {hits, aggregations} = answer.events;
  const shown = aggregations?.shown;
  byId('total').textContent = `${hits.total.value.toLocaleString('en')} ${hits.total.value === 1 ? 'event' : 'events'} over time`;
  draw(shown?.timeline.buckets ?? [], from, to, (start, end) => change(() => {
    custom = [start, end];
    byId('range').value = 'custom';
  }));
  choices(byId('service'), aggregations?.services.values.buckets ?? []);
  replaceRows(byId('groups').tBodies[0], groups(shown, answer.groups_ever.aggregations).map(groupRow));
  replaceRows(byId('events').tBodies[0], hits.hits.map(eventRow));
}

function choices(select, buckets) {
  const chosen = select.value;
  const names = new Set(buckets.map(bucket => bucket.key)).add(chosen);
  names.delete('');
  const options = [...names].sort().map(name => {
    const count = buckets.find(bucket => bucket.key === name)?.doc_count ?? 0;
    return element('option', {value: name}, `${name} (${count})`);
  });
  replace(select, [element('option', {value: ''}, 'all'), ...options]);
  select.value = chosen;
}

function eventRow(hit) {
  const level = field(hit, 'log.level') ?? '';
  const message = field(hit, 'message') ?? field(hit, 'error.message') ?? '';
  const type = field(hit, 'error.type');
  return row(() => attempt(() => open(hit._id)), [
    cell(time(field(hit, '@timestamp'))), cell(level, 'level'), cell(field(hit, 'service.name')),
    element('td', {class: 'message'}, message, ' ', element('span', {class: 'type'}, type ?? '')),
  ], level);
}

function groups(shown, ever) {
  const found = [];
  for (const service of shown?.services.buckets ?? []) {
    const firsts = ever?.services.buckets.find(each => each.key === service.key)?.groups.buckets ?? [];
    for (const bucket of service.groups.buckets) {
      found.push({
        service: service.key, key: bucket.key, count: bucket.doc_count, last: bucket.last.value,
        name: bucket.names.buckets[0]?.key ?? bucket.key,
        first: firsts.find(each => each.key === bucket.key)?.first.value ?? bucket.last.value,
      });
    }
  }
  return found.sort((a, b) => b.last - a.last);
}

function groupRow(each) {
  return row(() => change(() => choose(each)), [
    cell(each.name), cell(each.service), cell(each.count.toLocaleString('en'), 'number'),
    cell(time(each.first)), cell(time(each.last)),
  ], group?.key === each.key ? 'chosen' : '');
}

function choose(other) {
  group = other;
  byId('group').hidden = !other;
  byId('group').textContent = other ? `× ${other.name}` : '';
}

function change(apply) {
  apply();
  refresh();
}

// Shows a problem instead of stopping.
async function attempt(act) {
  const problem = byId('problem');
  try {
    await act();
    problem.hidden = true;
  } catch (e) {
    problem.textContent = e instanceof TypeError ? 'Logferry does not respond. Is ./logferry up still running?' : e.message;
    problem.hidden = false;
  }
}

const refresh = () => attempt(async () => {
  await refreshStatus();
  await search();
});

byId('filters').addEventListener('submit', event => {
  event.preventDefault();
  refresh();
});
byId('range').addEventListener('change', () => change(() => { custom = undefined; }));
for (const id of ['service', 'level']) {
  byId(id).addEventListener('change', refresh);
}
byId('group').addEventListener('click', () => change(() => choose(undefined)));

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, REFRESH_MILLIS);
}

keepFresh();
if (location.hash.length > 1) {
  attempt(() => open(decodeURIComponent(location.hash.slice(1))));
}
