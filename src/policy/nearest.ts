import { editDistance } from '../spelling/edit-distance.ts';

/** Words that people write for another name; edit distance would not find them. */
const synonyms: Record<string, string> = {
  val: 'validation',
  valid: 'validation',
  dev: 'validation',
  training: 'train',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
  license: 'licence',
  warn: 'warning',
  info: 'warning',
  fail: 'error',
  critical: 'error',
  f1: 'macro_f1',
  acc: 'accuracy',
  dataset: 'data',
  path: 'file',
  csv: 'table',
  expires: 'until',
  gpu: 'cuda',
};

/**
 * The name that was most likely meant, or `undefined` when none is near: a usual synonym, the same name in another
 * spelling, a name that ends with it after a slash, or the smallest edit distance up to a third of the length.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  const plain = normalise(name);
  const synonym = synonyms[plain];
  if (Object.hasOwn(synonyms, plain) && names.includes(synonym)) return synonym;

  let best: string | undefined;
  let least = Math.min(Math.floor(Math.max(plain.length, 3) / 3) + 1, plain.length);
  for (const candidate of names) {
    const other = normalise(candidate);
    if (other === plain || other.slice(other.lastIndexOf('/') + 1) === plain) return candidate;
    const distance = editDistance(plain, other, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function normalise(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]/g, '_');
}
