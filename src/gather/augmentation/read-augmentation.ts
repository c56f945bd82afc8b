import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Augmentation, Augmenting } from '../../model/facts.ts';
import { Fault, type Position } from '../../model/fault.ts';
import { effectsOf, effectsOfTurn, holding, turning, ultralyticsEffects } from './transforms.ts';

type Read = Omit<Augmentation, 'model' | 'at'> & { unknown: string[] };

interface Call {
  name: string;
  /** Arguments by name. */
  values: Record<string, unknown>;
  held: unknown[];
  at: Position;
}

/**
 * Reads what a training declares that it did to its images.
 *
 * - Albumentations: what `A.save` writes, JSON or YAML, and `to_dict`.
 * - torchvision: a list of transforms, or one below `transforms`: `RandomRotation(degrees=15)` as they print themselves,
 *   `{ type: RandomRotation, degrees: 15 }` or `{ RandomRotation: { degrees: 15 } }`.
 * - Ultralytics: `args.yaml`.
 *
 * @returns with the names of transforms that are not known, which are left out
 * @throws Fault `broken` at its line, where it is none of these
 */
export function readAugmentation(text: string, path: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines, schema: 'core', uniqueKeys: true });
  const place = (node: unknown): Position => {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  const [mistake] = document.errors;
  if (mistake) {
    const { line } = lines.linePos(mistake.pos[0]);
    throw new Fault(
      'broken',
      `Expected JSON or YAML in ${path} but line ${line} is neither. Save the transforms again.`,
      {
        path,
        line,
      },
    );
  }
  const root = document.contents;
  if (isMap(root) && Object.keys(ultralyticsEffects).some((key) => root.has(key))) return readUltralytics(root, place);

  const list = listIn(root);
  if (!list) {
    throw new Fault(
      'broken',
      `Expected transforms of Albumentations or torchvision, or Ultralytics' arguments, in ${path} but found none. ` +
        'Write them with `A.save`, as a list below `transforms`, or name the args.yaml of the run.',
      { path, line: 1 },
    );
  }
  const isAlbumentations = text.includes('__class_fullname__');
  const found: Read = {
    library: isAlbumentations ? 'Albumentations' : 'torchvision',
    transforms: [],
    prepares: { size: null, normalisation: null },
    unknown: [],
  };
  for (const item of list) take(item);
  return found;

  function take(item: unknown): void {
    const call = callIn(item, place);
    if (!call) return;
    const { name, values, held, at } = call;
    if (number(values.p) === 0 || values.always_apply === 'never') return;
    if (holding.has(name)) for (const inner of held) take(inner);
    else if (turning.has(name)) found.transforms.push({ name, effects: effectsOfCall(name, values), at });
    else if (Object.hasOwn(effectsOf, name)) found.transforms.push({ name, effects: [...effectsOf[name]], at });
    else prepare(name, values);
  }

  function prepare(name: string, values: Record<string, unknown>): void {
    if (name === 'Normalize') {
      found.prepares.normalisation = `mean ${words(values.mean)}, standard deviation ${words(values.std)}`;
    } else if (/^(?:Resize|SmallestMaxSize|LongestMaxSize|CenterCrop|LetterBox)$/.test(name)) {
      const size = values.size ?? values.max_size ?? [values.height, values.width];
      found.prepares.size = [found.prepares.size, `${name} ${words(size)}`].filter(Boolean).join(', ');
    } else if (!/^(?:To|Pad|PIL|Convert|Identity|NoOp|Lambda|Sanitize|ClampBounding)/.test(name)) {
      found.unknown.push(name);
    }
  }
}

function effectsOfCall(name: string, values: Record<string, unknown>): Augmenting['effects'] {
  const stated = values.degrees ?? values.limit ?? values.rotate_limit ?? values.rotate;
  // Rotate and RandomRotate of Albumentations turn by up to a right angle where nothing is said.
  const angles = stated ?? (name === 'Rotate' || name === 'SafeRotate' ? 90 : name === 'ShiftScaleRotate' ? 45 : 0);
  const others = name === 'ShiftScaleRotate' || /Affine$/.test(name) ? (['shift', 'scale'] as const) : [];
  return [...effectsOfTurn(largest(angles)), ...others];
}

function readUltralytics(root: { get(key: string, keep: true): unknown }, place: (node: unknown) => Position): Read {
  const transforms = Object.entries(ultralyticsEffects).flatMap(([key, effects]): Augmenting[] => {
    const node = root.get(key, true);
    const value = isScalar(node) ? number(node.value) : null;
    if (value === null || value === 0) return [];
    const at = place(node);
    return [{ name: key, effects: key === 'degrees' ? effectsOfTurn(value) : [...effects], at }];
  });
  const size = root.get('imgsz', true);
  const prepares = { size: isScalar(size) ? `imgsz ${size.value}` : null, normalisation: null };
  return { library: 'Ultralytics', transforms, prepares, unknown: [] };
}

/** The transforms of the outermost composition. */
function listIn(root: unknown): unknown[] | null {
  if (isSeq(root)) return root.items;
  if (!isMap(root)) return null;
  for (const key of ['transforms', 'transform', 'train', 'Compose']) {
    const inner = root.get(key, true);
    if (isSeq(inner)) return inner.items;
    if (isMap(inner)) return listIn(inner) ?? [inner];
  }
  return null;
}

function callIn(item: unknown, place: (node: unknown) => Position): Call | null {
  const at = place(item);
  if (isScalar(item)) return printed(String(item.value), at);
  if (!isMap(item)) return null;
  const name = ['__class_fullname__', 'type', 'name', '_target_'].map((key) => item.get(key)).find(isText);
  if (name !== undefined) {
    const held = item.get('transforms', true);
    return { name: lastPart(name), values: item.toJSON(), held: isSeq(held) ? held.items : [], at };
  }
  const [pair] = item.items;
  if (!pair || !isScalar(pair.key)) return null;
  const held = isMap(pair.value) ? pair.value.get('transforms', true) : pair.value;
  const values = isMap(pair.value) ? pair.value.toJSON() : {};
  return { name: lastPart(String(pair.key.value)), values, held: isSeq(held) ? held.items : [], at: place(pair.key) };
}

/** `RandomRotation(degrees=[-15.0, 15.0], p=0.5)`, as torchvision's transforms print themselves. */
function printed(text: string, at: Position): Call | null {
  const call = /^\s*([\w.]+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(text);
  if (!call) return null;
  const values: Record<string, unknown> = {};
  for (const [, key, value] of (call[2] ?? '').matchAll(/(\w+)=(\[[^\]]*\]|\([^)]*\)|[^,]+)/g)) {
    const numbers = [...value.matchAll(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)].map(([digits]) => Number(digits));
    values[key] = /^[[(]/.test(value) ? numbers : (numbers[0] ?? value);
  }
  return { name: lastPart(call[1]), values, held: [], at };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The largest magnitude among numbers, however they are nested. */
function largest(value: unknown): number {
  if (typeof value === 'number') return Math.abs(value);
  if (value === null || typeof value !== 'object') return 0;
  return Math.max(0, ...Object.values(value).map(largest));
}

function words(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(words)
      .join(' × ')
      .replaceAll(' × ', value.length > 2 ? ', ' : ' × ');
  return value === undefined ? 'unsaid' : String(value);
}
