/** A process of its own that writes batches until it is told to stop, or killed: `node writer.ts FOLDER FIRST [BATCHES]`. */
import { openCache } from '../../src/cache/store.ts';

const [directory, first, batches = 'Infinity'] = process.argv.slice(2);
const cache = openCache({ directories: [directory], note: (text) => console.error(text) });
for (let batch = Number(first); batch < Number(first) + Number(batches); batch += 1) {
  cache.putMany(
    'batch/1',
    Array.from({ length: 50 }, (_, row): [string, Uint8Array] => [`${batch}/${row}`, Buffer.alloc(2000, batch % 256)]),
  );
  process.stdout.write(`${batch}\n`);
}
cache.close();
