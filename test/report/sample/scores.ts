import type { SplitScores } from '../../../src/model/facts.ts';
import type { ModelScores } from '../../../src/model/report.ts';
import { hostile } from './results.ts';

type Recalls = Record<string, [n: number, recall: number]>;

function splitScores(
  value: number,
  interval: [number, number],
  values: Record<string, number>,
  recalls: Recalls,
  groups: SplitScores['groups'],
): SplitScores {
  return {
    split: 'test',
    n: 512,
    values: { macro_f1: value, ...values },
    declared: { name: 'macro_f1', value, interval },
    classScore: 'recall',
    classes: Object.entries(recalls).map(([name, [n, recall]]) => ({ name, n, values: { recall } })),
    groupScore: 'accuracy',
    groups,
    confusion: [],
  };
}

/** The same groups as every score knows them, with an interval each. */
function withFairness(scores: SplitScores, spread: { difference: number; ratio: number; worst: string }): SplitScores {
  return {
    ...scores,
    fairness: [
      {
        attribute: 'skin_tone',
        smallest: 10,
        groups: [
          ...scores.groups.map(({ value, n, score }) => ({
            value,
            n,
            values: { accuracy: score, macro_f1: score && score - 0.02 },
            intervals: { accuracy: [score! - 0.04, score! + 0.03] as [number, number] },
          })),
          { value: hostile.html, n: 4, values: { accuracy: 0.5, macro_f1: null }, intervals: {} },
        ],
        spreads: { accuracy: spread, macro_f1: spread },
        parity: [
          {
            class: 'scab',
            selection: [0.21, 0.24, 0.4, 0.5],
            truePositive: [0.93, 0.88, 0.61, null],
            falsePositive: [0.02, 0.04, 0.13, 0.5],
            demographicParity: { difference: 0.19, ratio: 0.525 },
            equalizedOdds: { difference: 0.32, ratio: 0.154 },
            equalOpportunity: { difference: 0.32, ratio: 0.656 },
          },
        ],
      },
    ],
  };
}

const group = (attribute: string, value: string, n: number, score: number) => ({
  attribute,
  value,
  n,
  score,
  share: score,
});

export const classifier: ModelScores = {
  model: 'classifier',
  dataset: 'leaves',
  task: 'classification',
  origin: 'measured',
  score: 'macro_f1',
  split: 'test',
  base: withFairness(
    splitScores(
      0.836,
      [0.801, 0.868],
      { accuracy: 0.852, balanced_accuracy: 0.834, mcc: 0.781, roc_auc: 0.951, pr_auc: 0.902, log_loss: 0.41 },
      { healthy: [219, 0.91], rust: [141, 0.851], scab: [128, 0.828], [hostile.html]: [24, 0.75] },
      [
        group('skin_tone', 'light', 190, 0.921),
        group('skin_tone', 'medium', 234, 0.872),
        group('skin_tone', 'dark', 88, 0.789),
      ],
    ),
    { difference: 0.132, ratio: 0.857, worst: 'dark' },
  ),
  head: withFairness(
    splitScores(
      0.842,
      [0.807, 0.875],
      { accuracy: 0.861, balanced_accuracy: 0.812, mcc: 0.79, roc_auc: 0.957, pr_auc: 0.911, log_loss: 0.39 },
      { healthy: [219, 0.963], rust: [141, 0.881], scab: [128, 0.68], [hostile.html]: [24, 0.74] },
      [
        group('skin_tone', 'light', 190, 0.958),
        group('skin_tone', 'medium', 234, 0.885),
        group('skin_tone', 'dark', 88, 0.691),
      ],
    ),
    { difference: 0.267, ratio: 0.721, worst: 'dark' },
  ),
  comparison: {
    model: 'classifier',
    dataset: 'leaves',
    split: 'test',
    task: 'classification',
    score: 'macro_f1',
    sameModel: false,
    sameData: false,
    overall: [],
    gaps: [],
    calibration: [],
    square: { baseOnBase: 0.836, baseOnHead: 0.849, headOnBase: 0.829, headOnHead: 0.842 },
    modelEffect: -0.007,
    dataEffect: 0.013,
    negativeFlips: [],
    flips: { negative: 31, positive: 27, of: 'images', n: 512 },
  },
};

/** A detector of another framework, known by what it answered. */
export const detector: ModelScores = {
  model: 'detector',
  dataset: 'orchard',
  task: 'detection',
  origin: 'claimed',
  score: 'map',
  split: 'test',
  base: detectorScores(
    0.412,
    [0.391, 0.435],
    { map_50: 0.633, map_75: 0.447, map_small: 0.233, map_large: null },
    0.51,
  ),
  head: detectorScores(
    0.377,
    [0.355, 0.398],
    { map_50: 0.601, map_75: 0.401, map_small: 0.121, map_large: null },
    0.43,
  ),
  comparison: {
    ...classifier.comparison!,
    model: 'detector',
    dataset: 'orchard',
    task: 'detection',
    score: 'map',
    sameData: true,
    square: { baseOnBase: 0.412, baseOnHead: 0.412, headOnBase: 0.377, headOnHead: 0.377 },
    modelEffect: -0.035,
    dataEffect: 0,
    flips: { negative: 61, positive: 12, of: 'objects', n: 1893 },
  },
};

function detectorScores(
  map: number,
  interval: [number, number],
  values: Record<string, number | null>,
  apple: number,
): SplitScores {
  return {
    split: 'test',
    n: 240,
    values: { map, ...values },
    declared: { name: 'map', value: map, interval },
    classScore: 'ap',
    classes: [
      { name: 'apple', n: 1204, values: { ap: apple } },
      { name: 'pear', n: 689, values: { ap: 0.324 } },
    ],
    groupScore: 'map',
    groups: [],
    confusion: null,
  };
}

/** A model that is new at head, of ten thousand images. */
export const mobile: ModelScores = {
  ...classifier,
  model: 'mobile|<b>',
  base: null,
  head: { ...classifier.head!, n: 10_240, groups: [] },
  comparison: null,
};
