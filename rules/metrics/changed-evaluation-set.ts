import type { DatasetChanges, SampleChange, Samples } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';
import { defineRule } from '../../src/model/rule.ts';
import { placeOf } from '../shared/samples.ts';
import { isEvaluation } from '../shared/splits.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/changed-evaluation-set',
    title: 'The data that models are evaluated on changed.',
    why: 'A score on other images or other labels is another score. An easier test set makes a worse model look better, so the gate compares models on both sets, and names each label that was edited.',
    fix: 'Change evaluation data in a pull request of its own, and let the reviewer look at each edited label.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'changes'],
    messages: {
      changed: 'The {split} images of {dataset} changed: {what}.',
      relabelled: '{path} in {split} is labelled {label}; it was {was}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head, pair }) {
    for (const { dataset, samples: changes } of Object.values<DatasetChanges>(pair.changes)) {
      const samples = head.samples[dataset];
      const evaluated = changes.filter(touchesEvaluation);
      for (const split of ['validation', 'test']) {
        const what = countedKinds(evaluated.filter((change) => change.split === split || change.from?.split === split));
        if (what.length === 0) continue;
        yield {
          message: 'changed',
          subject: `${dataset}: ${split}`,
          identity: `${dataset}/${split}`,
          data: { split, dataset, what: listed(what) },
        };
      }
      const relabelled = evaluated.filter(({ kind }) => kind === 'relabelled');
      const places = samples ? placesOf(samples, new Set(relabelled.map(({ path }) => path))) : new Map();
      for (const { path, hash, split, label, from } of relabelled) {
        yield {
          message: 'relabelled',
          subject: path,
          identity: `${hash} ${path} ${label ?? ''}`,
          at: places.get(path) ?? { path },
          data: { path, split, label: label ?? 'nothing', was: from?.label ?? 'nothing' },
          evidence: { kind: 'image', images: [{ path, hash, side: 'head' }] },
        };
      }
    }
  },
});

/** A renamed image is the same evaluation. */
function touchesEvaluation({ kind, split, from }: SampleChange): boolean {
  return kind !== 'renamed' && (isEvaluation(split) || (from?.split !== undefined && isEvaluation(from.split)));
}

function countedKinds(changes: readonly SampleChange[]): string[] {
  return (['added', 'removed', 'modified', 'moved', 'relabelled'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
}

function placesOf(samples: Samples, paths: ReadonlySet<string>): Map<string, Position> {
  const places = new Map<string, Position>();
  samples.path.forEach((path, row) => {
    if (paths.has(path)) places.set(path, placeOf(samples, row));
  });
  return places;
}
