import { Fault } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { ContainerFacts } from '../../containers/facts.ts';
import { readClassList } from '../classes/class-list.ts';
import { AnnotationColumns } from '../listing/annotation-columns.ts';
import { emptyListing, type Listing } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { appendContainer } from './append.ts';
import { type PlacedContainer, placeContainers } from './place.ts';

/** Reads what one container holds. @throws Fault when it cannot be read. */
type ReadContainer = (snapshot: Snapshot, path: string, columns: DatasetPolicy['columns']) => Promise<ContainerFacts>;

/**
 * Lists a dataset whose images lie in files that hold many; `null` when the commit has none of them. What each file holds
 * is kept by its content, so that only files that changed are read. One that is broken is a problem, and the others are read.
 * @param kind names the fact and its version
 * @throws Fault `broken` when none can be read; `unavailable` when one could not be had.
 */
export async function listContainers(
  snapshot: Snapshot,
  dataset: DatasetPolicy,
  tools: Tools,
  { kind, read }: { kind: string; read: ReadContainer },
): Promise<Listing | null> {
  const listing = emptyListing();
  const placed = placeContainers(snapshot.files, dataset, listing);
  if (placed.length === 0) return null;

  const declared = dataset.labels === undefined ? null : await readClassList(snapshot, dataset.labels, { path: '' });
  const annotations = new AnnotationColumns('pixels');
  const keyOf = ({ entry }: PlacedContainer) => `${entry.hash} ${JSON.stringify(dataset.columns ?? {})}`;
  const known = tools.cache.getMany(kind, placed.map(keyOf));
  const faults: Fault[] = [];
  for (const [done, container] of placed.entries()) {
    tools.signal.throwIfAborted();
    tools.progress(`Read ${dataset.name}`, done, placed.length);
    const key = keyOf(container);
    try {
      const kept = known.get(key);
      const facts = kept ? decode(kept) : await read(snapshot, container.entry.path, dataset.columns);
      if (!kept) tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(facts))]]);
      compareClasses(listing, container, facts);
      appendContainer(listing, container, facts, {
        files: snapshot.files,
        declared: declared?.classes ?? null,
        annotations,
      });
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'broken') throw error;
      faults.push(error);
      addProblem(listing.problems, error.message, container.entry.pointer ?? { path: container.entry.path });
    }
  }
  if (faults.length === placed.length) throw faults[0];
  if (annotations.count > 0) listing.annotations = annotations;
  listing.folders = [''];
  listing.numericLabels = true;
  return listing;
}

function decode(value: Uint8Array): ContainerFacts {
  return JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()) as ContainerFacts;
}

/** The first list is the dataset's; where another file has another one, the same number means another class. */
function compareClasses(listing: Listing, { entry }: PlacedContainer, { classes }: ContainerFacts): void {
  if (classes === null) return;
  const at = entry.pointer ?? { path: entry.path };
  if (listing.classes === null) listing.classes = { classes, at };
  else if (
    classes.length !== listing.classes.classes.length ||
    classes.some((name, i) => name !== listing.classes?.classes[i])
  ) {
    addProblem(
      listing.problems,
      `Expected the class list of ${listing.classes.at.path} (${short(listing.classes.classes)}) in ${entry.path} but ` +
        `received ${short(classes)}. Labels were read by their own file's list: write the files with one list.`,
      at,
    );
  }
}

function short(names: string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`;
}
