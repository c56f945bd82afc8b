/** A licence expression of SPDX 3 (annex B): ids with `+` and exceptions, put together by AND and OR. */
export type LicenceExpression =
  | { id: string; orLater: boolean; exception: string | null }
  | { of: 'AND' | 'OR'; parts: LicenceExpression[] };

/** Reads an expression; `null` for words that are none. AND binds tighter than OR; operators may be lower case, as SPDX 3 allows. */
export function parseLicence(text: string): LicenceExpression | null {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const isNext = (word: string) => tokens[at]?.toUpperCase() === word;

  const list = (of: 'AND' | 'OR', part: () => LicenceExpression | null): LicenceExpression | null => {
    const parts = [part()];
    while (isNext(of)) {
      at++;
      parts.push(part());
    }
    if (parts.includes(null)) return null;
    return parts.length === 1 ? parts[0] : { of, parts: parts as LicenceExpression[] };
  };
  const either = (): LicenceExpression | null => list('OR', () => list('AND', single));
  const single = (): LicenceExpression | null => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = either();
      return tokens[at++] === ')' ? inner : null;
    }
    const name = /^((?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*?)(\+?)$/.exec(token ?? '');
    if (!name || /^(and|or|with)$/i.test(token)) return null;
    if (!isNext('WITH')) return { id: name[1], orLater: name[2] === '+', exception: null };
    at++;
    const exception = tokens[at++];
    if (exception === undefined || !/^(?:AdditionRef-)?[A-Za-z0-9][A-Za-z0-9.-]*$/.test(exception)) return null;
    return { id: name[1], orLater: name[2] === '+', exception };
  };

  const expression = either();
  return at === tokens.length ? expression : null;
}

/**
 * The licences of an expression that are not among the allowed ids: all that stand in the way under AND, and under OR none
 * where one alternative is free of them. Case does not matter; `GPL-2.0+` is allowed as itself, and where `GPL-2.0` or
 * `GPL-2.0-or-later` is; an exception only adds permissions.
 */
export function forbiddenIn(expression: LicenceExpression, allowed: readonly string[]): string[] {
  const known = new Set(allowed.map((id) => id.toLowerCase()));
  if (!('of' in expression)) {
    const { id, orLater, exception } = expression;
    const names = [id, ...(orLater ? [`${id}+`, `${id}-or-later`] : [])];
    const all = [...names, ...(exception ? names.map((name) => `${name} with ${exception}`) : [])];
    return all.some((name) => known.has(name.toLowerCase())) ? [] : [`${id}${orLater ? '+' : ''}`];
  }
  const parts = expression.parts.map((part) => forbiddenIn(part, allowed));
  if (expression.of === 'AND') return [...new Set(parts.flat())];
  return parts.some((part) => part.length === 0) ? [] : [...new Set(parts.flat())];
}
