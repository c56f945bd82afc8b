import { defineRule } from '../../src/model/rule.ts';
import { onEachData } from '../shared/paired.ts';
import { subjectTests } from '../shared/subject-tests.ts';

export default defineRule({
  meta: {
    id: 'ethics/group-regression',
    title: 'A model is right less often on the images of one group than its base.',
    why: 'A better average that one group pays for is a decision about people, and one that nobody took.',
    fix: "Look at the group's share of the training images, and at what this change added or relabelled.",
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores', 'comparisons'],
    uses: ['models'],
    messages: onEachData('{model} is right on {head} of {n} images of {name}; it was {base}.'),
    options: { tolerance: 'Loss of accuracy that is accepted, as a share: 0.02 is 2 points.' },
  },

  defaults: { tolerance: 0 },

  *evaluate(input) {
    yield* subjectTests(input, 'groups');
  },
});
