export const id = 435;
export const ids = [435];
export const modules = {

/***/ 1435:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s3Remote: () => (/* binding */ s3Remote)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3711);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6575);



/** A bucket, through the SDK of S3: credentials as DVC's configuration names them, else by the SDK's own chain. */
async function s3Remote({ url, options }, signal) {
    const { hostname: bucket, pathname } = new URL(url);
    const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
    const client = new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .S3Client */ .YxF(await clientConfig(options));
    return {
        async get(key, version) {
            const Key = prefix === '' ? key : `${prefix}/${key}`;
            try {
                const { Body } = await client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .GetObjectCommand */ .jLs({ Bucket: bucket, Key, VersionId: version }), {
                    abortSignal: signal,
                });
                return Body;
            }
            catch (error) {
                signal?.throwIfAborted();
                const { name, $metadata } = error;
                if (name === 'NoSuchKey' || name === 'NoSuchVersion')
                    return null;
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
async function clientConfig(options) {
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
async function credentialsOf(options) {
    if (options.get('allow_anonymous_login')?.toLowerCase() === 'true') {
        return { credentials: { accessKeyId: '', secretAccessKey: '' }, signer: { sign: async (request) => request } };
    }
    const file = options.get('credentialpath');
    const [accessKeyId, secretAccessKey] = [options.get('access_key_id'), options.get('secret_access_key')];
    if (accessKeyId !== undefined && secretAccessKey !== undefined) {
        return { credentials: { accessKeyId, secretAccessKey, sessionToken: options.get('session_token') } };
    }
    if (file === undefined)
        return {};
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8').catch((error) => {
        throw new Error(`\`${file}\` cannot be read (${error.code})`);
    });
    const profile = (options.get('profile') ?? 'default').toLowerCase();
    const own = new Map((0,_config_js__WEBPACK_IMPORTED_MODULE_1__/* .readIni */ .$)(text).flatMap(({ section, key, value }) => (section === profile ? [[key, value]] : [])));
    return {
        credentials: {
            accessKeyId: own.get('aws_access_key_id') ?? '',
            secretAccessKey: own.get('aws_secret_access_key') ?? '',
            sessionToken: own.get('aws_session_token'),
        },
    };
}


/***/ })

};
