import changedGate from '../../../rules/ethics/changed-gate.ts';
import { gate, testRule } from '../../harness/rule/index.ts';

const workflow = '.github/workflows/vision-gate.yml';
const policy = {
  path: '.github/vision-gate.yml',
  change: 'policy' as const,
  detail: 'tolerance of classifier: 0.01 → 0.1.',
  at: { path: '.github/vision-gate.yml', line: 12 },
};

testRule(changedGate, {
  passes: [
    { name: 'the gate is as it was', pair: { gate: gate([]) } },
    { name: 'the policy was edited, which holds from the next pull request on', pair: { gate: gate([policy]) } },
  ],
  fails: [
    {
      name: 'another version of the gate is run, and a second workflow is gone',
      pair: {
        gate: gate([
          {
            path: workflow,
            change: 'edited',
            detail: 'vision-gate@v1 → vision-gate@fork',
            at: { path: workflow, line: 14 },
          },
          { path: 'nightly.yml', change: 'removed', detail: 'it used vision-gate@v1', at: { path: 'nightly.yml' } },
        ]),
      },
      problems: [
        { message: 'edited', subject: workflow, at: { path: workflow, line: 14 } },
        { message: 'removed', subject: 'nightly.yml' },
      ],
      texts: [
        `${workflow} runs the gate, and was edited: vision-gate@v1 → vision-gate@fork.`,
        'nightly.yml ran the gate, and was removed: it used vision-gate@v1.',
      ],
    },
    {
      name: 'the policy was edited, and its edits are to be findings',
      options: { policy: true },
      pair: { gate: gate([policy]) },
      problems: [{ message: 'policy', subject: policy.path, at: policy.at }],
      texts: ['.github/vision-gate.yml is the policy, and was edited: tolerance of classifier: 0.01 → 0.1.'],
    },
  ],
});
