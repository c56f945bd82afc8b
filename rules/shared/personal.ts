import { type MetadataKind, metadataKinds, type PersonalHit, type TextKind, textKinds } from '../../src/model/facts.ts';

/** One thing that metadata tell, in the report's words: `the owner's name (EXIF)`. */
export interface Told {
  kind: MetadataKind | TextKind;
  words: string;
  /** Whether it is certain and names somebody; what may be there on purpose, or is a guess, only warns. */
  certain: boolean;
}

/** A credit may be what the licence asks for, a place what the picture shows; another thumbnail may come from a heavy edit. */
const guesses: ReadonlySet<string> = new Set(['artist', 'place', 'other-thumbnail', 'email', 'phone', 'name']);

/** Reads one value of `Metadata.found`. */
export function toldOf(found: string): Told[] {
  if (found === '') return [];
  return found.split(' ').map((entry) => {
    const [marked, place] = entry.split('@');
    const kind = marked.replace('!', '') as MetadataKind | TextKind;
    const isText = kind in textKinds;
    const words = isText ? textKinds[kind as TextKind][0] : metadataKinds[kind as MetadataKind];
    return { kind, words: `${words} (${place})`, certain: isText ? marked.endsWith('!') : !guesses.has(kind) };
  });
}

/** `an e-mail address`, `3 e-mail addresses`. */
export function amountOf({ kind, count }: PersonalHit): string {
  const [one, several] = textKinds[kind];
  return count === 1 ? one : `${count} ${several}`;
}

/** Index of the first place that base does not have: where something was put in. 0 where that cannot be told. */
export function firstNew(hit: PersonalHit, before: PersonalHit | undefined): number {
  if (!before || hit.count <= before.count) return 0;
  const index = hit.lines.findIndex((line, i) => line !== before.lines[i] || hit.columns[i] !== before.columns[i]);
  return Math.max(0, index);
}
