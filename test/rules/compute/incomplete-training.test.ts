import rule from '../../../rules/compute/incomplete-training.ts';
import { monitored, testRule, trainings } from '../../harness/rule/index.ts';

const args = { path: 'runs/args.yaml', line: 4 };
const asked = { declared: { epochs: 100, at: args } };
const flat = Array.from({ length: 40 }, (_, epoch) => (epoch < 20 ? 1 - 0.04 * epoch : 0.2 + 0.001 * epoch));
const steady = Array.from({ length: 40 }, (_, epoch) => 1 - 0.02 * epoch);

testRule(rule, {
  passes: [
    { name: 'nothing was asked for', head: { trainings: trainings({ net: { epochs: 12 } }) } },
    { name: 'all epochs are there', head: { trainings: trainings({ net: { ...asked, epochs: 100 } }) } },
    { name: 'the history counts steps', head: { trainings: trainings({ net: { ...asked, epochs: null } }) } },
    {
      name: 'it stopped when its patience was at an end',
      head: {
        trainings: trainings({
          net: { ...asked, epochs: 40, patience: 19, monitor: monitored('val_loss', 'loss', flat) },
        }),
      },
    },
    {
      name: 'ten epochs are too few to see a trend',
      head: { trainings: trainings({ net: { monitor: monitored('val_loss', 'loss', steady.slice(0, 10)) } }) },
    },
    {
      name: 'the last epochs gain as much as the option allows',
      options: { gain: 0.2 },
      head: { trainings: trainings({ net: { monitor: monitored('val_loss', 'loss', steady) } }) },
    },
    {
      name: 'the weights are of the best epoch, or nearly',
      options: { loss: 0.1 },
      head: {
        trainings: trainings({ net: { checkpoint: 22, monitor: monitored('val_loss', 'loss', flat) } }),
      },
    },
    {
      name: 'the history has no such epoch',
      head: { trainings: trainings({ net: { checkpoint: 400, monitor: monitored('val_loss', 'loss', flat) } }) },
    },
  ],
  fails: [
    {
      name: 'a run that was cut short',
      head: { trainings: trainings({ net: { ...asked, epochs: 41 } }) },
      problems: [{ message: 'cut', subject: 'net', identity: 'net', at: args }],
      texts: ['The training of net has 41 of the 100 epochs that were asked for.'],
    },
    {
      name: 'a run that was cut short before its patience was at an end',
      head: {
        trainings: trainings({
          net: { ...asked, epochs: 40, patience: 30, monitor: monitored('val_loss', 'loss', flat) },
        }),
      },
      problems: [{ message: 'cut' }],
    },
    {
      name: 'a run that ended on NaN',
      head: { trainings: trainings({ net: { broken: [monitored('val_loss', 'loss', [1, Number.NaN])] } }) },
      problems: [{ message: 'broken', identity: 'net/val_loss', at: { path: 'runs/history.csv', line: 3 } }],
      texts: ['The training of net ended on val_loss that is no number.'],
    },
    {
      name: 'a loss that still falls, and a score that still rises',
      head: {
        trainings: trainings({
          net: { monitor: monitored('val_loss', 'loss', steady) },
          other: {
            monitor: monitored(
              'val_acc',
              'score',
              steady.map((value) => 1 - value),
            ),
          },
        }),
      },
      problems: [
        { message: 'improving', subject: 'net', at: { path: 'runs/history.csv', line: 41 }, limit: 0.1 },
        { message: 'improving', subject: 'other' },
      ],
      texts: [
        'The training of net may have been ended too early: val_loss took 10.3 % of its whole gain in the last 4 epochs.',
        'The training of other may have been ended too early: val_acc took 10.3 % of its whole gain in the last 4 epochs.',
      ],
    },
    {
      name: 'weights of the last epoch, long after the best one',
      head: { trainings: trainings({ net: { checkpoint: 39, monitor: monitored('val_loss', 'loss', flat) } }) },
      problems: [{ message: 'notBest', at: { path: 'runs/history.csv', line: 41 }, limit: 0.02 }],
      texts: ['net has the weights of epoch 39, where val_loss was 0.239; it was 0.22 in epoch 20.'],
    },
  ],
});
