import { reportEach, stemmedBelow } from '../files/paired-files.ts';
import type { Tree } from '../files/tree.ts';
import type { Listing } from '../listing/listing.ts';

/** The XML files below a folder, and the samples that each one annotates. */
export class Pairs {
  /** Rows of the samples by the path of their XML file, in the order of the samples. */
  readonly rows = new Map<string, number[]>();
  private readonly files: Map<string, string>;

  constructor(tree: Tree, folder: string) {
    const files = stemmedBelow(tree, folder).filter(({ entry }) => /\.xml$/i.test(entry.path));
    this.files = new Map(files.map(({ stem, entry }) => [stem, entry.path]));
  }

  has(stem: string): boolean {
    return this.files.has(stem);
  }

  /** Gives a sample the XML file of its name, if there is one. */
  add(stem: string, sample: number): void {
    const file = this.files.get(stem);
    if (file === undefined) return;
    const others = this.rows.get(file);
    if (others === undefined) this.rows.set(file, [sample]);
    else others.push(sample);
  }

  /** Names the XML files of no image. */
  reportOrphans(images: ReadonlySet<string>, listing: Listing): void {
    const orphans = [...this.files].flatMap(([stem, path]) => (images.has(stem) ? [] : [path]));
    reportEach(
      listing,
      orphans,
      'file',
      (path) =>
        `Expected an image for the annotations ${path} but the commit has none of that name. Add the image, or remove the file.`,
    );
  }
}
