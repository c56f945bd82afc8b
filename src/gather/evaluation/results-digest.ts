import type { Results } from '../../model/facts.ts';
import { digest } from '../digest.ts';

/** What every score of these results depends on: all of their columns. */
export function resultsDigest(results: Results): string {
  return digest(...partsOf(results));
}

type Part = string | NodeJS.ArrayBufferView;

function partsOf(value: unknown): Part[] {
  if (ArrayBuffer.isView(value)) return [value as NodeJS.ArrayBufferView];
  if (Array.isArray(value)) return [`list of ${value.length}`, ...value.flatMap(partsOf)];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, part]) => [name, ...partsOf(part)]);
  }
  return [String(value)];
}
