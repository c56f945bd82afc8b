/** A smooth function of many variables, and its gradient written into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Largest component of the gradient at which it ends. */
  tolerance?: number;
  iterations?: number;
}

/** Steps whose curvature is remembered. */
const memory = 10;

/**
 * A minimum of a smooth function by L-BFGS (Nocedal and Wright 2006, algorithm 7.4) with a line search that backtracks to
 * Armijo's condition. Deterministic; a convex function's only minimum.
 *
 * @param start - where it begins; left as it is
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-6, iterations = 200 }: MinimiseOptions = {},
): Float64Array {
  let point = Float64Array.from(start);
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const steps: Float64Array[] = [];
  const turns: Float64Array[] = [];
  for (let iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration++) {
    const direction = descent(gradient, steps, turns);
    const slope = dot(direction, gradient);
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    let length = iteration === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 50; halving++, length /= 2) {
      for (let i = 0; i < point.length; i++) next[i] = point[i] + length * direction[i];
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const step = next.map((own, i) => own - point[i]);
    const turn = nextGradient.map((own, i) => own - gradient[i]);
    // Without positive curvature the pair would spoil the direction.
    if (dot(step, turn) > 1e-12 * dot(turn, turn)) {
      steps.push(step);
      turns.push(turn);
      if (steps.length > memory) {
        steps.shift();
        turns.shift();
      }
    }
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return point;
}

/** The gradient turned by what is known of the curvature (the two-loop recursion). */
function descent(gradient: Float64Array, steps: readonly Float64Array[], turns: readonly Float64Array[]): Float64Array {
  const direction = gradient.map((own) => -own);
  const weights = steps.map(() => 0);
  for (let k = steps.length - 1; k >= 0; k--) {
    weights[k] = dot(steps[k], direction) / dot(steps[k], turns[k]);
    add(direction, turns[k], -weights[k]);
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = dot(steps[last], turns[last]) / dot(turns[last], turns[last]);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const back = dot(turns[k], direction) / dot(steps[k], turns[k]);
    add(direction, steps[k], weights[k] - back);
  }
  return direction;
}

function add(to: Float64Array, other: Float64Array, weight: number): void {
  for (let i = 0; i < to.length; i++) to[i] += weight * other[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
