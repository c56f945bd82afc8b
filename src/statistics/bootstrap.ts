/**
 * Paired bootstrap: how much worse head is than base on the same images, and how sure that is.
 *
 * The resampling unit is an image, or a cluster of images that belong together. Units that say the same (same truth,
 * same two predictions) are one *type*, so a resample is one multinomial draw of counts per type.
 */
import type { ResampledLoss } from '../model/facts.ts';
import { acceleration, bcaInterval, bcaP, biasCorrection, type Correction, standardDeviation } from './bca.ts';
import { normalCdf } from './distributions.ts';
import { binomial, multinomialSampler } from './multinomial.ts';
import { type RandomStream, randomStream } from './random.ts';
import { lowerTail } from './tail.ts';

/** What the bootstrap resamples. Effects are positive where head is worse. */
export interface PairedUnits {
  /** Sampling units of each type, ≥ 1. */
  counts: Int32Array;
  /** 1 for types on which base and head differ. */
  discordant: Uint8Array;
  /**
   * Effect on a sample that holds `drawn[t]` units of type t, in `swapped[t]` of which base and head are exchanged
   * (none when left out). NaN where the score is undefined on that sample.
   */
  effect(drawn: Int32Array, swapped?: Int32Array): number;
}

export interface BootstrapOptions {
  /** Key of the random stream, such as `[seed, model, score]`. */
  key: readonly (string | number)[];
  /** The loss that is accepted; the null hypothesis is effect ≤ tolerance. Default 0. */
  tolerance?: number;
  /** Coverage of the two-sided interval, in (0, 1). Default 0.95. */
  confidence?: number;
  /** Resamples to begin with. Default 10 000. */
  resamples?: number;
  /** Resamples at most. Default 4 × `resamples`. */
  maximum?: number;
  /** Significance level that p will be held against: resampling goes on while Monte-Carlo error leaves it open. */
  level?: number;
}

/** A paired comparison; `effect`, `interval` and `standardError` are in the score's own unit. */
export interface PairedEffect {
  /** How much worse head is than base; positive is worse. NaN where either score is undefined. */
  effect: number;
  /** Two-sided bias-corrected and accelerated (BCa) interval of the effect; [NaN, NaN] where undefined. */
  interval: [low: number, high: number];
  /** One-sided p-value of "effect ≤ tolerance", in [0, 1]; 1 where undefined. */
  p: number;
  /** Standard deviation over resamples. */
  standardError: number;
  /** Sampling units: images, or clusters. */
  n: number;
  /** Resamples that were drawn and had a defined effect. */
  resamples: number;
}

const BEYOND_ENOUGH = 10;
const GUARD_BELOW = 0.05;

/**
 * Compares head with base by the paired BCa bootstrap (Efron 1987), p by inverting the lower BCa bound.
 *
 * - Where fewer than 10 resamples reach the tolerance, more are drawn up to `maximum`; then the tail is smoothed
 *   (`tail.ts`).
 * - A small bootstrap sample of few disagreements is over-confident. For tolerance ≥ 0, p is therefore never below that
 *   of the paired randomisation test (base and head exchanged at random, unit by unit), which is exact for equal models
 *   at any sample size. It is run only where the bootstrap gives p < 0.05.
 * - Equal predictions have effect 0 and interval [0, 0]; p is 1 for tolerance ≥ 0. For a negative tolerance p is the
 *   chance (1 − |tolerance|)ⁿ of seeing no disagreement though a share |tolerance| disagrees.
 *
 * Deterministic: the same units and key give the same numbers.
 */
export function pairedBootstrap(units: PairedUnits, options: BootstrapOptions): PairedEffect {
  const { tolerance = 0, confidence = 0.95 } = options;
  const n = units.counts.reduce((sum, count) => sum + count, 0);
  const effect = units.effect(units.counts);
  if (Number.isNaN(effect)) {
    return { effect, interval: [Number.NaN, Number.NaN], p: 1, standardError: Number.NaN, n, resamples: 0 };
  }
  if (!units.discordant.includes(1)) {
    const p = tolerance >= 0 ? 1 : Math.max(0, 1 + tolerance) ** n;
    return { effect: 0, interval: [0, 0], p, standardError: 0, n, resamples: 0 };
  }

  const drawn = resampleLoss(units, effect, options);
  if (drawn === null) {
    return { effect, interval: [Number.NaN, Number.NaN], p: 1, standardError: Number.NaN, n, resamples: 0 };
  }
  const { values, correction } = drawn;
  const bootstrapped = bcaP(values, correction, tolerance);
  const guarded = tolerance >= 0 && bootstrapped < GUARD_BELOW;
  return {
    effect,
    interval: bcaInterval(values, correction, confidence),
    p: guarded ? Math.max(bootstrapped, randomisationP(units, effect, options)) : bootstrapped,
    standardError: standardDeviation(values),
    n,
    resamples: values.length,
  };
}

