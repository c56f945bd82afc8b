import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { Fault } from '../model/fault.ts';
import { doorPath } from '../natives/doors.ts';
import { explainProposal } from '../propose/wording.ts';
import { workflowText } from '../propose/workflow.ts';
import { policyPaths } from '../run/find-policy.ts';
import { firstPolicy } from '../run/init.ts';
import type { Flags } from './arguments.ts';
import { progressLine } from './progress.ts';

const workflowPath = '.github/workflows/vision-gate.yml';

/** Writes a first policy and a workflow into the working tree, and says what was seen. */
export async function init(flags: Flags, signal: AbortSignal): Promise<number> {
  const directory = resolve(flags.repo ?? '.');
  for (const path of policyPaths) {
    if (await exists(join(directory, path)))
      throw new Fault('usage', `There is a policy already: ${path}. Edit it, or remove it first.`);
  }
  const line = progressLine(process.stderr, flags.quiet === true || !process.stderr.isTTY);
  const proposal = await firstPolicy(
    {
      directory,
      ref: flags.ref ?? 'HEAD',
      rules: rules.map(({ meta, defaults }) => ({ ...meta, defaults })),
      natives: { door: doorPath('vision') },
      progress: line.show,
    },
    signal,
  ).finally(line.clear);
  console.log(`Looked through ${proposal.commit.slice(0, 7)} of ${directory}:\n\n${explainProposal(proposal)}\n`);
  if (proposal.text === null) {
    throw new Fault(
      'usage',
      'No policy was written: nothing was found that it could name. Commit the data (or its Git LFS or DVC pointers) first, or write the policy by hand; docs/datasets.md shows each format.',
    );
  }
  const [policyPath] = policyPaths;
  await write(join(directory, policyPath), proposal.text);
  console.log(`Wrote ${policyPath}.`);
  if (await exists(join(directory, workflowPath))) {
    console.log(`Left ${workflowPath} as it is.`);
  } else {
    await write(
      join(directory, workflowPath),
      workflowText(flags.provider && flags.provider !== 'cpu' ? 'gpu' : 'cpu'),
    );
    console.log(`Wrote ${workflowPath}.`);
  }
  console.log('\nNext: read the two files, commit them, and run `vision-gate audit`.');
  return 0;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
