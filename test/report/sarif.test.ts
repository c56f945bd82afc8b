import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSarif } from '../../src/report/sarif.ts';
import { allFindings, isNew } from '../../src/report/wording.ts';
import { foreignText, reportWith } from './foreign.ts';
import { audit, enormous, failing, mistaken, neutral, passing, untouched } from './sample.ts';

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications?: object[];
      toolConfigurationNotifications?: object[];
    }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      baselineState: string;
      suppressions?: object[];
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[];
  }[];
}

const schema = JSON.parse(readFileSync(new URL('./sarif-2.1.0.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema);

const runOf = (report: Parameters<typeof toSarif>[0]) => (toSarif(report) as Log).runs[0];

test.each(Object.entries({ failing, neutral, passing, mistaken, untouched, audit }))(
  'the log of a report (%s) is valid SARIF 2.1.0',
  (_, report) => {
    expect(validate(toSarif(report)) || validate.errors).toBe(true);
  },
);

test('foreign text keeps the log valid, and makes no link', () => {
  fc.assert(
    fc.property(foreignText, (text) => {
      const log = toSarif(reportWith(text)) as Log;
      expect(validate(log) || validate.errors).toBe(true);
      for (const { message } of log.runs[0].results) expect(message.text).not.toContain('](');
    }),
    { numRuns: 50 },
  );
});

test('what a pull request brings in comes first, errors before warnings', () => {
  const { results } = runOf(failing);
  const fresh = allFindings(failing).filter(isNew);
  const states = results.map(({ baselineState, suppressions }) => baselineState !== 'unchanged' && !suppressions);
  expect(states.lastIndexOf(true)).toBe(fresh.length - 1);
  expect(results).toHaveLength(allFindings(failing).length);
  const levels = results.slice(0, fresh.length).map(({ level }) => level);
  expect(levels.lastIndexOf('error')).toBeLessThan(levels.indexOf('warning'));
});

test('each result names its rule by id and by index', () => {
  const { results, tool } = runOf(failing);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('a waived finding is suppressed', () => {
  const waived = runOf(failing).results.filter(({ suppressions }) => suppressions);
  expect(waived.map(({ ruleId }) => ruleId)).toEqual(['training-data/dark-image']);
});

test('a run that could not look is no success, and says so', () => {
  const [failed] = runOf(failing).invocations;
  expect(failed.executionSuccessful).toBe(false);
  expect(failed.toolExecutionNotifications).toHaveLength(2);
  expect(runOf(mistaken).invocations[0].toolConfigurationNotifications).toHaveLength(2);
  expect(runOf(passing).invocations[0]).toEqual({ executionSuccessful: true });
});

test('a path is a URI, whatever the file is called', () => {
  const uris = runOf(failing).results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);
  expect(uris).toContain('data/train/rust/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.png');
  for (const uri of uris) expect(new URL(uri, 'file:///').href).toBe(`file:///${uri}`);
});

test('no more results than GitHub takes', () => {
  const { results } = runOf(enormous(26_000));
  expect(results).toHaveLength(25_000);
  expect(results[0].level).toBe('error');
});
