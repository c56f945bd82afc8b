import { didYouMean } from '../../formats/classes/nearest-name.ts';
import { written } from '../../formats/coco/fields.ts';
import { decimalOf } from '../../formats/text/decimal.ts';
import type { Row } from './rows.ts';
import { placeText } from './source.ts';

/** How far the sum of a row may be from 1: scores are written with four digits or so. */
const tolerance = 1e-3;

export interface Declared {
  task: 'classification' | 'multilabel';
  classes: readonly string[];
  /** Class name → its place in the list. */
  index: ReadonlyMap<string, number>;
}

/**
 * Reads a row's probabilities: `probabilities` or `scores` as a list or by class, a column for each class, or `prediction`,
 * `label` or `labels` alone, which stand for 1 and 0 and are `hard`.
 * @returns a sentence where the row holds none, or wrong ones
 */
export function probabilitiesOf(row: Row, declared: Declared): { probabilities: Float32Array; hard: boolean } | string {
  const given = row.get('probabilities') ?? row.get('scores');
  if (given !== undefined) return soft(valuesOf(given, row, declared), row, declared);
  const columns = declared.classes.filter((name) => row.get(name) !== undefined);
  if (columns.length === declared.classes.length) {
    return soft(
      declared.classes.map((name) => row.get(name)),
      row,
      declared,
    );
  }
  const answer = row.get('prediction') ?? row.get('labels') ?? row.get('label');
  if (answer !== undefined) return hard(answer, row, declared);
  const lacking = declared.classes.find((name) => !columns.includes(name));
  const received = columns.length === 0 ? 'none' : `none for \`${lacking}\``;
  return `Expected probabilities of ${declared.classes.length} classes in ${placeText(row.at)} but received ${received}. Write \`probabilities\`, a column for each class, or \`label\`.`;
}

/** The values in the order of the classes, or a sentence. */
function valuesOf(given: unknown, row: Row, { classes, index }: Declared): unknown[] | string {
  if (Array.isArray(given)) {
    if (given.length === classes.length) return given;
    return `Expected ${classes.length} probabilities, one for each class, in ${placeText(row.at)} but received ${given.length}. Correct \`labels\` of the model, or write the predictions again.`;
  }
  if (typeof given !== 'object' || given === null) {
    return `Expected a list of probabilities in ${placeText(row.at)} but received ${written(given)}. Write one for each class.`;
  }
  const foreign = Object.keys(given).find((name) => !index.has(name));
  if (foreign !== undefined) return unknownClass(foreign, row, classes);
  const lacking = classes.find((name) => !Object.hasOwn(given, name));
  if (lacking !== undefined) {
    return `Expected a probability of each class in ${placeText(row.at)} but received none for \`${lacking}\`. Correct \`labels\` of the model, or write the predictions again.`;
  }
  return classes.map((name) => (given as Record<string, unknown>)[name]);
}

function soft(
  values: unknown[] | string,
  row: Row,
  { task, classes }: Declared,
): { probabilities: Float32Array; hard: false } | string {
  if (typeof values === 'string') return values;
  const probabilities = new Float32Array(values.length);
  let sum = 0;
  for (let c = 0; c < values.length; c++) {
    const value = numberOf(values[c]);
    if (!(value >= 0 && value <= 1)) {
      const way = task === 'classification' ? 'softmax' : 'a sigmoid';
      return `Expected probabilities from 0 to 1 in ${placeText(row.at)} but received ${written(values[c])} for \`${classes[c]}\`. Logits are no probabilities: apply ${way} first.`;
    }
    probabilities[c] = value;
    sum += value;
  }
  if (task === 'multilabel' || Math.abs(sum - 1) <= tolerance) return { probabilities, hard: false };
  return `Expected probabilities that sum to 1 in ${placeText(row.at)} but their sum is ${Number(sum.toPrecision(6))}. Apply softmax before they are written.`;
}

function hard(
  answer: unknown,
  row: Row,
  { task, classes, index }: Declared,
): { probabilities: Float32Array; hard: true } | string {
  const probabilities = new Float32Array(classes.length);
  for (const name of task === 'classification' ? [answer] : labelsIn(answer, index)) {
    const column = typeof name === 'string' || typeof name === 'number' ? index.get(String(name)) : undefined;
    if (column === undefined) return unknownClass(name, row, classes);
    probabilities[column] = 1;
  }
  return { probabilities, hard: true };
}

/** A list, or names divided by `|`, `;` or `,`; a class whose own name holds one of these is itself. */
function labelsIn(answer: unknown, index: ReadonlyMap<string, number>): unknown[] {
  if (Array.isArray(answer)) return answer;
  if (typeof answer !== 'string' || index.has(answer)) return [answer];
  return answer
    .split(/[|;,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function unknownClass(name: unknown, { at }: Pick<Row, 'at'>, classes: readonly string[]): string {
  const meant = typeof name === 'string' ? didYouMean(name, classes) : '';
  const some = classes.slice(0, 8).join(', ');
  return `Expected a class of the model (${some}${classes.length > 8 ? ' …' : ''}) in ${placeText(at)} but received ${written(name)}.${meant} Write the class's name, or correct \`labels\` of the model.`;
}

/** NaN for what is no number. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? decimalOf(value.trim()) : Number.NaN;
}
