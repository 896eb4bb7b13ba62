// Checks what the style validator cannot see: that every sign, font and local address the style names
// exists here, that the signs and labels have enough contrast, and that the files stay small.
//
//   node styles/make/check.mjs      (npm run style:check runs the validator first)

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const styles = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (...path) => readFileSync(join(styles, ...path));
const json = (...path) => JSON.parse(read(...path).toString());
const faults = [];
const expect = (holds, fault) => holds || faults.push(fault);

const style = json('map.json');
const layer = (id) => style.layers.find((candidate) => candidate.id === id);

// Addresses: only the placeholder origin.
for (const address of JSON.stringify(style).match(/[a-z]+:\/\/[^"]+/g) ?? []) faults.push(`foreign address ${address}`);
for (const address of [style.glyphs, style.sprite, ...Object.values(style.sources).map((source) => source.url ?? source.data)]) {
  expect(address.startsWith('{origin}/'), `address without {origin}: ${address}`);
}

// Signs: every combination that `icon-image` can spell is in both sheets.
const SIGNS = ['single', 'hub', 'spoke', 'diffuse', 'planned', 'temporary', 'suspended'];
for (const sheet of ['map.json', 'map@2x.json']) {
  const index = json('sprites', sheet);
  for (const sign of SIGNS) {
    for (const precision of ['', '-approximate']) {
      for (const demo of ['', '-demo']) {
        const name = `centre-${sign}${precision}${demo}`;
        expect(index[name], `${sheet} lacks ${name}`);
      }
    }
  }
}
const drawn = layer('centres').layout['icon-image'];
for (const sign of SIGNS) expect(JSON.stringify(drawn).includes(`"${sign}"`), `icon-image never spells ${sign}`);

// Fonts: every stack has its ranges.
const RANGES = ['0-255', '256-511', '512-767', '768-1023', '8192-8447'];
for (const { id, layout } of style.layers) {
  for (const font of layout?.['text-font'] ?? []) {
    for (const range of RANGES) {
      expect(existsSync(join(styles, 'glyphs', font, `${range}.pbf`)), `${id}: no glyphs ${font} ${range}`);
    }
  }
}

// Contrast (WCAG 2): signs 3:1 on the land, labels 4.5:1 on their halo.
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
const land = layer('land').paint['fill-color'];
for (const file of readdirSync(join(styles, 'icons')).filter((name) => name.endsWith('.svg'))) {
  const inks = new Set(read('icons', file).toString().match(/#[0-9A-Fa-f]{6}/g));
  inks.delete('#FFFFFF');
  for (const ink of inks) {
    const measured = contrast(ink, land);
    expect(measured >= 3, `${file}: ${ink} on the land ${measured.toFixed(2)}:1, less than 3:1`);
  }
}
for (const { id, paint } of style.layers.filter(({ type }) => type === 'symbol')) {
  if (!paint?.['text-halo-color']) continue;
  const measured = contrast(paint['text-color'], paint['text-halo-color']);
  expect(measured >= 4.5, `${id}: label ${measured.toFixed(2)}:1, less than 4.5:1`);
}

// Clusters: their number is read on the disc, and discs of neighbouring cells, which stand at least 32 pixels apart, never touch.
const disc = layer('clusters').paint;
for (const { id, paint } of style.layers.filter((candidate) => candidate.id.startsWith('clusters'))) {
  if (paint['circle-color']) {
    const widest = Math.max(...paint['circle-radius'].filter((part) => typeof part === 'number' && part < 50)) + paint['circle-stroke-width'];
    expect(widest <= 16, `${id}: ${widest} pixels from the middle to the edge, more than 16`);
  } else {
    const measured = contrast(paint['text-color'], disc['circle-color']);
    expect(measured >= 4.5, `${id}: number ${measured.toFixed(2)}:1, less than 4.5:1`);
  }
}
for (const { id, filter } of style.layers.filter((candidate) => candidate['source-layer'] === 'centres')) {
  expect(JSON.stringify(filter ?? '').includes('["has","cluster"]'), `${id}: draws single sites and clusters alike`);
}

// Size, in bytes.
for (const [file, limit] of [['neighbours.json', 250_000], ['embed.css', 12_288]]) {
  const size = read(file).length;
  expect(size <= limit, `${file}: ${size} bytes, more than ${limit}`);
}

for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length === 0) process.stdout.write(`style: ${style.layers.length} layers, every sign, font and address found\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
