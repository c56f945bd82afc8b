import { defineRule } from '../../src/model/rule.ts';
import { onEachData } from '../shared/paired.ts';
import { subjectTests } from '../shared/subject-tests.ts';

export default defineRule({
  meta: {
    id: 'metrics/class-regression',
    title: 'A model got worse on one class.',
    why: 'A better average can hide a class that got worse, and the users of that class do not meet the average.',
    fix: "Look at the class's training images: fewer of them, new labels, or new images that look like another class.",
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores', 'comparisons'],
    uses: ['models'],
    messages: onEachData('{model} reaches {head} in {score} of {name}, on {n} {things}; it was {base}.'),
    options: { tolerance: "Loss that is accepted, in the score's own unit: 0.02 is 2 points of recall." },
  },

  defaults: { tolerance: 0 },

  *evaluate(input) {
    yield* subjectTests(input, 'classes');
  },
});
