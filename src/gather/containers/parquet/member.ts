/** A file's name that is longer than any that tells images apart. */
const longestName = 120;

/** Where an image lies in a Parquet file, as its name there: `image/17`, or `image/17:cat.jpg` where the file names it. */
export function memberName(column: string, row: number, path: string | null): string {
  const name = path?.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).slice(0, longestName);
  return `${column}/${row}${name ? `:${name}` : ''}`;
}

/** The reverse of `memberName`; `null` for what it never makes. */
export function readMemberName(member: string): { column: string; row: number } | null {
  const parts = /^(.*)\/(\d{1,9})(?::[^/\\]*)?$/s.exec(member);
  return parts && { column: parts[1], row: Number(parts[2]) };
}
