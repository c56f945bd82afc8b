import { Fault } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { addProblem, type ProblemList } from '../listing/problems.ts';

const largest = 4 * 1024 * 1024;

/**
 * Reads the files that hold the labels of one image each, in the order asked, and hands over those that could be read.
 * Links and files that are too large are named instead.
 * @throws Fault `unavailable` when a file's content could not be had: a dataset with labels unseen was not looked at.
 */
export async function readLabelFiles(
  snapshot: Snapshot,
  paths: Iterable<string>,
  problems: ProblemList,
  take: (bytes: Buffer, path: string) => void,
): Promise<void> {
  const readable: string[] = [];
  for (const path of paths) {
    const entry = snapshot.files.get(path);
    if (entry === undefined || entry.kind === 'submodule') continue;
    if (entry.kind === 'symlink') {
      addProblem(problems, `Expected a file at ${path} but received a symbolic link. Commit the file itself.`, {
        path,
      });
    } else if (entry.bytes > largest) {
      const sentence = `Expected at most ${largest} bytes in ${path} but received ${entry.bytes}. Check how the file was made.`;
      addProblem(problems, sentence, { path });
    } else readable.push(path);
  }
  for await (const file of snapshot.readMany(readable)) {
    if ('bytes' in file) take(file.bytes, file.path);
    else if (file.fault.kind !== 'broken') throw new Fault(file.fault.kind, file.fault.message, { path: file.path });
    else addProblem(problems, file.fault.message, { path: file.path });
  }
}
