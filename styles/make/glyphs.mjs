// Draws the glyph ranges of the map labels: signed distance fields of Titillium Web,
// one protobuf file per 256 code points, in the form MapLibre reads.
// It refuses to invent: a code point the font does not have is left out of its range.
//
//   node styles/make/glyphs.mjs

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSync } from 'fontkit';
import { PbfWriter } from 'pbf';

const here = dirname(fileURLToPath(import.meta.url));
const library = dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json'));
const fonts = join(library, 'dist', 'fonts', 'Titillium_Web');
const target = join(here, '..', 'glyphs');

const STACKS = [
  ['Titillium Web Regular', 'titillium-web-v10-latin-ext_latin-regular.ttf'],
  ['Titillium Web SemiBold', 'titillium-web-v10-latin-ext_latin-600.ttf'],
  ['Titillium Web Italic', 'titillium-web-v10-latin-ext_latin-italic.ttf'],
];
/** First code points: Latin with its extensions up to the combining marks, then general punctuation and currency. */
const RANGES = [0, 256, 512, 768, 8192];

/** Pixels per em; MapLibre scales everything from this size. */
const SIZE = 24;
/** Empty pixels around a glyph; MapLibre cuts exactly this many. */
const BUFFER = 3;
/** Pixels over which the distance runs from one end of the byte to the other. */
const RADIUS = 8;
/** Share of the byte given to the inside, so that the outline lies at 191. */
const CUTOFF = 0.25;
/** MapLibre hangs lines so that a baseline this far down looks centred on the point, for these capitals. */
const BASELINE = 25;
/** Straight pieces per curve: at 24 px the error stays under a hundredth of a pixel. */
const PIECES = 8;

/** @returns {number[][]} straight segments [x0, y0, x1, y1] in pixels, y upwards. */
function segmentsOf(path, scale) {
  const segments = [];
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  const lineTo = (nextX, nextY) => {
    if (nextX !== x || nextY !== y) segments.push([x, y, nextX, nextY]);
    x = nextX;
    y = nextY;
  };
  for (const { command, args } of path.commands) {
    const a = args.map((value) => value * scale);
    const [fromX, fromY] = [x, y];
    if (command === 'moveTo') {
      [startX, startY] = [x, y] = a;
    } else if (command === 'lineTo') {
      lineTo(a[0], a[1]);
    } else if (command === 'quadraticCurveTo') {
      for (let i = 1; i <= PIECES; i++) {
        const t = i / PIECES;
        const u = 1 - t;
        lineTo(u * u * fromX + 2 * u * t * a[0] + t * t * a[2], u * u * fromY + 2 * u * t * a[1] + t * t * a[3]);
      }
    } else if (command === 'bezierCurveTo') {
      for (let i = 1; i <= PIECES; i++) {
        const t = i / PIECES;
        const u = 1 - t;
        const [k0, k1, k2, k3] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
        lineTo(k0 * fromX + k1 * a[0] + k2 * a[2] + k3 * a[4], k0 * fromY + k1 * a[1] + k2 * a[3] + k3 * a[5]);
      }
    } else if (command === 'closePath') {
      lineTo(startX, startY);
    }
  }
  return segments;
}

/** Distance to the outline in pixels, negative inside (non-zero winding). */
function signedDistance(segments, px, py) {
  let nearest = Infinity;
  let winding = 0;
  for (const [x0, y0, x1, y1] of segments) {
    const dx = x1 - x0;
    const dy = y1 - y0;
    const along = Math.max(0, Math.min(1, ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy)));
    nearest = Math.min(nearest, Math.hypot(px - x0 - along * dx, py - y0 - along * dy));
    const side = dx * (py - y0) - dy * (px - x0);
    if (y0 <= py && y1 > py && side > 0) winding++;
    if (y0 > py && y1 <= py && side < 0) winding--;
  }
  return winding === 0 ? nearest : -nearest;
}

function draw(font, codePoint) {
  const glyph = font.glyphForCodePoint(codePoint);
  const scale = SIZE / font.unitsPerEm;
  const segments = segmentsOf(glyph.path, scale);
  const advance = Math.round(glyph.advanceWidth * scale);
  if (segments.length === 0) return { codePoint, width: 0, height: 0, left: 0, top: -BASELINE, advance };

  const xs = segments.flatMap(([x0, , x1]) => [x0, x1]);
  const ys = segments.flatMap(([, y0, , y1]) => [y0, y1]);
  const left = Math.floor(Math.min(...xs));
  const bottom = Math.floor(Math.min(...ys));
  const width = Math.ceil(Math.max(...xs)) - left;
  const height = Math.ceil(Math.max(...ys)) - bottom;
  const columns = width + 2 * BUFFER;
  const rows = height + 2 * BUFFER;
  const bitmap = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const distance = signedDistance(segments, left - BUFFER + column + 0.5, bottom + height + BUFFER - row - 0.5);
      bitmap[row * columns + column] = Math.max(0, Math.min(255, Math.round(255 - 255 * (distance / RADIUS + CUTOFF))));
    }
  }
  return { codePoint, bitmap, width, height, left, top: bottom + height - BASELINE, advance };
}

function writeGlyph(glyph, pbf) {
  pbf.writeVarintField(1, glyph.codePoint);
  if (glyph.bitmap) pbf.writeBytesField(2, glyph.bitmap);
  pbf.writeVarintField(3, glyph.width);
  pbf.writeVarintField(4, glyph.height);
  pbf.writeSVarintField(5, glyph.left);
  pbf.writeSVarintField(6, glyph.top);
  pbf.writeVarintField(7, glyph.advance);
}

function writeStack(stack, pbf) {
  pbf.writeStringField(1, stack.name);
  pbf.writeStringField(2, stack.range);
  for (const glyph of stack.glyphs) pbf.writeMessage(3, writeGlyph, glyph);
}

let bytes = 0;
for (const [name, file] of STACKS) {
  const font = openSync(join(fonts, file));
  const known = new Set(font.characterSet);
  mkdirSync(join(target, name), { recursive: true });
  for (const first of RANGES) {
    const range = `${first}-${first + 255}`;
    const glyphs = [];
    for (let codePoint = first; codePoint < first + 256; codePoint++) {
      if (codePoint >= 32 && known.has(codePoint)) glyphs.push(draw(font, codePoint));
    }
    const pbf = new PbfWriter();
    pbf.writeMessage(1, writeStack, { name, range, glyphs });
    const content = pbf.finish();
    writeFileSync(join(target, name, `${range}.pbf`), content);
    bytes += content.length;
    process.stdout.write(`${name} ${range}: ${glyphs.length} glyphs, ${content.length} bytes\n`);
  }
}
writeFileSync(join(target, 'OFL.txt'), readFileSync(join(fonts, 'OFL.txt')));
process.stdout.write(`total ${bytes} bytes\n`);
