// The map of figures: areas coloured by the class their tiles carry, which the table says in words. Pointing at an area shows
// its row, and the other way round. Everything it shows is in the table too.
// <div data-coverage-map data-tiles data-bounds> inside an element data-coverage-map-frame.

import { announce } from './announce.js';
import { canDraw, drawMap, edges } from './map_view.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').ExpressionSpecification} Expression */

/** @typedef {{ tiles: string[], minzoom: number, maxzoom: number, bounds: [number, number, number, number] }} Tiles description of the tiles */

/** Words of the classes in style sheets, by their number in the tiles. */
const CLASSES = ['zero', '1', '2', '3', '4', '5'];
/** Areas of these states are hatched, so that they are no step of the sequence: state in the tiles, word in style sheets. */
const HATCHED = /** @type {[string, string][]} */ ([['unreachable', 'unreachable'], ['not_computed', 'none']]);
/** What lies over the colours. */
const ABOVE = 'municipalities-borders';

/**
 * A pattern of stripes, eight pixels wide.
 * @param {(x: number, y: number) => boolean} inked
 * @returns {{ width: number, height: number, data: Uint8Array }}
 */
function stripes(inked) {
  const size = 8;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (inked(x, y)) data.set([110, 115, 120, 255], (y * size + x) * 4);
  }
  return { width: size, height: size, data };
}

/**
 * @param {MapLibreMap} map
 * @param {Tiles} described
 * @param {boolean} fine the polygons are comuni, or parts of wider areas
 * @param {CSSStyleDeclaration} colours of the legend beside it
 */
function paint(map, described, fine, colours) {
  const match = CLASSES.flatMap((word, number) => [number, colours.getPropertyValue(`--class-${word}`).trim()]);
  const colour = /** @type {Expression} */ (/** @type {unknown} */ (['match', ['get', 'class'], ...match, 'rgba(0, 0, 0, 0)']));
  const before = map.getLayer(ABOVE) ? ABOVE : undefined;
  const { tiles, minzoom, maxzoom, bounds } = described;
  map.addSource('coverage', { type: 'vector', tiles, minzoom, maxzoom, bounds });
  const layer = { source: 'coverage', 'source-layer': 'coverage' };
  map.addLayer({ id: 'coverage', type: 'fill', ...layer, paint: { 'fill-color': colour, 'fill-opacity': 0.9 } }, before);
  map.addImage('hatch-none', stripes((x, y) => (x + y) % 8 === 0));
  map.addImage('hatch-unreachable', stripes((x) => x % 4 < 2));
  for (const [state, word] of HATCHED) {
    map.addLayer({ id: `coverage-${word}`, type: 'fill', ...layer, filter: ['==', ['get', 'state'], state], paint: { 'fill-pattern': `hatch-${word}` } }, before);
  }
  // Comuni and provinces have their borders from a zoom on; here they are what one looks at.
  map.addLayer({ id: 'coverage-edges', type: 'line', ...layer, paint: { 'line-color': '#FFFFFF', 'line-width': fine ? 0.4 : 1 } }, before);
  map.addLayer({ id: 'coverage-pointed', type: 'line', ...layer, filter: ['==', ['get', 'code'], ''], paint: { 'line-color': '#1A1A1A', 'line-width': 2.5 } });
}

/**
 * What the class of an area means, in the words of the legend.
 * @param {{ [name: string]: unknown }} area
 */
function meaning(area) {
  const word = HATCHED.find(([state]) => state === area.state)?.[1] ?? CLASSES[Number(area.class)];
  return word ? (document.querySelector(`.classes .class-${word}`)?.textContent ?? '') : '';
}

/**
 * @param {MapLibreMap} map
 * @param {Element | null} near
 */
function point(map, near) {
  const rows = document.querySelector('[data-coverage-rows]');
  /** @type {Element | null} */
  let marked = null;
  /** @param {string} code */
  const mark = (code) => {
    map.setFilter('coverage-pointed', ['==', ['get', 'code'], code]);
    marked?.classList.remove('is-hovered');
    marked = code ? (rows?.querySelector(`tr[data-code="${CSS.escape(code)}"]`) ?? null) : null;
    marked?.classList.add('is-hovered');
  };
  /** @param {{ [name: string]: unknown } | undefined} area */
  const say = (area) => {
    const figure = marked?.querySelector('.value-cell')?.textContent?.trim();
    announce(near, area ? [String(area.name ?? ''), figure ?? meaning(area)].filter(Boolean).join(': ') : '');
  };
  /** @param {import('maplibre-gl').MapMouseEvent} event */
  const under = (event) => map.queryRenderedFeatures(event.point, { layers: ['coverage'] })[0]?.properties;
  let last = '';
  map.on('mousemove', (event) => {
    const area = under(event);
    const code = String(area?.code ?? '');
    if (code === last) return;
    last = code;
    mark(code);
    say(area);
    map.getCanvas().style.cursor = marked?.querySelector('a') ? 'pointer' : '';
  });
  map.on('click', (event) => {
    const area = under(event);
    if (!area) return;
    mark(String(area.code));
    say(area);
    const link = marked?.querySelector('th a');
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
  });
  rows?.addEventListener('mouseover', (event) => {
    const row = event.target instanceof Element ? event.target.closest('tr[data-code]') : null;
    if (row) mark(row.getAttribute('data-code') ?? '');
  });
}

/** @param {HTMLElement} element */
async function draw(element) {
  const address = element.dataset.tiles ?? '/tiles/coverage';
  const fine = ['municipality', 'district', 'social_region'].includes(new URLSearchParams(address.split('?')[1]).get('level') ?? '');
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`coverage: ${answer.status}`);
  /** @type {Tiles} */
  const tiles = await answer.json();
  const { map } = await drawMap(element, {
    cooperative: true,
    bounds: edges(element.dataset.bounds),
    adjust: (style) => {
      style.layers = style.layers.filter((one) => !('source' in one) || one.source !== 'sedi');
      delete style.sources.sedi;
    },
  });
  // Farther away there are no areas in the tiles.
  map.setMinZoom(Math.max(map.getMinZoom(), tiles.minzoom));
  map.once('load', () => {
    paint(map, tiles, fine, getComputedStyle(element));
    point(map, document.querySelector('[data-coverage-near]'));
    // For whoever waits for the colours: they are asked for, and drawn when nothing moves any more.
    map.once('idle', () => { element.dataset.drawn = ''; });
  });
}

for (const element of document.querySelectorAll('[data-coverage-map]')) {
  const frame = element.closest('[data-coverage-map-frame]');
  if (!(element instanceof HTMLElement) || !(frame instanceof HTMLElement) || !canDraw()) continue;
  frame.hidden = false;
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    draw(element).catch(() => { frame.hidden = true; });
  }, { rootMargin: '200px' });
  watcher.observe(element);
}
