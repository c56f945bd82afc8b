import { identity } from './identity.ts';
import type { Runtime } from './natives.ts';

/** Wakes the runtime: what its first session costs, whatever the model, is over afterwards. */
export async function idle(runtime: Runtime): Promise<void> {
  const session = await runtime.InferenceSession.create(identity, { logSeverityLevel: 3 });
  await session.run({ x: new runtime.Tensor('float32', Float32Array.of(0), [1]) });
}
