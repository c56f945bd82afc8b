import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { mistakesIn, policyOf, source } from './vocabulary.ts';

const complete = `version: 1
datasets:
  plants:
    format: imagefolder
    splits: { train: ./data/train/, test: data/test }
    attributes: data/attributes.csv
    groups: [sex]
    unit: patient_id
  photos:
    format: table
    table: data/photos.csv
    columns: { path: file_name, label: kind }
    licence: CC-BY-4.0
models:
  classifier:
    file: models/classifier.onnx
    task: classification
    labels: [fern, moss]
    preprocessing: { do_resize: true, size: { height: 32, width: 32 } }
    data: plants
    score: macro_f1
    tolerance: 0.02
targets:
  edge: { models: [classifier], provider: cuda, batch: 2, latency_tolerance: 0.1, file_mb: 20, memory_mb: 800 }
rules:
  training-data/class-imbalance: [warning, { ratio: 30 }]
  training-data/split-leakage: off
  ethics/*: warning
waivers:
  - { rule: training-data/split-leakage, subject: data/test/a.png, until: 2020-03-01, reason: 'Kept, see #12' }
strict: true
lost: neutral
error_budget: { score: 0.003 }
`;

test('a complete policy becomes plain data', () => {
  const { positions, ...policy } = policyOf(complete);
  expect(policy).toEqual({
    version: 1,
    datasets: {
      plants: {
        name: 'plants',
        format: 'imagefolder',
        splits: { train: 'data/train', test: 'data/test' },
        attributes: 'data/attributes.csv',
        groups: ['sex'],
        unit: 'patient_id',
      },
      photos: {
        name: 'photos',
        format: 'table',
        table: 'data/photos.csv',
        columns: { path: 'file_name', label: 'kind' },
        groups: [],
        licence: 'CC-BY-4.0',
      },
    },
    models: {
      classifier: {
        name: 'classifier',
        file: 'models/classifier.onnx',
        task: 'classification',
        thresholds: { score: 0.001, overlap: 0.7, most: 100 },
        white: 1,
        labels: ['fern', 'moss'],
        preprocessing: { do_resize: true, size: { height: 32, width: 32 } },
        output: 'auto',
        data: 'plants',
        score: 'macro_f1',
        tolerance: 0.02,
      },
    },
    targets: {
      edge: {
        name: 'edge',
        models: ['classifier'],
        provider: 'cuda',
        batch: 2,
        latencyTolerance: 0.1,
        fileMb: 20,
        memoryMb: 800,
      },
    },
    rules: {
      'training-data/class-imbalance': { severity: 'warning', options: { ratio: 30 }, at: at(26, 3) },
      'training-data/split-leakage': { severity: 'off', options: {}, at: at(27, 3) },
      'ethics/*': { severity: 'warning', options: {}, at: at(28, 3) },
    },
    waivers: [
      {
        rule: 'training-data/split-leakage',
        subject: 'data/test/a.png',
        until: '2020-03-01',
        reason: 'Kept, see #12',
        at: at(30, 5),
      },
    ],
    strict: true,
    lost: 'neutral',
    errorBudget: { score: 0.003, classesAndGroups: 0.004, latency: 0.002 },
    source: { path: source.path, commit: 'c0ffee', side: 'base' },
  });
  expect(positions['/models/classifier/file']).toEqual(at(16, 5));
  expect(positions['/models/classifier/labels/1']).toEqual(at(18, 20));
  expect(positions['/rules/training-data~1class-imbalance/1/ratio']).toEqual(at(26, 46));
});

test('only the version is required, and the defaults are strict about loss', () => {
  expect(policyOf('version: 1')).toMatchObject({
    datasets: {},
    models: {},
    strict: false,
    lost: 'failure',
    errorBudget: { score: 0.004, classesAndGroups: 0.004, latency: 0.002 },
  });
});

test('a byte order mark, CRLF and an editor’s comment change nothing', () => {
  const text = `\uFEFF# yaml-language-server: $schema=vision-gate.schema.json\r\n${complete.replaceAll('\n', '\r\n')}`;
  const { positions, ...policy } = policyOf(text);
  expect(positions['/models/classifier/file']).toEqual(at(17, 5));
  expect(policy.models).toEqual(policyOf(complete).models);
});

test('an anchor may be used again', () => {
  const policy = policyOf('version: 1\ndatasets:\n  a: &a { format: imagefolder, root: data }\n  b: *a\n');
  expect(policy.datasets.b).toEqual({ ...policy.datasets.a, name: 'b' });
});

