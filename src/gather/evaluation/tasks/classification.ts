import { placeOf } from '../../../model/facts/places.ts';
import type { ClassificationResults, Flip, Samples } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import { labelledRows } from '../../contents.ts';
import type { Answers, FlipPair, Flips, Reading, TaskReader } from '../task-reader.ts';

export const classification: TaskReader = {
  rows: labelledRows,
  keyOf: ({ hash }, row) => hash[row],
  async results(reading, { samples, rows: asked }, answers) {
    const rows = asked.filter((row) => answers.has(row));
    const k = reading.classes.length;
    const index = new Map(reading.classes.map((label, position) => [label, position]));
    const foreign = rows.find((row) => !index.has(samples.label[row] ?? ''));
    if (foreign !== undefined) throw unknownLabel(reading, samples, foreign, samples.label[foreign]);
    const results: ClassificationResults = {
      task: 'classification',
      classes: k,
      truth: Int32Array.from(rows, (row) => index.get(samples.label[row] ?? '') as number),
      scores: new Float32Array(rows.length * k),
      predicted: new Int32Array(rows.length),
    };
    rows.forEach((row, position) => {
      const probabilities = probabilitiesOf(reading, answers.get(row));
      results.scores.set(probabilities, position * k);
      results.predicted[position] = argMax(probabilities);
    });
    if (rows.some((row) => isHard(answers, row))) results.hard = true;
    return { rows: Int32Array.from(rows), results };
  },
  over(classes, own, given) {
    const results = given as ClassificationResults;
    if (isSameList(classes, own)) return results;
    const to = Int32Array.from(own, (name) => classes.indexOf(name));
    return {
      ...results,
      classes: classes.length,
      truth: results.truth.map((index) => to[index]),
      predicted: results.predicted.map((index) => to[index]),
      scores: spread(results.scores, to, classes.length),
    };
  },
  truthKeys: ({ hash, label }, rows) => rows.map((row) => JSON.stringify([hash[row], label[row]])),
  flips: flipsBetween,
};

/** Whether an image was answered with labels alone. */
export function isHard(answers: Answers, row: number): boolean {
  const answer = answers.get(row);
  return answer !== undefined && 'hard' in answer;
}

/** @throws Fault when the model answers with another number of classes than its labels name */
export function probabilitiesOf(reading: Reading, answer: unknown): Float32Array {
  const { probabilities } = answer as { probabilities: Float32Array };
  const { classes, model, path, at } = reading;
  if (probabilities.length === classes.length) return probabilities;
  throw new Fault(
    'broken',
    `${path} answers with ${probabilities.length} classes but its list of labels names ${classes.length}. Correct \`labels\` of models.${model}.`,
    at,
  );
}

export function unknownLabel({ model, classes }: Reading, samples: Samples, row: number, label: string | null): Fault {
  return new Fault(
    'broken',
    `The label ${JSON.stringify(label)} of ${samples.path[row]} is not among the classes of ${model} (${classes.join(', ')}). Correct the label, or the model's list of labels.`,
    placeOf(samples, row),
  );
}

export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** Rows of scores over a longer list of classes: column c of each goes to column `to[c]`. */
export function spread(scores: Float32Array, to: Int32Array, classes: number): Float32Array {
  const n = scores.length / to.length;
  const out = new Float32Array(n * classes);
  for (let row = 0; row < n; row += 1) {
    for (let index = 0; index < to.length; index += 1) out[row * classes + to[index]] = scores[row * to.length + index];
  }
  return out;
}

function argMax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index] > values[best]) best = index;
  return best;
}

/** The most confident mistakes come first. */
function flipsBetween({ samples, rows, base, head }: FlipPair, classes: readonly string[]): Flips {
  const [before, after] = [base, head] as ClassificationResults[];
  const negative: Flip[] = [];
  let positive = 0;
  const answer = ({ predicted, scores, classes: k }: ClassificationResults, index: number) => ({
    answer: classes[predicted[index]],
    confidence: Math.round(scores[index * k + predicted[index]] * 1e4) / 1e4,
  });
  before.truth.forEach((truth, index) => {
    const was = before.predicted[index] === truth;
    const is = after.predicted[index] === truth;
    if (!was && is) positive += 1;
    if (!was || is) return;
    const row = rows[index];
    const wrong = answer(after, index);
    negative.push({
      path: samples.path[row],
      hash: samples.hash[row],
      label: classes[truth],
      base: answer(before, index),
      head: wrong,
      weight: wrong.confidence,
    });
  });
  negative.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  return { negative, counts: { negative: negative.length, positive, of: 'images', n: before.truth.length } };
}
