import { Fault } from '../../model/fault.ts';
import { psnr } from '../../score/restoration/psnr.ts';
import { ssim } from '../../score/restoration/ssim.ts';
import type { MadePicture } from '../heads/output.ts';
import { toGrey } from '../pixels/grey.ts';
import type { Pixels } from '../pixels/image.ts';

/**
 * How like a model's picture is to the one that it should have made: PSNR in dB, and SSIM with a Gaussian window, both of values
 * from 0 to 1.
 *
 * @param isReversed - the model's channels are blue, green, red
 * @returns a reason where the two cannot be compared
 */
export function likeness(
  made: MadePicture,
  target: Pixels | null,
  isReversed: boolean,
): { psnr: number; ssim: number } | { error: string } {
  if (!target) return { error: 'it has no target' };
  const picture = { ...made, data: isReversed ? reversed(made.data, made.channels) : made.data };
  const wanted = { ...target, data: valuesOf(target, made.channels), channels: made.channels };
  try {
    return { psnr: psnr(picture, wanted, 1), ssim: ssim(picture, wanted, { dataRange: 1 }) };
  } catch (error) {
    if (error instanceof Fault) return { error: error.message };
    throw error;
  }
}

function valuesOf(target: Pixels, channels: number): Float32Array {
  const { data, channels: own } = channels === 1 ? toGrey(target) : target;
  const values = new Float32Array((data.length / own) * channels);
  for (let i = 0; i < values.length; i++) values[i] = data[own === channels ? i : Math.floor(i / channels)] / 255;
  return values;
}

function reversed(data: Float32Array, channels: number): Float32Array {
  if (channels === 1) return data;
  const turned = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) turned.set([data[i + 2], data[i + 1], data[i]], i);
  return turned;
}
