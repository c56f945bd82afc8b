/** How a model differs from base's, in words and rows that every renderer shows; names in them are as written, and the renderer's to escape. */
import type { ModelChange, ModelDiff, ModelFigures, NamedTensor, TensorChanges } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { listed, plural, signedCount } from '../wording.ts';

/** Names in a phrase. */
const named = 3;
/** Modules that are told apart before they are told by their parents. */
const mostModules = 24;

export interface ChangedModel {
  change: ModelChange;
  /** `null` where the model itself is the same, or one side does not have it. */
  diff: ModelDiff | null;
}

/** The models of which there is something to say. */
export function changedModels({ changes: { models, modelDiffs } }: Report): ChangedModel[] {
  return models
    .filter(({ weights, preprocessing }) => weights !== 'same' || preprocessing !== 'same')
    .map((change) => ({ change, diff: modelDiffs.find(({ model }) => model === change.model) ?? null }));
}

/** A line's worth, each phrase for itself: figures, interface, operators, weights, preprocessing. */
export function phrasesOf({ change, diff }: ChangedModel): string[] {
  const { weights, preprocessing } = change;
  const phrases = [
    ...(weights === 'added' ? ['new'] : weights === 'removed' ? ['no longer there'] : []),
    ...(diff ? [figurePhrase(diff), interfacePhrase(diff), operatorPhrase(diff), weightPhrase(diff)] : []),
    ...(preprocessing === 'changed' ? ['another preprocessing'] : []),
    ...(weights === 'changed' && !diff ? ['another file'] : []),
  ].filter((phrase) => phrase !== '');
  return phrases.length > 0 ? phrases : ['another file of the same content'];
}

export interface FigureRow {
  what: string;
  base: string;
  head: string;
  /** `−54.2 %`; empty where it is no number. */
  change: string;
}

/** What differs of size, cost and make. */
export function figureRows({ base, head }: ModelDiff): FigureRow[] {
  const rows: FigureRow[] = [
    numberRow('parameters', base.parameters, head.parameters, quantity),
    numberRow('multiply–accumulates', base.macs, head.macs, quantity),
    numberRow('size', base.bytes, head.bytes, sizeOf),
    numberRow('nodes', base.nodes, head.nodes, (n) => n.toLocaleString('en')),
    wordRow('opset', base, head, opsetsOf),
    wordRow('IR version', base, head, ({ irVersion }) => String(irVersion)),
    wordRow('quantisation', base, head, quantisationOf),
    wordRow('receptive field', base, head, fieldOf),
    wordRow('exported by', base, head, ({ producer }) => producer || '–'),
  ];
  return rows.filter((row) => row.base !== row.head);
}

function numberRow(what: string, base: number | null, head: number | null, shown: (n: number) => string): FigureRow {
  const [was, now] = [base, head].map((value) => (value === null ? '–' : shown(value)));
  const share = base === null || head === null || base === 0 ? null : head / base - 1;
  return { what, base: was, head: now, change: share === null ? '' : percentage(share) };
}

function wordRow(what: string, base: ModelFigures, head: ModelFigures, shown: (of: ModelFigures) => string): FigureRow {
  return { what, base: shown(base), head: shown(head), change: '' };
}

/** Domains that tools list whether or not the model has their operators. */
const usual = /^(?:ai\.onnx|com\.microsoft|org\.pytorch)/;

function opsetsOf({ opsets }: ModelFigures): string {
  const entries = Object.entries(opsets).flatMap(([domain, version]) => {
    if (domain === 'ai.onnx' || domain === '') return [`${version}`];
    return usual.test(domain) ? [] : [`${domain} ${version}`];
  });
  return entries.join(', ') || '–';
}

const schemes: Record<ModelFigures['quantisation']['scheme'], string> = {
  none: '',
  qdq: ', quantised (QDQ)',
  qoperator: ', quantised (QOperator)',
  dynamic: ', quantised (dynamic)',
  weights: ', quantised (weights alone)',
};

function quantisationOf({ quantisation: { scheme, weights } }: ModelFigures): string {
  return `${weights}${schemes[scheme]}`;
}

function fieldOf({ receptiveField: field }: ModelFigures): string {
  if (field === null) return '–';
  const { width, height, strideWidth, strideHeight, global } = field;
  const stride = strideWidth === strideHeight ? `${strideWidth}` : `${strideWidth} × ${strideHeight}`;
  return `${width} × ${height} px, stride ${stride}${global ? ', then all' : ''}`;
}

function figurePhrase(diff: ModelDiff): string {
  const own = figureRows(diff).filter(
    ({ what }) => !['nodes', 'IR version', 'exported by', 'receptive field'].includes(what),
  );
  return own
    .map(({ what, base, head, change }) => {
      const values = `${base} → ${head}`;
      if (what === 'parameters' || what === 'multiply–accumulates')
        return `${values} ${what}${change && ` (${change})`}`;
      return what === 'size' ? `${values}${change && ` (${change})`}` : `${what} ${values}`;
    })
    .join(', ');
}

