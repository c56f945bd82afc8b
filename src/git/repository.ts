import { resolve } from 'node:path';
import { Fault } from '../model/fault.ts';
import { type Programs, type Setting, trustedPrograms } from './programs.ts';
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
  /** What git may start when it talks to a remote. */
  programs: Programs;
  /** Git's configuration of this machine, user and clone; the last value of each key, sections and variables in lower case. */
  settings: ReadonlyMap<string, string>;
}

/**
 * Looks at the repository that contains `directory`.
 * @throws Fault `usage` when there is none, `unable` when git is missing, too old, or refuses the folder.
 */
export async function openRepository(directory: string, signal?: AbortSignal): Promise<GitRepository> {
  const [place, configuration, version] = await Promise.all([
    git(directory, ['rev-parse', '--is-shallow-repository', '--git-common-dir'], { signal }),
    git(directory, ['config', '--null', '--show-scope', '--list'], { signal }),
    git(directory, ['version'], { signal }),
  ]);
  if (!place.ok) throw notARepository(directory, place.stderr);
  if (version.ok) checkVersion(version.stdout.toString());

  const answer = place.stdout.toString().replace(/\n$/, '');
  const shallow = answer.startsWith('true\n');
  const commonDirectory = resolve(directory, answer.slice(answer.indexOf('\n') + 1));
  if (!configuration.ok) {
    const reason = lastWords(configuration.stderr);
    throw new Fault('unable', `The configuration of git in \`${directory}\` cannot be read: ${reason} Correct it.`);
  }
  const listed = readConfiguration(configuration.stdout.toString());
  const settings = new Map(listed.map(({ key, value }) => [key, value]));
  const remotes = [...new Set([...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))];
  const promisor =
    remotes.find((name) => /^(true|yes|on|1|)$/i.test(settings.get(`remote.${name}.promisor`) ?? 'no')) ??
    settings.get('extensions.partialclone') ??
    null;
  return {
    directory,
    commonDirectory,
    shallow,
    promisor,
    remotes: remotes.sort((a, b) => Number(b === 'origin') - Number(a === 'origin')),
    lfsObjects: resolve(commonDirectory, settings.get('lfs.storage') ?? 'lfs', 'objects'),
    programs: trustedPrograms(listed),
    settings,
  };
}

/** Records `<scope>\0<key>\n<value>\0`; a key alone stands for `true`. */
function readConfiguration(text: string): Setting[] {
  const fields = text.split('\0');
  return Array.from({ length: (fields.length - 1) / 2 }, (_, index) => {
    const [scope, setting] = fields.slice(index * 2, index * 2 + 2);
    const cut = setting.indexOf('\n');
    return cut < 0
      ? { scope, key: setting, value: '' }
      : { scope, key: setting.slice(0, cut), value: setting.slice(cut + 1) };
  });
}

function checkVersion(text: string) {
  const found = /\d+(?:\.\d+)+/.exec(text)?.[0];
  if (found === undefined || found.localeCompare(OLDEST_GIT, 'en', { numeric: true }) >= 0) return;
  throw new Fault('unable', `Expected git ${OLDEST_GIT} or newer but found ${found}. Update git.`);
}

function notARepository(directory: string, stderr: string): Fault {
  if (/dubious ownership|unsafe repository/.test(stderr)) {
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
