// The map itself: MapLibre fetched when it is wanted, our style, our words on its buttons. It knows nothing of
// lists; it tells what was pointed at and shows what it is told.

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').StyleSpecification} Style */
/** @typedef {typeof import('maplibre-gl')} MapLibre */

/** @type {[number, number, number, number]} */
export const ITALY = [6.6, 35.4, 18.6, 47.1];
const PAGE_ZOOM = 19;

/** @type {Promise<MapLibre> | undefined} */
let loading;

/** Fetches the library and its style sheet, once. @returns {Promise<MapLibre>} */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = new URL('../maplibre-gl/maplibre-gl.css', import.meta.url).href;
    sheet.onload = () => resolve(import(new URL('../maplibre-gl/maplibre-gl.mjs', import.meta.url).href));
    sheet.onerror = reject;
    // Before our own style sheets, which have the last word.
    document.head.prepend(sheet);
  });
  return loading;
}

/** Can this browser draw it? @returns {boolean} */
export function canDraw() {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/**
 * The four edges written in an attribute.
 * @param {string | undefined} text "west,south,east,north"
 * @returns {[number, number, number, number]}
 */
export function edges(text) {
  const [west, south, east, north] = (text ?? '').split(',').map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return ITALY;
  return [west, south, east, north].every(Number.isFinite) ? [west, south, east, north] : ITALY;
}

/**
 * The style with the sites of a filter.
 * @param {string} publicOrigin origin the server writes into addresses
 * @param {string} tilesQuery filter as a query, with its question mark, or empty
 * @returns {Promise<Style>}
 */
async function style(publicOrigin, tilesQuery) {
  const answer = await fetch('/styles/map.json');
  if (!answer.ok) throw new Error(`style: ${answer.status}`);
  /** @type {Style} */
  const made = await answer.json();
  const sites = made.sources.sedi;
  if (sites?.type === 'vector') sites.url = `${publicOrigin}/tiles/centres${tilesQuery}`;
  return made;
}

/** Where the data of the map come from, always in view. */
class SourcesControl {
  /** @param {HTMLElement} element with data-sources and data-sources-text @param {boolean} outward links leave the frame */
  constructor(element, outward) {
    this.box = document.createElement('div');
    this.box.className = 'maplibregl-ctrl maplibregl-ctrl-attrib';
    const link = document.createElement('a');
    link.href = element.dataset.sources ?? '/dati/fonti';
    link.textContent = element.dataset.sourcesText ?? '© ISTAT · GeoNames';
    if (outward) {
      link.target = '_blank';
      link.rel = 'noopener';
    }
    this.box.append(link);
  }

  /** @param {MapLibreMap} map */
  onAdd(map) {
    // A basemap from a file of its own brings its own attribution, as plain text.
    map.on('sourcedata', (event) => {
      const text = event.sourceId === 'basemap' ? map.getSource('basemap')?.attribution : undefined;
      if (text && !this.box.dataset.basemap) {
        this.box.dataset.basemap = '';
        this.box.append(` · ${new DOMParser().parseFromString(text, 'text/html').body.textContent}`);
      }
    });
    return this.box;
  }

  onRemove() {
    this.box.remove();
  }
}

/**
 * @typedef {object} Options
 * @property {string} [tilesQuery] filter of the sites
 * @property {[number, number, number, number]} [bounds] what to show first
 * @property {string | false} [hash] name of the entry of the address that keeps the view
 * @property {boolean} [outward] links open outside the frame
 * @property {boolean} [cooperative] the wheel scrolls the page, not the map
 * @property {(style: Style) => void} [adjust] last changes to the style
 */

/**
 * Draws a map.
 * @param {HTMLElement} element with the data attributes of map-words.html
 * @param {Options} options
 * @returns {Promise<{ map: MapLibreMap, maplibre: MapLibre }>}
 */
export async function drawMap(element, options) {
  const publicOrigin = element.dataset.publicOrigin ?? location.origin;
  const [maplibre, made] = await Promise.all([library(), style(publicOrigin, options.tilesQuery ?? '')]);
  options.adjust?.(made);
  const words = element.dataset;
  const map = new maplibre.Map({
    container: element,
    style: made,
    bounds: options.bounds ?? ITALY,
    fitBoundsOptions: { padding: 40, maxZoom: 12 },
    hash: options.hash ?? false,
    maxZoom: PAGE_ZOOM,
    minZoom: 3,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    maxPitch: 0,
    attributionControl: false,
    cooperativeGestures: options.cooperative ?? false,
    // The server may be known by another name than the one we reached it by.
    transformRequest: (url) => ({ url: url.startsWith(`${publicOrigin}/`) ? location.origin + url.slice(publicOrigin.length) : url }),
    locale: {
      'Map.Title': words.label ?? '',
      'NavigationControl.ZoomIn': words.zoomIn ?? '+',
      'NavigationControl.ZoomOut': words.zoomOut ?? '−',
      'CooperativeGesturesHandler.WindowsHelpText': words.wheelHint ?? '',
      'CooperativeGesturesHandler.MacHelpText': words.wheelHint ?? '',
      'CooperativeGesturesHandler.MobileHelpText': words.fingersHint ?? '',
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new SourcesControl(element, options.outward ?? false), 'bottom-right');
  return { map, maplibre };
}
