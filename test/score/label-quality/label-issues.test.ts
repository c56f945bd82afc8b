import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calibrated, confidentCounts, confidentThresholds } from '../../../src/score/label-quality/confident-joint.ts';
import { labelFilters, labelIssues } from '../../../src/score/label-quality/label-issues.ts';
import { labelQualities, labelQuality } from '../../../src/score/label-quality/quality.ts';

const reference = JSON.parse(readFileSync(new URL('../../reference/label_quality.json', import.meta.url), 'utf8')) as {
  classes: number;
  labels: number[];
  probabilities: number[];
  thresholds: number[];
  joint: number[][];
  issues: Record<string, number[]>;
  quality: Record<string, number[]>;
}[];

describe.each(
  reference.map((one, index) => ({ ...one, name: `case ${index}: ${one.labels.length} × ${one.classes}` })),
)('as cleanlab, $name', ({ classes, labels, probabilities, thresholds, joint, issues, quality }) => {
  const given = { labels: Int32Array.from(labels), probabilities: Float64Array.from(probabilities), classes };

  test('thresholds and the confident joint', () => {
    for (const [k, value] of confidentThresholds(given).entries()) expect(value).toBeCloseTo(thresholds[k], 12);
    const counted = calibrated(confidentCounts(given).joint, given.labels);
    expect(counted.map((row) => [...row])).toEqual(joint);
  });

  test.each(labelFilters)('issues by %s', (filter) => {
    const flags = labelIssues(given, filter);
    expect([...flags.keys()].filter((row) => flags[row] === 1)).toEqual(issues[filter]);
  });

  test.each(labelQualities)('quality by %s', (method) => {
    const actual = labelQuality(given, method);
    expect(actual).toHaveLength(labels.length);
    for (const [row, value] of actual.entries()) expect(value).toBeCloseTo(quality[method][row], 12);
  });
});
