import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** Milliseconds that a write waits for another process's transaction. */
const BUSY_TIMEOUT = 10_000;

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const RESULT = { busy: 5, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 };

/** Runs of one store may overlap, in one process or many: a write-ahead log lets readers and one writer go on together. */
export function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  try {
    whenFree(() => database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'));
    whenFree(() =>
      database.exec(
        'CREATE TABLE IF NOT EXISTS facts (kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key))',
      ),
    );
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a store that is not written to; also from a folder that cannot be written to. */
export function openReadOnly(file: string): DatabaseSync {
  const immutable = pathToFileURL(file);
  immutable.searchParams.set('immutable', '1');
  try {
    return readable(new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT }));
  } catch (error) {
    if (![RESULT.readOnly, RESULT.cannotOpen].includes(resultCode(error))) throw error;
    return readable(new DatabaseSync(immutable, { readOnly: true }));
  }
}

function readable(database: DatabaseSync): DatabaseSync {
  try {
    database.exec('SELECT kind, key, value FROM facts LIMIT 0');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite's primary result code of an error; −1 for any other error. */
export function resultCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : -1;
}

export const isCorrupt = (error: unknown) => [RESULT.corrupt, RESULT.notADatabase].includes(resultCode(error));

/** Switching to a write-ahead log does not wait for other processes by itself. */
function whenFree(action: () => void) {
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (resultCode(error) !== RESULT.busy || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Identity of the file, so that a store which another process has replaced meanwhile is not set aside again. */
export const inodeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.ino;

/** Moves a store out of the way; returns where it went. */
export function setAside(file: string): string {
  const aside = `${file}.corrupt-${Date.now()}-${process.pid}`;
  renameSync(file, aside);
  for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true });
  return aside;
}
