import harmfulAugmentation from '../../../rules/preprocessing/harmful-augmentation.ts';
import type { Augmentation, Effect } from '../../../src/model/facts.ts';
import { models, testRule } from '../../harness/rule/index.ts';

const net = (
  labels: string[],
  ...effects: Effect[]
): { models: ReturnType<typeof models>; augmentation: Record<string, Augmentation> } => ({
  models: models({ net: { labels } }),
  augmentation: {
    net: {
      model: 'net',
      library: 'Ultralytics',
      transforms: [{ name: 'fliplr', effects, at: { path: 'runs/args.yaml', line: 7 } }],
      prepares: { size: null, normalisation: null },
      at: { path: 'runs/args.yaml', line: 1 },
    },
  },
});
const at = { path: 'runs/args.yaml', line: 7 };

testRule(harmfulAugmentation, {
  passes: [
    { name: 'a flipped cat is a cat', head: net(['cat', 'dog'], 'horizontal flip', 'vertical flip', 'half turn') },
    { name: 'left has no counterpart', head: net(['left lung', 'heart'], 'horizontal flip') },
    { name: 'arrows are not flipped', head: net(['turn left', 'turn right'], 'vertical flip', 'brightness') },
    { name: 'a single sign among things', head: net(['A', 'cat', 'dog', 'sheep'], 'horizontal flip') },
  ],
  fails: [
    {
      name: 'arrows are flipped',
      head: net(['turnLeft_sign', 'turnRight_sign', 'stop'], 'horizontal flip'),
      problems: [{ message: 'swapped', subject: 'net', identity: 'net/horizontal flip', at }],
      texts: ['fliplr (horizontal flip) turns turnLeft_sign into turnRight_sign, and both are classes of net.'],
    },
    {
      name: 'a thumb is turned on its head',
      head: net(['thumb up', 'thumb down'], 'half turn'),
      problems: [{ message: 'swapped', identity: 'net/half turn' }],
    },
    {
      name: 'six and nine are turned, and the other digits with them',
      head: net(['zero', 'one', 'six', 'nine'], 'half turn'),
      problems: [{ message: 'swapped' }],
      texts: ['fliplr (half turn) turns six into nine, and both are classes of net.'],
    },
    {
      name: 'digits are flipped',
      head: net(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], 'horizontal flip'),
      problems: [{ message: 'unreadable', severity: 'warning', identity: 'net/horizontal flip', at }],
      texts: [
        'fliplr (horizontal flip) makes signs that nobody writes of 1, 2, 3, 4, 5 and 3 more, which are classes of net.',
      ],
    },
  ],
});
