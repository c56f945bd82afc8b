/** Told each file of a listing: its path below the folder, and the MD5 of its content (32 digits). */
export type Take = (relative: string, md5: string) => void;

/** Reads a folder's listing as it comes; it may hold a million files. */
export interface ListingReader {
  /** @throws Error when it is no listing: the end of a sentence */
  read(piece: Uint8Array): void;
  /** @throws Error when it is no listing */
  end(): void;
}

/** Names are at most as long as a path may be on Linux. */
const RECORD = /\{"md5": "([0-9a-f]{32})", "relpath": "((?:[^"\\]|\\.){1,4096})"\}(?:, |\])/y;

/** Bytes read at a time: small enough that what is left of them goes with the young garbage. */
const PART = 2 ** 15;

/** Other spellings of JSON than DVC's own are read whole, up to this many characters. */
const WHOLE = 2 ** 28;

/**
 * The object of a folder: `[{"md5": …, "relpath": …}, …]`, sorted by path. DVC always writes it with these keys and
 * spaces (the digest of a folder depends on it). Source: dvc_data/hashfile/tree.py (`Tree.as_bytes`).
 */
export function listingReader(take: Take): ListingReader {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let taken = 0;
  let isClosed = false;

  function takeRecords() {
    let at = taken === 0 ? 1 : 0;
    while (!isClosed) {
      RECORD.lastIndex = at;
      const record = RECORD.exec(rest);
      if (record === null) break;
      const [text, md5, name] = record;
      takeSafely(name.includes('\\') ? (JSON.parse(`"${name}"`) as string) : name, md5, take);
      at += text.length;
      taken += 1;
      isClosed = text.endsWith(']');
    }
    if (taken > 0) rest = rest.slice(at);
  }

  return {
    read(piece) {
      for (let start = 0; start < piece.length; start += PART) {
        rest += decoder.decode(piece.subarray(start, start + PART), { stream: true });
        if (taken > 0 || rest.startsWith('[')) takeRecords();
        if (rest.length > WHOLE) throw new Error('it is too long');
      }
    },
    end() {
      rest += decoder.decode();
      if (taken === 0) readWhole(rest, take);
      else if (!isClosed || rest.trim() !== '') throw new Error('it is cut off, or not one list');
    },
  };
}

function readWhole(text: string, take: Take) {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('it is no list');
  for (const item of list as unknown[]) {
    const { md5, relpath } = (item ?? {}) as { md5?: unknown; relpath?: unknown };
    if (typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5) || typeof relpath !== 'string') {
      throw new Error('a file in it has no `md5` or no `relpath`');
    }
    takeSafely(relpath, md5, take);
  }
}

const UNSAFE = /^\/|(?:^|\/)(?:\.{0,2}(?:\/|$))|\0/;

function takeSafely(relative: string, md5: string, take: Take) {
  if (UNSAFE.test(relative)) throw new Error(`\`${relative.slice(0, 200)}\` in it is no path below the folder`);
  take(relative, md5);
}
