/** The bytes of an image and its path, as Hugging Face's struct, a column of bytes or one of paths has them. No bytes at all are an image too, of zero bytes. */
export function imageIn(value: unknown): { bytes: Uint8Array | null; path: string | null } {
  const nothing = { bytes: null, path: null };
  if (value instanceof Uint8Array) return { ...nothing, bytes: value };
  if (typeof value === 'string') return { ...nothing, path: value || null };
  if (typeof value !== 'object' || value === null) return nothing;
  const { bytes, path } = value as { bytes?: unknown; path?: unknown };
  const written = path instanceof Uint8Array ? Buffer.from(path).toString() : path;
  return {
    bytes: bytes instanceof Uint8Array ? bytes : null,
    path: typeof written === 'string' && written !== '' ? written : null,
  };
}
