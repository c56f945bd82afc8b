import type { Position } from '../../../model/fault.ts';
import type { ClassList } from '../classes/class-list.ts';
import { type Id, idOf, isEntry, isWhole, written } from './fields.ts';
import { type CocoFile, report } from './file.ts';

/** The `categories` of one file. */
export class CocoCategories {
  readonly names = new Map<Id, string>();
  readonly file: CocoFile;
  /** Where the list is; `null` when the file has none. */
  at: Position | null = null;
  private readonly places = new Map<Id, { line: number; column: number }>();
  private readonly ids = new Map<string, Id>();

  constructor(file: CocoFile) {
    this.file = file;
  }

  add(value: unknown, line: number, column: number): void {
    const tell = (message: string) => report(this.file, message, line, column);
    if (!isEntry(value)) {
      tell(`Expected an object for each category but received ${written(value)}. It is left out: mend it.`);
      return;
    }
    const id = idOf(value.id);
    if (id === null || !isWhole(id)) {
      tell(
        `Expected a whole number for \`id\` of the category ${written(value.name)} but received ${written(value.id)}. Give it one.`,
      );
    }
    if (id === null) return;
    if (this.names.has(id)) {
      tell(
        `Expected each category id once but received ${id} again. The second is left out: give it an id of its own.`,
      );
      return;
    }
    if (typeof value.name !== 'string' || value.name.trim() === '') {
      tell(`Expected a name for category ${id} but received ${written(value.name)}. Its id stands for it: name it.`);
      this.set(id, String(id), line, column);
      return;
    }
    const twin = this.ids.get(value.name);
    if (twin !== undefined) {
      tell(
        `Expected each category name once but received \`${value.name}\` for ids ${twin} and ${id}. ` +
          'Rename one, or join the two.',
      );
    }
    this.set(id, value.name, line, column);
  }

  private set(id: Id, name: string, line: number, column: number): void {
    this.names.set(id, name);
    this.places.set(id, { line, column });
    if (!this.ids.has(name)) this.ids.set(name, id);
  }

  placeOf(id: Id): { line: number; column: number } {
    return this.places.get(id)!;
  }
}

/**
 * The classes of all files, by ascending id, as torchvision and YOLO converters order them; `null` when no file has a list.
 * A file that names an id otherwise than one before it is reported.
 */
export function joinCategories(files: readonly CocoCategories[]): ClassList | null {
  const listed = files.filter(({ at }) => at !== null);
  if (listed.length === 0) return null;
  const names = new Map<Id, { name: string; path: string }>();
  for (const categories of listed) {
    const { path } = categories.file;
    for (const [id, name] of categories.names) {
      const known = names.get(id);
      if (known === undefined) names.set(id, { name, path });
      else if (known.name !== name) {
        const { line, column } = categories.placeOf(id);
        report(
          categories.file,
          `Expected \`${known.name}\` for category ${id}, as in ${known.path}, but received \`${name}\`. ` +
            'Give each class one id in all files.',
          line,
          column,
        );
      }
    }
  }
  const ordered = [...names].sort(([a], [b]) => compareIds(a, b)).map(([, { name }]) => name);
  const all = listed.flatMap(({ names }) => [...names.values()]);
  return { classes: [...new Set([...ordered, ...all])], at: listed[0].at! };
}

function compareIds(a: Id, b: Id): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
