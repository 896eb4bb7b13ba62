// List and map as one thing in two forms. The server writes every list and every summary; this asks it for them
// and keeps list, map, sheet and address saying the same.

import { entry, setEntry } from './address.js';
import { announce } from './announce.js';
import { followChanges } from './changes.js';
import { DataAge } from './data_age.js';
import { canDraw, drawMap, edges } from './map_view.js';
import { SitesOnMap } from './sites_on_map.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */

/** Closest the map goes to a chosen site by itself. */
const SITE_ZOOM = 11;
const WAIT_MS = 350;
/** What is open changes with the clock, at whole five minutes. */
const MOMENT_MS = 300_000;
/** Longest wait after that, so that not all pages ask at the same moment. */
const SPREAD_MS = 20_000;

/**
 * @typedef {object} Words names of the parameters of the page
 * @property {string} part
 * @property {string} list
 * @property {string} site
 * @property {string} open
 * @property {string} box
 */

/**
 * @typedef {object} Options
 * @property {Words} words
 * @property {string} wide media query under which list and map stand side by side
 * @property {boolean} hash keep view and selection in the address
 * @property {boolean} outward links open outside the frame
 * @property {() => void} [changed] the list or the sheet has another height
 * @property {() => void} [moved] the data, or what is open, are not what they were
 */

