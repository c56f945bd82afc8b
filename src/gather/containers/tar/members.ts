import type { Snapshot } from '../../../model/snapshot.ts';
import type { Member } from '../paths.ts';
import { tarEntries } from './archive.ts';
import { mostImage } from './limits.ts';

/**
 * The images that are wanted, by their names in the archive; what follows the last of them is not read.
 * @throws Fault `broken` where the archive breaks before; as `snapshot.stream`.
 */
export async function* tarMembers(
  snapshot: Snapshot,
  path: string,
  wanted: ReadonlySet<string>,
): AsyncGenerator<Member> {
  const missing = new Set(wanted);
  for await (const entry of tarEntries(snapshot, path)) {
    if (entry.type !== 'file' || entry.bytes > mostImage || !missing.delete(entry.name)) continue;
    yield { member: entry.name, bytes: await entry.read() };
    if (missing.size === 0) return;
  }
}
