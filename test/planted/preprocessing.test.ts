import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import beatenPreprocessing from '../../rules/preprocessing/beaten-preprocessing.ts';
import contractMismatch from '../../rules/preprocessing/contract-mismatch.ts';
import { openCache } from '../../src/cache/store.ts';
import { evaluate, factsRead } from '../../src/evaluate/evaluate.ts';
import { gatherSide, withSources } from '../../src/gather/gather.ts';
import type { Tools } from '../../src/model/gatherer.ts';
import type { Policy } from '../../src/model/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { scoreNames } from '../../src/score/names.ts';
import { openVision } from '../../src/vision/open.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const rules = [beatenPreprocessing, contractMismatch];
const scratch = mkdtempSync(join(tmpdir(), 'preprocessing-'));
const vision = openVision();
const cache = openCache({ directories: [] });
const tools: Tools = {
  vision,
  cache,
  scratch,
  signal: new AbortController().signal,
  provider: 'cpu',
  progress: () => {},
  note: () => {},
};
afterAll(async () => {
  await vision.close();
  cache.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Example {
  files: Record<string, Content>;
  policy: Policy;
  /** The file in which the model's preprocessing is declared, and what it says. */
  path: string;
  declared: Record<string, unknown>;
}

/** A model of the shipped examples with its evaluation images; training images are left out, since nothing here reads them. */
function exampleOf(name: string, model: string, dataset: string): Example {
  const root = join(examples, name, 'base');
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files: Record<string, Content> = {};
  for (const path of paths) {
    if (!/\/(?:train|validation)\//.test(path)) files[path.slice(root.length + 1)] = readFileSync(path);
  }
  const text = Buffer.from(
    (files['vision-gate.yml'] as Uint8Array) ?? (files['.github/vision-gate.yml'] as Uint8Array),
  ).toString();
  const parsed = parsePolicy(text.replace(/^rules:[\s\S]*/m, ''), {
    path: 'vision-gate.yml',
    commit: '0'.repeat(40),
    side: 'head',
    rules: [],
    scores: scoreNames,
  });
  if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
  const { policy } = parsed;
  const path = policy.models[model].preprocessing as string;
  return {
    files,
    path,
    policy: {
      ...policy,
      models: { [model]: policy.models[model] },
      datasets: { [dataset]: policy.datasets[dataset] },
    },
    declared: JSON.parse(Buffer.from(files[path] as Uint8Array).toString()),
  };
}

const classifier = exampleOf('garments', 'classifier', 'garments');
const segmenter = exampleOf('stockroom', 'segmenter', 'masks');
const detector = exampleOf('stockroom', 'detector', 'boxes');

/** What the two rules say of an example whose declaration was changed. */
async function said({ files, policy, path, declared }: Example, changes: Record<string, unknown>): Promise<string[]> {
  const snapshot = snapshotOf({ ...files, [path]: JSON.stringify({ ...declared, ...changes }) }, 'head');
  const head = await gatherSide(snapshot, policy, tools, withSources(factsRead(rules, policy, []), policy));
  const sides = { base: null, head, pair: { facts: {}, unread: [] } };
  const { causes } = evaluate(rules, sides, { policy, today: '2026-11-25', only: [] });
  expect(head.unread.filter(({ fact }) => fact === 'probes' && head.facts.predictions !== undefined)).toEqual([]);
  return causes.flatMap(({ results }) => results.flatMap(({ findings }) => findings.map(({ text }) => text)));
}

const faults: [string, Example, Record<string, unknown>, RegExp][] = [
  [
    'ImageNet’s statistics',
    classifier,
    { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] },
    /with the images' own mean and standard deviation, and/,
  ],
  [
    'mean and standard deviation swapped',
    classifier,
    { image_mean: 0.3211, image_std: 0.7465 },
    /with the declared mean and standard deviation in each other’s place, and/,
  ],
  [
    'a missing rescale',
    classifier,
    { do_rescale: false },
    /with values from 0 to 1 before the declared normalisation, and/,
  ],
  ['a wrong layout', classifier, { data_format: 'channels_last' }, /the layout nhwc, .* NCHW fits it/],
  [
    'a crop of a larger picture',
    classifier,
    { size: { shortest_edge: 36 }, crop_size: 28, do_center_crop: true },
    /with a stretch to the whole input, and/,
  ],
  ['swapped channels', segmenter, { channel_order: 'bgr' }, /with RGB instead of BGR, and/],
  [
    'ImageNet’s statistics of a segmenter',
    segmenter,
    { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] },
    /with the images' own mean/,
  ],
  ['a missing rescale of a detector', detector, { do_rescale: false }, /with values from 0 to 1, not normalised, and/],
  ['swapped channels of a detector', detector, { channel_order: 'bgr' }, /with RGB instead of BGR, and/],
];

test.each(faults)('%s is named with its remedy', { timeout: 120_000 }, async (_, example, changes, remedy) => {
  const texts = await said(example, changes);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(remedy);
});

test.each([
  ['classifier', classifier],
  ['segmenter', segmenter],
  ['detector', detector],
] as const)('the sound %s is not blamed', { timeout: 120_000 }, async (_, example) => {
  expect(await said(example, {})).toEqual([]);
});