test('all mistakes are said at once, in the order of the file', () => {
  expect(
    mistakesIn(`version: 2
datsets: {}
datasets:
  plants: { format: imagefoldr, splits: { train: data/train, val: data/val }, groups: sex }
models:
  classifier:
    file: /abs/model.onnx
    task: classification
    data: plnts
    score: macro-f1
    tolerance: high
    history: runs/history.csv
    reference: runs/reference.bin
rules:
  split-leakage: error
  training-data/class-imbalance: [warn, { ration: 3, ratio: '4' }]
waivers:
  - { rule: training-data/split-leak, subject: a.png, until: tomorrow }
`),
  ).toEqual([
    '1:10 Expected 1 for `version` but received 2. Use `1`.',
    '2:1 Expected a key of the policy but received `datsets`. Did you mean `datasets`?',
    '4:21 Expected known name for `format` but received `imagefoldr`. Did you mean `imagefolder`?',
    '4:62 Expected a key of `datasets.plants.splits` but received `val`. Did you mean `validation`?',
    '4:87 Expected list for `groups` but received string. For example: `groups: ["sex"]`.',
    '7:11 Expected path inside the repository for `file` but received `/abs/model.onnx`. For example: `file: models/classifier.onnx`.',

    '9:11 Expected the name of a dataset but received `plnts`. Did you mean `plants`?',
    '10:12 Expected a score of classification but received `macro-f1`. Did you mean `macro_f1`?',
    '11:16 Expected number for `tolerance` but received string. For example: `tolerance: 0.01`.',
    '13:5 Expected a key of this version but received `reference`, which is not supported yet. Remove it.',
    '15:3 Expected a rule but received `split-leakage`. Did you mean `training-data/split-leakage`?',
    '16:35 Expected off, warning or error for `training-data/class-imbalance[0]` but received `warn`. Did you mean `warning`?',
    '16:43 Expected an option of `rules.training-data/class-imbalance` but received `ration`. Did you mean `ratio`?',
    '16:61 Expected number for `ratio` but received string. Remove the quotes.',
    '18:5 Expected string for `reason` but received nothing. For example: `reason: Kept on purpose, see #12`.',
    '18:13 Expected training-data/split-leakage, training-data/class-imbalance or ethics/group-gap for `rule` but received `training-data/split-leak`. Did you mean `training-data/split-leakage`?',
    '18:62 Expected date (YYYY-MM-DD) for `until` but received `tomorrow`. For example: `until: 2027-03-01`.',
  ]);
});

