import type { NearDuplicates, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { nameOnce } from '../shared/annotations.ts';
import { bestMatches, type Match, nearPairs, unchangedInPairs } from '../shared/near-pairs.ts';
import { copiesOf, namesByContent, pairOf, placeOf, repeated, unchangedAmong } from '../shared/samples.ts';
import { roleOf } from '../shared/splits.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/split-leakage',
    title: 'The same image, or the same unit, is in the training set and in an evaluation set.',
    why: 'A leaked image is graded on what was memorised, so the score is too high. So is an image of a patient, video or site that training has seen: the model recognises the unit, not the class.',
    fix: 'Keep each image, and all images of one unit, in one split.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['nearDuplicates'],
    messages: {
      image: '{path} in {split} is the same image as {twin} in {twinSplit}.',
      same: '{path} in {split} is the same picture as {twin} in {twinSplit}, in other bytes.',
      similar:
        '{path} in {split} looks like {twin} in {twinSplit}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
      unit: '{unit} has images in {splits}: {path} is in {split}.',
    },
    options: {
      distance:
        'Bits, of 64, in which the perceptual hashes of pictures may differ that are named, as a warning, without agreeing pixels.',
    },
  },

  defaults: { distance: 2 },

  *evaluate({ base, head, options }) {
    const once = nameOnce();
    for (const samples of Object.values(head.samples)) {
      const { path, split, dataset } = samples;
      const leaks = leakedImages(samples, base.samples?.[dataset]);
      const names = namesByContent(
        samples,
        base.samples?.[dataset],
        leaks.map(({ row }) => row),
      );
      for (const [index, { row, twin }] of leaks.entries()) {
        yield {
          message: 'image',
          subject: path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: path[row], split: split[row], twin: path[twin], twinSplit: split[twin] },
          evidence: pairOf(samples, [
            [twin, `${split[twin]}: ${path[twin]}`],
            [row, `${split[row]}: ${path[row]}`],
          ]),
        };
      }
      const near = nearLeaks(samples, base.samples?.[dataset], head.nearDuplicates[dataset], options.distance);
      for (const { row, twin, pair } of near) {
        yield {
          message: pair.confirmed ? 'same' : 'similar',
          subject: path[row],
          identity: once(pair.name),
          ...(pair.confirmed ? {} : { severity: 'warning' as const }),
          at: placeOf(samples, row),
          data: {
            path: path[row],
            split: split[row],
            twin: path[twin],
            twinSplit: split[twin],
            distance: pair.distance,
          },
          evidence: pairOf(samples, [
            [twin, `${split[twin]}: ${path[twin]}`],
            [row, `${split[row]}: ${path[row]}`],
          ]),
        };
      }
      const units = leakedUnits(samples);
      const unchanged = unchangedAmong(
        samples,
        base.samples?.[dataset],
        units.flatMap(({ rows }) => rows),
      );
      for (const { unit, rows, splits } of units) {
        const row = rows.find((row) => !unchanged(row)) ?? rows[0];
        yield {
          message: 'unit',
          subject: unit,
          identity: `${dataset}/${unit}`,
          at: placeOf(samples, row),
          measured: rows.length,
          limit: 0,
          unit: 'images',
          data: { unit, splits: listed(splits), path: path[row], split: split[row] },
        };
      }
    }
  },
});

interface Leak {
  /** The copy to blame: the one that is new, else the one that is evaluated on. */
  row: number;
  twin: number;
}

/** One leak for each copy in a later split of an image that an earlier split has. */
function leakedImages(samples: Samples, base: Samples | undefined): Leak[] {
  const { split } = samples;
  const groups = copiesOf(samples).map((rows) => rows.filter((row) => roleOf(split[row]) >= 0));
  const unchanged = unchangedAmong(samples, base, groups.flat());
  const leaks = groups.flatMap((rows) => {
    const first = rows.reduce((earliest, row) => Math.min(earliest, roleOf(split[row])), Number.POSITIVE_INFINITY);
    const sources = rows.filter((row) => roleOf(split[row]) === first);
    const source = sources.find(unchanged) ?? sources[0];
    return rows
      .filter((row) => roleOf(split[row]) > first)
      .map((row) => (unchanged(row) && !unchanged(source) ? { row: source, twin: row } : { row, twin: source }));
  });
  return leaks.sort((a, b) => a.row - b.row);
}

/** Each picture of a later split that looks like one of an earlier split; the copy to blame is the one that is new, as above. */
function nearLeaks(
  samples: Samples,
  base: Samples | undefined,
  near: NearDuplicates | undefined,
  distance: number,
): Match[] {
  const { split } = samples;
  const pairs = nearPairs(samples, near, distance);
  const unchanged = unchangedInPairs(samples, base, pairs);
  const matches = pairs.flatMap((pair): Match[] => {
    const rows = [...pair.first, ...pair.second].filter((row) => roleOf(split[row]) >= 0);
    const isFirst = (row: number) => pair.first.includes(row);
    const [early] = rows.toSorted((a, b) => roleOf(split[a]) - roleOf(split[b]) || a - b);
    if (early === undefined) return [];
    const late = rows.find((row) => isFirst(row) !== isFirst(early) && roleOf(split[row]) > roleOf(split[early]));
    if (late === undefined) return [];
    const blamed = unchanged(late) && !unchanged(early) ? early : late;
    return [{ row: blamed, twin: blamed === early ? late : early, pair }];
  });
  return bestMatches(matches);
}

interface LeakedUnit {
  unit: string;
  /** The unit's images in splits after its first. */
  rows: number[];
  splits: string[];
}

function leakedUnits({ unit, split, count }: Samples): LeakedUnit[] {
  if (!unit) return [];
  const groups = repeated(count, (row) => (roleOf(split[row]) < 0 ? null : unit[row] || null));
  return [...groups].flatMap(([name, rows]) => {
    const splits = [...new Set(rows.map((row) => split[row]))].sort((a, b) => roleOf(a) - roleOf(b));
    return splits.length > 1 ? [{ unit: name, splits, rows: rows.filter((row) => split[row] !== splits[0]) }] : [];
  });
}
