import type { Effect } from '../../src/model/facts.ts';

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

/** Pairs of classes that an effect makes of each other. */
export function swapsOf(effect: Effect, labels: readonly string[]): [string, string][] {
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
export function unreadableUnder(effect: Effect, labels: readonly string[]): string[] {
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
