import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { refuseMissingPlaces } from '../../missing-places.ts';
import { readLabelFiles } from '../files/label-files.ts';
import { reportEach } from '../files/paired-files.ts';
import { folderOf, isImagePath, normaliseFolder } from '../files/paths.ts';
import { AnnotationColumns } from '../listing/annotation-columns.ts';
import { addProblems, emptyListing, type Listing } from '../listing/listing.ts';
import { readYamlMap } from '../text/yaml-map.ts';
import { yoloConfig } from './config.ts';
import { listYoloImages } from './images.ts';
import { readYoloLabels } from './labels.ts';

/**
 * Lists the dataset of an Ultralytics data.yaml; `null` when the commit has no such file.
 * The labels of `…/images/x.jpg` are in `…/labels/x.txt` (beside the image where no folder is called `images`). An image
 * without a label file, or with an empty one, shows nothing that is looked for: both are legal.
 * @throws Fault `broken` when the data.yaml cannot be read.
 */
export async function readYolo(snapshot: Snapshot, dataset: DatasetPolicy): Promise<Listing | null> {
  const file = normaliseFolder(dataset.data ?? '');
  if (!snapshot.files.has(file)) return null;
  const listing = emptyListing();
  const { entries, problems } = readYamlMap(await snapshot.read(file), file);
  addProblems(listing, problems);
  const config = yoloConfig(entries, file, listing.problems);
  const lists = await listYoloImages(snapshot, file, config, listing);

  const annotations = new AnnotationColumns('fractions');
  const samples = rowsByLabelFile(listing);
  const folders = [...new Set([...samples.keys()].map(folderOf))];
  refuseMissingPlaces(
    snapshot,
    folders.map((path) => ({ path, keys: [], kind: 'folder' })),
  );
  const target = { config, annotations, problems: listing.problems };
  await readLabelFiles(snapshot, samples.keys(), listing.problems, (bytes, path) =>
    readYoloLabels(bytes, path, samples.get(path)!, target),
  );
  reportOrphans(snapshot.files, new Set(folders), samples, new Set(lists), listing);

  listing.annotations = annotations;
  listing.numericLabels = config.classes === null;
  if (config.classes !== null) listing.classes = { classes: config.classes, at: config.classesAt };
  return listing;
}

/** Ultralytics' `img2label_paths`: the last folder called `images` becomes `labels`, the extension `.txt`. */
function labelPath(image: string): string {
  const stem = image.slice(0, image.lastIndexOf('.'));
  const swap = `/${stem}`.lastIndexOf('/images/');
  return swap < 0 ? `${stem}.txt` : `${stem.slice(0, swap)}labels${stem.slice(swap + 'images'.length)}.txt`;
}

function rowsByLabelFile(listing: Listing): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, path] of listing.path.entries()) {
    const file = labelPath(path);
    const others = rows.get(file);
    if (others === undefined) rows.set(file, [row]);
    else others.push(row);
  }
  return rows;
}

/** Files that tools leave beside the labels. */
const beside = /(^|\/)(classes|labels|predefined_classes|readme[^/]*|_darknet[^/]*|data|notes)\.txt$/i;

/** Label files in the folders of labels that belong to no image of the commit. */
function reportOrphans(
  files: Snapshot['files'],
  folders: ReadonlySet<string>,
  samples: ReadonlyMap<string, unknown>,
  lists: ReadonlySet<string>,
  listing: Listing,
): void {
  const isOrphan = (path: string) =>
    path.endsWith('.txt') &&
    folders.has(folderOf(path)) &&
    !samples.has(path) &&
    !lists.has(path) &&
    !beside.test(path);
  const orphans = [...files.keys()].filter(isOrphan);
  if (orphans.length === 0) return;
  const labelled = new Set<string>();
  for (const path of files.keys()) if (isImagePath(path)) labelled.add(labelPath(path));
  reportEach(
    listing,
    orphans.filter((path) => !labelled.has(path)),
    'file',
    (path) => `Expected an image for the labels ${path} but the commit has none. Add the image, or remove the file.`,
  );
}
