import type { Determinism } from '../../model/facts.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { addEntry } from '../add-entry.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { compareOutputs } from './compared-outputs.ts';
import { readerOf } from './tasks.ts';

/** Pictures that are asked again. */
const pictures = 16;
const ways = ['same session', 'another session', 'batch'] as const;

/** Asks each model of the same pictures again. */
export const determinism: Gatherer<'determinism'> = {
  fact: 'determinism',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Determinism>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const samples = facts.samples?.[model.dataset];
      const split = samples && evaluationSplit(samples);
      if (!samples || !split || !facts.predictions?.[model.model]) continue;
      await addEntry(result, model.model, async () => {
        const rows = sampleRows(samples, readerOf(model.task).rows(samples, split), pictures);
        const compared = await compareOutputs({ snapshot, policy }, model, null, { samples, rows }, tools);
        if (compared.images === 0) return null;
        return {
          model: model.model,
          images: compared.images,
          ways: compared.ways.map((way, index) => ({ way: ways[index], ...way })),
          at: model.at,
        };
      });
    }
    return result;
  },
};
