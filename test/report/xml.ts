/**
 * Reads XML or HTML strictly: each element that is opened is closed in its order, attributes are quoted, no `<`, `>` or
 * `&` stands alone.
 * @param empty names of elements without an end tag
 * @throws Error where the text is not well formed
 */
export function elementsOf(text: string, empty: readonly string[] = []): { name: string; attributes: string }[] {
  const token = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w-]+(?:="[^"<]*")?)*)\s*(\/?)>|([^<]+)|</gy;
  const open: string[] = [];
  const elements: { name: string; attributes: string }[] = [];
  for (const [whole, closing, name, attributes = '', selfClosing, content] of text.matchAll(token)) {
    const words = content ?? attributes;
    if (whole === '<' || /&(?!(?:amp|lt|gt|quot|#39);)/.test(words) || content?.includes('>')) {
      throw new Error(`Expected well-formed text but found ${JSON.stringify(whole.slice(0, 80))}.`);
    }
    if (name === undefined) continue;
    if (closing) {
      const last = open.pop();
      if (last !== name) throw new Error(`Expected </${last}> but found </${name}>.`);
      continue;
    }
    elements.push({ name, attributes });
    if (!selfClosing && !empty.includes(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`Expected </${open.at(-1)}> but the text ends.`);
  return elements;
}
