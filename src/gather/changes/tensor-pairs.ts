import type { NamedTensor, TensorChanges } from '../../model/facts.ts';

export interface HashedTensor extends NamedTensor {
  /** Of its bytes, type and shape. */
  hash: string;
}

/** Tensors that each list names. */
const mostNamed = 200;

/**
 * What became of each tensor: paired by name; what is left by content, which finds renamed ones; and what is still left by
 * type and shape in the file's order, since exporters number what has no name.
 */
export function pairTensors(base: readonly HashedTensor[], head: readonly HashedTensor[]): TensorChanges {
  const lists: TensorChanges['lists'] = { changed: [], added: [], removed: [], renamed: [] };
  const before = new Map(base.map((tensor) => [tensor.name, tensor]));
  const fresh: HashedTensor[] = [];
  let same = 0;
  for (const tensor of head) {
    const old = before.get(tensor.name);
    if (old === undefined) fresh.push(tensor);
    else {
      before.delete(tensor.name);
      if (old.hash === tensor.hash) same += 1;
      else lists.changed.push(named(tensor));
    }
  }
  const byContent = queues(before.values(), ({ hash }) => hash);
  const others = fresh.filter((tensor) => {
    const old = byContent.get(tensor.hash)?.shift();
    if (old === undefined) return true;
    before.delete(old.name);
    lists.renamed.push(named(tensor, old.name));
    return false;
  });
  const byShape = queues(before.values(), formOf);
  for (const tensor of others) {
    const old = byShape.get(formOf(tensor))?.shift();
    if (old === undefined) lists.added.push(named(tensor));
    else {
      before.delete(old.name);
      lists.changed.push(named(tensor, old.name));
    }
  }
  lists.removed.push(...[...before.values()].map((tensor) => named(tensor)));
  const { changed, added, removed, renamed } = lists;
  return {
    same,
    changed: changed.length,
    added: added.length,
    removed: removed.length,
    renamed: renamed.length,
    lists: {
      changed: changed.slice(0, mostNamed),
      added: added.slice(0, mostNamed),
      removed: removed.slice(0, mostNamed),
      renamed: renamed.slice(0, mostNamed),
    },
  };
}

function queues(tensors: Iterable<HashedTensor>, keyOf: (tensor: HashedTensor) => string): Map<string, HashedTensor[]> {
  return Map.groupBy(tensors, keyOf);
}

function formOf({ type, shape }: HashedTensor): string {
  return `${type}[${shape.join(',')}]`;
}

function named({ name, type, shape }: HashedTensor, from?: string): NamedTensor {
  return { name, ...(from !== undefined && { from }), type, shape };
}
