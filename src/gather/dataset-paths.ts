import type { DatasetPolicy, OneOrEach } from '../model/policy.ts';
import { folderOf } from './formats/files/paths.ts';

/** A path by which the policy says where a dataset lies. */
export interface NamedPath {
  path: string;
  /** The keys below the dataset under which it is written. */
  keys: string[];
  kind: 'file' | 'folder' | 'pattern';
}

/** The paths of a dataset's images and listings. */
export function datasetPaths(dataset: DatasetPolicy): NamedPath[] {
  const { format, splits, root, table, annotations, data, masks, colours, targets, images } = dataset;
  const isOfFiles = format === 'parquet' || format === 'webdataset';
  return [
    ...each(splits, 'splits', isOfFiles ? 'file' : 'folder'),
    ...each(root, 'root', 'folder'),
    ...each(images, 'images', 'folder'),
    ...each(masks, 'masks', 'folder'),
    ...each(targets, 'targets', 'folder'),
    ...each(annotations, 'annotations', format === 'coco' ? 'file' : 'folder'),
    ...each(table, 'table', 'file'),
    ...each(data, 'data', 'file'),
    ...each(colours, 'colours', 'file'),
  ];
}

/** The folder that holds what a path names; of a pattern, the deepest folder before its first wildcard. */
export function folderNamed({ path, kind }: NamedPath): string {
  if (kind === 'folder') return path;
  const wildcard = path.search(wildcards);
  return folderOf(wildcard < 0 ? path : path.slice(0, wildcard));
}

const wildcards = /[*?{]/;

function each(paths: OneOrEach | undefined, key: string, kind: NamedPath['kind']): NamedPath[] {
  if (paths === undefined) return [];
  const kindOf = (path: string) => (wildcards.test(path) ? 'pattern' : kind);
  if (typeof paths === 'string') return [{ path: paths, keys: [key], kind: kindOf(paths) }];
  return Object.entries(paths).map(([split, path]) => ({ path, keys: [key, split], kind: kindOf(path) }));
}
