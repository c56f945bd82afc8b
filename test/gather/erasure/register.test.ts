import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { registerKey } from '../../../src/gather/erasure/key.ts';
import { readRegister, writeEntry } from '../../../src/gather/erasure/register.ts';
import { Fault } from '../../../src/model/fault.ts';

const key = registerKey('a secret of enough bytes');
const looks = new Uint8Array(81 * 32).map((_, i) => i % 251);
const entry = (content = 'c0ffee') => writeEntry(key, { content, pixels: 'beef', looks });

describe('an entry', () => {
  test('opens with its key, and tells nothing without', () => {
    const [read] = readRegister(`${entry()}\n`, 'erased.jsonl');
    expect(key.open(read.look, read.content)).toEqual(Buffer.from(looks));
    expect(read.content).toBe(key.name('content', 'c0ffee'));
    expect(registerKey('another secret, long enough').open(read.look, read.content)).toBeNull();
    expect(key.open(read.look, key.name('content', 'another'))).toBeNull();
  });

  test('of the same picture is never written the same way twice, and is always as long', () => {
    const [one, two, blank] = [
      entry(),
      entry(),
      writeEntry(key, { content: 'a', pixels: 'b', looks: new Uint8Array(81 * 32) }),
    ];
    expect(JSON.parse(one).look).not.toBe(JSON.parse(two).look);
    expect([two.length, blank.length]).toEqual([one.length, one.length]);
  });

  test('has names that no digest equals, under keys of their own', () => {
    const digest = 'ab'.repeat(32);
    const names = [key.name('content', digest), key.name('pixels', digest), digest];
    expect(new Set(names).size).toBe(3);
    expect(names).not.toContain(createHmac('sha256', 'a secret of enough bytes').update(digest).digest('hex'));
  });

  test('holds no path, no date and nothing else', () => {
    expect(Object.keys(JSON.parse(entry()))).toEqual(['version', 'content', 'pixels', 'look']);
  });
});

describe('a bad line is named', () => {
  const good = entry();
  const edited = (change: (value: Record<string, unknown>) => void) => {
    const value = JSON.parse(entry('other')) as Record<string, unknown>;
    change(value);
    return JSON.stringify(value);
  };
  test.each([
    ['no JSON', 'nonsense', /something that is no JSON object/],
    ['a list', '[]', /something that is no JSON object/],
    [
      'another version',
      edited((value) => Object.assign(value, { version: 2 })),
      /another version than 1\. Run a newer version/,
    ],
    ['a name', edited((value) => Object.assign(value, { file: 'jane.jpg' })), /a key that no entry has\. Remove it/],
    ['a short digest', edited((value) => Object.assign(value, { content: 'abc' })), /a `content` of another form/],
    ['no look', edited((value) => delete value.look), /a `look` of another form/],
    ['the same again', good, /the one of line 1 again\. Remove one of the two\./],
  ])('%s', (_name, line, words) => {
    const read = () => readRegister(`${good}\n\n${line}\n`, 'erased.jsonl');
    expect(read).toThrow(Fault);
    expect(read).toThrow(words);
    expect(read).toThrow(/in line 3 of erased\.jsonl/);
    expect(read).not.toThrow(/jane/);
  });

  test('and an empty register has no entry', () => {
    expect(readRegister('\n', 'erased.jsonl')).toEqual([]);
  });
});

test('a short secret is refused', () => {
  expect(() => registerKey('short')).toThrow(/at least 16 bytes .* received 5/);
});
