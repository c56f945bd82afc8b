/** Foreign text – names of files, classes and people, messages of decoders – in each language that reports speak. */

/** Control and bidirectional characters, which could forge another line or hide text, and those that no file may hold. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Cs}\ufeff\ufffe\uffff]/gu;

/** Foreign text as part of one line; what cannot be printed shows as `�`. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ').replace(unprintable, '\ufffd');
}

/**
 * Foreign text in a paragraph, list or table cell of GitHub's Markdown: no markup, HTML, mention, reference to an issue
 * or link of its own. What GitHub looks for after it has rendered is broken by a space of no width.
 */
export function markdown(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\`*_[\]<>#|~$]/g, '\\$&')
    .replace(/^(\s*)([+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/&/g, '&amp;')
    .replace(/@(?=[\p{L}\p{N}\\])/gu, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/\b(gh)-(?=\d)/gi, '$1\u200b-')
    .replace(/(https?|ftp|mailto|xmpp|www)(?=[:.])/gi, '$1\u200b');
}

/** Foreign text as code in the same places. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line.includes('|') || line.trim() === '') return `<code>${markdown(line)}</code>`;
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Foreign text in HTML content and quoted attributes, and in XML. */
export function html(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => entities[character]);
}

/** A rule's own sentence, whose words between backticks are code: `plain` and `coded` escape the parts. */
export function prose(text: string, plain: (part: string) => string, coded: (part: string) => string): string {
  return text
    .split('`')
    .map((part, index, parts) => {
      if (index % 2 === 0) return plain(part);
      return index < parts.length - 1 ? coded(part) : plain(`\`${part}`);
    })
    .join('');
}
