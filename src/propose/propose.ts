import { gatherSide, withSources } from '../gather/gather.ts';
import type { Samples } from '../model/facts.ts';
import type { Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Vocabulary } from '../policy/schema.ts';
import { attributeKeys, attributeTable } from './datasets/attributes.ts';
import { findCoco } from './datasets/coco.ts';
import { findImageFolders } from './datasets/image-folders.ts';
import { findMasks, findPairs } from './datasets/masks.ts';
import { findShards } from './datasets/shards.ts';
import { findTables, type ImageTable, imageTables } from './datasets/tables.ts';
import { findVoc } from './datasets/voc.ts';
import { findYolo } from './datasets/yolo.ts';
import { type FoundDataset, type FoundModel, uniquely } from './found.ts';
import { Look } from './look.ts';
import { findModels } from './models/models.ts';
import { policyText } from './policy-text.ts';
import { describeSamples } from './wording.ts';

/** A first policy, and what its owner should know of it. */
export interface Proposal {
  /** The file's text; `null` where nothing was found that a policy could name. */
  text: string | null;
  datasets: { name: string; format: string; seen: string; doubts: string[] }[];
  models: { name: string; seen: string; doubts: string[] }[];
  /** What was seen and could not be declared; each a sentence. */
  doubts: string[];
}

type Finder = (look: Look, tables: readonly ImageTable[]) => Promise<FoundDataset[]> | FoundDataset[];

/** The surest first: what one takes, the next does not see. */
const finders: Finder[] = [
  findYolo,
  findCoco,
  findVoc,
  findShards,
  findMasks,
  findPairs,
  (look, tables) => findTables(tables, look),
  findImageFolders,
];

interface ListedDataset {
  found: FoundDataset;
  samples: Samples;
}

/**
 * Looks through a commit for datasets and models, and writes the policy that would declare them. Each dataset is read as a check
 * would read it: one that cannot be read is told, and not declared.
 */
export async function propose(snapshot: Snapshot, vocabulary: Vocabulary, tools: Tools): Promise<Proposal> {
  const look = new Look(snapshot);
  const tables = await imageTables(look);
  const listed: ListedDataset[] = [];
  const doubts: string[] = [];
  for (const find of finders) {
    tools.signal.throwIfAborted();
    const names = listed.map(({ found }) => ({ name: found.name }));
    const found = uniquely([...names, ...(await find(look, tables))]).slice(names.length) as FoundDataset[];
    const read = await list(snapshot, found, vocabulary, tools);
    doubts.push(...read.doubts);
    for (const each of read.listed) {
      look.take([...each.samples.path, ...each.samples.manifest, ...(each.samples.masks?.path ?? [])]);
      look.take(each.samples.targets?.path ?? []);
      listed.push(each);
    }
  }
  const datasets = await Promise.all(listed.map((each) => withAttributes(each, tables, snapshot, vocabulary, tools)));
  const models = await findModels(
    look,
    datasets.map(({ samples }) => samples),
    tools.scratch,
  );
  const named = datasets.map((each) => withClassesOf(models.models, each));
  return proposalOf(named, uniquely(models.models), [...doubts, ...models.doubts]);
}

/** Masks say numbers alone: the list of a model that is judged on them says what these mean. */
function withClassesOf(models: readonly FoundModel[], { found, samples }: ListedDataset): ListedDataset {
  const model = models.find(({ keys }) => keys.data === found.name && typeof keys.labels === 'string');
  if (found.format !== 'masks' || samples.classes.length > 0 || model === undefined) return { found, samples };
  const doubt = `The classes of the masks are taken to be those of ${model.name}'s list: correct \`labels\` if the values mean others, and name the value of no class in \`ignore\`.`;
  const doubts = [doubt, ...found.doubts.filter((sentence) => !sentence.includes('`labels`'))];
  return { found: { ...found, keys: { ...found.keys, labels: model.keys.labels }, doubts }, samples };
}

function proposalOf(
  datasets: readonly ListedDataset[],
  models: readonly FoundModel[],
  doubts: readonly string[],
): Proposal {
  const described = datasets.map(({ found, samples }) => ({ found, seen: describeSamples(samples) }));
  const text =
    datasets.length === 0
      ? null
      : policyText(
          described.map(({ found, seen }) => ({ found, comment: [seen, ...found.doubts] })),
          models.map((found) => ({ found, comment: [found.seen, ...found.doubts] })),
        );
  return {
    text,
    datasets: described.map(({ found: { name, format, doubts: own }, seen }) => ({ name, format, seen, doubts: own })),
    models: models.map(({ name, seen, doubts: own }) => ({ name, seen, doubts: own })),
    doubts: [...doubts],
  };
}

/** Reads datasets as a check would. */
async function list(
  snapshot: Snapshot,
  found: readonly FoundDataset[],
  vocabulary: Vocabulary,
  tools: Tools,
): Promise<{ listed: ListedDataset[]; doubts: string[] }> {
  if (found.length === 0) return { listed: [], doubts: [] };
  const text = policyText(
    found.map((each) => ({ found: each, comment: [] })),
    [],
  );
  const source = { path: 'vision-gate.yml', commit: snapshot.commit, side: 'head' as const };
  const parsed = parsePolicy(text, { ...source, ...vocabulary });
  if ('mistakes' in parsed) {
    return { listed: [], doubts: parsed.mistakes.map(({ message }) => `A dataset could not be declared: ${message}`) };
  }
  const { facts, unread } = await gatherSide(snapshot, parsed.policy, tools, withSources(['samples']));
  const doubts = unread.map(
    ({ name, reason }) => `${placeOf(found, name)} could not be read as ${formatOf(found, name)}: ${reason}`,
  );
  const listed = found.flatMap((each) => {
    const samples = facts.samples?.[each.name];
    if (!samples) return [];
    if (samples.count === 0) {
      doubts.push(`${placeOf(found, each.name)} names no image that the commit has.`);
      return [];
    }
    return [{ found: each, samples }];
  });
  return { listed, doubts };
}

/** The dataset with its table of attributes, and with groups and unit where columns are called so. */
async function withAttributes(
  { found, samples }: ListedDataset,
  tables: readonly ImageTable[],
  snapshot: Snapshot,
  vocabulary: Vocabulary,
  tools: Tools,
): Promise<ListedDataset> {
  const table = attributeTable(found, new Set(samples.path), tables);
  const names = [
    ...Object.keys(samples.attributes),
    ...(table ? [...table.rows.columns.keys()].filter((name) => name !== table.column) : []),
  ];
  const { keys, doubts } = attributeKeys(names);
  if (!table && Object.keys(keys).length === 0) return { found, samples };
  const extended = {
    ...found,
    keys: { ...found.keys, ...(table ? { attributes: table.path } : {}), ...keys },
    doubts: [...found.doubts, ...doubts],
  };
  const read = await list(snapshot, [extended], vocabulary, tools);
  return read.listed[0] ?? { found, samples };
}

function placeOf(found: readonly FoundDataset[], name: string): string {
  const keys = found.find((each) => each.name === name)?.keys ?? {};
  const [first] = Object.values(keys);
  return typeof first === 'string' ? first : Object.values(first ?? {}).join(', ') || name;
}

function formatOf(found: readonly FoundDataset[], name: string): string {
  return found.find((each) => each.name === name)?.format ?? 'a dataset';
}
