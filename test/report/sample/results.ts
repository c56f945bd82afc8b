import type { RuleResult } from '../../../src/model/report.ts';
import { finding, judged, result } from './make.ts';

/** File names that a pull request could carry to speak in the report's place. */
export const hostile = {
  html: 'data/train/rust/<img src=x onerror=alert(1)>.png',
  command: 'data/train/rust/\n::error file=policy.yml::forged.png',
  markdown: 'data/train/rust/`x` **bold** | [@octo-team](https://evil.example) #12.png',
  bidi: 'data/train/rust/\u202egnp.exe',
};

const pair = (path: string, twin: string) => ({
  kind: 'pair' as const,
  images: [
    { path, hash: `hash:${path}`, side: 'head' as const, caption: `${path} (test)` },
    { path: twin, hash: `hash:${twin}`, side: 'head' as const, caption: `${twin} (train)` },
  ],
});

const image = (path: string) => ({
  kind: 'image' as const,
  images: [{ path, hash: `hash:${path}`, side: 'head' as const }],
});

const blurred = Array.from({ length: 30 }, (_, index) => {
  const path = `data/train/healthy/IMG_${String(4000 + index)}.jpg`;
  return finding('training-data/blurry-image', path, `${path} is blurred: its sharpness is 0.18, limit 0.29.`, {
    at: { path },
    measured: 0.18,
    limit: 0.29,
    evidence: image(path),
  });
});

const scabWorse = judged('metrics/class-regression', 'scab', 'worse', {
  effect: 0.148,
  interval: [0.081, 0.216],
  tolerance: 0.02,
  p: 3e-7,
  adjustedP: 2.1e-6,
  n: 128,
});

const trainingData: RuleResult[] = [
  result('training-data/blurry-image', { findings: blurred }),
  result('training-data/class-imbalance', {
    findings: [
      finding(
        'training-data/class-imbalance',
        'leaves',
        'leaves has 3100 training images of healthy and 100 of scab, a ratio of 31 to 1.',
        {
          origin: 'worsened',
          at: { path: '.github/vision-gate.yml', line: 4, column: 3 },
          measured: 31,
          was: 24,
          limit: 20,
        },
      ),
    ],
  }),
  result('training-data/dark-image', {
    findings: [
      finding('training-data/dark-image', 'data/train/rust/night.jpg', 'data/train/rust/night.jpg is dark.', {
        at: { path: 'data/train/rust/night.jpg' },
        waiver: { reason: 'Taken at night on purpose, see #12', until: '2027-03-01' },
      }),
    ],
  }),
  result('training-data/exact-duplicate', {
    findings: ['a', 'b', 'c'].map((name) =>
      finding(
        'training-data/exact-duplicate',
        `data/train/rust/${name}-copy.png`,
        `data/train/rust/${name}-copy.png is the same image as data/train/rust/${name}.png, in train.`,
        { origin: 'inherited', at: { path: `data/train/rust/${name}-copy.png` } },
      ),
    ),
    fixed: [
      finding(
        'training-data/exact-duplicate',
        'data/train/scab/z-copy.png',
        'data/train/scab/z-copy.png is the same image as data/train/scab/z.png, in train.',
        { origin: 'inherited', at: { path: 'data/train/scab/z-copy.png' } },
      ),
    ],
  }),
  result('training-data/label-conflict', {
    findings: [
      finding(
        'training-data/label-conflict',
        hostile.markdown,
        `${hostile.markdown} is labelled rust, and the same image is labelled @acme/owners as data/train/scab/d.png.`,
        { at: { path: hostile.markdown } },
      ),
    ],
  }),
  result('training-data/split-leakage', {
    findings: ['0041', '0042'].map((number) => {
      const [path, twin] = [`data/test/rust/${number}.png`, `data/train/rust/${number}-b.png`];
      return finding('training-data/split-leakage', path, `${path} in test is the same image as ${twin} in train.`, {
        at: { path: 'data/leaves.csv', line: Number(number) + 100, column: 1 },
        evidence: pair(path, twin),
      });
    }),
  }),
  result('training-data/unreadable-image', {
    findings: [hostile.html, hostile.command, hostile.bidi].map((path) =>
      finding('training-data/unreadable-image', path, `${path} cannot be decoded: Input buffer has corrupt header.`, {
        at: { path },
        evidence: image(path),
      }),
    ),
  }),
];

