import type { Flip, MultilabelResults, Samples } from '../../../model/facts.ts';
import { labelledRows } from '../../contents.ts';
import type { FlipPair, Flips, TaskReader } from '../task-reader.ts';
import { isHard, isSameList, probabilitiesOf, spread, unknownLabel } from './classification.ts';

export const multilabel: TaskReader = {
  rows: (samples, split) => (samples.annotations ? rowsOf(samples, split) : labelledRows(samples, split)),
  keyOf: ({ hash }, row) => hash[row],
  async results(reading, { samples, rows: asked }, answers) {
    const rows = asked.filter((row) => answers.has(row));
    const k = reading.classes.length;
    const index = new Map(reading.classes.map((label, position) => [label, position]));
    const truth = new Uint8Array(rows.length * k);
    const scores = new Float32Array(rows.length * k);
    const labels = labelsOf(samples, index);
    rows.forEach((row, position) => {
      for (const label of labels(row)) {
        const column = index.get(label);
        if (column === undefined) throw unknownLabel(reading, samples, row, label);
        truth[position * k + column] = 1;
      }
      scores.set(probabilitiesOf(reading, answers.get(row)), position * k);
    });
    const { threshold } = reading;
    return {
      rows: Int32Array.from(rows),
      results: {
        task: 'multilabel',
        classes: k,
        truth,
        scores,
        threshold,
        ...(rows.some((row) => isHard(answers, row)) && { hard: true as const }),
      },
    };
  },
  over(classes, own, given) {
    const results = given as MultilabelResults;
    if (isSameList(classes, own)) return results;
    const to = Int32Array.from(own, (name) => classes.indexOf(name));
    return {
      ...results,
      classes: classes.length,
      truth: Uint8Array.from(spread(Float32Array.from(results.truth), to, classes.length)),
      scores: spread(results.scores, to, classes.length),
    };
  },
  truthKeys(samples, rows) {
    const labels = labelsOf(samples);
    return rows.map((row) => JSON.stringify([samples.hash[row], ...[...labels(row)].sort()]));
  },
  flips: flipsBetween,
};

function rowsOf({ split: splits, hash, count }: Samples, split: string): number[] {
  return Array.from({ length: count }, (_, row) => row).filter((row) => splits[row] === split && hash[row] !== '');
}

/**
 * The labels of each row: the classes of the objects that are marked in it, or its label, which holds several where it is a
 * JSON list or is divided by `|`, `;` or `,` and is no class itself.
 */
function labelsOf(samples: Samples, known?: ReadonlyMap<string, unknown>): (row: number) => Iterable<string> {
  const { annotations, classes, label } = samples;
  if (annotations) {
    const marked = Array.from({ length: samples.count }, () => new Set<string>());
    for (let i = 0; i < annotations.count; i += 1) {
      const row = annotations.sample[i];
      const name = classes[annotations.category[i]];
      if (row >= 0 && name !== undefined) marked[row].add(name);
    }
    return (row) => marked[row];
  }
  const isClass = (name: string) => (known ? known.has(name) : classes.includes(name));
  return (row) => {
    const written = label[row] ?? '';
    return isClass(written) ? [written] : dividedLabels(written);
  };
}

function dividedLabels(written: string): string[] {
  if (written.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(written);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Not a list: an ordinary label that begins with a bracket.
    }
  }
  return written
    .split(/[|;,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** An image is right when all its labels are. */
function flipsBetween({ samples, rows, base, head }: FlipPair, classes: readonly string[]): Flips {
  const [before, after] = [base, head] as MultilabelResults[];
  const k = before.classes;
  const negative: Flip[] = [];
  let positive = 0;
  const answered = ({ scores, threshold }: MultilabelResults, index: number) =>
    classes.flatMap((name, c) => (scores[index * k + c] >= threshold ? [name] : []));
  rows.forEach((row, index) => {
    const truth = classes.flatMap((name, c) => (before.truth[index * k + c] === 1 ? [name] : []));
    const [was, is] = [answered(before, index), answered(after, index)];
    const [isRightBefore, isRightAfter] = [isSameList(was, truth), isSameList(is, truth)];
    if (!isRightBefore && isRightAfter) positive += 1;
    if (!isRightBefore || isRightAfter) return;
    const wrong = classes.filter((name) => is.includes(name) !== truth.includes(name)).length;
    negative.push({
      path: samples.path[row],
      hash: samples.hash[row],
      label: truth.join(', '),
      base: { answer: was.join(', '), confidence: null },
      head: { answer: is.join(', ') || 'none', confidence: null },
      weight: wrong,
    });
  });
  negative.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  return { negative, counts: { negative: negative.length, positive, of: 'images', n: rows.length } };
}
