import divergingHistory from '../../../rules/fitting/diverging-history.ts';
import type { Facts, HistorySeries } from '../../../src/model/facts.ts';
import { testRule } from '../../harness/rule/index.ts';

const series = (name: string, split: HistorySeries['split'], values: number[]): HistorySeries => ({
  name,
  quantity: 'loss',
  split,
  kind: 'loss',
  values: Float64Array.from(values),
  epoch: Float64Array.from(values, (_, index) => index + 1),
  line: Int32Array.from(values, (_, index) => index + 2),
  path: 'runs/history.csv',
});

const history = (...all: HistorySeries[]): { histories: Facts['histories'] } => ({
  histories: {
    classifier: {
      model: 'classifier',
      path: 'runs/history.csv',
      series: all,
      clock: 'epoch',
      costs: [],
      problems: [],
      at: { path: 'runs/history.csv' },
    },
  },
});

const falling = [1, 0.8, 0.6, 0.5, 0.4, 0.35, 0.3, 0.28, 0.26, 0.25];
const turning = [1, 0.9, 0.8, 0.75, 0.8, 0.9, 1, 1.1, 1.2, 1.3];

testRule(divergingHistory, {
  passes: [
    {
      name: 'both losses fall',
      head: history(series('loss', 'train', falling), series('val_loss', 'validation', falling)),
    },
    {
      name: 'the validation loss has only just passed its lowest value',
      head: history(series('loss', 'train', falling), series('val_loss', 'validation', turning.slice(0, 7))),
    },
    {
      name: 'both rise, which is another fault than overfitting',
      head: history(series('loss', 'train', turning), series('val_loss', 'validation', turning)),
    },
    {
      name: 'such a rise is accepted',
      options: { rise: 0.7 },
      head: history(series('loss', 'train', falling), series('val_loss', 'validation', turning)),
    },
    {
      name: 'more epochs must follow',
      options: { epochs: 8 },
      head: history(series('loss', 'train', falling), series('val_loss', 'validation', turning)),
    },
    { name: 'a score is no loss', head: history({ ...series('val_loss', 'validation', [Number.NaN]), kind: 'score' }) },
  ],
  fails: [
    {
      name: 'the validation loss rises while the training loss falls',
      head: history(series('loss', 'train', falling), series('val_loss', 'validation', turning)),
      problems: [
        { message: 'rising', subject: 'classifier: val_loss', at: { path: 'runs/history.csv', line: 5 }, limit: 0.2 },
      ],
      texts: ['val_loss of classifier rose from 0.75 in epoch 4 to 1.2 in epoch 10, by 60 %, while loss fell.'],
    },
    {
      name: 'the loss became infinite',
      head: history(series('val_loss', 'validation', [1, Number.POSITIVE_INFINITY])),
      problems: [{ message: 'notFinite', at: { path: 'runs/history.csv', line: 3 } }],
      texts: ['val_loss of classifier is infinite in epoch 2.'],
    },
    {
      name: 'a loss is no number from some epoch on',
      head: history(series('train/box_loss', 'train', [1, 0.9, Number.NaN, Number.NaN])),
      problems: [{ message: 'notFinite', at: { path: 'runs/history.csv', line: 4 } }],
      texts: ['train/box_loss of classifier is not a number in epoch 3.'],
    },
  ],
});
