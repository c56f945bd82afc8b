/** Distinct values up to which a column is written as codes of them. */
const MOST_DISTINCT = 2 ** 12;
const SEPARATOR = '\0';

/**
 * A column of texts as few values, which are copied and kept in a fraction of the time: codes of its distinct values, or one
 * text with a NUL between the values; as it is where neither will do.
 */
export type PackedTexts =
  | { codes: Uint16Array; distinct: (string | null)[] }
  | { joined: string; count: number }
  | { plain: (string | null)[] };

export function packTexts(column: readonly (string | null)[]): PackedTexts {
  const places = new Map<string | null, number>();
  const codes = new Uint16Array(column.length);
  for (let row = 0; row < column.length && places.size <= MOST_DISTINCT; row++) {
    let place = places.get(column[row]);
    if (place === undefined) {
      place = places.size;
      places.set(column[row], place);
    }
    codes[row] = place;
  }
  if (places.size <= MOST_DISTINCT) return { codes, distinct: [...places.keys()] };
  if (column.some((text) => text === null || text.includes(SEPARATOR))) return { plain: [...column] };
  return { joined: column.join(SEPARATOR), count: column.length };
}

export function unpackTexts(packed: PackedTexts): (string | null)[] {
  if ('plain' in packed) return packed.plain;
  if ('joined' in packed) return packed.count === 0 ? [] : packed.joined.split(SEPARATOR);
  const { codes, distinct } = packed;
  const column = new Array<string | null>(codes.length);
  for (let row = 0; row < codes.length; row++) column[row] = distinct[codes[row]];
  return column;
}
