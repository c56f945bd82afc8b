import type { Card } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { listed } from './wording.ts';

/** What is wrong with a card whatever it is of. */
export const cardMessages = {
  missing: 'The {kind} {name} has no card; the gate looked in {looked}.',
  bare: 'The card {path} has no YAML front matter, so that no tool can read its licence, tags and results.',
  broken: 'The front matter of the card {path} cannot be read: {reason}.',
  section: 'The card {path} has no section on {topic}.',
} as const;

/** @param sections topics that must have a heading: words of it, alternatives between `|` */
export function* cardFaults<Own extends string>(
  card: Card,
  sections: readonly string[],
): Generator<Problem<keyof typeof cardMessages | Own>> {
  const { name, kind, path, at, looked, keys, fault, headings } = card;
  const found = { subject: name, identity: `${kind}/${name}`, at };
  if (path === null) {
    yield { ...found, message: 'missing', data: { kind, name, looked: listed(looked) || 'the repository' } };
    return;
  }
  if (fault) yield { ...found, message: 'broken', at: fault.at, data: { path, reason: fault.message } };
  else if (keys === null) yield { ...found, message: 'bare', data: { path } };
  for (const section of sections) {
    const alternatives = section.split('|').map((words) => words.trim().toLowerCase());
    if (headings.some((heading) => alternatives.some((words) => heading.toLowerCase().includes(words)))) continue;
    const topic =
      alternatives.length > 1 ? `${alternatives[0]} (or ${alternatives.slice(1).join(', ')})` : alternatives[0];
    yield { ...found, message: 'section', identity: `${kind}/${name}/${alternatives[0]}`, data: { path, topic } };
  }
}
