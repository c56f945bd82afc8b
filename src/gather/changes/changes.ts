import type { DatasetChanges, Facts, Gathered, Model, ModelChange, PairFacts, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { PairGatherer } from '../../model/gatherer.ts';
import { annotationChanges } from './annotation-changes.ts';
import { movedClasses, sampleCounts } from './class-counts.ts';
import { gateChanges } from './gate-changes.ts';
import { sampleChanges } from './sample-changes.ts';
import { type DatasetSide, pairSamples } from './sample-pairs.ts';

/** What became of each dataset's samples and annotations. A dataset that one side could not read has no entry. */
export const changes: PairGatherer<'changes'> = {
  fact: 'changes',
  async gather(base, head) {
    const { policy } = head;
    const entries = Object.keys(policy.datasets).flatMap((name): [string, DatasetChanges][] => {
      const sides = sidesOf(base.gathered, head.gathered, 'samples', name);
      if (sides === null) return [];
      const before = sideOf(base.gathered, sides.before);
      const after = sideOf(head.gathered, sides.after);
      return [[name, datasetChanges(name, before, after)]];
    });
    return { entries: Object.fromEntries(entries), faults: [] };
  },
};

/** Whether each model's weights and preprocessing are the same. */
export const modelChanges: PairGatherer<'modelChanges'> = {
  fact: 'modelChanges',
  async gather(base, head) {
    const { policy } = head;
    const entries = Object.keys(policy.models).flatMap((name): [string, ModelChange][] => {
      const sides = sidesOf(base.gathered, head.gathered, 'models', name);
      return sides === null ? [] : [[name, modelChange(name, sides.before, sides.after)]];
    });
    return { entries: Object.fromEntries(entries), faults: [] };
  },
};

/** Edits of what runs the gate, under the one name `repository`. */
export const gate: PairGatherer<'gate'> = {
  fact: 'gate',
  async gather(base, head) {
    try {
      const repository = { changes: await gateChanges(base.snapshot, head.snapshot, head.policy) };
      return { entries: { repository } as PairFacts['gate'], faults: [] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { entries: {} as PairFacts['gate'], faults: [{ name: 'repository', fault: error }] };
    }
  },
};

function datasetChanges(dataset: string, base: DatasetSide | undefined, head: DatasetSide | undefined): DatasetChanges {
  const pairs = pairSamples(base, head);
  const [before, after] = [base?.samples, head?.samples];
  const [was, is] = [before?.classes ?? [], after?.classes ?? []];
  return {
    dataset,
    ...sampleChanges(base, head, pairs),
    classes: { base: was, head: is, moved: movedClasses(was, is) },
    counts: sampleCounts(before, after),
    annotations: annotationChanges(base, head, pairs),
  };
}

function sideOf({ facts }: Gathered, samples: Samples | undefined): DatasetSide | undefined {
  return samples && { samples, images: facts.images?.[samples.dataset] };
}

/** Both sides of an entry; `null` when neither has it, or one could not be read: what is unknown is no change. */
function sidesOf<F extends 'samples' | 'models'>(
  base: Gathered,
  head: Gathered,
  fact: F,
  name: string,
): { before: Facts[F][string] | undefined; after: Facts[F][string] | undefined } | null {
  const isUnread = ({ unread }: Gathered) => unread.some((entry) => entry.fact === fact && entry.name === name);
  if (isUnread(base) || isUnread(head)) return null;
  const before = base.facts[fact]?.[name] as Facts[F][string] | undefined;
  const after = head.facts[fact]?.[name] as Facts[F][string] | undefined;
  return before === undefined && after === undefined ? null : { before, after };
}

function modelChange(model: string, before: Model | undefined, after: Model | undefined): ModelChange {
  if (before === undefined || after === undefined) {
    return { model, weights: before === undefined ? 'added' : 'removed', preprocessing: 'same' };
  }
  const isSame = JSON.stringify(before.preprocessing) === JSON.stringify(after.preprocessing);
  return {
    model,
    weights: before.contentHash === after.contentHash ? 'same' : 'changed',
    preprocessing: isSame ? 'same' : 'changed',
  };
}
