import type { RunLengths } from '../../../src/model/facts.ts';

/** The pixels of a mask, rows from the top: 1 inside. */
export function pixelsOf({ width, height, counts }: RunLengths): Uint8Array {
  const pixels = new Uint8Array(width * height);
  let at = 0;
  counts.forEach((count, run) => {
    for (let i = at; i < at + count; i++) {
      if (run % 2 === 1) pixels[(i % height) * width + Math.floor(i / height)] = 1;
    }
    at += count;
  });
  return pixels;
}
