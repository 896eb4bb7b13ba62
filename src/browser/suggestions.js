// Suggests places while a person types: a plain search field becomes a combobox (WAI-ARIA, list with manual
// selection). The form goes on working as it is: choosing fills the field, Enter sends it.

import { announce } from './announce.js';

/**
 * @typedef {object} Place
 * @property {string} label
 * @property {number} lon
 * @property {number} lat
 */

const WAIT_MS = 150;
const SHORTEST = 2;
let made = 0;

/**
 * @param {HTMLInputElement} input with data-suggest-label and data-suggest-count ("… {n}")
 * @param {(place: Place) => void} chosen called when a suggestion is taken
 */
export function suggest(input, chosen) {
  made += 1;
  const list = document.createElement('ul');
  list.id = `suggestions-${made}`;
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.suggestLabel ?? '');
  list.hidden = true;
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  (input.closest('.search-row') ?? input).after(list, status);

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  /** @type {Place[]} */
  let places = [];
  let active = -1;
  let timer = 0;
  /** @type {AbortController | undefined} */
  let asking;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  /** @param {number} index */
  const activate = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
      list.children[active]?.scrollIntoView({ block: 'nearest' });
    }
  };

  /** @param {number} index */
  const take = (index) => {
    const place = places[index];
    if (!place) return;
    input.value = place.label;
    close();
    chosen(place);
  };

  const show = () => {
    list.replaceChildren(...places.map((place, at) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = place.label;
      // The field must not lose its focus before the click arrives.
      option.addEventListener('mousedown', (event) => event.preventDefault());
      option.addEventListener('click', () => take(at));
      return option;
    }));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = places.length === 0;
    input.setAttribute('aria-expanded', String(places.length > 0));
    announce(status, (input.dataset.suggestCount ?? '').replace('{n}', String(places.length)));
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ q: input.value.trim(), limit: '6', suggest: 'true' });
    try {
      const answer = await fetch(`/api/v1/geocode?${query}`, { signal: asking.signal });
      if (!answer.ok) return;
      places = (await answer.json()).items;
      if (document.activeElement === input) show();
    } catch {
      // No suggestions: the field is a plain field again.
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const count = places.length;
      activate(active < 0 ? (step > 0 ? 0 : count - 1) : active + step >= count || active + step < 0 ? -1 : active + step);
    } else if (open && event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    }
  });
  input.addEventListener('blur', close);
  input.form?.addEventListener('submit', close);
}
