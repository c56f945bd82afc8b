import { defineRule } from '../../src/model/rule.ts';
import { onEachData } from '../shared/paired.ts';
import { subjectTests } from '../shared/subject-tests.ts';

export default defineRule({
  meta: {
    id: 'metrics/slice-regression',
    title: 'A model got worse on a part of the evaluation images.',
    why: 'A better average can hide a loss on night images, one camera or one site: the users there meet that part, not the average. Slices are values of attributes (those of `groups` are judged by `ethics/group-regression`), the outer thirds of brightness, contrast, sharpness, size and shape, and what a search finds on one half of the images and confirms on the other. One is named where it lost more than the whole.',
    fix: "Look at the slice's evaluation images and at what training saw of their kind; add such images, or weight them.",
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['scores', 'comparisons'],
    uses: ['models'],
    messages: onEachData('{model} reaches {head} in {score} on {n} images of {name}; it was {base}.'),
    options: { tolerance: "Loss that is accepted, in the score's own unit: 0.02 is 2 points of accuracy." },
  },

  defaults: { tolerance: 0 },

  *evaluate(input) {
    yield* subjectTests(input, 'slices', 'advisory');
  },
});
