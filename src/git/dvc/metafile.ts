import { posix } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';

/** What a `.dvc` file or `dvc.lock` says of one output. */
export interface Output {
  /** Path in the repository. */
  path: string;
  /** Digest of the content, or of a folder's listing; `null` when it has none. */
  md5: string | null;
  isFolder: boolean;
  /** NaN when it is not said. */
  bytes: number;
  /** The remote that holds it, where that is not the default one. */
  remote: string | null;
  /** Where a remote that keeps versions holds it, under its own path. */
  version: { remote: string; id: string } | null;
  /** Line of its digest, from 1. */
  line: number;
  /** The files of a folder that is kept by version in a cloud, with paths in the repository. */
  files: Output[] | null;
}

/** Text that cannot be understood, and the line where. */
export interface Mistake {
  mistake: string;
  line: number;
}

/** `.dvc` files as `dvc add` writes them; one of each image may be there, and a YAML parser takes fifty times as long. */
const PLAIN =
  /^outs:\n- md5: ([0-9a-f]{32})(\.dir)?\n(?: {2}size: (\d{1,15})\n)?(?: {2}nfiles: \d+\n)?(?: {2}hash: md5\n)? {2}path: ([A-Za-z_][\w.-]*)\n$/;

/** Aliases that a file may hold: DVC writes none. */
const ALIASES = 100;

/** Reads a `.dvc` file. `path`: its own path in the repository. Source: dvc/schema.py (`SINGLE_STAGE_SCHEMA`). */
export function readDvcFile(text: string, path: string): Output[] | Mistake {
  const folder = posix.dirname(path);
  const plain = PLAIN.exec(text);
  if (plain) {
    const [, md5, isFolder, size, name] = plain;
    const output = { md5, isFolder: isFolder !== undefined, bytes: Number(size ?? Number.NaN), line: 2 };
    return [{ ...output, path: posix.join(folder, name), remote: null, version: null, files: null }];
  }
  const yaml = parseYaml(text);
  if ('mistake' in yaml) return yaml;
  const wdir = yaml.root.get('wdir');
  return outputsOf(yaml.root, posix.join(folder, typeof wdir === 'string' ? wdir : ''), yaml.lineAt);
}

/**
 * Reads a `dvc.lock`. `pipeline`: the text of the `dvc.yaml` beside it, which says the folders of stages.
 * Source: dvc/schema.py (`LOCKFILE_SCHEMA`; before 2.0 the stages were the whole file).
 */
export function readLockFile(text: string, path: string, pipeline: string | null): Output[] | Mistake {
  const yaml = parseYaml(text);
  if ('mistake' in yaml) return yaml;
  const stages = yaml.root.has('schema') ? yaml.root.get('stages') : yaml.root;
  if (!isMap(stages)) return [];
  const wdirs = pipeline === null ? null : stageFolders(pipeline);
  return stages.items.flatMap(({ key, value }) => {
    if (!isMap(value)) return [];
    const name = isScalar(key) ? String(key.value) : '';
    return outputsOf(value, posix.join(posix.dirname(path), wdirs?.get(name.split('@')[0]) ?? ''), yaml.lineAt);
  });
}

/** `wdir` by stage; a stage that is repeated has it under `do`, or beside its `matrix`. */
function stageFolders(pipeline: string): Map<string, string> | null {
  const yaml = pipeline.includes('wdir') ? parseYaml(pipeline) : null;
  const stages = yaml && 'root' in yaml ? yaml.root.get('stages') : null;
  if (!isMap(stages)) return null;
  return new Map(
    stages.items.flatMap(({ key, value }) => {
      if (!isScalar(key) || !isMap(value)) return [];
      const wdir = value.get('wdir') ?? value.getIn(['do', 'wdir']);
      return typeof wdir === 'string' ? [[String(key.value), wdir] as const] : [];
    }),
  );
}

type LineAt = (node: unknown) => number;

function parseYaml(text: string): { root: YAMLMap; lineAt: LineAt } | Mistake {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false });
  const lineAt = (node: unknown) => lines.linePos((node as { range?: number[] } | undefined)?.range?.[0] ?? 0).line;
  const [error] = document.errors;
  if (error) return { mistake: error.message.split('\n')[0], line: lines.linePos(error.pos[0]).line };
  try {
    document.toJS({ maxAliasCount: ALIASES });
  } catch (bomb) {
    return { mistake: (bomb as Error).message, line: 1 };
  }
  return isMap(document.contents)
    ? { root: document.contents as YAMLMap, lineAt }
    : { mistake: 'it is no mapping', line: 1 };
}

function outputsOf(stage: YAMLMap, folder: string, lineAt: LineAt): Output[] {
  const outs = stage.get('outs');
  return isSeq(outs) ? outs.items.flatMap((out) => (isMap(out) ? outputOf(out, 'path', folder, lineAt) : [])) : [];
}

function outputOf(map: YAMLMap, key: 'path' | 'relpath', folder: string, lineAt: LineAt): Output[] {
  const name = textOf(map, key);
  const path = name === null ? null : placeIn(folder, name);
  if (path === null) return [];
  const digest = /^([0-9a-f]{32})(\.dir)?$/.exec(textOf(map, 'md5')?.toLowerCase() ?? '');
  const size = map.get('size');
  const files = map.get('files');
  return [
    {
      path,
      md5: digest?.[1] ?? null,
      isFolder: digest?.[2] !== undefined,
      bytes: typeof size === 'number' ? size : Number.NaN,
      remote: textOf(map, 'remote'),
      version: versionOf(map),
      line: lineAt(map.get(digest ? 'md5' : key, true)),
      files: isSeq(files)
        ? files.items.flatMap((file) => (isMap(file) ? outputOf(file, 'relpath', path, lineAt) : []))
        : null,
    },
  ];
}

/** Source: dvc/output.py (`CLOUD_SCHEMA`: one remote at most). */
function versionOf(map: YAMLMap): Output['version'] {
  const cloud = map.get('cloud');
  const [item] = isMap(cloud) ? cloud.items : [];
  const id = isMap(item?.value) ? textOf(item.value, 'version_id') : null;
  return id === null || !isScalar(item.key) ? null : { remote: String(item.key.value), id };
}

/** A value as it is written, also if YAML takes it for a number. */
function textOf(map: YAMLMap, key: string): string | null {
  const node = map.get(key, true);
  if (!isScalar(node) || node.value === null || node.value === '') return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** A path in the repository; `null` for one outside it: another disk, a cloud. */
export function placeIn(folder: string, name: string): string | null {
  if (name.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\/|^[a-z]:[\\/]/i.test(name) || name.includes('\0')) return null;
  const path = posix.join(folder, name).replace(/\/$/, '');
  return path === '.' || path === '..' || path.startsWith('../') ? null : path;
}
