/**
 * How often different pictures are taken for one, and how often copies are found: all pairs of a folder's pictures, which
 * are of different things, and changed copies of a hundred of them. Prints counts of pairs that the hashes name, and of
 * those that the aligned pixels confirm.
 *
 *     node bench/near-duplicates.ts FOLDER
 *
 * FOLDER holds JPEGs of which no two show the same (`OUT/small` of bench/photographs.py).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sharp as Picture } from 'sharp';
import { alignedAgreement, isOnePicture } from '../src/gather/alignment.ts';
import { hashesOf, pairsWithin } from '../src/gather/hamming.ts';
import { decode } from '../src/vision/child/decode.ts';
import { loadDecoder } from '../src/vision/child/natives.ts';
import { pixelFacts } from '../src/vision/pixels/facts.ts';
import { miniature } from '../src/vision/pixels/miniature.ts';

const FARTHEST = 10;
const COPIED = 100;
const [folder] = process.argv.slice(2);
const sharp = loadDecoder(join(import.meta.dirname, '..'));

interface Seen {
  phash: string;
  contrast: number;
  small: Uint8Array;
}

async function see(bytes: Uint8Array): Promise<Seen> {
  const { pixels, header } = await decode(sharp, bytes, 1e9);
  const { phash, contrast } = pixelFacts(pixels);
  return { phash, contrast, small: miniature(pixels, header.orientation) };
}

const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
const seen: Seen[] = [];
for (const bytes of files) seen.push(await see(bytes));

const all = (files.length * (files.length - 1)) / 2;
const { first, second, distance } = pairsWithin(hashesOf(seen.map(({ phash }) => phash)), 22);
const agreements = [...first].map((i, k) => alignedAgreement(seen[i].small, seen[second[k]].small));
console.log(`${files.length} different pictures, ${all} pairs`);
for (const limit of [6, 8, FARTHEST, 12, 16, 22]) {
  const within = [...distance.keys()].filter((k) => distance[k] <= limit);
  const most = Math.max(-1, ...within.map((k) => agreements[k]));
  const confirmed = within.filter((k) => isOnePicture(seen[first[k]].small, seen[second[k]].small)).length;
  console.log(
    `  within ${String(limit).padStart(2)} bits: ${within.length} pairs, ${confirmed} confirmed; highest agreement ${most.toFixed(2)}`,
  );
}

/** A copy without `share` of the width and height, cut at every side by another amount. */
function cut(picture: Picture, width: number, height: number, share: number, turn: number): Picture {
  const [w, h] = [Math.round(width * (1 - share)), Math.round(height * (1 - share))];
  const at = (turn % 5) / 4;
  return picture.extract({
    left: Math.floor((width - w) * at),
    top: Math.floor((height - h) * (1 - at)),
    width: w,
    height: h,
  });
}

const changes: Record<string, (picture: Picture, width: number, height: number, turn: number) => Picture> = {
  'JPEG quality 30': (picture) => picture.jpeg({ quality: 30 }),
  'JPEG quality 50': (picture) => picture.jpeg({ quality: 50 }),
  'JPEG quality 75': (picture) => picture.jpeg({ quality: 75 }),
  'JPEG quality 95': (picture) => picture.jpeg({ quality: 95 }),
  '50 % of its size': (picture, width) => picture.resize({ width: width >> 1 }).jpeg(),
  '75 % of its size': (picture, width) => picture.resize({ width: Math.round(width * 0.75) }).jpeg(),
  '200 % of its size': (picture, width) => picture.resize({ width: 2 * width }).jpeg(),
  'cut by 2 %': (picture, width, height, turn) => cut(picture, width, height, 0.02, turn).jpeg(),
  'cut by 5 %': (picture, width, height, turn) => cut(picture, width, height, 0.05, turn).jpeg(),
  'cut by 10 %': (picture, width, height, turn) => cut(picture, width, height, 0.1, turn).jpeg(),
  '10 % darker': (picture) => picture.linear(0.9, 0).jpeg(),
  '10 % lighter': (picture) => picture.linear(1.1, 0).jpeg(),
  'in grey': (picture) => picture.greyscale().jpeg(),
  'with a logo': (picture, width, height) =>
    picture
      .composite([
        {
          input: { create: { width: width >> 3, height: height >> 4, channels: 3, background: 'white' } },
          left: width >> 5,
          top: height - (height >> 3),
        },
      ])
      .jpeg(),
};

const step = Math.max(1, Math.floor(files.length / COPIED));
const originals = [...files.keys()].filter((i) => i % step === 0).slice(0, COPIED);
console.log(
  `copies of ${originals.length} of them: found within ${FARTHEST} bits, of these confirmed; confirmed at any distance`,
);
for (const [name, change] of Object.entries(changes)) {
  let near = 0;
  let both = 0;
  let confirmed = 0;
  for (const [turn, i] of originals.entries()) {
    const { width, height } = await sharp(files[i]).metadata();
    const copy = await see(await change(sharp(files[i]), width, height, turn).toBuffer());
    const isNear = pairsWithin(hashesOf([seen[i].phash, copy.phash]), FARTHEST).first.length > 0;
    const isOne = isOnePicture(seen[i].small, copy.small);
    near += Number(isNear);
    confirmed += Number(isOne);
    both += Number(isNear && isOne);
  }
  console.log(`  ${name.padEnd(18)} ${near}, ${both}; ${confirmed}`);
}
