import { Fault } from '../model/fault.ts';

export type OutputKind = 'logits' | 'probabilities';

/** A model's output for one batch as plain numbers. */
export interface Scores {
  /** Name of the output. */
  name: string;
  /** Dimensions as the runtime gave them; the first is the batch. */
  dims: readonly number[];
  data: ArrayLike<number>;
}

const SUM_TOLERANCE = 1e-3;

/**
 * Number of classes in an output, which must hold one row for each image: [n, k], ones behind it are ignored.
 *
 * @throws Fault `broken` when the output is no such table
 */
export function classCount({ name, dims }: Scores, batch: number): number {
  const shape = dims.length === 1 && batch === 1 ? [1, ...dims] : [...dims];
  while (shape.length > 2 && shape[shape.length - 1] === 1) shape.pop();
  if (shape.length !== 2 || shape[0] !== batch || shape[1] < 1) {
    throw new Fault(
      'broken',
      `Expected one row of class scores for each of ${batch} images in output \`${name}\` but received the shape [${dims.join(', ')}]. Name the classification output, or export the model with one.`,
    );
  }
  return shape[1];
}

/** Whether an output already holds probabilities: every row non-negative and summing to 1 (± 0.001). */
export function recogniseKind(scores: Scores, rows: number, batch: number): OutputKind {
  const classes = classCount(scores, batch);
  if (classes === 1) {
    throw new Fault(
      'broken',
      `Expected two or more scores a row in output \`${scores.name}\` but received one, which may be a logit or a probability. Set \`output\` to logits or probabilities.`,
    );
  }
  for (let row = 0; row < rows; row++) {
    if (!isDistribution(scores.data, row * classes, classes)) return 'logits';
  }
  return 'probabilities';
}

function isDistribution(data: ArrayLike<number>, start: number, classes: number): boolean {
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const value = Number(data[start + c]);
    if (!(value >= 0)) return false;
    sum += value;
  }
  return Math.abs(sum - 1) <= SUM_TOLERANCE;
}

/**
 * Class probabilities of one row. A single score is the positive class of two: p becomes [1 − p, p].
 *
 * @returns values that sum to 1
 * @throws Fault `broken` when a score is not finite, or a row that should be a distribution is none
 */
export function probabilitiesOf(scores: Scores, row: number, batch: number, kind: OutputKind): Float32Array {
  const classes = classCount(scores, batch);
  const values = Float64Array.from({ length: classes }, (_, c) => Number(scores.data[row * classes + c]));
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new Fault(
      'broken',
      `Expected finite scores in output \`${scores.name}\` but received ${values[bad]} for class ${bad}. Check the weights and the precision of the model.`,
    );
  }
  if (classes === 1) {
    const positive = kind === 'logits' ? 1 / (1 + Math.exp(-values[0])) : values[0];
    return distribution(Float64Array.of(1 - positive, positive), scores.name);
  }
  return kind === 'logits' ? softmax(values) : distribution(values, scores.name);
}

function softmax(logits: Float64Array): Float32Array {
  const highest = logits.reduce((a, b) => Math.max(a, b));
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((a, b) => a + b);
  return Float32Array.from(exponentials, (value) => value / sum);
}

function distribution(values: Float64Array, name: string): Float32Array {
  const sum = values.reduce((a, b) => a + b);
  if (!isDistribution(values, 0, values.length)) {
    throw new Fault(
      'broken',
      `Expected probabilities that sum to 1 in output \`${name}\` but received a row that sums to ${sum.toPrecision(4)}. Set \`output\` to logits.`,
    );
  }
  return Float32Array.from(values, (value) => value / sum);
}
