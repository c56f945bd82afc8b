import type { Samples } from '../model/facts.ts';
import { Fault, type Position } from '../model/fault.ts';
import type { Gatherer, Tools } from '../model/gatherer.ts';
import type { DatasetFormat, DatasetPolicy, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { datasetPaths } from './dataset-paths.ts';
import { readClassList, sortClasses } from './formats/classes/class-list.ts';
import { didYouMean } from './formats/classes/nearest-name.ts';
import { readCoco } from './formats/coco/coco.ts';
import { readImageFolder } from './formats/imagefolder.ts';
import type { Listing } from './formats/listing/listing.ts';
import { addProblem, counted, listProblems } from './formats/listing/problems.ts';
import { readMasks } from './formats/masks/masks.ts';
import { readPairs } from './formats/pairs/pairs.ts';
import { readParquet } from './formats/shards/parquet.ts';
import { readWebDataset } from './formats/shards/webdataset.ts';
import { joinAttributes } from './formats/tables/attributes.ts';
import { readTable } from './formats/tables/table.ts';
import { readVoc } from './formats/voc/voc.ts';
import { readYolo } from './formats/yolo/yolo.ts';
import { refuseMissingPlaces } from './missing-places.ts';
import { policyPosition } from './policy-position.ts';

type Reader = (snapshot: Snapshot, dataset: DatasetPolicy, tools: Tools) => Promise<Listing | null>;

const readers: Record<DatasetFormat, Reader> = {
  imagefolder: readImageFolder,
  masks: readMasks,
  coco: readCoco,
  pairs: readPairs,
  parquet: readParquet,
  table: readTable,
  voc: readVoc,
  webdataset: readWebDataset,
  yolo: readYolo,
};

/** Lists each dataset of the policy. One of which the commit has nothing is left out; one that cannot be read is a fault. */
export const samples: Gatherer<'samples'> = {
  fact: 'samples',
  async gather(snapshot, policy, tools) {
    const entries: [string, Samples][] = [];
    const faults: { name: string; fault: Fault }[] = [];
    const datasets = Object.entries(policy.datasets);
    for (const [done, [name, dataset]] of datasets.entries()) {
      tools.signal.throwIfAborted();
      tools.progress('List images', done, datasets.length);
      try {
        const listed = await listDataset(snapshot, policy, name, dataset, tools);
        if (listed !== null) entries.push([name, listed]);
        else
          tools.note(
            `Dataset \`${name}\`: ${snapshot.side} (${snapshot.commit.slice(0, 7)}) has no ${placesOf(dataset)}.`,
          );
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ name, fault: error });
      }
    }
    tools.progress('List images', datasets.length, datasets.length);
    return { entries: Object.fromEntries(entries), faults };
  },
};

async function listDataset(
  snapshot: Snapshot,
  policy: Policy,
  name: string,
  dataset: DatasetPolicy,
  tools: Tools,
): Promise<Samples | null> {
  const at = (...keys: string[]) => policyPosition(policy, 'datasets', name, ...keys);
  refuseMissingPlaces(snapshot, datasetPaths(dataset));
  const listing = await readers[dataset.format](snapshot, dataset, tools);
  if (listing === null) return null;
  if (dataset.attributes !== undefined) await joinAttributes(snapshot, dataset.attributes, at('attributes'), listing);

  const attributes = completed(listing);
  for (const group of dataset.groups) requireAttribute(attributes, group, 'groups', dataset, at('groups'));
  if (dataset.unit !== undefined) requireAttribute(attributes, dataset.unit, 'unit', dataset, at('unit'));

  const own = dataset.labels === undefined ? null : await readClassList(snapshot, dataset.labels, at('labels'));
  const declared = own ?? listing.classes;
  const inUse = new Set(listing.label.filter((label) => label !== null));
  for (const label of listing.annotations?.labels ?? []) inUse.add(label);
  if (declared !== null) reportUnknownLabels(listing, declared.classes, declared.at.path);
  const classes = declared?.classes ?? sortClasses(inUse, listing.numericLabels);

  return {
    dataset: name,
    format: dataset.format,
    count: listing.path.length,
    classes,
    classesAt: declared?.at ?? null,
    path: listing.path,
    hash: listing.hash,
    bytes: Float64Array.from(listing.bytes),
    split: listing.split,
    label: listing.label,
    attributes,
    groups: dataset.groups,
    ...(dataset.intersections && { intersections: dataset.intersections }),
    unit: dataset.unit === undefined ? null : attributes[dataset.unit],
    container: listing.container,
    manifest: listing.manifest,
    line: Int32Array.from(listing.line),
    column: Int32Array.from(listing.column),
    declared: listing.declared && {
      width: Int32Array.from(listing.declared.width),
      height: Int32Array.from(listing.declared.height),
    },
    masks: listing.masks,
    targets: listing.targets,
    annotations: listing.annotations?.finish(classes) ?? null,
    problems: listProblems(listing.problems),
    orientation: dataset.orientation ?? 'unsaid',
  };
}

/** Attribute columns at their full length. */
function completed(listing: Listing): Samples['attributes'] {
  for (const values of listing.attributes.values()) while (values.length < listing.path.length) values.push(null);
  return Object.fromEntries(listing.attributes);
}

function requireAttribute(
  attributes: Samples['attributes'],
  name: string,
  key: 'groups' | 'unit',
  dataset: DatasetPolicy,
  at: { path: string },
): void {
  if (Object.hasOwn(attributes, name)) return;
  const names = Object.keys(attributes);
  const received = names.length === 0 ? 'no attributes' : names.map((column) => `\`${column}\``).join(', ');
  throw new Fault(
    'broken',
    `Expected an attribute \`${name}\` for \`${key}\` of dataset \`${dataset.name}\` but received ${received}.` +
      `${didYouMean(name, names)} Add the column${dataset.attributes ? ` to ${dataset.attributes}` : ''}, or change the policy.`,
    at,
  );
}

function reportUnknownLabels(listing: Listing, classes: string[], list: string): void {
  const known = new Set(classes);
  const unknown = new Map<string, { count: number; first: number }>();
  for (const [row, label] of listing.label.entries()) {
    if (label === null || known.has(label)) continue;
    const found = unknown.get(label);
    if (found === undefined) unknown.set(label, { count: 1, first: row });
    else found.count++;
  }
  const report = (label: string, count: number, found: string, at: Position) =>
    addProblem(
      listing.problems,
      `Expected a class of ${list} but received \`${label}\` for ${found}.` +
        `${didYouMean(label, classes)} Correct the label, or add the class to the list.`,
      at,
      { label, count },
    );
  for (const [label, { count, first }] of unknown) {
    const line = listing.line[first] || undefined;
    const container = line === undefined ? listing.container?.[first] : undefined;
    const path = container || listing.manifest[first] || listing.path[first];
    const found = `${counted(count, 'image')} (${listing.path[first]})`;
    report(label, count, found, line === undefined ? { path } : { path, line });
  }
  for (const { label, count, at } of listing.annotations?.unknownLabels(known) ?? []) {
    report(label, count, counted(count, 'annotation'), at);
  }
}

function placesOf(dataset: DatasetPolicy): string {
  const paths = datasetPaths(dataset).map(({ path }) => path);
  if (dataset.format === 'table') return `table ${paths.join(', ')}`;
  return `${dataset.format === 'imagefolder' ? 'images' : 'files'} in ${paths.join(', ')}`;
}
