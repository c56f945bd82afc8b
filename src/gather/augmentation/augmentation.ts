import type { Augmentation } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { policyPosition } from '../policy-position.ts';
import { readAugmentation } from './read-augmentation.ts';

/** Reads the augmentation that each model of the policy declares. */
export const augmentation: Gatherer<'augmentation'> = {
  fact: 'augmentation',
  async gather(snapshot, policy, tools) {
    const result: GatherResult<Record<string, Augmentation>> = { entries: {}, faults: [] };
    for (const [model, { augmentation: path }] of Object.entries(policy.models)) {
      if (path === undefined) continue;
      try {
        if (!snapshot.files.has(path)) {
          throw new Fault(
            'broken',
            `Expected the augmentation ${path} of model \`${model}\` but the commit has no such file. Add it, or change \`augmentation\` in the policy.`,
            policyPosition(policy, 'models', model, 'augmentation'),
          );
        }
        const { unknown, ...read } = readAugmentation((await snapshot.read(path)).toString('utf8'), path);
        if (unknown.length > 0) {
          tools.note(`Model \`${model}\`: ${unknown.join(', ')} in ${path} is not known and is passed over.`);
        }
        result.entries[model] = { model, ...read, at: { path, line: 1 } };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model, fault: error });
      }
    }
    return result;
  },
};
