import type { Corruption } from '../../../model/vision.ts';
import type { Pixels } from '../image.ts';
import { brighten } from './brightness.ts';
import { flatten } from './contrast.ts';
import { blur } from './gaussian-blur.ts';
import { addNoise } from './gaussian-noise.ts';

/** Quality of the JPEG file by severity. */
const QUALITY = [25, 18, 15, 10, 7];

/** Writes a picture as a JPEG file and reads it again. */
export type RecodeJpeg = (pixels: Pixels, quality: number) => Promise<Pixels>;

/**
 * An everyday corruption of ImageNet-C (Hendrycks & Dietterich 2019), at one of its five published severities, on the
 * picture as decoded.
 */
export async function corrupt(pixels: Pixels, { name, severity }: Corruption, recode: RecodeJpeg): Promise<Pixels> {
  switch (name) {
    case 'gaussian noise':
      return addNoise(pixels, severity);
    case 'gaussian blur':
      return blur(pixels, severity);
    case 'JPEG compression':
      return recode(pixels, QUALITY[severity - 1]);
    case 'brightness':
      return brighten(pixels, severity);
    case 'contrast':
      return flatten(pixels, severity);
  }
}
