import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { listTar } from '../../containers/tar/list.ts';
import type { Listing } from '../listing/listing.ts';
import { listContainers } from './containers.ts';

/**
 * Lists the images of WebDataset's tar shards, one for each sample; `null` when the commit has none of the shards. Labels
 * that are numbers are indices into the policy's `labels`, where it has them.
 * @throws Fault as `listContainers`
 */
export function readWebDataset(snapshot: Snapshot, dataset: DatasetPolicy, tools: Tools): Promise<Listing | null> {
  return listContainers(snapshot, dataset, tools, { kind: 'webdataset@1', read: listTar });
}
