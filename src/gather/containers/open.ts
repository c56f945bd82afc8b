import { Fault } from '../../model/fault.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { parquetMembers } from './parquet/members.ts';
import { kindOfContainer, type Member, splitContainedPath } from './paths.ts';
import { tarMembers } from './tar/members.ts';

/**
 * The commit, in which images can also be read from within Parquet files and tar archives by their contained paths.
 * `readMany` then yields files of their own first, and what is contained container by container, each read once.
 */
export function openContainers(snapshot: Snapshot): Snapshot {
  return { ...snapshot, readMany: (paths) => readMany(snapshot, paths) };
}

async function* readMany(snapshot: Snapshot, paths: Iterable<string>): ReturnType<Snapshot['readMany']> {
  const own: string[] = [];
  const contained = new Map<string, Map<string, string>>();
  for (const path of paths) {
    const inside = splitContainedPath(snapshot.files, path);
    if (inside === null) {
      own.push(path);
      continue;
    }
    const members = contained.get(inside.container) ?? new Map<string, string>();
    contained.set(inside.container, members.set(inside.member, path));
  }
  if (own.length > 0) yield* snapshot.readMany(own);
  for (const [container, members] of contained) yield* readContainer(snapshot, container, members);
}

/** @param members the path asked for, by the member's name; emptied */
async function* readContainer(
  snapshot: Snapshot,
  container: string,
  members: Map<string, string>,
): ReturnType<Snapshot['readMany']> {
  let fault = new Fault(
    'broken',
    `Expected the image in ${container} but it is no longer there. Write the file again.`,
    { path: container },
  );
  try {
    for await (const { member, bytes } of membersOf(snapshot, container, new Set(members.keys()))) {
      const path = members.get(member);
      if (path === undefined) continue;
      members.delete(member);
      yield { path, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = error;
  }
  for (const path of members.values()) yield { path, fault };
}

/** The wanted ones of a container's members, in its order. @throws Fault when it cannot be read. */
async function* membersOf(snapshot: Snapshot, container: string, wanted: ReadonlySet<string>): AsyncGenerator<Member> {
  if (kindOfContainer(container) === 'tar') yield* tarMembers(snapshot, container, wanted);
  else yield* parquetMembers(await snapshot.read(container), container, wanted);
}
