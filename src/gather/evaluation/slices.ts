import type { Slice } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { type AnswerPair, compareParts, type Declared } from './compare-answers.ts';
import { imagesByValue } from './groups.ts';

/** Fewest images of a slice: on fewer, no loss that matters could be told from chance. */
const smallestSlice = 20;
/** Most values of an attribute that are slices: names and identifiers are none. */
const mostValues = 20;

/** Both models on slices of the evaluation images: the values of each attribute that is no group. */
export function compareSlices(pair: AnswerPair, named: Declared, cache: Cache): Slice[] {
  const { samples, rows } = pair;
  const parts = Object.keys(samples.attributes)
    .filter((attribute) => !samples.groups.includes(attribute))
    .flatMap((attribute) => {
      const values = [...imagesByValue(samples.attributes[attribute], rows)];
      if (values.length > mostValues) return [];
      return values.map(([value, images]) => ({ subject: `${attribute}=${value}`, images }));
    })
    .filter(({ images }) => images.length >= smallestSlice);
  return compareParts(pair, named, parts, cache).map((slice) => ({ ...slice, found: 'attribute' }));
}
