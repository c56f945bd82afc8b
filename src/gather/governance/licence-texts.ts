/** Phrases that only one licence has, in lower case with single spaces; the first entry whose phrases are all there wins. */
const texts: [spdx: string, ...phrases: string[]][] = [
  ['Apache-2.0', 'apache license', 'version 2.0'],
  ['AGPL-3.0', 'gnu affero general public license', 'version 3'],
  ['LGPL-3.0', 'gnu lesser general public license', 'version 3'],
  ['LGPL-2.1', 'gnu lesser general public license', 'version 2.1'],
  ['GPL-3.0', 'gnu general public license', 'version 3'],
  ['GPL-2.0', 'gnu general public license', 'version 2'],
  ['MPL-2.0', 'mozilla public license', '2.0'],
  ['EPL-2.0', 'eclipse public license', '2.0'],
  ['MIT', 'permission is hereby granted, free of charge', 'the above copyright notice and this permission notice'],
  ['MIT-0', 'permission is hereby granted, free of charge', 'the software is provided "as is"'],
  ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'neither the name'],
  ['BSD-2-Clause', 'redistribution and use in source and binary forms'],
  ['ISC', 'permission to use, copy, modify, and/or distribute this software for any purpose'],
  ['Unlicense', 'this is free and unencumbered software released into the public domain'],
  ['CC0-1.0', 'cc0 1.0 universal'],
  ['ODbL-1.0', 'open database license'],
  ['PDDL-1.0', 'public domain dedication', 'open data commons'],
  ['ODC-By-1.0', 'open data commons attribution license'],
  ['CDLA-Permissive-2.0', 'community data license agreement', 'permissive', '2.0'],
  ['CDLA-Permissive-1.0', 'community data license agreement', 'permissive'],
  ['CDLA-Sharing-1.0', 'community data license agreement', 'sharing'],
];

/** Licences that speak of data and works, not of software. */
export function isContentLicence(licence: string): boolean {
  return /^(cc0|cc-|odbl|pddl|odc-|cdla|unlicense|public domain)/i.test(licence);
}

/** SPDX id of a licence's text, else the first words of it; `null` when it is empty. */
export function recogniseLicence(text: string): string | null {
  const tag = /SPDX-License-Identifier:\s*([^\n*]+)/.exec(text);
  if (tag) return tag[1].trim();
  const plain = text.toLowerCase().replace(/\s+/g, ' ').slice(0, 20_000);
  const creativeCommons = creativeCommonsOf(plain);
  if (creativeCommons !== null) return creativeCommons;
  const known = texts.find(([, ...phrases]) => phrases.every((phrase) => plain.includes(phrase)));
  if (known !== undefined) return known[0];
  const first = text.split('\n').find((line) => line.trim() !== '');
  return first === undefined ? null : first.trim().slice(0, 80);
}

/** `Attribution-NonCommercial-ShareAlike 4.0 International` → `CC-BY-NC-SA-4.0`. */
function creativeCommonsOf(plain: string): string | null {
  const name =
    /(?:creative commons |^)attribution((?:[- ](?:noncommercial|sharealike|noderivatives|noderivs))*) (\d\.\d)/.exec(
      plain,
    );
  if (name === null)
    return /\bcc[- ]by(?:-(?:nc|sa|nd))*[- ]\d\.\d\b/.exec(plain)?.[0].replaceAll(' ', '-').toUpperCase() ?? null;
  const short = { noncommercial: 'NC', sharealike: 'SA', noderivatives: 'ND', noderivs: 'ND' } as Record<
    string,
    string
  >;
  const parts = name[1]
    .split(/[- ]/)
    .filter((part) => part !== '')
    .map((part) => short[part]);
  return ['CC', 'BY', ...parts, name[2]].join('-');
}
