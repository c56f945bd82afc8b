import { describe, expect, test } from 'vitest';
import { readAugmentation } from '../../../src/gather/augmentation/read-augmentation.ts';

const read = (text: string) => readAugmentation(text, 'aug.yaml');
const effects = (text: string) =>
  read(text).transforms.map(({ name, effects: own, at }) => [name, own.join(', '), at.line]);

test('Albumentations’ own file, with choices inside', () => {
  const saved = {
    __version__: '2.0.8',
    transform: {
      __class_fullname__: 'Compose',
      p: 1.0,
      transforms: [
        { __class_fullname__: 'Resize', p: 1, height: 256, width: 320, interpolation: 1 },
        { __class_fullname__: 'HorizontalFlip', p: 0.5 },
        { __class_fullname__: 'VerticalFlip', p: 0.0 },
        {
          __class_fullname__: 'OneOf',
          p: 0.3,
          transforms: [
            { __class_fullname__: 'albumentations.augmentations.blur.transforms.GaussianBlur', p: 1 },
            { __class_fullname__: 'Rotate', p: 1, limit: [-180, 180] },
          ],
        },
        { __class_fullname__: 'MyOwnTransform', p: 1 },
        { __class_fullname__: 'Normalize', p: 1, mean: [0.1, 0.2, 0.3], std: [1, 1, 1], max_pixel_value: 255 },
        { __class_fullname__: 'ToTensorV2', p: 1 },
      ],
    },
  };
  const found = read(JSON.stringify(saved));
  expect(found).toMatchObject({
    library: 'Albumentations',
    unknown: ['MyOwnTransform'],
    prepares: { size: 'Resize 256 × 320', normalisation: 'mean 0.1, 0.2, 0.3, standard deviation 1, 1, 1' },
  });
  expect(found.transforms.map(({ name, effects: own }) => [name, ...own])).toEqual([
    ['HorizontalFlip', 'horizontal flip'],
    ['GaussianBlur', 'blur'],
    ['Rotate', 'rotation', 'quarter turn', 'half turn'],
  ]);
});

describe('torchvision', () => {
  test('in three ways of writing', () => {
    const text = `transforms:
  - RandomHorizontalFlip(p=0.5)
  - type: RandomRotation
    degrees: 15
  - ColorJitter: { brightness: 0.2 }
  - RandomVerticalFlip(p=0)
  - Resize(size=[224, 224], interpolation=InterpolationMode.BILINEAR, antialias=True)
  - RandomApply: { transforms: [GaussianBlur], p: 0.1 }
  - RandomAffine(degrees=[-5.0, 5.0], translate=(0.1, 0.1))
`;
    expect(effects(text)).toEqual([
      ['RandomHorizontalFlip', 'horizontal flip', 2],
      ['RandomRotation', 'rotation', 3],
      ['ColorJitter', 'brightness, contrast, colour', 5],
      ['GaussianBlur', 'blur', 8],
      ['RandomAffine', 'rotation, shift, scale', 9],
    ]);
    expect(read(text)).toMatchObject({ library: 'torchvision', prepares: { size: 'Resize 224 × 224' } });
  });

  test('as a JSON list', () => {
    expect(effects('["RandomVerticalFlip", {"type": "torchvision.transforms.v2.JPEG", "quality": [50, 90]}]')).toEqual([
      ['RandomVerticalFlip', 'vertical flip', 1],
      ['JPEG', 'compression', 1],
    ]);
  });
});

test('Ultralytics’ arguments: what is not 0', () => {
  const text =
    'task: detect\nimgsz: 640\nfliplr: 0.5\nflipud: 0.0\ndegrees: 180.0\nhsv_v: 0.4\nmosaic: 0\nauto_augment: null\n';
  expect(effects(text)).toEqual([
    ['fliplr', 'horizontal flip', 3],
    ['degrees', 'rotation, quarter turn, half turn', 5],
    ['hsv_v', 'brightness', 6],
  ]);
  expect(read(text)).toMatchObject({ library: 'Ultralytics', prepares: { size: 'imgsz 640' } });
});

test.each([
  ['{ "a": [1, ', 'Expected JSON or YAML in aug.yaml but line'],
  ['epochs: 3\n', 'in aug.yaml but found none.'],
  ['', 'in aug.yaml but found none.'],
  ['just words', 'in aug.yaml but found none.'],
])('%j is no augmentation', (text, sentence) => {
  expect(() => read(text)).toThrow(sentence);
});
