import fc from 'fast-check';
import { describe, test } from 'vitest';
import { AnnotationColumns } from '../../../src/gather/formats/listing/annotation-columns.ts';
import { noProblems } from '../../../src/gather/formats/listing/problems.ts';
import { readColours } from '../../../src/gather/formats/masks/colours.ts';
import { readYamlMap } from '../../../src/gather/formats/text/yaml-map.ts';
import { readVocFile } from '../../../src/gather/formats/voc/file.ts';
import { type YoloConfig, yoloConfig } from '../../../src/gather/formats/yolo/config.ts';
import { readYoloLabels } from '../../../src/gather/formats/yolo/labels.ts';
import { Fault } from '../../../src/model/fault.ts';
import { snapshotOf } from '../../harness/snapshot.ts';

/** Texts made of the pieces of a format, and of anything. */
const textOf = (...pieces: string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 })
    .map((parts) => parts.join(''));

/** Anything but a `Fault` fails. */
async function survives(read: () => unknown) {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

const options = { seed: 5, numRuns: 500 };

describe('nothing that a file holds breaks its reader:', () => {
  test('YOLO labels', () => {
    const labels = textOf(
      '0',
      ' ',
      '\n',
      '\r\n',
      '0.5',
      '-1',
      'nan',
      '1e999',
      ' 0.1 0.2',
      '\ufeff',
      '0 0.5 0.5 0.1 0.1',
    );
    const config = fc.record<Pick<YoloConfig, 'classes' | 'keypoints' | 'rotated'>>({
      classes: fc.constantFrom(null, ['a', 'b']),
      keypoints: fc.constantFrom(null, { count: 1, dimensions: 2 }),
      rotated: fc.boolean(),
    });
    fc.assert(
      fc.property(labels, config, (text, config) => {
        const annotations = new AnnotationColumns('fractions');
        readYoloLabels(Buffer.from(text), 'a.txt', [0], { config, annotations, problems: noProblems() });
        annotations.finish(['a', 'b']);
      }),
      options,
    );
  });

  test('data.yaml', async () => {
    const yaml = textOf(
      'names',
      'nc',
      'train',
      'val',
      'path',
      'kpt_shape',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '*a',
      '&a ',
      '!!x ',
      '<<',
      '"',
      '# ',
      '~',
    );
    await fc.assert(
      fc.asyncProperty(yaml, (text) =>
        survives(() => yoloConfig(readYamlMap(Buffer.from(text), 'd.yaml').entries, 'd.yaml', noProblems())),
      ),
      options,
    );
  });

  test('VOC files', () => {
    const tags = [
      'annotation',
      'object',
      'name',
      'bndbox',
      'xmin',
      'polygon',
      'pt',
      'x1',
      'size',
      '__proto__',
      '#text',
    ];
    const xml = textOf(
      ...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`]),
      '<annotation>',
      '5',
      '&amp;',
      '&#x41;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<!DOCTYPE',
      '<?xml',
      ' a="b"',
      '/>',
    );
    fc.assert(
      fc.property(xml, (text) => void readVocFile(Buffer.from(`<annotation>${text}</annotation>`))),
      options,
    );
    fc.assert(
      fc.property(fc.oneof(xml.map(Buffer.from), fc.uint8Array()), (bytes) => void readVocFile(Buffer.from(bytes))),
      options,
    );
  });

  test('colours', async () => {
    const colours = textOf('sky', ' ', '\n', '1', ' 255 0 0', ',', ':', '#');
    await fc.assert(
      fc.asyncProperty(colours, (text) => survives(() => readColours(snapshotOf({ c: text }), 'c', noProblems()))),
      options,
    );
  });
});
