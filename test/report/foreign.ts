import fc from 'fast-check';
import type { Report } from '../../src/model/report.ts';
import { buildReport } from '../../src/report/build.ts';
import { byCause, finding, judged, result } from './sample/make.ts';
import { smaller } from './sample/model-diffs.ts';
import { classifier } from './sample/scores.ts';

const pieces = [
  ...['<b>', '</details>', '<!--', '&lt;', '&#60;', '"', "'", '`', '``', '|', '\\', '\\|', '*', '_', '~~', '$', '#1'],
  ...['@team', '@', '[a](b)', '![a](b)', 'https://evil.example', 'www.evil.example', '::error::', '##[error]', ']]>'],
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    '    ',
    '\0',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ud800',
    '\uffff',
    'ü',
    '1. ',
    '- ',
  ],
];

/** Text as an attacker would name a file. */
export const foreignText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
);

/** A report that holds `text` wherever a pull request has a say. */
export function reportWith(text: string): Report {
  const found = finding('training-data/split-leakage', text, `${text} in test is in train, too.`, {
    at: { path: text, line: 3 },
  });
  const results = [
    result('training-data/split-leakage', {
      findings: [found, { ...found, origin: 'inherited' }, { ...found, waiver: { reason: text, until: '2027-01-01' } }],
      fixed: [found],
    }),
    result('metrics/class-regression', {
      tests: [
        judged('metrics/class-regression', text, 'inconclusive', {
          effect: 0,
          interval: [0, 0],
          tolerance: 0,
          p: 1,
          adjustedP: 1,
          n: 1,
        }),
      ],
    }),
    result('compute/over-budget', { outcome: 'errored', reason: text, lost: [text] }),
  ];
  return {
    ...buildReport({
      tool: '0.1.0',
      repository: text,
      base: { commit: '1'.repeat(40), ref: text },
      head: { commit: '2'.repeat(40), ref: text },
      policy: { path: text, commit: '1'.repeat(40), side: 'base' },
      verdict: { conclusion: 'failure', because: [text, `training-data/split-leakage: ${text}`] },
      causes: byCause(results),
      mistakes: [{ at: { path: text, line: 1 }, message: text }],
      notes: [{ text }],
      environment: { [text]: text },
    }),
    scores: [{ ...classifier, model: text, dataset: text }],
    changes: {
      datasets: [
        {
          dataset: text,
          samples: [
            {
              kind: 'relabelled',
              path: text,
              hash: '',
              split: text,
              label: text,
              from: { label: text, path: text },
              at: { path: text },
            },
          ],
          totals: [{ kind: 'relabelled', split: text, from: text, n: 1 }],
          relabellings: [{ split: text, from: text, to: text, n: 1 }],
          classes: { base: [text], head: ['a class of ours', text], moved: [{ name: text, from: 0, to: 1 }] },
          counts: [{ split: text, label: text, base: 2, head: 1 }],
          annotations: {
            counts: [{ split: text, label: text, base: 1, head: 2 }],
            totals: [{ kind: 're-classed', split: 'test', label: text, n: 1 }],
            relabellings: [{ split: text, from: text, to: text, n: 1 }],
            items: [
              {
                kind: 're-classed',
                path: text,
                hash: '',
                split: 'test',
                label: text,
                from: text,
                iou: 1,
                at: { path: text, line: 1 },
              },
            ],
          },
        },
      ],
      models: [{ model: text, weights: 'changed', preprocessing: 'same' }],
      modelDiffs: [
        {
          ...smaller,
          model: text,
          base: {
            ...smaller.base,
            producer: text,
            opsets: { [text]: 1 },
            quantisation: { scheme: 'none', weights: text },
          },
          interface: [{ kind: 'input', name: text, was: text, now: text }],
          operators: [{ operator: text, base: 0, head: 1 }],
          tensors: {
            ...smaller.tensors!,
            lists: {
              changed: [{ name: text, type: text, shape: [1] }],
              added: [{ name: text, type: text, shape: [1] }],
              removed: [{ name: text, type: text, shape: [1] }],
              renamed: [{ name: text, from: text, type: text, shape: [1] }],
            },
          },
        },
      ],
    },
  };
}
