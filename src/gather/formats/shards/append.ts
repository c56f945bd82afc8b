import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import type { ContainerFacts } from '../../containers/facts.ts';
import { containedPath } from '../../containers/paths.ts';
import { folderOf, resolvePath } from '../files/paths.ts';
import { canonicalSplit } from '../files/split-names.ts';
import type { AnnotationColumns } from '../listing/annotation-columns.ts';
import { addSample, type Listing, setAttribute } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import type { PlacedContainer } from './place.ts';

/**
 * Appends the images of one container. An image in there has the container for its place; one that the container only
 * names, by a path relative to itself or to the repository's root, is the commit's own file.
 * @param declared the policy's class list, in which labels that are whole numbers are indices; `null` when it has none
 * @param annotations takes in the objects
 */
export function appendContainer(
  listing: Listing,
  { entry, split }: PlacedContainer,
  facts: ContainerFacts,
  {
    files,
    declared,
    annotations,
  }: { files: Snapshot['files']; declared: string[] | null; annotations: AnnotationColumns },
): void {
  const at = entry.pointer ?? { path: entry.path };
  const nameOf = labelReader(facts.classes === null ? declared : null);
  const first = listing.path.length;
  listing.container ??= [];
  for (const [image, member] of facts.member.entries()) {
    const own = { split: canonicalSplit(facts.split?.[image] ?? split), label: nameOf(facts.label[image]) };
    const elsewhere = facts.elsewhere[image];
    if (elsewhere === undefined) {
      const path = containedPath({ container: entry.path, member });
      const contained: FileEntry = { ...entry, path, hash: facts.hash[image], bytes: facts.bytes[image] };
      addSample(listing, { path, entry: contained, ...own, manifest: '', line: 0 });
      listing.container.push(entry.path);
    } else {
      const path = pathOf(files, entry.path, elsewhere);
      addSample(listing, { path, entry: files.get(path), ...own, manifest: entry.path, line: 0 });
      listing.container.push(null);
    }
  }
  for (const [name, values] of Object.entries(facts.attributes)) {
    for (const [image, value] of values.entries()) setAttribute(listing, name, first + image, value);
  }
  for (const message of facts.problems) addProblem(listing.problems, message, at);

  const { objects } = facts;
  for (const [row, image] of objects?.image.entries() ?? []) {
    const box = objects!.boxes.slice(row * 4, row * 4 + 4).map((length) => length ?? Number.NaN);
    annotations.add({
      sample: first + image,
      label: nameOf(objects!.label[row]),
      shape: 'box',
      box: box as [number, number, number, number],
      area: objects!.area[row] ?? undefined,
      id: objects!.id[row],
      file: entry.path,
      line: 0,
    });
  }
}

/** A label that is no name of the list but an index into it, by its name. */
function labelReader(declared: string[] | null): (label: string | null) => string | null {
  const names = new Set(declared);
  return (label) => {
    if (declared === null || label === null || names.has(label) || !/^\d{1,9}$/.test(label)) return label;
    return declared[Number(label)] ?? label;
  };
}

function pathOf(files: Snapshot['files'], container: string, written: string): string {
  const candidates = [resolvePath(folderOf(container), written), resolvePath('', written)];
  const paths = candidates.flatMap((resolved) => ('path' in resolved ? [resolved.path] : []));
  return paths.find((path) => files.has(path)) ?? paths[0] ?? written;
}
