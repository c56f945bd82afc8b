import { parseDocument } from 'yaml';
import type { Governance } from '../../model/facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';

type Workflow = Governance['workflows'][number];

/**
 * Workflows that run the gate, and the local actions and workflows through which they do: a step or job that uses an action
 * whose repository or folder is called `vision-gate`, a local action of that name, or a command line with `vision-gate`.
 * A file that is not YAML counts when it mentions the name: better one too many than one missed.
 */
export async function findGateWorkflows(snapshot: Snapshot): Promise<Workflow[]> {
  const found = new Map<string, Workflow>();
  const seen = new Map<string, boolean>();

  const runsGate = async (path: string): Promise<boolean> => {
    const known = seen.get(path);
    if (known !== undefined) return known;
    seen.set(path, false);
    const entry = snapshot.files.get(path);
    if (entry?.kind !== 'file') return false;
    const text = (await snapshot.read(path)).toString('utf8');
    const uses: string[] = [];
    for (const use of usesOf(text)) if (isGate(use) || (await callsGate(use))) uses.push(use);
    if (isGateAction(path, text) || uses.length > 0) found.set(path, { path, hash: entry.hash, uses });
    const runs = found.has(path);
    seen.set(path, runs);
    return runs;
  };

  const callsGate = async (use: string): Promise<boolean> => {
    if (!use.startsWith('./')) return false;
    const path = use.slice(2).replace(/\/+$/, '');
    if (/\.ya?ml$/.test(path)) return runsGate(path);
    const folder = path === '' ? '' : `${path}/`;
    return (await runsGate(`${folder}action.yml`)) || (await runsGate(`${folder}action.yaml`));
  };

  for (const path of snapshot.files.keys()) if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) await runsGate(path);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `owner/vision-gate@v1`, `owner/tools/vision-gate@v1`, or the command `vision-gate` in a script. */
function isGate(use: string): boolean {
  return /(^|[/\s"'])vision-gate($|[@/\s"'])/.test(use);
}

function isGateAction(path: string, text: string): boolean {
  return /(^|\/)action\.ya?ml$/.test(path) && /^name:\s*["']?vision[- ]gate\b/im.test(text);
}

/** What every job and step uses, and every line of a script that names the gate. */
function usesOf(text: string): string[] {
  const document = parseDocument(text, { schema: 'core', logLevel: 'silent' });
  if (document.errors.length > 0) return linesWithGate(text);
  try {
    return [...usesIn(document.toJS({ maxAliasCount: 100 }))];
  } catch {
    return linesWithGate(text);
  }
}

function* usesIn(node: unknown): Generator<string, void, undefined> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'uses' && typeof value === 'string') yield value;
    else if (key === 'run' && typeof value === 'string') yield* linesWithGate(value);
    else yield* usesIn(value);
  }
}

function linesWithGate(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(isGate);
}
