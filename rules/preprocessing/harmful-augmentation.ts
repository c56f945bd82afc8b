import type { Effect } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { listed } from '../shared/wording.ts';

/** Words in the names of classes that change places under an effect. */
const words: [Effect[], [string, string][]][] = [
  [['horizontal flip', 'half turn'], [['left', 'right']]],
  [
    ['vertical flip', 'half turn'],
    [
      ['up', 'down'],
      ['upward', 'downward'],
      ['top', 'bottom'],
      ['upper', 'lower'],
    ],
  ],
  [
    ['quarter turn'],
    [
      ['horizontal', 'vertical'],
      ['portrait', 'landscape'],
      ['left', 'up'],
      ['left', 'down'],
      ['right', 'up'],
      ['right', 'down'],
    ],
  ],
];

/** Signs of writing that become another sign. */
const signs: [Effect, [string, string][]][] = [
  [
    'horizontal flip',
    [
      ['b', 'd'],
      ['p', 'q'],
      ['(', ')'],
      ['<', '>'],
    ],
  ],
  [
    'vertical flip',
    [
      ['b', 'p'],
      ['d', 'q'],
      ['M', 'W'],
    ],
  ],
  [
    'half turn',
    [
      ['6', '9'],
      ['b', 'q'],
      ['d', 'p'],
      ['n', 'u'],
      ['M', 'W'],
    ],
  ],
  ['quarter turn', [['N', 'Z']]],
];

/** Digits in words, which class lists of digits often have. */
const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Signs that a mirror leaves as they are, seen from the side and from above. */
const mirrored: Partial<Record<Effect, RegExp>> = {
  'horizontal flip': /^[08AHIMOTUVWXYilovwx+*=|-]$/,
  'vertical flip': /^[038BCDEHIKOXclox+*=|-]$/,
};

export default defineRule({
  meta: {
    id: 'preprocessing/harmful-augmentation',
    title: 'An augmentation turns images of one class into images of another.',
    why: 'A flip leaves a cat a cat, and makes a left arrow a right one. The label stays, so that training teaches the model the opposite of the truth for every image that is flipped.',
    fix: 'Take the transform out, or swap the label together with the image.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['augmentation', 'models'],
    messages: {
      swapped: '{transform} ({effect}) turns {from} into {to}, and both are classes of {model}.',
      unreadable: '{transform} ({effect}) makes signs that nobody writes of {classes}, which are classes of {model}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { model, transforms } of Object.values(head.augmentation)) {
      const labels = head.models[model]?.labels ?? [];
      const told = new Set<string>();
      for (const { name, effects, at } of transforms) {
        for (const effect of effects) {
          const [pair] = swapsOf(effect, labels);
          const unread = pair ? [] : unreadableUnder(effect, labels);
          if ((!pair && unread.length === 0) || told.has(effect)) continue;
          told.add(effect);
          const shared = { subject: model, identity: `${model}/${effect}`, at };
          if (pair) {
            const [from, to] = pair;
            yield { ...shared, message: 'swapped', data: { model, transform: name, effect, from, to } };
          } else {
            yield {
              ...shared,
              message: 'unreadable',
              severity: 'warning',
              data: { model, transform: name, effect, classes: shortened(unread) },
            };
          }
        }
      }
    }
  },
});

/** Pairs of classes that an effect makes of each other. */
function swapsOf(effect: Effect, labels: readonly string[]): [string, string][] {
  const byName = new Map(labels.map((label) => [partsOf(label).join(' '), label]));
  const pairs = words.flatMap(([under, known]) => (under.includes(effect) ? known : []));
  const ofWords = labels.flatMap((label) =>
    pairs.flatMap(([a, b]): [string, string][] => {
      const parts = partsOf(label);
      if (!parts.includes(a)) return [];
      const other = byName.get(parts.map((part) => (part === a ? b : part)).join(' '));
      return other === undefined ? [] : [[label, other]];
    }),
  );
  const written = new Map(labels.map((label) => [signOf(label), label]));
  const ofSigns = signs.flatMap(([under, known]) =>
    (under === effect ? known : []).flatMap(([a, b]): [string, string][] => {
      const [from, to] = [written.get(a), written.get(b)];
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
  );
  return [...ofWords, ...ofSigns];
}

/** Digits and letters that have a wrong side, in a class list that consists of such signs. */
function unreadableUnder(effect: Effect, labels: readonly string[]): string[] {
  const symmetric = mirrored[effect];
  const written = labels.filter((label) => /^[0-9A-Za-z]$/.test(signOf(label)));
  if (!symmetric || written.length < 3 || written.length < labels.length / 2) return [];
  return written.filter((label) => !symmetric.test(signOf(label)));
}

function signOf(label: string): string {
  const digit = digits.indexOf(label.toLowerCase());
  return digit >= 0 ? String(digit) : label.trim();
}

/** Words of a name: `turnLeft_sign` is turn, left, sign. */
function partsOf(label: string): string[] {
  return label
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
}

function shortened(labels: readonly string[]): string {
  const shown = labels.slice(0, 5);
  return labels.length > shown.length ? `${shown.join(', ')} and ${labels.length - shown.length} more` : listed(shown);
}
