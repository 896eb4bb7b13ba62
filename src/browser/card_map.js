// The small map of a card: one site, with the circle it may lie in where its position is only indicative.
// <div class="map" data-card-map data-lon data-lat data-precision data-accuracy data-icon> and the words of map-words.html.

import { ring } from './circle.js';
import { canDraw, drawMap } from './map_view.js';

const APPROXIMATE = ['quartiere', 'zona', 'localita', 'comune'];

/** @param {HTMLElement} element */
async function draw(element) {
  const { lon, lat, accuracy, precision = '', icon = 'centre-single' } = element.dataset;
  const at = [Number(lon), Number(lat)];
  const [x = NaN, y = NaN] = at;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  const approximate = APPROXIMATE.includes(precision);
  const radius = approximate ? Number(accuracy) || 2_000 : 400;
  const around = ring(x, y, Math.max(radius * 1.2, 600));
  const lons = around.map(([one = x]) => one);
  const lats = around.map(([, one = y]) => one);
  // The name of a sign, also out of the address of its drawing.
  const sign = icon.replace(/^.*\//, '').replace(/\.svg$/, '');
  await drawMap(element, {
    cooperative: true,
    bounds: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    adjust: (style) => {
      style.layers = style.layers.filter((layer) => !('source' in layer) || layer.source !== 'sedi');
      delete style.sources.sedi;
      style.sources.site = {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: [
            ...(approximate
              ? [/** @type {GeoJSON.Feature} */ ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring(x, y, radius)] } })]
              : []),
            { type: 'Feature', properties: { sign }, geometry: { type: 'Point', coordinates: at } },
          ],
        },
      };
      style.layers.push(
        { id: 'site-area', type: 'fill', source: 'site', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#0066CC', 'fill-opacity': 0.1 } },
        { id: 'site-edge', type: 'line', source: 'site', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': '#0066CC', 'line-width': 1.5, 'line-dasharray': [3, 2] } },
        { id: 'site', type: 'symbol', source: 'site', filter: ['==', ['geometry-type'], 'Point'], layout: { 'icon-image': ['get', 'sign'], 'icon-size': 1.2, 'icon-allow-overlap': true } },
      );
    },
  });
}

for (const element of document.querySelectorAll('[data-card-map]')) {
  if (!(element instanceof HTMLElement) || !canDraw()) continue;
  // Only when it comes into view: most visitors of a card want the telephone number.
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    draw(element).catch(() => { element.hidden = true; });
  }, { rootMargin: '200px' });
  watcher.observe(element);
}
