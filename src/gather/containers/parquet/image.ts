/** The bytes of an image and its path, as Hugging Face's struct, a column of bytes or one of paths has them. */
export function imageIn(value: unknown): { bytes: Uint8Array | null; path: string | null } {
  const nothing = { bytes: null, path: null };
  if (value instanceof Uint8Array) return { ...nothing, bytes: filled(value) };
  if (typeof value === 'string') return { ...nothing, path: value || null };
  if (typeof value !== 'object' || value === null) return nothing;
  const { bytes, path } = value as { bytes?: unknown; path?: unknown };
  const written = path instanceof Uint8Array ? Buffer.from(path).toString() : path;
  return {
    bytes: bytes instanceof Uint8Array ? filled(bytes) : null,
    path: typeof written === 'string' && written !== '' ? written : null,
  };
}

function filled(bytes: Uint8Array): Uint8Array | null {
  return bytes.length > 0 ? bytes : null;
}
