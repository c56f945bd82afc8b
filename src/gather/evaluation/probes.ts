import type { Probe, Probes, Task } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { evaluationSplit } from '../contents.ts';
import { type Alternative, alternativesTo } from './alternatives.ts';
import { compareHeld, type Evaluated, type Held, holdVariants } from './held-variants.ts';
import { imageStatistics } from './image-statistics.ts';

/**
 * The rounds of a probe: every alternative on few images, the best of them on more, and one on those that are left. The answers
 * of the evaluation stand for the declared preprocessing, so that n images take less than 1.7n runs, which with what starting
 * and decoding cost is twice an evaluation. Where images are few that is more, and still little.
 */
const finalists = 4;
const least = 16;
const most = 200;
const mostConfirmed = 1000;

/** Runs each model under the usual alternatives to its declared preprocessing, on evaluation images whose truth is known. */
export const probes: Gatherer<'probes'> = {
  fact: 'probes',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Probes>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const samples = facts.samples?.[model.dataset];
      const predictions = facts.predictions?.[model.model];
      const split = samples && evaluationSplit(samples);
      if (!samples || !split || !predictions?.splits[split] || model.task === 'restoration') continue;
      const images = facts.images?.[samples.dataset];
      const near = facts.nearDuplicates?.[samples.dataset];
      const { rows } = predictions.splits[split];
      const statistics = imageStatistics(model, samples, rows, images, facts.pixelStatistics?.[model.model]);
      const evaluated = { snapshot, policy, model, samples, images, near, split, predictions, tools };
      try {
        result.entries[model.model] = await probe(evaluated, alternativesTo(model.preprocessing, statistics));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model.model, fault: error });
      }
    }
    return result;
  },
};

async function probe(at: Evaluated, alternatives: readonly Alternative[]): Promise<Probes> {
  const rows = inOrderOfContent(at);
  const { first, second } = sizesOf(rows.length, alternatives.length);
  const hold = (chosen: readonly Alternative[], asked: readonly number[]) => {
    const variants = chosen.map(({ changed }) => ({ preprocessing: { ...at.model.preprocessing, ...changed } }));
    return holdVariants(at, variants, asked);
  };

  const tried = new Map<Alternative, Probe>();
  const tryOn = async (chosen: readonly Alternative[], asked: readonly number[]) => {
    for (const [index, held] of (await hold(chosen, asked)).entries()) {
      const { name, changed } = chosen[index];
      tried.set(chosen[index], { alternative: name, changed, select: scoresIn(at, held), confirm: null });
    }
    return chosen.toSorted((a, b) => gain(tried.get(b)!) - gain(tried.get(a)!));
  };
  const gain = ({ select: { alternative, declared } }: Probe) =>
    alternative === null || declared === null ? Number.NEGATIVE_INFINITY : sign * (alternative - declared);
  const { selectedBy, sign } = selection(at.predictions.task, at.predictions.score);

  const rest = rows.slice(first + second, first + second + mostConfirmed);
  const ranked = alternatives.length > 0 ? await tryOn(alternatives, rows.slice(0, first)) : [];
  const [winner] = ranked.length > 0 ? await tryOn(ranked.slice(0, finalists), rows.slice(0, first + second)) : [];
  if (winner && Number.isFinite(gain(tried.get(winner)!))) {
    const [held] = await hold([winner], rest);
    const chosen = tried.get(winner)!;
    if (held) chosen.confirm = compareHeld(at, winner.name, held.rows, held.variant, held.declared);
  }
  return {
    model: at.model.model,
    n: first + second + rest.length,
    runs: ranked.length * first + Math.min(ranked.length, finalists) * second + (ranked.length > 0 ? rest.length : 0),
    evaluated: rows.length,
    selectedBy,
    probes: alternatives.map((alternative) => tried.get(alternative)!),
  };

  function scoresIn({ predictions: { task } }: Evaluated, held: Held | null): Probe['select'] {
    if (held === null) return { n: 0, alternative: null, declared: null };
    const score = (results: Held['variant']) => finite(scoresOf(task).compute(selectedBy, results));
    return { n: held.rows.length, alternative: score(held.variant), declared: score(held.declared) };
  }
}

/** Classifiers are chosen by a proper score of each image: a count of right answers needs many more images to tell two apart. */
function selection(task: Task, score: string): { selectedBy: string; sign: 1 | -1 } {
  const selectedBy = task === 'classification' ? 'brier' : score;
  return { selectedBy, sign: scoresOf(task).direction(selectedBy) === 'higher' ? 1 : -1 };
}

function sizesOf(n: number, alternatives: number): { first: number; second: number } {
  const within = (wanted: number) => Math.min(Math.max(Math.floor(wanted), least), most, Math.floor(n / 4));
  return { first: within(n / (3 * alternatives)), second: within(n / (3 * finalists)) };
}

/** An order that no order of files biases, the same on every machine. */
function inOrderOfContent({ samples: { hash }, predictions, split }: Evaluated): number[] {
  return [...predictions.splits[split].rows].sort((a, b) => (hash[a] < hash[b] ? -1 : hash[a] > hash[b] ? 1 : a - b));
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);
