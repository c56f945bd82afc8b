import type { Comparisons, Flip } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { wilsonInterval } from '../../src/statistics/proportions.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/negative-flips',
    title: 'Many right answers turned wrong.',
    why: 'Two models of the same score can differ in many answers. Each that turned from right to wrong is a case that worked for a user and no longer does, however many others were won.',
    fix: 'Look at the images, the surest first. Distil from the old model, or average the two, if the answers must stay; say so in the release notes if they need not.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['comparisons'],
    messages: {
      many: '{negative} of {n} {things} that {model} got right before are wrong now ({share}, at least {low} with 95 % confidence); {positive} turned from wrong to right.',
      flipped: '{path}: {model} answered {was}{before} and now answers {is}{after}; it is {label}.',
      missed: '{path}: {model} found {label}{before} and now misses it.',
      worse: '{path}: {model} reached {was} and now reaches {is}.',
    },
    options: {
      share: 'Share of images or objects that may turn from right to wrong, 0–1.',
      listed: 'Images or objects that are named, those that are worst first.',
    },
  },

  defaults: { share: 0.03, listed: 5 },

  *evaluate({ pair, options }) {
    for (const { model, flips, negativeFlips } of Object.values<Comparisons>(pair.comparisons)) {
      const { negative, positive, of, n } = flips;
      if (n === 0) continue;
      const [low] = wilsonInterval(negative, n);
      if (low <= options.share) continue;
      yield {
        message: 'many',
        subject: model,
        identity: model,
        measured: negative / n,
        limit: options.share,
        data: { negative, positive, n, things: of, model, share: percent(negative / n), low: percent(low) },
      };
      for (const flip of negativeFlips.slice(0, options.listed)) {
        yield {
          message: kindOf(flip),
          subject: flip.path,
          identity: `${model} ${flip.hash} ${flip.box?.join() ?? ''}`,
          at: { path: flip.path },
          data: dataOf(flip, model),
          evidence: { kind: 'image', images: [{ path: flip.path, hash: flip.hash, side: 'head' }] },
        };
      }
    }
  },
});

/** By what the task answers: a class, an object, or how near it came. */
function kindOf({ label, box }: Flip): 'flipped' | 'missed' | 'worse' {
  if (label === '') return 'worse';
  return box ? 'missed' : 'flipped';
}

function dataOf(flip: Flip, model: string): Record<string, string> {
  const { path, label, base, head } = flip;
  const sure = (confidence: number | null) => (confidence === null ? '' : ` with ${percent(confidence)}`);
  switch (kindOf(flip)) {
    case 'worse':
      return { path, model, was: base.answer, is: head.answer };
    case 'missed':
      return { path, model, label, before: sure(base.confidence) };
    case 'flipped':
      return {
        path,
        model,
        label,
        was: base.answer,
        is: head.answer,
        before: sure(base.confidence),
        after: sure(head.confidence),
      };
  }
}
