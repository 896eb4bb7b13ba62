// The page /mappa: filters without a new page, and a search that takes the map to a place.

import { SplitView } from './split_view.js';
import { suggest } from './suggestions.js';

const PLACE_ZOOM = 11;

const view = new SplitView({
  words: { part: 'parte', list: 'elenco', site: 'sede', open: 'sede', box: 'riquadro' },
  wide: '(min-width: 62rem)',
  hash: true,
  outward: false,
  moved: () => recount(),
});
if (view.wide.matches) view.draw();
view.wide.addEventListener('change', () => { if (view.wide.matches) view.draw(); });
// An address that names a piece of the map was copied from the map.
if (!view.wide.matches && location.hash.includes('mappa=')) view.show('map');

/** @type {AbortController | undefined} */
let counting;
const filters = document.querySelector('form[data-filters]');
if (filters instanceof HTMLFormElement) {
  const apply = filters.querySelector('[data-apply]');
  if (apply instanceof HTMLElement) apply.hidden = true;
  /** @type {AbortController | undefined} */
  let asking;
  filters.addEventListener('change', async (event) => {
    // A province of another Region would find nothing.
    const province = filters.elements.namedItem('provincia');
    if (event.target instanceof HTMLSelectElement && event.target.name === 'regione' && province instanceof HTMLSelectElement) province.value = '';
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(filters)) if (value) query.append(name, String(value));
    const address = `${location.pathname}${query.size ? `?${query}` : ''}`;
    history.replaceState(history.state, '', address + location.hash);
    counting?.abort();
    asking?.abort();
    asking = new AbortController();
    try {
      const page = await fetched(address, asking.signal);
      if (!page) return;
      view.replaceResults(page);
      renewMenus(page, filters);
    } catch {
      // Interrupted by a later choice, or offline: the list stays as it was.
    }
  });
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Document | undefined>}
 */
async function fetched(address, signal) {
  const answer = await fetch(address, { signal, cache: view.cache });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
}

/** The data have moved: the same menus with the counts of now. */
async function recount() {
  if (!(filters instanceof HTMLFormElement)) return;
  counting?.abort();
  counting = new AbortController();
  const query = new URLSearchParams(location.search);
  query.set('parte', 'filtri');
  try {
    const part = await fetched(`${location.pathname}?${query}`, counting.signal);
    if (part) renewMenus(part, filters);
  } catch {
    // Interrupted by a choice, which brings counts of its own.
  }
}

/**
 * Menus depend on each other; the one in use keeps its place, its focus and its entries.
 * @param {Document} page
 * @param {HTMLFormElement} form
 */
function renewMenus(page, form) {
  for (const menu of form.querySelectorAll('select')) {
    const renewed = page.querySelector(`select[name="${menu.name}"]`);
    const { value } = menu;
    menu.closest('.chip')?.classList.toggle('is-chosen', value !== '');
    if (!(renewed instanceof HTMLSelectElement)) continue;
    if (menu === document.activeElement) {
      const now = new Map([...renewed.options].map((option) => [option.value, option.text]));
      for (const option of menu.options) option.text = now.get(option.value) ?? option.text;
      continue;
    }
    menu.replaceChildren(...renewed.childNodes);
    menu.value = value;
  }
}

const search = document.querySelector('form[data-place-search]');
if (search instanceof HTMLFormElement) {
  const input = /** @type {HTMLInputElement} */ (search.elements.namedItem('luogo'));

  /** @param {{ lon: number, lat: number }} place */
  const go = ({ lon, lat }) => {
    if (!view.map) return;
    view.close();
    // Without animation the move ends at once: listen first.
    view.map.stop().once('moveend', () => view.listView());
    view.map.flyTo({ center: [lon, lat], zoom: PLACE_ZOOM, maxDuration: 1_200 });
  };

  suggest(input, (place) => (view.mapInView ? go(place) : search.requestSubmit()));
  search.addEventListener('submit', (event) => {
    // Where only the list is in view, /trova answers with distances.
    if (!view.mapInView) return;
    event.preventDefault();
    fetch(`/api/v1/geocode?${new URLSearchParams({ q: input.value, limit: '2' })}`)
      .then((answer) => answer.json())
      .then((/** @type {{ items: { lon: number, lat: number }[], ambiguous: boolean }} */ found) => {
        const [first] = found.items;
        // A name that is not clear is asked back, in words, by /trova.
        if (first && !found.ambiguous) go(first);
        else search.submit();
      })
      .catch(() => search.submit());
  });
}
