import type { Images, Model, NearDuplicates, PairedSubject, Predictions, Results, Samples } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Variant } from '../../model/vision.ts';
import { scoresOf } from '../../score/tasks.ts';
import { askVariants } from './ask-variants.ts';
import { clustersOf } from './clusters.ts';
import { compareParts } from './compare-answers.ts';
import { keptAnswers, readingOf, splitOf } from './predict.ts';

/** A model whose answers on a split are known, and what it takes to ask it again. */
export interface Evaluated {
  snapshot: Snapshot;
  policy: Policy;
  model: Model;
  samples: Samples;
  images: Images | undefined;
  near: NearDuplicates | undefined;
  split: string;
  predictions: Predictions;
  tools: Tools;
}

/** A variant's answers and the declared ones to the same rows, ascending. */
export interface Held {
  rows: Int32Array;
  variant: Results;
  declared: Results;
}

/** A variant that answers fewer of the images is none to be compared with. */
const leastAnswered = 0.9;

/**
 * Asks a model of some rows under variants, and holds the answers against the truth.
 *
 * @param rows - of those that were predicted, in any order
 * @returns for each variant what was held, `null` where it has no answers
 */
export async function holdVariants(
  at: Evaluated,
  variants: readonly Variant[],
  rows: readonly number[],
): Promise<(Held | null)[]> {
  const { model, snapshot, samples, images, split, policy, tools } = at;
  const asked = { samples, snapshot, images, split, policy, rows: rows.toSorted((a, b) => a - b) };
  const readings = await Promise.all(variants.map((variant) => readingOfVariant(at, variant)));
  const named = variants.map((variant, index) => ({ ...variant, kind: readings[index].key }));
  await askVariants({ model, snapshot }, named, asked, policy, tools);
  const held: (Held | null)[] = [];
  for (const reading of readings) {
    const answers = keptAnswers(reading, asked, tools);
    const answered = asked.rows.filter((row) => answers.has(row));
    if (answered.length === 0 || answered.length < leastAnswered * asked.rows.length) held.push(null);
    else held.push(besideDeclared(at, await splitOf(reading, { ...asked, rows: answered }, 0, answers, tools)));
  }
  return held;
}

/** Raised when a transform changes its meaning. */
const transformVersion = 1;

async function readingOfVariant({ model, policy, tools }: Evaluated, { preprocessing, transform }: Variant) {
  const reading = await readingOf({ ...model, preprocessing }, policy, tools);
  return transform ? { ...reading, key: `${reading.key} ${transform}@${transformVersion}` } : reading;
}

function besideDeclared(
  { predictions, split }: Evaluated,
  { rows, results }: { rows: Int32Array; results: Results },
): Held {
  const own = predictions.splits[split];
  const positions = new Map([...own.rows].map((row, position) => [row, position]));
  const declared = scoresOf(predictions.task).select(
    own.results,
    rows.map((row) => positions.get(row) as number),
  );
  return { rows, variant: results, declared };
}

/** How much worse the second of two is on all of the images: declared against a variant, or a variant against the declared. */
export function compareHeld(
  { samples, images, near, predictions, tools }: Evaluated,
  subject: string,
  rows: Int32Array,
  first: Results,
  second: Results,
): PairedSubject | null {
  const cluster = clustersOf(samples, rows, near);
  const pair = { data: 'both' as const, samples, images, rows, cluster, base: first, head: second };
  const [compared] = compareParts(pair, predictions, [{ subject, images: rows.map((_, i) => i) }], tools.cache);
  return compared ?? null;
}
