/** Log gamma, incomplete gamma and incomplete beta functions, to about 1e-14 relative. */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ln Γ(x) for x > 0: Stirling's series from x ≥ 15 on, below it by the recurrence Γ(x + 1) = x·Γ(x). */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  while (z < 15) {
    shift *= z;
    z++;
  }
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + stirlingRemainder(z) - Math.log(shift);
}

/** ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π], for z ≥ 15. */
export function stirlingRemainder(z: number): number {
  const inverse = 1 / z;
  const squared = inverse * inverse;
  const tail = 1 / 1680 - squared * (1 / 1188 - squared * (691 / 360360 - squared / 156));
  return inverse * (1 / 12 - squared * (1 / 360 - squared * (1 / 1260 - squared * tail)));
}

/** ln B(a, b) for a, b > 0, without the cancellation of three large log gammas. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < 15) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const sum = small + large;
  const remainder = stirlingRemainder(large) - stirlingRemainder(sum);
  const ofLarge = -small * Math.log(sum) + small - (large - 0.5) * Math.log1p(small / large) + remainder;
  return logGamma(small) + ofLarge;
}

/**
 * Regularised incomplete beta function I_x(a, b), with its complement computed as accurately.
 *
 * Continued fraction by Lentz's method, on whichever side of the mean converges.
 *
 * @param x - in [0, 1]
 * @returns [I_x(a, b), 1 − I_x(a, b)]
 */
export function incompleteBeta(x: number, a: number, b: number): [lower: number, upper: number] {
  if (x <= 0) return [0, 1];
  if (x >= 1) return [1, 0];
  const logFront = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (Math.exp(logFront) * betaFraction(x, a, b)) / a;
    return [lower, 1 - lower];
  }
  const upper = (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
  return [1 - upper, upper];
}

function betaFraction(x: number, a: number, b: number): number {
  const term = (j: number): number => {
    const m = j >> 1;
    return j % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return 1 / lentz(1, term, () => 1);
}

/**
 * Regularised incomplete gamma functions [P(a, x), Q(a, x)] for a > 0, x ≥ 0: series below a + 1, continued fraction
 * above.
 */
export function incompleteGamma(a: number, x: number): [lower: number, upper: number] {
  if (x <= 0) return [0, 1];
  if (x === Number.POSITIVE_INFINITY) return [1, 0];
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return [front * sum, 1 - front * sum];
  }
  const fraction = lentz(
    x + 1 - a,
    (j) => -j * (j - a),
    (j) => x + 2 * j + 1 - a,
  );
  return [1 - front / fraction, front / fraction];
}

/** b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method. */
function lentz(b0: number, a: (j: number) => number, b: (j: number) => number): number {
  const tiny = 1e-300;
  let value = b0 || tiny;
  let numerator = value;
  let denominator = 0;
  for (let j = 1; j < 100_000; j++) {
    denominator = 1 / (b(j) + a(j) * denominator || tiny);
    numerator = b(j) + a(j) / numerator || tiny;
    const step = numerator * denominator;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) return value;
  }
  return value;
}
