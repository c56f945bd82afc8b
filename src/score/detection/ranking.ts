/** What one score reads of the matches of one class: its detections by falling score, and where its true objects are. */
import type { ClassMatches } from './matching.ts';
import { type Size, sizes } from './protocol.ts';

/** Which part of COCO's evaluation a score reads. */
export interface Part {
  size: Size;
  /** Detections of an image and class that count, at most 100. */
  limit: number;
  /** Indices into the overlap thresholds, ascending. */
  thresholds: readonly number[];
}

/** Detections by falling score, without those that are ignored at every threshold of the part. */
export interface Ranking {
  score: Float64Array;
  image: Int32Array;
  /** Bit t: true positive at overlap threshold t. */
  found: Uint16Array;
  /** Bit t: ignored at overlap threshold t. */
  ignored: Uint16Array;
  /** Image of each true object that counts; ascending. */
  truthImage: Int32Array;
}

/** The ranking of one class in one part of the evaluation. */
export function rankingOf(matches: ClassMatches, { size, limit, thresholds }: Part): Ranking {
  const m = matches.row.length;
  const s = sizes.indexOf(size);
  const read = thresholds.reduce((bits, t) => bits | (1 << t), 0);
  const kept = new Int32Array(m);
  const { rank, ignored } = matches;
  let n = 0;
  for (let at = 0; at < m; at++) if (rank[at] < limit && (ignored[s * m + at] & read) !== read) kept[n++] = at;
  const ranking: Ranking = {
    score: new Float64Array(n),
    image: new Int32Array(n),
    found: new Uint16Array(n),
    ignored: new Uint16Array(n),
    truthImage: matches.truth.image.filter((_, at) => (matches.truth.counted[at] >> s) & 1),
  };
  for (let to = 0; to < n; to++) {
    const at = kept[to];
    ranking.score[to] = matches.score[at];
    ranking.image[to] = matches.image[at];
    ranking.found[to] = matches.found[s * m + at] & read;
    ranking.ignored[to] = matches.ignored[s * m + at] & read;
  }
  return ranking;
}

/**
 * Two models' rankings as one of twice the images: base's image i is 2i there, head's is 2i + 1. Equal scores stand in the
 * order of images, as they do in each.
 */
export function poolRankings(base: Ranking, head: Ranking): Ranking {
  const n = base.score.length + head.score.length;
  const pooled: Ranking = {
    score: new Float64Array(n),
    image: new Int32Array(n),
    found: new Uint16Array(n),
    ignored: new Uint16Array(n),
    truthImage: new Int32Array(base.truthImage.length + head.truthImage.length),
  };
  for (let at = 0, b = 0, h = 0; at < n; at++) {
    const before =
      h === head.score.length ||
      (b < base.score.length &&
        (base.score[b] > head.score[h] || (base.score[b] === head.score[h] && base.image[b] <= head.image[h])));
    const own = before ? base : head;
    const from = before ? b++ : h++;
    pooled.score[at] = own.score[from];
    pooled.image[at] = 2 * own.image[from] + Number(!before);
    pooled.found[at] = own.found[from];
    pooled.ignored[at] = own.ignored[from];
  }
  pooled.truthImage.set(base.truthImage.map((image) => 2 * image));
  pooled.truthImage.set(
    head.truthImage.map((image) => 2 * image + 1),
    base.truthImage.length,
  );
  return pooled;
}

/** Marks in `differs` the images in which the two rankings are not the same detections with the same fate. */
export function markDifferences(base: Ranking, head: Ranking, differs: Uint8Array): void {
  const start = new Int32Array(differs.length + 1);
  for (const image of base.image) start[image + 1]++;
  for (let i = 0; i < differs.length; i++) start[i + 1] += start[i];
  const positions = new Int32Array(base.image.length);
  const next = start.slice();
  base.image.forEach((image, at) => {
    positions[next[image]++] = at;
  });
  next.set(start);
  head.image.forEach((image, h) => {
    const at = next[image]++;
    const b = positions[at];
    const same =
      at < start[image + 1] &&
      base.score[b] === head.score[h] &&
      base.found[b] === head.found[h] &&
      base.ignored[b] === head.ignored[h];
    if (!same) differs[image] = 1;
  });
  for (let i = 0; i < differs.length; i++) if (next[i] !== start[i + 1]) differs[i] = 1;
}
