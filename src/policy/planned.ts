/** Keys of later versions: said to be so, instead of being taken for a slip of the pen. */
export const plannedKeys: ReadonlySet<string> = new Set(['throughput', 'reference']);
