import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderTerminal } from '../../src/report/terminal.ts';
import { foreignText, reportWith } from './foreign.ts';
import { enormous, failing, mistaken, neutral, passing } from './sample.ts';

const plain = (report: typeof failing, width = 100) => renderTerminal(report, { colour: false, width });
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test.each([40, 80, 120])('only a word that is longer than %i characters exceeds that width', (width) => {
  const longer = (report: typeof failing) =>
    plain({ ...report, scores: [] }, width)
      .split('\n')
      .filter((line) => line.length > width);
  expect(longer(failing)).toEqual([]);
  const names = longer(enormous(3, 300)).map((line) => line.trim());
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((line) => line.includes(' '))).toEqual([]);
});

test('the verdict is the last line', () => {
  expect(lastLine(plain(failing))).toBe(
    'Failed: 11 errors, 1 rule that could not look, 1 rule that lost what it judges and 32 warnings',
  );
  expect(lastLine(plain(neutral))).toBe('Passed, with remarks: 1 undecided comparison');
  expect(lastLine(plain(passing))).toBe('Passed: nothing that this change brings in is at fault');
  expect(lastLine(plain(mistaken))).toBe('Failed: 2 mistakes in the policy');
});

test('errors stand nearer to the verdict than warnings', () => {
  const lines = plain(failing).split('\n');
  const last = (mark: string) => lines.findLastIndex((line) => line.startsWith(mark));
  const first = (mark: string) => lines.findIndex((line) => line.startsWith(mark));
  expect(first('✖')).toBeGreaterThan(last('▲'));
});

test('colours come only when asked for, and change no word', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes are what is looked for
  expect(plain(failing)).not.toMatch(/\u001b/);
  const coloured = renderTerminal(failing, { colour: true, width: 100 });
  expect(coloured).toContain('\u001b[31m');
  expect(stripVTControlCharacters(coloured)).toBe(plain(failing));
});

test('ten thousand findings fit on a screen or two', () => {
  expect(plain(enormous(10_000)).split('\n').length).toBeLessThan(60);
});

test('a finding says what to do, a worsened one what it was', () => {
  expect(plain(failing)).toContain('  → Keep each image, and all images of one unit, in one split.');
  expect(plain(failing, 200)).toContain('a ratio of 31 to 1. It was 24 at the base.');
});

test('rules with the same trouble stand together', () => {
  const causes = failing.causes.map(({ cause, results }) => ({
    cause,
    results: results.map((result) => ({ ...result, findings: [], lost: ['classifier'] })),
  }));
  const said = plain({ ...failing, causes });
  const lost = causes.flatMap(({ results }) => results).filter(({ severity }) => severity !== 'off');
  expect(said.match(/Lost what/g)).toHaveLength(
    new Set(lost.map(({ outcome, reason }) => `${outcome} ${reason}`)).size,
  );
  for (const { rule } of lost) expect(said).toContain(rule);
});

test('foreign text writes no terminal escape and no line that a runner takes for a command', () => {
  fc.assert(
    fc.property(foreignText, fc.integer({ min: 20, max: 120 }), (text, width) => {
      const said = plain(reportWith(text), width);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(said.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(said).not.toMatch(/^\s*::/m);
      expect(said).not.toContain('##[');
    }),
    { numRuns: 300 },
  );
});
