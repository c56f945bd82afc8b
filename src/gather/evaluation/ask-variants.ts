import type { Model } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Variant } from '../../model/vision.ts';
import { encodeAnswer } from '../../vision/answers.ts';
import { pathsByHash, readImages } from '../contents.ts';
import { keepInBatches } from '../keep.ts';
import { materialise } from '../model-files.ts';
import type { ModelAt } from './ask-models.ts';
import { jobOf } from './job.ts';
import type { Asked } from './task-reader.ts';

/** Another way of feeding a model, and the kind under which the cache keeps its answers. */
export interface AskedVariant extends Variant {
  kind: string;
}

/**
 * Runs a model on rows of a dataset under several variants and keeps their answers by the content of the image. An image that
 * some variant lacks is decoded once for all of them; where a variant's answer is none, no bytes are kept.
 *
 * @throws Fault when the model cannot be run, or images could not be had
 */
export async function askVariants(
  { model, snapshot }: ModelAt,
  variants: readonly AskedVariant[],
  { samples, rows, split }: Pick<Asked, 'samples' | 'rows' | 'split'>,
  policy: Policy,
  tools: Tools,
): Promise<void> {
  const paths = pathsByHash(samples, rows);
  const lacking = new Set<string>();
  for (const { kind } of variants) {
    const known = tools.cache.getMany(kind, [...paths.keys()]);
    for (const hash of paths.keys()) if (!known.has(hash)) lacking.add(hash);
  }
  if (lacking.size === 0) return;
  const wanted = new Map([...paths].filter(([hash]) => lacking.has(hash)));
  const encoded = readImages(snapshot, wanted, (_hash, fault) => {
    if (fault.kind !== 'broken') throw fault;
  });
  const kept = variants.map(({ kind }) => keepInBatches(tools.cache, kind));
  let done = 0;
  for await (const { key, answers } of tools.vision.probe(await jobFor(model), [...variants], encoded)) {
    kept.forEach(({ add }, index) => {
      const answer = answers?.[index];
      add(key, answer ? encodeAnswer(answer) : new Uint8Array());
    });
    done += 1;
    tools.progress(`${model.model} otherwise prepared, on ${split}`, done, wanted.size);
  }
  for (const { flush } of kept) flush();

  async function jobFor(asked: Model) {
    return jobOf(asked, policy, await materialise(snapshot, asked, tools.scratch), tools.provider);
  }
}
