import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkCroissant, isCroissant } from '../../../src/gather/governance/croissant.ts';
import { readCard } from '../../../src/gather/governance/front-matter.ts';
import { governance } from '../../../src/gather/governance.ts';
import type { DatasetPolicy, ModelPolicy } from '../../../src/model/policy.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';

interface Reference {
  cards: {
    name: string;
    text: string;
    expected: { readable: boolean; licence?: string | null; results?: [string, number][] };
  }[];
  croissant: { name: string; data: unknown; expected: { valid: boolean; recommended: number } }[];
}
const reference: Reference = JSON.parse(readFileSync(new URL('../../reference/cards.json', import.meta.url), 'utf8'));

describe('a card', () => {
  test.each(reference.cards)('$name: as huggingface_hub reads it', ({ text, expected }) => {
    const { keys, fault, results } = readCard(text, 'README.md');
    expect(fault === null).toBe(expected.readable);
    expect(keys?.includes('license') ?? false).toBe(Boolean(expected.licence));
    expect(results.map(({ metric, value }) => [metric, value])).toEqual(expected.results ?? []);
  });

  test('tells where a result is claimed, and what is broken', () => {
    const index = 'model-index:\n- results:\n  - metrics:\n    - type: accuracy\n      value: 91 %\n';
    expect(readCard(`---\nlicense: mit\n${index}---\n`, 'm.md').results).toEqual([
      { metric: 'accuracy', value: 91, at: { path: 'm.md', line: 6 } },
    ]);
    expect(readCard('---\nlicense: mit\nlicense: mit\n---\n', 'm.md').fault).toEqual({
      message: 'Map keys must be unique',
      at: { path: 'm.md', line: 3 },
    });
    expect(readCard('---\n- a\n---\n', 'm.md').fault?.message).toBe('it is no map of keys');
  });

  test.each([
    'model-index: 3',
    'model-index: [1, {results: x}]',
    'model-index: [{results: [{metrics: [{value: {}}]}]}]',
  ])('whose results are %s claims nothing', (text) => {
    expect(readCard(`---\n${text}\n---\n`, 'm.md')).toMatchObject({ fault: null, results: [] });
  });

  test('has the headings outside of code', () => {
    const text = '# Pets\n\nSetext\n===\n```\n# not this\n```\n## Intended use ##\n#tag\n### Risks\r\nText\n';
    expect(readCard(text, 'm.md').headings).toEqual(['Pets', 'Setext', 'Intended use', 'Risks']);
  });
});

describe('Croissant metadata', () => {
  test.each(reference.croissant)('$name: as mlcroissant judges', ({ data, expected }) => {
    const { problems, recommended } = checkCroissant(JSON.stringify(data));
    expect(problems.length === 0).toBe(expected.valid);
    if (expected.valid) expect(recommended).toHaveLength(expected.recommended);
    expect(isCroissant(JSON.stringify(data))).toBe(true);
  });

  test('that are no JSON, or another thing, are said to be so', () => {
    expect(checkCroissant('{').problems[0]).toMatch(/^it is no JSON/);
    expect(checkCroissant('[]').problems).toEqual(['`@type` is not `sc:Dataset`']);
    expect(isCroissant('{"images": []}')).toBe(false);
  });
});

describe('the card of a dataset or model', () => {
  const images = { 'data/train/cat/a.png': 'a', 'data/test/cat/b.png': 'b', 'models/c.onnx': '' };
  async function cardsOf(files: Record<string, string>, model: Partial<ModelPolicy> = {}) {
    const dataset: Partial<DatasetPolicy> = { splits: { train: 'data/train', test: 'data/test' } };
    const policy = policyOf({
      datasets: { plants: dataset },
      models: { classifier: { file: 'models/c.onnx', ...model } },
    });
    const snapshot = snapshotOf({ ...images, ...files });
    const { entries } = await governance.gather(snapshot, policy, textTools(), { facts: {}, unread: [] });
    const [data, ofModel] = entries.repository.cards ?? [];
    return { data, model: ofModel };
  }

  test('is the nearest one above it', async () => {
    const { data, model } = await cardsOf({
      'data/README.md': '---\nlicense: mit\n---\n# Plants\n',
      'models/model_card.md': '# Classifier\n',
      'README.md': '---\nlicense: mit\n---\n# Project\n',
    });
    expect(data).toMatchObject({ name: 'plants', kind: 'dataset', path: 'data/README.md', headings: ['Plants'] });
    expect(model).toMatchObject({ name: 'classifier', kind: 'model', path: 'models/model_card.md', keys: null });
  });

  test("is the repository's README only where that has front matter", async () => {
    expect((await cardsOf({ 'README.md': '# Project\n' })).data).toMatchObject({
      path: null,
      looked: ['data', 'README.md'],
    });
    expect((await cardsOf({ 'README.md': '---\nlicense: mit\n---\n' })).data.path).toBe('README.md');
  });

  test('of a model is the declared one', async () => {
    const files = { 'docs/card.md': '---\nlicense: mit\n---\n', 'models/README.md': '# Other\n' };
    expect((await cardsOf(files, { card: 'docs/card.md' })).model.path).toBe('docs/card.md');
    expect((await cardsOf(files, { card: 'docs/gone.md' })).model.path).toBe('models/README.md');
  });

  test('has the Croissant metadata beside it', async () => {
    const [{ data }] = reference.croissant;
    const found = await cardsOf({ 'data/croissant.json': JSON.stringify(data), 'data/metadata.json': '{"rows": []}' });
    expect(found.data.croissant).toEqual({ path: 'data/croissant.json', problems: [], recommended: [] });
    expect((await cardsOf({ 'data/metadata.json': '{"rows": []}' })).data.croissant).toBeNull();
  });
});
