import { checkComparable, type Picture } from './picture.ts';

/**
 * Peak signal-to-noise ratio, 10·log₁₀(range² / mean squared error) over all pixels and channels, in dB; infinite for
 * equal pictures. scikit-image's `peak_signal_noise_ratio`.
 *
 * @param dataRange - difference of the largest and smallest possible value, such as 255
 * @throws {Fault} broken: the pictures differ in size or channels
 */
export function psnr(first: Picture, second: Picture, dataRange: number): number {
  checkComparable(first, second, dataRange);
  const [own, other] = [first.data, second.data];
  let squares = 0;
  for (let at = 0; at < own.length; at++) squares += (own[at] - other[at]) ** 2;
  return 10 * Math.log10((dataRange * dataRange * own.length) / squares);
}
