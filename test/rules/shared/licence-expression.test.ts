import { describe, expect, test } from 'vitest';
import { forbiddenIn, parseLicence } from '../../../rules/shared/licence-expression.ts';

const id = (name: string, more = {}) => ({ id: name, orLater: false, exception: null, ...more });

describe('reading', () => {
  test.each([
    ['MIT', id('MIT')],
    ['GPL-2.0+', id('GPL-2.0', { orLater: true })],
    ['GPL-2.0-only WITH Classpath-exception-2.0', id('GPL-2.0-only', { exception: 'Classpath-exception-2.0' })],
    ['LicenseRef-own', id('LicenseRef-own')],
    ['DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2', id('DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2')],
    ['MIT or cc0-1.0', { of: 'OR', parts: [id('MIT'), id('cc0-1.0')] }],
    [
      'MIT OR Apache-2.0 AND BSD-3-Clause',
      { of: 'OR', parts: [id('MIT'), { of: 'AND', parts: [id('Apache-2.0'), id('BSD-3-Clause')] }] },
    ],
    [
      '(MIT OR Apache-2.0) AND BSD-3-Clause',
      { of: 'AND', parts: [{ of: 'OR', parts: [id('MIT'), id('Apache-2.0')] }, id('BSD-3-Clause')] },
    ],
    ['((MIT))', id('MIT')],
  ])('%s', (text, expected) => {
    expect(parseLicence(text)).toEqual(expected);
  });

  test.each([
    '',
    'MIT,',
    'MIT Apache-2.0',
    'MIT AND',
    'OR MIT',
    '(MIT',
    'MIT)',
    '()',
    'MIT WITH',
    'See the web site',
    'a/b',
    'MIT WITH (x)',
  ])('%j is no expression', (text) => {
    expect(parseLicence(text)).toBeNull();
  });
});

describe('allowing', () => {
  test.each<[text: string, allowed: string[], forbidden: string[]]>([
    ['MIT', ['mit'], []],
    ['cc-by-4.0', ['CC-BY-4.0'], []],
    ['CC-BY-NC-4.0', ['CC-BY-4.0'], ['CC-BY-NC-4.0']],
    ['MIT OR GPL-3.0-only', ['MIT'], []],
    ['GPL-3.0-only OR AGPL-3.0-only', ['MIT'], ['GPL-3.0-only', 'AGPL-3.0-only']],
    ['MIT AND CC-BY-NC-4.0', ['MIT'], ['CC-BY-NC-4.0']],
    ['MIT AND (CC-BY-NC-4.0 OR CC0-1.0)', ['MIT', 'CC0-1.0'], []],
    ['GPL-2.0+', ['GPL-2.0-or-later'], []],
    ['GPL-2.0+', ['MIT'], ['GPL-2.0+']],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'], []],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only with Classpath-exception-2.0'], []],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['MIT'], ['GPL-2.0-only']],
  ])('%s under %j', (text, allowed, forbidden) => {
    const expression = parseLicence(text);
    expect(expression && forbiddenIn(expression, allowed)).toEqual(forbidden);
  });
});
