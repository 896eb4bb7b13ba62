// The page /trova with suggestions, the visitor's position and addresses to copy. Everything here is an extra.

import { announce } from './announce.js';
import { locate } from './locate.js';
import { suggest } from './suggestions.js';

const form = document.querySelector('form[data-find]');
if (form instanceof HTMLFormElement) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('luogo'));

  /**
   * Asks from a point, with the filters of the form.
   * @param {string} lon
   * @param {string} lat
   * @param {string} [label]
   */
  const askFrom = (lon, lat, label) => {
    const query = new URLSearchParams();
    if (label) query.set('luogo', label);
    query.set('lon', lon);
    query.set('lat', lat);
    for (const [name, value] of new FormData(form)) if (name !== 'luogo' && value) query.append(name, String(value));
    location.assign(`${form.action.split('?')[0]}?${query}`);
  };

  suggest(input, (place) => askFrom(String(place.lon), String(place.lat), place.label));
  const box = form.querySelector('[data-locate]');
  if (box instanceof HTMLElement) locate(box, askFrom, () => input.focus());
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    announce(button.querySelector('[role="status"]'), button.dataset.copied ?? '');
  });
}
