/** Writes facts until it is killed: the child of store.test.ts. */
import { openCache } from '../../src/cache/store.ts';

const [directory, first] = process.argv.slice(2);
const cache = openCache({ directories: [directory] });
for (let batch = Number(first); ; batch += 1) {
  const value = Buffer.alloc(4096, batch % 251);
  cache.putMany(
    'facts@1',
    Array.from({ length: 20 }, (_, index) => [`${batch}-${index}`, value] as const),
  );
  process.stdout.write(`${batch}\n`);
}
