import type { RestorationResults } from '../../../model/facts.ts';
import { keepInBatches } from '../../keep.ts';
import { itemsOf, questionsOf } from '../questions.ts';
import { readerOf } from '../tasks.ts';
import type { Judged, Rivals } from './rivals.ts';

const version = 1;

/** Leaves every picture as it is; where it should become a larger one, it is enlarged by bicubic interpolation. */
export const untouched: Rivals = async (judged) => {
  const { samples, evaluation, predictions } = judged;
  if (evaluation.results.task !== 'restoration') return [];
  const found = await likenesses(judged);
  const { keyOf } = readerOf('restoration');
  const own = Array.from(evaluation.rows, (row) => found.get(keyOf(samples, row)) ?? null);
  const missing = own.indexOf(null);
  if (missing >= 0) {
    const path = samples.path[evaluation.rows[missing]];
    judged.tools.note(`${predictions.model} was not compared with untouched pictures: ${path} is not like its target.`);
    return [];
  }
  const column = (at: 0 | 1) => Float64Array.from(own, (values) => values?.[at] ?? Number.NaN);
  const results: RestorationResults = { task: 'restoration', psnr: column(0), ssim: column(1) };
  return [{ method: 'untouched', results }];
};

/** PSNR and SSIM by what they depend on: both pictures' contents. */
async function likenesses({ snapshot, samples, evaluation, tools }: Judged): Promise<Map<string, Float64Array>> {
  const { decoder } = await tools.vision.versions();
  const kind = `untouched@${version} ${decoder}`;
  const items = itemsOf('restoration', { samples, rows: [...evaluation.rows] });
  const found = new Map<string, Float64Array>();
  for (const [key, bytes] of tools.cache.getMany(kind, [...items.keys()])) {
    items.delete(key);
    if (bytes.byteLength > 0) found.set(key, new Float64Array(bytes.slice().buffer));
  }
  if (items.size === 0) return found;
  const kept = keepInBatches(tools.cache, kind);
  for await (const { key, likeness } of tools.vision.untouched(questionsOf(snapshot, items))) {
    const values = likeness ? Float64Array.of(likeness.psnr, likeness.ssim) : new Float64Array();
    kept.add(key, new Uint8Array(values.buffer));
    if (likeness) found.set(key, values);
  }
  kept.flush();
  return found;
}
