// Draws the sprite sheets styles/sprites/map[@2x].{png,json} from styles/icons/*.svg, and for every sign
// its hatched twin for demonstration data, which is also written as styles/icons/demo/*.svg for legends.
//
//   node styles/make/sprites.mjs

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg, initWasm } from '@resvg/resvg-wasm';

const here = dirname(fileURLToPath(import.meta.url));
const icons = join(here, '..', 'icons');
const target = join(here, '..', 'sprites');

/** Every sign is drawn on a square of this many pixels. */
const SIDE = 24;
/** Empty pixels between signs, so that scaling does not bleed one into the next. */
const GAP = 2;
const COLUMNS = 7;

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));

/** The ink of a sign: the one colour of its style that is not white. */
function inkOf(name, svg) {
  const inks = new Set((svg.match(/#[0-9A-Fa-f]{6}/g) ?? []).map((ink) => ink.toUpperCase()));
  inks.delete('#FFFFFF');
  if (inks.size !== 1) throw new Error(`${name}: a sign has exactly one ink, found ${[...inks].join(' ') || 'none'}`);
  return [...inks][0];
}

/**
 * The same shape, filled with diagonal lines instead of colour: told apart without seeing any colour.
 * A hollow sign is hatched palely, so that the plus or the bars inside it stay readable.
 */
function hatched(name, svg) {
  const ink = inkOf(name, svg);
  const hollow = !svg.includes('class="solid"');
  const pattern = `  <defs>
    <pattern id="hatch" width="3.4" height="3.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="3.4" height="3.4" fill="#FFFFFF"/>
      <rect width="1.2" height="3.4" fill="${ink}" fill-opacity="${hollow ? 0.4 : 1}"/>
    </pattern>
  </defs>
`;
  const rule = hollow
    ? '    .casing { fill: url(#hatch) }\n'
    : `    .solid { fill: url(#hatch); stroke: ${ink}; stroke-width: 1.5 }\n`;
  return svg
    .replace('  <style>', `${pattern}  <style>`)
    .replace('  </style>', `${rule}  </style>`)
    .replace('</title>', ', hatched: demonstration data</title>');
}

/** Puts a sign into the sheet with class and pattern names of its own, because all styles of a sheet are one. */
function nested(svg, index, x, y) {
  return svg
    .replace(/<title>.*<\/title>/, '')
    .replace(/class="([^"]+)"/g, `class="s${index}-$1"`)
    .replace(/\.([a-z]+) \{/g, `.s${index}-$1 {`)
    .replace(/id="hatch"/g, `id="hatch${index}"`)
    .replace(/#hatch\b/g, `#hatch${index}`)
    .replace('<svg ', `<svg x="${x}" y="${y}" `);
}

const plain = readdirSync(icons)
  .filter((file) => file.endsWith('.svg'))
  .sort()
  .map((file) => [file.slice(0, -'.svg'.length), readFileSync(join(icons, file), 'utf8')]);

mkdirSync(join(icons, 'demo'), { recursive: true });
mkdirSync(target, { recursive: true });
const signs = plain.flatMap(([name, svg]) => {
  const twin = hatched(name, svg);
  writeFileSync(join(icons, 'demo', `${name}-demo.svg`), twin);
  return [[name, svg], [`${name}-demo`, twin]];
});

const step = SIDE + GAP;
const width = COLUMNS * step + GAP;
const height = Math.ceil(signs.length / COLUMNS) * step + GAP;
const placed = signs.map(([name, svg], index) => ({
  name,
  svg,
  x: GAP + (index % COLUMNS) * step,
  y: GAP + Math.floor(index / COLUMNS) * step,
}));
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
${placed.map(({ svg, x, y }, index) => nested(svg, index, x, y)).join('\n')}
</svg>`;

for (const ratio of [1, 2]) {
  const suffix = ratio === 1 ? '' : `@${ratio}x`;
  const picture = new Resvg(sheet, { fitTo: { mode: 'zoom', value: ratio } }).render();
  const index = Object.fromEntries(
    placed.map(({ name, x, y }) => [
      name,
      { x: x * ratio, y: y * ratio, width: SIDE * ratio, height: SIDE * ratio, pixelRatio: ratio },
    ]),
  );
  writeFileSync(join(target, `map${suffix}.png`), picture.asPng());
  writeFileSync(join(target, `map${suffix}.json`), `${JSON.stringify(index, null, 1)}\n`);
  process.stdout.write(`map${suffix}: ${placed.length} signs, ${picture.width} × ${picture.height} px\n`);
}
