import { Fault } from '../../model/fault.ts';
import type { Declaration } from './declaration.ts';

/** The value of a yes-or-no key; `undefined` when it is not declared. */
export function booleanOf(declaration: Declaration, key: string): boolean | undefined {
  const value = declaration.values[key] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw fault(declaration, key, 'true or false');
}

export function numberOf(
  declaration: Declaration,
  key: string,
  { above = Number.NEGATIVE_INFINITY, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY },
): number | undefined {
  const value = declaration.values[key] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value > above && value >= least && value <= most) return value;
  const from = Number.isFinite(above) ? ` above ${above}` : Number.isFinite(least) ? ` of at least ${least}` : '';
  const to = Number.isFinite(most) ? `${from ? ' and' : ''} of at most ${most}` : '';
  throw fault(declaration, key, `a number${from}${to}`);
}

/** One of the names, in any case, as what it stands for. */
export function wordOf<T>(declaration: Declaration, key: string, names: Record<string, T>): T | undefined {
  const value = declaration.values[key] ?? undefined;
  if (value === undefined) return undefined;
  const word = String(value).toLowerCase();
  if (Object.hasOwn(names, word)) return names[word];
  throw fault(declaration, key, `one of ${Object.keys(names).join(', ')}`);
}

/** A number, repeated for each channel, or a list of one for each. */
export function valuesPerChannel(
  declaration: Declaration,
  key: string,
  channels: number,
  isExact: boolean,
): number[] | undefined {
  const value = declaration.values[key] ?? undefined;
  if (value === undefined) return undefined;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'number' && Number.isFinite(item))) {
    throw fault(declaration, key, 'a number or a list of numbers');
  }
  if (list.length === 1) return Array.from({ length: channels }, () => list[0] as number);
  if (list.length === channels || (list.length === 3 && !isExact)) return list as number[];
  throw fault(
    declaration,
    key,
    channels === 1 ? 'one number' : `1 or ${channels} numbers`,
    'for the declared channels',
  );
}

export type Size =
  | { kind: 'side'; side: number }
  | { kind: 'box'; height: number; width: number }
  | { kind: 'shortest'; shortest: number; longest?: number };

/** A size in pixels: a whole number, `[height, width]`, `{ height, width }` or `{ shortest_edge, longest_edge }`. */
export function sizeOf(declaration: Declaration, key: string): Size | undefined {
  const value = declaration.values[key] ?? undefined;
  if (value === undefined) return undefined;
  if (isPixels(value)) return { kind: 'side', side: value };
  if (Array.isArray(value) && value.length === 2 && value.every(isPixels)) {
    return { kind: 'box', height: value[0], width: value[1] };
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { height, width, shortest_edge: shortest, longest_edge: longest } = value as Record<string, unknown>;
    const hasBox = height !== undefined || width !== undefined;
    const hasSide = shortest !== undefined || longest !== undefined;
    if (hasBox && hasSide) {
      throw fault(declaration, key, 'either `height` and `width` or `shortest_edge`', 'as they contradict each other');
    }
    if (isPixels(height) && isPixels(width)) return { kind: 'box', height, width };
    if (isPixels(shortest) && longest === undefined) return { kind: 'shortest', shortest };
    if (isPixels(shortest) && isPixels(longest) && longest >= shortest) return { kind: 'shortest', shortest, longest };
  }
  throw fault(declaration, key, 'pixels: a whole number, `{ height, width }` or `{ shortest_edge, longest_edge }`');
}

function isPixels(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_536;
}

/** The fault of a key's value. */
export function fault(declaration: Declaration, key: string, expected: string, because = ''): Fault {
  const value = declaration.values[key];
  const received = value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``;
  const at = declaration.atKey(key);
  return new Fault(
    'broken',
    `Expected ${expected} for \`${key}\` in ${at.path} but received ${received}${because && `, ${because}`}. ` +
      'Write what the training code does to each image.',
    at,
  );
}
