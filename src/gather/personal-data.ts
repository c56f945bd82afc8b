import type { PersonalData, PersonalHit, Samples } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { FileEntry, Snapshot } from '../model/snapshot.ts';
import { formOf } from './personal/form.ts';
import { scanPaths } from './personal/paths.ts';
import { createScanner } from './personal/scan.ts';
import type { Found } from './personal/tallies.ts';
import { textsOf } from './personal/texts.ts';
import { rememberLater } from './remember.ts';

/** Raised when what is found changes its meaning. */
const version = 1;

/** What a dataset's texts and paths hold of people, read once for each content. The values themselves are never kept. */
export const personalData: Gatherer<'personalData'> = {
  fact: 'personalData',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, PersonalData>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      const { dataset } = samples;
      const hits = scanPaths(samples);
      for (const file of textsOf(snapshot, policy.datasets[dataset])) {
        tools.signal.throwIfAborted();
        try {
          hits.push(...(await scanFile(snapshot, file, tools)));
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          // A broken listing has its own finding.
          if (error.kind !== 'broken') result.faults.push({ name: dataset, fault: error });
        }
      }
      hits.push(...scanContained(samples));
      result.entries[dataset] = { dataset, hits };
    }
    return result;
  },
};

async function scanFile(snapshot: Snapshot, { path, hash }: FileEntry, tools: Tools): Promise<PersonalHit[]> {
  const kind = `personal-data@${version}`;
  const key = `${hash} ${path.slice(path.lastIndexOf('.') + 1).toLowerCase()}`;
  const found = await rememberLater(tools.cache, kind, key, () => scan(snapshot, path));
  return found.map((hit) => ({ path, where: 'text', ...hit }));
}

async function scan(snapshot: Snapshot, path: string): Promise<Found[]> {
  let scanner: ReturnType<typeof createScanner> | null = null;
  for await (const piece of snapshot.stream(path)) {
    scanner ??= createScanner(formOf(path, piece) ?? { columns: 'none' });
    scanner.push(piece);
  }
  return scanner?.finish() ?? [];
}

/** Columns of containers, which are no text: what was listed of them. */
function scanContained({ container, attributes, label }: Samples): PersonalHit[] {
  if (container === null) return [];
  const hits: PersonalHit[] = [];
  const columns = [...Object.entries(attributes), ['label', label] as const];
  for (const path of new Set(container.filter((file) => file !== null))) {
    for (const [column, values] of columns) {
      const scanner = createScanner({ columns: 'none' });
      for (const [row, value] of values.entries()) {
        if (value !== null && container[row] === path) scanner.push(Buffer.from(`${value.replaceAll('\n', ' ')}\n`));
      }
      // Rows of a container have no lines.
      hits.push(
        ...scanner.finish().map((hit) => ({ ...hit, path, where: 'text' as const, column, lines: [], columns: [] })),
      );
    }
  }
  return hits;
}
