import { Fault } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { type ListVisitor, scanLists } from '../../json/list-scanner.ts';
import { folderOf, normaliseFolder } from '../files/paths.ts';
import { canonicalSplit, splitOfFile, splitOfFolder } from '../files/split-names.ts';
import { AnnotationColumns } from '../listing/annotation-columns.ts';
import { emptyListing, type Listing } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { CocoAnnotations } from './annotations.ts';
import { CocoCategories, joinCategories } from './categories.ts';
import { written } from './fields.ts';
import { AttributeNames, type CocoFile, report } from './file.ts';
import { candidateFolders } from './folders.ts';
import { CocoImages } from './images.ts';

/**
 * Lists the images and annotations of COCO files, in the order written; `null` when the commit has none of the files.
 * Files are read as they come and never held; a place is the `{` of an entry, its column counted in characters.
 *
 * One file is of the split that its name or its folder's name tells, else `train`. What is wrong with an entry is named,
 * and the entry kept as far as it goes: an annotation of no known image has no sample.
 * @throws Fault `broken` when one of several files is missing, a file is not JSON, or has no list `images`.
 */
export async function readCoco(snapshot: Snapshot, dataset: DatasetPolicy, tools: Tools): Promise<Listing | null> {
  const places = placesOf(dataset);
  const missing = places.find(({ path }) => !snapshot.files.has(path));
  if (missing !== undefined) {
    if (!places.some(({ path }) => snapshot.files.has(path))) return null;
    throw new Fault(
      'broken',
      `Expected the annotations ${missing.path} of dataset \`${dataset.name}\` but the commit has no such file. ` +
        'Add it, or take it out of the policy.',
      { path: missing.path },
    );
  }

  const listing = emptyListing();
  listing.numericLabels = true;
  listing.declared = { width: [], height: [] };
  listing.annotations = new AnnotationColumns('pixels');
  const attributes = new AttributeNames(dataset.name, tools);
  const categories: CocoCategories[] = [];
  for (const place of places) {
    tools.signal.throwIfAborted();
    const candidates = candidateFolders(dataset, place.path, place.split);
    categories.push(await readFile(snapshot, { ...place, listing, attributes }, candidates));
  }
  listing.classes = joinCategories(categories);
  reportMissingImages(dataset, listing);
  return listing;
}

function placesOf({ annotations = {} }: DatasetPolicy): { path: string; split: string }[] {
  if (typeof annotations === 'string') {
    const path = normaliseFolder(annotations);
    return [{ path, split: splitOf(path) }];
  }
  return Object.entries(annotations).map(([split, path]) => ({
    path: normaliseFolder(path),
    split: canonicalSplit(split),
  }));
}

/** `instances_train2017.json`; `valid/_annotations.coco.json`. */
function splitOf(path: string): string {
  const folder = folderOf(path).toLowerCase();
  return (
    splitOfFile(path.slice(path.lastIndexOf('/') + 1).toLowerCase()) ??
    splitOfFolder(folder.slice(folder.lastIndexOf('/') + 1)) ??
    'train'
  );
}

async function readFile(snapshot: Snapshot, file: CocoFile, candidates: string[]): Promise<CocoCategories> {
  const images = new CocoImages(file, snapshot.files, candidates);
  const annotations = new CocoAnnotations(file);
  const categories = new CocoCategories(file);
  const sorter = new Sorter(file, { images, annotations, categories });
  await scanLists(snapshot.stream(file.path), file.path, sorter);
  sorter.requireImages();
  images.finish();
  annotations.finish(images, categories);
  return categories;
}

/** Entries that one list may have: a set of ids holds no more. */
const MOST = 16_000_000;

type Lists = { images: CocoImages; annotations: CocoAnnotations; categories: CocoCategories };

/** Gives each entry to the list that it is of. */
class Sorter implements ListVisitor {
  private readonly file: CocoFile;
  private readonly lists: Lists;
  private readonly seen = new Set<string>();
  private list: Lists[keyof Lists] | undefined;
  private count = 0;

  constructor(file: CocoFile, lists: Lists) {
    this.file = file;
    this.lists = lists;
  }

  key(key: string, value: Parameters<ListVisitor['key']>[1], line: number, column: number): void {
    const { path } = this.file;
    if (this.seen.has(key)) {
      const message = `Expected each key once in ${path} but received \`${key}\` again. Both were read, and other readers take the last alone: join them.`;
      report(this.file, message, line, column);
    }
    this.seen.add(key);
    this.list = Object.hasOwn(this.lists, key) ? this.lists[key as keyof Lists] : undefined;
    this.count = 0;
    if (this.list === undefined) return;
    const at = { path, line, column };
    if (!value.list) {
      const message = `Expected a list for \`${key}\` in ${path} but received ${written(value.value)}. Write a list of objects.`;
      throw new Fault('broken', message, at);
    }
    if (this.list === this.lists.categories) this.lists.categories.at ??= at;
  }

  entry(value: unknown, line: number, column: number): void {
    if (this.list === undefined) return;
    if (++this.count > MOST) {
      const message = `Expected at most ${MOST} entries of a list in ${this.file.path} but received more. Split the file.`;
      throw new Fault('unavailable', message, { path: this.file.path, line, column });
    }
    this.list.add(value, line, column);
  }

  /** @throws Fault `broken` when no list of images came */
  requireImages(): void {
    if (this.seen.has('images')) return;
    const { path } = this.file;
    const received =
      this.seen.size === 0
        ? 'no keys'
        : [...this.seen]
            .slice(0, 8)
            .map((key) => `\`${key}\``)
            .join(', ');
    const message = `Expected a list \`images\` in ${path} but received ${received}. Name COCO's instances file, or add the list.`;
    throw new Fault('broken', message, { path, line: 1 });
  }
}

/** All images missing is one mistake, not thousands. */
function reportMissingImages(dataset: DatasetPolicy, listing: Listing): void {
  if (listing.path.length === 0 || listing.hash.some((hash) => hash !== '')) return;
  const [path, line, column] = [listing.manifest[0], listing.line[0], listing.column[0]];
  addProblem(
    listing.problems,
    `None of the ${listing.path.length} images that ${path} lists is in the commit (${listing.path[0]}). ` +
      `Set \`images\` of dataset \`${dataset.name}\` to the folder that the paths are relative to, or commit the images.`,
    { path, line, column },
  );
}
