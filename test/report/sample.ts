/** Reports as a run makes them: a bad pull request with hostile names in it, and the shorter endings. */
import { verdictOf } from '../../src/evaluate/verdict.ts';
import { changedImages } from '../../src/illustrate/changed-images.ts';
import type { Picture, Report } from '../../src/model/report.ts';
import { buildReport, mistakenVerdict, untouchedVerdict } from '../../src/report/build.ts';
import { leaves, traffic } from './sample/changes.ts';
import { byCause, finding, result } from './sample/make.ts';
import { smaller } from './sample/model-diffs.ts';
import { results } from './sample/results.ts';
import { classifier, detector, mobile } from './sample/scores.ts';

const strict = { strict: false, lost: 'failure' } as const;
const story = {
  tool: '0.1.0',
  repository: 'acme/leaf-doctor',
  base: { commit: '4f1d2c3b5a69788796a5b4c3d2e1f00112233445', ref: 'main' },
  head: { commit: '9ab8c7d6e5f40312213243546576879809badcfe', ref: 'more-scab' },
  policy: {
    path: '.github/vision-gate.yml',
    commit: '4f1d2c3b5a69788796a5b4c3d2e1f00112233445',
    side: 'base' as const,
    presets: [{ name: 'medical', sets: ['strict: true', 'ethics/group-gap, gap: 0.05'] }],
  },
};

export const failing: Report = {
  ...buildReport({
    ...story,
    verdict: verdictOf(results, strict),
    causes: byCause(results),
    notes: [
      { text: 'The clone is shallow; 40 more commits of the base were fetched.' },
      {
        text: 'This pull request edits the policy. The new one holds from the next pull request on.',
        at: { path: '.github/vision-gate.yml', line: 3 },
      },
    ],
    timings: [
      { step: 'read commits and policy', milliseconds: 212 },
      { step: 'gather head', milliseconds: 18_430 },
      { step: 'judge', milliseconds: 640 },
    ],
    environment: {
      runtime: 'onnxruntime-node 1.30.0',
      decoder: 'sharp 0.35.5',
      providers: ['cpu', 'cuda'],
      node: 'v24.21.0',
    },
  }),
  changes: {
    datasets: [leaves, traffic],
    models: [{ model: 'classifier', weights: 'changed', preprocessing: 'changed' }],
    modelDiffs: [smaller],
  },
  scores: [classifier, detector, mobile],
};

const undecided = results.filter(({ rule }) => ['metrics/regression', 'metrics/small-evaluation-set'].includes(rule));
const withWarning = [
  ...undecided,
  ...results
    .filter(({ rule }) => rule === 'metrics/class-regression')
    .map((one) => ({ ...one, findings: [], tests: one.tests.filter(({ decision }) => decision !== 'worse') })),
];

/** Passes with remarks: one comparison that the data cannot decide. */
export const neutral: Report = buildReport({
  ...story,
  verdict: verdictOf(withWarning, strict),
  causes: byCause(withWarning),
});

const calm = [result('training-data/split-leakage'), result('metrics/regression')];
export const passing: Report = buildReport({ ...story, verdict: verdictOf(calm, strict), causes: byCause(calm) });

const mistakes = [
  {
    at: { path: '.github/vision-gate.yml', line: 5, column: 5 },
    message: 'Expected one of the keys of a dataset but received `splts`. Did you mean `splits`?',
  },
  {
    at: { path: '.github/vision-gate.yml', line: 21, column: 3 },
    message: 'Expected a rule but received `training-data/<script>`. Did you mean `training-data/split-leakage`?',
  },
];
export const mistaken: Report = buildReport({ ...story, mistakes, verdict: mistakenVerdict(mistakes) });

export const untouched: Report = buildReport({ ...story, verdict: untouchedVerdict });

const audited = results.filter(({ rule }) => rule.startsWith('training-data/'));
export const audit: Report = buildReport({
  ...story,
  base: null,
  policy: { ...story.policy, commit: story.head.commit, side: 'head' },
  verdict: verdictOf(audited, strict),
  causes: byCause(audited),
});

/** A report of `count` findings, every third an error, with names as long as paths get. */
export function enormous(count: number, nameLength = 60): Report {
  const path = (index: number) => `data/${'ü|<'.repeat(nameLength / 3)}/${index}.png`;
  const ids = ['training-data/blurry-image', 'training-data/split-leakage', 'training-data/exact-duplicate'] as const;
  const many = ids.map((rule, position) =>
    result(rule, {
      findings: Array.from({ length: Math.ceil((count - position) / ids.length) }, (_, index) => {
        const place = path(index * ids.length + position);
        return finding(rule, place, `${place} is at fault.`, { at: { path: place, line: index + 1 } });
      }),
    }),
  );
  return buildReport({ ...story, verdict: verdictOf(many, strict), causes: byCause(many) });
}

const shirt =
  'data:image/webp;base64,UklGRmgAAABXRUJQVlA4TFwAAAAvG8AGAB8gEEj2x5sjIIFAsj/eHEEIBJL98eYIYv6j+gMAo9rWqV1kEEMAMyF8LZgzk0QMYz0E0OP5PwNE9H8P8AbXim9FWZpkyD3mrp8FhogYkEYEUEc4/pJ7AA==';

/** Pictures of 28 × 28 pixels for the first findings of each rule of the failing report that has evidence, and for changed images. */
export const pictures: Picture[] = [
  ...failing.causes
    .flatMap(({ results: all }) =>
      all.flatMap(({ findings }) => findings.filter(({ evidence }) => evidence).slice(0, 5)),
    )
    .map(({ fingerprint, evidence }) => ({
      fingerprint,
      images: evidence!.images.map(({ path, caption }) => imageOf(caption ?? path)),
    })),
  ...changedImages(leaves).map(({ path, hash }) => ({ fingerprint: `image:${hash}`, images: [imageOf(path)] })),
];

function imageOf(caption: string): Picture['images'][number] {
  return { caption, width: 28, height: 28, uri: shirt };
}
