import type { DatasetChanges } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/changed-evaluation-set',
    title: 'The data that models are evaluated on changed.',
    why: 'A score on other images or other labels is another score. An easier test set makes a worse model look better, so the gate compares models on both sets. Each edited label is named by `training-data/relabelled-evaluation`.',
    fix: 'Change evaluation data in a pull request of its own, and let the reviewer look at each edited label.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['changes'],
    messages: {
      changed: 'The {split} images of {dataset} changed: {what}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ pair }) {
    for (const { dataset, totals } of Object.values<DatasetChanges>(pair.changes)) {
      for (const split of ['validation', 'test']) {
        const what = countedKinds(totals.filter((total) => total.split === split || total.from === split));
        if (what.length === 0) continue;
        yield {
          message: 'changed',
          subject: `${dataset}: ${split}`,
          identity: `${dataset}/${split}`,
          data: { split, dataset, what: listed(what) },
        };
      }
    }
  },
});

/** A renamed image is the same evaluation. */
function countedKinds(totals: DatasetChanges['totals']): string[] {
  return (['added', 'removed', 'modified', 're-encoded', 'moved', 'relabelled'] as const).flatMap((kind) => {
    const count = totals.reduce((sum, total) => sum + (total.kind === kind ? total.n : 0), 0);
    return count > 0 ? [`${count} ${kind}`] : [];
  });
}
