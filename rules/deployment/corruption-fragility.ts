import type { Facts, Fragility } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { score as scoreText } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'deployment/corruption-fragility',
    title: 'A model does worse on noisy, blurred or badly lit pictures.',
    why: 'Evaluation images are cleaner than what a camera in a hall at night delivers. A model that gained a point on them may have lost ten on the pictures that it will meet.',
    fix: 'Train with noise, blur, JPEG compression and changes of light among the augmentations; or raise an option of this rule.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models'],
    uses: ['fragility', 'newFragility'],
    messages: {
      'more-fragile':
        '{model} scores {head} in {score} under {corruption} (severity {severity} of 5, {n} images), and its base {base}. On the images as they are, {cleanHead} and {cleanBase}.',
      fragile:
        '{model} scores {head} in {score} under {corruption} (severity {severity} of 5, {n} images), and {cleanHead} on the images as they are.',
    },
    options: {
      share: 'Share of its score that a model without a base may lose under a corruption: 0.3 is 30 %.',
    },
  },

  defaults: { share: 0.3 },

  *evaluate({ head, pair, options }) {
    for (const fragility of entriesOf(pair.fragility, head.models)) {
      for (const corrupted of fragility.corruptions) {
        if (!corrupted.compared) continue;
        const { base: _base, head: _head, data: _data, requiredN, ...test } = corrupted.compared;
        yield {
          ...test,
          ...place(fragility, corrupted.name),
          message: 'more-fragile',
          ...(requiredN !== null && { requiredN }),
          family: 'advisory',
          data: dataOf(fragility, corrupted),
        };
      }
    }
    for (const fragility of entriesOf(head.newFragility, head.models)) {
      const { clean, higherIsBetter } = fragility;
      for (const corrupted of fragility.corruptions) {
        if (!higherIsBetter || !clean.head || corrupted.head === null) continue;
        const lost = 1 - corrupted.head / clean.head;
        if (lost <= options.share) continue;
        yield {
          ...place(fragility, corrupted.name),
          message: 'fragile',
          measured: lost,
          limit: options.share,
          data: dataOf(fragility, corrupted),
        };
      }
    }
  },
});

function entriesOf(facts: Readonly<Record<string, Fragility>>, models: Facts['models']): Fragility[] {
  return Object.keys(models).flatMap((name) => facts[name] ?? []);
}

function place({ model, at }: Fragility, corruption: string) {
  return { subject: `${model} under ${corruption}`, identity: `${model}/${corruption}`, at };
}

function dataOf({ model, score, n, clean }: Fragility, corrupted: Fragility['corruptions'][number]) {
  const text = (value: number | null) => (value === null ? 'nothing' : scoreText(value));
  return {
    model,
    score,
    n,
    corruption: corrupted.name,
    severity: corrupted.severity,
    head: text(corrupted.head),
    base: text(corrupted.base),
    cleanHead: text(clean.head),
    cleanBase: text(clean.base),
  };
}
