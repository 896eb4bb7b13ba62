// The simulator with a map: a click sets a pin, a pin is dragged or moved with the arrows, and what it changes is said while it
// moves. One question at a time; when its answer comes the latest position is asked for. The address follows, so that it can
// be sent to somebody. The page alone does the same by form.

import { announce } from './announce.js';
import { ring } from './circle.js';
import { canDraw, drawMap, edges } from './map_view.js';
import { suggest } from './suggestions.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').Marker} Marker */
/** @typedef {import('maplibre-gl').GeoJSONSource} GeoJSONSource */

const MOST_PINS = 20;
const DECIMALS = 5;
/** How far an arrow key moves a pin, in pixels; with shift ten times as far. */
const STEP = 8;
const ABOVE = 'municipalities-borders';

/** @param {number} lon @param {number} lat */
const written = (lon, lat) => `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;

class Simulator {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} element the map
   * @param {HTMLElement} list of the pins
   */
  constructor(form, element, list) {
    this.form = form;
    this.element = element;
    this.list = list;
    /** @type {Marker[]} */
    this.markers = [];
    this.asking = false;
    this.again = false;
  }

  /** Draws the map with the pins of the page. */
  async draw() {
    const { map, maplibre } = await drawMap(this.element, { bounds: edges(this.element.dataset.bounds) });
    this.map = map;
    this.maplibre = maplibre;
    await new Promise((resolve) => { map.once('load', resolve); });
    map.addSource('reach', { type: 'geojson', data: this.circles() });
    map.addLayer({ id: 'reached', type: 'fill', source: 'centri', 'source-layer': 'municipalities', filter: ['in', ['get', 'code'], ['literal', this.codes()]], paint: { 'fill-color': '#F2A33A', 'fill-opacity': 0.75 } }, map.getLayer(ABOVE) ? ABOVE : undefined);
    map.addLayer({ id: 'reach', type: 'line', source: 'reach', paint: { 'line-color': '#0066CC', 'line-width': 2, 'line-dasharray': [3, 2] } });
    for (const pin of this.list.querySelectorAll('li')) this.add(Number(pin.dataset.lon), Number(pin.dataset.lat), false);
    this.refresh();
    map.on('click', (event) => this.add(event.lngLat.lng, event.lngLat.lat, true));
    this.element.dataset.drawn = '';
  }

  /** @returns {[number, number][]} */
  places() {
    return this.markers.map((marker) => [marker.getLngLat().lng, marker.getLngLat().lat]);
  }

  /** @returns {GeoJSON.FeatureCollection} */
  circles() {
    const radius = Number(this.field('soglia')) * 1_000 || Number(this.element.dataset.threshold);
    return {
      type: 'FeatureCollection',
      features: this.places().map(([lon, lat]) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring(lon, lat, radius) } })),
    };
  }

  /** Codes of the comuni newly reached, as the outcome says. @returns {string[]} */
  codes() {
    const outcome = document.querySelector('[data-outcome]');
    return (outcome instanceof HTMLElement ? (outcome.dataset.codes ?? '') : '').split(' ').filter(Boolean);
  }

  /** @param {string} name */
  field(name) {
    const field = this.form.elements.namedItem(name);
    return field instanceof HTMLSelectElement ? field.value : '';
  }

  /**
   * Sets a pin.
   * @param {number} lon
   * @param {number} lat
   * @param {boolean} asks whether its outcome is not known yet
   */
  add(lon, lat, asks) {
    if (!this.map || !this.maplibre || this.markers.length >= MOST_PINS) return;
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'pin';
    const marker = new this.maplibre.Marker({ element: handle, draggable: true }).setLngLat([lon, lat]).addTo(this.map);
    this.markers.push(marker);
    marker.on('drag', () => this.moved());
    marker.on('dragend', () => this.settled());
    // A click on a pin is no click on the map.
    handle.addEventListener('click', (event) => event.stopPropagation());
    handle.addEventListener('keydown', (event) => this.pressed(event, marker));
    this.refresh();
    if (asks) this.settled();
  }

  /** @param {Marker} marker */
  remove(marker) {
    marker.remove();
    this.markers = this.markers.filter((one) => one !== marker);
    this.refresh();
    this.settled();
  }

  /** @param {KeyboardEvent} event @param {Marker} marker */
  pressed(event, marker) {
    const steps = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
    const step = steps[event.key];
    if (step && this.map) {
      event.preventDefault();
      event.stopPropagation();
      const at = this.map.project(marker.getLngLat());
      const pixels = STEP * (event.shiftKey ? 10 : 1);
      marker.setLngLat(this.map.unproject([at.x + step[0] * pixels, at.y + step[1] * pixels]));
      this.settled();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.remove(marker);
      const next = this.markers.at(-1)?.getElement() ?? this.form.querySelector('#luogo');
      if (next instanceof HTMLElement) next.focus();
    }
  }

  /** Numbers the pins and draws how far each reaches. */
  refresh() {
    /** @type {GeoJSONSource | undefined} */ (this.map?.getSource('reach'))?.setData(this.circles());
    const words = this.list.dataset;
    this.markers.forEach((marker, at) => {
      const handle = marker.getElement();
      handle.textContent = String(at + 1);
      handle.setAttribute('aria-label', `${words.pin ?? ''} ${at + 1}. ${words.moved ?? ''}`);
      handle.title = words.moved ?? '';
    });
  }

  /** The scenario as the query of an address. */
  query() {
    const query = new URLSearchParams();
    for (const [lon, lat] of this.places()) query.append('punto', written(lon, lat));
    for (const name of ['soglia', 'gruppo', 'regione']) if (this.field(name)) query.set(name, this.field(name));
    const lang = this.form.elements.namedItem('lang');
    if (lang instanceof HTMLInputElement) query.set('lang', lang.value);
    return query;
  }

  /** A pin is moving. */
  moved() {
    /** @type {GeoJSONSource | undefined} */ (this.map?.getSource('reach'))?.setData(this.circles());
    this.ask();
  }

  /** A pin has come to rest: the address, the form and the list say where. */
  settled() {
    const query = this.query();
    history.replaceState(history.state, '', `${location.pathname}?${query}`);
    const fields = this.places().map(([lon, lat]) => {
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'punto';
      field.value = written(lon, lat);
      return field;
    });
    this.form.querySelector('[data-pins-fields]')?.replaceChildren(...fields);
    const propose = this.form.querySelector('[data-propose]');
    if (propose instanceof HTMLAnchorElement) propose.href = `${location.pathname}?${query}&proponi=3`;
    this.listPins();
    this.moved();
  }

  /** The list of pins, with a button that removes each. */
  listPins() {
    const words = this.list.dataset;
    this.list.replaceChildren(...this.markers.map((marker, at) => {
      const { lng, lat } = marker.getLngLat();
      const item = document.createElement('li');
      item.dataset.lon = lng.toFixed(DECIMALS);
      item.dataset.lat = lat.toFixed(DECIMALS);
      const name = document.createElement('span');
      name.textContent = `${words.pin ?? ''} ${at + 1}, ${lat.toFixed(3)}, ${lng.toFixed(3)}`;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'phone-button no-print';
      button.textContent = words.remove ?? '×';
      const which = document.createElement('span');
      which.className = 'visually-hidden';
      which.textContent = ` ${words.pin ?? ''} ${at + 1}`;
      button.append(which);
      button.addEventListener('click', () => {
        this.remove(marker);
        this.form.querySelector('input')?.focus();
      });
      item.append(name, button);
      return item;
    }));
    for (const [selector, hidden] of /** @type {[string, boolean][]} */ ([['[data-no-pins]', this.markers.length > 0], ['[data-clear]', this.markers.length === 0]])) {
      const element = document.querySelector(selector);
      if (element instanceof HTMLElement) element.hidden = hidden;
    }
  }

  /** Asks what the pins change; while an answer is under way only remembers to ask again. */
  async ask() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const outcome = document.querySelector('[data-outcome]');
    outcome?.setAttribute('aria-busy', 'true');
    try {
      const query = this.query();
      query.set('parte', 'esito');
      const answer = await fetch(`${location.pathname}?${query}`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // Off line or too busy: what was said last stays, and is no longer marked as busy.
      document.querySelector('[data-outcome]')?.removeAttribute('aria-busy');
    } finally {
      this.asking = false;
      if (this.again) {
        this.again = false;
        this.ask();
      }
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
    this.map?.setFilter('reached', ['in', ['get', 'code'], ['literal', this.codes()]]);
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
      simulator.add(lon, lat, true);
      simulator.map.easeTo({ center: [lon, lat], zoom: Math.max(simulator.map.getZoom(), 8) });
      return undefined;
    });
  }
  // Another distance or group is another question; the page answers it whole.
  form.addEventListener('change', (event) => { if (event.target instanceof HTMLSelectElement) form.requestSubmit(); });
  const frame = element.closest('[data-simulator-map-frame]');
  if (frame instanceof HTMLElement && canDraw()) {
    frame.hidden = false;
    for (const hint of form.querySelectorAll('[data-with-map]')) if (hint instanceof HTMLElement) hint.hidden = false;
    simulator.draw().catch(() => { frame.hidden = true; });
  }
}
