// The simulator with a map: a click sets a pin, a pin is dragged or moved with the arrows, and what it changes is said while it
// moves. One question at a time; when its answer comes the latest position is asked for. While a pin moves only the figures are
// asked for (`parte=mossa`); at rest the server keeps how they are made and draws them too (`parte=esito`). The address follows,
// so that it can be sent to somebody. The page alone does the same by form.

import { announce } from './announce.js';
import { ring } from './circle.js';
import { canDraw, drawMap, edges } from './map_view.js';
import { suggest } from './suggestions.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').Marker} Marker */
/** @typedef {import('maplibre-gl').GeoJSONSource} GeoJSONSource */
/**
 * A change of the scenario: a centre that opens, a site that moves or closes.
 * @typedef {{ kind: 'new' | 'moved' | 'closed', id: string, name: string, marker: Marker }} Pin
 */

const DECIMALS = 5;
/** How far an arrow key moves a pin, in pixels; with shift ten times as far. */
const STEP = 8;
/** A pin moved with the arrows rests when no key was pressed for so long, in milliseconds. */
const REST = 700;
const ABOVE = 'municipalities-borders';
/** Comuni that gain and comuni that lose: layer, data attribute of the outcome, colour. */
const CHANGED = /** @type {[string, 'codes' | 'lostCodes', string][]} */ ([['reached', 'codes', '#F2A33A'], ['lost', 'lostCodes', '#6A4A9C']]);
/** What stands on the marker of a site that moves or closes. */
const SIGNS = { moved: '↦', closed: '×' };

