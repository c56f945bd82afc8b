import type { MetadataKind, MetadataPlace } from '../../model/facts.ts';

/** What is read of one picture's metadata, while it is read. */
export interface Findings {
  kinds: Map<MetadataKind, MetadataPlace>;
  /** Texts that people write freely; they are looked through for personal data and not kept. */
  texts: { place: MetadataPlace; text: Buffer }[];
  /** Embedded pictures, encoded. */
  thumbnails: { place: MetadataPlace; bytes: Buffer }[];
  /** EXIF orientation, 1–8, which a thumbnail mostly shares. */
  orientation: number;
  /** What could not be read: `EXIF: a value lies outside of it`. */
  damage: string[];
}

export function noFindings(): Findings {
  return { kinds: new Map(), texts: [], thumbnails: [], orientation: 1, damage: [] };
}

const MOST_TEXTS = 256;
const MOST_THUMBNAILS = 4;
const MOST_DAMAGE = 3;

/** The first place of each kind is kept. */
export function addKind({ kinds }: Findings, kind: MetadataKind, place: MetadataPlace): void {
  if (!kinds.has(kind)) kinds.set(kind, place);
}

export function addText(findings: Findings, place: MetadataPlace, text: Buffer): void {
  if (findings.texts.length >= MOST_TEXTS) addDamage(findings, place, 'it has more texts than are looked through');
  else if (text.length > 2) findings.texts.push({ place, text });
}

export function addThumbnail({ thumbnails }: Findings, place: MetadataPlace, bytes: Buffer): void {
  if (thumbnails.length < MOST_THUMBNAILS && bytes.length > 100) thumbnails.push({ place, bytes });
}

export function addDamage({ damage }: Findings, place: MetadataPlace, what: string): void {
  const sentence = `${place}: ${what}`;
  if (damage.length < MOST_DAMAGE && !damage.includes(sentence)) damage.push(sentence);
}
