import { appendFile, readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { registerKey } from '../gather/erasure/key.ts';
import { decodeCrops, recognise } from '../gather/erasure/looks.ts';
import { readRegister, writeEntry } from '../gather/erasure/register.ts';
import { Fault } from '../model/fault.ts';
import { doorPath } from '../natives/doors.ts';
import { openVision } from '../vision/open.ts';
import type { Flags } from './arguments.ts';

/** Environment variable that holds the register's secret, where no other is named. */
export const ERASURE_KEY = 'VISION_GATE_ERASURE_KEY';

/** The register's secret: from the environment, never from the repository nor from the command line, which others can read. */
export function erasureKey({ 'key-env': name = ERASURE_KEY }: Flags): string | null {
  return process.env[name] || null;
}

/** Adds images to an erasure register. Nothing is written unless all can be. */
export async function erase(operands: readonly string[], flags: Flags, signal: AbortSignal): Promise<number> {
  if (operands.length === 0 || !flags.register) {
    throw new Fault(
      'usage',
      'Expected images and the register that they are added to. Write `vision-gate erase IMAGE… --register FILE`.',
    );
  }
  const secret = erasureKey(flags);
  if (secret === null) {
    throw new Fault(
      'usage',
      `Expected the register's key in the environment variable ${flags['key-env'] ?? ERASURE_KEY} but it is empty. Make one with \`openssl rand -hex 32\`, and keep it as a secret.`,
    );
  }
  const key = registerKey(secret);
  const path = resolve(flags.register);
  const written = await readFile(path, 'utf8').catch(() => '');
  const entries = readRegister(written, flags.register);
  for (const { content, look, line } of entries) {
    if (key.open(look, content) !== null) continue;
    throw new Fault(
      'usage',
      `Expected the key that ${flags.register} was written with but received another: line ${line} does not open. Give the right one.`,
      { path: flags.register, line },
    );
  }
  const known = new Set(entries.map(({ content }) => content));
  const lines = new Map<string, string>();
  await using resources = new AsyncDisposableStack();
  const vision = resources.adopt(openVision({ door: doorPath('vision'), signal }), (children) => children.close());
  for await (const { key: file, record } of recognise(read(operands), vision, true)) {
    const picture = decodeCrops(record);
    if (picture === null) {
      throw new Fault(
        'usage',
        `Expected a picture but ${file} cannot be decoded. Nothing was written: name a picture.`,
      );
    }
    const { bytes: content, pixels, looks } = picture;
    const name = key.name('content', content);
    if (!known.has(name)) lines.set(name, writeEntry(key, { content, pixels, looks }));
  }
  const added = [...lines.values()];
  const gap = written === '' || written.endsWith('\n') ? '' : '\n';
  if (added.length > 0) await appendFile(path, `${gap}${added.join('\n')}\n`);
  const there = operands.length - added.length;
  console.log(
    `${relative('.', path) || path}: ${added.length} added, ${there} there already. Commit it, and delete the images from the repository and its history.`,
  );
  return 0;
}

async function* read(files: readonly string[]) {
  for (const file of new Set(files)) {
    const bytes = await readFile(file).catch((error: Error) => {
      throw new Fault('usage', `The image could not be read: ${error.message}. Nothing was written.`);
    });
    yield { key: file, bytes };
  }
}
