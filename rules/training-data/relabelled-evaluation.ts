import type { AnnotationChange, DatasetChanges } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { nameOnce } from '../shared/annotations.ts';
import { isEvaluation } from '../shared/splits.ts';
import { counted, listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/relabelled-evaluation',
    title: 'Labels of evaluation images were edited.',
    why: 'Labels of validation and test images are what every score is measured by. An edit can mend a mistake, or make a model look better than it is; only a reader can tell.',
    fix: 'Look at each image. If the edits are right, merge them in a pull request of their own, so that a change of score is not taken for a change of the model.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['changes'],
    messages: {
      label: '{path} in {split} is labelled {label}; it was {was}.',
      annotations: 'The annotations of {path} in {split} were edited: {what}.',
      more: '{measured} labels and annotations were edited in {split} of {dataset}; {images} named one by one.',
    },
    options: { listed: 'Images of one split that are named one by one.' },
  },

  defaults: { listed: 50 },

  *evaluate({ pair, options }) {
    const once = nameOnce();
    for (const changes of Object.values<DatasetChanges>(pair.changes)) {
      for (const split of ['validation', 'test']) {
        const edits = [...labelEdits(changes, split), ...annotationEdits(changes, split)];
        for (const edit of edits.slice(0, options.listed)) {
          const { path, hash, identity, ...said } = edit;
          yield {
            ...said,
            subject: path,
            identity: once(identity),
            evidence: { kind: 'image', images: [{ path, hash, side: 'head' }] },
          };
        }
        if (edits.length <= options.listed) continue;
        yield {
          message: 'more',
          subject: `${changes.dataset}: ${split}`,
          identity: `${changes.dataset}/${split}`,
          measured: totalOf(changes, split),
          limit: 0,
          data: {
            split,
            dataset: changes.dataset,
            images: options.listed === 1 ? '1 image is' : `${options.listed} images are`,
          },
        };
      }
    }
  },
});

function labelEdits({ samples }: DatasetChanges, split: string) {
  const edits = samples.filter((change) => change.kind === 'relabelled' && change.split === split);
  return edits.map(({ path, hash, label, from, at }) => ({
    message: 'label' as const,
    path,
    hash,
    identity: `${hash} ${path} ${label ?? ''}`,
    at,
    data: { path, split, label: label ?? 'nothing', was: from?.label ?? 'nothing' },
  }));
}

/** One for each image: what was edited in it, at the place of the first edit. */
function annotationEdits({ annotations }: DatasetChanges, split: string) {
  if (!annotations || !isEvaluation(split)) return [];
  const edits = Map.groupBy(
    annotations.items.filter((change) => change.split === split),
    ({ path }) => path,
  );
  return [...edits].map(([path, items]) => ({
    message: 'annotations' as const,
    path,
    hash: items[0].hash,
    identity: `${items[0].hash} ${path} ${items.map(signatureOf).join(', ')}`,
    at: items[0].at,
    data: { path, split, what: inWords(items) },
  }));
}

function signatureOf({ kind, label, from, iou }: AnnotationChange): string {
  return [kind, label, from, iou].filter((part) => part != null).join(' ');
}

function inWords(items: readonly AnnotationChange[]): string {
  const kinds = Map.groupBy(items, ({ kind, label, from }) =>
    kind === 're-classed' ? `${from ?? 'no class'} became ${label ?? 'no class'}` : `${label ?? 'mask'} ${kind}`,
  );
  return listed([...kinds].map(([what, of]) => (of.length === 1 ? what : `${what} (${counted(of.length, 'time')})`)));
}

/** All edits in the split, those too that the change does not list. */
function totalOf({ totals, annotations }: DatasetChanges, split: string): number {
  const labels = totals.filter((total) => total.kind === 'relabelled' && total.split === split);
  const marks = annotations?.totals.filter((total) => total.split === split) ?? [];
  return [...labels, ...marks].reduce((sum, { n }) => sum + n, 0);
}
