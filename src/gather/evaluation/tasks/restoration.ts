import type { Flip, RestorationResults, Samples } from '../../../model/facts.ts';
import type { FlipPair, Flips, TaskReader } from '../task-reader.ts';

/** A picture is worse by more than is seen: decibels of PSNR. */
const visibleLoss = 1;

/** Pictures that a model made, held against those that they should be. */
export const restoration: TaskReader = {
  rows: ({ targets, split: splits, hash, count }, split) =>
    Array.from({ length: count }, (_, row) => row).filter(
      (row) => splits[row] === split && hash[row] !== '' && (targets?.hash[row] ?? '') !== '',
    ),
  keyOf: ({ hash, targets }, row) => `${hash[row]} ${targets?.hash[row] ?? ''}`,
  targetOf: ({ targets }, row) => (targets ? { hash: targets.hash[row], path: targets.path[row] } : null),
  async results(_reading, { rows: asked }, answers) {
    const rows: number[] = [];
    const [psnr, ssim]: number[][] = [[], []];
    for (const row of asked) {
      const answer = answers.get(row);
      if (answer?.task !== 'restoration') continue;
      rows.push(row);
      psnr.push(answer.psnr);
      ssim.push(answer.ssim);
    }
    const results: RestorationResults = {
      task: 'restoration',
      psnr: Float64Array.from(psnr),
      ssim: Float64Array.from(ssim),
    };
    return { rows: Int32Array.from(rows), results };
  },
  over: (_classes, _own, results) => results,
  truthKeys: ({ hash, targets }: Samples, rows) =>
    rows.map((row) => JSON.stringify([hash[row], targets?.hash[row] ?? ''])),
  flips: flipsBetween,
};

/** Pictures that lost more than is seen; those that lost most come first. */
function flipsBetween({ samples, rows, base, head }: FlipPair): Flips {
  const [before, after] = [base, head] as RestorationResults[];
  const negative: Flip[] = [];
  let positive = 0;
  rows.forEach((row, image) => {
    const loss = before.psnr[image] - after.psnr[image];
    if (loss < -visibleLoss) positive += 1;
    if (!(loss > visibleLoss)) return;
    const answer = (value: number) => ({ answer: `${value.toFixed(1)} dB`, confidence: null });
    negative.push({
      path: samples.path[row],
      hash: samples.hash[row],
      label: '',
      base: answer(before.psnr[image]),
      head: answer(after.psnr[image]),
      weight: loss,
    });
  });
  negative.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  return { negative, counts: { negative: negative.length, positive, of: 'images', n: rows.length } };
}
