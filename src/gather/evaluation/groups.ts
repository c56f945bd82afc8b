/** Images (positions in `rows`) by the value of an attribute, values in order; those without a value are left out. */
export function imagesByValue(column: readonly (string | null)[], rows: Int32Array): Map<string, number[]> {
  const images = new Map<string, number[]>();
  rows.forEach((row, image) => {
    const value = column[row];
    if (value === null || value === undefined) return;
    const own = images.get(value);
    if (own) own.push(image);
    else images.set(value, [image]);
  });
  return new Map([...images].sort(([a], [b]) => (a < b ? -1 : 1)));
}
