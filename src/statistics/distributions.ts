/** Distribution functions and quantiles; each agrees with SciPy to 1e-10 relative over the ranges the tests cover. */
import { incompleteBeta, incompleteGamma, logBeta } from './special-functions.ts';

/** P(Z ≤ z) of the standard normal, accurate far into both tails. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const [lower, upper] = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 0.5 + lower / 2;
}

/**
 * Standard normal quantile: Wichura's AS 241 (PPND16).
 *
 * @param p - probability in [0, 1]; 0 and 1 give −∞ and ∞
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r);
  }
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return Math.sign(q) * Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const value =
    r <= 5
      ? polynomial(TAIL_NUMERATOR, r - 1.6) / polynomial(TAIL_DENOMINATOR, r - 1.6)
      : polynomial(FAR_NUMERATOR, r - 5) / polynomial(FAR_DENOMINATOR, r - 5);
  return Math.sign(q) * value;
}

/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom. */
export function studentCdf(t: number, df: number): number {
  const square = t * t;
  const [outside, inside] =
    square < df
      ? incompleteBeta(square / (df + square), 0.5, df / 2).toReversed()
      : incompleteBeta(df / (df + square), df / 2, 0.5);
  return t < 0 ? outside / 2 : 0.5 + inside / 2;
}

/** Quantile of Student's t: the t with P(T ≤ t) = p, for p in [0, 1]. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p <= 0 || p >= 1) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const tail = Math.min(p, 1 - p);
  let upper = 1;
  while (studentCdf(-upper, df) > tail) upper *= 2;
  const t = bisect((x) => studentCdf(-x, df) - tail, 0, upper);
  return p < 0.5 ? -t : t;
}

/** P(X ≤ x) of the beta distribution with shapes a, b > 0. @public */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, a, b)[0];
}

/** Quantile of the beta distribution, for p in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0 || p >= 1) return p === 0 || p === 1 ? p : Number.NaN;
  return bisect(
    (x) => {
      const [lower, upper] = incompleteBeta(x, a, b);
      return lower < upper ? p - lower : upper - (1 - p);
    },
    0,
    1,
  );
}

/** P(X ≤ x) of χ² with `df` > 0 degrees of freedom. @public */
export function chiSquaredCdf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2)[0];
}

/** P(X > x) of χ² with `df` > 0 degrees of freedom; accurate where the cdf rounds to 1. */
export function chiSquaredTail(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2)[1];
}

/** P(X = k) of the binomial with n trials of chance p. */
export function binomialMass(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  if (p === 0 || p === 1) return Number(k === p * n);
  return Math.exp(k * Math.log(p) + (n - k) * Math.log1p(-p) - logBeta(k + 1, n - k + 1) - Math.log(n + 1));
}

/** P(X ≤ k) of the binomial with n trials of chance p. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(p, Math.floor(k) + 1, n - Math.floor(k))[1];
}

/** Root of a decreasing function on [low, high], to the last bit that floating point has. */
function bisect(decreasing: (x: number) => number, low: number, high: number): number {
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (decreasing(middle) > 0) low = middle;
    else high = middle;
  }
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i];
  return value;
}

const CENTRE_NUMERATOR = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_DENOMINATOR = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
];
const TAIL_NUMERATOR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const TAIL_DENOMINATOR = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_NUMERATOR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_DENOMINATOR = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];
