import { createHash } from 'node:crypto';
import type { ProbabilityColumns } from '../score/classification/columns.ts';

/** SHA-256 of the parts, as hex; each part is framed by its length, so that no two lists collide by joining. */
export function digest(...parts: (string | Int32Array | Float32Array | Float64Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength}:`);
    hash.update(part);
  }
  return hash.digest('hex');
}

/** What every score of these results depends on. */
export function columnsDigest({ truth, predicted, scores, classes }: ProbabilityColumns): string {
  return digest(String(classes), truth, predicted, scores);
}
