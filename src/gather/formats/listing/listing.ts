import { Fault, type Position } from '../../../model/fault.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import type { ClassList } from '../classes/class-list.ts';
import type { AnnotationColumns } from './annotation-columns.ts';
import { addProblem, noProblems, type ProblemList } from './problems.ts';

/** Samples while they are listed, in columns that grow together. */
export interface Listing {
  path: string[];
  hash: string[];
  bytes: number[];
  split: string[];
  label: (string | null)[];
  manifest: string[];
  line: number[];
  column: number[];
  container: (string | null)[] | null;
  declared: { width: number[]; height: number[] } | null;
  masks: { path: string[]; hash: string[] } | null;
  targets: { path: string[]; hash: string[] } | null;
  annotations: AnnotationColumns | null;
  /** The class list that the format itself declares, in its order (COCO's categories, YOLO's names). */
  classes: ClassList | null;
  /** Columns may be shorter than the others while they are filled; see `setAttribute`. */
  attributes: Map<string, (string | null)[]>;
  problems: ProblemList;
  /** Folders that paths in a file of attributes may be relative to. */
  folders: string[];
  /** Labels that are all whole numbers are put in the order of their values, as table readers do. */
  numericLabels: boolean;
}

export function emptyListing(): Listing {
  return {
    path: [],
    hash: [],
    bytes: [],
    split: [],
    label: [],
    manifest: [],
    line: [],
    column: [],
    container: null,
    declared: null,
    masks: null,
    targets: null,
    annotations: null,
    classes: null,
    attributes: new Map(),
    problems: noProblems(),
    folders: [],
    numericLabels: false,
  };
}

export interface ListedSample {
  path: string;
  /** The commit's entry; absent when the commit has no such file. */
  entry: FileEntry | undefined;
  split: string;
  label: string | null;
  manifest: string;
  line: number;
  column?: number;
}

/** Appends one sample and returns its row. One that no manifest lists is placed where a pointer names its content. */
export function addSample(listing: Listing, sample: ListedSample): number {
  const pointer = sample.line === 0 ? sample.entry?.pointer : undefined;
  listing.hash.push(sample.entry?.kind === 'file' ? sample.entry.hash : '');
  listing.bytes.push(sample.entry?.kind === 'file' ? sample.entry.bytes : 0);
  listing.split.push(sample.split);
  listing.label.push(sample.label);
  listing.manifest.push(pointer?.path ?? sample.manifest);
  listing.line.push(pointer?.line ?? sample.line);
  listing.column.push(sample.column ?? 0);
  return listing.path.push(sample.entry?.path ?? sample.path) - 1;
}

export function setAttribute(listing: Listing, name: string, row: number, value: string | null): void {
  let values = listing.attributes.get(name);
  if (values === undefined) {
    values = [];
    listing.attributes.set(name, values);
  }
  while (values.length < row) values.push(null);
  values[row] = value;
}

/** Appends what another table brings that could not be taken in. */
export function addProblems(listing: Listing, problems: { message: string; at: Position }[]): void {
  for (const { message, at } of problems) addProblem(listing.problems, message, at);
}

/** @throws Fault `unavailable` when the folder, or one above it, is a git submodule: its files are in another repository. */
export function refuseSubmodule(files: ReadonlyMap<string, FileEntry>, folder: string): void {
  const steps = folder.split('/');
  for (let i = 1; i <= steps.length; i++) {
    const path = steps.slice(0, i).join('/');
    if (files.get(path)?.kind !== 'submodule') continue;
    throw new Fault(
      'unavailable',
      `Expected the images of ${folder} in this repository but ${path} is a git submodule. ` +
        'Run the gate in the repository of the submodule, or keep the images in this one.',
      { path },
    );
  }
}
