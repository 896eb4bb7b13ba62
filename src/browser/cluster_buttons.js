// The clusters in view as buttons for those who do not point: one stop of the tab key, arrows from one to the next,
// Enter or Space opens. They lie unseen over what the map draws, and leave the pointer to the map.

/** @typedef {import('maplibre-gl').Map} MapLibreMap */

/**
 * A cluster as the tiles tell it.
 * @typedef {object} Cluster
 * @property {string} id
 * @property {number} count sites in it
 * @property {number} opens zoom at which it falls apart
 * @property {boolean} demo holds invented centres
 * @property {[number, number]} at longitude and latitude
 */

/** Beyond this zoom no tile is made: what has not opened by then are sites at one place. */
export const LAST_ZOOM = 14;

/**
 * @param {import('maplibre-gl').MapGeoJSONFeature} feature of the layer `clusters`
 * @returns {Cluster | undefined}
 */
export function clusterOf({ geometry, properties }) {
  if (geometry.type !== 'Point') return undefined;
  const [lon = 0, lat = 0] = geometry.coordinates;
  const { cluster_id, point_count, expansion_zoom, demo } = properties;
  return { id: String(cluster_id), count: Number(point_count), opens: Number(expansion_zoom), demo: demo === true, at: [lon, lat] };
}

export class ClusterButtons {
  /** @type {{ cluster: Cluster, button: HTMLButtonElement }[]} */
  #shown = [];

  /**
   * @param {MapLibreMap} map
   * @param {(cluster: Cluster) => void} open
   */
  constructor(map, open) {
    this.map = map;
    this.open = open;
    this.words = map.getContainer().dataset;
    this.group = document.createElement('div');
    this.group.className = 'map-clusters';
    this.group.setAttribute('role', 'group');
    this.group.setAttribute('aria-label', this.words.clusters ?? '');
    this.group.hidden = true;
    this.group.addEventListener('keydown', (event) => this.#step(event));
    // Between the map and its controls, as they are read.
    map.getCanvasContainer().after(this.group);
    map.on('idle', () => this.#renew());
    map.on('move', () => this.#place());
  }

  /** What the map has drawn by now, from top to bottom; a cluster at the edge of two tiles once. */
  #seen() {
    if (!this.map.getLayer('clusters')) return [];
    /** @type {Map<string, Cluster>} */
    const found = new Map();
    const { clientWidth, clientHeight } = this.map.getContainer();
    for (const feature of this.map.queryRenderedFeatures({ layers: ['clusters'] })) {
      const cluster = clusterOf(feature);
      if (!cluster) continue;
      const { x, y } = this.map.project(cluster.at);
      // Only what can be seen can have the focus.
      if (x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight) found.set(cluster.id, cluster);
    }
    return [...found.values()].sort((one, other) => other.at[1] - one.at[1] || one.at[0] - other.at[0]);
  }

  #renew() {
    const held = new Map(this.#shown.map(({ cluster, button }) => [cluster.id, button]));
    const focused = this.#shown.find(({ button }) => button === document.activeElement);
    this.#shown = this.#seen().map((cluster) => {
      const button = held.get(cluster.id) ?? this.#button();
      const name = (cluster.opens > LAST_ZOOM ? this.words.clusterHere : this.words.cluster)?.replace('{n}', String(cluster.count)) ?? String(cluster.count);
      button.setAttribute('aria-label', cluster.demo ? `${name} (${this.words.clusterDemo ?? ''})` : name);
      button.onclick = () => this.#choose(cluster);
      return { cluster, button };
    });
    const buttons = this.#shown.map(({ button }) => button);
    const same = buttons.length === this.group.children.length && buttons.every((button, at) => this.group.children[at] === button);
    // Moving a button takes the focus from it.
    if (!same) this.group.replaceChildren(...buttons);
    this.group.hidden = buttons.length === 0;
    this.#place();
    const again = focused && this.#shown.find(({ cluster }) => cluster.id === focused.cluster.id)?.button;
    if (focused && document.activeElement !== again) (again ?? this.map.getCanvas()).focus({ preventScroll: true });
    this.#stopAt(again ?? this.#nearestToCentre());
  }

  #button() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'map-cluster';
    button.addEventListener('focus', () => this.#stopAt(button));
    return button;
  }

  /** The tab key goes to one of them. @param {HTMLButtonElement | undefined} stop */
  #stopAt(stop) {
    for (const { button } of this.#shown) button.tabIndex = button === stop ? 0 : -1;
  }

  #nearestToCentre() {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const far = (/** @type {Cluster} */ { at }) => {
      const { x, y } = this.map.project(at);
      return Math.hypot(x - clientWidth / 2, y - clientHeight / 2);
    };
    return [...this.#shown].sort((one, other) => far(one.cluster) - far(other.cluster))[0]?.button;
  }

  #place() {
    for (const { cluster, button } of this.#shown) {
      const { x, y } = this.map.project(cluster.at);
      button.style.left = `${x}px`;
      button.style.top = `${y}px`;
    }
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const at = this.#shown.findIndex(({ button }) => button === event.target);
    const last = this.#shown.length - 1;
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: Math.min(at + 1, last), ArrowDown: Math.min(at + 1, last), ArrowLeft: Math.max(at - 1, 0), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
    const to = ways[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.#shown[to]?.button.focus({ preventScroll: true });
  }

  /** @param {Cluster} cluster */
  #choose(cluster) {
    // The button goes away with its cluster: the map has the focus, and the next ones follow it.
    this.map.getCanvas().focus({ preventScroll: true });
    this.open(cluster);
  }
}
