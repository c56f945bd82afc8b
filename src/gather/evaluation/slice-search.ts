/**
 * A search for the slices on which head lost most: conditions are chosen on one half of the images, and what they say is tested
 * on the other half alone, so that nothing is found that was only chance.
 */
import type { Condition } from './slice-conditions.ts';

/** Fewest images of a slice in the half on which it is chosen. */
const fewest = 30;
/** Slices that are handed on. */
const most = 3;

export interface Halves {
  /** Positions of the images on which slices are chosen, and on which they are tested. */
  choose: ReadonlySet<number>;
  test: ReadonlySet<number>;
}

/**
 * Two halves by content: the same on every machine and for every model, and a cluster is never divided.
 *
 * @param hashes - content hash of each image
 */
export function halvesOf(hashes: readonly string[], cluster: Int32Array | undefined): Halves {
  const halves: Halves = { choose: new Set(), test: new Set() };
  const leaders = new Map<number, string>();
  hashes.forEach((hash, image) => {
    const own = cluster?.[image] ?? image;
    const leader = leaders.get(own) ?? hash;
    leaders.set(own, leader);
    (parityOf(leader) === 0 ? (halves.choose as Set<number>) : (halves.test as Set<number>)).add(image);
  });
  return halves;
}

/** FNV-1a's lowest bits are even for even inputs; its upper half is mixed well. */
function parityOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 16) & 1;
}

interface Leaf extends Condition {
  /** Mean loss over its standard error, on the half on which it was chosen. */
  strength: number;
}

/**
 * The slices on which head lost most, by one condition or two, each with its images of the half that it is to be tested on.
 *
 * @param losses - how much worse head is than base on each image; positive is worse
 */
export function searchSlices(losses: Float64Array, conditions: readonly Condition[], halves: Halves): Condition[] {
  const all = meanOf(losses, [...halves.choose]);
  const leaves: Leaf[] = [];
  for (const condition of conditions) {
    const leaf = leafOf(condition, losses, halves.choose);
    if (leaf && leaf.strength > 0 && meanOf(losses, chosen(condition.images, halves.choose)) > all) leaves.push(leaf);
  }
  leaves.sort((a, b) => b.strength - a.strength || (a.words < b.words ? -1 : 1));
  const found: Condition[] = [];
  const properties = new Set<string>();
  const named = new Set<string>();
  for (const leaf of leaves) {
    if (found.length === most) break;
    if (properties.has(leaf.property)) continue;
    properties.add(leaf.property);
    const slice = refined(leaf, conditions, losses, halves.choose);
    // Two conditions in another order are the same slice.
    const name = slice.words.split(' and ').sort().join();
    if (named.has(name)) continue;
    named.add(name);
    found.push(slice);
  }
  return found.map((slice) => ({ ...slice, images: chosen(slice.images, halves.test) }));
}

/** With a second condition, where that makes it stronger. */
function refined(leaf: Leaf, conditions: readonly Condition[], losses: Float64Array, half: ReadonlySet<number>): Leaf {
  const own = new Set(leaf.images);
  let best = leaf;
  for (const condition of conditions) {
    if (condition.property === leaf.property) continue;
    const both: Condition = {
      property: leaf.property,
      words: `${leaf.words} and ${condition.words}`,
      images: condition.images.filter((image) => own.has(image)),
    };
    const deeper = leafOf(both, losses, half);
    if (deeper && deeper.strength > best.strength) best = deeper;
  }
  return best;
}

function leafOf(condition: Condition, losses: Float64Array, half: ReadonlySet<number>): Leaf | null {
  const images = chosen(condition.images, half);
  if (images.length < fewest) return null;
  const mean = meanOf(losses, images);
  const squares = images.reduce((sum, image) => sum + (losses[image] - mean) ** 2, 0);
  const error = Math.sqrt(squares / (images.length - 1) / images.length);
  return { ...condition, strength: error > 0 ? mean / error : 0 };
}

const chosen = (images: readonly number[], half: ReadonlySet<number>) => images.filter((image) => half.has(image));

function meanOf(losses: Float64Array, images: readonly number[]): number {
  return images.length === 0 ? 0 : images.reduce((sum, image) => sum + losses[image], 0) / images.length;
}
