import type { DatasetPolicy } from '../../../model/policy.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import { kindOfContainer } from '../../containers/paths.ts';
import { normaliseFolder } from '../files/paths.ts';
import { canonicalSplit, splitsByConvention } from '../files/split-names.ts';
import { type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem, counted } from '../listing/problems.ts';
import { findFiles } from './patterns.ts';

type Files = ReadonlyMap<string, FileEntry>;

/** A file that holds images, and their split. */
export interface PlacedContainer {
  entry: FileEntry;
  split: string;
}

/**
 * Finds a dataset's containers; none when the commit has none of them.
 *
 * - `splits`: the files of each split, as a pattern or a folder. What a pattern names and the commit lacks is a problem.
 * - `root`: all below one folder. The split is the name before `-00000-of-00001` as Hugging Face writes it, else a keyword
 *   in a folder's or file's name, else all is `train`. Where names say splits, files without one are not part of the dataset.
 *
 * Symbolic links are named and never followed; hidden files and folders, and what begins with `__`, are passed over.
 */
export function placeContainers(files: Files, dataset: DatasetPolicy, listing: Listing): PlacedContainer[] {
  const kind = dataset.format === 'parquet' ? 'parquet' : 'tar';
  const isWanted = (path: string) => kindOfContainer(path) === kind;
  const found = dataset.splits
    ? bySplits(files, dataset.splits, isWanted, listing)
    : byConvention(files, normaliseFolder(dataset.root ?? ''), isWanted, listing);
  const links = found.filter(({ entry }) => entry.kind !== 'file');
  if (links.length > 0) {
    addProblem(
      listing.problems,
      `${counted(links.length, 'symbolic link')} of ${dataset.name} would have to be followed, such as ` +
        `${links[0].entry.path}. Commit the files themselves.`,
      { path: links[0].entry.path },
    );
  }
  return found.filter(({ entry }) => entry.kind === 'file');
}

function bySplits(
  files: Files,
  splits: Record<string, string>,
  isWanted: (path: string) => boolean,
  listing: Listing,
): PlacedContainer[] {
  return Object.entries(splits).flatMap(([split, pattern]) => {
    refuseSubmodule(files, normaliseFolder(pattern.replace(/[*?{].*$/s, '')));
    const { entries, missing } = findFiles(files, pattern, (path) => isWanted(path) && !isHidden(path));
    if (missing.length > 0) {
      addProblem(
        listing.problems,
        `Expected the files \`${pattern}\` of split \`${split}\` but the commit has no ${missing[0]}` +
          `${missing.length > 1 ? ` and lacks ${missing.length - 1} more` : ''}. Add what is missing, or change \`splits\`.`,
        { path: entries[0]?.path ?? pattern },
      );
    }
    return entries.map((entry) => ({ entry, split: canonicalSplit(split) }));
  });
}

function byConvention(
  files: Files,
  root: string,
  isWanted: (path: string) => boolean,
  listing: Listing,
): PlacedContainer[] {
  refuseSubmodule(files, root);
  const prefix = root === '' ? '' : `${root}/`;
  const entries = [...files.values()].filter(
    ({ path }) => path.startsWith(prefix) && isWanted(path) && !isHidden(path.slice(prefix.length)),
  );
  const splits = splitsOf(entries.map(({ path }) => path.slice(prefix.length)));
  const unplaced = entries.filter((_, i) => splits[i] === null);
  if (unplaced.length > 0) {
    addProblem(
      listing.problems,
      `Expected train, validation or test in the name of each file of ${root || 'the repository'} but ` +
        `${counted(unplaced.length, 'file')} had none (${unplaced[0].path}). Rename what was left out, or write \`splits\`.`,
      { path: unplaced[0].path },
    );
  }
  return entries.flatMap((entry, i) => (splits[i] === null ? [] : [{ entry, split: splits[i] }]));
}

function splitsOf(paths: string[]): (string | null)[] {
  const sharded = paths.map((path) => /(?:^|\/)(\w+(?:\.\w+)*)-\d{5,}-of-\d{5,}[^/]*$/.exec(path)?.[1] ?? null);
  if (sharded.some((split) => split !== null)) return sharded.map((split) => split && canonicalSplit(split));
  return splitsByConvention(paths).map(({ split }) => split);
}

function isHidden(path: string): boolean {
  return /(^|\/)(\.|__)/.test(path);
}