/** @param {number} lon @param {number} lat */
const written = (lon, lat) => `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;

class Simulator {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} element the map
   * @param {HTMLElement} list of the changes
   */
  constructor(form, element, list) {
    this.form = form;
    this.element = element;
    this.list = list;
    /** @type {Pin[]} */
    this.pins = [];
    this.asking = false;
    /** What to ask when the answer under way has come. @type {'mossa' | 'esito' | undefined} */
    this.next = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.resting = undefined;
  }

  /** Draws the map with the changes of the page. */
  async draw() {
    const { map, maplibre } = await drawMap(this.element, { bounds: edges(this.element.dataset.bounds) });
    this.map = map;
    this.maplibre = maplibre;
    await new Promise((resolve) => { map.once('load', resolve); });
    map.addSource('reach', { type: 'geojson', data: this.circles() });
    for (const [layer, codes, colour] of CHANGED) {
      map.addLayer({ id: layer, type: 'fill', source: 'centri', 'source-layer': 'municipalities', filter: ['in', ['get', 'code'], ['literal', this.codes(codes)]], paint: { 'fill-color': colour, 'fill-opacity': 0.75 } }, map.getLayer(ABOVE) ? ABOVE : undefined);
    }
    map.addLayer({ id: 'reach', type: 'line', source: 'reach', paint: { 'line-color': '#0066CC', 'line-width': 2, 'line-dasharray': [3, 2] } });
    for (const item of this.list.querySelectorAll('li')) {
      const { kind, id, name, lon, lat } = item.dataset;
      this.set(kind === 'moved' || kind === 'closed' ? kind : 'new', id ?? '', name ?? '', Number(lon), Number(lat));
    }
    this.refresh();
    map.on('click', (event) => this.add(event.lngLat.lng, event.lngLat.lat));
    this.repeat();
    this.element.dataset.drawn = '';
  }

  /** @param {Pin['kind'][]} kinds @returns {Pin[]} */
  of(...kinds) {
    return this.pins.filter((pin) => kinds.includes(pin.kind));
  }

  /** @returns {GeoJSON.FeatureCollection} */
  circles() {
    // A figure without a threshold draws no circle.
    const radius = this.element.dataset.threshold ? Number(this.field('soglia')) * 1_000 || Number(this.element.dataset.threshold) : 0;
    const places = radius > 0 ? this.of('new', 'moved').map((pin) => pin.marker.getLngLat()) : [];
    return {
      type: 'FeatureCollection',
      features: places.map(({ lng, lat }) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring(lng, lat, radius) } })),
    };
  }

  /** Codes of the comuni that gain or lose, as the outcome says. @param {'codes' | 'lostCodes'} which @returns {string[]} */
  codes(which) {
    const outcome = document.querySelector('[data-outcome]');
    return (outcome instanceof HTMLElement ? (outcome.dataset[which] ?? '') : '').split(' ').filter(Boolean);
  }

  /** @param {string} name */
  field(name) {
    const field = this.form.elements.namedItem(name);
    return field instanceof HTMLSelectElement ? field.value : '';
  }

  /**
   * Puts a marker on the map.
   * @param {Pin['kind']} kind
   * @param {string} id
   * @param {string} name
   * @param {number} lon
   * @param {number} lat
   */
  set(kind, id, name, lon, lat) {
    if (!this.map || !this.maplibre) return;
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = `pin is-${kind}`;
    const marker = new this.maplibre.Marker({ element: handle, draggable: kind !== 'closed' }).setLngLat([lon, lat]).addTo(this.map);
    const pin = { kind, id, name, marker };
    this.pins.push(pin);
    marker.on('drag', () => this.moved());
    marker.on('dragend', () => this.settled());
    // A click on a pin is no click on the map.
    handle.addEventListener('click', (event) => event.stopPropagation());
    handle.addEventListener('keydown', (event) => this.pressed(event, pin));
  }

  /**
   * Opens a centre at a place.
   * @param {number} lon
   * @param {number} lat
   */
  add(lon, lat) {
    if (this.of('new').length >= Number(this.list.dataset.most)) return;
    this.set('new', '', '', lon, lat);
    this.refresh();
    this.settled();
  }

  /** @param {Pin} pin */
  remove(pin) {
    pin.marker.remove();
    this.pins = this.pins.filter((one) => one !== pin);
    this.refresh();
    this.settled();
  }

  /** @param {KeyboardEvent} event @param {Pin} pin */
  pressed(event, pin) {
    const steps = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
    const step = steps[event.key];
    if (step && this.map && pin.kind !== 'closed') {
      event.preventDefault();
      event.stopPropagation();
      const at = this.map.project(pin.marker.getLngLat());
      const pixels = STEP * (event.shiftKey ? 10 : 1);
      pin.marker.setLngLat(this.map.unproject([at.x + step[0] * pixels, at.y + step[1] * pixels]));
      this.moved();
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.settled(), REST);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.remove(pin);
      const next = this.pins.at(-1)?.marker.getElement() ?? this.form.querySelector('#luogo');
      if (next instanceof HTMLElement) next.focus();
    }
  }

  /** Names the markers and draws how far each reaches. */
  refresh() {
    /** @type {GeoJSONSource | undefined} */ (this.map?.getSource('reach'))?.setData(this.circles());
    const words = this.list.dataset;
    for (const pin of this.pins) {
      const handle = pin.marker.getElement();
      const number = String(this.of('new').indexOf(pin) + 1);
      handle.textContent = pin.kind === 'new' ? number : SIGNS[pin.kind];
      const name = { new: `${words.pin ?? ''} ${number}`, moved: `${words.siteMoves ?? ''} ${pin.name}`, closed: `${words.siteCloses ?? ''} ${pin.name}` }[pin.kind];
      handle.setAttribute('aria-label', pin.kind === 'closed' ? name : `${name}. ${words.moved ?? ''}`);
      handle.title = pin.kind === 'closed' ? name : (words.moved ?? '');
    }
  }

  /** The parameters that say the changes. @returns {[string, string][]} */
  parameters() {
    const place = (/** @type {Pin} */ pin) => written(pin.marker.getLngLat().lng, pin.marker.getLngLat().lat);
    return [
      ...this.of('new').map((pin) => /** @type {[string, string]} */ (['punto', place(pin)])),
      ...this.of('moved').map((pin) => /** @type {[string, string]} */ (['sposta', `${pin.id}:${place(pin)}`])),
      ...this.of('closed').map((pin) => /** @type {[string, string]} */ (['chiudi', pin.id])),
    ];
  }

  /** The scenario as the query of an address. */
  query() {
    const query = new URLSearchParams(this.parameters());
    for (const name of ['indicatore', 'livello', 'soglia', 'gruppo', 'popolazione', 'regione']) if (this.field(name)) query.set(name, this.field(name));
    const lang = this.form.elements.namedItem('lang');
    if (lang instanceof HTMLInputElement) query.set('lang', lang.value);
    return query;
  }

  /** A pin is moving. */
  moved() {
    /** @type {GeoJSONSource | undefined} */ (this.map?.getSource('reach'))?.setData(this.circles());
    this.ask('mossa');
  }

  /** The pins have come to rest: the address, the form and the list say where. */
  settled() {
    clearTimeout(this.resting);
    const query = this.query();
    history.replaceState(history.state, '', `${location.pathname}?${query}`);
    const fields = this.parameters().map(([name, value]) => {
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = name;
      field.value = value;
      return field;
    });
    // The form that asks for the next places carries the scenario too.
    for (const place of document.querySelectorAll('[data-pins-fields]')) place.replaceChildren(...fields.map((field) => field.cloneNode()));
    // What is shown now is no longer the scenario that was kept.
    document.querySelector('[data-kept]')?.remove();
    /** @type {GeoJSONSource | undefined} */ (this.map?.getSource('reach'))?.setData(this.circles());
    this.listPins();
    this.ask('esito');
  }

  /** The list of changes, with a button that takes each back. */
  listPins() {
    const words = this.list.dataset;
    const inOrder = [...this.of('new'), ...this.of('moved'), ...this.of('closed')];
    this.list.replaceChildren(...inOrder.map((pin, at) => {
      const { lng, lat } = pin.marker.getLngLat();
      const item = document.createElement('li');
      item.className = `is-${pin.kind}`;
      Object.assign(item.dataset, { kind: pin.kind, id: pin.id, name: pin.name, lon: lng.toFixed(DECIMALS), lat: lat.toFixed(DECIMALS) });
      const called = { new: `${words.pin ?? ''} ${at + 1}`, moved: `${words.siteMoves ?? ''} ${pin.name}`, closed: `${words.siteCloses ?? ''} ${pin.name}` }[pin.kind];
      const name = document.createElement('span');
      // Latitude first, as the field of places takes it back.
      name.textContent = `${called}, ${lat.toFixed(DECIMALS)}, ${lng.toFixed(DECIMALS)}`;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'phone-button no-print';
      button.textContent = (pin.kind === 'new' ? words.remove : words.restore) ?? '×';
      const which = document.createElement('span');
      which.className = 'visually-hidden';
      which.textContent = ` ${called}`;
      button.append(which);
      button.addEventListener('click', () => {
        this.remove(pin);
        const field = this.form.querySelector('#luogo');
        if (field instanceof HTMLElement) field.focus();
      });
      item.append(name, button);
      return item;
    }));
    for (const [selector, hidden] of /** @type {[string, boolean][]} */ ([['[data-no-pins]', this.pins.length > 0], ['[data-clear]', this.pins.length === 0]])) {
      const element = document.querySelector(selector);
      if (element instanceof HTMLElement) element.hidden = hidden;
    }
  }

  /**
   * Asks what the scenario changes; while an answer is under way only remembers what to ask then.
   * @param {'mossa' | 'esito'} part
   */
  async ask(part) {
    if (this.asking) {
      this.next = part;
      return;
    }
    this.asking = true;
    const outcome = document.querySelector('[data-outcome]');
    outcome?.setAttribute('aria-busy', 'true');
    try {
      const query = this.query();
      query.set('parte', part);
      const answer = await fetch(`${location.pathname}?${query}`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // Off line or too busy: what was said last stays, and is no longer marked as busy.
      document.querySelector('[data-outcome]')?.removeAttribute('aria-busy');
    } finally {
      this.asking = false;
      const next = this.next;
      this.next = undefined;
      if (next) this.ask(next);
    }
  }

  /** @param {Document} page with the outcome */
  show(page) {
    const held = document.querySelector('[data-outcome]');
    const come = page.querySelector('[data-outcome]');
    if (!held || !come) return;
    const sentence = held.querySelector('[data-outcome-sentence]');
    const next = come.querySelector('[data-outcome-sentence]');
    if (sentence && next) {
      // The live region stays the same element, so that its words are read as they change.
      const text = next.textContent ?? '';
      next.replaceWith(sentence);
      come.removeAttribute('aria-busy');
      held.replaceWith(come);
      announce(sentence, text);
    } else {
      held.replaceWith(come);
    }
    for (const [layer, codes] of CHANGED) this.map?.setFilter(layer, ['in', ['get', 'code'], ['literal', this.codes(codes)]]);
    this.repeat();
  }

  /** The sentence stands on the map too: a pin is moved looking at both. Who listens hears it once, from the outcome. */
  repeat() {
    const line = document.querySelector('[data-outcome-now]');
    if (!(line instanceof HTMLElement)) return;
    line.textContent = document.querySelector('[data-outcome-sentence]')?.textContent ?? '';
    line.hidden = !line.textContent;
  }
}

const form = document.querySelector('form[data-simulator]');
const element = document.querySelector('[data-simulator-map]');
const list = document.querySelector('[data-pins]');
if (form instanceof HTMLFormElement && element instanceof HTMLElement && list instanceof HTMLElement) {
  const simulator = new Simulator(form, element, list);
  const place = form.elements.namedItem('luogo');
  if (place instanceof HTMLInputElement) {
    suggest(place, ({ lon, lat }) => {
      if (!simulator.map) return form.requestSubmit();
      place.value = '';
      simulator.add(lon, lat);
      simulator.map.easeTo({ center: [lon, lat], zoom: Math.max(simulator.map.getZoom(), 8) });
      return undefined;
    });
  }
  // Another distance or group is another question; the page answers it whole.
  form.addEventListener('change', (event) => { if (event.target instanceof HTMLSelectElement && event.target.name !== 'sede') form.requestSubmit(); });
  const frame = element.closest('[data-simulator-map-frame]');
  if (frame instanceof HTMLElement && canDraw()) {
    frame.hidden = false;
    for (const hint of form.querySelectorAll('[data-with-map]')) if (hint instanceof HTMLElement) hint.hidden = false;
    simulator.draw().catch(() => { frame.hidden = true; });
  }
}
