import type { Pixels } from './image.ts';

/** A grey picture made smaller by a whole factor: means of squares, rounded; what is left over at the right and the bottom goes. */
export function reduce({ width, height, data }: Pixels, factor: number): Pixels {
  const columns = Math.floor(width / factor);
  const rows = Math.floor(height / factor);
  const out = new Uint8Array(columns * rows);
  const sums = new Uint32Array(columns);
  const area = factor * factor;
  const half = area >> 1;
  for (let y = 0; y < rows; y++) {
    sums.fill(half);
    for (let within = 0; within < factor; within++) {
      let from = (y * factor + within) * width;
      for (let x = 0; x < columns; x++) {
        let sum = 0;
        for (const end = from + factor; from < end; from++) sum += data[from];
        sums[x] += sum;
      }
    }
    for (let x = 0; x < columns; x++) out[y * columns + x] = sums[x] / area;
  }
  return { width: columns, height: rows, channels: 1, data: out };
}
