import type { NearDuplicates, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { nameOnce } from '../shared/annotations.ts';
import { bestMatches, type Match, nearPairs, unchangedInPairs } from '../shared/near-pairs.ts';
import { pairOf, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/near-duplicate',
    title: 'A split holds the same picture more than once, in other bytes.',
    why: 'A picture that was resized, recompressed or cropped is no second example. In training it is learnt by heart, and in evaluation it counts twice. Near copies across splits and with other labels are worse, and have rules of their own.',
    fix: 'Keep one of each picture, the best one. Frames of one video, or parts of one sheet, can look alike without being the same: name them by a `unit` in the policy, so that they stay in one split.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'nearDuplicates'],
    messages: {
      same: '{path} is the same picture as {twin}, in {split}, in other bytes.',
      similar:
        '{path} looks like {twin}, in {split}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree.',
    },
    options: {
      distance:
        'Bits, of 64, in which the perceptual hashes of pictures may differ that are named without agreeing pixels.',
    },
  },

  defaults: { distance: 2 },

  *evaluate({ base, head, options }) {
    const once = nameOnce();
    for (const near of Object.values<NearDuplicates>(head.nearDuplicates)) {
      const samples = head.samples[near.dataset];
      if (!samples) continue;
      const { path, split } = samples;
      for (const { row, twin, pair } of matches(samples, base.samples?.[near.dataset], near, options.distance)) {
        yield {
          message: pair.confirmed ? 'same' : 'similar',
          subject: path[row],
          identity: once(pair.name),
          at: placeOf(samples, row),
          data: { path: path[row], twin: path[twin], split: split[row], distance: pair.distance },
          evidence: pairOf(samples, [
            [twin, path[twin]],
            [row, path[row]],
          ]),
        };
      }
    }
  },
});

/** Each picture that looks like an earlier one of its split and label; those that base has too are earlier than new ones. */
function matches(samples: Samples, base: Samples | undefined, near: NearDuplicates, distance: number): Match[] {
  const { split, label } = samples;
  const pairs = nearPairs(samples, near, distance);
  const unchanged = unchangedInPairs(samples, base, pairs);
  const isLater = (a: number, b: number) => (unchanged(a) === unchanged(b) ? a > b : unchanged(b));
  return bestMatches(
    pairs.flatMap((pair) =>
      pair.first.flatMap((a) => {
        const b = pair.second.find((other) => split[other] === split[a] && label[other] === label[a]);
        if (b === undefined) return [];
        return [isLater(a, b) ? { row: a, twin: b, pair } : { row: b, twin: a, pair }];
      }),
    ),
  );
}
