import type { Model, Scores } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { scoresOf } from '../../src/score/tasks.ts';
import { amount, score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'model-choice/dominated-model',
    title: 'A model is bigger than another that does as well.',
    why: 'Parameters and operations cost memory, latency and power in every run of the model. A bigger model has to buy something with them.',
    fix: 'Keep the smaller model, or show on more evaluation images that the bigger one is better.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'scores'],
    uses: ['comparisons'],
    messages: {
      outgrown:
        '{model} has grown to {measured} times the {size} of its base, and is not significantly better: {score} is {own}, and was {theirs}.',
      dominated: '{model} scores {own} in {score} with {more} {size}, and {other} scores {theirs} with {fewer}.',
    },
    options: { growth: 'How many times bigger a model may be without being better.' },
  },

  defaults: { growth: 1.1 },

  *evaluate({ base, head, pair, options }) {
    for (const model of Object.values(head.models)) {
      const before = base.models?.[model.model];
      const compared = pair.comparisons[model.model]?.overall ?? [];
      const growth = before && growthOf(model, before);
      if (growth && growth.ratio > options.growth && compared.length > 0 && compared.every(mayBeNoBetter)) {
        const { head: own, base: theirs } = compared[compared.length - 1];
        yield {
          message: 'outgrown',
          subject: model.model,
          identity: `${model.model}/base`,
          at: { path: model.path },
          measured: growth.ratio,
          limit: options.growth,
          data: { model: model.model, size: growth.size, score: model.score, own: score(own), theirs: score(theirs) },
        };
      }

      const rival = bestRival(model, head, options.growth);
      if (!rival) continue;
      yield {
        message: 'dominated',
        subject: model.model,
        identity: `${model.model}/${rival.model.model}`,
        at: { path: model.path },
        data: {
          model: model.model,
          own: score(rival.own),
          score: model.score,
          more: amount(model[rival.size] ?? 0),
          size: sizes[rival.size],
          other: rival.model.model,
          theirs: score(rival.theirs),
          fewer: amount(rival.model[rival.size] ?? 0),
        },
      };
    }
  },
});

type Size = 'parameters' | 'macs';
const sizes: Record<Size, string> = { parameters: 'parameters', macs: 'multiply–accumulates' };

/** The interval of the loss does not exclude that nothing was gained. */
function mayBeNoBetter({ interval }: { interval: readonly [number, number] }): boolean {
  return interval[1] >= 0;
}

/** The larger of the two growths, unless one of them is a shrinkage. */
function growthOf(model: Model, other: Model): { ratio: number; size: string; key: Size } | null {
  const growths = (['parameters', 'macs'] as const).flatMap((key) => {
    const [own, theirs] = [model[key], other[key]];
    return own !== null && theirs ? [{ key, size: sizes[key], ratio: own / theirs }] : [];
  });
  if (growths.length === 0 || growths.some(({ ratio }) => ratio < 1)) return null;
  return growths.reduce((most, growth) => (growth.ratio > most.ratio ? growth : most));
}

interface Rival {
  model: Model;
  own: number;
  theirs: number;
  size: Size;
}

/** The best of the smaller models that score at least as well on the same evaluation split. */
function bestRival(
  model: Model,
  { models, scores }: { models: Record<string, Model>; scores: Record<string, Scores> },
  growth: number,
): Rival | null {
  const own = declared(scores[model.model]);
  if (!own) return null;
  const sign = scoresOf(model.task).direction(model.score) === 'higher' ? 1 : -1;
  const rivals = Object.values(models).flatMap((other): Rival[] => {
    const theirs = declared(scores[other.model]);
    const bigger = growthOf(model, other);
    const comparable =
      other !== model && other.dataset === model.dataset && other.task === model.task && other.score === model.score;
    if (!comparable || !theirs || theirs.n !== own.n || !bigger || bigger.ratio <= growth) return [];
    return sign * (theirs.value - own.value) >= 0
      ? [{ model: other, own: own.value, theirs: theirs.value, size: bigger.key }]
      : [];
  });
  return rivals.length === 0
    ? null
    : rivals.reduce((best, rival) => (sign * (rival.theirs - best.theirs) > 0 ? rival : best));
}

function declared(scores: Scores | undefined): { value: number; n: number } | null {
  const split = scores?.splits[scores.evaluation];
  return split?.declared.value == null ? null : { value: split.declared.value, n: split.n };
}
