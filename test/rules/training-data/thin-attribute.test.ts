import thinAttribute from '../../../rules/training-data/thin-attribute.ts';
import { type AnnotationRow, annotations, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

/** Images with these values of `light`, `null` for none. */
const pets = (values: (string | null)[], groups: string[] = []) => ({
  samples: samples(
    'pets',
    many(values.length, 'train', 'cat').map(([path, hash, split, label], row): SampleRow => {
      return [path, hash, split, label, { attributes: { light: values[row] } }];
    }),
    { groups },
  ),
});
const times = (count: number, value: string | null) => Array<string | null>(count).fill(value);

testRule(thinAttribute, {
  passes: [
    { name: 'each value has images', head: pets([...times(5, 'day'), ...times(5, 'night')]) },
    { name: 'there are no attributes', head: { samples: samples('pets', many(5, 'train', 'cat')) } },
    { name: 'values are names', head: pets(Array.from({ length: 30 }, (_, index) => `photographer ${index}`)) },
    { name: 'nearly each image has its own', head: pets(['ann', 'ann', 'bob', 'cid', 'dan', 'eve']) },
    { name: 'most images have none', head: pets([...times(4, 'day'), ...times(4, 'night'), ...times(20, null)]) },
    { name: 'an attribute that makes no groups has one value', head: pets(times(9, 'CC0')) },
    {
      name: 'less is wanted',
      options: { missing: 0, few: 0, ratio: 100 },
      head: pets([...times(60, 'day'), 'night', null]),
    },
  ],
  fails: [
    {
      name: 'an image has no value',
      head: pets([...times(6, 'day'), ...times(6, 'night'), null]),
      problems: [{ message: 'missing', subject: 'pets: light', identity: 'pets/image/light', measured: 1, limit: 0 }],
      texts: ['1 of 13 images of pets have no light, which the others have.'],
    },
    {
      name: 'no image has a value',
      head: pets(times(3, null)),
      problems: [{ message: 'empty' }],
      texts: ['light has no value for any of 3 images of pets.'],
    },
    {
      name: 'a group has one value',
      head: pets(times(9, 'day'), ['light']),
      problems: [{ message: 'single' }],
      texts: ['light is day for all of 9 images of pets that have it: there are no groups to compare.'],
    },
    {
      name: 'a value is misspelt',
      head: pets([...times(60, 'day'), ...times(6, 'night'), 'nigth']),
      problems: [{ message: 'few', identity: 'pets/image/light=nigth', measured: 1, limit: 1, unit: 'images' }],
      texts: ['light is nigth for 1 image of pets alone.'],
    },
    {
      name: 'one value has far more objects than another',
      head: {
        samples: samples('pets', [['a.jpg', 'aa', 'train', null]], {
          classes: ['cat'],
          annotations: annotations(
            Array.from({ length: 102 }, (_, index): AnnotationRow => {
              return [0, 0, [index, 0, 9, 9], { attributes: { occluded: index < 100 ? 'no' : 'yes' } }];
            }),
          ),
        }),
      },
      problems: [{ message: 'imbalanced', identity: 'pets/object/occluded', measured: 50, limit: 50 }],
      texts: ['occluded is no for 100 objects of pets and yes for 2 objects, a ratio of 50 to 1.'],
    },
  ],
});
