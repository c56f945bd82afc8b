import type { Samples } from '../model/facts.ts';
import type { Proposal } from './propose.ts';

const most = 5;

/** `1 200 images in train and 300 in test; 3 classes: cat, dog, fox.` */
export function describeSamples({ count, split, classes, annotations, attributes, hash }: Samples): string {
  const bySplit = new Map<string, number>();
  for (const each of split) bySplit.set(each, (bySplit.get(each) ?? 0) + 1);
  const places = [...bySplit].map(
    ([name, number], index) => `${index === 0 ? plural(number, 'image') : figure(number)} in ${name}`,
  );
  const names = Object.keys(attributes);
  const absent = hash.filter((each) => each === '').length;
  const parts = [
    count === 0 ? 'no images' : listed(places),
    ...(annotations && annotations.count > 0 ? [plural(annotations.count, 'annotation')] : []),
    classes.length > 0 ? `${plural(classes.length, 'class', 'classes')}: ${some(classes)}` : 'no labels',
    ...(names.length > 0 ? [`attributes: ${some(names)}`] : []),
    ...(absent > 0 ? [`${plural(absent, 'image')} listed but not in the commit`] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** What `init` prints after it has looked: what it saw, and what nobody but the owner can decide. */
export function explainProposal({ datasets, models, doubts }: Proposal): string {
  const lines: string[] = [];
  for (const { name, format, seen, doubts: own } of datasets)
    lines.push(`  dataset ${name} (${format}): ${seen}`, ...own.map(doubt));
  for (const { name, seen, doubts: own } of models) lines.push(`  model ${name}: ${seen}.`, ...own.map(doubt));
  if (datasets.length === 0) lines.push('  No dataset was found in the commit.');
  if (models.length === 0) lines.push('  No model was found that could be judged.');
  if (doubts.length > 0) lines.push('', 'Seen, and not declared:', ...doubts.map(doubt));
  return lines.join('\n');
}

function doubt(sentence: string): string {
  return `    ? ${sentence}`;
}

function some(names: readonly string[]): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} …` : names.join(', ');
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ');
}
