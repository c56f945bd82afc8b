import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type RemoteSettings, readIni } from './config.ts';
import type { Remote } from './remote.ts';

/** A bucket, through the SDK of S3: credentials as DVC's configuration names them, else by the SDK's own chain. */
export async function s3Remote({ url, options }: RemoteSettings, signal?: AbortSignal): Promise<Remote> {
  const { hostname: bucket, pathname } = new URL(url);
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
  const client = new S3Client(await clientConfig(options));
  return {
    async get(key, version) {
      const Key = prefix === '' ? key : `${prefix}/${key}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId: version }), {
          abortSignal: signal,
        });
        return Body as Readable;
      } catch (error) {
        signal?.throwIfAborted();
        const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
        if (name === 'NoSuchKey' || name === 'NoSuchVersion') return null;
        const status = $metadata?.httpStatusCode;
        // Without the right to list a bucket, S3 answers 403 for what is not there.
        if (status === 403 && name !== 'InvalidAccessKeyId' && name !== 'SignatureDoesNotMatch') {
          return { refusal: `\`s3://${bucket}\` answers 403 (${name})` };
        }
        throw new Error(`\`s3://${bucket}\` cannot be read (${status ? `${status} ` : ''}${name})`);
      }
    },
  };
}

async function clientConfig(options: ReadonlyMap<string, string>): Promise<S3ClientConfig> {
  const endpoint = options.get('endpointurl');
  const profile = options.get('profile');
  const region = options.get('region') ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  return {
    endpoint,
    profile,
    // A profile may have a region of its own.
    region: region ?? (profile === undefined ? 'us-east-1' : undefined),
    followRegionRedirects: endpoint === undefined,
    // Servers of one's own have no name for each bucket.
    forcePathStyle: endpoint !== undefined,
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(await credentialsOf(options)),
  };
}

async function credentialsOf(options: ReadonlyMap<string, string>): Promise<S3ClientConfig> {
  if (options.get('allow_anonymous_login')?.toLowerCase() === 'true') {
    return { credentials: { accessKeyId: '', secretAccessKey: '' }, signer: { sign: async (request) => request } };
  }
  const file = options.get('credentialpath');
  const [accessKeyId, secretAccessKey] = [options.get('access_key_id'), options.get('secret_access_key')];
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { credentials: { accessKeyId, secretAccessKey, sessionToken: options.get('session_token') } };
  }
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`\`${file}\` cannot be read (${error.code})`);
  });
  const profile = (options.get('profile') ?? 'default').toLowerCase();
  const own = new Map(readIni(text).flatMap(({ section, key, value }) => (section === profile ? [[key, value]] : [])));
  return {
    credentials: {
      accessKeyId: own.get('aws_access_key_id') ?? '',
      secretAccessKey: own.get('aws_secret_access_key') ?? '',
      sessionToken: own.get('aws_session_token'),
    },
  };
}
