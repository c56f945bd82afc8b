import { access, constants, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fetchAsset, installOnce, unable } from './asset.ts';
import { actionFolder } from './doors.ts';
import {
  differenceFrom,
  differenceOfFiles,
  type NativesAsset,
  type NativesLock,
  packages,
  platformName,
  readLock,
  straysIn,
} from './lock.ts';

export interface NativesRequest {
  /** Folder of `action.yml`; this action's own when absent. */
  actionDir?: string;
  /** Folder with `node_modules` that the runner's owner laid out. */
  nativePath?: string | null;
  /** The runner's tool cache; a folder of the user's cache when absent. */
  toolCache?: string;
  /** Address of the folder that holds the assets; the action's own release when empty. */
  url?: string;
  /** Name of the workflow's event; absent on the command line. */
  event?: string;
  lock?: NativesLock;
  signal?: AbortSignal;
}

export interface Natives {
  /** `createRequire(root + '/noop.js')` finds `onnxruntime-node` and `sharp`. */
  root: string;
  from: 'node_modules' | 'native-path' | 'tool cache' | 'asset';
  versions: Record<string, string>;
}

/** Events that only people with write access cause, by what is already in the repository. */
const trustedEvents = new Set(['push', 'workflow_dispatch', 'schedule', 'release', 'repository_dispatch']);
const providerLibrary = /\/libonnxruntime_providers_(?:shared|cuda|tensorrt)\.so$/;

/**
 * Finds the native parts: `node_modules` beside the action, else `native-path`, else the tool cache, else the release's
 * asset. The last two are always compared with the lock in `dist/`, file by file; the first two in the events of pull
 * requests, where everything in the workspace is the author's.
 * @throws Fault `unable` that says why each was passed over and what to do.
 */
export async function findNatives(request: NativesRequest = {}): Promise<Natives> {
  const { event, signal, url, actionDir = actionFolder() } = request;
  const nativePath = request.nativePath ? resolve(request.nativePath) : null;
  const beside = await holdsPackages(actionDir);
  const guarded = event !== undefined && !trustedEvents.has(event);
  if (!guarded && beside) return unverified(actionDir, 'node_modules');
  if (!guarded && nativePath) return unverified(nativePath, 'native-path');

  const lock = request.lock ?? (await readLock(actionDir));
  const asset = lock.assets[platformName];
  if (!asset) {
    throw unable(
      `This release holds no native parts for ${platformName}, only for ${Object.keys(lock.assets).join(', ') || 'no platform'}.`,
      'Use a runner of such a platform.',
    );
  }
  const place = join(toolCacheOf(request), 'vision-gate-natives', asset.key, process.arch);
  const found = (root: string, from: Natives['from']): Natives => ({ root, from, versions: asset.versions });

  const passedOver: string[] = [];
  if (beside) {
    const difference = await differenceOfFiles(asset, actionDir);
    if (difference === null) {
      // A copy: beside the action, modules that the lock does not know could lie nearer than the locked ones.
      await installOnce(asset, place, (path) => readFile(join(actionDir, path)));
      return found(place, 'node_modules');
    }
    passedOver.push(`in node_modules beside the action ${difference}`);
  }
  if (nativePath) {
    const difference = await differenceOfNativePath(asset, nativePath);
    if (difference !== null) {
      throw unable(`In native-path (${nativePath}) ${difference}.`, `Unpack ${asset.name} of ${lock.release} there.`);
    }
    return found(nativePath, 'native-path');
  }
  const difference = await differenceFrom(asset, place);
  if (difference === null) return found(place, 'tool cache');
  passedOver.push(`in the tool cache (${place}) ${difference}`);

  const base = url || releaseUrl(lock.release);
  if (base === null) {
    throw unable(
      `The native parts were not found: ${passedOver.join('; ')}.`,
      `Unpack ${asset.name} of ${lock.release} there, or give \`native-url\` or \`native-path\`.`,
    );
  }
  await fetchAsset(asset, place, `${base.replace(/\/+$/, '')}/${asset.name}`, passedOver, signal);
  return found(place, 'asset');
}

/**
 * The providers of CUDA and TensorRT are too large to be part of the asset. They may lie beside the locked files where
 * the job's user cannot write: no earlier job can have put them there.
 */
async function differenceOfNativePath(asset: NativesAsset, root: string): Promise<string | null> {
  for (const stray of await straysIn(asset, root)) {
    if (!providerLibrary.test(stray)) return `${stray} is not in the lock`;
    const file = join(root, stray);
    const writable = await Promise.all([file, dirname(file)].map(isWritable));
    if (writable.includes(true)) return `${stray} is not in the lock, and a job could have put it there`;
  }
  return differenceOfFiles(asset, root);
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function unverified(root: string, from: Natives['from']): Promise<Natives> {
  if (!(await holdsPackages(root))) {
    throw unable(`${root} holds no node_modules with ${packages.join(' and ')}.`, `Correct \`${from}\`.`);
  }
  const versions = packages.map(async (name) => [name, (await manifestOf(root, name)).version] as const);
  return { root, from, versions: Object.fromEntries(await Promise.all(versions)) };
}

async function holdsPackages(root: string): Promise<boolean> {
  const present = packages.map((name) => manifestOf(root, name));
  return Promise.all(present).then(
    () => true,
    () => false,
  );
}

async function manifestOf(root: string, name: string): Promise<{ version: string }> {
  return JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8'));
}

function toolCacheOf({ toolCache }: NativesRequest): string {
  if (toolCache) return toolCache;
  const { RUNNER_TOOL_CACHE, XDG_CACHE_HOME } = process.env;
  return RUNNER_TOOL_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'vision-gate');
}

/** Where the runner took the action from; `null` for an action inside the workspace. */
function releaseUrl(release: string): string | null {
  const { GITHUB_SERVER_URL = 'https://github.com', GITHUB_ACTION_REPOSITORY } = process.env;
  return GITHUB_ACTION_REPOSITORY
    ? `${GITHUB_SERVER_URL}/${GITHUB_ACTION_REPOSITORY}/releases/download/${release}`
    : null;
}
