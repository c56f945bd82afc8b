/** Line breaks, control and bidirectional characters that could forge another line or hide text, made visible or dropped. */
const control = /[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

/** Foreign text as part of one line. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n\t]/g, ' ').replace(control, '');
}

/** Foreign text in a Markdown paragraph or table cell of GitHub: no markup, no HTML, no mention, no link of its own. */
export function markdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>()#+!|~$-]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/\b(https?|ftp|www)(?=[:.])/gi, '$1\u200b');
}

/** Foreign text in a Markdown code span. */
export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = longest > 0 ? ` ${line} ` : line;
  return `${fence}${padded.replace(/\|/g, '\\|')}${fence}`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Foreign text in HTML content and quoted attributes, and in XML. */
export function html(text: string): string {
  return text
    .replace(control, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/[&<>"']/g, (character) => entities[character]);
}
