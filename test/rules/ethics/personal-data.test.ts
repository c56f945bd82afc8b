import personalDataRule from '../../../rules/ethics/personal-data.ts';
import { metadata, personalData, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);
const clean = { samples: photographs, metadata: metadata('pets', ['', '']), personalData: personalData('pets') };

testRule(personalDataRule, {
  passes: [
    { name: 'nothing names a person', head: clean },
    { name: 'a position has a rule of its own', head: { ...clean, metadata: metadata('pets', ['position@EXIF', '']) } },
    {
      name: 'credits are wanted',
      head: { ...clean, metadata: metadata('pets', ['artist@IPTC', '']) },
      options: { credits: false },
    },
    { name: 'the listing could not be read', head: { ...clean, samples: {} } },
  ],
  fails: [
    {
      name: 'a photograph has serial numbers, an owner and a thumbnail of more than it shows',
      head: { ...clean, metadata: metadata('pets', ['', 'body@EXIF owner@XMP larger-thumbnail@EXIF']) },
      problems: [{ message: 'metadata', subject: 'b.jpg', identity: 'bb', at: { path: 'data/samples.csv', line: 3 } }],
      texts: [
        "b.jpg holds the camera's serial number (EXIF), the owner's name (XMP) and a thumbnail that shows more than the picture (EXIF).",
      ],
    },
    {
      name: 'what is a guess, or may be a credit, warns beside what is certain',
      head: { ...clean, metadata: metadata('pets', ['lens@EXIF artist@IPTC place@XMP email@comment card!@text', '']) },
      problems: [{ message: 'metadata' }, { message: 'credit', severity: 'warning' }],
      texts: [
        "a.jpg holds the lens' serial number (EXIF) and a payment card number (text).",
        "a.jpg holds the author's name (IPTC), the name of a place (XMP) and an e-mail address (comment).",
      ],
    },
    {
      name: 'metadata cannot be read to the end',
      head: { ...clean, metadata: metadata('pets', [{ damaged: 'EXIF: a value lies outside of it' }, '']) },
      problems: [{ message: 'damaged', severity: 'warning' }],
      texts: [
        'a.jpg has metadata that cannot be read to the end, so that what they tell is not known (EXIF: a value lies outside of it).',
      ],
    },
    {
      name: 'a table has a column of addresses, and one of card numbers',
      head: {
        ...clean,
        personalData: personalData('pets', [
          { count: 3, lines: [2, 3, 9], columns: [7, 7, 7] },
          { kind: 'card', column: '', certain: true, path: 'data/notes.txt' },
          { kind: 'phone', column: 'column 4' },
          { kind: 'national-id', path: 'data/train.parquet', column: 'id', certain: true, lines: [], columns: [] },
        ]),
      },
      problems: [
        {
          message: 'text',
          severity: 'warning',
          subject: 'data/people.csv: contact',
          identity: 'pets/text/email/contact/people.csv',
          at: { path: 'data/people.csv', line: 2, column: 7 },
          measured: 3,
        },
        { message: 'text', subject: 'data/notes.txt' },
        { message: 'text', severity: 'warning' },
        { message: 'text', at: { path: 'data/train.parquet' } },
      ],
      texts: [
        'data/people.csv holds 3 e-mail addresses in `contact`, the first in line 2.',
        'data/notes.txt holds a payment card number, in line 2.',
        'data/people.csv holds a phone number in column 4, in line 2.',
        'data/train.parquet holds a national identity number in `id`.',
      ],
    },
    {
      name: 'a row was put in: its line is named',
      base: { ...clean, personalData: personalData('pets', [{ count: 2, lines: [2, 4], columns: [7, 7] }]) },
      head: { ...clean, personalData: personalData('pets', [{ count: 3, lines: [2, 3, 5], columns: [7, 7, 7] }]) },
      problems: [{ message: 'text', at: { path: 'data/people.csv', line: 3, column: 7 }, measured: 3 }],
      texts: ['data/people.csv holds 3 e-mail addresses in `contact`, a new one in line 3.'],
    },
    {
      name: 'paths hold one, which is left out of what is said',
      head: {
        ...clean,
        personalData: personalData('pets', [
          { where: 'path', path: 'p/[e-mail address]/1.jpg', column: '', lines: [], columns: [] },
          { where: 'path', path: 'p/[phone number]', column: '', kind: 'phone', count: 4, manifest: 'data/l.csv' },
        ]),
      },
      problems: [{ message: 'path' }, { message: 'path', at: { path: 'data/l.csv', line: 2, column: 7 } }],
      texts: [
        'The path p/[e-mail address]/1.jpg holds an e-mail address.',
        'The path p/[phone number] holds a phone number (4 images).',
      ],
    },
  ],
});
