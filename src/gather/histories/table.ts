import type { History, HistoryCost, HistorySeries } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import { addProblem, type ProblemList } from '../formats/listing/problems.ts';
import { type RowFile, readRowFile } from '../formats/tables/row-file.ts';
import { quoted } from '../formats/text/text.ts';
import { roleOf } from './columns.ts';
import { type CostRole, costRoleOf, costValue } from './costs.ts';
import { loggedValue } from './values.ts';

/**
 * The losses and scores of one table: Keras's CSVLogger, Lightning's metrics.csv (training and validation on rows of
 * their own), Ultralytics' results.csv, or any table with an `epoch` or a `step`, recognised by its columns.
 * @throws Fault `broken` for a table without them
 */
export function readHistoryTable(
  bytes: Buffer,
  path: string,
  problems: ProblemList,
): Pick<History, 'series' | 'clock' | 'costs'> {
  refuseEvents(bytes, path);
  const table = readRowFile(bytes, path);
  for (const { message, at } of table.problems) addProblem(problems, message, at);
  const clock = clockOf(table);
  const series = [...table.columns.keys()].flatMap((name) => {
    const role = roleOf(name);
    return role === null ? [] : readSeries(table, { name, ...role }, clock?.epochs ?? [], problems);
  });
  if (clock === null || series.length === 0) throw unknownTable(table);
  return { series, clock: clock.counts, costs: readCosts(table) };
}

/**
 * One metric of DVCLive, named by its path below `plots/metrics`.
 * @throws Fault `broken` for a table without a `step` and a value
 */
export function readMetric(
  bytes: Buffer,
  path: string,
  name: string,
  problems: ProblemList,
): Pick<History, 'series' | 'costs'> {
  const role = roleOf(name);
  const cost = costRoleOf(name.slice(name.lastIndexOf('/') + 1), []);
  if (role === null && cost === null) return { series: [], costs: [] };
  const table = readRowFile(bytes, path);
  for (const { message, at } of table.problems) addProblem(problems, message, at);
  const clock = clockOf(table);
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (clock === null || !table.columns.has(last)) throw unknownTable(table);
  return {
    series: role === null ? [] : readSeries(table, { name, ...role }, clock.epochs, problems, last),
    costs: cost === null ? [] : readCost(table, last, cost),
  };
}

interface Clock {
  counts: History['clock'];
  /** Of each row. */
  epochs: number[];
}

/** Epoch of each row: `epoch`, else `step`; a row without one is of the epoch before. */
function clockOf({ columns }: RowFile): Clock | null {
  const names = new Map([...columns.keys()].map((name) => [name.toLowerCase(), name]));
  const counts = names.has('epoch') ? 'epoch' : 'step';
  const name = names.get(counts);
  if (name === undefined) return null;
  let last = 0;
  const epochs = columns.get(name)!.map((text) => {
    const value = loggedValue(text);
    if (typeof value === 'number' && Number.isFinite(value)) last = Math.max(last, value);
    return last;
  });
  return { counts, epochs };
}

function readCosts(table: RowFile): HistoryCost[] {
  const columns = [...table.columns.keys()];
  return columns.flatMap((column) => {
    const role = costRoleOf(column, columns);
    return role === null ? [] : readCost(table, column, role);
  });
}

function readCost({ columns }: RowFile, name: string, role: CostRole): HistoryCost[] {
  const values = columns.get(name)!.flatMap((text) => costValue(text, role) ?? []);
  return values.length === 0 ? [] : [{ name, quantity: role.quantity, values: Float64Array.from(values) }];
}

function readSeries(
  table: RowFile,
  series: Pick<HistorySeries, 'name' | 'quantity' | 'split' | 'kind'>,
  clock: readonly number[],
  problems: ProblemList,
  column = series.name,
): HistorySeries[] {
  const { path, line } = table;
  const found: { value: number; epoch: number; line: number }[] = [];
  for (const [row, text] of table.columns.get(column)!.entries()) {
    const value = loggedValue(text);
    if (typeof value === 'number') found.push({ value, epoch: clock[row], line: line[row] });
    else if (value === undefined) {
      const message = `Expected a number for \`${column}\` in line ${line[row]} of ${path} but received ${quoted(text ?? '')}. The value is left out: mend it.`;
      addProblem(problems, message, { path, line: line[row] });
    }
  }
  if (found.length === 0) return [];
  return [
    {
      ...series,
      values: Float64Array.from(found, ({ value }) => value),
      epoch: Float64Array.from(found, ({ epoch }) => epoch),
      line: Int32Array.from(found, (one) => one.line),
      path,
    },
  ];
}

function unknownTable({ path, columns }: RowFile): Fault {
  const received = [...columns.keys()].slice(0, 10).map((name) => `\`${name}\``);
  return new Fault(
    'broken',
    `Expected a training history with \`epoch\` or \`step\` and a loss or a score (\`loss\` and \`val_loss\`, \`train/box_loss\`, \`val_accuracy\`) in ${path} but received ${received.join(', ') || 'no columns'}. ` +
      "Name the CSV that Keras's CSVLogger, Lightning's CSVLogger or Ultralytics writes, or DVCLive's folder.",
    { path, line: 1 },
  );
}

function refuseEvents(bytes: Buffer, path: string): void {
  if (!/tfevents/.test(path) && bytes.indexOf('brain.Event:') < 0) return;
  throw new Fault(
    'broken',
    `Expected a table in ${path} but received a TensorBoard event file. Write the scalars with a CSV logger, or export them as CSV.`,
    { path },
  );
}
