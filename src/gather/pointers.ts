/** What lies in place of an image where its content was never put there: text that says where the content is. */
export type Pointer = 'Git LFS pointer' | 'DVC pointer';

/** Pointers are small; the first bytes tell. */
const longest = 4096;

export function pointerIn(bytes: Uint8Array): Pointer | null {
  if (bytes.length > longest) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//.test(text)) return 'Git LFS pointer';
  return /^outs:\s*$/m.test(text) && /^[-\s]*(md5|etag|checksum): /m.test(text) ? 'DVC pointer' : null;
}
