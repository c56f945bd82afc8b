import { describe, expect, test } from 'vitest';
import { recogniseLicence } from '../../src/gather/governance/licence-texts.ts';
import { governance } from '../../src/gather/governance.ts';
import { samples } from '../../src/gather/samples.ts';
import { targets } from '../../src/gather/targets.ts';
import type { Governance } from '../../src/model/facts.ts';
import type { DatasetPolicy, ModelPolicy } from '../../src/model/policy.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

async function gather(
  files: Record<string, Content>,
  dataset: Partial<DatasetPolicy> = { splits: { train: 'data/train', test: 'data/test' } },
  model: Partial<ModelPolicy> = { file: 'models/c.onnx' },
): Promise<Governance> {
  const snapshot = snapshotOf(files);
  const policy = policyOf({ datasets: { plants: dataset }, models: { classifier: model } });
  const tools = textTools();
  const listed = await samples.gather(snapshot, policy, tools, { facts: {}, unread: [] });
  const sofar = { facts: { samples: listed.entries }, unread: [] };
  return (await governance.gather(snapshot, policy, tools, sofar)).entries.repository;
}

const images = { 'data/train/cat/a.png': 'a', 'data/test/cat/b.png': 'b' };
const mit =
  'MIT License\n\nPermission is hereby granted, free of charge, … subject to: The above copyright notice and this permission notice shall be included';
const ccBy = 'Creative Commons Attribution 4.0 International Public License';

async function datasetLicence(files: Record<string, Content>, dataset?: Partial<DatasetPolicy>) {
  return (await gather({ ...images, ...files }, dataset)).licences.find(({ kind }) => kind === 'dataset')!;
}

async function modelLicence(files: Record<string, Content>, model: Partial<ModelPolicy> = {}) {
  const { licences } = await gather({ 'models/c.onnx': '', ...files }, undefined, { file: 'models/c.onnx', ...model });
  return licences.find(({ kind }) => kind === 'model')!;
}

describe('the licence of a dataset', () => {
  test('is in the front matter of the nearest card, at its line', async () => {
    const card = '---\r\npretty_name: Plants\r\nlicense: cc-by-4.0\r\n---\r\n# Plants\r\n';
    expect(await datasetLicence({ 'data/README.md': card, 'README.md': '---\nlicense: mit\n---\n' })).toMatchObject({
      name: 'plants',
      licence: 'cc-by-4.0',
      at: { path: 'data/README.md', line: 3 },
    });
  });

  test('may have a name of its own, or be several', async () => {
    const licence = async (text: string) => (await datasetLicence({ 'data/README.md': `---\n${text}\n---\n` })).licence;
    expect(await licence('license: other\nlicense_name: hospital-terms')).toBe('hospital-terms');
    expect(await licence('license: [mit, cc0-1.0]')).toBe('mit, cc0-1.0');
    expect(await licence('license: unknown')).toBeNull();
    expect(await licence('title: "unclosed')).toBeNull();
  });

  test('is in a licence file beside it, above it, or in each of its folders', async () => {
    expect(await datasetLicence({ 'data/LICENCE.txt': ccBy })).toMatchObject({
      licence: 'CC-BY-4.0',
      at: { path: 'data/LICENCE.txt', line: 1 },
    });
    const each = { 'data/train/LICENSE': ccBy, 'data/test/COPYING': mit };
    expect((await datasetLicence(each)).licence).toBe('CC-BY-4.0');
    expect((await datasetLicence({ 'data/train/LICENSE': ccBy })).licence).toBeNull();
  });

  test('is in a column of its table when every row has one', async () => {
    const dataset = { format: 'table', table: 'data/t.csv' } as const;
    const table = (last: string) => ({
      'data/t.csv': `path,License\ntrain/cat/a.png,CC0-1.0\ntest/cat/b.png,${last}\n`,
    });
    expect(await datasetLicence(table('CC-BY-4.0'), dataset)).toMatchObject({
      licence: 'CC-BY-4.0, CC0-1.0',
      at: { path: 'data/t.csv' },
    });
    expect((await datasetLicence(table(''), dataset)).licence).toBeNull();
  });

  test('is in the policy, after what lies nearer', async () => {
    const dataset = { splits: { train: 'data' }, licence: 'CC0-1.0' };
    expect(await datasetLicence({}, dataset)).toMatchObject({ licence: 'CC0-1.0', at: { path: 'vision-gate.yml' } });
    expect((await datasetLicence({ 'data/LICENSE': mit }, dataset)).licence).toBe('MIT');
  });

  test('is the repository’s own only if that speaks of data', async () => {
    expect((await datasetLicence({ LICENSE: ccBy })).licence).toBe('CC-BY-4.0');
    expect((await datasetLicence({ 'README.md': '---\nlicense: mit\n---\n' })).licence).toBe('mit');
    expect(await datasetLicence({ LICENSE: mit })).toEqual({
      name: 'plants',
      kind: 'dataset',
      licence: null,
      at: { path: 'vision-gate.yml' },
      looked: ['data', 'data/train', 'data/test', 'README.md', 'LICENSE'],
    });
  });

  test('is not asked of a dataset that the commit does not have', async () => {
    expect((await gather({ LICENSE: mit })).licences).toEqual([]);
  });
});

describe('the licence of a model', () => {
  test('is in its declared card, beside it, or the repository’s, in this order', async () => {
    const files = { 'docs/card.md': '---\nlicence: apache-2.0\n---\n', 'models/LICENSE': ccBy, LICENSE: mit };
    expect((await modelLicence(files, { card: 'docs/card.md' })).licence).toBe('apache-2.0');
    expect((await modelLicence(files)).licence).toBe('CC-BY-4.0');
    expect((await modelLicence({ LICENSE: mit })).licence).toBe('MIT');
    expect((await modelLicence({}, { licence: 'Apache-2.0' })).licence).toBe('Apache-2.0');
    expect(await modelLicence({}, { card: 'docs/card.md' })).toMatchObject({
      licence: null,
      looked: ['docs/card.md', 'models', 'README.md'],
    });
  });
});

