import type { SplitScores, Task } from '../../model/facts.ts';
import type { ModelScores, Report, ShownComparison } from '../../model/report.ts';
import { html } from '../escape.ts';
import { figure, plural, signed } from '../wording.ts';
import { groupCards } from './groups.ts';
import { modelDiffCards } from './model-diffs.ts';
import { dotPlot, type Row } from './plots.ts';

/** Rows of one plot. */
const shownRows = 24;

/** The scores that tell most of a task, besides the declared one. */
const telling: Record<Task, readonly string[]> = {
  classification: ['accuracy', 'balanced_accuracy', 'macro_f1', 'mcc', 'roc_auc', 'pr_auc'],
  multilabel: ['micro_f1', 'macro_f1', 'samples_f1', 'subset_accuracy', 'macro_pr_auc', 'macro_roc_auc'],
  detection: ['map', 'map_50', 'map_75', 'map_small', 'map_medium', 'map_large', 'mar_100'],
  'instance-segmentation': ['map', 'map_50', 'map_75', 'map_small', 'map_medium', 'map_large', 'mar_100'],
  segmentation: ['mean_iou', 'mean_dice', 'pixel_accuracy', 'mean_class_accuracy', 'boundary_f'],
  restoration: ['ssim', 'psnr'],
};

/** What changed in each model, and its scores: the declared one with intervals, the 2 × 2 of models and data, classes and groups. */
export function modelSections(report: Report): string {
  const { scores } = report;
  const changed = modelDiffCards(report);
  if (scores.length === 0) return changed === '' ? '' : `<h2>Models</h2>${changed}`;
  const key =
    '<p class="key"><i class="b"></i>base<i class="h"></i>head. A thick line shows which way a score moved, thin lines are 95 % intervals of the declared score, n counts images, objects or pixels.</p>';
  return `<h2>Models</h2>${changed}${key}${scores.map(modelCard).join('')}`;
}

function modelCard(scores: ModelScores): string {
  const { model, score, split, base, head } = scores;
  const overall: Row[] = [...new Set([score, ...telling[scores.task]])].map((name) => ({
    label: name,
    note: '',
    base: base?.values[name] ?? null,
    head: head?.values[name] ?? null,
    ...(name === score ? { baseInterval: base?.declared.interval, headInterval: head?.declared.interval } : {}),
  }));
  const { classScore, groupScore } = head ?? base ?? { classScore: null, groupScore: '' };
  const plots = [
    panel('Scores', dotPlot(`Scores of ${model}`, overall.filter(inUnitRange))),
    ...overall
      .filter((row) => !inUnitRange(row) && hasValue(row))
      .map((row) => panel(capital(row.label), dotPlot(`${capital(row.label)} of ${model}`, [row]))),
    moved(`${capital(classScore)} by class`, `${capital(classScore)} of ${model} by class`, classRows(base, head)),
    moved(`${capital(groupScore)} by group`, `${capital(groupScore)} of ${model} by group`, groupRows(base, head)),
  ];
  return `<section class="card"><h3><code>${html(model)}</code></h3><p class="meta">Declared score: <b>${html(score)}</b>, on ${plural(head?.n ?? base?.n ?? 0, 'image')} of ${html(scores.dataset)} (${html(split)})${scores.origin === 'claimed' ? '. <b>Claimed</b>: read from files of the repository, not made here' : ''}</p><div class="plots">${plots.join('')}${square(scores)}${groupCards(scores)}</div></section>`;
}

function inUnitRange(row: Row): boolean {
  return [row.base, row.head].every((value) => value === null || (value >= -1 && value <= 1)) && hasValue(row);
}

function hasValue({ base, head }: Row): boolean {
  return base !== null || head !== null;
}

function panel(title: string, plot: string): string {
  return plot === '' ? '' : `<div><h4>${title}</h4>${plot}</div>`;
}

/** A plot of the rows that matter: where there are many, those that lost most and those that are lowest. */
function moved(heading: string, title: string, rows: Row[]): string {
  if (rows.length <= shownRows) return panel(heading, dotPlot(title, rows));
  const gain = ({ base, head }: Row) => (head ?? 0) - (base ?? head ?? 0);
  const least = [...rows].sort((a, b) => gain(a) - gain(b) || (a.head ?? 0) - (b.head ?? 0)).slice(0, shownRows);
  return panel(`${heading}: the ${shownRows} of ${rows.length} that lost most`, dotPlot(title, least));
}

function classRows(base: SplitScores | null, head: SplitScores | null): Row[] {
  const names = [...new Set([...(base?.classes ?? []), ...(head?.classes ?? [])].map(({ name }) => name))];
  return names.map((label) => {
    const before = base?.classes.find(({ name }) => name === label);
    const after = head?.classes.find(({ name }) => name === label);
    return {
      label,
      note: `n ${after?.n ?? before?.n}`,
      base: compared(base, before),
      head: compared(head, after),
    };
  });
}

/** The value by which classes are compared. */
function compared(side: SplitScores | null, of: SplitScores['classes'][number] | undefined): number | null {
  return side?.classScore ? (of?.values[side.classScore] ?? null) : null;
}

/** Names that are written otherwise than with a capital. */
const written: Record<string, string> = { ap: 'AP', iou: 'IoU', f1: 'F1', map: 'mAP', psnr: 'PSNR', ssim: 'SSIM' };

function capital(name: string | null): string {
  if (name !== null && written[name]) return written[name];
  return (name ?? '').replace(/^./, (letter) => letter.toUpperCase()).replaceAll('_', ' ');
}

function groupRows(base: SplitScores | null, head: SplitScores | null): Row[] {
  const keys = [
    ...new Set(
      [...(base?.groups ?? []), ...(head?.groups ?? [])].map(({ attribute, value }) => `${attribute}=${value}`),
    ),
  ];
  return keys.map((label) => {
    const find = (side: SplitScores | null) =>
      side?.groups.find(({ attribute, value }) => `${attribute}=${value}` === label);
    const [before, after] = [find(base), find(head)];
    return {
      label,
      note: `n ${after?.n ?? before?.n}`,
      base: before?.score ?? null,
      head: after?.score ?? null,
    };
  });
}

function flipsOf({ negative, positive, of }: ShownComparison['flips']): string {
  return of === 'objects'
    ? `${plural(negative, 'object')} that base’s model found ${negative === 1 ? 'is' : 'are'} missed by head’s; ${positive} the other way round.`
    : `${plural(negative, 'image')} turned from right to wrong, ${positive} from wrong to right.`;
}

function square({ comparison, score }: ModelScores): string {
  if (!comparison) return '';
  const { square: cells, modelEffect, dataEffect, flips, sameData } = comparison;
  return `<div><h4>Effect of the model, effect of the data</h4><div class="scroll"><table><thead><tr><th>${html(score)}</th><th class="n">base’s data</th><th class="n">head’s data</th></tr></thead><tbody><tr><th>base model</th><td class="n">${figure(cells.baseOnBase)}</td><td class="n">${figure(cells.baseOnHead)}</td></tr><tr><th>head model</th><td class="n">${figure(cells.headOnBase)}</td><td class="n">${figure(cells.headOnHead)}</td></tr></tbody></table></div><p class="meta">The model accounts for ${signed(modelEffect)}, the evaluation data for ${signed(dataEffect)}${sameData ? ' (it is unchanged)' : ''}. ${flipsOf(flips)}</p></div>`;
}
