// Cuts the countries around Italy out of world-atlas (Natural Earth, public domain) into
// styles/neighbours.json. Italy itself is left out: our own Regions are the land.
//
//   node styles/make/neighbours.mjs
//
// Three kinds of feature: `land` (countries, San Marino and the Vatican included), `border` (lines between
// neighbours) and `seam` (lines along Italy's land border). Natural Earth and ISTAT draw that border up to a
// few kilometres apart; the style draws seams broad and under our land, so that no false water shows between.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature, mesh } from 'topojson-client';
import { filter, filterWeight, planarTriangleArea, presimplify, simplify } from 'topojson-simplify';

const here = dirname(fileURLToPath(import.meta.url));
const source = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');

/** West, south, east, north in degrees (EPSG:4326). */
const BOX = [-14, 28, 38, 57];
/** The part seen at close range: outside it, detail falls with the square of the distance. */
const NEAR = [6.5, 35.3, 18.8, 47.2];
/** Corners whose triangle is smaller than this many square degrees are dropped (0.00006 ≈ 0.5 km²). */
const CORNER = 0.00006;
/** Islands smaller than this many square degrees are dropped. */
const ISLAND = 0.0008;
/** Decimals of a degree: 0.001° is about 100 m. */
const DECIMALS = 3;
const ITALY = '380';
/** States inside Italy, kept whole however small. */
const ENCLAVES = ['674', '336'];
/** Most bytes the result may have. */
const LIMIT = 250_000;
/**
 * The third hole in ISTAT's land is the papal villas at Castel Gandolfo. A square larger than the hole, drawn
 * under our land, shows through it.
 */
const CASTEL_GANDOLFO = [[12.64, 41.73], [12.67, 41.73], [12.67, 41.75], [12.64, 41.75], [12.64, 41.73]];

const EDGES = [
  { inside: ([x]) => x >= BOX[0], axis: 0, at: BOX[0] },
  { inside: ([, y]) => y >= BOX[1], axis: 1, at: BOX[1] },
  { inside: ([x]) => x <= BOX[2], axis: 0, at: BOX[2] },
  { inside: ([, y]) => y <= BOX[3], axis: 1, at: BOX[3] },
];

function crossing(a, b, { axis, at }) {
  const share = (at - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/** Sutherland-Hodgman: the ring inside BOX, or an empty ring. */
function clipRing(ring) {
  let points = ring.slice(0, -1);
  for (const edge of EDGES) {
    const kept = [];
    points.forEach((point, index) => {
      const before = points.at(index - 1);
      if (edge.inside(point) !== edge.inside(before)) kept.push(crossing(before, point, edge));
      if (edge.inside(point)) kept.push(point);
    });
    points = kept;
  }
  return points.length < 3 ? [] : [...points, points[0]];
}

/** The pieces of a line inside BOX. */
function clipLine(line) {
  let pieces = [line];
  for (const edge of EDGES) {
    pieces = pieces.flatMap((piece) => {
      const found = [];
      let current = [];
      piece.forEach((point, index) => {
        const before = piece[index - 1];
        if (before && edge.inside(point) !== edge.inside(before)) {
          current.push(crossing(before, point, edge));
          if (!edge.inside(point)) {
            found.push(current);
            current = [];
          }
        }
        if (edge.inside(point)) current.push(point);
      });
      return [...found, current].filter((part) => part.length > 1);
    });
  }
  return pieces;
}

/** Area of the triangle in square degrees, counted for less the farther it lies from NEAR. */
function cornerWeight(triangle) {
  const [x, y] = triangle[1];
  const away = Math.hypot(Math.max(NEAR[0] - x, 0, x - NEAR[2]), Math.max(NEAR[1] - y, 0, y - NEAR[3]));
  return planarTriangleArea(triangle) / (1 + (2 * away) ** 2);
}

function rounded(points) {
  const factor = 10 ** DECIMALS;
  const kept = [];
  for (const [x, y] of points) {
    const next = [Math.round(x * factor) / factor, Math.round(y * factor) / factor];
    const last = kept.at(-1);
    if (!last || last[0] !== next[0] || last[1] !== next[1]) kept.push(next);
  }
  return kept;
}

const asFeature = (kind, type, coordinates) => ({ type: 'Feature', properties: { kind }, geometry: { type, coordinates } });
const codeOf = (country) => String(country.id);
const isItaly = (country) => codeOf(country) === ITALY;

const full = JSON.parse(readFileSync(source, 'utf8'));
const weighted = presimplify(full, cornerWeight);
let coarse = simplify(weighted, CORNER);
coarse = filter(coarse, filterWeight(coarse, ISLAND));
const countries = coarse.objects.countries.geometries;
const enclaves = full.objects.countries.geometries.filter((country) => ENCLAVES.includes(codeOf(country)));

const land = [
  ...countries
    .filter((country) => country.type && !isItaly(country) && !ENCLAVES.includes(codeOf(country)))
    .map((country) => feature(coarse, country)),
  ...enclaves.map((country) => feature(full, country)),
].flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates));

const polygons = land
  .map((rings) => rings.map((ring) => rounded(clipRing(ring))).filter((ring) => ring.length > 3))
  .filter((rings) => rings.length > 0);
polygons.push([CASTEL_GANDOLFO]);

const linesBetween = (wanted) =>
  mesh(coarse, coarse.objects.countries, (a, b) => a !== b && wanted(a, b)).coordinates
    .flatMap(clipLine)
    .map(rounded)
    .filter((line) => line.length > 1);

const content = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    ...polygons.map((rings) => asFeature('land', 'Polygon', rings)),
    asFeature('border', 'MultiLineString', linesBetween((a, b) => !isItaly(a) && !isItaly(b))),
    asFeature('seam', 'MultiLineString', linesBetween((a, b) => isItaly(a) || isItaly(b))),
  ],
});
if (content.length > LIMIT) throw new Error(`neighbours.json would have ${content.length} bytes, more than ${LIMIT}`);
writeFileSync(join(here, '..', 'neighbours.json'), `${content}\n`);
process.stdout.write(`neighbours.json: ${polygons.length} polygons, ${content.length} bytes\n`);
