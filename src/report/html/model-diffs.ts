import type { ModelDiff } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { html } from '../escape.ts';
import {
  type ChangedModel,
  changedModels,
  changedModules,
  changedOperators,
  figureRows,
  interfaceChange,
  phrasesOf,
} from '../models/summary.ts';
import { plural, signedCount } from '../wording.ts';

/** What became of each model: figures, interface, operators, and its layers by name. */
export function modelDiffCards(report: Report): string {
  return changedModels(report).map(card).join('');
}

function card(model: ChangedModel): string {
  const { change, diff } = model;
  const phrases = phrasesOf(model).map((phrase) => `<li>${html(phrase)}</li>`);
  const panels = diff ? [figures(diff), operators(diff), interfaces(diff)].join('') : '';
  return `<section class="card"><h3><code>${html(change.model)}</code></h3><ul class="phrases">${phrases.join('')}</ul>${panels === '' ? '' : `<div class="plots">${panels}</div>`}${diff ? layers(diff) : ''}</section>`;
}

function panel(heading: string, head: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return `<div><h4>${heading}</h4><div class="scroll"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div></div>`;
}

function figures(diff: ModelDiff): string {
  const rows = figureRows(diff).map(
    ({ what, base, head, change }) =>
      `<tr><th class="whole">${what}</th><td class="n">${html(base)}</td><td class="n">${html(head)}</td><td class="n">${change}</td></tr>`,
  );
  return panel(
    'Figures',
    '<tr><th></th><th class="n">base</th><th class="n">head</th><th class="n">change</th></tr>',
    rows,
  );
}

function operators(diff: ModelDiff): string {
  const rows = changedOperators(diff)
    .slice(0, 40)
    .map(
      ({ operator, base, head }) =>
        `<tr><td><code>${html(operator)}</code></td><td class="n">${base}</td><td class="n">${head}</td><td class="n${head < base ? ' less' : ''}">${signedCount(head - base)}</td></tr>`,
    );
  return panel(
    'Operators',
    '<tr><th>operator</th><th class="n">base</th><th class="n">head</th><th class="n">change</th></tr>',
    rows,
  );
}

function interfaces({ interface: all }: ModelDiff): string {
  const items = all.map((one) => `<li>${html(interfaceChange(one))}</li>`);
  return items.length === 0 ? '' : `<div><h4>Interface</h4><ul class="plain">${items.join('')}</ul></div>`;
}

function layers({ tensors }: ModelDiff): string {
  if (tensors === null) return '';
  const { changed, added, removed, renamed, lists } = tensors;
  const count = changed + added + removed + renamed;
  if (count === 0) return '';
  const modules = changedModules(tensors).map(
    ({ module, ...counts }) =>
      `<tr><td><code>${html(module)}</code></td><td class="n">${counts.changed || ''}</td><td class="n">${counts.added || ''}</td><td class="n">${counts.removed || ''}</td><td class="n">${counts.renamed || ''}</td></tr>`,
  );
  const names = lists.renamed
    .slice(0, 40)
    .map(({ name, from }) => `<li><code>${html(from ?? '')}</code> → <code>${html(name)}</code></li>`);
  return `<details><summary>Layers: ${plural(count, 'tensor')} not as before</summary><div class="scroll"><table><thead><tr><th>module</th><th class="n">changed</th><th class="n">new</th><th class="n">gone</th><th class="n">renamed</th></tr></thead><tbody>${modules.join('')}</tbody></table></div>${names.length === 0 ? '' : `<h4>Renamed, with the same content</h4><ul class="plain">${names.join('')}</ul>`}</details>`;
}
