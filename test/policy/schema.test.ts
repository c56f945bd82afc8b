import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/policy/schema.ts';
import { mistakesIn, source } from './vocabulary.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(jsonSchema(source));

test.each([
  'version: 1',
  `version: 1
datasets: { plants: { format: imagefolder, root: data } }
models: { m: { file: m.onnx, task: classification, data: plants, score: accuracy } }
rules: { training-data/class-imbalance: [warning, { ratio: 3 }], ethics/*: off }
waivers: [{ rule: ethics/group-gap, subject: sex, until: 2027-01-01, reason: Known. }]`,
])('editors accept what the gate accepts: %j', (text) => {
  expect(mistakesIn(text)).toEqual([]);
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
});

test.each([
  'version: 2',
  'version: 1\nstrikt: true',
  'version: 1\ndatasets: { plants: { format: cocoa } }',
  'version: 1\ndatasets: { plants: { format: imagefolder, root: ../x } }',
  'version: 1\nrules: { training-data/class-imbalance: [warning, { ration: 3 }] }',
  'version: 1\nrules: { training-data/class-imbalance: [warning, { ratio: high }] }',
  'version: 1\nrules: { split-leakage: off }',
  'version: 1\nwaivers: [{ rule: ethics/group-gap, subject: sex, until: tomorrow, reason: Known. }]',
])('editors refuse what the gate refuses: %j', (text) => {
  expect(mistakesIn(text)).not.toEqual([]);
  expect(validate(parse(text))).toBe(false);
});
