import type { DatabaseSync } from 'node:sqlite';
import { inodeOf, isCorrupt, openDatabase, openReadOnly, setAside } from './database.ts';

export type Entries = readonly (readonly [key: string, value: Uint8Array])[];

/** One place where facts are kept. */
export interface Layer {
  /** Adds what it has of `keys` to `found`. */
  get(kind: string, keys: readonly string[], found: Map<string, Uint8Array>): void;
  /** Keeps all entries, or none. */
  put(kind: string, entries: Entries): void;
  close(): void;
}

export function memoryLayer(): Layer {
  const kinds = new Map<string, Map<string, Uint8Array>>();
  return {
    get(kind, keys, found) {
      const kept = kinds.get(kind);
      for (const key of keys) {
        const value = kept?.get(key);
        if (value) found.set(key, value);
      }
    },
    put(kind, entries) {
      const kept = kinds.get(kind) ?? new Map<string, Uint8Array>();
      kinds.set(kind, kept);
      for (const [key, value] of entries) kept.set(key, value.slice());
    },
    close: () => kinds.clear(),
  };
}

/** A store that is only read. */
export function readingLayer(file: string): Layer {
  const database = openReadOnly(file);
  return {
    get: (kind, keys, found) => select(database, kind, keys, found),
    put() {
      throw new Error(`${file} was opened to be read only`);
    },
    close: () => database.close(),
  };
}

/** A store that is read and written. A corrupt one is set aside, at once or when it shows, and begun anew. */
export function writingLayer(file: string, note: (text: string) => void): Layer {
  let inode = inodeOf(file);
  let database = openOrRebuild();

  function rebuild(error: unknown): DatabaseSync {
    // Another process that met the same damage may have replaced the file already.
    if (inode === inodeOf(file)) {
      const aside = setAside(file);
      note(
        `The cache in \`${file}\` is damaged (${(error as Error).message}): it was moved to \`${aside}\` and begun anew.`,
      );
    }
    return openStore();
  }

  function openStore(): DatabaseSync {
    const opened = openDatabase(file);
    inode = inodeOf(file);
    return opened;
  }

  function openOrRebuild(): DatabaseSync {
    try {
      return openStore();
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      return rebuild(error);
    }
  }

  function unlessCorrupt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      database.close();
      database = rebuild(error);
      return action();
    }
  }

  return {
    get: (kind, keys, found) => unlessCorrupt(() => select(database, kind, keys, found)),
    put: (kind, entries) => unlessCorrupt(() => insert(database, kind, entries)),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** Keys asked for in one statement. */
const BATCH = 10_000;

function select(database: DatabaseSync, kind: string, keys: readonly string[], found: Map<string, Uint8Array>) {
  const statement = database.prepare(
    'SELECT key, value FROM facts WHERE kind = ? AND key IN (SELECT value FROM json_each(?))',
  );
  for (let start = 0; start < keys.length; start += BATCH) {
    for (const row of statement.iterate(kind, JSON.stringify(keys.slice(start, start + BATCH)))) {
      found.set(row.key as string, row.value as Uint8Array);
    }
  }
}

function insert(database: DatabaseSync, kind: string, entries: Entries) {
  const statement = database.prepare('INSERT OR REPLACE INTO facts (kind, key, value) VALUES (?, ?, ?)');
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const [key, value] of entries) statement.run(kind, key, value);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
