import type { Id } from './fields.ts';

const first = 1024;

/** Ids, one a row, in eight bytes each: a file has millions. */
export class IdColumn {
  length = 0;
  private numbers = new Float64Array(first);
  /** Those that are text, by row. */
  private readonly texts = new Map<number, string>();

  /** Appends an id; `null` for none. */
  push(id: Id | null): void {
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    if (typeof id === 'string') this.texts.set(this.length, id);
    this.numbers[this.length++] = typeof id === 'number' ? id : Number.NaN;
  }

  at(row: number): Id | null {
    const number = this.numbers[row];
    return Number.isNaN(number) ? (this.texts.get(row) ?? null) : number;
  }

  /** Rows whose id an earlier row has, in ascending order. */
  repeated(): number[] {
    const numbers = this.numbers.slice(0, this.length).sort();
    const twice = new Set<Id>(numbers.filter((id, i) => id === numbers[i - 1]));
    const rows: number[] = [];
    const seen = new Set<Id>();
    for (let row = 0; row < this.length && twice.size > 0; row++) {
      const id = this.numbers[row];
      if (!twice.has(id)) continue;
      if (seen.has(id)) rows.push(row);
      seen.add(id);
    }
    for (const [row, text] of this.texts) {
      if (seen.has(text)) rows.push(row);
      seen.add(text);
    }
    return rows.sort((a, b) => a - b);
  }
}