describe('a licence’s text', () => {
  test.each([
    ['Apache License\n   Version 2.0, January 2004', 'Apache-2.0'],
    ['GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3', 'AGPL-3.0'],
    ['Redistribution and use in source and binary forms … Neither the name of', 'BSD-3-Clause'],
    ['Redistribution and use in source and binary forms, with or without', 'BSD-2-Clause'],
    ['Attribution-NonCommercial-ShareAlike 4.0 International', 'CC-BY-NC-SA-4.0'],
    ['Creative Commons Attribution-NoDerivatives 4.0', 'CC-BY-ND-4.0'],
    ['This data is licensed under CC BY-SA 3.0.', 'CC-BY-SA-3.0'],
    ['CC0 1.0 Universal\n', 'CC0-1.0'],
    ['SPDX-License-Identifier: ODbL-1.0\n', 'ODbL-1.0'],
    ['\n  Terms of the Museum of Plants, 2026\n\nYou may …', 'Terms of the Museum of Plants, 2026'],
    [' \n', null],
  ])('%j is %s', (text, licence) => {
    expect(recogniseLicence(text)).toBe(licence);
  });
});

describe('workflows that run the gate', () => {
  const workflow = (step: string) =>
    `on: pull_request\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - ${step}\n`;
  const found = async (files: Record<string, Content>) =>
    (await gather(files)).workflows.map(({ path, uses }) => [path, ...uses]);

  test('use it by its repository, in a folder, or on a command line', async () => {
    const files = {
      '.github/workflows/a.yml': workflow('uses: acme/vision-gate@v1'),
      '.github/workflows/b.yaml': workflow('uses: acme/tools/vision-gate@v1'),
      '.github/workflows/c.yml': workflow('run: |\n          npm ci\n          npx vision-gate check --strict'),
      '.github/workflows/d.yml': workflow('uses: acme/vision-gate-docs@v1'),
      '.github/workflows/e.yml': workflow('run: cat .github/vision-gate.yml'),
      'docs/f.yml': workflow('uses: acme/vision-gate@v1'),
    };
    expect(await found(files)).toEqual([
      ['.github/workflows/a.yml', 'acme/vision-gate@v1'],
      ['.github/workflows/b.yaml', 'acme/tools/vision-gate@v1'],
      ['.github/workflows/c.yml', 'npx vision-gate check --strict'],
    ]);
  });

  test('use it through local actions and workflows, which count too', async () => {
    const files = {
      '.github/workflows/call.yml': 'jobs:\n  gate:\n    uses: ./.github/workflows/gate.yml\n',
      '.github/workflows/gate.yml': workflow('uses: ./.github/actions/check'),
      '.github/actions/check/action.yml':
        'name: Check\nruns:\n  using: composite\n  steps:\n    - uses: acme/vision-gate@v1\n',
      '.github/workflows/loop.yml': 'jobs:\n  a:\n    uses: ./.github/workflows/loop.yml\n',
    };
    expect(await found(files)).toEqual([
      ['.github/actions/check/action.yml', 'acme/vision-gate@v1'],
      ['.github/workflows/call.yml', './.github/workflows/gate.yml'],
      ['.github/workflows/gate.yml', './.github/actions/check'],
    ]);
  });

  test('are known in the gate’s own repository by the name in action.yml', async () => {
    const files = {
      '.github/workflows/gate.yml': workflow('uses: ./'),
      'action.yml': 'name: Vision Gate\nruns:\n  using: node24\n',
    };
    expect(await found(files)).toEqual([['.github/workflows/gate.yml', './'], ['action.yml']]);
  });

  test('count when they are not YAML but mention it', async () => {
    const files = { '.github/workflows/a.yml': 'jobs: {\n  - uses: acme/vision-gate@v1\n' };
    expect(await found(files)).toEqual([['.github/workflows/a.yml', '- uses: acme/vision-gate@v1']]);
  });
});

test('a target has the models of the policy, and FLOPs are two to a multiply–accumulate', async () => {
  const policy = policyOf({
    datasets: { plants: {} },
    models: { a: {}, b: {} },
    positions: { '/targets/edge': { path: 'vision-gate.yml', line: 4 } },
  });
  policy.targets.edge = {
    name: 'edge',
    provider: 'cuda',
    batch: 2,
    latencyTolerance: 0.01,
    flops: 6e8,
    fileMb: 14,
    opset: 17,
    runtime: 'tensorrt@10',
  };
  policy.targets.phone = { name: 'phone', models: ['b'], provider: 'cpu', batch: 1, latencyTolerance: 0.05 };
  const { entries } = await targets.gather(snapshotOf({}), policy, textTools(), { facts: {}, unread: [] });
  expect(entries).toEqual({
    edge: {
      target: 'edge',
      models: ['a', 'b'],
      provider: 'cuda',
      batch: 2,
      latencyTolerance: 0.01,
      opset: 17,
      runtime: 'tensorrt@10',
      budgets: { macs: 3e8, fileMb: 14 },
      latencyMs: {},
      growth: null,
      costPerHour: null,
      at: { path: 'vision-gate.yml', line: 4 },
    },
    phone: {
      target: 'phone',
      models: ['b'],
      provider: 'cpu',
      batch: 1,
      latencyTolerance: 0.05,
      budgets: {},
      latencyMs: {},
      growth: null,
      costPerHour: null,
      at: { path: 'vision-gate.yml' },
    },
  });
});
