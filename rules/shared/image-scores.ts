import type { Facts, Images } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';
import type { Evidence } from '../../src/model/finding.ts';
import { imageOf, namesByContent, placeOf } from './samples.ts';

interface Side {
  samples?: Facts['samples'];
  images?: Facts['images'];
}

/** An image whose score is below the limit, ready to be said; `data` has its size too. */
interface LowScore {
  subject: string;
  identity: string;
  at: Position;
  measured: number;
  limit: number;
  data: { path: string; width: number; height: number };
  evidence: Evidence;
}

/** Every readable image whose score, low where bad and NaN where there is none, is below `limit`. */
export function* imagesBelow(
  { base, head }: { base: Side; head: Required<Side> },
  score: (images: Images, row: number) => number,
  limit: number,
): Generator<LowScore> {
  for (const images of Object.values<Images>(head.images)) {
    const { dataset } = images;
    const samples = head.samples[dataset];
    if (!samples) continue;
    const values = Float64Array.from({ length: samples.count }, (_, row) => score(images, row));
    const rows = [...values.keys()].filter((row) => values[row] < limit);
    const names = namesByContent(samples, base.samples?.[dataset], rows);
    for (const [index, row] of rows.entries()) {
      yield {
        subject: samples.path[row],
        identity: names[index],
        at: placeOf(samples, row),
        measured: values[row],
        limit,
        data: { path: samples.path[row], width: images.width[row], height: images.height[row] },
        evidence: imageOf(samples, row),
      };
    }
  }
}
