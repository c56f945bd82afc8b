import { definitions, tables } from './tables.ts';

/** What a runtime takes, as its makers publish it. */
export interface RuntimeTable {
  title: string;
  /** Address of the page, and the day on which it was read. */
  source: string;
  read: string;
  /** Oldest first; none where the page speaks of no version. */
  releases: {
    version: string;
    /** Least and most of ONNX's own opset. */
    opset: [number, number];
    /** Where they are the release's own. */
    operators?: string;
  }[];
  /** Names of operators, with a space between; `domain:name` for those of another domain than ONNX's own. */
  operators?: string;
  /** Operators are taken as they were defined up to this opset. */
  definitions?: number;
}

export const runtimeNames: readonly string[] = Object.keys(tables);

/** A runtime that models are meant for. */
export interface Support {
  /** `TensorRT 10.1`; the title alone where the page speaks of no version. */
  title: string;
  /** Opset of ONNX that it takes, least and most; `null` where it is not published. */
  opset: [number, number] | null;
  operators: ReadonlySet<string>;
  definitions: number | null;
  /** What was asked for is, or may be, newer than what was published here, so that it may take more. */
  isOlder: boolean;
  read: string;
}

/**
 * What is published of a runtime: of the release that was asked for, else of the last one before it.
 * @param written `name`, or `name@version` (`onnxruntime@1.20`, `tensorrt@10`); a version's missing parts stand for any
 * @returns `null` for a name that is not known, or a version that is older than all that are
 */
export function supportOf(written: string): Support | null {
  const [name, version] = written.split('@');
  if (!Object.hasOwn(tables, name)) return null;
  const { title, read, releases, operators = '', definitions: newest = null } = tables[name];
  const known = releases.map((release) => ({ ...release, order: version ? compare(release.version, version) : 0 }));
  const release = known.findLast(({ order }) => order <= 0);
  if (release === undefined && releases.length > 0) return null;
  return {
    title: release ? `${title} ${release.version}` : title,
    opset: release?.opset ?? null,
    operators: new Set((release?.operators ?? operators).split(' ')),
    definitions: newest,
    isOlder:
      release !== undefined && (release.order < 0 || (release === known.at(-1) && isVague(release.version, version))),
    read,
  };
}

/** Whether a version leaves open which of its releases is meant, so that it may be one that came after the last known. */
function isVague(release: string, version: string | undefined): boolean {
  return version !== undefined && version.split('.').length < Math.min(release.split('.').length, 2);
}

/** Of versions by their parts, as far as the second one has them. */
function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (const [i, part] of y.entries()) if ((x[i] ?? part) !== part) return (x[i] ?? part) - part;
  return 0;
}

const versionsByOperator = new Map(
  definitions.split(' ').map((entry) => {
    const [name, versions] = entry.split(':');
    return [name, versions.split(',').map(Number)];
  }),
);

/** The opset that defined one of ONNX's own operators as it is in `opset`; `null` when ONNX has none of that name there. */
export function definedIn(operator: string, opset: number): number | null {
  return versionsByOperator.get(operator)?.findLast((version) => version <= opset) ?? null;
}
