import type { Box } from './polygons.ts';

/** Characters of one run at most: 35 bits and a sign. */
const CHARACTERS = 8;

/**
 * Run lengths from COCO's compressed string (maskApi.c, `rleFrString`): five bits a character from `0` on, the sixth says
 * that more follow; from the fourth run on each is the difference to the one two before.
 * @returns `null` when the string is none
 */
export function runsOfString(text: string): number[] | null {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let scale = 1;
    let bits = 0;
    const last = at + CHARACTERS;
    do {
      bits = text.charCodeAt(at++) - 48;
      // A character that is not there is NaN, which is in no range.
      if (!(bits >= 0 && bits < 64) || at > last) return null;
      value += (bits & 31) * scale;
      scale *= 32;
    } while (bits & 32);
    if (bits & 16) value -= scale;
    if (runs.length > 2) value += runs[runs.length - 2];
    if (value < 0) return null;
    runs.push(value);
  }
  return runs;
}

/** Pixels inside, and pixels in all: runs are of pixels outside and inside by turns. */
export function countPixels(runs: readonly number[]): { inside: number; all: number } {
  let inside = 0;
  let all = 0;
  for (let i = 0; i < runs.length; i++) {
    all += runs[i];
    if (i % 2 === 1) inside += runs[i];
  }
  return { inside, all };
}

/** Left, top, width and height of the pixels inside; runs go down the columns of `height` pixels, from the left. */
export function boundsOfRuns(runs: readonly number[], height: number): Box {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, height, -1, -1];
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    const start = at;
    at += runs[i];
    if (i % 2 === 0 || runs[i] === 0) continue;
    const first = Math.floor(start / height);
    const last = Math.floor((at - 1) / height);
    left = Math.min(left, first);
    right = Math.max(right, last);
    // A run over the foot of a column goes on at the head of the next.
    top = last > first ? 0 : Math.min(top, start % height);
    bottom = last > first ? height - 1 : Math.max(bottom, (at - 1) % height);
  }
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}
