import type { Position } from '../fault.ts';

/** What metadata can tell of people and places. The words are those of the report. */
export const metadataKinds = {
  position: 'a GPS position',
  place: 'the name of a place',
  body: "the camera's serial number",
  lens: "the lens' serial number",
  owner: "the owner's name",
  artist: "the author's name",
  person: 'the name of a person shown',
  face: 'a region of a face',
  'larger-thumbnail': 'a thumbnail that shows more than the picture',
  'other-thumbnail': 'a thumbnail that shows something else than the picture',
} as const;
export type MetadataKind = keyof typeof metadataKinds;

/** What is recognised in texts. The words are those of the report, for one and for several. */
export const textKinds = {
  card: ['a payment card number', 'payment card numbers'],
  iban: ['a bank account number (IBAN)', 'bank account numbers (IBAN)'],
  'national-id': ['a national identity number', 'national identity numbers'],
  email: ['an e-mail address', 'e-mail addresses'],
  phone: ['a phone number', 'phone numbers'],
  name: ['the name of a person', 'names of persons'],
} as const;
export type TextKind = keyof typeof textKinds;

/** The blocks of metadata that a kind can be found in, as the report names them. */
export const metadataPlaces = ['EXIF', 'XMP', 'IPTC', 'text', 'comment'] as const;
export type MetadataPlace = (typeof metadataPlaces)[number];

/** What the metadata of images tell, row-aligned with `Samples`; computed once per content hash. Kinds and places only, never a value. */
export interface Metadata {
  dataset: string;
  /** `kind@place` each, in fixed order with a space between: `position@EXIF owner@XMP`; `''` where nothing was found or nothing could be read. */
  found: string[];
  /** What of the metadata could not be read, as a sentence's end; `''` when all could. */
  damaged: string[];
}

/** What one file, or one column of it, holds of one kind. */
export interface PersonalHit {
  /** The file; where a path itself holds it, that path with the value left out. */
  path: string;
  kind: TextKind;
  /** Column of the table, key of the JSON object, element of the XML file; `''` where there is none. */
  column: string;
  /** `path` where the file's own path holds it. */
  where: 'text' | 'path';
  /** Whether a checksum or a structure proves it; a pattern alone is a guess. */
  certain: boolean;
  /** How many there are. */
  count: number;
  /** Line and column of the first ones, from 1; empty for what has no lines. */
  lines: number[];
  columns: number[];
  /** The file that the lines are of, where it is another one: the listing that names a path. */
  manifest?: string;
}

/** What the texts of a dataset hold: its tables, its files of annotations, its paths. Never a value. */
export interface PersonalData {
  dataset: string;
  hits: PersonalHit[];
}

/** What of a dataset is in the erasure register. */
export interface ErasedSamples {
  dataset: string;
  /** Rows of `Samples`, ascending. */
  row: number[];
  /** How each was recognised: equal bytes, equal pixels, the same look, or one that is alike and may be another's. */
  by: ('content' | 'pixels' | 'look' | 'likeness')[];
  /** Line of the register that names it. */
  line: number[];
  /** Name of that entry, an HMAC. */
  name: string[];
  /** Models that are trained on the dataset. */
  models: string[];
}

/** The erasure register as one side holds it. */
export interface ErasureRegister {
  path: string;
  /** Where the policy names it. */
  at: Position;
  /** Name of each entry, an HMAC. */
  entries: string[];
}
