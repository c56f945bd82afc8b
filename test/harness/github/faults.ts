/** Failures of GitHub, on demand. */
export interface FaultOrder {
  kind:
    | 'bad-gateway' // 502 with a page of HTML
    | 'secondary-limit' // 403 with Retry-After
    | 'rate-limit' // 403 with X-RateLimit-Remaining: 0
    | 'not-permitted' // 403 "Resource not accessible by integration"
    | 'not-found' // 404
    | 'time-out' // never answers
    | 'dropped'; // closes the connection
  /** An operation id such as `checks/update`; any operation when left out. */
  operation?: string;
  /** Matching requests that pass before the fault; 0 by default. */
  skip?: number;
  /** Matching requests that meet the fault; 1 by default. */
  times?: number;
  /** Whether the request takes effect all the same (`bad-gateway`, `time-out` and `dropped` only). */
  applied?: boolean;
  /** Seconds, whole ones; 1 by default. */
  retryAfter?: number;
}

export interface FaultQueue {
  order(fault: FaultOrder): void;
  /** The fault that a request for `operation` meets now, if any; counts the request. */
  next(operation: string): FaultOrder | undefined;
}

export function createFaultQueue(): FaultQueue {
  const queue: { fault: FaultOrder; skip: number; times: number }[] = [];
  return {
    order(fault) {
      queue.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
    },
    next(operation) {
      const entry = queue.find(
        ({ fault, times }) => times > 0 && (fault.operation === undefined || fault.operation === operation),
      );
      if (!entry) return undefined;
      if (entry.skip > 0) {
        entry.skip -= 1;
        return undefined;
      }
      entry.times -= 1;
      return entry.fault;
    },
  };
}
