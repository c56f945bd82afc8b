import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Cache } from '../model/gatherer.ts';

export interface CacheOptions {
  /** Folders that are read in order; the last one is written. None: facts are kept in memory for this run. */
  directories: readonly string[];
  /** Told when a store had to be set aside, or cannot be used. */
  note?(text: string): void;
}

/** Raised when the tables change; a store of another version is set aside. */
const schemaVersion = 1;
const file = 'facts.sqlite';
/** Milliseconds that a runner waits for another that is writing. */
const patience = 10_000;
/** SQLite takes at most this many parameters; a lookup asks for so many keys at a time. */
const window = 500;

/**
 * Opens the facts kept by content. A write is one transaction, so that a killed run loses at most what it had not yet
 * put; two runs may share a folder. A store that cannot be read is set aside, said, and begun anew.
 */
export function openCache({ directories, note = () => {} }: CacheOptions): Cache {
  const layers =
    directories.length === 0
      ? [openDatabase(':memory:')]
      : directories.map((directory, index) => openLayer(directory, index === directories.length - 1, note));
  const written = layers[layers.length - 1];
  const put = written.prepare('INSERT OR REPLACE INTO facts (kind, key, value) VALUES (?, ?, ?)');
  let failed = false;
  return {
    getMany(kind, keys) {
      const found = new Map<string, Uint8Array>();
      for (const layer of layers) {
        const missing = keys.filter((key) => !found.has(key));
        for (let start = 0; start < missing.length; start += window) {
          const asked = missing.slice(start, start + window);
          const rows = layer
            .prepare(`SELECT key, value FROM facts WHERE kind = ? AND key IN (${asked.map(() => '?').join()})`)
            .all(kind, ...asked);
          for (const { key, value } of rows) found.set(key as string, value as Uint8Array);
        }
      }
      return found;
    },
    putMany(kind, entries) {
      if (failed) return;
      try {
        written.exec('BEGIN IMMEDIATE');
        for (const [key, value] of entries) put.run(kind, key, value);
        written.exec('COMMIT');
      } catch (error) {
        failed = true;
        if (written.isTransaction) written.exec('ROLLBACK');
        note(
          `Facts of this run are not kept: the cache could not be written (${(error as Error).message}). Free its disk, or name another folder.`,
        );
      }
    },
    close() {
      for (const layer of layers) layer.close();
    },
  };
}

function openLayer(directory: string, isWritten: boolean, note: (text: string) => void): DatabaseSync {
  const path = join(directory, file);
  try {
    mkdirSync(directory, { recursive: true });
    return openDatabase(path);
  } catch (error) {
    if (!isWritten || !isCorrupt(error)) {
      note(
        `The cache in ${directory} is not used (${(error as Error).message}); this run computes everything anew. Name a folder that can be written.`,
      );
      return openDatabase(':memory:');
    }
    const aside = `${path}.broken-${process.pid}`;
    renameSync(path, aside);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    note(
      `The cache in ${directory} was broken (${(error as Error).message}); it was set aside as ${aside} and is rebuilt.`,
    );
    return openDatabase(path);
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: patience });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version !== 0 && version !== schemaVersion) throw new WrongVersion(version);
    database.exec(
      `BEGIN IMMEDIATE;
       CREATE TABLE IF NOT EXISTS facts (kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
       PRAGMA user_version = ${schemaVersion};
       COMMIT`,
    );
    database.prepare('SELECT count(*) FROM (SELECT 1 FROM facts LIMIT 1)').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class WrongVersion extends Error {
  constructor(version: number) {
    super(`it has version ${version}, not ${schemaVersion}`);
  }
}

/** SQLite's SQLITE_CORRUPT and SQLITE_NOTADB. */
function isCorrupt(error: unknown): boolean {
  return error instanceof WrongVersion || [11, 26].includes((error as { errcode?: number }).errcode ?? 0);
}
