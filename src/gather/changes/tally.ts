type Branch = Map<string | null, Branch | number>;

/** How often each record was met: records are equal whose values are, in their order. */
export class Tally<T extends Record<string, string | null>> {
  /** In the order in which they were first met. */
  readonly counts: (T & { n: number })[] = [];
  private readonly root: Branch = new Map();

  add(record: T): void {
    const values = Object.values(record);
    let branch = this.root;
    for (let i = 0; i < values.length - 1; i++) {
      let next = branch.get(values[i]) as Branch | undefined;
      if (next === undefined) {
        next = new Map();
        branch.set(values[i], next);
      }
      branch = next;
    }
    const last = values[values.length - 1];
    const index = branch.get(last) as number | undefined;
    if (index !== undefined) this.counts[index].n++;
    else branch.set(last, this.counts.push({ ...record, n: 1 }) - 1);
  }
}
