/** Random counts for resampling: binomial and multinomial draws. */
import type { RandomStream } from './random.ts';

/** Draws counts of a multinomial into `into`; reused, so that thousands of resamples allocate nothing. */
export type MultinomialSampler = (into: Int32Array) => void;

/**
 * Sampler of bootstrap counts: n = Σ counts units drawn with replacement from types that hold `counts[t]` units each.
 *
 * Few types cost one conditional binomial draw each; many types cost one uniform draw per unit. Both give the same
 * distribution; which is taken depends on the counts alone, so that results stay reproducible.
 *
 * @param counts - units of each type, non-negative
 */
export function multinomialSampler(counts: Int32Array, random: RandomStream): MultinomialSampler {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.length * 6 < n ? drawByType(counts, n, random) : drawByUnit(counts, n, random);
}

function drawByType(counts: Int32Array, n: number, random: RandomStream): MultinomialSampler {
  return (into) => {
    let toDraw = n;
    let unseen = n;
    for (let t = 0; t < counts.length; t++) {
      const drawn = toDraw === 0 ? 0 : counts[t] === unseen ? toDraw : binomial(toDraw, counts[t] / unseen, random);
      into[t] = drawn;
      toDraw -= drawn;
      unseen -= counts[t];
    }
  };
}

function drawByUnit(counts: Int32Array, n: number, random: RandomStream): MultinomialSampler {
  const typeOfUnit = new Int32Array(n);
  let unit = 0;
  counts.forEach((count, t) => {
    typeOfUnit.fill(t, unit, unit + count);
    unit += count;
  });
  return (into) => {
    into.fill(0);
    for (let i = 0; i < n; i++) into[typeOfUnit[random.nextInteger(n)]]++;
  };
}

/**
 * One binomial draw: successes among `n` trials of chance `p`.
 *
 * Inversion where n·min(p, 1 − p) < 10, else Hörmann's transformed rejection (BTRS, 1993).
 *
 * @param n - trials, ≥ 0
 * @param p - chance, in [0, 1]
 */
export function binomial(n: number, p: number, random: RandomStream): number {
  if (p > 0.5) return n - binomial(n, 1 - p, random);
  if (n === 0 || p <= 0) return 0;
  return n * p < 10 ? binomialByInversion(n, p, random) : binomialByRejection(n, p, random);
}

function binomialByInversion(n: number, p: number, random: RandomStream): number {
  const odds = p / (1 - p);
  let mass = Math.exp(n * Math.log1p(-p));
  let remaining = random.nextFloat();
  let successes = 0;
  while (remaining > mass && successes < n) {
    remaining -= mass;
    successes++;
    mass *= (odds * (n - successes + 1)) / successes;
  }
  return successes;
}

function binomialByRejection(n: number, p: number, random: RandomStream): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const acceptAtOnce = 0.92 - 4.2 / b;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  for (;;) {
    const v = random.nextFloat();
    const u = random.nextFloat() - 0.5;
    const distance = 0.5 - Math.abs(u);
    const successes = Math.floor(((2 * a) / distance + b) * u + centre);
    if (distance >= 0.07 && v <= acceptAtOnce) return successes;
    if (successes < 0 || successes > n) continue;
    const accepted = Math.log((v * alpha) / (a / (distance * distance) + b));
    const logRatio =
      logFactorial(mode) +
      logFactorial(n - mode) -
      logFactorial(successes) -
      logFactorial(n - successes) +
      (successes - mode) * logOdds;
    if (accepted <= logRatio) return successes;
  }
}

const logFactorials = new Float64Array(128);
for (let k = 1; k < logFactorials.length; k++) logFactorials[k] = logFactorials[k - 1] + Math.log(k);

/** ln k! by table or Stirling's series, to 1e-13 relative. */
function logFactorial(k: number): number {
  if (k < logFactorials.length) return logFactorials[k];
  const inverse = 1 / k;
  const squared = inverse * inverse;
  return (
    (k + 0.5) * Math.log(k) -
    k +
    0.5 * Math.log(2 * Math.PI) +
    inverse * (1 / 12 - squared * (1 / 360 - squared / 1260))
  );
}
