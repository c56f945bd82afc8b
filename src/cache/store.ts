import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cache } from '../model/gatherer.ts';
import { type Layer, memoryLayer, readingLayer, writingLayer } from './layer.ts';

export interface CacheOptions {
  /**
   * Folders, most trusted first: a key is read from the first that has it, and written to the last alone. With none, facts
   * are kept in memory.
   */
  directories: readonly string[];
  /** Nothing is written to disk: what this run computes it keeps in memory. */
  readOnly?: boolean;
  /** Told what the reader of the report should know: a store that was damaged, or cannot be written. */
  note?(text: string): void;
}

/** The file of each folder. Its name carries the schema's version, so that versions of the product can share a folder. */
const STORE = 'facts-v1.sqlite';

/**
 * Opens the store of facts. It never fails a run: what cannot be read is absent, what cannot be written is kept in memory,
 * and either is noted once. Every `putMany` is kept whole or not at all, also when the process is killed.
 */
export function openCache({ directories, readOnly = false, note = () => {} }: CacheOptions): Cache {
  const files = directories.map((directory) => join(directory, STORE));
  const readFiles = readOnly ? files : files.slice(0, -1);
  const readers = readFiles
    .filter((file) => existsSync(file))
    .map((file) => forgiving(() => readingLayer(file), file, note));
  const writer =
    readOnly || files.length === 0
      ? memoryLayer()
      : forgiving(() => writingLayer(files.at(-1)!, note), files.at(-1)!, note);
  const layers = [...readers, writer];

  return {
    getMany(kind, keys) {
      const found = new Map<string, Uint8Array>();
      let wanted = keys;
      for (const layer of layers) {
        if (wanted.length === 0) break;
        layer.get(kind, wanted, found);
        wanted = wanted.filter((key) => !found.has(key));
      }
      return found;
    },
    putMany(kind, entries) {
      // Computed before the transaction begins, so that other processes wait for writing alone.
      const computed = [...entries];
      if (computed.length > 0) writer.put(kind, computed);
    },
    close() {
      for (const layer of layers) layer.close();
    },
  };
}

/** Facts kept in memory, for this run alone. */
export const noCache = (): Cache => openCache({ directories: [] });

/** A layer that gives way to memory when it fails, and says so. */
function forgiving(open: () => Layer, file: string, note: (text: string) => void): Layer {
  let layer: Layer;
  const giveUp = (error: unknown) => {
    note(
      `The cache in \`${file}\` cannot be used (${(error as Error).message}): facts that it would spare are computed again.`,
    );
    layer = memoryLayer();
  };
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      const failed = layer;
      giveUp(error);
      failed.close();
      action();
    }
  };
  try {
    layer = open();
  } catch (error) {
    giveUp(error);
  }
  return {
    get: (kind, keys, found) => attempt(() => layer.get(kind, keys, found)),
    put: (kind, entries) => attempt(() => layer.put(kind, entries)),
    close: () => layer.close(),
  };
}
