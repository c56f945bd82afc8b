import { Fault } from '../../../model/fault.ts';

/**
 * UTF-8 text without its byte order mark.
 * @throws Fault `broken` for UTF-16.
 */
export function readText(bytes: Buffer, path: string): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) {
    throw new Fault('broken', `Expected UTF-8 text in ${path} but received UTF-16. Save the file as UTF-8.`, { path });
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** What was written, for a sentence: its beginning where it is long. */
export function quoted(text: string): string {
  if (text === '') return 'nothing';
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}
