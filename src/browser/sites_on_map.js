// The sites on the map: what is under the pointer, the halo of what is chosen, the line from a spoke to its hub,
// and the clusters that stand for several sites until they are opened.

import { ClusterButtons, LAST_ZOOM, clusterOf } from './cluster_buttons.js';

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').PointLike} PointLike */
/** @typedef {import('./cluster_buttons.js').Cluster} Cluster */

const SOURCE = { source: 'sedi', sourceLayer: 'centres' };
/** How near a touch must come to a sign, pixels. */
const REACH = 8;
/** Most members of a cluster that are opened at once; the server reads no more. */
const OPENED_AT_ONCE = 100;

/**
 * @typedef {object} Listener
 * @property {(ids: number[]) => void} chosen sites were clicked; none for an empty place
 * @property {(id: number | undefined) => void} pointed a site is under the pointer
 * @property {() => void} moved a cluster was opened: the map shows another piece
 */

export class SitesOnMap {
  /** @type {number[]} */
  #selected = [];
  /** @type {number | undefined} */
  #hovered;

  /**
   * @param {MapLibreMap} map
   * @param {string} tilesQuery filter of the sites, with its question mark, or empty
   * @param {Listener} listener
   */
  constructor(map, tilesQuery, listener) {
    this.map = map;
    this.listener = listener;
    this.tilesQuery = tilesQuery;
    this.clusters = new ClusterButtons(map, (cluster) => this.#open(cluster));
    map.on('click', (event) => {
      const found = this.#at(event.point);
      const cluster = found[0]?.layer.id === 'clusters' ? clusterOf(found[0]) : undefined;
      if (cluster) {
        this.#open(cluster);
        return;
      }
      const signs = found.filter((feature) => feature.layer.id === 'centres');
      listener.chosen([...new Set(signs.map((feature) => Number(feature.id)))]);
    });
    map.on('mousemove', (event) => {
      const feature = this.#at(event.point)[0];
      map.getCanvas().style.cursor = feature ? 'pointer' : '';
      listener.pointed(feature?.layer.id === 'centres' ? Number(feature.id) : undefined);
    });
    map.on('mouseout', () => listener.pointed(undefined));
  }

  /** Signs and clusters near a point, the nearest first. @param {{ x: number, y: number }} point */
  #at({ x, y }) {
    const layers = ['centres', 'clusters'];
    if (!layers.every((layer) => this.map.getLayer(layer))) return [];
    /** @type {[PointLike, PointLike]} */
    const box = [[x - REACH, y - REACH], [x + REACH, y + REACH]];
    const far = (/** @type {import('maplibre-gl').MapGeoJSONFeature} */ { geometry }) => {
      if (geometry.type !== 'Point') return Infinity;
      const [lon = 0, lat = 0] = geometry.coordinates;
      const at = this.map.project([lon, lat]);
      return Math.hypot(at.x - x, at.y - y);
    };
    const found = this.map.queryRenderedFeatures(box, { layers }).map((feature) => ({ feature, away: far(feature) }));
    return found.sort((one, other) => one.away - other.away).map(({ feature }) => feature);
  }

  /**
   * Takes the map to where a cluster falls apart. One that never does is opened as what it holds.
   * @param {Cluster} cluster
   */
  async #open({ id, at, opens }) {
    if (opens <= LAST_ZOOM) {
      // Without animation the move ends at once: listen first. The map itself asks whether motion is wanted.
      this.map.stop().once('moveend', () => this.listener.moved());
      this.map.easeTo({ center: at, zoom: Math.max(opens, this.map.getZoom()) });
      return;
    }
    const query = new URLSearchParams(this.tilesQuery);
    query.set('cluster', id);
    query.set('limit', String(OPENED_AT_ONCE));
    try {
      const answer = await fetch(`/api/v1/sites?${query}`);
      if (!answer.ok) return;
      const { items } = /** @type {{ items: { id: number }[] }} */ (await answer.json());
      // None when it was opened in the moment it went away.
      if (items.length) this.listener.chosen(items.map((item) => item.id));
    } catch {
      // Offline: the list holds the same sites.
    }
  }

  /** @param {number} id @param {{ selected?: boolean, hover?: boolean }} state */
  #mark(id, state) {
    // Before the style is there, nothing can be marked; the map asks again when it is.
    if (this.map.getSource(SOURCE.source)) this.map.setFeatureState({ ...SOURCE, id }, state);
  }

  /** @param {number[]} ids */
  select(ids) {
    for (const id of this.#selected) this.#mark(id, { selected: false });
    this.#selected = ids;
    for (const id of ids) this.#mark(id, { selected: true });
    this.#line([]);
  }

  /** @param {number | undefined} id */
  hover(id) {
    if (id === this.#hovered) return;
    if (this.#hovered !== undefined) this.#mark(this.#hovered, { hover: false });
    this.#hovered = id;
    if (id !== undefined) this.#mark(id, { hover: true });
  }

  /**
   * Shows the sites of another filter.
   * @param {string} publicOrigin
   * @param {string} tilesQuery
   */
  show(publicOrigin, tilesQuery) {
    this.tilesQuery = tilesQuery;
    const source = this.map.getSource('sedi');
    if (source && 'setUrl' in source && typeof source.setUrl === 'function') source.setUrl(`${publicOrigin}/tiles/centres${tilesQuery}`);
  }

  /**
   * Asks again for the tiles in view; what is drawn stays until the new ones are there, and the same ones cost little.
   * @param {{ centres: boolean, territory: boolean }} moved
   */
  renew({ centres, territory }) {
    if (centres && this.map.getSource(SOURCE.source)) this.map.refreshTiles(SOURCE.source);
    if (territory && this.map.getSource('centri')) this.map.refreshTiles('centri');
  }

  /**
   * Draws the line from a spoke to its hub, where both stand in public.
   * @param {string} slug page of the spoke
   * @param {[number, number]} from
   */
  async lineToHub(slug, from) {
    try {
      const spoke = await (await fetch(`/api/v1/centres/${encodeURIComponent(slug)}`)).json();
      const hub = spoke.centre?.hub_slug;
      if (!hub) return;
      const { sites } = await (await fetch(`/api/v1/centres/${encodeURIComponent(hub)}`)).json();
      const there = sites.find((/** @type {{ lon: number | null }} */ site) => site.lon !== null);
      if (there && this.#selected.length) this.#line([from, [there.lon, there.lat]]);
    } catch {
      // The line is an extra; the card names the hub.
    }
  }

  /** @param {number[][]} coordinates */
  #line(coordinates) {
    const source = this.map.getSource('hub-line');
    /** @type {GeoJSON.FeatureCollection} */
    const data = {
      type: 'FeatureCollection',
      features: coordinates.length ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }] : [],
    };
    if (source && 'setData' in source && typeof source.setData === 'function') {
      source.setData(data);
    } else if (coordinates.length) {
      this.map.addSource('hub-line', { type: 'geojson', data });
      const below = this.map.getLayer('centres-halo') ? 'centres-halo' : undefined;
      this.map.addLayer({ id: 'hub-line', type: 'line', source: 'hub-line', paint: { 'line-color': '#0066CC', 'line-width': 1.5 } }, below);
    }
  }
}
