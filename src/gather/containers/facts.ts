import { createHash } from 'node:crypto';

/** What one container holds, in columns: row i of every column is the same image. Plain JSON, kept by the container's content. */
export interface ContainerFacts {
  /** The image's name in the container; `''` where it lies elsewhere. */
  member: string[];
  /** Content hash; `''` where the image lies elsewhere. */
  hash: string[];
  bytes: number[];
  /** By the image's index, the path of each that lies elsewhere, as the container writes it. */
  elsewhere: Record<number, string>;
  label: (string | null)[];
  /** The split that the container names for each image; `null` when it names none. */
  split: (string | null)[] | null;
  attributes: Record<string, (string | null)[]>;
  /** The class list that the container declares, in its order. */
  classes: string[] | null;
  objects: ContainedObjects | null;
  /** What could not be taken in: sentences about the container. */
  problems: string[];
}

/** Boxes marked in the images of one container. */
export interface ContainedObjects {
  /** Index of the image. */
  image: number[];
  label: (string | null)[];
  /** Left, top, width and height of each, in pixels; `null` where JSON has no such number. */
  boxes: (number | null)[];
  area: (number | null)[];
  id: string[];
}

/** The longest text that is kept of one value: a caption's beginning tells images apart well enough. */
const longestText = 200;

export function noFacts(): ContainerFacts {
  return {
    member: [],
    hash: [],
    bytes: [],
    elsewhere: {},
    label: [],
    split: null,
    attributes: {},
    classes: null,
    objects: null,
    problems: [],
  };
}

/** The identity of an image that no store has hashed: `sha256:<hex>` of its bytes. */
export function contentHash(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** One value as a label or an attribute; `null` for none, and for what has no short text: bytes, lists, structs. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value === '' ? null : shortened(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : null;
  }
}

/** A copy, since a part of a text keeps all of it in memory. */
function shortened(text: string): string {
  return text.length <= longestText ? text : Buffer.from(text.slice(0, longestText)).toString();
}

/** Problems of one kind are one sentence, however many images have them: all lie at the same place, the container. */
export class Tally<Kind extends string> {
  private readonly seen = new Map<Kind, { count: number; first: string }>();
  private readonly sentences: Record<Kind, (count: number, first: string) => string>;

  constructor(sentences: Record<Kind, (count: number, first: string) => string>) {
    this.sentences = sentences;
  }

  add(kind: Kind, example: string): void {
    const known = this.seen.get(kind);
    if (known === undefined) this.seen.set(kind, { count: 1, first: example });
    else known.count++;
  }

  list(): string[] {
    return [...this.seen].map(([kind, { count, first }]) => this.sentences[kind](count, first));
  }
}
