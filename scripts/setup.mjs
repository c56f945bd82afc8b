/**
 * Makes a checkout ready: installs what package-lock.json names, without running any package's scripts, and writes the
 * list of rules. It does nothing when that was done before. Plain JavaScript of Node 20, with nothing installed yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.vision-gate-setup');
const needed = 20;
const nodeCommand = process.platform === 'win32' ? 'node.cmd' : 'node';

if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `Expected Node ${needed} or newer but this is Node ${process.versions.node}. Install a newer one from https://nodejs.org; the Node 24 that everything here runs on then comes by npm.`,
  );
  process.exit(1);
}

const stamp = stampOf();
const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
if (!isCurrent) {
  install();
  linkNode();
}
writeRulesIndex();
if (!isCurrent) writeFileSync(stampFile, stamp);

/** Changes with everything that decides what is installed. */
function stampOf() {
  const tools = readdirSync(join(root, 'tools')).map((name) => join('tools', name, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of ['package-lock.json', ...tools.sort()]) hash.update(readFileSync(join(root, path)));
  return `${hash.digest('hex')}\n`;
}

function install() {
  console.error('Installing what package-lock.json names …');
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // The npm that runs this script, where one does: on Windows `npm` is no program but a script.
  const own = process.env.npm_execpath;
  const [command, before] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const { status, error } = spawnSync(command, [...before, ...flags], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (status === 0) return;
  console.error(
    error
      ? `npm could not be started: ${error.message}. Install npm, or run \`npm ci --ignore-scripts\` by hand.`
      : `npm ci failed (exit ${status}). It needs the npm registry, and nothing else from the network; its own words are above.`,
  );
  process.exit(1);
}

/** Puts the Node from npm before the machine's own in every npm script; npm 10 does not do it for a workspace's packages. */
function linkNode() {
  const link = join(root, 'node_modules', '.bin', nodeCommand);
  if (existsSync(link)) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'tools', 'node24', 'package.json'), 'utf8'));
  const installed = Object.keys(optionalDependencies).find((name) => existsSync(join(root, 'node_modules', name)));
  if (installed === undefined) return;
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', installed, 'package.json'), 'utf8'));
  const target = join('..', installed, bin.node);
  if (process.platform === 'win32') writeFileSync(link, `@"%~dp0\\${target}" %*\r\n`);
  else symlinkSync(target, link);
}

/** The list is generated, so that a rule is its file alone. Its generator is TypeScript, which needs the Node from npm. */
function writeRulesIndex() {
  const script = join(root, 'scripts', 'rules-index.ts');
  const index = join(root, 'rules', 'index.ts');
  if (!existsSync(script) || isNewest(index, [script, ...ruleFolders()])) return;
  const own = join(root, 'node_modules', '.bin', nodeCommand);
  const node = Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : own;
  const { status } = spawnSync(node, [script], { cwd: root, stdio: 'inherit', shell: node.endsWith('.cmd') });
  if (status !== 0) {
    console.error(
      `Expected Node 24 for scripts/rules-index.ts but received exit ${status} from ${node}. Install Node 24 from https://nodejs.org: npm has none for this machine.`,
    );
    process.exit(1);
  }
  utimesSync(index, new Date(), new Date());
}

/** A folder's time changes with its list of files. */
function ruleFolders() {
  const entries = readdirSync(join(root, 'rules'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, 'rules', name));
}

function isNewest(file, others) {
  return existsSync(file) && others.every((other) => statSync(other).mtimeMs < statSync(file).mtimeMs);
}
