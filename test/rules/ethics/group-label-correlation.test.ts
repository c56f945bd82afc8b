import { expect } from 'vitest';
import correlation from '../../../rules/ethics/group-label-correlation.ts';
import { images, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

/** Images by tone and class, in one split; those of a tone are as bright as it says. */
const faces = (
  given: [tone: string | null, label: string, count: number][],
  brightness: Record<string, number> = {},
) => {
  const rows = given.flatMap(([tone, label, count]) =>
    many(count, 'train', `${tone}-${label}`).map(
      ([path, hash, split]): SampleRow => [path, hash, split, label, { attributes: { tone } }],
    ),
  );
  return {
    samples: samples('faces', rows),
    images: images(
      'faces',
      rows.map(([, , , , more], row) => ({
        brightness: (brightness[more?.attributes?.tone ?? ''] ?? 0.3) + (row % 20) / 100,
      })),
    ),
  };
};
const apart: [string, string, number][] = [
  ['light', 'doctor', 90],
  ['light', 'nurse', 10],
  ['dark', 'doctor', 10],
  ['dark', 'nurse', 90],
];
const even: [string, string, number][] = [
  ['light', 'doctor', 50],
  ['light', 'nurse', 50],
  ['dark', 'doctor', 50],
  ['dark', 'nurse', 50],
];

testRule(correlation, {
  passes: [
    { name: 'more is accepted', options: { association: 0.95 }, head: { samples: faces(apart).samples } },
    { name: 'there are too few images', options: { samples: 500 }, head: faces(apart, { light: 0.6 }) },
    {
      name: 'there is one group',
      head: faces([
        ['light', 'doctor', 90],
        ['light', 'nurse', 90],
        [null, 'nurse', 60],
      ]),
    },
    {
      name: 'no attribute is a group',
      head: { ...faces(apart), samples: { faces: { ...faces(apart).samples.faces, groups: [] } } },
    },
    {
      name: 'nobody looked at the pictures',
      head: {
        samples: faces([
          ['light', 'doctor', 60],
          ['dark', 'doctor', 60],
        ]).samples,
      },
    },
  ],
  fails: [
    {
      name: 'a class shows one group',
      head: { samples: faces(apart).samples },
      tests: [
        {
          message: 'label',
          subject: 'faces: tone',
          identity: 'faces/train/tone',
          effect: expect.closeTo(0.8, 1),
          tolerance: 0.3,
          n: 200,
          family: 'advisory',
        },
      ],
      texts: [
        "tone goes with the class in train of faces (Cramér's V 0.799): of light 90 % are doctor, of all others 10 %.",
      ],
    },
    {
      name: 'a group was photographed brighter',
      head: faces(even, { light: 0.6 }),
      tests: [
        { message: 'label', effect: 0 },
        { message: 'image', subject: 'faces: tone and brightness', identity: 'faces/train/tone/brightness' },
      ],
      texts: [
        "tone goes with the class in train of faces (Cramér's V 0): of light 50 % are doctor, of all others 50 %.",
        "tone goes with the brightness of the picture in train of faces (Cramér's V 0.98): of light 20 % has brightness from 0.545 to 0.634, of all others 0 %. A gap between the groups may be the picture's.",
      ],
    },
  ],
});
