import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { phash } from './phash.ts';
import { isDecided, type Quality, quality } from './quality.ts';
import { sharpness } from './sharpness.ts';
import { stepFor, survey } from './survey.ts';
import { type Tones, tones } from './tones.ts';

/** Pixels that tell a picture's scores to a few thousandths. */
const ENOUGH = 2 ** 16;
const MARGIN = 0.01;

/**
 * Every fact of a picture's pixels. The hash is made from all of them. Scores and tones come from a regular part of large
 * pictures, at least 65 536 pixels, and within 0.01 of what all pixels give; from all of them where the part could be
 * farther off, or a score lies that near to the one below which cleanvision reports it.
 */
export function pixelFacts(pixels: Pixels): Quality & Tones & { blurry: number; phash: string } {
  const luma = toGrey(pixels);
  const step = stepFor(pixels, ENOUGH);
  let counted = survey(pixels, step);
  let scores = quality(counted);
  if (step > 1 && (!isDecided(counted, scores, MARGIN) || (counted.colourless && pixels.channels === 3))) {
    counted = survey(pixels);
    scores = quality(counted);
  }
  return { ...scores, blurry: sharpness(pixels, luma), ...tones(counted), phash: phash(luma) };
}
