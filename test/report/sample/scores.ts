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

const group = (attribute: string, value: string, n: number, score: number) => ({ attribute, value, n, score });

export const classifier: ModelScores = {
  model: 'classifier',
  dataset: 'leaves',
  score: 'macro_f1',
  split: 'test',
  base: splitScores(
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
  head: splitScores(
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
  comparison: {
    model: 'classifier',
    dataset: 'leaves',
    split: 'test',
    task: 'classification',
    score: 'macro_f1',
    sameModel: false,
    sameData: false,
    overall: [],
    classes: [],
    groups: [],
    slices: [],
    gaps: [],
    square: { baseOnBase: 0.836, baseOnHead: 0.849, headOnBase: 0.829, headOnHead: 0.842 },
    modelEffect: -0.007,
    dataEffect: 0.013,
    negativeFlips: [],
    flips: { negative: 31, positive: 27, of: 'images', n: 512 },
  },
};

/** A model that is new at head, of ten thousand images. */
export const mobile: ModelScores = {
  ...classifier,
  model: 'mobile|<b>',
  base: null,
  head: { ...classifier.head!, n: 10_240, groups: [] },
  comparison: null,
};
