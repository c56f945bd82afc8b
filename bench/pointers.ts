/**
 * Opens both sides of a change of 500 images among many that are known by pointers alone, and compares them: as Git LFS
 * keeps them (a pointer file each) and as DVC does (a folder's listing). Nothing is downloaded.
 *
 *     node bench/pointers.ts [sizes, 10000 100000 1000000 when absent]
 *
 * Each size runs in processes of its own, whose peak of resident memory is printed: one as Node is, and one that collects
 * garbage early (`NODE_OPTIONS=--optimize-for-size`), as a runner with little memory would be set up.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changedPaths } from '../src/git/changes.ts';
import { openSnapshot } from '../src/git/snapshot.ts';

const CHANGED = 500;
const [kind, folder, base, head] = process.argv.slice(2);

function sizes(): number[] {
  const given = process.argv.slice(2).map(Number);
  return given.length > 0 ? given : [10_000, 100_000, 1_000_000];
}

async function measure() {
  const begin = performance.now();
  const before = await openSnapshot(folder, base, 'base', { trusted: base });
  const middle = performance.now();
  const after = await openSnapshot(folder, head, 'head', { trusted: base, like: before });
  const opened = performance.now();
  const { added, removed, modified, renamed } = changedPaths(before.files, after.files);
  const end = performance.now();
  const images = [...after.files.values()].filter(({ hash }) => hash.startsWith(`${kind}:`)).length;
  const changes = added.length + removed.length + modified.length + renamed.length;
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`;
  const flags = process.execArgv.length > 0 ? ` (${process.execArgv.join(' ')})` : '';
  console.log(
    `${kind} ${images} images: base ${seconds(begin, middle)}, head ${seconds(middle, opened)}, ` +
      `diff of ${changes} ${seconds(opened, end)}, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB${flags}`,
  );
}

async function compare(each: string, size: number) {
  const directory = await mkdtemp(join(tmpdir(), 'vision-gate-bench-'));
  try {
    spawnSync('git', ['init', '--quiet', directory]);
    const commits = each === 'lfs' ? await lfsCommits(directory, size) : await dvcCommits(directory, size);
    for (const flags of [[], ['--optimize-for-size']]) {
      const command = [...flags, import.meta.filename, each, directory, ...commits];
      await once(spawn(process.execPath, command, { stdio: 'inherit' }), 'exit');
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const digest = (algorithm: string, index: number, version: number) =>
  createHash(algorithm)
    .update(`${index} ${index < CHANGED ? version : 0}`)
    .digest('hex');

const pathOf = (index: number) =>
  `class-${String(index % 1000).padStart(3, '0')}/image-${String(index).padStart(8, '0')}.jpg`;

async function lfsCommits(directory: string, size: number): Promise<string[]> {
  await fastImport(directory, async function* () {
    for (const version of [0, 1]) {
      yield `commit refs/heads/main\ncommitter A <a@b> ${version} +0000\ndata 0\n`;
      if (version === 0) yield file('.gitattributes', '*.jpg filter=lfs diff=lfs merge=lfs -text\n');
      for (let index = 0; index < (version === 0 ? size : CHANGED); index++) {
        const oid = digest('sha256', index, version);
        const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${10_000 + index}\n`;
        yield file(`data/${pathOf(index)}`, pointer);
      }
    }
  });
  return ids(directory);
}

async function dvcCommits(directory: string, size: number): Promise<string[]> {
  const names: string[] = [];
  for (const version of [0, 1]) {
    const paths = Array.from({ length: size }, (_, index) => ({ index, relpath: pathOf(index) }));
    paths.sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
    const text = `[${paths.map(({ index, relpath }) => `{"md5": "${digest('md5', index, version)}", "relpath": "${relpath}"}`).join(', ')}]`;
    const name = createHash('md5').update(text).digest('hex');
    const place = join(directory, '.dvc/cache/files/md5', name.slice(0, 2), `${name.slice(2)}.dir`);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
    names.push(name);
  }
  await fastImport(directory, async function* () {
    for (const [version, name] of names.entries()) {
      yield `commit refs/heads/main\ncommitter A <a@b> ${version} +0000\ndata 0\n`;
      yield file('data.dvc', `outs:\n- md5: ${name}.dir\n  nfiles: ${size}\n  hash: md5\n  path: data\n`);
    }
  });
  return ids(directory);
}

const file = (path: string, content: string) => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`;

async function fastImport(directory: string, commands: () => AsyncGenerator<string>) {
  const importing = spawn('git', ['-C', directory, 'fast-import', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] });
  for await (const command of commands()) {
    if (!importing.stdin.write(command)) await once(importing.stdin, 'drain');
  }
  importing.stdin.end();
  await once(importing, 'exit');
}

function ids(directory: string): string[] {
  return ['main~1', 'main'].map((revision) =>
    spawnSync('git', ['-C', directory, 'rev-parse', revision]).stdout.toString().trim(),
  );
}

if (kind === 'lfs' || kind === 'dvc') await measure();
else for (const size of sizes()) for (const each of ['lfs', 'dvc']) await compare(each, size);
