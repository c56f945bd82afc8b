import type { Annotation, CheckOutput } from '../model/report.ts';

/** Bytes that GitHub stores of a summary or text; it documents characters, of which there are never more. */
const TEXT_BYTES = 65_535;
const MESSAGE_BYTES = 64 * 1024;
const TITLE_CHARACTERS = 255;

/** Makes an output acceptable to the Checks API. What the report made within the limits is unchanged. */
export function fitOutput({ title, summary, text, annotations }: CheckOutput): CheckOutput {
  return {
    title: clipCharacters(title, TITLE_CHARACTERS),
    summary: clipBytes(summary, TEXT_BYTES),
    ...(text !== undefined && { text: clipBytes(text, TEXT_BYTES) }),
    annotations: annotations.map(fitAnnotation),
  };
}

/** The longest start of `text` that has at most `limit` bytes of UTF-8, ending in `…` where something was cut. */
export function clipBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= limit) return text;
  let end = limit - Buffer.byteLength('…');
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)}…`;
}

/** The same in UTF-16 code units, which is how the runner counts; surrogate pairs stay whole. */
export function clipCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function fitAnnotation(annotation: Annotation): Annotation {
  const { start_column, end_column, title, raw_details, ...rest } = annotation;
  const start_line = Math.max(1, annotation.start_line);
  const end_line = Math.max(start_line, annotation.end_line);
  return {
    ...rest,
    start_line,
    end_line,
    message: clipBytes(annotation.message, MESSAGE_BYTES),
    ...(title !== undefined && { title: clipCharacters(title, TITLE_CHARACTERS) }),
    ...(raw_details !== undefined && { raw_details: clipBytes(raw_details, MESSAGE_BYTES) }),
    ...(start_line === end_line && start_column !== undefined && { start_column: Math.max(1, start_column) }),
    ...(start_line === end_line && end_column !== undefined && { end_column: Math.max(1, end_column) }),
  };
}
