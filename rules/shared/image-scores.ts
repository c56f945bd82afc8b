import type { Facts, Images } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';
import type { Evidence } from '../../src/model/finding.ts';
import { imageOf, namesByContent, placeOf } from './samples.ts';

interface Side {
  samples?: Facts['samples'];
  images?: Facts['images'];
}

/** An image whose score is below the limit, ready to be said. */
interface LowScore {
  subject: string;
  identity: string;
  at: Position;
  measured: number;
  limit: number;
  data: { path: string };
  evidence: Evidence;
}

/** Every readable image whose score, 0–1 and low where bad, is below `limit`. */
export function* imagesBelow(
  { base, head }: { base: Side; head: Required<Side> },
  score: 'dark' | 'bright' | 'blurry' | 'lowInformation',
  limit: number,
): Generator<LowScore> {
  for (const { dataset, [score]: values } of Object.values<Images>(head.images)) {
    const samples = head.samples[dataset];
    if (!samples) continue;
    const rows = [...values.keys()].filter((row) => values[row] < limit);
    const names = namesByContent(samples, base.samples?.[dataset], rows);
    for (const [index, row] of rows.entries()) {
      yield {
        subject: samples.path[row],
        identity: names[index],
        at: placeOf(samples, row),
        measured: values[row],
        limit,
        data: { path: samples.path[row] },
        evidence: imageOf(samples, row),
      };
    }
  }
}
