import type { Luma } from './luma.ts';
import type { Survey } from './survey.ts';

/** How light and how colourful a picture is, `Images` says what each value means. */
export interface Tones {
  grey: boolean;
  brightness: number;
  contrast: number;
  red: number;
  green: number;
  blue: number;
}

export function tones({ levels }: Survey, { count, sum, squares }: Luma, colourless: boolean): Tones {
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  const [red, green, blue] = shares(levels);
  return { grey: colourless, brightness: mean / 255, contrast: Math.sqrt(variance) / 255, red, green, blue };
}

function shares(levels: Uint32Array): number[] {
  const sums = Array.from({ length: levels.length / 256 }, (_, channel) => {
    let sum = 0;
    for (let value = 1; value < 256; value++) sum += value * levels[channel * 256 + value];
    return sum;
  });
  const all = sums.reduce((a, b) => a + b);
  return all === 0 || sums.length === 1 ? [1 / 3, 1 / 3, 1 / 3] : sums.map((sum) => sum / all);
}
