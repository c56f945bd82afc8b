import { editDistance } from '../../../spelling/edit-distance.ts';

/** `" Did you mean \`sex\`?"`, or `''` when no name is near: for the end of a sentence. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const nearest = nearestName(written, names);
  return nearest === null ? '' : ` Did you mean \`${nearest}\`?`;
}

/** The name with the fewest edits from `written`, at most a third of its length; upper and lower case are equal. */
export function nearestName(written: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}
