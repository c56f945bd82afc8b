import type { Augmentation, Effect, Mildness, Task } from '../../model/facts.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { type MildTransform, mildTransforms } from '../../model/vision.ts';
import { addEntry } from '../add-entry.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { compareHeld, type Evaluated, holdVariants } from './held-variants.ts';

/** Enough for a loss of 5 points. */
const most = 500;

/** The effect of an augmentation that prepares a model for each transform. */
const coveredBy: Record<MildTransform, Effect> = {
  brighter: 'brightness',
  darker: 'brightness',
  'less contrast': 'contrast',
  blur: 'blur',
  rotation: 'rotation',
  mirror: 'horizontal flip',
};
/** Transforms that move what is marked in the image. */
const moving: ReadonlySet<MildTransform> = new Set(['rotation', 'mirror']);
const ofWholeImages: ReadonlySet<Task> = new Set(['classification', 'multilabel']);

/** Asks each model whose augmentation is declared of evaluation images under the mild transforms that this does not cover. */
export const mildness: Gatherer<'mildness'> = {
  fact: 'mildness',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Mildness>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const declared = facts.augmentation?.[model.model];
      const samples = facts.samples?.[model.dataset];
      const predictions = facts.predictions?.[model.model];
      const split = samples && evaluationSplit(samples);
      if (!declared || !samples || !split || !predictions?.splits[split] || model.task === 'restoration') continue;
      const images = facts.images?.[samples.dataset];
      const near = facts.nearDuplicates?.[samples.dataset];
      const evaluated = { snapshot, policy, model, samples, images, near, split, predictions, tools };
      await addEntry(result, model.model, () => compareTransforms(evaluated, uncovered(declared, model.task)));
    }
    return result;
  },
};

function uncovered({ transforms }: Augmentation, task: Task): MildTransform[] {
  const covered = new Set(transforms.flatMap(({ effects }) => effects));
  return mildTransforms.filter(
    (transform) => !covered.has(coveredBy[transform]) && (ofWholeImages.has(task) || !moving.has(transform)),
  );
}

async function compareTransforms(at: Evaluated, transforms: readonly MildTransform[]): Promise<Mildness> {
  const { model, samples, predictions, split } = at;
  const rows = sampleRows(samples, [...predictions.splits[split].rows], most);
  const variants = transforms.map((transform) => ({ preprocessing: model.preprocessing, transform }));
  const held = variants.length > 0 ? await holdVariants(at, variants, rows) : [];
  return {
    model: model.model,
    transforms: transforms.flatMap((transform, index) => {
      const own = held[index];
      const compared = own && compareHeld(at, transform, own.rows, own.declared, own.variant);
      return compared ? [{ transform, compared }] : [];
    }),
  };
}
