import {
  type AnnotationChange,
  annotationChangeKinds,
  type DatasetChanges,
  type SampleChange,
  sampleChangeKinds,
} from '../../model/facts.ts';
import type { Picture } from '../../model/report.ts';
import { annotationWords, arrow, evaluationEditCount, evaluationEdits } from '../data/summary.ts';
import { html } from '../escape.ts';
import { placeOf } from '../wording.ts';

/** Changes of each kind in sight: the ones with pictures. Edits of evaluation data each change what a score means. */
const inSight = 4;
const editsInSight = 8;
const shown = 200;

type Pictures = ReadonlyMap<string, Picture>;

/** Each edit of what models are evaluated against, on its line. */
export function evaluationList(changes: DatasetChanges): string {
  const edits = evaluationEdits(changes);
  const count = Math.max(edits.length, evaluationEditCount(changes));
  return listing('Edits of evaluation labels', count, edits, editsInSight, ({ at, what, split }) => {
    const place = `<code class="place">${html(placeOf({ at }))}</code>`;
    return `<li>${place}${html(what)} <span class="meta">${html(split)}</span></li>`;
  });
}

/** Every change by its kind, the first ones with pictures. */
export function changeLists({ samples, totals, annotations }: DatasetChanges, pictures: Pictures): string {
  const groups = [
    ...sampleChangeKinds.map((kind) => {
      const own = samples.filter((change) => change.kind === kind);
      return listing(`Images ${kind}`, sum(totals, kind), own, inSight, (change) => sampleItem(change, pictures));
    }),
    ...annotationChangeKinds.map((kind) => {
      const own = annotations?.items.filter((change) => change.kind === kind) ?? [];
      return listing(`Annotations ${kind}`, sum(annotations?.totals ?? [], kind), own, inSight, annotationItem);
    }),
  ];
  return groups.join('');
}

/** A heading with the exact count, the first items, and the others behind a click. */
function listing<T>(
  heading: string,
  count: number,
  changes: readonly T[],
  open: number,
  item: (change: T) => string,
): string {
  if (changes.length === 0) return '';
  const items = changes.slice(0, shown).map(item);
  const list = (some: readonly string[]) => `<ul class="findings grid">${some.join('')}</ul>`;
  const past = count - items.length;
  const note = past > 0 ? `<p class="meta">… and ${past.toLocaleString('en')} more.</p>` : '';
  const folded = items.slice(open);
  const more =
    folded.length > 0
      ? `<details class="more"><summary>${(count - open).toLocaleString('en')} more</summary>${list(folded)}${note}</details>`
      : note;
  return `<h4 class="apart">${heading}: ${count.toLocaleString('en')}</h4>${list(items.slice(0, open))}${more}`;
}

function sampleItem({ kind, path, hash, split, label, from, at }: SampleChange, pictures: Pictures): string {
  const shownHashes = kind === 'modified' && from?.hash !== undefined ? [from.hash, hash] : [hash];
  const figures = shownHashes.flatMap((one) => thumbnail(pictures.get(`image:${one}`)));
  const place = placeOf({ at });
  const words = [
    from?.label === undefined ? (label ?? '') : arrow(from.label, label),
    from?.split === undefined ? split : `${from.split} → ${split}`,
    from?.path === undefined ? '' : `from ${from.path}`,
  ].filter((word) => word !== '');
  const gallery = figures.length > 0 ? `<div class="pictures">${figures.join('')}</div>` : '';
  const where = place === path ? '' : ` <span class="was">${html(place)}</span>`;
  return `<li>${gallery}<code class="place">${html(path)}</code>${html(words.join(', '))}${where}</li>`;
}

function annotationItem(change: AnnotationChange): string {
  const { path, split, at } = change;
  const place = placeOf({ at });
  return `<li><code class="place">${html(place)}</code>${html(annotationWords(change))} <span class="was">${html(at.path === path ? split : `${path}, ${split}`)}</span></li>`;
}

function thumbnail(picture: Picture | undefined): string[] {
  return (picture?.images ?? []).map(({ caption, width, height, uri }) => {
    const scale = Math.max(width, height) < 64 ? Math.max(1, Math.floor(96 / Math.max(width, height))) : 1;
    return `<figure><img${scale > 1 ? ' class="pixel"' : ''} src="${html(uri)}" width="${width * scale}" height="${height * scale}" alt="${html(caption)}" loading="lazy"></figure>`;
  });
}

function sum<K extends string>(totals: readonly { kind: K; n: number }[], kind: K): number {
  return totals.reduce((all, total) => all + (total.kind === kind ? total.n : 0), 0);
}
