import type { Tools } from '../../../model/gatherer.ts';
import type { Listing } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';

/** One of a dataset's annotation files, while it is read. */
export interface CocoFile {
  path: string;
  split: string;
  listing: Listing;
  attributes: AttributeNames;
}

/** Says what is wrong with an entry; `label` is a class that is not in the list. */
export function report(file: CocoFile, message: string, line: number, column: number, label?: string): void {
  const unknown = label === undefined ? undefined : { label, count: 1 };
  addProblem(file.listing.problems, message, { path: file.path, line, column }, unknown);
}

/** Names of attributes that a dataset may have, of its images and of its annotations each. */
const LIMIT = 32;

/** The names of attributes met, up to a limit: keys that are numbers or texts would make a column each. */
export class AttributeNames {
  private readonly images = new Set<string>();
  private readonly annotations = new Set<string>();
  private readonly note: () => void;
  private isNoted = false;

  constructor(dataset: string, tools: Pick<Tools, 'note'>) {
    this.note = () =>
      tools.note(
        `Dataset \`${dataset}\`: more than ${LIMIT} attributes are in its entries; the first ${LIMIT} were read.`,
      );
  }

  /** Whether a name is among those that are read. */
  admits(kind: 'images' | 'annotations', name: string): boolean {
    const names = this[kind];
    if (names.has(name)) return true;
    if (names.size < LIMIT) {
      names.add(name);
      return true;
    }
    if (!this.isNoted) this.note();
    this.isNoted = true;
    return false;
  }
}
