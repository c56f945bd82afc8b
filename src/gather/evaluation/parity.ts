import type { Parity } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { clustersOf } from './clusters.ts';
import { type AnswerPair, compareClasses, compareScore } from './compare-answers.ts';
import { compareOutputs } from './compared-outputs.ts';
import { sharedAnswers } from './shared-answers.ts';
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
      const [before, after] = [reference.splits[split], variant.splits[split]];
      if (!before || !after || reference.task !== variant.task) continue;
      try {
        const near = facts.nearDuplicates?.[samples.dataset];
        const { classes, ...answers } = sharedAnswers(
          variant.task,
          { ...before, classes: reference.classes },
          { ...after, classes: variant.classes },
        );
        const paired: AnswerPair = {
          data: 'both',
          samples,
          images: facts.images?.[samples.dataset],
          cluster: clustersOf(samples, answers.rows, near),
          ...answers,
        };
        const { score, tolerance } = variant;
        const named = { model: `${name} beside ${variantOf}`, score, tolerance };
        const flips = readerOf(variant.task).flips(paired, classes);
        const [first, second] = [facts.models?.[variantOf], facts.models?.[name]];
        const rows = sampleRows(samples, [...answers.rows], pictures);
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
          classes: compareClasses(paired, named, classes, tools.cache),
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
