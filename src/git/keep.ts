import { randomUUID } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { access, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Tells, once it has taken all of some content, whether it is what its name says. */
export interface Check {
  take(piece: Uint8Array): void;
  /** What was received instead of the content; `null` when it is as expected. */
  verdict(): string | null;
}

/** Bytes read at a time. */
export const PIECE = 2 ** 20;

/** How many contents are fetched at a time. */
const CONCURRENCY = 8;

/** Content came that is not what its name says. */
export class OtherContent extends Error {
  override readonly name = 'OtherContent';
}

/**
 * Writes content to a file that appears whole or not at all, whoever else writes it at the same time.
 * @throws OtherContent when it is not what its name says, or longer than `limit` bytes; an error of the disk or of the pieces as it is
 */
export async function keep(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  { check, limit }: { check: Check; limit: number },
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${randomUUID()}.part`);
  try {
    await using handle = await open(temporary, 'wx', 0o644);
    let written = 0;
    for await (const piece of pieces) {
      written += piece.length;
      if (written > limit) throw new OtherContent(`more than ${limit} bytes`);
      check.take(piece);
      await handle.writeFile(piece);
    }
    const received = check.verdict();
    if (received !== null) throw new OtherContent(received);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Content of a file in pieces.
 * @throws OtherContent at the end when it is not what its name says; an error of the disk as it is
 */
export async function* readChecked(file: string, check: Check): AsyncGenerator<Uint8Array> {
  await using handle = await open(file);
  for await (const piece of handle.createReadStream({ autoClose: false, highWaterMark: PIECE })) {
    check.take(piece);
    yield piece;
  }
  const received = check.verdict();
  if (received !== null) throw new OtherContent(received);
}

/** The folder, if it is ours to write; else one of this run alone. */
export async function writableFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch {
    return spareFolder();
  }
}

let spare: Promise<string> | undefined;

/** A folder of this run alone, for content that no store may keep; it goes with the process. */
export function spareFolder(): Promise<string> {
  spare ??= mkdtemp(join(tmpdir(), 'vision-gate-content-')).then((folder) => {
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  });
  return spare;
}

/** Does the work for each item, a few at a time. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const workers = Array.from({ length: Math.min(CONCURRENCY, items.length) }, async () => {
    for (const item of waiting) await work(item);
  });
  await Promise.all(workers);
}
