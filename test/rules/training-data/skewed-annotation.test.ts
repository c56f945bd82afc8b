import skewedAnnotation from '../../../rules/training-data/skewed-annotation.ts';
import { type AnnotationRow, annotations, images, samples, testRule } from '../../harness/rule/index.ts';

/** Boxes of a class: widths from 10 pixels on in even steps, heights the same times `shape`, so many of them all alike. */
const pets = (count: number, alike: number, attributes?: Record<string, string>) => ({
  samples: samples('pets', [['a.jpg', 'aa', 'train', null]], {
    classes: ['cat'],
    classesAt: { path: 'labels.txt', line: 1 },
    annotations: annotations(
      Array.from({ length: count }, (_, index): AnnotationRow => {
        const width = index < alike ? 10 : 10 + index;
        return [0, 0, [0, 0, width, width + (index % 10) * width], attributes ? { attributes } : {}];
      }),
    ),
  }),
  images: images('pets', [{ width: 2000, height: 2000 }]),
});

testRule(skewedAnnotation, {
  passes: [
    { name: 'sizes are spread', head: pets(100, 0), options: { share: 0.6 } },
    { name: 'there are few boxes', head: pets(19, 19) },
    { name: 'fewer are enough, and more alike are accepted', head: pets(19, 10), options: { boxes: 10, share: 0.95 } },
    { name: 'the format marks nothing', head: { samples: samples('pets', [['a.jpg', 'aa', 'train', 'cat']]) } },
  ],
  fails: [
    {
      name: 'nearly all are of one width',
      head: pets(100, 85),
      problems: [
        {
          message: 'skewed',
          subject: 'cat',
          identity: 'pets/cat/width',
          at: { path: 'labels.txt', line: 1 },
          measured: 0.85,
          limit: 0.8,
        },
        { message: 'skewed', identity: 'pets/cat/height' },
        { message: 'skewed', identity: 'pets/cat/area' },
        { message: 'skewed', identity: 'pets/cat/short side' },
        { message: 'skewed', identity: 'pets/cat/long side' },
      ],
    },
    {
      name: 'those of an attribute are of one width',
      head: pets(100, 85, { occluded: 'yes' }),
      problems: [
        ...Array(5).fill({ message: 'skewed', subject: 'cat' }),
        { message: 'skewed', subject: 'cat with occluded yes', identity: 'pets/cat with occluded yes/width' },
        ...Array(4).fill({ message: 'skewed' }),
      ],
    },
  ],
});
