import { resolve } from 'node:path';
import { Fault } from '../model/fault.ts';
import { git, lastWords, OLDEST_GIT } from './run.ts';

/** What has to be known of a repository before anything is read from it. */
export interface GitRepository {
  /** Any folder inside the repository: where git is run. */
  directory: string;
  /** Folder that holds objects, refs and `lfs/`; shared by all working trees. */
  commonDirectory: string;
  /** History was cut by `--depth`. */
  shallow: boolean;
  /** Name of the remote that objects left out by `--filter` are fetched from; `null` in a complete clone. */
  promisor: string | null;
  /** Remotes by name, `origin` first. */
  remotes: string[];
  /** Folder of Git LFS's local objects. */
  lfsObjects: string;
}

/**
 * Looks at the repository that contains `directory`.
 * @throws Fault `usage` when there is none, `unable` when git is missing, too old, or refuses the folder.
 */
export async function openRepository(directory: string, signal?: AbortSignal): Promise<GitRepository> {
  const [place, configuration, version] = await Promise.all([
    git(directory, ['rev-parse', '--is-shallow-repository', '--git-common-dir'], { signal }),
    git(directory, ['config', '--null', '--list'], { signal }),
    git(directory, ['version'], { signal }),
  ]);
  if (!place.ok) throw notARepository(directory, place.stderr);
  if (version.ok) checkVersion(version.stdout.toString());

  const [shallow, common] = place.stdout.toString().trimEnd().split('\n');
  const commonDirectory = resolve(directory, common);
  const settings = readConfiguration(configuration.ok ? configuration.stdout.toString() : '');
  const remotes = [...new Set([...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))];
  const promisor =
    remotes.find((name) => /^(true|yes|on|1|)$/i.test(settings.get(`remote.${name}.promisor`) ?? 'no')) ??
    settings.get('extensions.partialclone') ??
    null;
  return {
    directory,
    commonDirectory,
    shallow: shallow === 'true',
    promisor,
    remotes: remotes.sort((a, b) => Number(b === 'origin') - Number(a === 'origin')),
    lfsObjects: resolve(commonDirectory, settings.get('lfs.storage') ?? 'lfs', 'objects'),
  };
}

function readConfiguration(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const record of text.split('\0')) {
    const cut = record.indexOf('\n');
    if (cut < 0) settings.set(record, '');
    else settings.set(record.slice(0, cut), record.slice(cut + 1));
  }
  return settings;
}

function checkVersion(text: string) {
  const found = /\d+(?:\.\d+)+/.exec(text)?.[0];
  if (found === undefined || found.localeCompare(OLDEST_GIT, 'en', { numeric: true }) >= 0) return;
  throw new Fault('unable', `Expected git ${OLDEST_GIT} or newer but found ${found}. Update git.`);
}

function notARepository(directory: string, stderr: string): Fault {
  if (/dubious ownership/.test(stderr)) {
    return new Fault(
      'unable',
      `git refuses \`${directory}\`, which belongs to another user. Run \`git config --global --add safe.directory ${resolve(directory)}\`.`,
    );
  }
  if (/not a git repository|cannot change to/.test(stderr)) {
    return new Fault(
      'usage',
      `Expected a git repository but found none in \`${directory}\`. Run the gate inside a clone, or name one with \`--repo\`; in a workflow, check the repository out first.`,
    );
  }
  return new Fault('unable', `The repository in \`${directory}\` cannot be opened: ${lastWords(stderr)}`);
}
