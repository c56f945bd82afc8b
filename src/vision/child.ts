import { isMainThread } from 'node:worker_threads';
import { serve } from './child/serve.ts';
import { serveThread } from './child/threads.ts';

// The door of the child processes and of their threads.
if (isMainThread) serve();
else serveThread();
