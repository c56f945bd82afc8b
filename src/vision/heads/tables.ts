/** What rows of numbers tell of themselves: n × rows × values, of which the first four are a box. */
import { Fault } from '../../model/fault.ts';
import { type HeadJob, type OutputTensor, refuseNonFinite } from './output.ts';

export const tablesOf = (outputs: readonly OutputTensor[], batch: number): OutputTensor[] =>
  outputs.filter(({ dims }) => dims.length === 3 && dims[0] === batch);

/** The table whose rows have `values` values. */
export function tableOf(outputs: readonly OutputTensor[], batch: number, values: number): OutputTensor | null {
  return tablesOf(outputs, batch).find(({ dims }) => dims[2] === values) ?? null;
}

/** Whether the last two of the first six values of every row are a score and a class: what others would hardly be by chance. */
export function nameClasses({ dims, data }: OutputTensor, classes: number): boolean {
  for (let at = 0; at < data.length; at += dims[2]) {
    const [score, category] = [data[at + 4], data[at + 5]];
    const isClass = Number.isInteger(category) && category >= 0 && category < classes;
    if (!isClass || score < 0 || score > 1) return false;
  }
  return true;
}

/** Whether all boxes are fractions of the canvas, which boxes in pixels never are; rows of zeros alone say nothing. */
export function areRelative({ dims, data }: OutputTensor): boolean {
  let isSaid = false;
  for (let at = 0; at < data.length; at += dims[2]) {
    for (let side = 0; side < 4; side++) {
      if (!(data[at + side] >= 0 && data[at + side] <= 1)) return false;
      isSaid ||= data[at + side] > 0;
    }
  }
  return isSaid;
}

/** The score and the class of a row, its fifth and sixth value; `null` where the score does not suffice. @throws Fault for a class of none */
export function scoredClass(
  table: OutputTensor,
  at: number,
  { classes, detection }: HeadJob,
): { score: number; category: number } | null {
  const [score, category] = [table.data[at + 4], table.data[at + 5]];
  refuseNonFinite(table, score);
  if (score < detection.score) return null;
  if (Number.isInteger(category) && category >= 0 && category < classes) return { score, category };
  throw new Fault(
    'broken',
    `Expected classes from 0 to ${classes - 1} in output \`${table.name}\` but received ${category}. Give \`labels\` one name for each class that the model answers.`,
  );
}