describe('one mistake', () => {
  test.each([
    ['', '1:1 Expected a policy but received an empty file. Start with `version: 1`, or run `vision-gate init`.'],
    ['[]', '1:1 Expected map for the policy but received list. Start with `version: 1`.'],
    ['strict: true', '1:1 Expected 1 for `version` but received nothing. Use `1`.'],
    ['version: 1\nrules:\n', '2:7 Expected map for `rules` but received nothing. Fill it, or remove it.'],
    ['version: 1\nstrict: yes', '2:9 Expected boolean for `strict` but received string. For example: `strict: true`.'],
    [
      'version: 1\nlost: ignore',
      '2:7 Expected failure or neutral for `lost` but received `ignore`. Use `failure` or `neutral`.',
    ],
    [
      'version: 1\ndatasets: { a b: { format: imagefolder, root: x } }',
      '2:13 Expected name of letters, digits, `.`, `_` and `-` but received `a b`. Rename it.',
    ],
    [
      'version: 1\ndatasets: { a: { format: imagefolder } }',
      "2:13 Expected `splits` or `root` for `a` but received neither. Name each split's folder, or the one folder above them.",
    ],
    [
      'version: 1\ndatasets: { a: { format: imagefolder, splits: {} } }',
      '2:39 Expected at least one split for `splits` but received none. Add `train`, `validation` or `test`.',
    ],
    [
      'version: 1\ndatasets: { a: { format: imagefolder, root: x, columns: { path: p } } }',
      '2:48 Expected a key of format imagefolder but received `columns`, which belongs to table, parquet and webdataset. Remove it, or change the format.',
    ],
    [
      'version: 1\ndatasets: { a: { format: table } }',
      '2:13 Expected `table` for `a` but received nothing. Name the CSV, TSV or JSONL file.',
    ],
    [
      'version: 1\ndatasets: { a: { format: table, table: x.csv, labels: [cat, dog, cat] } }',
      '2:66 Expected each name once in `labels` but received `cat` again. Remove one of the two.',
    ],
    [
      'version: 1\ndatasets: { a: { format: table, table: ../x.csv } }',
      '2:40 Expected path inside the repository for `table` but received `../x.csv`. For example: `table: data/photos.csv`.',
    ],
    [
      'version: 1\nmodels: { m: { file: m.onnx, task: classification, data: d, score: accuracy } }',
      '2:58 Expected the name of a dataset but received `d`. Declare it under `datasets`.',
    ],
    [
      'version: 1\ntargets: { edge: { models: [m] } }',
      '2:29 Expected the name of a model but received `m`. Declare it under `models`.',
    ],
    [
      'version: 1\ntargets: { edge: { provider: gpu } }',
      '2:30 Expected cpu, cuda, tensorrt, webgpu, dml or coreml for `provider` but received `gpu`. Did you mean `cuda`?',
    ],
    [
      'version: 1\ntargets: { edge: { runtime: onnxruntme@1.20 } }',
      '2:29 Expected the name of a runtime but received `onnxruntme@1.20`. Did you mean `onnxruntime`?',
    ],
    [
      'version: 1\ntargets: { edge: { runtime: tensorrt@7 } }',
      '2:29 Expected a version of tensorrt whose operators are known but received `tensorrt@7`. Write a newer one, or leave it out: `runtime: tensorrt`.',
    ],
    [
      'version: 1\ntargets: { edge: { runtime: TensorRT 10 } }',
      '2:29 Expected runtime and version (`onnxruntime@1.20`) for `runtime` but received `TensorRT 10`. For example: `runtime: onnxruntime@1.20`.',
    ],
    [
      'version: 1\ntargets: { e: { batch: 1.5 } }',
      '2:24 Expected whole number for `batch` but received 1.5. For example: `batch: 1`.',
    ],
    [
      'version: 1\ntargets: { e: { batch: 0 } }',
      '2:24 Expected number of at least 1 for `batch` but received 0. For example: `batch: 1`.',
    ],
    [
      'version: 1\ntargets: { e: { latency_tolerance: 5 } }',
      '2:36 Expected number below 1 for `latency_tolerance` but received 5. For example: `latency_tolerance: 0.05`.',
    ],
    [
      'version: 1\ntargets: { e: { latency_ms: { p59: 12 } } }',
      '2:31 Expected a key of `targets.e.latency_ms` but received `p59`. Did you mean `p50`?',
    ],
    [
      'version: 1\ntargets: { e: { throughput: 12 } }',
      '2:17 Expected a key of this version but received `throughput`, which is not supported yet. Remove it.',
    ],
    [
      'version: 1\nrules: { ethics/*: [error, { limit: 1 }] }',
      '2:20 Expected list of at most 1 item for `ethics/*` but received 2. Remove the rest: options belong to one rule.',
    ],
    [
      'version: 1\nrules: { training-data/class-imbalance: [error, { splits: train }] }',
      '2:59 Expected list for `splits` but received string. For example: `splits: ["train"]`.',
    ],
    [
      'version: 1\nrules: { ethics/group-gap: 3 }',
      '2:28 Expected off, warning or error for `ethics/group-gap` but received 3. Use `off`, `warning` or `error`.',
    ],
    [
      'version: 1\nerror_budget: { latency: 0.005 }',
      '2:1 Expected shares that sum to at most 0.01 for `error_budget` but received 0.013. Lower one of them; a key that is left out keeps its default.',
    ],
    [
      'version: 1\nstrict: true\nstrict: false',
      '3:1 Expected each key once but received `strict` again. Remove one of the two.',
    ],
    ['version: 1\n---\nversion: 1', '2:1 Expected one document but received another after `---`. Remove it.'],
    [
      'version: 1\n\tstrict: true',
      '2:1 Expected valid YAML but the parser says: Tabs are not allowed as indentation. Correct it here or on the line above.',
    ],
  ])('%j', (text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });
});

