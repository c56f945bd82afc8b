/**
 * How surely an erased image is recognised when it comes back, and whether another is ever taken for one. Prints the recall of
 * each transform over all photographs, and false hits among the other photographs and a generated crowd, with the nearest
 * distance that was seen; then how long a crowd takes to be looked through.
 *
 *     node bench/erasure.ts FOLDER [--photographs 455] [--crowd 100000] [--register 100]
 *
 * FOLDER holds JPEGs (`OUT/small` of bench/photographs.py). Each picture of the crowd is a part of a photograph, or two
 * blended, mirrored or not, under another light and with another's noise: natural spectra, and no copy of the registered ones.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nearestEntry, packLooks } from '../src/gather/erasure/match.ts';
import { decode } from '../src/vision/child/decode.ts';
import { loadDecoder } from '../src/vision/child/natives.ts';
import { lookOf, looksOf } from '../src/vision/pixels/look.ts';
import { miniature } from '../src/vision/pixels/miniature.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    photographs: { type: 'string', default: '455' },
    crowd: { type: 'string', default: '100000' },
    register: { type: 'string', default: '100' },
  },
});
const [folder] = positionals;
const sharp = loadDecoder(process.cwd());
const names = readdirSync(folder).slice(0, Number(values.photographs));

let state = 1;
/** Uniform in [0, 1), repeatable (Park and Miller). */
function random(): number {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}
const within = (low: number, high: number) => low + (high - low) * random();

async function reduced(bytes: Uint8Array): Promise<Uint8Array> {
  const { pixels, header } = await decode(sharp, bytes, 1e9);
  return miniature(pixels, header.orientation);
}

/** Shares of width and height cut from the four sides. */
async function cropped(file: Buffer, width: number, height: number, cuts: number[], quality: number): Promise<Buffer> {
  const [left, right, top, bottom] = cuts.map((cut, i) => Math.round(cut * (i < 2 ? width : height)));
  const window = { left, top, width: width - left - right, height: height - top - bottom };
  return sharp(file).extract(window).jpeg({ quality }).toBuffer();
}

const transforms: Record<string, (file: Buffer, width: number, height: number) => Promise<Buffer>> = {};
for (const scale of [0.5, 0.75, 1.5, 2]) {
  transforms[`resized to ${scale}`] = (file, width) =>
    sharp(file)
      .resize(Math.round(width * scale))
      .jpeg({ quality: 90 })
      .toBuffer();
}
for (const quality of [50, 75, 95])
  transforms[`quality ${quality}`] = (file) => sharp(file).jpeg({ quality }).toBuffer();
for (const light of [0.9, 1.1]) {
  transforms[`brightness ${light}`] = (file) => sharp(file).linear(light, 0).jpeg({ quality: 90 }).toBuffer();
}
transforms['resized, recompressed, lit at random'] = (file, width) =>
  sharp(file)
    .resize(Math.round(width * within(0.5, 2)))
    .linear(within(0.9, 1.1), 0)
    .jpeg({ quality: Math.round(within(50, 95)) })
    .toBuffer();
for (const cut of [0.025, 0.05]) {
  transforms[`cropped by ${cut} a side`] = (file, width, height) =>
    cropped(file, width, height, [cut, cut, cut, cut], 85);
}
transforms['cropped by up to 0.05 a side, at random'] = (file, width, height) =>
  cropped(
    file,
    width,
    height,
    [0, 0, 0, 0].map(() => within(0, 0.05)),
    85,
  );

