import type { Model, TensorInterface } from '../../src/model/facts.ts';

/** A way in which a caller of base's model would fail with head's. */
export interface InterfaceBreak {
  message: 'missing' | 'added' | 'changed' | 'classes';
  /** What of the model changed, stable from commit to commit. */
  part: string;
  data: Record<string, string | number>;
}

/**
 * What a caller relies on and head no longer keeps: names, element types, ranks and fixed dimensions of inputs and
 * outputs, and the class list. An input that takes more than before, and an output more, break nobody.
 */
export function interfaceBreaks(base: Model, head: Model): InterfaceBreak[] {
  return [
    ...tensorBreaks('input', base.inputs, head.inputs),
    ...head.inputs
      .filter(({ name }) => !base.inputs.some((input) => input.name === name))
      .map(({ name }): InterfaceBreak => ({ message: 'added', part: `input ${name}`, data: { name } })),
    ...tensorBreaks('output', base.outputs, head.outputs),
    ...classBreaks(base.labels, head.labels),
  ];
}

function tensorBreaks(
  kind: 'input' | 'output',
  base: readonly TensorInterface[],
  head: readonly TensorInterface[],
): InterfaceBreak[] {
  return base.flatMap((before): InterfaceBreak[] => {
    const part = `${kind} ${before.name}`;
    const after = head.find(({ name }) => name === before.name);
    if (!after) return [{ message: 'missing', part, data: { kind, name: before.name } }];
    if (before.type === after.type && !shapeBreaks(kind, before.shape, after.shape)) return [];
    const data = { kind, name: before.name, was: written(before), now: written(after) };
    return [{ message: 'changed', part, data }];
  });
}

function shapeBreaks(
  kind: 'input' | 'output',
  before: TensorInterface['shape'],
  after: TensorInterface['shape'],
): boolean {
  if (before.length !== after.length) return true;
  return before.some((was, axis) => {
    const now = after[axis];
    if (typeof now !== 'number' || was === null) return false;
    return kind === 'input' ? now !== was : typeof was === 'number' && now !== was;
  });
}

/** A class list that only grew keeps every index; the output's dimension tells of the rest. One that is empty is not known. */
function classBreaks(base: readonly string[], head: readonly string[]): InterfaceBreak[] {
  if (head.length === 0) return [];
  const index = base.findIndex((name, position) => head[position] !== name);
  if (index < 0) return [];
  return [
    {
      message: 'classes',
      part: 'classes',
      data: { index, was: base[index], now: head[index] ?? 'nothing' },
    },
  ];
}

function written({ type, shape }: TensorInterface): string {
  return `${type}[${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}
