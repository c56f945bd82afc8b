import type { Task } from '../../../model/facts.ts';
import { Fault, type Position } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { Answer } from '../../../model/vision.ts';
import { digest } from '../../digest.ts';
import { Tree } from '../../formats/files/tree.ts';
import { readCocoResults } from './coco-results.ts';
import { ImageNames } from './image-names.ts';
import { readMaskFolder } from './mask-folder.ts';
import { Mistakes, type Told } from './mistakes.ts';
import { type Place, predictionPlaces } from './places.ts';
import { readRestoredFolder, readRestoredRows } from './restored.ts';
import { readRows } from './row-files.ts';
import { type Claim, Collected, type Read, type Source } from './source.ts';

/** Raised when an answer changes its meaning. */
const version = 1;

/** What files of a commit say that a model answered. */
export interface ClaimedAnswers {
  /** By row of the dataset's listing at the same commit. */
  answers: ReadonlyMap<number, Answer>;
  /** Splits of which there are predictions. */
  splits: ReadonlySet<string>;
  /** What the answers depend on besides the data. */
  key: string;
  /** The first file. */
  at: Position;
  /** What was passed over, and images without a prediction. */
  problems: Told[];
  parts: Part[];
}

/** One of the files or folders, and the content hashes of the images that it answers: each once, in order. */
export interface Part {
  place: Place;
  images: string[];
}

/**
 * Reads what a model of any framework answered from the files that the policy names; `null` when the commit has none of them.
 * Formats are told by extension: `docs/predictions.md` has an example of each.
 * @throws Fault `broken` when any prediction cannot be true (a second one of an image, a score outside 0–1, a class that the
 *   model has not, a mask of another size …), with the first place and how many there are; when no image has one
 */
export async function readAnswers(snapshot: Snapshot, claim: Claim, tools: Tools): Promise<ClaimedAnswers | null> {
  const { model, samples } = claim;
  const places = predictionPlaces(snapshot, model.predictions ?? {}, samples.split);
  if (places.length === 0) return null;
  const mistakes = new Mistakes();
  const into = new Collected();
  const answered = new Set<string>();
  const parts: Part[] = [];
  for (const place of places) {
    tools.signal.throwIfAborted();
    const rows = rowsOf(claim, place.split);
    const names = new ImageNames(samples, rows);
    const source: Source = { snapshot, claim, place, rows, names, into, mistakes, tools };
    const before = into.answers.size;
    await readerOf(place, model.task)(source);
    const own = [...into.answers.keys()].slice(before);
    for (const row of own) answered.add(samples.split[row]);
    parts.push({
      place,
      images: [...new Set(own.map((row) => samples.hash[row]))].filter((hash) => hash !== '').sort(),
    });
  }
  const at = { path: places[0].path };
  const fault = mistakes.fault(model.name) ?? (into.answers.size === 0 ? noneKnown(claim, into, mistakes, at) : null);
  if (fault !== null) {
    for (const { message, at } of mistakes.refused.first.slice(1)) tools.note(`${at.path}: ${message}`);
    throw fault;
  }
  return {
    answers: into.answers,
    splits: answered,
    key: keyOf(snapshot, claim, places, into.contents),
    at,
    problems: [...mistakes.notes(), ...missing(claim, into.answers, answered, places)],
    parts,
  };
}

function rowsOf({ samples }: Claim, split: string | null): number[] {
  const rows = Array.from({ length: samples.count }, (_, row) => row);
  return split === null ? rows : rows.filter((row) => samples.split[row] === split);
}

const formats: Record<Task, { rows: Read | null; coco: Read | null; folder: Read | null; wayOut: string }> = {
  classification: { rows: readRows, coco: null, folder: null, wayOut: 'Write JSONL, CSV or TSV.' },
  multilabel: { rows: readRows, coco: null, folder: null, wayOut: 'Write JSONL, CSV or TSV.' },
  detection: { rows: readRows, coco: readCocoResults, folder: null, wayOut: 'Write JSONL, or COCO results as JSON.' },
  'instance-segmentation': {
    rows: readRows,
    coco: readCocoResults,
    folder: null,
    wayOut: 'Write JSONL, or COCO results as JSON.',
  },
  segmentation: { rows: null, coco: null, folder: readMaskFolder, wayOut: 'Name a folder of PNG masks.' },
  restoration: {
    rows: readRestoredRows,
    coco: null,
    folder: readRestoredFolder,
    wayOut: 'Name a folder of PNG pictures, or JSONL or CSV with `restored`.',
  },
};

/** @throws Fault for a file of a kind that the task's predictions never have */
function readerOf({ path, kind }: Place, task: Task): Read {
  const { rows, coco, folder, wayOut } = formats[task];
  const reader =
    kind === 'folder'
      ? folder
      : /\.json$/i.test(path)
        ? coco
        : /\.(?:jsonl|ndjson|csv|tsv|tab)$/i.test(path)
          ? rows
          : null;
  if (reader !== null) return reader;
  const received = kind === 'folder' ? `the folder ${path}` : path;
  throw new Fault('broken', `Expected predictions of ${task} but received ${received}. ${wayOut}`, { path });
}

/** Without a single answer every score is undefined. */
function noneKnown({ model, samples }: Claim, { count }: Collected, mistakes: Mistakes, at: Position): Fault {
  const [first] = mistakes.leftOut.first;
  if (first === undefined) {
    const sentence = `Expected predictions of ${model.name} in ${at.path} but received none. Write one for each image.`;
    return new Fault('broken', sentence, at);
  }
  const sentence = `None of the ${count} predictions of ${model.name} is of an image of \`${samples.dataset}\`. ${first.message}`;
  return new Fault('broken', sentence, first.at);
}

/** Images that are named one by one. */
const named = 5;

/** A sentence for each split that some images of have no prediction. */
function missing(
  { samples }: Claim,
  answers: ReadonlyMap<number, Answer>,
  splits: ReadonlySet<string>,
  places: readonly Place[],
): Told[] {
  return [...splits].flatMap((split) => {
    const { path } = places.find((place) => place.split === split) ?? places[0];
    const rows = rowsOf({ samples } as Claim, split).filter((row) => samples.hash[row] !== '');
    const without = rows.filter((row) => !answers.has(row));
    if (without.length === 0) return [];
    const some = without.slice(0, named).map((row) => samples.path[row]);
    const list = `${some.join(', ')}${without.length > named ? ' …' : ''}`;
    const message = `Expected a prediction for each image of ${split} but ${without.length} of ${rows.length} have none: ${list}. They are in no score: predict them.`;
    return [{ message, at: { path } }];
  });
}

/** Contents of the files, and how they are read. */
function keyOf(
  { files }: Snapshot,
  { model, classes, dataset }: Claim,
  places: readonly Place[],
  further: readonly string[],
): string {
  const tree = new Tree(files);
  const contents = places.flatMap(({ path, kind, split }) =>
    kind === 'file'
      ? [[files.get(path)!.hash, split]]
      : tree.below(path).map((entry) => [entry.path.slice(path.length), entry.hash, split]),
  );
  const reading = [
    model.task,
    model.thresholds,
    classes,
    dataset.format,
    dataset.colours && files.get(dataset.colours)?.hash,
  ];
  return `claimed@${version} ${digest(JSON.stringify([contents, further, reading]))}`;
}
