import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'model-choice/non-spatial-architecture',
    title: 'A network for pictures does not look at neighbouring pixels together.',
    why: 'A network of dense layers alone takes a picture for a list of numbers: an object that moves by a pixel is another one, and must be learnt again at each place. It needs far more images, and more parameters, than one with convolutions or attention.',
    fix: 'Use a small convolutional network or a vision transformer; a pretrained one needs fewer images still.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['models'],
    messages: {
      dense: '{model} takes pictures of {size} and has neither convolution nor pooling nor attention: {operators}.',
    },
    options: { side: 'Shorter side of the input in pixels, up to which a picture is a list of numbers.' },
  },

  defaults: { side: 8 },

  *evaluate({ head, options }) {
    for (const { model, path, inputs, operators, spatial, preprocessing } of Object.values(head.models)) {
      const input = inputs.find(({ shape }) => shape.length === 4);
      if (!input || spatial) continue;
      const sides = preprocessing.layout === 'nchw' ? input.shape.slice(2) : input.shape.slice(1, 3);
      const [height, width] = sides.map((side) => (typeof side === 'number' ? side : Number.POSITIVE_INFINITY));
      if (Math.min(height, width) <= options.side) continue;
      const known = Number.isFinite(height + width);
      yield {
        message: 'dense',
        subject: model,
        identity: model,
        at: { path },
        data: {
          model,
          size: known ? `${width} × ${height} pixels` : 'any size',
          operators: Object.entries(operators)
            .map(([name, count]) => `${count} ${name}`)
            .join(', '),
        },
      };
    }
  },
});
