import { editDistance } from '../spelling/edit-distance.ts';

/** The candidates that a mistyped name may have meant, nearest first (at most three). */
export function nearestNames(name: string, candidates: readonly string[]): string[] {
  const tolerated = Math.max(2, Math.floor(name.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= tolerated || (name.length > 2 && candidate.includes(name)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