/** The defined effects of resamples, ascending, and BCa's corrections; `null` when no resample has a defined effect. */
function resampleLoss(
  units: PairedUnits,
  effect: number,
  options: BootstrapOptions,
): { values: Float64Array; correction: Correction } | null {
  const random = randomStream([...options.key, 'bootstrap']);
  const values = drawUntilDecided(resampledEffects(units, random), effect, options);
  if (values.length === 0) return null;
  const bias = biasCorrection(values, effect);
  return {
    values,
    correction: { bias, acceleration: acceleration([units.counts], ([counts]) => units.effect(counts)) },
  };
}

/**
 * A comparison that can be held against any tolerance afterwards (`lossAt`), for classes, groups and slices whose tolerance a
 * rule's option sets. `resampled` is empty where base and head answer alike.
 *
 * @returns `null` where the effect is undefined
 */
export function keptLoss(units: PairedUnits, options: BootstrapOptions): Omit<ResampledLoss, 'base' | 'head'> | null {
  const n = units.counts.reduce((sum, count) => sum + count, 0);
  const effect = units.effect(units.counts);
  if (Number.isNaN(effect)) return null;
  const none = { standardError: 0, resampled: new Float64Array(0), bias: 0, acceleration: 0, randomisation: 1 };
  if (!units.discordant.includes(1)) return { effect: 0, interval: [0, 0], n, ...none };
  const drawn = resampleLoss(units, effect, options);
  if (drawn === null) return null;
  const { values, correction } = drawn;
  return {
    effect,
    interval: bcaInterval(values, correction, 0.95),
    n,
    standardError: standardDeviation(values),
    resampled: values,
    ...correction,
    randomisation: bcaP(values, correction, 0) < GUARD_BELOW ? randomisationP(units, effect, options) : 0,
  };
}

/** One-sided p of "effect ≤ tolerance" of a kept loss; as `pairedBootstrap`'s. */
export function lossAt({ n, resampled, bias, acceleration, randomisation }: ResampledLoss, tolerance: number): number {
  if (resampled.length === 0) return tolerance >= 0 ? 1 : Math.max(0, 1 + tolerance) ** n;
  const p = bcaP(resampled, { bias, acceleration }, tolerance);
  return tolerance >= 0 && p < GUARD_BELOW ? Math.max(p, randomisation) : p;
}

type Draw = () => number;

function resampledEffects(units: PairedUnits, random: RandomStream): Draw {
  const sample = multinomialSampler(units.counts, random);
  const drawn = new Int32Array(units.counts.length);
  return () => {
    sample(drawn);
    return units.effect(drawn);
  };
}

/** Draws batches until p is known well enough or the maximum is reached; returns the defined effects, ascending. */
function drawUntilDecided(draw: Draw, effect: number, options: BootstrapOptions): Float64Array {
  const { tolerance = 0, resamples = 10_000, maximum = 4 * resamples, level } = options;
  let values = new Float64Array(0);
  for (let drawn = 0; drawn < maximum; ) {
    const batch = Math.min(drawn === 0 ? resamples : drawn, maximum - drawn);
    const fresh = Float64Array.from({ length: batch }, draw).filter((value) => !Number.isNaN(value));
    const joined = new Float64Array(values.length + fresh.length);
    joined.set(values);
    joined.set(fresh, values.length);
    values = joined;
    drawn += batch;
    if (isDecided(values, { effect, tolerance, maximum, level })) break;
  }
  return values.sort();
}

function isDecided(
  values: Float64Array,
  { effect, tolerance, maximum, level }: { effect: number; tolerance: number; maximum: number; level?: number },
): boolean {
  const beyond = values.reduce((count, value) => count + Number(value <= tolerance), 0);
  const share = beyond / values.length;
  if (level !== undefined && Math.abs(share - level) < 3 * Math.sqrt((level * (1 - level)) / values.length))
    return false;
  if (beyond >= BEYOND_ENOUGH) return true;
  const expected = maximum * normalCdf((tolerance - effect) / standardDeviation(values));
  return expected < BEYOND_ENOUGH / 2;
}

/** Mid-p of the paired randomisation test of equal models against "head is worse". */
function randomisationP(units: PairedUnits, effect: number, options: BootstrapOptions): number {
  const { counts, discordant } = units;
  const random = randomStream([...options.key, 'randomisation']);
  const swapped = new Int32Array(counts.length);
  const negated: Draw = () => {
    for (let t = 0; t < counts.length; t++) if (discordant[t]) swapped[t] = binomial(counts[t], 0.5, random);
    return -units.effect(counts, swapped);
  };
  const values = drawUntilDecided(negated, 0, { ...options, tolerance: -effect });
  const disagreeing = counts.reduce((sum, count, t) => sum + (discordant[t] ? count : 0), 0);
  return Math.max(lowerTail(values, -effect), 2 ** -(disagreeing + 1));
}
