import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, lay } from '../../examples/hands/lay.ts';
import type { Report } from '../../src/model/report.ts';

const measured = JSON.parse(
  await readFile(new URL('../../examples/hands/training/measured.json', import.meta.url), 'utf8'),
);
const cli = new URL('../../src/cli.ts', import.meta.url).pathname;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'hands-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Lays out a pull request and has the gate's ethics rules judge it. */
async function judge(...changes: Change[]): Promise<Report> {
  const name = changes.join('-');
  const [directory, json] = [join(scratch, name), join(scratch, `${name}.json`)];
  lay(directory, changes);
  const options = ['--base', 'main', '--head', 'pull-request', '--cache', join(scratch, 'cache'), '--json', json];
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, 'check', '--repo', directory, '--only', 'ethics', ...options], (_, out, err) =>
      resolve(`${out}${err}`),
    );
  });
  const text = await readFile(json, 'utf8').catch(() => {
    throw new Error(said);
  });
  return JSON.parse(text);
}

const resultOf = (report: Report, id: string) => {
  const result = report.causes.flatMap(({ results }) => results).find(({ rule }) => rule === id);
  if (result?.outcome !== 'ran') throw new Error(`${id} did not run: ${result?.reason}`);
  return result;
};
const newsOf = (report: Report, id: string) =>
  resultOf(report, id).findings.filter(({ origin }) => origin !== 'inherited');
const groupsOf = (side: Report['scores'][number]['head']) =>
  Object.fromEntries((side?.groups ?? []).map(({ value, score }) => [value, Number(score?.toFixed(4))]));

describe('pull requests to a classifier that does worse on dark hands', () => {
  test('one that widens the gap fails on the group', async () => {
    const report = await judge('widen');
    const [{ base, head }] = report.scores;
    expect(groupsOf(base)).toEqual(measured.base.by_skin_tone);
    expect(groupsOf(head)).toEqual(measured.widen.by_skin_tone);
    expect(report.verdict.conclusion).toBe('failure');
    expect(newsOf(report, 'ethics/group-gap')).toMatchObject([{ origin: 'worsened', severity: 'error' }]);
    expect(newsOf(report, 'ethics/group-regression').map(({ subject }) => subject)).toContain(
      'classifier: skin_tone=dark',
    );
  });

  test('one that mends it passes, and the gap is told as fixed', async () => {
    const report = await judge('mend');
    expect(groupsOf(report.scores[0].head)).toEqual(measured.mend.by_skin_tone);
    expect(report.verdict.conclusion).not.toBe('failure');
    expect(resultOf(report, 'ethics/group-gap').fixed.map(({ subject }) => subject)).toEqual(['classifier: skin_tone']);
  });

  test.each<[string, Change]>([
    ['dropping the images', 'drop-images'],
    ['editing the attributes', 'edit-attributes'],
  ])('one that hides the gap by %s fails', async (_, change) => {
    const report = await judge(change);
    expect(report.verdict.conclusion).toBe('failure');
    expect(newsOf(report, 'ethics/group-gap')).toMatchObject([{ message: 'hidden', severity: 'error' }]);
    expect(newsOf(report, 'ethics/missing-group').map(({ message }) => message)).toContain('dropped');
  });

  test.each<[string, Change]>([
    ['dropping the images', 'drop-images'],
    ['editing the attributes', 'edit-attributes'],
  ])('a worse model that hides behind %s fails on base’s images and attributes', async (_, change) => {
    const report = await judge(change, 'widen');
    expect(report.verdict.conclusion).toBe('failure');
    const worse = newsOf(report, 'ethics/group-regression').map(({ text }) => text);
    expect(worse).toContainEqual(
      expect.stringMatching(
        /^On the base's evaluation data, classifier is right on 0\.462 of 78 images of skin_tone=dark/,
      ),
    );
  });
}, 600_000);
