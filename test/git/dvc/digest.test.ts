import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { md5Check } from '../../../src/git/dvc/digest.ts';

interface Case {
  name: string;
  parts: [base64: string, count: number][];
  md5: string;
  unix: string;
}

const cases = JSON.parse(readFileSync(new URL('../../reference/dvc_digests.json', import.meta.url), 'utf8')) as Case[];

const contentOf = ({ parts }: Case) =>
  Buffer.concat(
    parts.map(([text, count]) => Buffer.from(Buffer.from(text, 'base64').toString('latin1').repeat(count), 'latin1')),
  );

function verdict(content: Buffer, digest: string, piece: number): string | null {
  const check = md5Check(digest, content.length);
  for (let start = 0; start < content.length; start += piece) check.take(content.subarray(start, start + piece));
  return check.verdict();
}

describe.each(cases)('$name', (each) => {
  const content = contentOf(each);

  test.each([4093, 65_536, 2 ** 21])('has the digests of DVC 3 and 2, in pieces of %i bytes', (piece) => {
    expect(verdict(content, each.md5, piece)).toBeNull();
    expect(verdict(content, each.unix, piece)).toBeNull();
    expect(verdict(content, '0'.repeat(32), piece)).toBe('other content');
    expect(md5Check(each.md5, content.length + 1).verdict()).toBe('0 bytes');
  });
});
