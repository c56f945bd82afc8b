import { createHash } from 'node:crypto';

const TAG_COUNT_AT = 128;
const TAG_BYTES = 12;
const MOST_TAGS = 100;
const DIGEST_LENGTH = 16;

/**
 * The name that a colour profile gives itself (tag `desc` of ICC.1: text in version 2, the first language of several in
 * version 4), else a digest of it; `''` when there is no profile.
 */
export function profileName(icc: Uint8Array | undefined): string {
  if (!icc) return '';
  return description(Buffer.from(icc)).trim() || createHash('sha256').update(icc).digest('hex').slice(0, DIGEST_LENGTH);
}

function description(icc: Buffer): string {
  try {
    const tags = Math.min(icc.readUInt32BE(TAG_COUNT_AT), MOST_TAGS);
    for (let tag = 0; tag < tags; tag++) {
      const entry = TAG_COUNT_AT + 4 + tag * TAG_BYTES;
      if (icc.toString('latin1', entry, entry + 4) !== 'desc') continue;
      const start = icc.readUInt32BE(entry + 4);
      return textAt(icc, start);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return '';
}

function textAt(icc: Buffer, start: number): string {
  const type = icc.toString('latin1', start, start + 4);
  if (type === 'desc') {
    const length = icc.readUInt32BE(start + 8);
    return icc.toString('latin1', start + 12, start + 12 + length).split('\0', 1)[0];
  }
  if (type !== 'mluc' || icc.readUInt32BE(start + 8) === 0) return '';
  const length = icc.readUInt32BE(start + 20) & ~1;
  const from = start + icc.readUInt32BE(start + 24);
  return Buffer.from(icc.subarray(from, from + length))
    .swap16()
    .toString('utf16le')
    .split('\0', 1)[0];
}
