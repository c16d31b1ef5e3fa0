// The pipeline's stages, the live ledger, and what happened.
import {byId, element, get, replace} from './dom.js';

export async function refresh() {
  const status = await get('/api/status');
  replace(byId('pipeline'), (status.stages ?? []).map(stage =>
    element('li', {class: stage.up ? 'up' : 'down'},
      element('strong', {}, stage.name), ' ', element('span', {}, stage.detail))));
  replace(byId('ledger'), Object.entries(status.ledger ?? {}).flatMap(([name, count]) =>
    [element('dt', {}, name.replaceAll('_', ' ')), element('dd', {}, count.toLocaleString('en'))]));
  replace(byId('log'), (status.log ?? []).toReversed().map(line => element('li', {}, line)));
}
