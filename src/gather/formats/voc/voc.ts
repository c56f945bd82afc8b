import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { keepInBatches } from '../../keep.ts';
import { readLabelFiles } from '../files/label-files.ts';
import { stemOf } from '../files/paired-files.ts';
import { AnnotationColumns } from '../listing/annotation-columns.ts';
import { emptyListing, type Listing } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { quoted } from '../text/text.ts';
import { readVocFile, type VocFile } from './file.ts';
import { listVocFolders } from './folders.ts';
import { listVocSets } from './sets.ts';

/** Raised when what is read of a file changes its meaning. */
const kind = 'voc@1';

/**
 * Lists a Pascal VOC dataset, whose annotations are an XML file for each image, of the same name; `null` when the commit has none of it.
 * - `root`: the devkit's layout: JPEGImages, Annotations, and the splits in ImageSets/Main;
 * - `annotations`: a folder of XML files, or one for each split, with the images of `images`, of the same or of a sibling folder.
 *
 * An image without an XML file is unlabelled, which is legal.
 */
export async function readVoc(snapshot: Snapshot, dataset: DatasetPolicy, tools: Tools): Promise<Listing | null> {
  const listing = emptyListing();
  const pairs =
    dataset.root === undefined
      ? listVocFolders(snapshot, dataset, listing)
      : await listVocSets(snapshot, dataset.root, listing);
  if (pairs === null) return null;

  const rows = pairs.flatMap((each) => [...each.rows]);
  const paths = [...new Set(rows.map(([path]) => path))];
  const files = await readVocFiles(snapshot, paths, listing, tools);
  const annotations = new AnnotationColumns('pixels');
  const declared = {
    width: new Array<number>(listing.path.length).fill(0),
    height: new Array<number>(listing.path.length).fill(0),
  };
  for (const [path, samples] of rows) {
    const file = files.get(path);
    if (file === undefined) continue;
    for (const { message, ...place } of file.problems) addProblem(listing.problems, message, { path, ...place });
    reportOtherName(file, path, listing);
    for (const sample of samples) {
      declared.width[sample] = file.size?.width ?? 0;
      declared.height[sample] = file.size?.height ?? 0;
      for (const { name, ...object } of file.objects) annotations.add({ ...object, label: name, sample, file: path });
    }
  }
  listing.annotations = annotations;
  listing.declared = declared;
  return listing;
}

/** What the files say, by path; of those whose content was seen before from the cache, without reading them. */
async function readVocFiles(
  snapshot: Snapshot,
  paths: readonly string[],
  listing: Listing,
  tools: Tools,
): Promise<Map<string, VocFile>> {
  const hashOf = (path: string) => snapshot.files.get(path)!.hash;
  const cached = tools.cache.getMany(kind, paths.map(hashOf));
  const files = new Map<string, VocFile>();
  const unseen: string[] = [];
  for (const path of paths) {
    const value = cached.get(hashOf(path));
    if (value === undefined) unseen.push(path);
    else files.set(path, JSON.parse(Buffer.from(value).toString()) as VocFile);
  }
  const kept = keepInBatches(tools.cache, kind);
  await readLabelFiles(snapshot, unseen, listing.problems, (bytes, path) => {
    const file = readVocFile(bytes);
    files.set(path, file);
    kept.add(hashOf(path), Buffer.from(JSON.stringify(file)));
    tools.progress('Read annotations', files.size, paths.length);
  });
  kept.flush();
  return files;
}

function reportOtherName({ filename }: VocFile, path: string, listing: Listing): void {
  if (filename === null) return;
  const { name, ...place } = filename;
  const own = stemOf(path.slice(path.lastIndexOf('/') + 1));
  if (name === own || stemOf(name) === own) return;
  addProblem(
    listing.problems,
    `Expected the image ${own} for \`filename\` but received ${quoted(name)}. Name the image as its annotations, or correct the name.`,
    { path, ...place },
  );
}
