import type { ClassificationResults, PairedSubject, Slice } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { type AnswerPair, compareParts, type Declared } from './compare-answers.ts';
import { type Condition, conditionsOfAttributes, conditionsOn, propertiesOf } from './slice-conditions.ts';
import { halvesOf, searchSlices } from './slice-search.ts';

/** Fewest images of a slice: on fewer, no loss that matters could be told from chance. */
const smallestSlice = 20;
/** Most values of an attribute that are slices: names and identifiers are none. */
const mostValues = 20;

const outerThirds = [1 / 3, 2 / 3];
const deciles = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

/**
 * Both models on slices of the evaluation images: values of each attribute that is no group, the outer thirds of facts of the
 * image, and what a search finds on one half of the images and hands on to be tested on the other.
 */
export function compareSlices(pair: AnswerPair, named: Declared, cache: Cache): Slice[] {
  const { samples, rows, images } = pair;
  const attributes = conditionsOfAttributes(withoutGroups(samples), rows, mostValues);
  const properties = propertiesOf(images, rows);
  // The middle third is seldom anybody's question.
  const thirds = properties.flatMap((property) => {
    const [low, , , high] = conditionsOn(property, outerThirds);
    return low && high ? [low, high] : [];
  });
  const candidates = [...attributes, ...properties.flatMap((property) => conditionsOn(property, deciles))];
  const hashes = [...rows].map((row) => samples.hash[row]);
  const searched = searchSlices(lossesOf(pair, named.score), candidates, halvesOf(hashes, pair.cluster));
  const [all] = compareParts(pair, named, [{ subject: 'all images', images: [...rows.keys()] }], cache);
  const whole = all ? lossIn(all) : 0;
  const compare = (conditions: readonly Condition[], found: Slice['found']): Slice[] => {
    const parts = conditions
      .filter(({ images: own }) => own.length >= smallestSlice)
      .map(({ words, images: own }) => ({ subject: words, images: own }));
    return compareParts(pair, named, parts, cache).map((slice) => ({ ...slice, found, whole }));
  };
  return [
    ...compare(attributes, 'attribute'),
    ...compare(thirds, 'image fact'),
    ...compare(searched, 'search').map((slice) => ({ ...slice, subject: `${slice.subject} (found by search)` })),
  ];
}

/** How much worse head is than base. */
function lossIn({ counts, loss }: PairedSubject): number {
  return counts ? (counts.onlyFirst - counts.onlySecond) / counts.n : (loss?.effect ?? 0);
}

function withoutGroups({ attributes, groups }: AnswerPair['samples']): Pick<AnswerPair['samples'], 'attributes'> {
  return { attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !groups.includes(name))) };
}

/** How much worse head is than base on each image, by itself; 0 where its score is undefined. */
function lossesOf({ base, head, rows }: AnswerPair, score: string): Float64Array {
  if (base.task === 'classification') {
    const { truth, predicted } = base;
    const other = (head as ClassificationResults).predicted;
    return Float64Array.from(truth, (own, i) => Number(predicted[i] === own) - Number(other[i] === own));
  }
  const { select, compute, direction } = scoresOf(base.task);
  const sign = direction(score) === 'higher' ? 1 : -1;
  return Float64Array.from(rows, (_, image) => {
    const loss = sign * (compute(score, select(base, [image])) - compute(score, select(head, [image])));
    return Number.isFinite(loss) ? loss : 0;
  });
}
