import unsafeModelFile from '../../../rules/deployment/unsafe-model-file.ts';
import type { ModelDanger } from '../../../src/model/facts.ts';
import { testRule } from '../../harness/rule/index.ts';

const file = (path: string, ...dangers: ModelDanger[]) => ({
  modelFiles: { repository: { files: [{ path, hash: `git:${path}`, model: null, dangers }], hashes: [`git:${path}`] } },
});

testRule(unsafeModelFile, {
  passes: [
    { name: 'files compute and nothing else', head: file('m/net.onnx') },
    {
      name: 'the library is trusted',
      options: { libraries: ['acme.ops'] },
      head: file('m/net.onnx', { kind: 'library', detail: 'acme.ops:Warp' }),
    },
    {
      name: 'the same content was there before, elsewhere',
      base: file('old.pt', { kind: 'pickle', detail: '' }),
      head: { modelFiles: { repository: { files: [], hashes: [] } } },
    },
  ],
  fails: [
    {
      name: 'a pickle',
      head: file('m/net.pkl', { kind: 'pickle', detail: '' }),
      problems: [{ message: 'pickle', identity: 'git:m/net.pkl/pickle', at: { path: 'm/net.pkl' } }],
      texts: ['m/net.pkl is a Python pickle: loading it runs its code.'],
    },
    {
      name: 'a compressed pickle',
      head: file('m/net.joblib', { kind: 'pickle', detail: 'zlib' }),
      problems: [{ message: 'pickle' }],
      texts: ['m/net.joblib is a Python pickle, compressed by zlib: loading it runs its code.'],
    },
    {
      name: 'a checkpoint of PyTorch',
      head: file('m/net.pt', { kind: 'zipped pickle', detail: 'net/data.pkl' }),
      problems: [{ message: 'archive' }],
      texts: ['m/net.pt holds a Python pickle, `net/data.pkl`: loading it runs its code.'],
    },
    {
      name: 'arrays of objects',
      head: file('m/x.npz', { kind: 'object array', detail: 'x.npy' }, { kind: 'object array', detail: '' }),
      problems: [{ message: 'objects' }, { message: 'objects' }],
      texts: [
        'm/x.npz holds an array of Python objects (`x.npy`), which are kept as a pickle: loading it runs their code.',
        'm/x.npz holds an array of Python objects, which are kept as a pickle: loading it runs their code.',
      ],
    },
    {
      name: 'external data and libraries',
      head: file(
        'm/net.onnx',
        { kind: 'outside', detail: '/etc/passwd (an absolute path)' },
        { kind: 'library', detail: 'acme.ops:Warp' },
      ),
      problems: [{ message: 'outside' }, { message: 'library' }],
      texts: [
        'm/net.onnx has external data outside its folder: /etc/passwd (an absolute path).',
        'm/net.onnx has the operator `acme.ops:Warp`, which a library of machine code has to bring.',
      ],
    },
  ],
});
