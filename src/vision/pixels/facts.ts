import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { lumaOf } from './luma.ts';
import { HASH_FILTER, HASH_SIDE, hashOf } from './phash.ts';
import { ENOUGH, isDecided, type Quality, quality } from './quality.ts';
import { resample } from './resample.ts';
import { sharpness, smallGrey } from './sharpness.ts';
import { stepFor, survey } from './survey.ts';
import { isWorthSweeping, type Sweep, sweep } from './sweep.ts';
import { type Tones, tones } from './tones.ts';

/** How many times as many pixels are counted where a part of them does not decide. */
const MORE = 8;

/**
 * Every fact of a picture's pixels. Hash, sharpness and luma are made from all of them. Scores and shares of colours come
 * from a regular part of large pictures, at least 60 000 pixels, and within 0.01 of what all pixels give; from more of
 * them, in the end from all, where the part could be farther off or on the wrong side of where cleanvision reports.
 */
export function pixelFacts(pixels: Pixels): Quality & Tones & { blurry: number; phash: string } {
  const step = stepFor(pixels, ENOUGH);
  const found = isWorthSweeping(pixels) ? sweep(pixels, step) : stepByStep(pixels, step);
  let { counted } = found;
  let scores = quality(counted);
  for (let wanted = MORE * ENOUGH; counted.count < found.luma.count && !isDecided(counted, scores); wanted *= MORE) {
    counted = survey(pixels, stepFor(pixels, wanted));
    scores = quality(counted);
  }
  return {
    ...scores,
    blurry: sharpness(pixels, found.side),
    ...tones(counted, found.luma, found.colourless),
    phash: hashOf(found.hashed),
  };
}

/** What `sweep` gives, of pictures of any size. */
export function stepByStep(pixels: Pixels, step: number): Sweep {
  const luma = toGrey(pixels);
  return {
    hashed: resample(luma, HASH_SIDE, HASH_SIDE, HASH_FILTER),
    side: smallGrey(luma),
    luma: lumaOf(luma),
    colourless: pixels.channels === 1 || isColourless(pixels.data),
    counted: survey(pixels, step),
  };
}

function isColourless(rgb: Uint8Array): boolean {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
}
