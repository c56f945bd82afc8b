import type { DatasetPolicy } from '../../model/policy.ts';
import type { FileEntry, Snapshot } from '../../model/snapshot.ts';
import { datasetPaths, folderNamed } from '../dataset-paths.ts';
import { normaliseFolder } from '../formats/files/paths.ts';

/** Files that people write: tables, annotations, captions, lists. */
const written = /\.(?:csv|tsv|tab|json|jsonl|ndjson|xml|txt|md|ya?ml|caption)$/i;

/**
 * The texts of a dataset: what the policy names, and what lies in its folders. YOLO's label files are numbers and are left
 * out, of which there may be one for each image.
 */
export function textsOf(snapshot: Snapshot, dataset: DatasetPolicy): FileEntry[] {
  const named = new Set<string>();
  for (const path of [dataset.attributes, dataset.labels])
    if (typeof path === 'string') named.add(normaliseFolder(path));
  const folders: string[] = [];
  for (const place of datasetPaths(dataset)) {
    if (place.kind === 'file') named.add(normaliseFolder(place.path));
    // A table's folder may be the repository's root, whose other files are not the dataset's.
    else folders.push(normaliseFolder(folderNamed(place)));
  }
  const isLabels = (path: string) => dataset.format === 'yolo' && path.endsWith('.txt') && !named.has(path);
  return [...snapshot.files.values()].filter(
    ({ path, kind }) =>
      kind === 'file' &&
      written.test(path) &&
      !isLabels(path) &&
      (named.has(path) || folders.some((folder) => folder !== '' && path.startsWith(`${folder}/`))),
  );
}
