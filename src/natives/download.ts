import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

export interface DownloadLimits {
  /** More bytes than this are refused. */
  bytes: number;
  /** Milliseconds without a byte after which an attempt is given up. */
  stall: number;
  attempts: number;
}

const mostRedirects = 5;

/**
 * Fetches a file over HTTP(S), through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. Network
 * failures and 5xx answers are tried again.
 * @throws Error with a sentence fragment that says what went wrong
 */
export async function download(url: string, limits: DownloadLimits, signal?: AbortSignal): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(new URL(url), limits, mostRedirects, signal);
    } catch (error) {
      const final = error instanceof Refusal || signal?.aborted || attempt >= limits.attempts;
      if (final) throw error;
      await pause(250 * 2 ** attempt, undefined, { signal });
    }
  }
}

/** An answer that another attempt would not change. */
class Refusal extends Error {}

function fetchOnce(url: URL, limits: DownloadLimits, redirects: number, signal?: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    const agent = new client.Agent({ proxyEnv: process.env });
    const request = client.get(url, { agent, signal, timeout: limits.stall }, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.resume();
        const next = new URL(headers.location, url);
        if (redirects === 0) reject(new Refusal('it redirects too often'));
        else if (url.protocol === 'https:' && next.protocol !== 'https:')
          reject(new Refusal('it redirects away from https'));
        else resolve(fetchOnce(next, limits, redirects - 1, signal));
        return;
      }
      if (statusCode !== 200) {
        response.resume();
        reject(
          statusCode >= 500 ? new Error(`the answer was ${statusCode}`) : new Refusal(`the answer was ${statusCode}`),
        );
        return;
      }
      collect(response, limits.bytes).then(resolve, reject);
    });
    request.on('timeout', () => request.destroy(new Error(`nothing arrived for ${limits.stall / 1000} s`)));
    request.on('error', reject);
    request.on('close', () => agent.destroy());
  });
}

async function collect(response: http.IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response) {
    received += chunk.length;
    if (received > limit) {
      response.destroy();
      throw new Refusal(`it is larger than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