export function interfaceChange({ kind, name, was, now }: ModelDiff['interface'][number]): string {
  if (was === null) return `new ${kind} ${name} ${now}`;
  return now === null ? `no more ${kind} ${name}` : `${kind} ${name} ${was} → ${now}`;
}

function interfacePhrase({ interface: all }: ModelDiff): string {
  const more = all.length - named;
  return [
    ...all.slice(0, named).map(interfaceChange),
    ...(more > 0 ? [`${plural(more, 'more change')} of the interface`] : []),
  ].join(', ');
}

/** Those that came or went first, then those whose number changed most. */
export function changedOperators({ operators }: ModelDiff): ModelDiff['operators'] {
  const isWhole = ({ base, head }: ModelDiff['operators'][number]) => Number(base === 0 || head === 0);
  return operators.toSorted(
    (a, b) =>
      isWhole(b) - isWhole(a) ||
      Math.abs(b.head - b.base) - Math.abs(a.head - a.base) ||
      (a.operator < b.operator ? -1 : 1),
  );
}

function operatorPhrase(diff: ModelDiff): string {
  const all = changedOperators(diff);
  const few = all.slice(0, 2 * named).map(({ operator, base, head }) => `${signedCount(head - base)} ${operator}`);
  const more = all.length - few.length;
  return [...few, ...(more > 0 ? [`${plural(more, 'other operator')}`] : [])].join(', ');
}

/** `weights changed in 2 of 62 tensors (fc.weight, fc.bias), 1 renamed`. */
export function weightPhrase({ tensors }: ModelDiff): string {
  if (tensors === null) return 'weights not compared';
  const { same, changed, added, removed, renamed, lists } = tensors;
  const all = same + changed + renamed;
  if (all + added + removed === 0) return '';
  const parts: string[] = [];
  if (changed > 0) {
    const whole = changed === all;
    const names = lists.changed.slice(0, named).map(({ name }) => name);
    const rest = changed - names.length;
    const which = whole ? '' : ` (${listed([...names, ...(rest > 0 ? [`${rest} more`] : [])])})`;
    parts.push(
      `weights changed in ${whole ? (all === 1 ? 'the only tensor' : `all ${all} tensors`) : `${changed} of ${plural(all, 'tensor')}`}${which}`,
    );
  } else if (all > 0) parts.push(`the weights of ${plural(all, 'tensor')} are the same`);
  if (renamed > 0) parts.push(`${renamed} renamed`);
  if (added > 0) parts.push(`${added} new`);
  if (removed > 0) parts.push(`${removed} gone`);
  return parts.join(', ');
}

export interface ModuleChanges {
  /** What the names of its tensors begin with. */
  module: string;
  changed: number;
  added: number;
  removed: number;
  renamed: number;
}

/** Tensors by the module that they belong to (`layer4.1.conv2`), or by its parents where there are too many. */
export function changedModules({ lists }: TensorChanges): ModuleChanges[] {
  const all = (['changed', 'added', 'removed', 'renamed'] as const).flatMap((kind) =>
    lists[kind].map((tensor) => ({ kind, tensor })),
  );
  for (let depth = 4; ; depth--) {
    const modules = Map.groupBy(all, ({ tensor }) => moduleOf(tensor, depth));
    if (modules.size > mostModules && depth > 1) continue;
    return [...modules].slice(0, mostModules).map(([module, own]) => {
      const count = (kind: keyof TensorChanges['lists']) => own.filter((one) => one.kind === kind).length;
      return {
        module,
        changed: count('changed'),
        added: count('added'),
        removed: count('removed'),
        renamed: count('renamed'),
      };
    });
  }
}

function moduleOf({ name }: NamedTensor, depth: number): string {
  const parts = name.split(/[./]/).filter((part) => part !== '');
  return parts.slice(0, Math.max(1, Math.min(depth, parts.length - 1))).join('.') || name;
}

/** `25.6 M`, `1.82 G`, `930`. */
function quantity(value: number): string {
  const [unit, name] = value >= 1e9 ? [1e9, ' G'] : value >= 1e6 ? [1e6, ' M'] : value >= 1e4 ? [1e3, ' k'] : [1, ''];
  return `${Number((value / unit).toPrecision(unit === 1 ? 6 : 3)).toLocaleString('en')}${name}`;
}

function sizeOf(bytes: number): string {
  const [unit, name] = bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return `${Number((bytes / unit).toPrecision(3)).toLocaleString('en')} ${name}`;
}

function percentage(share: number): string {
  const value = Number((100 * share).toFixed(1));
  return `${value < 0 ? '−' : value > 0 ? '+' : '±'}${Math.abs(value)} %`;
}
