// Builds elements. Log lines can contain anything, so everything becomes text, never HTML.

export const byId = id => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') {
      created.addEventListener('click', value);
    } else {
      created.setAttribute(key, value);
    }
  }
  created.append(...children.map(child => (child instanceof Node ? child : String(child))));
  return created;
}

// Replaces the content if it differs.
export function replace(parent, children) {
  const next = element(parent.tagName.toLowerCase(), {}, ...children);
  if (next.innerHTML !== parent.innerHTML) {
    parent.replaceChildren(...next.childNodes);
  }
}

// For rows, which have listeners: exchanged only if they differ, so that a selection or focus stays.
export function replaceRows(body, rows) {
  const copies = element('tbody', {}, ...rows.map(each => each.cloneNode(true)));
  if (copies.innerHTML !== body.innerHTML) {
    body.replaceChildren(...rows);
  }
}

// A row that can be opened by mouse and keyboard.
export function row(open, cells, className = '') {
  const created = element('tr', {tabindex: 0, class: className}, ...cells);
  created.addEventListener('click', open);
  created.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      open();
    }
  });
  return created;
}

export const cell = (value, className = '') => element('td', {class: className}, value ?? '');

export function time(value) {
  const date = new Date(value);
  const day = date.toDateString() === new Date().toDateString() ? '' : date.toLocaleDateString('sv') + ' ';
  return element('time', {datetime: date.toISOString(), title: date.toISOString()}, day + date.toLocaleTimeString('sv'));
}

// The first value of a field in a hit.
export const field = (hit, name) => hit.fields?.[name]?.[0];

export async function get(path, parameters = {}) {
  const response = await fetch(path + '?' + new URLSearchParams(parameters));
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}