const models: RuleResult[] = [
  result('fitting/overfitting', {
    findings: [
      finding(
        'fitting/overfitting',
        'classifier',
        'classifier scores 0.991 in macro_f1 on train and 0.842 on test: a gap of 0.149, at least 0.118 with 95 % confidence, limit 0.1.',
        {
          at: { path: '.github/vision-gate.yml', line: 12, column: 3 },
          origin: 'worsened',
          measured: 0.149,
          was: 0.121,
          limit: 0.1,
        },
      ),
    ],
  }),
  result('fitting/underfitting'),
  result('model-choice/dominated-model', {
    findings: [
      finding(
        'model-choice/dominated-model',
        'classifier',
        'classifier has grown to 3.4 times the parameters of its base, and is not significantly better: macro_f1 is 0.842, and was 0.836.',
        { at: { path: 'models/classifier.onnx' }, measured: 3.4, limit: 1.5 },
      ),
    ],
  }),
  result('model-choice/no-better-than-baseline'),
  result('preprocessing/beaten-preprocessing', {
    findings: [
      finding(
        'preprocessing/beaten-preprocessing',
        'classifier',
        'classifier answers 471 of 512 images right with mean 0.485, 0.456, 0.406 instead of 0, 0, 0, and 430 as declared.',
        { at: { path: 'models/preprocessor_config.json', line: 7, column: 3 } },
      ),
    ],
  }),
  result('preprocessing/ignored-orientation', {
    outcome: 'skipped',
    severity: 'off',
    reason: 'Switched off in the policy.',
  }),
  result('compute/over-budget', {
    outcome: 'errored',
    reason:
      'classifier: the process that ran the model was killed at 8192 MB. Raise the memory limit or lower the batch.',
  }),
];

const scores: RuleResult[] = [
  result('metrics/class-regression', {
    findings: [
      finding('metrics/class-regression', 'scab', 'classifier recognises 87 of 128 images of scab; it was 106.', {
        at: { path: 'models/classifier.onnx' },
        measured: 0.148,
        limit: 0.02,
        test: scabWorse,
      }),
    ],
    tests: [
      scabWorse,
      judged('metrics/class-regression', 'rust', 'not worse', {
        effect: -0.03,
        interval: [-0.061, 0.001],
        tolerance: 0.02,
        p: 0.999,
        adjustedP: 1,
        n: 141,
      }),
      judged('metrics/class-regression', hostile.html, 'inconclusive', {
        effect: 0.01,
        interval: [-0.05, 0.07],
        tolerance: 0.02,
        p: 0.61,
        adjustedP: 1,
        n: 24,
        requiredN: 310,
      }),
    ],
  }),
  result('metrics/regression', {
    tests: [
      judged('metrics/regression', 'classifier', 'not worse', {
        effect: -0.006,
        interval: [-0.02, 0.008],
        tolerance: 0.01,
        p: 0.989,
        adjustedP: 0.989,
        n: 512,
        family: 'score',
      }),
    ],
  }),
  result('metrics/small-evaluation-set', {
    outcome: 'skipped',
    reason: 'There are no predictions to score.',
  }),
  result('deployment/interface-change', {
    outcome: 'skipped',
    reason: 'Head no longer has what it reads: embedder.',
    lost: ['embedder'],
  }),
  result('deployment/latency-regression', {
    tests: [
      judged('deployment/latency-regression', 'classifier on edge', 'not worse', {
        effect: 0.002,
        interval: [-0.004, 0.008],
        tolerance: 0.01,
        p: 0.93,
        adjustedP: 0.93,
        n: 8,
        family: 'latency',
      }),
    ],
  }),
];

const ethics: RuleResult[] = [
  result('ethics/changed-gate'),
  result('ethics/group-gap', {
    findings: [
      finding(
        'ethics/group-gap',
        'skin_tone',
        'classifier is right on 182 of 190 of skin_tone=light and 61 of 88 of skin_tone=dark: a gap of 0.265 in skin_tone, limit 0.1.',
        {
          at: { path: '.github/vision-gate.yml', line: 8, column: 5 },
          origin: 'worsened',
          measured: 0.265,
          was: 0.132,
          limit: 0.1,
        },
      ),
    ],
  }),
  result('ethics/location-metadata', {
    findings: [
      finding(
        'ethics/location-metadata',
        'data/train/scab/PXL_2026.jpg',
        'data/train/scab/PXL_2026.jpg holds a GPS position in its EXIF metadata.',
        { at: { path: 'data/train/scab/PXL_2026.jpg' } },
      ),
    ],
  }),
  result('ethics/missing-licence', {
    findings: [
      finding(
        'ethics/missing-licence',
        'leaves',
        'The dataset leaves has no licence; the gate looked in data/LICENSE and data/README.md.',
        { origin: 'inherited' },
      ),
    ],
  }),
];

export const results: RuleResult[] = [...trainingData, ...models, ...scores, ...ethics];
