import type { Samples } from '../../../model/facts.ts';
import { isImagePath } from '../../formats/files/paths.ts';

/** The rows of an image, or why a name or hash says none: the end of a sentence. */
export type FoundImage = { rows: readonly number[] } | { fault: string };

/** Finds images by what predictions call them, among some rows of a dataset. */
export class ImageNames {
  private readonly samples: Samples;
  private readonly byPath = new Map<string, number[]>();
  private readonly byHash = new Map<string, number[]>();
  private readonly byName = new Map<string, string[]>();
  private readonly byStem = new Map<string, string[]>();

  constructor(samples: Samples, rows: Iterable<number>) {
    this.samples = samples;
    for (const row of rows) {
      const path = samples.path[row];
      if (!this.byPath.has(path)) {
        const name = path.slice(endOfFolder(path));
        append(this.byName, name, path);
        append(this.byStem, stemOf(name), path);
      }
      append(this.byPath, path, row);
      if (samples.hash[row] !== '') append(this.byHash, samples.hash[row], row);
    }
  }

  /**
   * By its path; by the end of its path, or a longer path that ends so (`/home/me/data/test/a.jpg`); by its name without
   * the extension. All but the whole path must name a single one.
   */
  named(written: string): FoundImage {
    const path = written.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
    const rows = this.byPath.get(path);
    if (rows !== undefined) return { rows };
    const name = path.slice(endOfFolder(path));
    const found = (this.byName.get(name) ?? []).filter((own) => isEndOf(path, own) || path.endsWith(`/${own}`));
    if (found.length > 0) return this.single(written, found);
    return isImagePath(path) ? unknown(written) : this.stemmed(path);
  }

  /** By its path, or the end of it, without the extension. */
  stemmed(stem: string): FoundImage {
    const candidates = this.byStem.get(stem.slice(endOfFolder(stem))) ?? [];
    const found = candidates
      .map((path) => ({ path, own: stemOf(path) }))
      .filter(({ own }) => own === stem || isEndOf(stem, own));
    return found.length === 0
      ? unknown(stem)
      : this.single(
          stem,
          found.map(({ path }) => path),
        );
  }

  /** By its content hash, as a listing holds it (`git:…`). */
  hashed(hash: string): FoundImage {
    const rows = this.byHash.get(hash);
    return rows === undefined ? unknown(hash) : { rows };
  }

  private single(written: string, paths: readonly string[]): FoundImage {
    if (paths.length === 1) return { rows: this.byPath.get(paths[0])! };
    return { fault: `${quote(written)}, which ends the paths of ${paths.length} (${paths[0]}, ${paths[1]} …)` };
  }

  get dataset(): string {
    return this.samples.dataset;
  }
}

function unknown(written: string): FoundImage {
  return { fault: quote(written) };
}

function quote(written: string): string {
  return `\`${written.length > 200 ? `…${written.slice(-200)}` : written}\``;
}

/** Where the last name of a path begins; an image in a container has a name behind `#` or `:`. */
function endOfFolder(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('#'), path.lastIndexOf(':')) + 1;
}

function isEndOf(end: string, path: string): boolean {
  return path.endsWith(end) && '/#:'.includes(path[path.length - end.length - 1] ?? '-');
}

function stemOf(path: string): string {
  return isImagePath(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
