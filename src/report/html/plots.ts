import { html } from '../escape.ts';
import { figure, shortened } from '../wording.ts';

export interface Row {
  label: string;
  /** Shown after the label, small. */
  note: string;
  base: number | null;
  head: number | null;
  baseInterval?: readonly [number, number] | null;
  headInterval?: readonly [number, number] | null;
}

const width = 440;
const left = 154;
const right = 100;
const rowHeight = 24;
const top = 6;
/** Characters that fit left of the axis, the note's included. */
const longestLabel = 23;

/**
 * Dots for base and head on one line for each row, with intervals where there are any: a reader sees which way each
 * moved. The axis spans the values, widened to round tenths.
 */
export function dotPlot(title: string, rows: readonly Row[]): string {
  const values = rows
    .flatMap(({ base, head, baseInterval, headInterval }) => [
      base,
      head,
      ...(baseInterval ?? []),
      ...(headInterval ?? []),
    ])
    .filter((value): value is number => value !== null);
  if (values.length === 0) return '';
  const low = Math.floor(Math.min(...values) * 10) / 10;
  const high = Math.max(Math.ceil(Math.max(...values) * 10) / 10, low + 0.1);
  const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - right);
  const height = top + rows.length * rowHeight + 20;
  const ticks = ticksOf(low, high).map(
    (tick) =>
      `<line class="grid" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${top}" y2="${height - 18}"/><text class="soft" x="${px(x(tick))}" y="${height - 4}" text-anchor="middle">${figure(tick, 1)}</text>`,
  );
  const lines = rows.map((row, index) => rowOf(row, top + (index + 0.5) * rowHeight, x));
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${html(title)}"><title>${html(title)}</title>${ticks.join('')}${lines.join('')}</svg>`;
}

function rowOf(
  { label, note, base, head, baseInterval, headInterval }: Row,
  y: number,
  x: (value: number) => number,
): string {
  const shown = shortened(label, Math.max(8, longestLabel - note.length));
  const parts = [`<text x="0" y="${y + 4}">${html(shown)}<tspan class="soft" dx="4">${html(note)}</tspan></text>`];
  if (base !== null && head !== null && base !== head) {
    parts.push(
      `<line class="${head < base ? 'loss' : 'gain'}" stroke-width="3" x1="${px(x(base))}" x2="${px(x(head))}" y1="${y}" y2="${y}"/>`,
    );
  }
  const interval = (bounds: readonly [number, number] | null | undefined, className: string, offset: number) =>
    bounds
      ? `<line class="${className}" stroke-width="1.5" x1="${px(x(bounds[0]))}" x2="${px(x(bounds[1]))}" y1="${y + offset}" y2="${y + offset}"/>`
      : '';
  parts.push(interval(baseInterval, 'base', -5), interval(headInterval, 'head', 5));
  if (base !== null) parts.push(`<circle class="base hollow" stroke-width="2" cx="${px(x(base))}" cy="${y}" r="4"/>`);
  if (head !== null) parts.push(`<circle class="head" cx="${px(x(head))}" cy="${y}" r="4"/>`);
  const values = base !== null && head !== null ? `${figure(base)} → ${figure(head)}` : figure(head ?? base);
  parts.push(`<text x="${width}" y="${y + 4}" text-anchor="end">${values}</text>`);
  return `<g><title>${html(label)}: base ${figure(base)}, head ${figure(head)}</title>${parts.join('')}</g>`;
}

function ticksOf(low: number, high: number): number[] {
  const step = high - low > 0.5 ? 0.2 : 0.1;
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, index) => Math.round((low + index * step) * 10) / 10).filter(
    (tick) => tick <= high + 1e-9,
  );
}

function px(value: number): string {
  return value.toFixed(1);
}
