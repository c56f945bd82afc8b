import type { Parity, Predictions, Results, Samples, SplitPredictions } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { clustersOf } from './clusters.ts';
import { type AnswerPair, compareClasses, compareScore } from './compare-answers.ts';
import { compareOutputs } from './compared-outputs.ts';
import { readerOf } from './tasks.ts';

/** Pictures on which outputs are compared value by value; answers are compared on all of them. */
const pictures = 32;

/** Holds each variant (`variant_of`) against its reference: the answers of both to the evaluation images, and their outputs. */
export const parity: Gatherer<'parity'> = {
  fact: 'parity',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Parity>> = { entries: {}, faults: [] };
    for (const { name, variantOf } of Object.values(policy.models)) {
      if (variantOf === undefined) continue;
      const [reference, variant] = [facts.predictions?.[variantOf], facts.predictions?.[name]];
      const samples = variant && facts.samples?.[variant.dataset];
      const split = samples && evaluationSplit(samples);
      if (!reference || !samples || !split || reference.dataset !== variant.dataset) continue;
      const pair = pairOf(reference, variant, split, samples);
      if (!pair) continue;
      try {
        const near = facts.nearDuplicates?.[samples.dataset];
        const paired: AnswerPair = {
          data: 'both',
          samples,
          images: facts.images?.[samples.dataset],
          cluster: clustersOf(samples, pair.rows, near),
          ...pair,
        };
        const { score, tolerance } = variant;
        const named = { model: `${name} beside ${variantOf}`, score, tolerance };
        const flips = readerOf(variant.task).flips(paired, pair.classes);
        const [first, second] = [facts.models?.[variantOf], facts.models?.[name]];
        const rows = sampleRows(samples, [...pair.rows], pictures);
        const compared =
          first && second
            ? await compareOutputs({ snapshot, policy }, first, second, { samples, rows }, tools)
            : undefined;
        result.entries[name] = {
          model: name,
          reference: variantOf,
          dataset: samples.dataset,
          split,
          score,
          tolerance,
          overall: compareScore(paired, named, tools.cache),
          classes: compareClasses(paired, named, pair.classes, tools.cache),
          flips: flips.counts,
          outputs: compared?.ways[0].outputs ?? [],
          at: variant.at,
        };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name, fault: error });
      }
    }
    return result;
  },
};

/** Both models' answers to the images that both could answer, with one list of classes. */
function pairOf(reference: Predictions, variant: Predictions, split: string, samples: Samples) {
  const [before, after] = [reference.splits[split], variant.splits[split]];
  if (!before || !after || reference.task !== variant.task || samples.count === 0) return null;
  const classes = [...new Set([...reference.classes, ...variant.classes])];
  const common = new Set(after.rows);
  const rows = before.rows.filter((row) => common.has(row));
  const { over } = readerOf(variant.task);
  return {
    rows,
    classes,
    base: onRows(rows, before, over(classes, reference.classes, before.results)),
    head: onRows(rows, after, over(classes, variant.classes, after.results)),
  };
}

function onRows(rows: Int32Array, { rows: own }: SplitPredictions, results: Results): Results {
  if (rows.length === own.length) return results;
  const at = new Map([...own].map((row, position) => [row, position]));
  return scoresOf(results.task).select(
    results,
    rows.map((row) => at.get(row) as number),
  );
}
