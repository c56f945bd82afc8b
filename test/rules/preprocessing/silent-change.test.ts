import silentChange from '../../../rules/preprocessing/silent-change.ts';
import type { Augmentation } from '../../../src/model/facts.ts';
import { models, preprocessing, testRule } from '../../harness/rule/index.ts';

const net = (contentHash: string, changes = {}) =>
  models({ net: { contentHash, preprocessing: preprocessing(changes) } });
const trained = (size: string, normalisation: string | null = null): Record<string, Augmentation> => ({
  net: {
    model: 'net',
    library: 'Ultralytics',
    transforms: [],
    prepares: { size, normalisation },
    at: { path: 'runs/args.yaml', line: 1 },
  },
});

testRule(silentChange, {
  passes: [
    { name: 'nothing changed', base: { models: net('a') }, head: { models: net('a') } },
    { name: 'both changed', base: { models: net('a') }, head: { models: net('b', { colour: 'bgr' }) } },
    { name: 'the weights changed', base: { models: net('a') }, head: { models: net('b') } },
    { name: 'the model is new', base: { models: {} }, head: { models: net('a') } },
    {
      name: 'training changed, and the preprocessing with it',
      base: { models: net('a'), augmentation: trained('imgsz 640') },
      head: { models: net('b', { resize: { mode: 'none' } }), augmentation: trained('imgsz 320') },
    },
  ],
  fails: [
    {
      name: 'the preprocessing changed alone',
      base: { models: net('a') },
      head: { models: net('a', { normalise: null, resample: 'bicubic' }) },
      problems: [{ message: 'weights', subject: 'net', at: { path: 'models/preprocessor_config.json', line: 1 } }],
      texts: ['The resampling and normalisation of net changed, and its weights are those of before.'],
    },
    {
      name: 'training has another size, and the declaration has not',
      base: { models: net('a'), augmentation: trained('imgsz 640') },
      head: { models: net('b'), augmentation: trained('imgsz 320') },
      problems: [
        { message: 'training', subject: 'net', identity: 'net/size', at: { path: 'runs/args.yaml', line: 1 } },
      ],
      texts: [
        'The training of net has another size than before (imgsz 320, it was imgsz 640), its weights changed, and its declared preprocessing did not.',
      ],
    },
  ],
});
