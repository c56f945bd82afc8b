import { acceleration, bcaInterval, biasCorrection, standardDeviation } from './bca.ts';
import { multinomialSampler } from './multinomial.ts';
import { randomStream } from './random.ts';

/** A statistic of independent samples; each sample's units are grouped into types that say the same. */
export interface SampledStatistic {
  /** Units of each type, ≥ 1, for each independent sample. */
  samples: readonly Int32Array[];
  /** The statistic when type t of sample s was drawn `drawn[s][t]` times; NaN where undefined. */
  statistic(drawn: readonly Int32Array[]): number;
}

export interface Estimate {
  /** NaN where undefined. */
  value: number;
  /** Two-sided BCa interval; [NaN, NaN] where undefined. */
  interval: [low: number, high: number];
  /** Standard deviation over resamples. */
  standardError: number;
}

/**
 * BCa bootstrap interval of a statistic of one sample, or of several that are independent (a train and a test set).
 *
 * @param options.key - key of the random stream, such as `[seed, model, score]`
 * @param options.confidence - coverage in (0, 1). Default 0.95
 * @param options.resamples - Default 2 000; the Monte-Carlo error of a 95 % bound is then 5 % of the standard error
 */
export function bootstrapInterval(
  { samples, statistic }: SampledStatistic,
  {
    key,
    confidence = 0.95,
    resamples = 2000,
  }: { key: readonly (string | number)[]; confidence?: number; resamples?: number },
): Estimate {
  const value = statistic(samples);
  const undefinedEstimate: Estimate = { value, interval: [Number.NaN, Number.NaN], standardError: Number.NaN };
  if (Number.isNaN(value)) return undefinedEstimate;

  const drawn = samples.map((counts) => new Int32Array(counts.length));
  const samplers = samples.map((counts, s) => multinomialSampler(counts, randomStream([...key, 'interval', s])));
  const values = Float64Array.from({ length: resamples }, () => {
    samplers.forEach((sample, s) => {
      sample(drawn[s]);
    });
    return statistic(drawn);
  })
    .filter((resampled) => !Number.isNaN(resampled))
    .sort();
  if (values.length === 0) return undefinedEstimate;

  const correction = { bias: biasCorrection(values, value), acceleration: acceleration(samples, statistic) };
  return { value, interval: bcaInterval(values, correction, confidence), standardError: standardDeviation(values) };
}
