import { stringify } from 'yaml';
import type { FoundDataset, FoundModel } from './found.ts';

/** One dataset or model, with the comment above it. */
export interface Declared<T> {
  found: T;
  comment: string[];
}

const width = 110;

/** The policy file, with comments that say what was seen and what its owner should look at. */
export function policyText(
  datasets: readonly Declared<FoundDataset>[],
  models: readonly Declared<FoundModel>[],
): string {
  const blocks = [
    '# Vision Gate checks every pull request against this file, as the base branch has it.\n# Rules and what they mean: vision-gate rules, vision-gate explain RULE.\nversion: 1\n',
    `datasets:\n${datasets.map(({ found, comment }) => entry(found.name, { format: found.format, ...found.keys }, comment)).join('')}`,
    ...(models.length > 0
      ? [`models:\n${models.map(({ found, comment }) => entry(found.name, found.keys, comment)).join('')}`]
      : []),
    [
      '# Severities and limits that differ from the defaults, for example:',
      '# rules:',
      '#   training-data/blurry-image: off',
      '#   training-data/class-imbalance: [warning, { ratio: 50 }]',
      '',
    ].join('\n'),
  ];
  return blocks.join('\n');
}

function entry(name: string, keys: object, comment: readonly string[]): string {
  const lines = stringify({ [name]: keys }, { lineWidth: 0, flowCollectionPadding: true })
    .trimEnd()
    .split('\n');
  return [...comment.flatMap(wrapped), ...lines].map((line) => `  ${line}\n`).join('');
}

function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of sentence.replace(/\s+/g, ' ').split(' ')) {
    if (line.length + 1 + word.length > width && line !== '#') {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
