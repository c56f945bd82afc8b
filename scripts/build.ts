/**
 * Builds dist/: the list of rules, JavaScript by tsc (lib/), one bundle for each door by ncc, the licences of what is
 * bundled, and the lock of the native parts. Equal sources give equal bytes. With `--check` it writes nothing, names the
 * files of dist/ that are not as they should be, and exits 1 when there are any.
 *
 * The bundles are not minified: whoever pins the action can read what runs, and review the difference of a release.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { doors } from '../src/natives/doors.ts';
import type { NativesLock } from '../src/natives/lock.ts';
import { lockOf, lockText, nativeFiles } from './natives.ts';
import { writeRulesIndex } from './rules-index.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const externals = ['onnxruntime-node', 'sharp'];

interface Bundle {
  code: string;
  assets: Record<string, { source: string | Buffer }>;
  stats: { compilation: { modules: Iterable<BundledModule> } };
}

interface BundledModule {
  resource?: string;
  /** Of a module that is several ones, put into one scope. */
  modules?: Iterable<BundledModule>;
}

/** ncc asks the file system about a value that is no path, which Node 24 deprecates. */
process.noDeprecation = true;
const ncc: (input: string, options: object) => Promise<Bundle> = createRequire(import.meta.url)('@vercel/ncc');

/** Every file of dist/, by its path below it. */
async function build(): Promise<Map<string, string>> {
  writeRulesIndex(join(root, 'rules'));
  compile();
  const files = new Map<string, string>();
  const bundled = new Set<string>();
  for (const { source, bundle } of Object.values(doors)) {
    const input = join(root, 'lib', source.replace(/\.ts$/, '.js'));
    const { code, assets, stats } = await ncc(input, { externals, esm: true, cache: false, quiet: true });
    if (code.includes('@@notfound'))
      throw new Error(`Expected every import of ${source} to be bundled but some were not.`);
    const path = relative(dist, join(root, bundle));
    files.set(path, code);
    for (const [name, { source: text }] of Object.entries(assets)) {
      if (name === 'package.json') continue;
      if (!/^\d+\.index\.js$/.test(name)) throw new Error(`Expected code alone in ${bundle} but received ${name}.`);
      files.set(join(dirname(path), name), String(text));
    }
    for (const module of stats.compilation.modules) for (const name of packagesOf(module)) bundled.add(name);
  }
  files.set('package.json', `${JSON.stringify({ type: 'module' })}\n`);
  files.set('licences.txt', [...bundled].sort().map(licenceOf).join('\n'));
  files.set('natives.lock.json', nativesLock());
  return files;
}

function compile(): void {
  for (const folder of ['src', 'rules']) rmSync(join(root, 'lib', folder), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

function packagesOf({ resource, modules = [] }: BundledModule): string[] {
  const name = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](?!.*[\\/]node_modules[\\/])/.exec(
    resource ?? '',
  )?.[1];
  const own = name === undefined || name === '@vercel/ncc' ? [] : [name.replaceAll('\\', '/')];
  return [...own, ...[...modules].flatMap(packagesOf)];
}

function licenceOf(name: string): string {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice)(?:\.|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})\n`, ...texts, ''].join('\n');
}

/** The native parts of other platforms stay as they were locked there. */
function nativesLock(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const before: NativesLock | null = JSON.parse(textOf(join(dist, 'natives.lock.json')) ?? 'null');
  return lockText(lockOf(nativeFiles(root), before, version));
}

function staleFiles(files: ReadonlyMap<string, string>): string[] {
  const present = existsSync(dist)
    ? readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    : [];
  const paths = new Set([...files.keys(), ...present]);
  return [...paths].filter((path) => files.get(path) !== (textOf(join(dist, path)) ?? undefined)).sort();
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

const files = await build();
const stale = staleFiles(files);
if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`dist/${path} is not up to date. Run \`npm run build\`.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    const file = join(dist, path);
    const text = files.get(path);
    if (text === undefined) {
      rmSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  console.log(stale.length === 0 ? 'dist/ is up to date.' : `Wrote ${stale.length} files of dist/.`);
}
