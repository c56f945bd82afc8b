import type { Images, Masks, Samples } from '../../../model/facts.ts';
import type { Position } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy, ModelPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { Answer } from '../../../model/vision.ts';
import { type Frame, frameOf, sizeIn } from '../../truth/frames.ts';
import type { ImageNames } from './image-names.ts';
import type { Mistakes } from './mistakes.ts';
import type { Place } from './places.ts';

/** Whose predictions are read, and of what. */
export interface Claim {
  model: ModelPolicy;
  /** In the order in which answers hold them. */
  classes: readonly string[];
  dataset: DatasetPolicy;
  samples: Samples;
  /** Where they are known, masks are held against the sizes of images and of true masks. */
  images?: Images;
  masks?: Masks;
}

/** One file or folder of predictions while it is read. */
export interface Source {
  snapshot: Snapshot;
  claim: Claim;
  place: Place;
  /** Rows of the dataset that it may answer, ascending: those of its split. */
  rows: readonly number[];
  names: ImageNames;
  into: Collected;
  mistakes: Mistakes;
  tools: Tools;
}

/** Reads one file or folder of predictions into `source.into`. */
export type Read = (source: Source) => Promise<void>;

/** The answers of all files of one model. */
export class Collected {
  readonly answers = new Map<number, Answer>();
  /** How many predictions were read, of known images or not. */
  count = 0;
  /** Hashes of further files that answers were read from. */
  readonly contents: string[] = [];
  private readonly places = new Map<number, Position>();

  /** Takes the answer of an image, unless it has one: the place of that is returned. */
  put(rows: readonly number[], answer: Answer, at: Position): Position | null {
    const before = this.placeOf(rows);
    if (before !== null) return before;
    for (const row of rows) {
      this.answers.set(row, answer);
      this.places.set(row, at);
    }
    return null;
  }

  placeOf(rows: readonly number[]): Position | null {
    const answered = rows.find((row) => this.places.has(row));
    return answered === undefined ? null : this.places.get(answered)!;
  }
}

/** `line 3 of runs/test.jsonl`, for a sentence. */
export function placeText({ path, line, column }: Position): string {
  if (line === undefined) return path;
  return column === undefined ? `line ${line} of ${path}` : `line ${line}, column ${column} of ${path}`;
}

/** What a source's images are called in sentences: `an image of \`birds\` in test`. */
export function anImage({ claim, place }: Source): string {
  return `an image of \`${claim.samples.dataset}\`${place.split === null ? '' : ` in ${place.split}`}`;
}

/** Says that an image has a second answer. */
export function refuseSecond(
  { claim, mistakes }: Source,
  rows: readonly number[],
  before: Position,
  at: Position,
): void {
  mistakes.refused.add(
    `Expected each image once but ${placeText(at)} answers ${claim.samples.path[rows[0]]} again, after ${placeText(before)}. Remove one of the two.`,
    at,
  );
}

/** The sizes that an image's picture may have, width before height, the likeliest first; none where they are not known. */
export function sizesOf({ samples, images }: Claim, row: number): (readonly [width: number, height: number])[] {
  const frames: readonly Frame[] = samples.orientation === 'unsaid' ? ['upright', 'stored'] : [frameOf(samples, null)];
  return frames.map((frame) => sizeIn(frame, samples, images, row)).filter((size) => size !== null);
}

export function isSize(sizes: ReturnType<typeof sizesOf>, width: number, height: number): boolean {
  return sizes.length === 0 || sizes.some((size) => size[0] === width && size[1] === height);
}
