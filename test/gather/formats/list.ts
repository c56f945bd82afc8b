import { openCache } from '../../../src/cache/store.ts';
import { samples } from '../../../src/gather/samples.ts';
import type { Samples } from '../../../src/model/facts.ts';
import type { Fault } from '../../../src/model/fault.ts';
import type { DatasetPolicy } from '../../../src/model/policy.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';

/** What the gate lists of a dataset in a commit of these files: the listing, or the fault instead. */
export async function gatherListing(
  files: Record<string, Content>,
  dataset: Partial<DatasetPolicy>,
): Promise<{ listed: Samples | undefined; fault: Fault | undefined }> {
  const policy = policyOf({ datasets: { data: dataset } });
  const tools = { ...textTools(), cache: openCache({ directories: [] }) };
  const { entries, faults } = await samples.gather(snapshotOf(files), policy, tools, { facts: {}, unread: [] });
  return { listed: entries.data, fault: faults[0]?.fault };
}

/** The listing of a dataset that can be read. */
export async function list(files: Record<string, Content>, dataset: Partial<DatasetPolicy>): Promise<Samples> {
  const { listed, fault } = await gatherListing(files, dataset);
  if (fault) throw fault;
  return listed!;
}

/** Problems as `path:line:column message`, for short expectations. */
export function said({ problems }: Samples): string[] {
  return problems.map(
    ({ message, at: { path, line, column } }) => `${[path, line, column].filter(Boolean).join(':')} ${message}`,
  );
}

/** Annotations as `sample class left top width height file:line`, for short expectations. */
export function marked({ annotations, classes, path }: Samples): string[] {
  const { count, sample, category, boxes, files, file, line } = annotations!;
  return Array.from({ length: count }, (_, i) => {
    const box = [...boxes.subarray(4 * i, 4 * i + 4)].map((value) => Number(value.toFixed(6))).join(' ');
    return `${path[sample[i]]} ${classes[category[i]]} ${box} ${files[file[i]]}:${line[i]}`;
  });
}
