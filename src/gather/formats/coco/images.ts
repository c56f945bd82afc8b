import type { Snapshot } from '../../../model/snapshot.ts';
import { resolvePath } from '../files/paths.ts';
import { addSample, refuseSubmodule, setAttribute } from '../listing/listing.ts';
import { attributeText, type Entry, type Id, idOf, isEntry, isWhole, written } from './fields.ts';
import { type CocoFile, report } from './file.ts';
import { likeliestFolder } from './folders.ts';

/** Entries by whose names the folder is found. */
const FIRST = 100;

/** Keys that are no attributes: addresses of where an image once was say nothing of it. */
const taken = new Set(['id', 'file_name', 'width', 'height', 'coco_url', 'flickr_url']);

interface Placed {
  entry: Entry;
  line: number;
  column: number;
}

/** The `images` of one file, which become samples. */
export class CocoImages {
  private readonly file: CocoFile;
  private readonly files: Snapshot['files'];
  private readonly candidates: string[];
  private folder: string | null = null;
  private first: Placed[] = [];
  private readonly rows = new Map<Id, number>();
  private readonly rowOfPath = new Map<string, number>();

  /** @param candidates the folders that names may be relative to */
  constructor(file: CocoFile, files: Snapshot['files'], candidates: string[]) {
    this.file = file;
    this.files = files;
    this.candidates = candidates;
  }

  add(value: unknown, line: number, column: number): void {
    if (!isEntry(value)) {
      const message = `Expected an object for each image but received ${written(value)}. It is left out: mend it.`;
      report(this.file, message, line, column);
    } else if (this.folder !== null) {
      this.place(value, line, column, this.folder);
    } else if (this.first.push({ entry: value, line, column }) === FIRST) {
      this.settle();
    }
  }

  /** Ends the list: what waited for the folder to be found is placed. */
  finish(): void {
    if (this.folder === null) this.settle();
  }

  /** The row of an image; −1 for one whose file is not known, `undefined` when no image has the id. */
  rowOf(id: Id): number | undefined {
    return this.rows.get(id);
  }

  private settle(): void {
    const names = this.first.flatMap(({ entry }) => (typeof entry.file_name === 'string' ? [entry.file_name] : []));
    this.folder = likeliestFolder(this.files, this.candidates, names);
    refuseSubmodule(this.files, this.folder);
    const { folders } = this.file.listing;
    if (!folders.includes(this.folder)) folders.push(this.folder);
    for (const { entry, line, column } of this.first) this.place(entry, line, column, this.folder);
    this.first = [];
  }

  private place(entry: Entry, line: number, column: number, folder: string): void {
    const id = this.checkedId(entry, line, column);
    const row = this.list(entry, line, column, folder);
    if (id !== null && !this.rows.has(id)) this.rows.set(id, row);
  }

  private checkedId(entry: Entry, line: number, column: number): Id | null {
    const id = idOf(entry.id);
    const name = written(entry.file_name);
    if (id === null || !isWhole(id)) {
      const message = `Expected a whole number for \`id\` of the image ${name} but received ${written(entry.id)}. Give it one.`;
      report(this.file, message, line, column);
    }
    if (id !== null && this.rows.has(id)) {
      const message =
        `Expected each image id once but received ${written(id)} again for ${name}. ` +
        'Annotations of it go to the first: give the second an id of its own.';
      report(this.file, message, line, column);
    }
    return id;
  }

  /** Appends the sample and returns its row: an earlier one for a file that is listed already, −1 for none. */
  private list(entry: Entry, line: number, column: number, folder: string): number {
    const { file } = this;
    const name = entry.file_name;
    const resolved = typeof name === 'string' && name !== '' ? resolvePath(folder, name) : { fault: written(name) };
    if ('fault' in resolved) {
      const shown = 'path' in resolved || typeof name !== 'string' || name === '' ? '' : ` (${written(name)})`;
      const message =
        `Expected an image's path for \`file_name\` of image ${written(entry.id)} but received ${resolved.fault}${shown}. ` +
        `It is left out: write the path relative to ${folder || "the repository's root"}.`;
      report(file, message, line, column);
      return -1;
    }

    const twin = this.rowOfPath.get(resolved.path);
    if (twin !== undefined) {
      const message =
        `Expected each image once but received ${written(name)} again, with id ${written(entry.id)}. ` +
        'The entry is left out and its annotations go to the first: join the two.';
      report(file, message, line, column);
      return twin;
    }
    const { path } = resolved;
    const listed = this.files.get(path);
    const row = addSample(file.listing, {
      path,
      entry: listed,
      split: file.split,
      label: null,
      manifest: file.path,
      line,
      column,
    });
    this.rowOfPath.set(listed?.path ?? path, row);
    this.setSize(row, entry, line, column);
    this.setAttributes(row, entry);
    return row;
  }

  private setSize(row: number, entry: Entry, line: number, column: number): void {
    for (const side of ['width', 'height'] as const) {
      const value = entry[side];
      const isSize = isWhole(value) && value > 0 && value < 2 ** 31;
      this.file.listing.declared![side][row] = isSize ? value : 0;
      if (isSize || value === undefined || value === null) continue;
      const message =
        `Expected a whole number of pixels for \`${side}\` of ${written(entry.file_name)} but received ${written(value)}. ` +
        "Write the image's own, or leave it out.";
      report(this.file, message, line, column);
    }
  }

  private setAttributes(row: number, entry: Entry): void {
    for (const name of Object.keys(entry)) {
      if (taken.has(name)) continue;
      const text = attributeText(entry[name]);
      if (text === undefined || !this.file.attributes.admits('images', name)) continue;
      setAttribute(this.file.listing, name, row, text);
    }
  }
}
