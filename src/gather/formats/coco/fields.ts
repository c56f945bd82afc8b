/** The entry of a list, as JSON has it. */
export type Entry = Readonly<Record<string, unknown>>;

/** COCO's ids are whole numbers; text is kept where a file has it instead. */
export type Id = number | string;

export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** An id, right or of the wrong type; `null` when it can name nothing. */
export function idOf(value: unknown): Id | null {
  return isWhole(value) || (typeof value === 'string' && value !== '') ? value : null;
}

/** Coordinates are pixels: beyond this none is meant. */
const FARTHEST = 2 ** 31;

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= FARTHEST;
}

/** Whether all are numbers that can be coordinates. */
export function areCoordinates(values: unknown): values is number[] {
  if (!Array.isArray(values)) return false;
  for (let i = 0; i < values.length; i++) if (!isCoordinate(values[i])) return false;
  return true;
}

/** Characters of a value that a sentence quotes. */
const QUOTED = 48;

/** What was written, for the end of a sentence. */
export function written(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isEntry(value)) return 'an object';
  const text = Array.isArray(value) ? listText(value) : scalarText(value);
  return `\`${text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text}\``;
}

function listText(values: readonly unknown[]): string {
  const items = values.slice(0, 8).map((item) => (typeof item === 'object' && item !== null ? '…' : scalarText(item)));
  return `[${items.join(', ')}${values.length > 8 ? ', …' : ''}]`;
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** Longer text is a document, and no value of an attribute. */
const LONGEST = 256;

/** A scalar as an attribute's value: `null` when it is empty, `undefined` when it is no scalar, or too long. */
export function attributeText(value: unknown): string | null | undefined {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value.length <= LONGEST ? value : undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
