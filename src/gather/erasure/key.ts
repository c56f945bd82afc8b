import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '../../model/fault.ts';

const FEWEST_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** What a register's secret is used for. It stays in this process: children that decode never have it. */
export interface RegisterKey {
  /** HMAC-SHA256, as hex. */
  name(what: 'content' | 'pixels', digest: string): string;
  /** Encrypts and authenticates (AES-256-GCM under a fresh nonce), bound to an entry's name. */
  seal(plain: Uint8Array, name: string): string;
  /** @returns `null` when it was not sealed with this key, or under this name */
  open(sealed: string, name: string): Buffer | null;
}

/**
 * Derives a register's keys from its secret, one for each use (HKDF-SHA256, RFC 5869).
 * @throws Fault `usage` when the secret is shorter than 16 bytes
 */
export function registerKey(secret: string): RegisterKey {
  const bytes = Buffer.from(secret.trim());
  if (bytes.length < FEWEST_BYTES) {
    throw new Fault(
      'usage',
      `Expected a key of at least ${FEWEST_BYTES} bytes for the erasure register but received ${bytes.length}. Make one with \`openssl rand -hex 32\`.`,
    );
  }
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', bytes, 'vision-gate erasure register 1', use, 32));
  const keys = { content: derive('content'), pixels: derive('pixels'), look: derive('look') };
  return {
    name: (what, digest) => createHmac('sha256', keys[what]).update(digest).digest('hex'),
    seal(plain, name) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, keys.look, nonce).setAAD(Buffer.from(name));
      const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString('base64');
    },
    open(sealed, name) {
      const whole = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(CIPHER, keys.look, whole.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(name))
        .setAuthTag(whole.subarray(whole.length - TAG));
      try {
        return Buffer.concat([decipher.update(whole.subarray(NONCE, whole.length - TAG)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
