/** What became of the models: a line for each, the figures that differ, and the layers whose weights changed. */
import type { Report } from '../../model/report.ts';
import { code, markdown } from '../escape.ts';
import { type ChangedModel, changedModels, changedModules, figureRows, phrasesOf } from '../models/summary.ts';
import { plural, shortened } from '../wording.ts';
import { folded } from './parts.ts';

const longestName = 80;
const longestPhrase = 300;
const kindWords = { changed: 'changed', added: 'new', removed: 'gone', renamed: 'renamed' };

export function modelsSection(report: Report): string {
  const blocks = changedModels(report).map((model) => [
    `**${code(shortened(model.change.model, longestName))}** ${phrasesOf(model)
      .map((phrase) => markdown(shortened(phrase, longestPhrase)))
      .join('; ')}`,
    ...figures(model),
    ...layers(model),
  ]);
  return blocks.length === 0 ? '' : ['### Models', ...blocks.map((block) => block.join('\n\n'))].join('\n\n');
}

function figures({ diff }: ChangedModel): string[] {
  const rows = diff ? figureRows(diff) : [];
  if (rows.length === 0) return [];
  const lines = rows.map(({ what, base, head, change }) => `| ${what} | ${cell(base)} | ${cell(head)} | ${change} |`);
  return [['| | Base | Head | Change |', '|---|--:|--:|--:|', ...lines].join('\n')];
}

function layers({ diff }: ChangedModel): string[] {
  const tensors = diff?.tensors;
  if (!tensors) return [];
  const count = tensors.changed + tensors.added + tensors.removed + tensors.renamed;
  if (count === 0) return [];
  const modules = changedModules(tensors).map(({ module, ...counts }) => {
    const words = Object.entries(counts).filter(([, n]) => n > 0);
    return `- ${code(shortened(module, longestName))}: ${words.map(([kind, n]) => `${n} ${kindWords[kind as keyof typeof kindWords]}`).join(', ')}`;
  });
  return [folded(`Layers: ${plural(count, 'tensor')} not as before`, modules)];
}

function cell(text: string): string {
  return markdown(shortened(text, longestName));
}
