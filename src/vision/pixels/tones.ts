import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';

/** How light and how colourful a picture is, over all of its pixels; `Images` says what each value means. */
export interface Tones {
  grey: boolean;
  brightness: number;
  contrast: number;
  red: number;
  green: number;
  blue: number;
}

export function tones(pixels: Pixels): Tones {
  const [red, green, blue] = shares(pixels);
  return { grey: isGrey(pixels), ...spread(toGrey(pixels).data), red, green, blue };
}

function isGrey({ channels, data }: Pixels): boolean {
  if (channels === 1) return true;
  for (let i = 0; i < data.length; i += 3) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

function spread(luma: Uint8Array): { brightness: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (const value of luma) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / luma.length;
  const variance = Math.max(0, squares / luma.length - mean * mean);
  return { brightness: mean / 255, contrast: Math.sqrt(variance) / 255 };
}

function shares({ channels, data }: Pixels): number[] {
  const sums = [0, 0, 0];
  if (channels === 3) for (let i = 0; i < data.length; i++) sums[i % 3] += data[i];
  const all = sums[0] + sums[1] + sums[2];
  return all === 0 ? [1 / 3, 1 / 3, 1 / 3] : sums.map((sum) => sum / all);
}
