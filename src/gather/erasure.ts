import type { ErasedSamples, ErasureRegister, Samples } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { firstRows } from './contents.ts';
import { digest } from './digest.ts';
import { type RegisterKey, registerKey } from './erasure/key.ts';
import { looksByContent } from './erasure/looks.ts';
import { CERTAIN_SIGMAS, type Looks, nearestEntry, packLooks } from './erasure/match.ts';
import { type Entry, readRegister } from './erasure/register.ts';
import { keepInBatches } from './keep.ts';
import { policyPosition } from './policy-position.ts';

/** Raised when matching changes its meaning. */
const version = 1;

/** The erasure register as this side holds it, under the one name `repository`. */
export const erasure: Gatherer<'erasure'> = {
  fact: 'erasure',
  async gather(snapshot, policy, tools) {
    const result: GatherResult<Record<string, ErasureRegister>> = { entries: {}, faults: [] };
    if (policy.erasure === undefined) return result;
    const path = policy.erasure.register;
    const at = policyPosition(policy, 'erasure', 'register');
    try {
      const own = await ownText(snapshot, path);
      if (own === null && tools.erasure?.text == null) {
        throw new Fault(
          'broken',
          `Expected the erasure register ${path} but the commit has no such file. Write it with \`vision-gate erase\`, or take \`erasure\` out of the policy.`,
          at,
        );
      }
      const entries = readRegister(own ?? '', path).map(({ content }) => content);
      result.entries.repository = { path, at, entries };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      result.faults.push({ name: 'repository', fault: error });
    }
    return result;
  },
};

/**
 * The images that the register names: the base branch's register as it is now, and what this side adds to it. Without the
 * key none could be compared, which is a fault and no pass.
 */
export const erasedSamples: Gatherer<'erasedSamples'> = {
  fact: 'erasedSamples',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, ErasedSamples>> = { entries: {}, faults: [] };
    if (policy.erasure === undefined || facts.erasure?.repository === undefined) return result;
    let register: Register | null = null;
    for (const samples of Object.values(facts.samples ?? {})) {
      const { dataset } = samples;
      try {
        register ??= await openRegister(snapshot, policy.erasure.register, tools);
        const models = Object.values(policy.models).flatMap(({ name, data }) => (data === dataset ? [name] : []));
        const found = await findErased(snapshot, samples, register, tools, (fault) =>
          result.faults.push({ name: dataset, fault }),
        );
        result.entries[dataset] = { dataset, models, ...found };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: dataset, fault: error });
      }
    }
    return result;
  },
};

interface Register {
  entries: Entry[];
  looks: Looks;
  key: RegisterKey | null;
  /** Changes with every entry. */
  id: string;
}

async function ownText(snapshot: Snapshot, path: string): Promise<string | null> {
  return snapshot.files.has(path) ? (await snapshot.read(path)).toString('utf8') : null;
}

async function openRegister(snapshot: Snapshot, path: string, tools: Tools): Promise<Register> {
  const trusted = readRegister(tools.erasure?.text ?? '', path);
  const known = new Set(trusted.map(({ content }) => content));
  const own = readRegister((await ownText(snapshot, path)) ?? '', path);
  const entries = [...trusted, ...own.filter(({ content }) => !known.has(content))];
  const id = digest(entries.map(({ content, look }) => `${content} ${look}`).join('\n'));
  if (entries.length === 0) return { entries, looks: packLooks([]), key: null, id };
  const secret = tools.erasure?.secret ?? null;
  if (secret === null) {
    throw new Fault(
      'unavailable',
      `The erasure register ${path} cannot be read without its key, so that no image was compared with it. ` +
        'Give the key to the action as `erasure-key`, or in the environment; a fork has no secrets, so that a maintainer must run the check from a branch of the repository itself.',
      { path },
    );
  }
  const key = registerKey(secret);
  const opened = entries.map(({ look, content, line }) => {
    const looks = key.open(look, content);
    if (looks !== null) return looks;
    throw new Fault(
      'unavailable',
      `Expected the key that line ${line} of ${path} was written with but received another, or the line was edited. Give the right key, or restore the line.`,
      { path, line },
    );
  });
  return { entries, looks: packLooks(opened), key, id };
}

interface Match {
  entry: number;
  by: ErasedSamples['by'][number];
}

async function findErased(
  snapshot: Snapshot,
  samples: Samples,
  register: Register,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Pick<ErasedSamples, 'row' | 'by' | 'line' | 'name'>> {
  const found: Pick<ErasedSamples, 'row' | 'by' | 'line' | 'name'> = { row: [], by: [], line: [], name: [] };
  const { entries, key } = register;
  if (key === null) return found;
  const matches = await matchesOf(snapshot, samples, register, key, tools, onFault);
  for (const [row, hash] of samples.hash.entries()) {
    const match = matches.get(hash);
    if (!match) continue;
    found.row.push(row);
    found.by.push(match.by);
    found.line.push(entries[match.entry].line);
    found.name.push(entries[match.entry].content);
  }
  return found;
}

/** What each content is in the register, if it is in it; compared once for each state of the register. */
async function matchesOf(
  snapshot: Snapshot,
  samples: Samples,
  register: Register,
  key: RegisterKey,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Map<string, Match | null>> {
  const { decoder } = await tools.vision.versions();
  const kind = `erased@${version} ${decoder} ${register.id}`;
  const matches = new Map<string, Match | null>();
  const contents = [...firstRows(samples).keys()];
  for (const [content, value] of tools.cache.getMany(kind, contents)) {
    matches.set(content, JSON.parse(Buffer.from(value).toString()) as Match | null);
  }
  const unknown = contents.filter((content) => !matches.has(content));
  const byContent = new Map(register.entries.map(({ content }, i) => [content, i]));
  const byPixels = new Map(register.entries.map(({ pixels }, i) => [pixels, i]));
  const kept = keepInBatches(tools.cache, kind);
  const looks = await looksByContent(snapshot, samples, unknown, tools, onFault);
  for (const [content, { bytes, pixels, look }] of looks) {
    const match =
      matchOf(byContent.get(key.name('content', bytes)), 'content') ??
      matchOf(pixels === null ? undefined : byPixels.get(key.name('pixels', pixels)), 'pixels') ??
      (look && matchOfLook(nearestEntry(register.looks, look)));
    matches.set(content, match);
    kept.add(content, Buffer.from(JSON.stringify(match)));
  }
  kept.flush();
  return matches;
}

function matchOfLook({ entry, sigmas }: ReturnType<typeof nearestEntry>): Match | null {
  return matchOf(entry, sigmas >= CERTAIN_SIGMAS ? 'look' : 'likeness');
}

function matchOf(entry: number | undefined, by: Match['by']): Match | null {
  return entry === undefined || entry < 0 ? null : { entry, by };
}
