/** One line of `git config --list --show-scope`. */
export interface Setting {
  scope: string;
  /** Section and variable in lower case, as git lists them. */
  key: string;
  value: string;
}

export interface Programs {
  /** Environment and options of a git that talks to a remote: they override what the repository names. */
  environment: Record<string, string>;
  options: string[];
  /** Settings of the repository that name a program, and are not obeyed. */
  ignored: string[];
}

const HELPER = /^credential\.(?:.+\.)?helper$/s;

/** A helper that comes with git or is installed beside it, without arguments: `store`, `osxkeychain`, `manager` … */
const STOCK_HELPER = /^[a-z][a-z-]*$/;

/** `ssh` with a key and a file of known hosts, as actions/checkout writes it for its `ssh-key`. */
const PLAIN_SSH =
  /^(?:"[^"$`\\]*\bssh(?:\.exe)?"|(?:[\w./-]*\/)?ssh)((?: -i ("?)[\w$./:-]+\2| -o ("?)(?:StrictHostKeyChecking|CheckHostIP|IdentitiesOnly|UserKnownHostsFile)=[\w$./:-]+\3)*)$/;

/**
 * The programs that git may start when it talks to a remote: what the user's and the machine's configuration names, never
 * what the repository's own does, since a folder may come from anywhere.
 */
export function trustedPrograms(settings: readonly Setting[]): Programs {
  const foreign = settings.filter(({ scope }) => scope === 'local' || scope === 'worktree');
  const own = settings.filter((setting) => !foreign.includes(setting));
  const trusted = (key: string) => own.findLast((setting) => setting.key === key)?.value;
  const overrides: [key: string, value: string][] = [];
  const environment: Record<string, string> = {};
  const options = new Set<string>();
  const ignored = new Set<string>();

  for (const { key, value } of foreign) {
    if (key === 'core.sshcommand') {
      const plain = PLAIN_SSH.exec(value)?.[1];
      overrides.push([key, plain === undefined ? (trusted(key) ?? 'ssh') : `ssh${plain}`]);
      if (plain === undefined) ignored.add(key);
    } else if (key === 'core.askpass') {
      environment.GIT_ASKPASS = process.env.GIT_ASKPASS ?? trusted(key) ?? '';
      ignored.add(key);
    } else if (key === 'core.gitproxy') {
      environment.GIT_PROXY_COMMAND = process.env.GIT_PROXY_COMMAND ?? '';
      ignored.add(key);
    } else if (key === 'core.alternaterefscommand') {
      overrides.push([key, trusted(key) ?? ':']);
      ignored.add(key);
    } else if (/^remote\..+\.uploadpack$/s.test(key)) {
      // Of several values git takes the first, so that no setting overrides it.
      options.add('--upload-pack=git-upload-pack');
      ignored.add(key);
    } else if (HELPER.test(key) && value !== '' && !STOCK_HELPER.test(value)) {
      ignored.add(key);
    }
  }
  if ([...ignored].some((key) => HELPER.test(key))) {
    const kept = settings.filter(
      ({ key, value, scope }) =>
        HELPER.test(key) && (value === '' || STOCK_HELPER.test(value) || (scope !== 'local' && scope !== 'worktree')),
    );
    // An empty helper empties git's list, in which every helper counts.
    overrides.push(['credential.helper', ''], ...kept.map(({ key, value }): [string, string] => [key, value]));
  }
  return { environment: { ...environment, ...configuration(overrides) }, options: [...options], ignored: [...ignored] };
}

/** Settings as git takes them from the environment, after those that are there. */
function configuration(settings: readonly [key: string, value: string][]): Record<string, string> {
  if (settings.length === 0) return {};
  const first = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(first + settings.length) };
  settings.forEach(([key, value], index) => {
    variables[`GIT_CONFIG_KEY_${first + index}`] = key;
    variables[`GIT_CONFIG_VALUE_${first + index}`] = value;
  });
  return variables;
}
