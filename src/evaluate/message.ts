import type { Problem } from '../model/finding.ts';

/** Fills `{slots}` from the problem's data, then from its own subject, measured value, limit and unit. */
export function fillMessage(message: string, problem: Problem): string {
  const own: Record<string, string | number | undefined> = {
    subject: problem.subject,
    measured: problem.measured,
    limit: problem.limit,
    unit: problem.unit,
    path: problem.at?.path,
  };
  return message.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = problem.data && Object.hasOwn(problem.data, name) ? problem.data[name] : own[name];
    return value === undefined ? slot : typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** Integers as they are, other numbers with three significant digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(3)));
}
