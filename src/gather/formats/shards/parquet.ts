import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { listParquet } from '../../containers/parquet/list.ts';
import type { Listing } from '../listing/listing.ts';
import { listContainers } from './containers.ts';

/**
 * Lists the images of Parquet files as Hugging Face writes them, one for each row; `null` when the commit has none of the files.
 *
 * The image is a struct of bytes and path, a column of bytes, or one of paths to the repository's own files; the label is a
 * number that the file's `ClassLabel` names, or a text; boxes are left, top, width and height in pixels. The image is found
 * by `columns`, else by Hugging Face's features, else by type and name. Further single values are attributes.
 * @throws Fault as `listContainers`
 */
export function readParquet(snapshot: Snapshot, dataset: DatasetPolicy, tools: Tools): Promise<Listing | null> {
  return listContainers(snapshot, dataset, tools, {
    kind: 'parquet@1',
    read: async (of, path, columns) => listParquet(await of.read(path), path, columns),
  });
}
