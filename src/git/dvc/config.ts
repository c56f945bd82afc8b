import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** A place where DVC keeps content, as its configuration describes it. */
export interface RemoteSettings {
  name: string;
  url: string;
  /** Other options by name, in lower case. */
  options: ReadonlyMap<string, string>;
}

/** What DVC's configuration says of where content is. */
export interface DvcConfig {
  /** Name of the default remote. */
  remote: string | null;
  remotes: ReadonlyMap<string, RemoteSettings>;
  /** Folder of the cache; `null` when the default one is meant. */
  cache: string | null;
}

/** One file of configuration: its text, and the folder that paths in it are relative to. */
export interface ConfigText {
  text: string;
  folder: string;
}

/** Reads configuration files, of which later ones count more. Source: dvc/config.py. */
export function readDvcConfig(texts: readonly ConfigText[]): DvcConfig {
  let remote: string | null = null;
  let cache: string | null = null;
  const options = new Map<string, Map<string, string>>();
  for (const { text, folder } of texts) {
    for (const { section, key, value } of readIni(text)) {
      if (section === 'core' && key === 'remote') remote = value.toLowerCase();
      else if (section === 'cache' && key === 'dir') cache = resolvePath(folder, value);
      else if (section.startsWith('remote ')) {
        const name = section
          .slice('remote '.length)
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2');
        const own = options.get(name) ?? new Map<string, string>();
        const isPath = key === 'url' || key === 'credentialpath';
        options.set(name, own.set(key, isPath ? resolvePath(folder, value) : value));
      }
    }
  }
  const remotes = new Map(
    [...options].flatMap(([name, own]) => {
      const url = own.get('url');
      return url === undefined ? [] : [[name, { name, url, options: own }] as const];
    }),
  );
  return { remote, remotes, cache };
}

/** Sections and keys in lower case; values without quotes and comments, as ConfigObj and AWS's files have them. */
export function readIni(text: string): { section: string; key: string; value: string }[] {
  let section = '';
  return text.split(/\r?\n/).flatMap((line) => {
    const header = /^\s*\[\s*(.+?)\s*\]\s*(?:#.*)?$/.exec(line);
    if (header) section = header[1].replace(/^(["'])(.*)\1$/, '$2').toLowerCase();
    const cut = header ? -1 : line.indexOf('=');
    const key = line.slice(0, Math.max(cut, 0)).trim().toLowerCase();
    return key === '' || /^[#;]/.test(key) ? [] : [{ section, key, value: unquoted(line.slice(cut + 1).trim()) }];
  });
}

/** What stands between quotes, or before a comment. */
function unquoted(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  const comment = text.search(/\s#/);
  return comment < 0 ? text : text.slice(0, comment).trimEnd();
}

function resolvePath(folder: string, path: string): string {
  if (/^\w+:\/\//.test(path) || isAbsolute(path)) return path;
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return resolve(folder, path);
}
