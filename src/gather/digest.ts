import { createHash } from 'node:crypto';

/** SHA-256 of the parts, as hex; each part is framed by its length, so that no two lists collide by joining. */
export function digest(...parts: (string | NodeJS.ArrayBufferView)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength}:`);
    hash.update(part);
  }
  return hash.digest('hex');
}
