import type { HistorySeries } from '../../model/facts.ts';

/** What a column of a training history is by its name; `null` for times, learning rates, counters and names of test runs. */
export function roleOf(name: string): Pick<HistorySeries, 'quantity' | 'split' | 'kind'> | null {
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (words.some((word) => skipped.has(word))) return null;
  const isValidation = words.some((word) => validation.has(word)) || name.startsWith('metrics/');
  const quantity = words.filter((word) => !validation.has(word) && !ofNoQuantity.has(word));
  const kind = kindOf(quantity);
  return kind && { quantity: quantity.join('_'), split: isValidation ? 'validation' : 'train', kind };
}

const validation = new Set(['val', 'valid', 'validation', 'eval', 'dev']);
const skipped = new Set(['lr', 'rate', 'time', 'test', 'epoch_time', 'grad', 'norm', 'weight', 'gpu', 'memory']);
/** Words for a split, for how values were averaged, and Ultralytics' folder. */
const ofNoQuantity = new Set(['train', 'training', 'epoch', 'step', 'metrics', 'avg', 'mean']);

const losses = /^(?:.*loss|nll|mse|mae|rmse|error|err|perplexity|.*crossentropy|objective)$/;
const scores =
  /^(?:acc\d*|.*accuracy|auc|auroc|roc|f1|f1score|fbeta|precision|recall|sensitivity|specificity|ap|ap50|ap75|m?ap\d*|miou|.*iou|.*dice|jaccard|psnr|ssim|score|kappa|mcc|top\d*|r2)$/;

function kindOf(words: readonly string[]): HistorySeries['kind'] | null {
  if (words.some((word) => losses.test(word))) return 'loss';
  return words.some((word) => scores.test(word)) ? 'score' : null;
}
