import type { HistorySeries } from '../../model/facts.ts';
import type { ModelPolicy } from '../../model/policy.ts';

/**
 * The validation series by which the best epoch is told: the one that the policy names, else the model's declared score,
 * else the loss without a part's name, else the only score.
 */
export function monitorOf(
  series: readonly HistorySeries[],
  { score, training }: Pick<ModelPolicy, 'score' | 'training'>,
): HistorySeries | null {
  const named = training?.monitor;
  if (named !== undefined) return series.find(({ name }) => name.trim() === named) ?? null;
  const validation = series.filter(({ split, values }) => split === 'validation' && values.every(Number.isFinite));
  const scores = validation.filter(({ kind }) => kind === 'score');
  const declared = scores.find(({ quantity }) => sameScore(quantity, score));
  const loss = validation.find(({ quantity }) => quantity === 'loss');
  return declared ?? loss ?? (scores.length === 1 ? scores[0] : null);
}

/** `mAP50-95(B)` is COCO's mAP, `acc` accuracy, `val_f1` an F1. */
function sameScore(quantity: string, score: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = plain(quantity);
  const aliases: Record<string, readonly string[]> = {
    accuracy: ['acc', 'accuracy', 'top1', 'accuracytop1'],
    map: ['map', 'map5095', 'map5095b', 'bboxmap'],
    map50: ['map50', 'map50b'],
    meaniou: ['miou', 'meaniou', 'iou'],
    meandice: ['dice', 'meandice'],
    macrof1: ['f1', 'macrof1', 'f1score', 'f1macro'],
  };
  return (aliases[plain(score)] ?? [plain(score)]).includes(own);
}