export class SplitView {
  /** @type {SitesOnMap | undefined} */
  sites;
  /** @type {MapLibreMap | undefined} */
  map;
  /** @type {number[]} */
  #open = [];
  /** @type {HTMLElement | undefined} */
  #opener;
  /** @type {Promise<void> | undefined} */
  #drawing;
  /** @type {Map<string, AbortController>} */
  #asking = new Map();
  #timer = 0;
  #age = new DataAge(() => this.#renewList());
  /** Whether the browser may answer by itself: not once the data have moved under what it keeps.
   * @type {RequestCache} */
  cache = 'default';
  /** The list is of what the map shows. */
  #framed = false;
  #path = location.pathname;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.main = element('main.split');
    this.list = element('[data-list]');
    this.canvas = element('[data-map]');
    this.wide = matchMedia(options.wide);
    this.wide.addEventListener('change', () => this.#settle());
    this.#addSwitch();
    this.#watchList();
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#open.length && !event.defaultPrevented) this.close();
    });
    document.addEventListener('click', (event) => {
      if (event.target instanceof Element && event.target.closest('[data-sheet-close]')) {
        event.preventDefault();
        this.close();
      }
    });
    const sheet = this.#sheet();
    if (sheet && !sheet.hidden) this.#open = this.#idsIn(sheet);
    this.#age.read(element('[data-results]'));
    this.#followClock();
  }

  /** What the list says is open stays true while the page is seen. */
  #followClock() {
    setTimeout(() => {
      if (!document.hidden) {
        this.#renewList();
        this.options.moved?.();
      }
      this.#followClock();
    }, MOMENT_MS - (Date.now() % MOMENT_MS) + Math.random() * SPREAD_MS);
  }

  /** Is the map in view now? */
  get mapInView() {
    return this.map !== undefined && (this.wide.matches || this.main.dataset.view === 'map');
  }

  #sheet() {
    const sheet = document.querySelector('[data-sheet]');
    return sheet instanceof HTMLElement ? sheet : undefined;
  }

  /** @param {Element} within @returns {number[]} */
  #idsIn(within) {
    return [...within.querySelectorAll('[data-site]')].map((one) => Number(one.getAttribute('data-site')));
  }

  /** The switch of the phone: the map is fetched when it is asked for. */
  #addSwitch() {
    const template = document.querySelector('template[data-view-switch]');
    if (!(template instanceof HTMLTemplateElement) || !canDraw()) return;
    this.main.append(template.content.cloneNode(true));
    for (const button of document.querySelectorAll('[data-show]')) {
      button.addEventListener('click', () => this.show(button.getAttribute('data-show') === 'map' ? 'map' : 'list'));
    }
  }

  /** @param {'map' | 'list'} view */
  async show(view) {
    this.main.dataset.view = view;
    for (const button of document.querySelectorAll('[data-show]')) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-show') === view));
    }
    if (view === 'map') {
      await this.draw();
      this.map?.resize();
    } else if (this.#open.length && !this.wide.matches) {
      this.close();
    }
    this.#settle();
  }

  /** What lies under the sheet cannot be reached by keyboard. */
  #settle() {
    const covered = this.wide.matches && this.#open.length > 0;
    // The title of the page stays for those who read by headings.
    for (const part of this.list.children) if (part instanceof HTMLElement && part.tagName !== 'H1') part.inert = covered;
    this.options.changed?.();
  }

  /** Draws the map, once. */
  draw() {
    this.#drawing ??= this.#draw().catch(() => {
      const failed = document.querySelector('[data-map-failed]');
      if (failed instanceof HTMLElement) failed.hidden = false;
    });
    return this.#drawing;
  }

  async #draw() {
    if (!canDraw()) throw new Error('no WebGL');
    const { hash, outward } = this.options;
    const results = element('[data-results]');
    // Read before the map writes its own view there.
    const viewInAddress = hash && entry('mappa') !== '';
    const tilesQuery = results.dataset.tilesQuery ?? '';
    const { map } = await drawMap(this.canvas, {
      tilesQuery,
      bounds: edges(results.dataset.bounds),
      hash: hash ? 'mappa' : false,
      outward,
    });
    this.map = map;
    this.sites = new SitesOnMap(map, tilesQuery, {
      chosen: (ids) => (ids.length ? this.select(ids) : this.close()),
      pointed: (id) => this.#point(id),
      moved: () => this.listView(),
    });
    followChanges((moved) => {
      this.cache = 'no-cache';
      this.sites?.renew(moved);
      this.#renewList();
      this.options.moved?.();
    });
    // Only where a person moved the map: the list does not change under those who read it. The end of a wheel's
    // movement does not say who began it.
    let byHand = false;
    map.on('move', (event) => { byHand ||= event.originalEvent !== undefined; });
    map.on('moveend', (event) => {
      if (byHand || event.originalEvent) this.listView();
      byHand = false;
    });
    map.getCanvas().addEventListener('wheel', () => { byHand = true; }, { passive: true });
    map.once('load', () => {
      this.canvas.dataset.drawn = '';
      this.sites?.select(this.#open);
      this.#drawLine();
      if (viewInAddress) this.listView();
    });
    if (!hash) return;
    if (!this.#open.length) this.#openFromAddress();
    addEventListener('hashchange', () => this.#openFromAddress());
  }

  /** Opens what the address names, as a link from elsewhere asks. */
  #openFromAddress() {
    const ids = entry('sede').split(',').map(Number).filter(Boolean);
    if (ids.join() === this.#open.join()) return;
    if (ids.length) this.select(ids);
    else this.close();
  }

  /** What the map shows, as the list asks for it: west, south, east, north in degrees. */
  #box() {
    if (!this.map) return '';
    const bounds = this.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const limits = [-180, -90, 180, 90];
    const inside = box.map((degrees, at) => (at < 2 ? Math.max(degrees, limits[at] ?? 0) : Math.min(degrees, limits[at] ?? 0)));
    return inside.map((one) => one.toFixed(3)).join(',');
  }

  /** Fills the list with what the map shows. */
  listView() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (!this.map) return;
      const { words } = this.options;
      const page = await this.#ask('list', { [words.part]: words.list, [words.box]: this.#box() });
      const results = page?.querySelector('[data-results]');
      if (!(results instanceof HTMLElement)) return;
      this.#framed = true;
      this.#putResults(results, false);
    }, WAIT_MS);
  }

  /** The same list as it stands now: nobody who reads it is moved. */
  async #renewList() {
    const { words } = this.options;
    /** @type {Record<string, string>} */
    const asked = { [words.part]: words.list };
    if (this.#framed) asked[words.box] = this.#box();
    const page = await this.#ask('list', asked, 'no-cache');
    const results = page?.querySelector('[data-results]');
    if (!(results instanceof HTMLElement)) {
      this.#age.wait();
      return;
    }
    const held = element('[data-results]');
    const focused = held.contains(document.activeElement) ? document.activeElement : null;
    const site = focused?.closest('[data-site]')?.getAttribute('data-site');
    const place = focused?.classList[0];
    const { scrollTop } = this.list;
    this.#putResults(results, false);
    this.list.scrollTop = scrollTop;
    if (!focused) return;
    const again = results.querySelector(site ? `[data-site="${site}"] .${place}` : `.${place ?? 'site-item-name'}`) ?? results.querySelector('a');
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /** The whole list again, for the filters now in the address, and the map with it. @param {Document} page */
  replaceResults(page) {
    const results = page.querySelector('[data-results]');
    if (!(results instanceof HTMLElement)) return;
    this.close();
    this.#framed = false;
    this.#putResults(results, true);
    const [west, south, east, north] = edges(results.dataset.bounds);
    this.map?.fitBounds([west, south, east, north], { padding: 40, maxZoom: 12, maxDuration: 1_200 });
  }

  /** @param {HTMLElement} results @param {boolean} toTop */
  #putResults(results, toTop) {
    const held = element('[data-results]');
    const focused = held.contains(document.activeElement);
    held.replaceWith(results);
    this.#age.read(results);
    const tilesQuery = results.dataset.tilesQuery ?? '';
    if (this.sites && this.sites.tilesQuery !== tilesQuery) this.sites.show(this.canvas.dataset.publicOrigin ?? location.origin, tilesQuery);
    announce(document.querySelector('[data-count-sentence]'), results.dataset.count ?? '');
    if (toTop || focused) this.list.scrollTop = 0;
    this.#markList();
    this.#settle();
  }

  /**
   * Asks this page's address for a piece of itself. A later question ends an earlier one of the same kind.
   * @param {string} kind
   * @param {Record<string, string>} more parameters
   * @param {RequestCache} [cache] whether the browser may answer by itself
   * @returns {Promise<Document | undefined>}
   */
  async #ask(kind, more, cache = this.cache) {
    this.#asking.get(kind)?.abort();
    const asking = new AbortController();
    this.#asking.set(kind, asking);
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    try {
      const answer = await fetch(`${this.#path}?${query}`, { signal: asking.signal, cache });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
    } catch {
      return undefined;
    }
  }

  #watchList() {
    const site = (/** @type {Event} */ event) => (event.target instanceof Element ? event.target.closest('.site-item') : null);
    const hover = (/** @type {Event} */ event) => this.sites?.hover(Number(site(event)?.getAttribute('data-site')) || undefined);
    this.list.addEventListener('mouseover', hover);
    this.list.addEventListener('focusin', hover);
    this.list.addEventListener('mouseleave', () => this.sites?.hover(undefined));
    this.list.addEventListener('focusout', () => this.sites?.hover(undefined));
    this.list.addEventListener('click', (event) => {
      if (!(event instanceof MouseEvent) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a.site-item-name') : null;
      const item = site(event);
      // Without a map in view, or without a point on it, the name leads to the card as it always does.
      if (!(link instanceof HTMLElement) || !item || !this.mapInView || !item.hasAttribute('data-lon')) return;
      event.preventDefault();
      this.#opener = link;
      this.select([Number(item.getAttribute('data-site'))], [Number(item.getAttribute('data-lon')), Number(item.getAttribute('data-lat'))]);
    });
  }

  /** @param {number | undefined} id */
  #point(id) {
    this.sites?.hover(id);
    for (const item of this.list.querySelectorAll('.site-item')) {
      item.classList.toggle('is-hovered', id !== undefined && Number(item.getAttribute('data-site')) === id);
    }
  }

  #markList() {
    for (const item of this.list.querySelectorAll('.site-item')) {
      if (this.#open.includes(Number(item.getAttribute('data-site')))) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
    }
  }

  /**
   * Opens sites: list, map, sheet and focus together.
   * @param {number[]} ids
   * @param {[number, number]} [at] where to take the map
   */
  async select(ids, at) {
    const { words, hash } = this.options;
    if (!at) this.#opener = undefined;
    const page = await this.#ask('sheet', { [words.part]: words.site, [words.open]: ids.join(',') });
    const sheet = page?.querySelector('[data-sheet]');
    if (!(sheet instanceof HTMLElement) || sheet.hidden) return;
    this.#sheet()?.replaceWith(sheet);
    this.#open = ids;
    this.sites?.select(ids);
    this.#markList();
    if (hash) setEntry('sede', ids.join(','));
    if (at && this.map) this.map.flyTo({ center: at, zoom: Math.max(this.map.getZoom(), SITE_ZOOM), maxDuration: 1_200 });
    if (!at) this.list.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
    this.#settle();
    const title = sheet.querySelector('.sheet-title');
    if (title instanceof HTMLElement) title.focus({ preventScroll: true });
    this.#drawLine();
  }

  /** From an open spoke to its hub, once the map can draw it. */
  #drawLine() {
    const spoke = this.#sheet()?.querySelector('article[data-spoke][data-lon]');
    if (!(spoke instanceof HTMLElement) || !this.#open.length || this.canvas.dataset.drawn === undefined) return;
    this.sites?.lineToHub(spoke.dataset.slug ?? '', [Number(spoke.dataset.lon), Number(spoke.dataset.lat)]);
  }

  /** Closes the sheet and gives the focus back to where it came from. */
  close() {
    const sheet = this.#sheet();
    if (!this.#open.length || !sheet) return;
    const ids = this.#open;
    const focused = sheet.contains(document.activeElement) || document.activeElement === document.body;
    sheet.hidden = true;
    this.#open = [];
    this.sites?.select([]);
    this.#markList();
    if (this.options.hash) setEntry('sede', '');
    this.#settle();
    if (!focused) return;
    const item = this.list.querySelector(`.site-item[data-site="${ids[0]}"] .site-item-name`);
    const back = this.#opener?.isConnected ? this.#opener : item;
    if (back instanceof HTMLElement && back.offsetParent) back.focus();
    else this.map?.getCanvas().focus({ preventScroll: true });
  }
}

/**
 * An element the page always has.
 * @param {string} selector
 * @returns {HTMLElement}
 */
function element(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing: ${selector}`);
  return found;
}