describe('hostile YAML', () => {
  test('tags build nothing', () => {
    expect(mistakesIn('version: 1\nstrict: !!js/function "() => 1"\nrules: !foo {}')).toEqual([
      '2:23 Expected plain YAML but received the tag `!!js/function`. Remove it.',
      '2:23 Expected boolean for `strict` but received string. For example: `strict: true`.',
      '3:13 Expected plain YAML but received the tag `!foo`. Remove it.',
    ]);
  });

  test('an alias bomb is not expanded', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
    const text = `version: 1\nl0: &l0 [x]\n${levels.join('\n')}`;
    expect(mistakesIn(text)).toEqual([
      '3:10 Expected at most 100 values through aliases but received more. Write the values out.',
    ]);
  });

  test('an alias cannot contain itself or lead nowhere', () => {
    expect(mistakesIn('a: &x [*x]\nb: *y')).toEqual([
      '1:8 Expected `*x` outside of `&x` but received it inside. Write the value out.',
      '2:4 Expected an anchor `&y` above `*y` but received none. Write the value out.',
    ]);
  });

  test('__proto__ pollutes nothing and is refused wherever it stands', () => {
    const text = 'version: 1\n__proto__: { strict: true }\nmodels: { __proto__: { polluted: true } }';
    expect(mistakesIn(text)).toEqual([
      '2:1 Expected a name but received `__proto__`. Choose another.',
      '3:11 Expected a name but received `__proto__`. Choose another.',
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    ['[', 20_000],
    ['{a: ', 5_000],
    ['- ', 20_000],
  ])('%j nested very often is one mistake', (opening, times) => {
    const mistakes = mistakesIn(opening.repeat(times));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain('Expected fewer nested levels but received too many. Flatten the policy.');
  });

  test('a file of a million characters is refused', () => {
    expect(mistakesIn(`version: 1 #${'x'.repeat(1_000_000)}`)).toEqual([
      '1:1 Expected a policy of at most 1000000 characters but received 1000012. Move lists of names into files.',
    ]);
  });

  test('no text makes the reader throw, and every mistake has its place', () => {
    const pieces = complete.split(/(?<=[\s:,[\]{}])/);
    const shuffled = fc
      .array(
        fc.oneof(fc.constantFrom(...pieces, '&a ', '*a ', '!t ', '<<: ', '? ', '| ', '"', '\t', '---\n'), fc.string()),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(shuffled, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const result = parsePolicy(text, source);
        if ('policy' in result) return true;
        const lines = text.split('\n').length;
        const misplaced = result.mistakes.filter(
          ({ at: { line = 0, column = 0 }, message }) =>
            line < 1 || line > lines || column < 1 || !/^Expected .+[.?]$/s.test(message),
        );
        return result.mistakes.length > 0 && misplaced.length === 0;
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

function at(line: number, column: number) {
  return { path: source.path, line, column };
}

describe('a model', () => {
  const modelMistakes = (keys: string) =>
    mistakesIn(
      `version: 1\ndatasets: { d: { format: imagefolder, root: data } }\nmodels:\n  m: { data: d, ${keys} }\n`,
    );

  test('has a file or predictions', () => {
    expect(modelMistakes('task: detection, score: map')).toEqual([
      '4:3 Expected `file` or `predictions` for `m` but received neither. Name the ONNX file, or the files of what the model answered.',
    ]);
    expect(modelMistakes('file: m.onnx, predictions: p.json, task: detection, score: map')).toEqual([
      '4:3 Expected `file` or `predictions` for `m` but received both. Name the ONNX file, or the files of what the model answered.',
    ]);
    expect(modelMistakes("predictions: 'runs/{split}.json', task: detection, score: map")).toEqual([]);
    expect(modelMistakes('predictions: { test: runs/test.json }, task: detection, score: map')).toEqual([]);
  });

  test('has one of six tasks', () => {
    expect(modelMistakes('file: m.onnx, task: detecton, score: map')).toEqual([
      expect.stringMatching(/restoration for `task` but received `detecton`\. Did you mean `detection`\?$/),
    ]);
  });

  test('is judged by a score of its task', () => {
    expect(modelMistakes('file: m.onnx, task: detection, score: mean_iou')).toEqual([
      expect.stringMatching(/^4:\d+ Expected a score of detection but received `mean_iou`\. Use `map`, `map_50`/),
    ]);
    expect(modelMistakes('file: m.onnx, task: segmentation, score: map')).toEqual([
      expect.stringMatching(/^4:\d+ Expected a score of segmentation but received `map`\./),
    ]);
  });

  test('of several labels answers from 0.5 on, and a detector keeps nearly all it found', () => {
    const thresholds = (task: string, score: string, keys = '') =>
      policyOf(
        `version: 1\ndatasets: { d: { format: imagefolder, root: data } }\nmodels: { m: { file: m.onnx, data: d, task: ${task}, score: ${score}${keys} } }\n`,
      ).models.m.thresholds;
    expect(thresholds('multilabel', 'macro_f1')).toMatchObject({ score: 0.5 });
    expect(thresholds('detection', 'map')).toEqual({ score: 0.001, overlap: 0.7, most: 100 });
    expect(thresholds('detection', 'map', ', thresholds: { overlap: 0.5 }')).toEqual({
      score: 0.001,
      overlap: 0.5,
      most: 100,
    });
  });
});
