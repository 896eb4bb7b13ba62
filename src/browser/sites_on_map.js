// The sites on the map: what is under the pointer, the halo of what is chosen, the line from a spoke to its hub.

/** @typedef {import('maplibre-gl').Map} MapLibreMap */
/** @typedef {import('maplibre-gl').PointLike} PointLike */

const SOURCE = { source: 'sedi', sourceLayer: 'centres' };
/** How near a touch must come to a sign, pixels. */
const REACH = 8;

/**
 * @typedef {object} Listener
 * @property {(ids: number[]) => void} chosen sites were clicked; none for an empty place
 * @property {(id: number | undefined) => void} pointed a site is under the pointer
 */

export class SitesOnMap {
  /** @type {number[]} */
  #selected = [];
  /** @type {number | undefined} */
  #hovered;

  /**
   * @param {MapLibreMap} map
   * @param {Listener} listener
   */
  constructor(map, listener) {
    this.map = map;
    map.on('click', (event) => {
      const cluster = this.#at(event.point, ['clusters'])[0];
      if (cluster && cluster.geometry.type === 'Point') {
        const [lon = 0, lat = 0] = cluster.geometry.coordinates;
        map.easeTo({ center: [lon, lat], zoom: Number(cluster.properties.expansion_zoom) || map.getZoom() + 2 });
        return;
      }
      listener.chosen([...new Set(this.#at(event.point, ['centres']).map((feature) => Number(feature.id)))]);
    });
    map.on('mousemove', (event) => {
      const feature = this.#at(event.point, ['centres', 'clusters'])[0];
      map.getCanvas().style.cursor = feature ? 'pointer' : '';
      listener.pointed(feature?.layer.id === 'centres' ? Number(feature.id) : undefined);
    });
    map.on('mouseout', () => listener.pointed(undefined));
  }

  /** @param {{ x: number, y: number }} point @param {string[]} layers */
  #at({ x, y }, layers) {
    if (!layers.every((layer) => this.map.getLayer(layer))) return [];
    /** @type {[PointLike, PointLike]} */
    const box = [[x - REACH, y - REACH], [x + REACH, y + REACH]];
    return this.map.queryRenderedFeatures(box, { layers });
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
    const source = this.map.getSource('sedi');
    if (source && 'setUrl' in source && typeof source.setUrl === 'function') source.setUrl(`${publicOrigin}/tiles/centres${tilesQuery}`);
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
