import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { presets } from '../../rules/presets/index.ts';
import { Fault } from '../model/fault.ts';
import { doorPath } from '../natives/doors.ts';
import { stampPredictions } from '../run/stamp.ts';
import type { Flags } from './arguments.ts';

/** Writes a stamp beside each file of predictions of a commit. */
export async function stamp(operands: readonly string[], flags: Flags, signal: AbortSignal): Promise<number> {
  if (!flags.model) {
    throw new Fault(
      'usage',
      'Expected the file of the model that made the predictions. Name it with --model, as a path in the repository.',
    );
  }
  const directory = resolve(flags.repo ?? '.');
  const stamps = await stampPredictions(
    {
      directory,
      ref: flags.ref ?? 'HEAD',
      policyFile: flags.policy ? resolve(flags.policy) : null,
      modelFile: flags.model,
      model: operands[0],
      rules: rules.map(({ meta, defaults }) => ({ ...meta, defaults })),
      presets,
      natives: { door: doorPath('vision') },
    },
    signal,
  );
  for (const { path, text, images } of stamps) {
    await writeFile(join(directory, path), text);
    console.log(`${path}: ${images} images, ${flags.model}. Commit it with the predictions.`);
  }
  return 0;
}
