// The map of figures: areas coloured by the class the page already says in words. Pointing at an area shows its row, and the
// other way round. Everything it shows is in the table too.
// <div data-coverage-map data-layer data-bounds data-shade-1 … data-shade-none> inside an element data-coverage-map-frame.

import { announce } from './announce.js';
import { canDraw, drawMap, edges } from './map_view.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').ExpressionSpecification} Expression */

const SHADES = ['zero', '1', '2', '3', '4', '5', 'unreachable', 'none'];
/** Areas of these shades are hatched, so that they are no step of the sequence. */
const HATCHED = ['unreachable', 'none'];
/** Comuni are in the tiles from here. */
const COMUNI_ZOOM = 6;
/** What lies over the colours. */
const ABOVE = 'municipalities-borders';

/**
 * The codes of each shade, as the page has them.
 * @param {HTMLElement} element
 * @returns {Map<string, string[]>}
 */
function shadesOf(element) {
  const found = SHADES.map((shade) => /** @type {[string, string[]]} */ ([shade, (element.getAttribute(`data-shade-${shade}`) ?? '').split(' ').filter(Boolean)]));
  return new Map(found.filter(([, codes]) => codes.length > 0));
}

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
 * @param {string} layer
 * @param {Map<string, string[]>} shades
 */
function paint(map, layer, shades) {
  const colours = getComputedStyle(document.documentElement);
  /** @type {unknown[]} */
  const match = ['match', ['get', 'code']];
  for (const [shade, codes] of shades) if (!HATCHED.includes(shade)) match.push(codes, colours.getPropertyValue(`--class-${shade}`).trim());
  const before = map.getLayer(ABOVE) ? ABOVE : undefined;
  if (match.length > 2) {
    match.push('rgba(0, 0, 0, 0)');
    map.addLayer({ id: 'coverage', type: 'fill', source: 'centri', 'source-layer': layer, paint: { 'fill-color': /** @type {Expression} */ (/** @type {unknown} */ (match)), 'fill-opacity': 0.9 } }, before);
  }
  map.addImage('hatch-none', stripes((x, y) => (x + y) % 8 === 0));
  map.addImage('hatch-unreachable', stripes((x) => x % 4 < 2));
  for (const shade of HATCHED) {
    const codes = shades.get(shade);
    if (codes) map.addLayer({ id: `coverage-${shade}`, type: 'fill', source: 'centri', 'source-layer': layer, filter: ['in', ['get', 'code'], ['literal', codes]], paint: { 'fill-pattern': `hatch-${shade}` } }, before);
  }
  // Comuni and provinces have their borders from a zoom on; here they are what one looks at.
  map.addLayer({ id: 'coverage-edges', type: 'line', source: 'centri', 'source-layer': layer, paint: { 'line-color': '#FFFFFF', 'line-width': layer === 'municipalities' ? 0.4 : 1 } }, before);
  map.addLayer({ id: 'coverage-pointed', type: 'line', source: 'centri', 'source-layer': layer, filter: ['==', ['get', 'code'], ''], paint: { 'line-color': '#1A1A1A', 'line-width': 2.5 } });
}

/**
 * @param {MapLibreMap} map
 * @param {string[]} layers
 * @param {Map<string, string[]>} shades
 * @param {Element | null} near
 */
function point(map, layers, shades, near) {
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
  /** @param {string} code @param {string} name */
  const say = (code, name) => {
    const figure = marked?.querySelector('.value-cell')?.textContent?.trim();
    const shade = [...shades].find(([, codes]) => codes.includes(code))?.[0];
    const meaning = shade ? document.querySelector(`.classes .class-${shade}`)?.textContent : '';
    announce(near, [name, figure ?? meaning].filter(Boolean).join(': '));
  };
  /** @param {import('maplibre-gl').MapMouseEvent} event */
  const under = (event) => map.queryRenderedFeatures(event.point, { layers })[0]?.properties;
  let last = '';
  map.on('mousemove', (event) => {
    const area = under(event);
    const code = String(area?.code ?? '');
    if (code === last) return;
    last = code;
    mark(code);
    say(code, String(area?.name ?? ''));
    map.getCanvas().style.cursor = marked?.querySelector('a') ? 'pointer' : '';
  });
  map.on('click', (event) => {
    const area = under(event);
    if (!area) return;
    mark(String(area.code));
    say(String(area.code), String(area.name ?? ''));
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
  const layer = element.dataset.layer ?? 'regions';
  const shades = shadesOf(element);
  const { map } = await drawMap(element, {
    cooperative: true,
    bounds: edges(element.dataset.bounds),
    adjust: (style) => {
      style.layers = style.layers.filter((one) => !('source' in one) || one.source !== 'sedi');
      delete style.sources.sedi;
    },
  });
  if (layer === 'municipalities') map.setMinZoom(COMUNI_ZOOM);
  map.once('load', () => {
    paint(map, layer, shades);
    const layers = ['coverage', ...HATCHED.map((shade) => `coverage-${shade}`)].filter((id) => map.getLayer(id));
    point(map, layers, shades, document.querySelector('[data-coverage-near]'));
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