/** The gate warns from 7.5 on, and blocks from 10 on. */
const LIMITS = [7.5, 8, 9, 10];
/** Strangers that are farther are not told apart. */
const NEAR = 7;
const small: Uint8Array[] = [];
const registers: ReturnType<typeof packLooks>[] = [];
const bits = new Map<string, number[]>();
for (const name of names) {
  const file = readFileSync(join(folder, name));
  const { width, height } = await sharp(file).metadata();
  const own = await reduced(file);
  small.push(own);
  const register = packLooks([Buffer.concat(looksOf(own))]);
  registers.push(register);
  for (const [transform, apply] of Object.entries(transforms)) {
    const look = lookOf(await reduced(await apply(file, width, height)));
    bits.set(transform, [...(bits.get(transform) ?? []), nearestEntry(register, look, -16).sigmas]);
  }
}
const share = (all: readonly number[], limit: number) =>
  ((100 * all.filter((b) => b >= limit).length) / all.length).toFixed(1);
console.log(`${names.length} photographs, recall in % from ${LIMITS.join(', ')} standard deviations`);
for (const [transform, all] of bits) {
  const recalls = LIMITS.map((limit) => share(all, limit).padStart(5)).join('  ');
  console.log(`  ${transform.padEnd(40)} ${recalls}`);
}

const size = Number(values.register);
/** Registered: every so many, so that all sources are among them; the others are the crowd's. */
const step = Math.max(1, Math.floor(names.length / size));
const registered = small.filter((_, i) => i % step === 0).slice(0, size);
const others = small.filter((_, i) => i % step !== 0);
const register = packLooks(registered.map((own) => Buffer.concat(looksOf(own))));

/** A part of one picture, perhaps mirrored, blended with a part of another. */
function stranger(): Uint8Array {
  const [a, b] = [0, 1].map(() => others[Math.floor(random() * others.length)]);
  const part = () => ({ left: within(0, 0.5), top: within(0, 0.5), side: within(0.4, 0.5), mirrored: random() < 0.5 });
  const [p, q] = [part(), part()];
  const [mix, gain, noise] = [random() < 0.5 ? 0 : within(0.2, 0.5), within(0.7, 1.3), within(0, 8)];
  const out = new Uint8Array(64 * 64);
  const at = (picture: Uint8Array, { left, top, side, mirrored }: ReturnType<typeof part>, x: number, y: number) => {
    const column = 64 * (left + (side * (mirrored ? 63 - x : x)) / 64);
    const row = 64 * (top + (side * y) / 64);
    const [c, r] = [Math.min(62, Math.floor(column)), Math.min(62, Math.floor(row))];
    const [dx, dy] = [column - c, row - r];
    const i = r * 64 + c;
    return (
      (picture[i] * (1 - dx) + picture[i + 1] * dx) * (1 - dy) +
      (picture[i + 64] * (1 - dx) + picture[i + 65] * dx) * dy
    );
  };
  for (let y = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++) {
      const level = at(a, p, x, y) * (1 - mix) + at(b, q, x, y) * mix;
      out[y * 64 + x] = Math.max(0, Math.min(255, Math.round(gain * (level - 128) + 128 + noise * (random() - 0.5))));
    }
  }
  return out;
}

const nearest = (pictures: Iterable<Uint8Array>) => {
  const found: number[] = [];
  for (const picture of pictures) found.push(nearestEntry(register, lookOf(picture), NEAR).sigmas);
  return found;
};
function* crowd(count: number) {
  for (let i = 0; i < count; i++) yield stranger();
}
const started = performance.now();
for (const [name, all] of [
  ['other photographs', nearest(others)],
  [`a generated crowd`, nearest(crowd(Number(values.crowd)))],
] as const) {
  const sorted = [...all].sort((x, y) => y - x);
  const hits = LIMITS.map((limit) => all.filter((b) => b >= limit).length).join(', ');
  console.log(
    `${name}: ${all.length} against ${registered.length} entries of ${looksEach()} looks; false hits from ${LIMITS.join(', ')} standard deviations: ${hits}; nearest ${sorted
      .slice(0, 5)
      .map((s) => s.toFixed(1))
      .join(', ')}`,
  );
}
console.log(
  `looks of the crowd and ${registered.length} × ${looksEach()} comparisons each: ${((performance.now() - started) / 1000).toFixed(1)} s`,
);

function looksEach(): number {
  return register.entry.length / registered.length;
}
