export const id = 531;
export const ids = [531];
export const modules = {

/***/ 6531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/src/model/rule.js
const rule_causes = [
    'training-data',
    'fitting',
    'model-choice',
    'preprocessing',
    'compute',
    'metrics',
    'deployment',
    'ethics',
];
/** Checks a rule's literal: facts outside `needs`, unknown messages and options without a sentence do not compile. */
function defineRule(rule) {
    return rule;
}

;// CONCATENATED MODULE: ./lib/rules/shared/wording.js
/** Numbers and lists as sentences hold them. */
/** A share as per cent with one decimal at most: `12.3 %`. */
function percent(share) {
    return `${Number((100 * share).toFixed(1))} %`;
}
/** A difference between two shares in points with one decimal at most: `12.3 points`. */
function points(difference) {
    const value = Number((100 * difference).toFixed(1));
    return `${value} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
}
/** A score with three decimals: `0.913`. */
function score(value) {
    return value.toFixed(3);
}
/** A count with its noun: `1 image`, `12 images`. */
function counted(count, noun, plural = `${noun}s`) {
    return `${count} ${count === 1 ? noun : plural}`;
}
/** Words as a list: `a`, `a and b`, `a, b and c`. */
function listed(words) {
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
/** A large count with three significant digits: `950`, `1.23 million`, `4.1 billion`. */
function amount(count) {
    const [unit, name] = count >= 1e9 ? [1e9, ' billion'] : count >= 1e6 ? [1e6, ' million'] : [1, ''];
    return `${Number((count / unit).toPrecision(count >= 1e6 ? 3 : 21))}${name}`;
}

;// CONCATENATED MODULE: ./lib/rules/compute/over-budget.js


/* harmony default export */ const over_budget = (defineRule({
    meta: {
        id: 'compute/over-budget',
        title: 'A model needs more than its target has.',
        why: 'A model that does not fit is found out on the device: it is killed for memory, misses its deadline, or does not download.',
        fix: 'Use a smaller network, prune or quantise it, or raise the budget of the target in the policy.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['targets', 'models'],
        uses: ['memory'],
        messages: {
            parameters: '{model} has {needed} parameters, and {target} allows {allowed}.',
            macs: '{model} takes {needed} multiply–accumulates for an image, and {target} allows {allowed}.',
            file: "{model}'s file has {needed} MB, and {target} allows {allowed} MB.",
            memory: '{model} takes {needed} MB of memory at a batch of {batch}, and {target} allows {allowed} MB.',
        },
        options: { noise: 'Share by which measured memory differs from run to run.' },
    },
    defaults: { noise: 0.05 },
    *evaluate({ head, options }) {
        for (const target of Object.values(head.targets)) {
            for (const name of target.models) {
                const model = head.models[name];
                if (!model)
                    continue;
                const memory = Object.values(head.memory).find((measured) => measured.model === name && measured.target === target.target);
                for (const { message, needed, limit, unit, shown } of needsOf(model, memory, target)) {
                    if (needed <= limit)
                        continue;
                    yield {
                        message,
                        subject: name,
                        identity: `${name}/${target.target}`,
                        at: target.at,
                        measured: needed,
                        limit,
                        unit,
                        noise: message === 'memory' ? options.noise * needed : 0,
                        data: {
                            model: name,
                            target: target.target,
                            needed: shown(needed),
                            allowed: shown(limit),
                            batch: memory?.batch,
                        },
                    };
                }
            }
        }
    },
}));
/** What is both limited and known, with its limit. */
function needsOf({ parameters, macs, bytes }, memory, { budgets }) {
    const megabytes = (value) => String(Number(value.toFixed(1)));
    const need = (message, needed, limit, unit, shown) => (needed == null || limit === undefined ? [] : [{ message, needed, limit, unit, shown }]);
    return [
        ...need('parameters', parameters, budgets.parameters, 'parameters', amount),
        ...need('macs', macs, budgets.macs, 'multiply–accumulates', amount),
        ...need('file', bytes / 1e6, budgets.fileMb, 'MB', megabytes),
        ...need('memory', memory?.peakMb, budgets.memoryMb, 'MB', megabytes),
    ];
}

;// CONCATENATED MODULE: ./lib/rules/shared/interface.js
/**
 * What a caller relies on and head no longer keeps: names, element types, ranks and fixed dimensions of inputs and
 * outputs, and the class list. An input that takes more than before, and an output more, break nobody.
 */
function interfaceBreaks(base, head) {
    return [
        ...tensorBreaks('input', base.inputs, head.inputs),
        ...head.inputs
            .filter(({ name }) => !base.inputs.some((input) => input.name === name))
            .map(({ name }) => ({ message: 'added', part: `input ${name}`, data: { name } })),
        ...tensorBreaks('output', base.outputs, head.outputs),
        ...classBreaks(base.labels, head.labels),
    ];
}
function tensorBreaks(kind, base, head) {
    return base.flatMap((before) => {
        const part = `${kind} ${before.name}`;
        const after = head.find(({ name }) => name === before.name);
        if (!after)
            return [{ message: 'missing', part, data: { kind, name: before.name } }];
        if (before.type === after.type && !shapeBreaks(kind, before.shape, after.shape))
            return [];
        const data = { kind, name: before.name, was: written(before), now: written(after) };
        return [{ message: 'changed', part, data }];
    });
}
function shapeBreaks(kind, before, after) {
    if (before.length !== after.length)
        return true;
    return before.some((was, axis) => {
        const now = after[axis];
        if (typeof now !== 'number' || was === null)
            return false;
        return kind === 'input' ? now !== was : typeof was === 'number' && now !== was;
    });
}
/** A class list that only grew keeps every index; the output's dimension tells of the rest. One that is empty is not known. */
function classBreaks(base, head) {
    if (head.length === 0)
        return [];
    const index = base.findIndex((name, position) => head[position] !== name);
    if (index < 0)
        return [];
    return [
        {
            message: 'classes',
            part: 'classes',
            data: { index, was: base[index], now: head[index] ?? 'nothing' },
        },
    ];
}
function written({ type, shape }) {
    return `${type}[${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}

;// CONCATENATED MODULE: ./lib/rules/deployment/interface-change.js


/* harmony default export */ const interface_change = (defineRule({
    meta: {
        id: 'deployment/interface-change',
        title: 'A model is called otherwise than its base.',
        why: 'The code that serves the model names its inputs and outputs, fills their shapes and reads classes by index. It is deployed on another day than the model, and fails, or answers with the wrong name.',
        fix: 'Export the model with the interface of its base, or change what calls it first and waive the finding.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['models'],
        messages: {
            missing: '{model} no longer has the {kind} `{name}`.',
            added: '{model} needs a new input, `{name}`.',
            changed: 'The {kind} `{name}` of {model} is {now}; it was {was}.',
            classes: 'Class {index} of {model} is {now}; it was {was}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const model of Object.values(head.models)) {
            const before = base.models?.[model.model];
            if (!before)
                continue;
            for (const { message, part, data } of interfaceBreaks(before, model)) {
                yield {
                    message,
                    subject: model.model,
                    identity: `${model.model}/${part}`,
                    at: (message === 'classes' && model.labelsAt) || { path: model.path },
                    data: { model: model.model, ...data },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/src/statistics/special-functions.js
/** Log gamma, incomplete gamma and incomplete beta functions, to about 1e-14 relative. */
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** ln Γ(x) for x > 0: Stirling's series from x ≥ 15 on, below it by the recurrence Γ(x + 1) = x·Γ(x). */
function logGamma(x) {
    let shift = 1;
    let z = x;
    while (z < 15) {
        shift *= z;
        z++;
    }
    return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + stirlingRemainder(z) - Math.log(shift);
}
/** ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π], for z ≥ 15. */
function stirlingRemainder(z) {
    const inverse = 1 / z;
    const squared = inverse * inverse;
    const tail = 1 / 1680 - squared * (1 / 1188 - squared * (691 / 360360 - squared / 156));
    return inverse * (1 / 12 - squared * (1 / 360 - squared * (1 / 1260 - squared * tail)));
}
/** ln B(a, b) for a, b > 0, without the cancellation of three large log gammas. */
function logBeta(a, b) {
    const [small, large] = a < b ? [a, b] : [b, a];
    if (large < 15)
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    const sum = small + large;
    const remainder = stirlingRemainder(large) - stirlingRemainder(sum);
    const ofLarge = -small * Math.log(sum) + small - (large - 0.5) * Math.log1p(small / large) + remainder;
    return logGamma(small) + ofLarge;
}
/**
 * Regularised incomplete beta function I_x(a, b), with its complement computed as accurately.
 *
 * Continued fraction by Lentz's method, on whichever side of the mean converges.
 *
 * @param x - in [0, 1]
 * @returns [I_x(a, b), 1 − I_x(a, b)]
 */
function special_functions_incompleteBeta(x, a, b) {
    if (x <= 0)
        return [0, 1];
    if (x >= 1)
        return [1, 0];
    const logFront = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
    if (x < (a + 1) / (a + b + 2)) {
        const lower = (Math.exp(logFront) * betaFraction(x, a, b)) / a;
        return [lower, 1 - lower];
    }
    const upper = (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
    return [1 - upper, upper];
}
function betaFraction(x, a, b) {
    const term = (j) => {
        const m = j >> 1;
        return j % 2 === 0
            ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
            : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    };
    return 1 / lentz(1, term, () => 1);
}
/**
 * Regularised incomplete gamma functions [P(a, x), Q(a, x)] for a > 0, x ≥ 0: series below a + 1, continued fraction
 * above.
 */
function special_functions_incompleteGamma(a, x) {
    if (x <= 0)
        return [0, 1];
    if (x === Number.POSITIVE_INFINITY)
        return [1, 0];
    const front = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
        let term = 1 / a;
        let sum = term;
        for (let k = 1; term > sum * 1e-17; k++) {
            term *= x / (a + k);
            sum += term;
        }
        return [front * sum, 1 - front * sum];
    }
    const fraction = lentz(x + 1 - a, (j) => -j * (j - a), (j) => x + 2 * j + 1 - a);
    return [1 - front / fraction, front / fraction];
}
/** b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method. */
function lentz(b0, a, b) {
    const tiny = 1e-300;
    let value = b0 || tiny;
    let numerator = value;
    let denominator = 0;
    for (let j = 1; j < 100_000; j++) {
        denominator = 1 / (b(j) + a(j) * denominator || tiny);
        numerator = b(j) + a(j) / numerator || tiny;
        const step = numerator * denominator;
        value *= step;
        if (Math.abs(step - 1) < 1e-16)
            return value;
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/src/statistics/distributions.js
/** Distribution functions and quantiles; each agrees with SciPy to 1e-10 relative over the ranges the tests cover. */

/** P(Z ≤ z) of the standard normal, accurate far into both tails. */
function normalCdf(z) {
    if (Number.isNaN(z))
        return Number.NaN;
    const [lower, upper] = special_functions_incompleteGamma(0.5, (z * z) / 2);
    return z < 0 ? upper / 2 : 0.5 + lower / 2;
}
/**
 * Standard normal quantile: Wichura's AS 241 (PPND16).
 *
 * @param p - probability in [0, 1]; 0 and 1 give −∞ and ∞
 */
function distributions_normalQuantile(p) {
    if (!(p >= 0 && p <= 1))
        return Number.NaN;
    const q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
        const r = 0.180625 - q * q;
        return (q * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r);
    }
    const tail = Math.min(p, 1 - p);
    if (tail === 0)
        return Math.sign(q) * Number.POSITIVE_INFINITY;
    const r = Math.sqrt(-Math.log(tail));
    const value = r <= 5
        ? polynomial(TAIL_NUMERATOR, r - 1.6) / polynomial(TAIL_DENOMINATOR, r - 1.6)
        : polynomial(FAR_NUMERATOR, r - 5) / polynomial(FAR_DENOMINATOR, r - 5);
    return Math.sign(q) * value;
}
/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom. */
function studentCdf(t, df) {
    const square = t * t;
    const [outside, inside] = square < df
        ? special_functions_incompleteBeta(square / (df + square), 0.5, df / 2).toReversed()
        : special_functions_incompleteBeta(df / (df + square), df / 2, 0.5);
    return t < 0 ? outside / 2 : 0.5 + inside / 2;
}
/** Quantile of Student's t: the t with P(T ≤ t) = p, for p in [0, 1]. */
function studentQuantile(p, df) {
    if (p === 0.5)
        return 0;
    if (p <= 0 || p >= 1)
        return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
    const tail = Math.min(p, 1 - p);
    let upper = 1;
    while (studentCdf(-upper, df) > tail)
        upper *= 2;
    const t = bisect((x) => studentCdf(-x, df) - tail, 0, upper);
    return p < 0.5 ? -t : t;
}
/** P(X ≤ x) of the beta distribution with shapes a, b > 0. @public */
function betaCdf(x, a, b) {
    return incompleteBeta(x, a, b)[0];
}
/** Quantile of the beta distribution, for p in [0, 1]. */
function distributions_betaQuantile(p, a, b) {
    if (p <= 0 || p >= 1)
        return p === 0 || p === 1 ? p : Number.NaN;
    return bisect((x) => {
        const [lower, upper] = incompleteBeta(x, a, b);
        return lower < upper ? p - lower : upper - (1 - p);
    }, 0, 1);
}
/** P(X ≤ x) of χ² with `df` > 0 degrees of freedom. @public */
function chiSquaredCdf(x, df) {
    return incompleteGamma(df / 2, x / 2)[0];
}
/** P(X > x) of χ² with `df` > 0 degrees of freedom; accurate where the cdf rounds to 1. */
function chiSquaredTail(x, df) {
    return incompleteGamma(df / 2, x / 2)[1];
}
/** P(X = k) of the binomial with n trials of chance p. */
function binomialMass(k, n, p) {
    if (k < 0 || k > n)
        return 0;
    if (p === 0 || p === 1)
        return Number(k === p * n);
    return Math.exp(k * Math.log(p) + (n - k) * Math.log1p(-p) - logBeta(k + 1, n - k + 1) - Math.log(n + 1));
}
/** P(X ≤ k) of the binomial with n trials of chance p. */
function binomialCdf(k, n, p) {
    if (k < 0)
        return 0;
    if (k >= n)
        return 1;
    return special_functions_incompleteBeta(p, Math.floor(k) + 1, n - Math.floor(k))[1];
}
/** Root of a decreasing function on [low, high], to the last bit that floating point has. */
function bisect(decreasing, low, high) {
    for (;;) {
        const middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (decreasing(middle) > 0)
            low = middle;
        else
            high = middle;
    }
}
function polynomial(coefficients, x) {
    let value = 0;
    for (let i = coefficients.length - 1; i >= 0; i--)
        value = value * x + coefficients[i];
    return value;
}
const CENTRE_NUMERATOR = [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
];
const CENTRE_DENOMINATOR = [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852546,
];
const TAIL_NUMERATOR = [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
];
const TAIL_DENOMINATOR = [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_NUMERATOR = [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_DENOMINATOR = [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
];

;// CONCATENATED MODULE: ./lib/src/statistics/log-ratio.js
/** Compares durations of two models that ran interleaved, over several pairs of fresh sessions. */

/**
 * Ratio of durations with its t interval over session pairs.
 *
 * Each pair gives the median log ratio of its neighbouring runs. A session has an offset of its own that outlasts any
 * number of runs within it, so the pairs, not the runs, are the sample. Where base also ran against itself, those
 * pairs' spread about a ratio of 1 bounds the standard error from below: a small spread by luck proves nothing.
 *
 * @param pairs - at least two
 * @throws {RangeError} with fewer than two pairs, unequal or empty runs, or a duration that is not above 0
 */
function compareDurations(pairs, { tolerance = 0, confidence = 0.95, identical = [] } = {}) {
    if (pairs.length < 2) {
        throw new RangeError(`Expected at least 2 session pairs for \`pairs\` but received ${pairs.length}. Time the models in more fresh sessions.`);
    }
    const ratios = pairs.map(medianLogRatio);
    const centre = mean(ratios);
    const own = {
        error: Math.sqrt(sumOfSquares(ratios, centre) / (ratios.length - 1) / ratios.length),
        df: ratios.length - 1,
    };
    const noise = identical.length === 0 ? null : noiseOf(identical.map(medianLogRatio), ratios.length);
    const errors = noise === null ? [own] : [own, noise];
    const half = Math.max(...errors.map((spread) => halfWidth(spread, confidence)));
    return {
        effect: Math.expm1(centre),
        interval: [Math.expm1(centre - half), Math.expm1(centre + half)],
        p: Math.max(...errors.map((spread) => upperTail(centre - Math.log1p(tolerance), spread))),
        pairs: pairs.length,
        noiseFloor: noise === null ? null : Math.expm1(halfWidth(noise, confidence)),
    };
}
/** The true log ratio of a model against itself is 0, so no degree of freedom is spent on its mean. */
function noiseOf(ratios, pairs) {
    return { error: Math.sqrt(sumOfSquares(ratios, 0) / ratios.length / pairs), df: ratios.length };
}
const halfWidth = ({ error, df }, confidence) => studentQuantile((1 + confidence) / 2, df) * error;
function upperTail(distance, { error, df }) {
    if (error === 0)
        return distance > 0 ? 0 : 1;
    return studentCdf(-distance / error, df);
}
function medianLogRatio({ base, head }) {
    if (base.length === 0 || base.length !== head.length) {
        throw new RangeError(`Expected as many runs of head as of base, at least 1, but received ${head.length} and ${base.length}. Time the models in turns.`);
    }
    const ratios = Array.from(base, (duration, i) => Math.log(head[i] / duration));
    if (!ratios.every(Number.isFinite)) {
        throw new RangeError('Expected durations above 0 ms but received another value. Leave out runs that failed.');
    }
    ratios.sort((left, right) => left - right);
    const middle = ratios.length >> 1;
    return ratios.length % 2 === 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
}
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sumOfSquares = (values, centre) => values.reduce((sum, value) => sum + (value - centre) ** 2, 0);

;// CONCATENATED MODULE: ./lib/src/statistics/sample-size.js
/** How many samples a question needs. */

/**
 * Pairs for McNemar's test to see a difference between two models (Connor 1987).
 *
 * @param discordance - share of images that exactly one model gets right, in (0, 1]
 * @param effect - difference in accuracy to be seen, in (0, discordance]
 * @returns whole number of images, rounded up
 */
function requiredPairs({ discordance, effect, alpha = 0.05, power = 0.8, }) {
    if (!(effect > 0 && effect <= discordance && discordance <= 1)) {
        throw new RangeError(`Expected 0 < effect ≤ discordance ≤ 1 but received effect ${effect} and discordance ${discordance}. A difference in accuracy cannot exceed the share of images on which the models differ.`);
    }
    const spread = normalQuantile(1 - alpha) * Math.sqrt(discordance) + normalQuantile(power) * Math.sqrt(discordance - effect ** 2);
    return Math.ceil((spread / effect) ** 2);
}
/**
 * Images for a proportion to be known to ± `halfWidth` (normal approximation, p(1 − p)z²/h²).
 *
 * @param proportion - expected proportion in [0, 1]; 0.5, the default, is the worst case
 * @param halfWidth - half of the two-sided interval's width, in (0, 0.5)
 * @param confidence - coverage of that interval. Default 0.95
 */
function requiredForHalfWidth({ proportion = 0.5, halfWidth, confidence = 0.95, }) {
    const z = normalQuantile((1 + confidence) / 2);
    return Math.ceil((z * z * proportion * (1 - proportion)) / (halfWidth * halfWidth));
}
/**
 * Samples that would let a comparison decide, from the standard error it has now: n·(now / needed)².
 *
 * The needed standard error is |distance| / (z₁₋α + z_power).
 *
 * @param n - samples (or clusters) now
 * @param standardError - standard error of the effect at n
 * @param distance - how far the true effect is taken to lie from the tolerance: |effect − tolerance| to ask "if what is
 *   seen is true", the tolerance itself to ask "if nothing has changed"
 * @returns whole number of samples, rounded up; Infinity where the distance is 0
 */
function requiredSamples({ n, standardError, distance, alpha = 0.05, power = 0.8, }) {
    const needed = Math.abs(distance) / (distributions_normalQuantile(1 - alpha) + distributions_normalQuantile(power));
    return Math.ceil(n * (standardError / needed) ** 2);
}

;// CONCATENATED MODULE: ./lib/rules/deployment/latency-regression.js




/** The level of the latency tests in the default error budget. */
const level = 0.002;
/* harmony default export */ const latency_regression = (defineRule({
    meta: {
        id: 'deployment/latency-regression',
        title: 'A model is slower than its base.',
        why: 'Latency that creeps up by a few per cent in each change misses its deadline in the end, and no single change is to blame. Base and head ran in turns on the same device, so that the ratio holds whatever else it was doing.',
        fix: 'Look for new operators, a larger input, lost fusions or another precision; or accept it by `latency_tolerance` of the target.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'latency'],
        messages: {
            slower: '{model} takes {ratio} times as long as its base on {target}: {head} ms for a batch of {batch}, after {base} ms (medians of {sessions} session pairs, {provider}).',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head, pair }) {
        for (const latency of Object.values(pair.latency)) {
            const { model, target, provider, batch, pairs } = latency;
            const compared = compare(latency);
            yield {
                ...compared,
                message: 'slower',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                tolerance: latency.tolerance,
                family: 'latency',
                data: {
                    model,
                    target,
                    provider,
                    batch,
                    ratio: (1 + compared.effect).toFixed(3),
                    base: milliseconds(pairs, 'base'),
                    head: milliseconds(pairs, 'head'),
                    sessions: pairs.length,
                },
            };
        }
    },
}));
function compare({ pairs, floor, tolerance }) {
    if (pairs.length === 1)
        return ofOnePair(pairs[0]);
    const comparison = compareDurations(pairs, { tolerance, identical: floor });
    const { effect, interval, p, pairs: n } = comparison;
    return { effect, interval, p, n, requiredN: pairsNeeded(comparison, tolerance) };
}
/** A session pair alone has no interval; a factor of ten either way stands for not knowing, and the test stays inconclusive. */
function ofOnePair({ base, head }) {
    const ratio = median(head) / median(base);
    return { effect: ratio - 1, interval: [ratio / 10 - 1, ratio * 10 - 1], p: 1, n: 1, requiredN: 2 };
}
function pairsNeeded({ effect, interval, pairs }, tolerance) {
    const standardError = (interval[1] - interval[0]) / 2 / studentQuantile(0.975, pairs - 1);
    const distance = effect - tolerance;
    if (standardError === 0 || distance === 0)
        return undefined;
    return Math.max(2, requiredSamples({ n: pairs, standardError, distance, alpha: level }));
}
function milliseconds(pairs, side) {
    return median(pairs.map(({ [side]: runs }) => median(runs)));
}
function median(values) {
    const sorted = Float64Array.from(values).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

;// CONCATENATED MODULE: ./lib/rules/ethics/changed-gate.js

/* harmony default export */ const changed_gate = (defineRule({
    meta: {
        id: 'ethics/changed-gate',
        title: 'The pull request edits what checks it.',
        why: 'Whoever edits the workflow that runs the gate decides what it sees. Such a change needs the eyes of somebody who owns the gate, and should not come with the data or the model that it lets pass.',
        fix: 'Change the gate in a pull request of its own, reviewed by its owners, or waive the file in the policy first.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['gate'],
        messages: {
            edited: '{path} runs the gate, and was edited: {detail}.',
            removed: '{path} ran the gate, and was removed: {detail}.',
            policy: '{path} is the policy, and was edited: {detail}.',
        },
        options: { policy: 'Whether an edit of the policy file is a finding too; it never holds before it is merged.' },
    },
    defaults: { policy: false },
    *evaluate({ pair, options }) {
        for (const { changes } of Object.values(pair.gate)) {
            for (const { path, change, detail, at } of changes) {
                if (change === 'policy' && !options.policy)
                    continue;
                yield {
                    message: change,
                    subject: path,
                    identity: `${path} ${detail}`,
                    at,
                    data: { path, detail: detail.replace(/\.$/, '') },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/ethics/group-gap.js


/* harmony default export */ const group_gap = (defineRule({
    meta: {
        id: 'ethics/group-gap',
        title: 'A model is right much more often for one group than for another.',
        why: 'A system that works for some people and not for others discriminates, whatever its average. The average also says nothing of how it will do where the mix of people is another.',
        fix: 'Collect more images of the group that comes off worst, look at its labels, and weight or sample it up in training.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models', 'comparisons'],
        messages: {
            gap: '{model} is right on {highest} of {best} and {lowest} of {worst}: a gap of {gap} in {attribute}, limit {allowed}.{small}',
        },
        options: {
            gap: 'Largest minus smallest group accuracy that is accepted, as a share: 0.1 is 10 points.',
            images: 'Groups with fewer evaluation images are left out, and named.',
        },
    },
    defaults: { gap: 0.1, images: 30 },
    *evaluate({ head, pair, options }) {
        for (const { model, evaluation, splits } of Object.values(head.scores)) {
            for (const [attribute, groups] of byAttribute(splits[evaluation]?.groups ?? [])) {
                const large = groups.filter(({ n }) => n >= options.images).sort((a, b) => b.accuracy - a.accuracy);
                if (large.length < 2)
                    continue;
                const [best, worst] = [large[0], large[large.length - 1]];
                const gap = best.accuracy - worst.accuracy;
                if (gap <= options.gap)
                    continue;
                const named = { subject: `${model}: ${attribute}`, identity: `${model}/${attribute}` };
                const change = changeOf(pair.comparisons[model], attribute);
                yield {
                    ...named,
                    message: 'gap',
                    at: head.models[model] && { path: head.models[model].path },
                    measured: gap,
                    limit: options.gap,
                    ...(change ? { change: { ...named, ...change } } : { noise: 1.96 * standardError(best, worst) }),
                    data: {
                        model,
                        attribute,
                        best: `${attribute}=${best.value}`,
                        worst: `${attribute}=${worst.value}`,
                        highest: percent(best.accuracy),
                        lowest: percent(worst.accuracy),
                        gap: points(gap),
                        allowed: points(options.gap),
                        small: leftOut(groups.filter(({ n }) => n < options.images)),
                    },
                };
            }
        }
    },
}));
function byAttribute(groups) {
    const grouped = new Map();
    for (const group of groups)
        grouped.set(group.attribute, [...(grouped.get(group.attribute) ?? []), group]);
    return grouped;
}
/** The paired test of the gap's growth, on base's evaluation data where head's are others. */
function changeOf(comparison, attribute) {
    const growth = comparison?.gaps.find((gap) => gap.attribute === attribute && gap.data !== 'head');
    if (!growth)
        return null;
    const { effect, interval, p, n } = growth;
    return { effect, interval, p, n, tolerance: 0, family: 'classes and groups' };
}
/** Of the difference between the accuracies of two disjoint groups. */
function standardError(...groups) {
    return Math.sqrt(groups.reduce((sum, { accuracy, n }) => sum + (accuracy * (1 - accuracy)) / n, 0));
}
function leftOut(small) {
    if (small.length === 0)
        return '';
    return ` Too small to say: ${listed(small.map(({ value, n }) => `${value} (${n})`))}.`;
}

;// CONCATENATED MODULE: ./lib/src/statistics/paired-proportions.js
/** Exact and score tests of two models' accuracy on the same, independent images. */

/** Exact conditional McNemar test: `worse` is binomial(worse + better, ½) if the models are equal. */
function mcnemarExact({ worse, better }) {
    const discordant = worse + better;
    return {
        oneSided: binomialCdf(better, discordant, 0.5),
        twoSided: Math.min(1, 2 * binomialCdf(Math.min(worse, better), discordant, 0.5)),
    };
}
/**
 * McNemar's test with mid-p: the exact test less half the chance of what was seen (Fagerland, Lydersen & Laake 2013).
 * Close to its nominal level where the exact test is far below.
 */
function mcnemarMidP({ worse, better }) {
    const discordant = worse + better;
    const exact = mcnemarExact({ worse, better });
    const seen = binomialMass(better, discordant, 0.5);
    return {
        oneSided: exact.oneSided - seen / 2,
        twoSided: worse === better ? 1 - seen / 2 : exact.twoSided - seen,
    };
}
/**
 * Tango's score statistic (1998) for a difference of paired proportions, standard normal if the difference is `margin`.
 *
 * @param margin - hypothetical difference in [−1, 1]; positive where head is worse
 * @returns z, positive where more is lost than `margin`
 */
function tangoStatistic({ worse, better, n }, margin) {
    const excess = worse - better - n * margin;
    const b = -worse - better + (2 * n - worse + better) * margin;
    const c = -better * margin * (1 - margin);
    const gained = Math.max(0, (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n));
    const variance = n * (2 * gained + margin * (1 - margin));
    if (variance <= 0)
        return excess === 0 ? 0 : Math.sign(excess) * Number.POSITIVE_INFINITY;
    return excess / Math.sqrt(variance);
}
/** Tango's score interval of (worse − better) / n: every margin that his test at this confidence does not reject. */
function tangoInterval(counts, confidence = 0.95) {
    const z = distributions_normalQuantile((1 + confidence) / 2);
    const seen = (counts.worse - counts.better) / counts.n;
    return [marginAt(counts, z, -1, seen), marginAt(counts, -z, seen, 1)];
}
/** The margin in [low, high] at which the (falling) statistic is z. */
function marginAt(counts, z, low, high) {
    let [from, to] = [low, high];
    for (;;) {
        const middle = from + (to - from) / 2;
        if (middle <= from || middle >= to)
            return middle;
        if (tangoStatistic(counts, middle) > z)
            from = middle;
        else
            to = middle;
    }
}
/**
 * Compares two accuracies on independent images: McNemar's mid-p test at tolerance 0, Tango's score test otherwise.
 *
 * Tango's test rests on a normal approximation; above a positive tolerance its p is therefore never below McNemar's
 * mid-p, which few disagreements cannot make small.
 *
 * @param counts - n ≥ 1
 * @param tolerance - loss of accuracy that is accepted, in (−1, 1)
 */
function compareAccuracy(counts, tolerance = 0, confidence = 0.95) {
    const { worse, better, n } = counts;
    const exact = mcnemarMidP(counts).oneSided;
    const score = normalCdf(-tangoStatistic(counts, tolerance));
    return {
        effect: (worse - better) / n,
        interval: worse + better === 0 ? [0, 0] : tangoInterval(counts, confidence),
        p: worse + better === 0 && tolerance >= 0
            ? 1
            : tolerance === 0
                ? exact
                : tolerance > 0
                    ? Math.max(score, exact)
                    : score,
        n,
    };
}

;// CONCATENATED MODULE: ./lib/rules/shared/paired.js


/** The level of a family of tests in the default error budget. */
const paired_level = 0.004;
/**
 * Tests whether the second competitor is right less often than the first on the same images: McNemar's mid-p at
 * tolerance 0, Tango's score test above it.
 *
 * @param tolerance - loss of accuracy that is accepted, 0–1
 */
function lossOfAccuracy({ n, onlyFirst, onlySecond }, tolerance) {
    const comparison = compareAccuracy({ worse: onlyFirst, better: onlySecond, n }, tolerance);
    const standardError = Math.sqrt(((onlyFirst + onlySecond) / n - comparison.effect ** 2) / n);
    const distance = comparison.effect - tolerance;
    const decidable = standardError > 0 && distance !== 0;
    return {
        ...comparison,
        tolerance,
        ...(decidable ? { requiredN: requiredSamples({ n, standardError, distance, alpha: paired_level }) } : {}),
    };
}
/** The message of each side's evaluation data; the data are named only when the two sides' differ. */
const regressed = {
    both: 'regressed',
    base: 'regressedOnBaseData',
    head: 'regressedOnHeadData',
};
/** One sentence as the three messages of `regressed`. */
function onEachData(text) {
    return {
        regressed: text,
        regressedOnBaseData: `On the base's evaluation data, ${text}`,
        regressedOnHeadData: `On the head's evaluation data, ${text}`,
    };
}

;// CONCATENATED MODULE: ./lib/rules/shared/models.js
/** What to look at when a model behaves otherwise than before: its labels or preprocessing where they alone changed, else its file. */
function placeOfChange(head, base) {
    if (!head)
        return undefined;
    const isSame = (key) => JSON.stringify(head[key]) === JSON.stringify(base?.[key]);
    if (base?.contentHash === head.contentHash) {
        if (!isSame('labels') && head.labelsAt)
            return head.labelsAt;
        if (!isSame('preprocessing'))
            return head.preprocessingAt;
    }
    return { path: head.path };
}

;// CONCATENATED MODULE: ./lib/rules/shared/subject-tests.js



/** One test for each class, or each group, of each model: is head right less often on its images than base? */
function* subjectTests({ base, head, pair, options }, subjects) {
    for (const model of Object.keys(head.scores)) {
        for (const { data, subject, ...counts } of pair.comparisons[model]?.[subjects] ?? []) {
            const { n, bothRight, onlyFirst, onlySecond } = counts;
            if (n === 0)
                continue;
            yield {
                ...lossOfAccuracy(counts, options.tolerance),
                message: regressed[data],
                subject: `${model}: ${subject}`,
                identity: `${model}/${subject}`,
                at: placeOfChange(head.models[model], base.models?.[model]),
                family: 'classes and groups',
                data: {
                    model,
                    name: subject,
                    n,
                    base: percent((bothRight + onlyFirst) / n),
                    head: percent((bothRight + onlySecond) / n),
                },
            };
        }
    }
}

;// CONCATENATED MODULE: ./lib/rules/ethics/group-regression.js



/* harmony default export */ const group_regression = (defineRule({
    meta: {
        id: 'ethics/group-regression',
        title: 'A model is right less often on the images of one group than its base.',
        why: 'A better average that one group pays for is a decision about people, and one that nobody took.',
        fix: "Look at the group's share of the training images, and at what this change added or relabelled.",
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores', 'comparisons'],
        uses: ['models'],
        messages: onEachData('{model} is right on {head} of {n} images of {name}; it was {base}.'),
        options: { tolerance: 'Loss of accuracy that is accepted, as a share: 0.02 is 2 points.' },
    },
    defaults: { tolerance: 0 },
    *evaluate(input) {
        yield* subjectTests(input, 'groups');
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/samples.js
/** Where a sample is declared: its line in the manifest, else the image itself. */
function placeOf({ manifest, line, path }, row) {
    return line[row] > 0 ? { path: manifest[row], line: line[row] } : { path: path[row] };
}
/** Whether a row of head is at base as it is: the same path, content, split and label. Only `rows` may be asked for. */
function unchangedAmong(samples, base, rows) {
    const hashes = new Set(rows.map((row) => samples.hash[row]));
    const atBase = new Set();
    for (let row = 0; base && row < base.count; row++) {
        if (hashes.has(base.hash[row]))
            atBase.add(entry(base, row));
    }
    return (row) => atBase.has(entry(samples, row));
}
/**
 * Names one finding for each row by the content of its image: `hash`, then `hash#2`, `hash#3` … where several rows have
 * the same content. Rows that base has too come first, so that a new copy gets a new name and an old one keeps its own.
 *
 * @returns the names, in the order of `rows`
 */
function namesByContent(samples, base, rows) {
    const unchanged = unchangedAmong(samples, base, rows);
    const order = rows
        .map((row, index) => ({ row, index, rank: unchanged(row) ? 0 : 1 }))
        .sort((a, b) => a.rank - b.rank || a.row - b.row);
    const names = new Array(rows.length);
    const copies = new Map();
    for (const { row, index } of order) {
        const content = samples.hash[row] || samples.path[row];
        const copy = (copies.get(content) ?? 0) + 1;
        copies.set(content, copy);
        names[index] = copy === 1 ? content : `${content}#${copy}`;
    }
    return names;
}
/** Rows whose key occurs more than once, by key; rows without a key are left out. */
function repeated(count, keyOf) {
    const first = new Map();
    const groups = new Map();
    for (let row = 0; row < count; row++) {
        const key = keyOf(row);
        if (key === null)
            continue;
        const earlier = first.get(key);
        if (earlier === undefined) {
            first.set(key, row);
            continue;
        }
        const group = groups.get(key);
        if (group)
            group.push(row);
        else
            groups.set(key, [earlier, row]);
    }
    return groups;
}
/** The picture of one sample. */
function imageOf({ path, hash }, row) {
    return { kind: 'image', images: [{ path: path[row], hash: hash[row], side: 'head' }] };
}
/** The pictures of two samples, each with what is said of it. */
function pairOf({ path, hash }, rows) {
    return {
        kind: 'pair',
        images: rows.map(([row, caption]) => ({ path: path[row], hash: hash[row], side: 'head', caption })),
    };
}
function entry({ path, hash, split, label }, row) {
    return [path[row], hash[row], split[row], label[row] ?? ''].join('\0');
}

;// CONCATENATED MODULE: ./lib/rules/ethics/location-metadata.js


/* harmony default export */ const location_metadata = (defineRule({
    meta: {
        id: 'ethics/location-metadata',
        title: 'An image carries the place where it was taken.',
        why: 'A GPS position in EXIF tells where somebody lives, works or was treated. It is personal data, it is published with the dataset, and git keeps it after the file is gone.',
        fix: 'Strip the metadata (`exiftool -gps:all= FILE`) and rewrite the commit, so that the history does not keep the position.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: { located: '{path} holds a GPS position in its EXIF metadata.' },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const { dataset, location } of Object.values(head.images)) {
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const rows = [...location.keys()].filter((row) => location[row] === 1);
            const names = namesByContent(samples, base.samples?.[dataset], rows);
            for (const [index, row] of rows.entries()) {
                yield {
                    message: 'located',
                    subject: samples.path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: samples.path[row] },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/ethics/missing-licence.js


/* harmony default export */ const missing_licence = (defineRule({
    meta: {
        id: 'ethics/missing-licence',
        title: 'A dataset or model has no licence.',
        why: 'Without a licence nobody may use the images or the weights, and nobody can show that they were allowed to train on them.',
        fix: 'Add a licence file beside it, `license:` in the front matter of its card, or `licence:` in the policy.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['governance'],
        messages: { missing: 'The {kind} {name} has no licence; the gate looked in {looked}.' },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { licences } of Object.values(head.governance)) {
            for (const { name, kind, licence, at, looked } of licences) {
                if (licence !== null)
                    continue;
                yield {
                    message: 'missing',
                    subject: name,
                    identity: `${kind}/${name}`,
                    at,
                    data: { kind, name, looked: listed(looked) || 'the policy' },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/fitting/overfitting.js


/* harmony default export */ const overfitting = (defineRule({
    meta: {
        id: 'fitting/overfitting',
        title: 'A model scores much better on its training images than on the evaluation images.',
        why: 'The model has learnt its training images by heart. What it scores there says nothing of new images, and what it scores on new ones can be had with a smaller model or more data.',
        fix: 'Train for fewer epochs (early stopping on validation), augment, regularise, use a smaller network, or collect more images. Look for leaked or mislabelled images first.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models'],
        messages: {
            gap: '{model} scores {train} in {score} on train and {evaluation} on {split}: a gap of {measured}, at least {low} with 95 % confidence, limit {limit}.',
        },
        options: { gap: 'Train score minus evaluation score that is accepted, in the unit of the declared score.' },
    },
    defaults: { gap: 0.1 },
    *evaluate({ head, options }) {
        for (const { model, evaluation: split, splits, gap } of Object.values(head.scores)) {
            if (!gap || gap.interval[0] <= options.gap)
                continue;
            const { train, evaluation, value, interval } = gap;
            yield {
                message: 'gap',
                subject: model,
                identity: model,
                at: head.models[model] && { path: head.models[model].path },
                measured: value,
                limit: options.gap,
                noise: value - interval[0],
                data: {
                    model,
                    score: splits[split]?.declared.name ?? 'the declared score',
                    train: score(train),
                    evaluation: score(evaluation),
                    split,
                    low: score(interval[0]),
                },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/src/statistics/proportions.js
/** Intervals of a single proportion. */

/**
 * Wilson's score interval of a proportion.
 *
 * @param successes - in [0, n]
 * @param n - trials; 0 gives [0, 1]
 * @param confidence - coverage in (0, 1), about right on average
 */
function wilsonInterval(successes, n, confidence = 0.95) {
    if (n === 0)
        return [0, 1];
    const z = distributions_normalQuantile((1 + confidence) / 2);
    const share = successes / n;
    const shrink = 1 + (z * z) / n;
    const centre = (share + (z * z) / (2 * n)) / shrink;
    const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
    return [successes === 0 ? 0 : Math.max(0, centre - half), successes === n ? 1 : Math.min(1, centre + half)];
}
/**
 * Clopper–Pearson's exact interval of a proportion: never covers less than `confidence`.
 *
 * @param successes - in [0, n]
 * @param n - trials; 0 gives [0, 1]
 */
function clopperPearsonInterval(successes, n, confidence = 0.95) {
    const tail = (1 - confidence) / 2;
    return [
        successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
        successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    ];
}

;// CONCATENATED MODULE: ./lib/src/score/classification/agreement.js
/** Share of images whose predicted class is the true one, in [0, 1]. */
function accuracy({ support, hits }) {
    return sum(hits) / sum(support);
}
/** Mean recall over the classes that occur in the truth, in [0, 1]. */
function balancedAccuracy({ support, hits }) {
    let total = 0;
    let present = 0;
    for (let c = 0; c < support.length; c++) {
        if (support[c] === 0)
            continue;
        total += hits[c] / support[c];
        present++;
    }
    return total / present;
}
/** Of the images predicted as class c, the share that are of class c; 0 where none is predicted. */
const precisionOfClass = ({ predicted, hits }, c) => ratio(hits[c], predicted[c]);
/** Of the images of class c, the share predicted as class c; 0 where there is none. */
const recallOfClass = ({ support, hits }, c) => ratio(hits[c], support[c]);
/** Harmonic mean of precision and recall, 2·hits / (support + predicted); 0 where the class does not occur. */
const f1OfClass = ({ support, predicted, hits }, c) => ratio(2 * hits[c], support[c] + predicted[c]);
/** One of the three scores above for every class, in order. */
function perClass(ofClass, tallies) {
    return tallies.support.map((_, c) => ofClass(tallies, c));
}
/** Precision averaged over classes, in [0, 1]. */
const precision = (tallies, average) => averaged(precisionOfClass, tallies, average);
/** Recall averaged over classes, in [0, 1]. */
const recall = (tallies, average) => averaged(recallOfClass, tallies, average);
/** F1 averaged over classes, in [0, 1]. */
const f1 = (tallies, average) => averaged(f1OfClass, tallies, average);
/**
 * Multiclass Matthews correlation coefficient R_K (Gorodkin 2004), in [−1, 1]; 0 where truth or predictions hold one
 * class only.
 */
function mcc({ support, predicted, hits }) {
    const n = sum(support);
    if (n === 0)
        return Number.NaN;
    const covariance = sum(hits) * n - dot(support, predicted);
    const spread = (n * n - dot(predicted, predicted)) * (n * n - dot(support, support));
    return spread === 0 ? 0 : covariance / Math.sqrt(spread);
}
/** Cohen's unweighted kappa, in [−1, 1]; NaN where truth and predictions hold one and the same class only. */
function cohenKappa({ support, predicted, hits }) {
    const n = sum(support);
    const disagreement = (n - sum(hits)) * n;
    const expected = n * n - dot(support, predicted);
    return expected === 0 ? Number.NaN : 1 - disagreement / expected;
}
/** Single-label micro averages all equal accuracy, since each wrong image is one false positive and one false negative. */
function averaged(ofClass, tallies, average) {
    if (average === 'micro')
        return accuracy(tallies);
    const { support, predicted } = tallies;
    let total = 0;
    let weights = 0;
    for (let c = 0; c < support.length; c++) {
        const weight = average === 'weighted' ? support[c] : Number(support[c] + predicted[c] > 0);
        total += weight * ofClass(tallies, c);
        weights += weight;
    }
    return total / weights;
}
const ratio = (part, whole) => (whole === 0 ? 0 : part / whole);
function sum(values) {
    let total = 0;
    for (let i = 0; i < values.length; i++)
        total += values[i];
    return total;
}
function dot(left, right) {
    let total = 0;
    for (let i = 0; i < left.length; i++)
        total += left[i] * right[i];
    return total;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/softmax.js
/**
 * Class probabilities from logits, row by row: exp(z − max z) / Σ exp(z − max z).
 *
 * The maximum is taken off first, so that no finite logit overflows. A row that holds NaN gives NaN.
 *
 * @param logits - row-major [n × classes]
 * @param classes - row length, ≥ 1
 * @returns a new row-major [n × classes] array; each row sums to 1
 */
function softmax(logits, classes) {
    const probabilities = new Float64Array(logits.length);
    for (let row = 0; row < logits.length; row += classes) {
        let largest = Number.NEGATIVE_INFINITY;
        for (let c = 0; c < classes; c++)
            largest = Math.max(largest, logits[row + c]);
        let sum = 0;
        for (let c = 0; c < classes; c++) {
            const weight = Math.exp(logits[row + c] - largest);
            probabilities[row + c] = weight;
            sum += weight;
        }
        for (let c = 0; c < classes; c++)
            probabilities[row + c] /= sum;
    }
    return probabilities;
}
/**
 * Index of each row's largest value; the first of equals, as NumPy's `argmax` has it.
 *
 * @param scores - row-major [n × classes]
 */
function argmax(scores, classes) {
    const indices = new Int32Array(scores.length / classes);
    for (let i = 0; i < indices.length; i++) {
        const row = i * classes;
        let best = 0;
        for (let c = 1; c < classes; c++)
            if (scores[row + c] > scores[row + best])
                best = c;
        indices[i] = best;
    }
    return indices;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/calibration.js

/**
 * Expected calibration error (Guo et al. 2017): Σ_b (n_b / n)·|mean confidence − accuracy| over equal-width bins
 * ((b − 1)/bins, b/bins] of the largest probability, in [0, 1]. NaN of no images.
 *
 * @param bins - number of bins
 * @returns the error under any image weights
 */
function calibrationError(columns, bins = 15) {
    const { confidence, correct } = topPredictions(columns);
    const bin = Int32Array.from(confidence, (value) => equalWidthBin(value, bins));
    return (weights) => errorOfBins({ confidence, correct, bin, bins }, weights);
}
/**
 * Adaptive calibration error: the same sum over `bins` bins of (nearly) equal numbers of images, so that no bin is
 * empty and none holds nearly everything. Bin edges lie midway between neighbours; equal confidences share a bin.
 * NaN of no images.
 */
function adaptiveCalibrationError(columns, bins = 15) {
    const { confidence, correct } = topPredictions(columns);
    const edges = equalMassEdges(confidence, Math.min(bins, confidence.length));
    const bin = Int32Array.from(confidence, (value) => edges.findIndex((edge) => value <= edge));
    return errorOfBins({ confidence, correct, bin, bins: edges.length });
}
function topPredictions({ truth, scores, classes }) {
    const top = argmax(scores, classes);
    return {
        confidence: Float64Array.from(top, (c, i) => scores[i * classes + c]),
        correct: Uint8Array.from(top, (c, i) => Number(c === truth[i])),
    };
}
/** Index b with b/bins < value ≤ (b + 1)/bins, compared against the edges themselves rather than a rounded product. */
function equalWidthBin(value, bins) {
    let index = Math.min(Math.max(Math.ceil(value * bins) - 1, 0), bins - 1);
    if (index > 0 && value <= index / bins)
        index--;
    else if (index < bins - 1 && value > (index + 1) / bins)
        index++;
    return index;
}
function equalMassEdges(confidence, bins) {
    const sorted = confidence.toSorted();
    const size = Math.trunc(sorted.length / bins);
    const larger = sorted.length % bins;
    const edges = new Set();
    for (let b = 1; b < bins; b++) {
        const end = b * size + Math.min(b, larger);
        edges.add((sorted[end - 1] + sorted[end]) / 2);
    }
    edges.add(Number.POSITIVE_INFINITY);
    return [...edges];
}
function errorOfBins({ confidence, correct, bin, bins }, weights) {
    const gap = new Float64Array(bins);
    let total = 0;
    for (let i = 0; i < confidence.length; i++) {
        const weight = weights ? weights[i] : 1;
        gap[bin[i]] += weight * (confidence[i] - correct[i]);
        total += weight;
    }
    return gap.reduce((sum, value) => sum + Math.abs(value), 0) / total;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/columns.js
/**
 * Throws unless lengths agree and every class index lies in [0, classes).
 *
 * Scores are computed from trusted shapes; this is the one place that looks.
 */
function checkColumns({ truth, predicted, scores, classes }) {
    if (!Number.isInteger(classes) || classes < 1) {
        throw new RangeError(`Expected a positive integer for \`classes\` but received ${classes}. Pass the number of labels the model has.`);
    }
    if (predicted.length !== truth.length) {
        throw new RangeError(`Expected ${truth.length} values for \`predicted\` but received ${predicted.length}. Pair truth and predictions image by image.`);
    }
    if (scores !== undefined && scores.length !== truth.length * classes) {
        throw new RangeError(`Expected ${truth.length} × ${classes} values for \`scores\` but received ${scores.length}. Pass one row of class probabilities per image.`);
    }
    checkIndices('truth', truth, classes);
    checkIndices('predicted', predicted, classes);
}
function checkIndices(name, indices, classes) {
    const at = indices.findIndex((index) => index < 0 || index >= classes);
    if (at >= 0) {
        throw new RangeError(`Expected a class index in [0, ${classes}) for \`${name}[${at}]\` but received ${indices[at]}. Map labels to the model's label list first.`);
    }
}

;// CONCATENATED MODULE: ./lib/src/score/classification/probability.js
/**
 * Each image's cross-entropy, −ln p(true class), in nats, ≥ 0.
 *
 * As in scikit-learn, p is clipped to [ε, 1 − ε] with the machine epsilon of the scores' own type
 * (2⁻⁵² for Float64Array, 2⁻²³ for Float32Array), so that a confident mistake costs much but not infinity.
 */
function logLossPerSample({ truth, scores, classes }) {
    const epsilon = scores instanceof Float32Array ? 2 ** -23 : 2 ** -52;
    return Float64Array.from(truth, (c, i) => -Math.log(Math.min(Math.max(scores[i * classes + c], epsilon), 1 - epsilon)));
}
/**
 * Each image's Brier score, Σ_c (p_c − [c is true])², in [0, 2]; with two classes half of that, in [0, 1],
 * which is scikit-learn's `scale_by_half='auto'`.
 */
function brierPerSample({ truth, scores, classes }) {
    const scale = classes < 3 ? 0.5 : 1;
    return Float64Array.from(truth, (trueClass, i) => {
        let total = 0;
        for (let c = 0; c < classes; c++)
            total += (scores[i * classes + c] - Number(c === trueClass)) ** 2;
        return scale * total;
    });
}
/**
 * 1 for each image whose true class is among its k likeliest, else 0.
 *
 * Ties follow scikit-learn's `top_k_accuracy_score`: the higher class index goes first; with two classes, the lower.
 *
 * @param k - how many classes count, ≥ 1; from `classes` on every image is a hit
 */
function topKHits({ truth, scores, classes }, k) {
    const higherFirst = classes > 2;
    return Float64Array.from(truth, (trueClass, i) => {
        const own = scores[i * classes + trueClass];
        let ahead = 0;
        for (let c = 0; c < classes; c++) {
            const other = scores[i * classes + c];
            if (other > own || (other === own && c !== trueClass && c > trueClass === higherFirst))
                ahead++;
        }
        return Number(ahead < k);
    });
}
/** Arithmetic mean; NaN of nothing. */
function probability_mean(values) {
    let total = 0;
    for (let i = 0; i < values.length; i++)
        total += values[i];
    return total / values.length;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/ranking.js
/**
 * Area under the ROC curve of class `c` against the rest, in [0, 1], ties counted half; NaN where the class, or every
 * other one, has no image.
 */
function rocAucPerClass(columns) {
    return Float64Array.from({ length: columns.classes }, (_, c) => areaUnderRoc(rankByClass(columns, c)));
}
/**
 * Average precision of class `c` against the rest, Σ (R_i − R_{i−1})·P_i over distinct scores, in [0, 1]; 0 where the
 * class has no image.
 */
function prAucPerClass(columns) {
    return Float64Array.from({ length: columns.classes }, (_, c) => averagePrecision(rankByClass(columns, c)));
}
/**
 * Macro one-vs-rest ROC AUC, `roc_auc_score(multi_class='ovr', labels=range(k))`: NaN as soon as one class has no
 * image. With two classes, the AUC of class 1.
 */
const rocAuc = (columns) => macro(columns, areaUnderRoc, Number.NaN);
/**
 * Macro average precision, `average_precision_score` of the one-hot truth: a class without images counts as 0.
 * With two classes, the average precision of class 1. NaN of no images.
 */
const prAuc = (columns) => macro(columns, averagePrecision, Number.NaN);
function macro(columns, ofRanking, undefinedValue) {
    const { truth, classes } = columns;
    if (truth.length === 0)
        return () => undefinedValue;
    const scored = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
    const rankings = scored.map((c) => rankByClass(columns, c));
    return (weights) => {
        let total = 0;
        for (const ranking of rankings)
            total += ofRanking(ranking, weights);
        return total / rankings.length;
    };
}
function rankByClass({ truth, scores, classes }, c) {
    const order = Int32Array.from(truth, (_, i) => i).sort((left, right) => scores[right * classes + c] - scores[left * classes + c]);
    const positive = Uint8Array.from(order, (i) => Number(truth[i] === c));
    const closes = Uint8Array.from(order, (i, at) => Number(at + 1 === order.length || scores[i * classes + c] !== scores[order[at + 1] * classes + c]));
    return { order, positive, closes };
}
function areaUnderRoc({ order, positive, closes }, weights) {
    let area = 0;
    let positives = 0;
    let negatives = 0;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (let at = 0; at < order.length; at++) {
        const weight = weights ? weights[order[at]] : 1;
        if (positive[at])
            tiedPositives += weight;
        else
            tiedNegatives += weight;
        if (!closes[at])
            continue;
        area += tiedNegatives * (positives + tiedPositives / 2);
        positives += tiedPositives;
        negatives += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
    }
    return area / (positives * negatives);
}
function averagePrecision({ order, positive, closes }, weights) {
    let area = 0;
    let positives = 0;
    let seen = 0;
    let tiedPositives = 0;
    for (let at = 0; at < order.length; at++) {
        const weight = weights ? weights[order[at]] : 1;
        seen += weight;
        if (positive[at])
            tiedPositives += weight;
        if (!closes[at])
            continue;
        if (tiedPositives > 0) {
            positives += tiedPositives;
            area += tiedPositives * (positives / seen);
            tiedPositives = 0;
        }
    }
    return positives === 0 ? 0 : area / positives;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/tallies.js
/**
 * Confusion matrix as in scikit-learn: entry [i, j] counts the images of true class i predicted as class j.
 *
 * @returns row-major [classes × classes], truth by prediction
 */
function confusionMatrix({ truth, predicted, classes, }) {
    const confusion = new Float64Array(classes * classes);
    for (let i = 0; i < truth.length; i++)
        confusion[truth[i] * classes + predicted[i]]++;
    return confusion;
}
/** Counts images by true class, by predicted class, and where both agree. */
function tallyClasses({ truth, predicted, classes, }) {
    const tallies = {
        support: new Float64Array(classes),
        predicted: new Float64Array(classes),
        hits: new Float64Array(classes),
    };
    for (let i = 0; i < truth.length; i++) {
        tallies.support[truth[i]]++;
        tallies.predicted[predicted[i]]++;
        if (truth[i] === predicted[i])
            tallies.hits[truth[i]]++;
    }
    return tallies;
}

;// CONCATENATED MODULE: ./lib/src/score/classification/scores.js
/** The names that a policy's `score:` may take, and how each is computed and compared. */






const ofTallies = (score) => ({
    kind: 'tallies',
    direction: 'higher',
    needsProbabilities: false,
    ofTallies: score,
});
const topK = (k) => ({
    kind: 'mean',
    direction: 'higher',
    needsProbabilities: true,
    perSample: (columns) => topKHits(columns, k),
});
const scores = {
    accuracy: {
        kind: 'mean',
        direction: 'higher',
        needsProbabilities: false,
        perSample: ({ truth, predicted }) => Float64Array.from(truth, (c, i) => Number(predicted[i] === c)),
    },
    balanced_accuracy: ofTallies(balancedAccuracy),
    macro_f1: ofTallies((tallies) => f1(tallies, 'macro')),
    weighted_f1: ofTallies((tallies) => f1(tallies, 'weighted')),
    micro_f1: ofTallies((tallies) => f1(tallies, 'micro')),
    macro_precision: ofTallies((tallies) => precision(tallies, 'macro')),
    weighted_precision: ofTallies((tallies) => precision(tallies, 'weighted')),
    macro_recall: ofTallies((tallies) => recall(tallies, 'macro')),
    weighted_recall: ofTallies((tallies) => recall(tallies, 'weighted')),
    mcc: ofTallies(mcc),
    kappa: ofTallies(cohenKappa),
    top_3_accuracy: topK(3),
    top_5_accuracy: topK(5),
    log_loss: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: logLossPerSample },
    brier: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: brierPerSample },
    roc_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: rocAuc },
    pr_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: prAuc },
    ece: {
        kind: 'corpus',
        direction: 'lower',
        needsProbabilities: true,
        prepare: (columns) => calibrationError(columns),
    },
};
/** Every name that `computeScore` knows, in the order reports list them. */
const scoreNames = Object.keys(scores);
/** Whether a policy's word names a classification score. */
function isScoreName(name) {
    return Object.hasOwn(scores, name);
}
/** How a score is computed, which way is better and what it reads. */
function classificationScore(name) {
    return scores[name];
}
/**
 * One score of one model on `n` images.
 *
 * @returns the score; NaN where it is undefined (no images, or as the score's own function documents)
 * @throws {RangeError} where lengths disagree, an index is out of range, or probabilities are needed and absent
 */
function computeScore(name, columns) {
    checkColumns(columns);
    const score = classificationScore(name);
    checkProbabilities(name, columns);
    switch (score.kind) {
        case 'mean':
            return probability_mean(score.perSample(columns));
        case 'tallies':
            return score.ofTallies(tallyClasses(columns));
        case 'corpus':
            return score.prepare(columns)();
    }
}
/**
 * Throws if a score needs probabilities that are not there. Narrows for every score: one that does not need them does
 * not read them.
 */
function checkProbabilities(name, columns) {
    if (classificationScore(name).needsProbabilities && columns.scores === undefined) {
        throw new RangeError(`Expected class probabilities in \`scores\` for ${name} but received none. Give the model's probabilities, or choose a score of predicted classes, such as macro_f1.`);
    }
}

;// CONCATENATED MODULE: ./lib/rules/shared/trivial.js


/** Whether a score reads only which class was predicted; the trivial model has no probabilities worth scoring. */
function ofPredictedClasses(name) {
    return isScoreName(name) && !classificationScore(name).needsProbabilities;
}
/**
 * Scores the trivial model on a split.
 *
 * @param name - a score of predicted classes (see `ofPredictedClasses`)
 * @param confusion - counts[truth][predicted] of any model on the split; its rows hold the labels
 * @returns `null` for a split without images
 */
function trivialModel(name, confusion) {
    const support = Float64Array.from(confusion, (row) => row.reduce((sum, count) => sum + count, 0));
    const n = support.reduce((sum, count) => sum + count, 0);
    if (n === 0 || !isScoreName(name))
        return null;
    const answer = support.indexOf(Math.max(...support));
    const only = (count) => Float64Array.from(support, (_, index) => (index === answer ? count : 0));
    const tallies = { support, predicted: only(n), hits: only(support[answer]) };
    const definition = classificationScore(name);
    return { answer, score: definition.kind === 'tallies' ? definition.ofTallies(tallies) : accuracy(tallies) };
}

;// CONCATENATED MODULE: ./lib/rules/fitting/underfitting.js




/* harmony default export */ const underfitting = (defineRule({
    meta: {
        id: 'fitting/underfitting',
        title: 'A model has hardly learnt its own training images.',
        why: 'A model that cannot even tell the images apart that it was trained on has not learnt the task: it is too small, was trained too briefly, or was fed images that it cannot read.',
        fix: 'Check the preprocessing and the labels first, then train for longer, at another learning rate, or with a larger network.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models'],
        messages: {
            underfitted: '{model} scores {value} in {score} on its training images, at most {high} with 95 % confidence; always answering {class} scores {trivial}, and {required} is required.',
        },
        options: {
            gain: 'Share of the way from the trivial score to 1 that the training score must have come, 0–1 (deepchecks: 0.1).',
        },
    },
    defaults: { gain: 0.1 },
    *evaluate({ head, options }) {
        for (const { model, splits } of Object.values(head.scores)) {
            const fit = splits.train && trainingFit(splits.train);
            const trivial = fit && trivialModel(fit.name, splits.train.confusion);
            if (!fit || !trivial)
                continue;
            const required = trivial.score + options.gain * (1 - trivial.score);
            if (fit.high >= required)
                continue;
            yield {
                message: 'underfitted',
                subject: model,
                identity: model,
                at: head.models[model] && { path: head.models[model].path },
                measured: fit.value,
                limit: required,
                noise: fit.high - fit.value,
                data: {
                    model,
                    score: fit.name,
                    value: score(fit.value),
                    high: score(fit.high),
                    class: head.models[model]?.labels[trivial.answer] ?? `class ${trivial.answer}`,
                    trivial: score(trivial.score),
                    required: score(required),
                },
            };
        }
    },
}));
/** The declared score where the trivial model has it too, else the accuracy with Wilson's interval. */
function trainingFit({ declared, confusion }) {
    const { name, value, interval } = declared;
    if (ofPredictedClasses(name))
        return value === null || !interval ? null : { name, value, high: interval[1] };
    const n = confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = confusion.reduce((sum, row, truth) => sum + row[truth], 0);
    return n === 0 ? null : { name: 'accuracy', value: right / n, high: wilsonInterval(right, n)[1] };
}

;// CONCATENATED MODULE: ./lib/rules/shared/splits.js
/** Splits in the order in which a model meets them; those of other names are nobody's to judge. */
const roles = ['train', 'validation', 'test'];
/** 0 for `train`, 1 for `validation`, 2 for `test`, −1 for any other split. */
function roleOf(split) {
    return roles.indexOf(split);
}
/** Whether scores are computed on this split. */
function isEvaluation(split) {
    return roleOf(split) > 0;
}

;// CONCATENATED MODULE: ./lib/rules/metrics/changed-evaluation-set.js




/* harmony default export */ const changed_evaluation_set = (defineRule({
    meta: {
        id: 'metrics/changed-evaluation-set',
        title: 'The data that models are evaluated on changed.',
        why: 'A score on other images or other labels is another score. An easier test set makes a worse model look better, so the gate compares models on both sets, and names each label that was edited.',
        fix: 'Change evaluation data in a pull request of its own, and let the reviewer look at each edited label.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'changes'],
        messages: {
            changed: 'The {split} images of {dataset} changed: {what}.',
            relabelled: '{path} in {split} is labelled {label}; it was {was}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head, pair }) {
        for (const { dataset, samples: changes } of Object.values(pair.changes)) {
            const samples = head.samples[dataset];
            const evaluated = changes.filter(touchesEvaluation);
            for (const split of ['validation', 'test']) {
                const what = countedKinds(evaluated.filter((change) => change.split === split || change.from?.split === split));
                if (what.length === 0)
                    continue;
                yield {
                    message: 'changed',
                    subject: `${dataset}: ${split}`,
                    identity: `${dataset}/${split}`,
                    data: { split, dataset, what: listed(what) },
                };
            }
            const relabelled = evaluated.filter(({ kind }) => kind === 'relabelled');
            const places = samples ? placesOf(samples, new Set(relabelled.map(({ path }) => path))) : new Map();
            for (const { path, hash, split, label, from } of relabelled) {
                yield {
                    message: 'relabelled',
                    subject: path,
                    identity: `${hash} ${path} ${label ?? ''}`,
                    at: places.get(path) ?? { path },
                    data: { path, split, label: label ?? 'nothing', was: from?.label ?? 'nothing' },
                    evidence: { kind: 'image', images: [{ path, hash, side: 'head' }] },
                };
            }
        }
    },
}));
/** A renamed image is the same evaluation. */
function touchesEvaluation({ kind, split, from }) {
    return kind !== 'renamed' && (isEvaluation(split) || (from?.split !== undefined && isEvaluation(from.split)));
}
function countedKinds(changes) {
    return ['added', 'removed', 'modified', 'moved', 'relabelled'].flatMap((kind) => {
        const count = changes.filter((change) => change.kind === kind).length;
        return count > 0 ? [`${count} ${kind}`] : [];
    });
}
function placesOf(samples, paths) {
    const places = new Map();
    samples.path.forEach((path, row) => {
        if (paths.has(path))
            places.set(path, placeOf(samples, row));
    });
    return places;
}

;// CONCATENATED MODULE: ./lib/rules/metrics/class-regression.js



/* harmony default export */ const class_regression = (defineRule({
    meta: {
        id: 'metrics/class-regression',
        title: 'A model recognises fewer images of one class than its base.',
        why: 'A better average can hide a class that got worse, and the users of that class do not meet the average.',
        fix: "Look at the class's training images: fewer of them, new labels, or new images that look like another class.",
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores', 'comparisons'],
        uses: ['models'],
        messages: onEachData('{model} recognises {head} of {n} images of {name}; it was {base}.'),
        options: { tolerance: 'Loss of recall that is accepted, as a share: 0.02 is 2 points.' },
    },
    defaults: { tolerance: 0 },
    *evaluate(input) {
        yield* subjectTests(input, 'classes');
    },
}));

;// CONCATENATED MODULE: ./lib/rules/metrics/inadequate-metric.js



/* harmony default export */ const inadequate_metric = (defineRule({
    meta: {
        id: 'metrics/inadequate-metric',
        title: 'The declared score is high for a model that has learnt nothing.',
        why: 'Where 95 of 100 images are of one class, a model that always answers that class has an accuracy of 95 %. Such a score rises and falls with the class mix, not with the model.',
        fix: 'Declare a score in which every class counts the same (`macro_f1`, `balanced_accuracy`) or that chance cannot raise (`mcc`, `kappa`).',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['scores'],
        uses: ['models'],
        messages: {
            trivial: 'Always answering {class} scores {trivial} in {score} on {split}: {share} of its images are {class}.',
            vacuous: 'Any model scores 1 in {score}: there are {classes} classes.',
        },
        options: { trivial: 'Score of the model that always answers one class, from which on a score is inadequate, 0–1.' },
    },
    defaults: { trivial: 0.8 },
    *evaluate({ head, options }) {
        for (const { model, evaluation, splits } of Object.values(head.scores)) {
            const split = splits[evaluation];
            if (!split)
                continue;
            const name = split.declared.name;
            const fault = { subject: model, identity: model, at: head.models[model]?.at };
            const classes = split.confusion.length;
            if (classes > 0 && classes <= ranks(name)) {
                yield { ...fault, message: 'vacuous', data: { score: name, classes } };
            }
            const trivial = ofPredictedClasses(name) ? trivialModel(name, split.confusion) : null;
            if (trivial && trivial.score >= options.trivial) {
                const support = split.confusion[trivial.answer].reduce((sum, count) => sum + count, 0);
                yield {
                    ...fault,
                    message: 'trivial',
                    measured: trivial.score,
                    limit: options.trivial,
                    data: {
                        class: head.models[model]?.labels[trivial.answer] ?? `class ${trivial.answer}`,
                        trivial: score(trivial.score),
                        score: name,
                        split: evaluation,
                        share: percent(support / split.n),
                    },
                };
            }
        }
    },
}));
/** k of `top_k_accuracy`, 0 of any other score. */
function ranks(name) {
    return Number(/^top_(\d+)_accuracy$/.exec(name)?.[1] ?? 0);
}

;// CONCATENATED MODULE: ./lib/rules/metrics/regression.js




/* harmony default export */ const regression = (defineRule({
    meta: {
        id: 'metrics/regression',
        title: 'A model scores worse than its base.',
        why: 'The declared score is what the model is for. Base and head answer the same images, so that the difference is the model, not the data: it is reported only where chance cannot explain a loss beyond the tolerance.',
        fix: 'Find out what changed (weights, preprocessing, training data) and mend it, or accept the loss by a higher `tolerance` in the policy.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores', 'comparisons'],
        uses: ['models'],
        messages: onEachData('{model} scores {head} in {score}; it was {base}.'),
        options: {},
    },
    defaults: {},
    *evaluate({ base, head, pair }) {
        for (const model of Object.keys(head.scores)) {
            const { score: name = '', overall = [] } = pair.comparisons[model] ?? {};
            for (const { data, base: before, head: after, requiredN, ...test } of overall) {
                yield {
                    ...test,
                    message: regressed[data],
                    subject: model,
                    identity: model,
                    at: placeOfChange(head.models[model], base.models?.[model]),
                    requiredN: requiredN ?? undefined,
                    family: 'score',
                    data: { model, score: name, base: score(before), head: score(after) },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/metrics/small-evaluation-set.js



/* harmony default export */ const small_evaluation_set = (defineRule({
    meta: {
        id: 'metrics/small-evaluation-set',
        title: 'The evaluation set is too small to see what is claimed of it.',
        why: 'On few images a score is mostly chance: two models that differ by less than its uncertainty cannot be told apart, and a loss of that size passes unseen.',
        fix: 'Add labelled evaluation images, from where the model will be used; the finding says how many would do.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models'],
        messages: {
            small: '{model} scores {value} ± {measured} in {score} on {n} images of {split}; about {needed} images would bring that to ± {limit}. If one answer in {change} changes, a loss below {detectable} passes unseen.',
        },
        options: {
            uncertainty: "Half of the width of the score's 95 % interval that is accepted.",
            discordance: 'Share of answers in which two versions of a model are taken to differ, 0–1.',
        },
    },
    defaults: { uncertainty: 0.05, discordance: 0.05 },
    *evaluate({ head, options }) {
        for (const { model, evaluation, splits } of Object.values(head.scores)) {
            const { n = 0, declared } = splits[evaluation] ?? {};
            if (!declared?.interval || declared.value === null)
                continue;
            const [low, high] = declared.interval;
            const halfWidth = (high - low) / 2;
            if (halfWidth <= options.uncertainty)
                continue;
            yield {
                message: 'small',
                subject: model,
                identity: model,
                at: head.models[model]?.at,
                measured: halfWidth,
                limit: options.uncertainty,
                noise: options.uncertainty / 10,
                data: {
                    model,
                    score: declared.name,
                    value: score(declared.value),
                    n,
                    split: evaluation,
                    needed: Math.ceil(n * (halfWidth / options.uncertainty) ** 2),
                    change: Math.round(1 / options.discordance),
                    detectable: points(detectableLoss(n, options.discordance)),
                },
            };
        }
    },
}));
/**
 * Smallest loss of accuracy that McNemar's test sees with a chance of 80 % at the error budget's level of 0.4 %:
 * (z₀.₉₉₆ + z₀.₈)·√(discordance / n), Connor's formula (1987) with the loss's own share of the variance left in.
 */
function detectableLoss(n, discordance) {
    return Math.min(1, (distributions_normalQuantile(0.996) + distributions_normalQuantile(0.8)) * Math.sqrt(discordance / n));
}

;// CONCATENATED MODULE: ./lib/rules/model-choice/dominated-model.js



/* harmony default export */ const dominated_model = (defineRule({
    meta: {
        id: 'model-choice/dominated-model',
        title: 'A model is bigger than another that does as well.',
        why: 'Parameters and operations cost memory, latency and power in every run of the model. A bigger model has to buy something with them.',
        fix: 'Keep the smaller model, or show on more evaluation images that the bigger one is better.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'scores'],
        uses: ['comparisons'],
        messages: {
            outgrown: '{model} has grown to {measured} times the {size} of its base, and is not significantly better: {score} is {own}, and was {theirs}.',
            dominated: '{model} scores {own} in {score} with {more} {size}, and {other} scores {theirs} with {fewer}.',
        },
        options: { growth: 'How many times bigger a model may be without being better.' },
    },
    defaults: { growth: 1.1 },
    *evaluate({ base, head, pair, options }) {
        for (const model of Object.values(head.models)) {
            const before = base.models?.[model.model];
            const compared = pair.comparisons[model.model]?.overall ?? [];
            const growth = before && growthOf(model, before);
            if (growth && growth.ratio > options.growth && compared.length > 0 && compared.every(mayBeNoBetter)) {
                const { head: own, base: theirs } = compared[compared.length - 1];
                yield {
                    message: 'outgrown',
                    subject: model.model,
                    identity: `${model.model}/base`,
                    at: { path: model.path },
                    measured: growth.ratio,
                    limit: options.growth,
                    data: { model: model.model, size: growth.size, score: model.score, own: score(own), theirs: score(theirs) },
                };
            }
            const rival = bestRival(model, head, options.growth);
            if (!rival)
                continue;
            yield {
                message: 'dominated',
                subject: model.model,
                identity: `${model.model}/${rival.model.model}`,
                at: { path: model.path },
                data: {
                    model: model.model,
                    own: score(rival.own),
                    score: model.score,
                    more: amount(model[rival.size] ?? 0),
                    size: sizes[rival.size],
                    other: rival.model.model,
                    theirs: score(rival.theirs),
                    fewer: amount(rival.model[rival.size] ?? 0),
                },
            };
        }
    },
}));
const sizes = { parameters: 'parameters', macs: 'multiply–accumulates' };
/** The interval of the loss does not exclude that nothing was gained. */
function mayBeNoBetter({ interval }) {
    return interval[1] >= 0;
}
/** The larger of the two growths, unless one of them is a shrinkage. */
function growthOf(model, other) {
    const growths = ['parameters', 'macs'].flatMap((key) => {
        const [own, theirs] = [model[key], other[key]];
        return own !== null && theirs ? [{ key, size: sizes[key], ratio: own / theirs }] : [];
    });
    if (growths.length === 0 || growths.some(({ ratio }) => ratio < 1))
        return null;
    return growths.reduce((most, growth) => (growth.ratio > most.ratio ? growth : most));
}
/** The best of the smaller models that score at least as well on the same evaluation split. */
function bestRival(model, { models, scores }, growth) {
    const own = declared(scores[model.model]);
    if (!own || !isScoreName(model.score))
        return null;
    const sign = classificationScore(model.score).direction === 'higher' ? 1 : -1;
    const rivals = Object.values(models).flatMap((other) => {
        const theirs = declared(scores[other.model]);
        const bigger = growthOf(model, other);
        const comparable = other !== model && other.dataset === model.dataset && other.task === model.task && other.score === model.score;
        if (!comparable || !theirs || theirs.n !== own.n || !bigger || bigger.ratio <= growth)
            return [];
        return sign * (theirs.value - own.value) >= 0
            ? [{ model: other, own: own.value, theirs: theirs.value, size: bigger.key }]
            : [];
    });
    return rivals.length === 0
        ? null
        : rivals.reduce((best, rival) => (sign * (rival.theirs - best.theirs) > 0 ? rival : best));
}
function declared(scores) {
    const split = scores?.splits[scores.evaluation];
    return split?.declared.value == null ? null : { value: split.declared.value, n: split.n };
}

;// CONCATENATED MODULE: ./lib/rules/model-choice/no-better-than-baseline.js


const names = {
    majority: 'always answering the most frequent class',
    'nearest-centroid': 'the nearest class mean of 16 × 16 thumbnails',
    'k-nearest-neighbours': 'the nearest neighbours among 16 × 16 thumbnails',
};
/* harmony default export */ const no_better_than_baseline = (defineRule({
    meta: {
        id: 'model-choice/no-better-than-baseline',
        title: 'A model is no better than a trivial one.',
        why: 'If a nearest neighbour on thumbnails does as well, the network costs its weights, its latency and its upkeep for nothing, or something between the image and the network is broken.',
        fix: 'Look for the broken step first (preprocessing, label order, training), then ask whether the simple model will do.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['baselines'],
        uses: ['models'],
        messages: {
            beaten: '{model} scores {own} in {score} on {n} images, and {baseline} scores {theirs}: the model is better by at most {high} with 95 % confidence, limit {limit}.',
        },
        options: { margin: 'How much better than each baseline the model must be able to be, in the unit of the score.' },
    },
    defaults: { margin: 0 },
    *evaluate({ head, options }) {
        for (const { model, score: name, baselines } of Object.values(head.baselines)) {
            for (const baseline of baselines) {
                const { method, margin, interval, n } = baseline;
                const [low, high] = interval;
                const sameAnswers = low === high;
                if (high > options.margin || (high === options.margin && !sameAnswers))
                    continue;
                yield {
                    message: 'beaten',
                    subject: model,
                    identity: `${model}/${method}`,
                    at: head.models[model] && { path: head.models[model].path },
                    measured: margin,
                    limit: options.margin,
                    ...(sameAnswers ? {} : { noise: high - margin }),
                    data: {
                        model,
                        score: name,
                        own: score(baseline.model),
                        n,
                        baseline: names[method],
                        theirs: score(baseline.score),
                        high: score(high),
                    },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/preprocessing/beaten-preprocessing.js


/* harmony default export */ const beaten_preprocessing = (defineRule({
    meta: {
        id: 'preprocessing/beaten-preprocessing',
        title: 'A model does better with another preprocessing than with the declared one.',
        why: 'A model is fed other pixels than it was trained on when a mean, a channel order or a resize got lost on the way. It still answers, only worse, and nothing fails.',
        fix: 'Declare the preprocessing that the model was trained with; the finding names one that does better.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['probes'],
        uses: ['models'],
        messages: {
            beaten: '{model} answers {better} of {n} images right with {alternative}, and {declared} as declared.',
        },
        options: { margin: 'Gain in accuracy of another preprocessing that is accepted, as a share: 0.01 is 1 point.' },
    },
    defaults: { margin: 0.01 },
    *evaluate({ head, options }) {
        for (const { model, probes } of Object.values(head.probes)) {
            const best = bestOf(probes);
            if (!best || best.confirm.n === 0)
                continue;
            const { n, bothRight, onlyFirst, onlySecond } = best.confirm;
            const declaredSecond = { ...best.confirm, onlyFirst: onlySecond, onlySecond: onlyFirst };
            yield {
                ...lossOfAccuracy(declaredSecond, options.margin),
                message: 'beaten',
                subject: model,
                identity: model,
                at: head.models[model]?.preprocessingAt,
                family: 'score',
                data: {
                    model,
                    n,
                    alternative: best.alternative,
                    better: bothRight + onlySecond,
                    declared: bothRight + onlyFirst,
                },
            };
        }
    },
}));
/** Chosen on one half of the sample, so that the other half's test is of one alternative, not of the luckiest of many. */
function bestOf(probes) {
    const gain = ({ select }) => select.onlySecond - select.onlyFirst;
    return probes.reduce((best, probe) => (best === undefined || gain(probe) > gain(best) ? probe : best), undefined);
}

;// CONCATENATED MODULE: ./lib/rules/shared/contract.js

/** Element types that pixels can be given in. */
const pixelTypes = ['float', 'float16', 'double', 'uint8'];
/** Everything that is certainly wrong; unknown and symbolic dimensions are not. */
function mismatches(model) {
    const [input, ...others] = model.inputs;
    const ofInput = input && others.length === 0 ? inputMismatches(model, input) : [];
    return [...ofInput, ...statisticsMismatches(model), ...labelMismatches(model)];
}
function inputMismatches(model, input) {
    const { preprocessing, preprocessingAt, preprocessingDeclared } = model;
    const data = { model: model.model, input: input.name };
    const file = { path: model.path };
    if (!pixelTypes.includes(input.type)) {
        return [{ message: 'type', part: input.name, at: file, data: { ...data, type: input.type } }];
    }
    const bytes = preprocessingDeclared && input.type === 'uint8' && makesFractions(preprocessing)
        ? [{ message: 'bytes', part: input.name, at: preprocessingAt, data }]
        : [];
    if (input.shape.length !== 4) {
        const rank = { message: 'rank', part: input.name, at: file, data: { ...data, rank: input.shape.length } };
        return [...bytes, rank];
    }
    return [...bytes, ...shapeMismatches(preprocessing, input.shape).map(toMismatch)];
    function toMismatch({ message, ...found }) {
        return { message, part: input.name, at: preprocessingAt, data: { ...data, shape: contract_written(input.shape), ...found } };
    }
}
function shapeMismatches(preprocessing, shape) {
    const { layout, colour } = preprocessing;
    const first = layout === 'nchw';
    const channels = channelsOf(preprocessing);
    const taken = shape[first ? 1 : 3];
    if (typeof taken === 'number' && taken !== channels) {
        const swapped = taken !== 1 && taken !== 3 && [1, 3].includes(shape[first ? 3 : 1]);
        return swapped
            ? [{ message: 'layout', layout }]
            : [{ message: 'channels', colour, made: counted(channels, 'channel'), taken: counted(taken, 'channel') }];
    }
    const [height, width] = first ? [shape[2], shape[3]] : [shape[1], shape[2]];
    const made = madeSize(preprocessing, height, width);
    return made === null ? [] : [{ message: 'size', made }];
}
/** The size that the preprocessing makes of an image, in words, where it certainly is not the input's. */
function madeSize({ resize, crop }, height, width) {
    const differs = (taken, made) => typeof taken === 'number' && taken !== made;
    const exact = crop ?? (resize.mode === 'stretch' || resize.mode === 'letterbox' ? resize : null);
    if (exact) {
        return differs(height, exact.height) || differs(width, exact.width) ? `${exact.width} × ${exact.height}` : null;
    }
    if (resize.mode !== 'shortest' || resize.longest !== undefined)
        return null;
    const known = typeof height === 'number' && typeof width === 'number';
    return known && Math.min(height, width) !== resize.size ? `a shorter side of ${resize.size}` : null;
}
function statisticsMismatches({ model, preprocessing, preprocessingAt: at }) {
    const { normalise } = preprocessing;
    if (!normalise)
        return [];
    const channels = channelsOf(preprocessing);
    const counts = ['mean', 'std'].flatMap((name) => {
        const count = normalise[name].length;
        const fits = count === channels || count === 1;
        return fits
            ? []
            : [
                {
                    message: 'statistics',
                    part: name,
                    at,
                    data: { model, name, values: counted(count, 'value'), channels: counted(channels, 'channel') },
                },
            ];
    });
    const zero = normalise.std.includes(0)
        ? [{ message: 'deviation', part: 'std', at, data: { model } }]
        : [];
    return [...counts, ...zero];
}
/** A single output per image may stand for two classes. */
function labelMismatches({ model, outputs, labels, labelsAt, at }) {
    const [output, ...others] = outputs;
    const classes = output?.shape.at(-1);
    if (!output || others.length > 0 || labels.length === 0 || output.shape.length !== 2)
        return [];
    if (typeof classes !== 'number' || classes === labels.length || classes === 1)
        return [];
    const data = { model, labels: labels.length, output: output.name, classes };
    return [{ message: 'labels', part: output.name, at: labelsAt ?? at, data }];
}
function channelsOf({ colour }) {
    return colour === 'grey' ? 1 : 3;
}
function makesFractions({ rescale, normalise }) {
    return rescale !== 1 || normalise !== null;
}
function contract_written(shape) {
    return shape.map((dimension) => dimension ?? '?').join(' × ');
}

;// CONCATENATED MODULE: ./lib/rules/preprocessing/contract-mismatch.js


/* harmony default export */ const contract_mismatch = (defineRule({
    meta: {
        id: 'preprocessing/contract-mismatch',
        title: "What is declared of a model does not fit the model's input or output.",
        why: 'Whoever serves the model goes by its preprocessing and its labels. If they do not fit the graph, it fails at the first image, or answers with the name of another class.',
        fix: 'Correct the preprocessing or the list of labels, or export the model with the input and output that they describe.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['models'],
        messages: {
            type: 'The input {input} of {model} is of type {type}, and pixels are given as float, float16, double or uint8.',
            rank: 'The input {input} of {model} has {rank} dimensions, and a batch of images has 4.',
            layout: 'The preprocessing of {model} declares the layout {layout}, and the input {input} is {shape}.',
            channels: 'The preprocessing of {model} makes {colour} images ({made}), and the input {input} takes {taken}.',
            size: 'The preprocessing of {model} makes images of {made}, and the input {input} is {shape}.',
            statistics: 'The normalisation of {model} has {values} of {name}, and its images have {channels}.',
            deviation: 'The normalisation of {model} divides by a standard deviation of 0.',
            bytes: 'The input {input} of {model} takes whole numbers (uint8), and the preprocessing makes fractions.',
            labels: '{model} has {labels} labels, and its output {output} has {classes} classes.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const model of Object.values(head.models)) {
            for (const { message, part, at, data } of mismatches(model)) {
                yield { message, subject: model.model, identity: `${model.model}/${part}`, at, data };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/preprocessing/ignored-orientation.js



const turns = {
    2: 'mirrored',
    3: 'turned by 180°',
    4: 'mirrored and turned by 180°',
    5: 'mirrored and turned by 90°',
    6: 'turned by 90° clockwise',
    7: 'mirrored and turned by 270°',
    8: 'turned by 90° anticlockwise',
};
/* harmony default export */ const ignored_orientation = (defineRule({
    meta: {
        id: 'preprocessing/ignored-orientation',
        title: 'An image is stored turned, and nothing says that the loader turns it back.',
        why: 'Cameras store pixels as the sensor lay and note the turn in EXIF. Viewers apply it and most training loaders do not (Pillow, OpenCV with its unchanged flag), so that people label an upright image and the model learns a sideways one.',
        fix: "Store the image upright (`exiftran -ai FILE`, or `jpegtran`), or, when the project's loader applies EXIF orientation, declare `orientation: apply` for the dataset.",
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        uses: ['models'],
        messages: {
            turned: '{path} is to be shown {turn} (EXIF orientation {orientation}), which its loader is not known to do.',
            disregarded: '{model} declares that it ignores EXIF orientation, and the loader of {dataset} applies it: the two see {images} differently.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const { dataset, orientation } of Object.values(head.images)) {
            const samples = head.samples[dataset];
            const rows = [...orientation.keys()].filter((row) => orientation[row] in turns);
            if (!samples || rows.length === 0)
                continue;
            if (samples.orientation === 'apply') {
                for (const { model, dataset: own, preprocessing, preprocessingAt } of Object.values(head.models)) {
                    if (own !== dataset || preprocessing.orientation === 'apply')
                        continue;
                    yield {
                        message: 'disregarded',
                        subject: model,
                        identity: model,
                        at: preprocessingAt,
                        data: { model, images: counted(rows.length, 'image'), dataset },
                    };
                }
                continue;
            }
            const names = namesByContent(samples, base.samples?.[dataset], rows);
            for (const [index, row] of rows.entries()) {
                yield {
                    message: 'turned',
                    subject: samples.path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: samples.path[row], turn: turns[orientation[row]], orientation: orientation[row] },
                    evidence: imageOf(samples, row),
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/image-scores.js

/** Every readable image whose score, 0–1 and low where bad, is below `limit`. */
function* imagesBelow({ base, head }, score, limit) {
    for (const { dataset, [score]: values } of Object.values(head.images)) {
        const samples = head.samples[dataset];
        if (!samples)
            continue;
        const rows = [...values.keys()].filter((row) => values[row] < limit);
        const names = namesByContent(samples, base.samples?.[dataset], rows);
        for (const [index, row] of rows.entries()) {
            yield {
                subject: samples.path[row],
                identity: names[index],
                at: placeOf(samples, row),
                measured: values[row],
                limit,
                data: { path: samples.path[row] },
                evidence: imageOf(samples, row),
            };
        }
    }
}

;// CONCATENATED MODULE: ./lib/rules/training-data/blurry-image.js


/* harmony default export */ const blurry_image = (defineRule({
    meta: {
        id: 'training-data/blurry-image',
        title: 'An image is blurred.',
        why: 'Blur removes the edges and textures that vision models go by. Blurred images of one class teach the model that the blur is the class.',
        fix: 'Take the image out, or replace it with a sharp one. Pictures of few details can look blurred by this measure: waive those, or lower the limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: { blurred: '{path} is blurred: its sharpness is {measured}, limit {limit}.' },
        options: { limit: 'Lowest sharpness, 0–1, of an image that is not blurred (cleanvision: 0.29).' },
    },
    defaults: { limit: 0.29 },
    *evaluate({ base, head, options }) {
        for (const image of imagesBelow({ base, head }, 'blurry', options.limit))
            yield { message: 'blurred', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/classes.js
/** Labelled images by split, then by class, in the order in which they are first met. */
function countClasses({ split, label, count }) {
    const counts = new Map();
    for (let row = 0; row < count; row++) {
        const name = label[row];
        if (name === null)
            continue;
        const ofSplit = counts.get(split[row]) ?? new Map();
        counts.set(split[row], ofSplit.set(name, (ofSplit.get(name) ?? 0) + 1));
    }
    return counts;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/class-imbalance.js


/* harmony default export */ const class_imbalance = (defineRule({
    meta: {
        id: 'training-data/class-imbalance',
        title: 'One class has many times the training images of another.',
        why: 'A model that sees one class twenty times as often learns to answer it when in doubt. The rare class pays, and accuracy hides it.',
        fix: 'Collect more images of the rare class, or weight the loss or the sampling and raise this ratio in the policy to what you accept.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            imbalance: '{dataset} has {most} training images of {largest} and {least} of {smallest}, a ratio of {measured} to 1.',
        },
        options: { ratio: 'Largest class over smallest class, by training images, that is accepted.' },
    },
    defaults: { ratio: 20 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            const classes = [...(countClasses(samples).get('train') ?? [])].sort(([, a], [, b]) => b - a);
            if (classes.length < 2)
                continue;
            const [largest, most] = classes[0];
            const [smallest, least] = classes[classes.length - 1];
            if (most <= options.ratio * least)
                continue;
            yield {
                message: 'imbalance',
                subject: samples.dataset,
                identity: samples.dataset,
                at: samples.classesAt ?? undefined,
                measured: most / least,
                limit: options.ratio,
                data: { dataset: samples.dataset, largest, most, smallest, least },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/dark-image.js


/* harmony default export */ const dark_image = (defineRule({
    meta: {
        id: 'training-data/dark-image',
        title: 'An image is so dark that little can be seen in it.',
        why: 'What cannot be seen cannot be learnt. Dark images teach the model to guess the label from noise, and in evaluation they measure luck.',
        fix: 'Take the image out, or expose it again. If the task is to see in the dark, switch the rule off or lower its limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            dark: '{path} is dark: 99 % of its pixels are darker than {measured} of full brightness, limit {limit}.',
        },
        options: { limit: 'Lowest 99th percentile of brightness, 0–1, of an image that is not dark (cleanvision: 0.32).' },
    },
    defaults: { limit: 0.32 },
    *evaluate({ base, head, options }) {
        for (const image of imagesBelow({ base, head }, 'dark', options.limit))
            yield { message: 'dark', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/exact-duplicate.js


/* harmony default export */ const exact_duplicate = (defineRule({
    meta: {
        id: 'training-data/exact-duplicate',
        title: 'A split holds the same image more than once, with the same label.',
        why: 'A repeated image counts double: in training it is learnt by heart, and in evaluation it makes the interval of every score look narrower than it is. Copies across splits and copies with other labels are worse, and have rules of their own.',
        fix: 'Keep one copy of each image in a split.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            copied: '{path} is the same image as {twin}, in {split}.',
            repeated: '{path} is listed more than once in {split}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const samples of Object.values(head.samples)) {
            const { path, hash, split, label, count } = samples;
            const groups = repeated(count, (row) => hash[row] === '' ? null : [hash[row], split[row], label[row] ?? ''].join('\0'));
            const unchanged = unchangedAmong(samples, base.samples?.[samples.dataset], [...groups.values()].flat());
            const copies = [...groups.values()].flatMap((rows) => {
                const original = rows.find(unchanged) ?? rows[0];
                return rows.filter((row) => row !== original).map((row) => ({ row, original }));
            });
            copies.sort((a, b) => a.row - b.row);
            const names = namesByContent(samples, base.samples?.[samples.dataset], copies.map(({ row }) => row));
            for (const [index, { row, original }] of copies.entries()) {
                yield {
                    message: path[row] === path[original] ? 'repeated' : 'copied',
                    subject: path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: path[row], twin: path[original], split: split[row] },
                    evidence: pairOf(samples, [
                        [original, path[original]],
                        [row, path[row]],
                    ]),
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/invalid-annotation.js

/* harmony default export */ const invalid_annotation = (defineRule({
    meta: {
        id: 'training-data/invalid-annotation',
        title: 'A part of the listing could not be taken in as it is written.',
        why: 'A row that is ragged, repeated or points nowhere is dropped by one reader and misread by another, so that nobody trains on the dataset that was meant. What the gate leaves out it has not checked.',
        fix: 'Mend the line; each finding says what was expected there.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: { invalid: '{problem}.' },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { dataset, problems } of Object.values(head.samples)) {
            const copies = new Map();
            for (const { message, at } of problems) {
                const name = `${dataset}/${at.path}: ${withoutLines(message)}`;
                const copy = (copies.get(name) ?? 0) + 1;
                copies.set(name, copy);
                yield {
                    message: 'invalid',
                    subject: at.path,
                    identity: copy === 1 ? name : `${name}#${copy}`,
                    at,
                    data: { problem: message.replace(/\.$/, '') },
                };
            }
        }
    },
}));
/** Lines move when rows are added above them, and the problem stays the same. */
function withoutLines(message) {
    return message.replace(/\bline \d+/g, 'line');
}

;// CONCATENATED MODULE: ./lib/rules/training-data/label-conflict.js


/* harmony default export */ const label_conflict = (defineRule({
    meta: {
        id: 'training-data/label-conflict',
        title: 'The same image has two labels.',
        why: 'One of the two labels is wrong. In training they pull the model in two directions; in evaluation one of them is graded wrong whatever the model answers.',
        fix: 'Look at the image, keep the right label, and remove the other copy.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: { conflict: '{path} is labelled {label}, and the same image is labelled {other} as {twin}.' },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const samples of Object.values(head.samples)) {
            const { path, hash, label } = samples;
            for (const { row, twin } of conflicts(samples, base.samples?.[samples.dataset])) {
                const labels = [label[row], label[twin]].sort();
                yield {
                    message: 'conflict',
                    subject: path[row],
                    identity: [hash[row], ...labels].join(' '),
                    at: placeOf(samples, row),
                    data: { path: path[row], label: label[row] ?? '', twin: path[twin], other: label[twin] ?? '' },
                    evidence: pairOf(samples, [
                        [twin, `${label[twin]}: ${path[twin]}`],
                        [row, `${label[row]}: ${path[row]}`],
                    ]),
                };
            }
        }
    },
}));
/** For each image with several labels, the first copy of each label but the one that it has had for longest. */
function conflicts(samples, base) {
    const { hash, label, count } = samples;
    const groups = repeated(count, (row) => (hash[row] === '' || label[row] === null ? null : hash[row]));
    const unchanged = unchangedAmong(samples, base, [...groups.values()].flat());
    const found = [...groups.values()].flatMap((rows) => {
        const firstOf = new Map();
        for (const row of [...rows.filter(unchanged), ...rows]) {
            if (!firstOf.has(label[row]))
                firstOf.set(label[row], row);
        }
        const [twin, ...others] = firstOf.values();
        return others.map((row) => ({ row, twin }));
    });
    return found.sort((a, b) => a.row - b.row);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/split-leakage.js




/* harmony default export */ const split_leakage = (defineRule({
    meta: {
        id: 'training-data/split-leakage',
        title: 'The same image, or the same unit, is in the training set and in an evaluation set.',
        why: 'A leaked image is graded on what was memorised, so the score is too high. So is an image of a patient, video or site that training has seen: the model recognises the unit, not the class.',
        fix: 'Keep each image, and all images of one unit, in one split.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            image: '{path} in {split} is the same image as {twin} in {twinSplit}.',
            unit: '{unit} has images in {splits}: {path} is in {split}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const samples of Object.values(head.samples)) {
            const { path, split, dataset } = samples;
            const leaks = leakedImages(samples, base.samples?.[dataset]);
            const names = namesByContent(samples, base.samples?.[dataset], leaks.map(({ row }) => row));
            for (const [index, { row, twin }] of leaks.entries()) {
                yield {
                    message: 'image',
                    subject: path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: path[row], split: split[row], twin: path[twin], twinSplit: split[twin] },
                    evidence: pairOf(samples, [
                        [twin, `${split[twin]}: ${path[twin]}`],
                        [row, `${split[row]}: ${path[row]}`],
                    ]),
                };
            }
            const units = leakedUnits(samples);
            const unchanged = unchangedAmong(samples, base.samples?.[dataset], units.flatMap(({ rows }) => rows));
            for (const { unit, rows, splits } of units) {
                const row = rows.find((row) => !unchanged(row)) ?? rows[0];
                yield {
                    message: 'unit',
                    subject: unit,
                    identity: `${dataset}/${unit}`,
                    at: placeOf(samples, row),
                    measured: rows.length,
                    limit: 0,
                    unit: 'images',
                    data: { unit, splits: listed(splits), path: path[row], split: split[row] },
                };
            }
        }
    },
}));
/** One leak for each copy in a later split of an image that an earlier split has. */
function leakedImages(samples, base) {
    const { hash, split, count } = samples;
    const groups = repeated(count, (row) => (hash[row] === '' || roleOf(split[row]) < 0 ? null : hash[row]));
    const unchanged = unchangedAmong(samples, base, [...groups.values()].flat());
    const leaks = [...groups.values()].flatMap((rows) => {
        const first = rows.reduce((earliest, row) => Math.min(earliest, roleOf(split[row])), Number.POSITIVE_INFINITY);
        const sources = rows.filter((row) => roleOf(split[row]) === first);
        const source = sources.find(unchanged) ?? sources[0];
        return rows
            .filter((row) => roleOf(split[row]) > first)
            .map((row) => (unchanged(row) && !unchanged(source) ? { row: source, twin: row } : { row, twin: source }));
    });
    return leaks.sort((a, b) => a.row - b.row);
}
function leakedUnits({ unit, split, count }) {
    if (!unit)
        return [];
    const groups = repeated(count, (row) => (roleOf(split[row]) < 0 ? null : unit[row] || null));
    return [...groups].flatMap(([name, rows]) => {
        const splits = [...new Set(rows.map((row) => split[row]))].sort((a, b) => roleOf(a) - roleOf(b));
        return splits.length > 1 ? [{ unit: name, splits, rows: rows.filter((row) => split[row] !== splits[0]) }] : [];
    });
}

;// CONCATENATED MODULE: ./lib/rules/training-data/too-few-samples.js





/* harmony default export */ const too_few_samples = (defineRule({
    meta: {
        id: 'training-data/too-few-samples',
        title: 'A class has too few images in a split.',
        why: 'A class of a handful of training images is memorised, not learnt. With 20 evaluation images, all of them right, the true recall may still be 84 % (95 % interval); with fewer, a class can fail unseen.',
        fix: 'Collect more images of the class, merge it with another, or take it out of the class list.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: { few: '{class} has {images} in {split} of {dataset}; {limit} are wanted.' },
        options: {
            train: 'Images that each class should have in train.',
            evaluation: 'Images that each class should have in each evaluation split.',
        },
    },
    defaults: { train: 20, evaluation: 20 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, classes } = samples;
            const splits = [...countClasses(samples)].filter(([split]) => roleOf(split) >= 0);
            for (const [split, counts] of splits.sort(([a], [b]) => roleOf(a) - roleOf(b))) {
                const limit = split === 'train' ? options.train : options.evaluation;
                for (const name of classes) {
                    const count = counts.get(name) ?? 0;
                    if (count >= limit)
                        continue;
                    yield {
                        message: 'few',
                        subject: name,
                        identity: `${dataset}/${split}/${name}`,
                        at: samples.classesAt ?? firstOf(samples, name),
                        measured: count,
                        limit,
                        unit: 'images',
                        data: { class: name, images: counted(count, 'image'), split, dataset },
                    };
                }
            }
        }
    },
}));
function firstOf(samples, name) {
    const row = samples.label.indexOf(name);
    return row < 0 ? undefined : placeOf(samples, row);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/unreadable-image.js


/* harmony default export */ const unreadable_image = (defineRule({
    meta: {
        id: 'training-data/unreadable-image',
        title: 'An image of the dataset cannot be read.',
        why: 'A truncated or missing image stops a training run hours in, or is skipped in silence, so that the dataset is smaller than its listing says.',
        fix: 'Restore the image from its source, or take it out of the dataset. If it is stored with Git LFS, make sure that its content was pushed.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images'],
        messages: {
            missing: '{path} is listed in {dataset}, and the commit does not hold it.',
            undecodable: '{path} cannot be decoded: {error}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, path, hash, count } = samples;
            const error = head.images[dataset]?.error ?? [];
            const rows = Array.from({ length: count }, (_, row) => row).filter((row) => hash[row] === '' || error[row]);
            const names = namesByContent(samples, base.samples?.[dataset], rows);
            for (const [index, row] of rows.entries()) {
                yield {
                    message: hash[row] === '' ? 'missing' : 'undecodable',
                    subject: path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: path[row], dataset, error: withoutStop(error[row] ?? '') },
                };
            }
        }
    },
}));
/** Decoders end their messages as they like. */
function withoutStop(text) {
    return text.trim().replace(/[.!]+$/, '');
}

;// CONCATENATED MODULE: ./lib/rules/index.js





























/** Every rule, sorted by id. */
const rules = [
    over_budget,
    interface_change,
    latency_regression,
    changed_gate,
    group_gap,
    group_regression,
    location_metadata,
    missing_licence,
    overfitting,
    underfitting,
    changed_evaluation_set,
    class_regression,
    inadequate_metric,
    regression,
    small_evaluation_set,
    dominated_model,
    no_better_than_baseline,
    beaten_preprocessing,
    contract_mismatch,
    ignored_orientation,
    blurry_image,
    class_imbalance,
    dark_image,
    exact_duplicate,
    invalid_annotation,
    label_conflict,
    split_leakage,
    too_few_samples,
    unreadable_image,
];

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:sqlite"
var external_node_sqlite_ = __webpack_require__(99);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./lib/src/cache/database.js




/** Milliseconds that a write waits for another process's transaction. */
const BUSY_TIMEOUT = 10_000;
/** SQLite's primary result codes (sqlite.org/rescode.html). */
const RESULT = { busy: 5, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 };
/** Runs of one store may overlap, in one process or many: a write-ahead log lets readers and one writer go on together. */
function openDatabase(file) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(file), { recursive: true });
    const database = new external_node_sqlite_.DatabaseSync(file, { timeout: BUSY_TIMEOUT });
    try {
        whenFree(() => database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'));
        whenFree(() => database.exec('CREATE TABLE IF NOT EXISTS facts (kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key))'));
        return database;
    }
    catch (error) {
        database.close();
        throw error;
    }
}
/** Opens a store that is not written to; also from a folder that cannot be written to. */
function openReadOnly(file) {
    const immutable = (0,external_node_url_.pathToFileURL)(file);
    immutable.searchParams.set('immutable', '1');
    try {
        return readable(new external_node_sqlite_.DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT }));
    }
    catch (error) {
        if (![RESULT.readOnly, RESULT.cannotOpen].includes(resultCode(error)))
            throw error;
        return readable(new external_node_sqlite_.DatabaseSync(immutable, { readOnly: true }));
    }
}
function readable(database) {
    try {
        database.exec('SELECT kind, key, value FROM facts LIMIT 0');
        return database;
    }
    catch (error) {
        database.close();
        throw error;
    }
}
/** SQLite's primary result code of an error; −1 for any other error. */
function resultCode(error) {
    const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
    return typeof code === 'number' ? code & 0xff : -1;
}
const isCorrupt = (error) => [RESULT.corrupt, RESULT.notADatabase].includes(resultCode(error));
/** Switching to a write-ahead log does not wait for other processes by itself. */
function whenFree(action) {
    const deadline = Date.now() + BUSY_TIMEOUT;
    for (;;) {
        try {
            return action();
        }
        catch (error) {
            if (resultCode(error) !== RESULT.busy || Date.now() > deadline)
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        }
    }
}
/** Identity of the file, so that a store which another process has replaced meanwhile is not set aside again. */
const inodeOf = (file) => (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.ino;
/** Moves a store out of the way; returns where it went. */
function setAside(file) {
    const aside = `${file}.corrupt-${Date.now()}-${process.pid}`;
    (0,external_node_fs_.renameSync)(file, aside);
    for (const companion of ['-wal', '-shm'])
        (0,external_node_fs_.rmSync)(`${file}${companion}`, { force: true });
    return aside;
}

;// CONCATENATED MODULE: ./lib/src/cache/layer.js

function memoryLayer() {
    const kinds = new Map();
    return {
        get(kind, keys, found) {
            const kept = kinds.get(kind);
            for (const key of keys) {
                const value = kept?.get(key);
                if (value)
                    found.set(key, value);
            }
        },
        put(kind, entries) {
            const kept = kinds.get(kind) ?? new Map();
            kinds.set(kind, kept);
            for (const [key, value] of entries)
                kept.set(key, value.slice());
        },
        close: () => kinds.clear(),
    };
}
/** A store that is only read. */
function readingLayer(file) {
    const database = openReadOnly(file);
    return {
        get: (kind, keys, found) => layer_select(database, kind, keys, found),
        put() {
            throw new Error(`${file} was opened to be read only`);
        },
        close: () => database.close(),
    };
}
/** A store that is read and written. A corrupt one is set aside, at once or when it shows, and begun anew. */
function writingLayer(file, note) {
    let inode = inodeOf(file);
    let database = openOrRebuild();
    function rebuild(error) {
        // Another process that met the same damage may have replaced the file already.
        if (inode === inodeOf(file)) {
            const aside = setAside(file);
            note(`The cache in \`${file}\` is damaged (${error.message}): it was moved to \`${aside}\` and begun anew.`);
        }
        return openStore();
    }
    function openStore() {
        const opened = openDatabase(file);
        inode = inodeOf(file);
        return opened;
    }
    function openOrRebuild() {
        try {
            return openStore();
        }
        catch (error) {
            if (!isCorrupt(error))
                throw error;
            return rebuild(error);
        }
    }
    function unlessCorrupt(action) {
        try {
            return action();
        }
        catch (error) {
            if (!isCorrupt(error))
                throw error;
            database.close();
            database = rebuild(error);
            return action();
        }
    }
    return {
        get: (kind, keys, found) => unlessCorrupt(() => layer_select(database, kind, keys, found)),
        put: (kind, entries) => unlessCorrupt(() => insert(database, kind, entries)),
        close() {
            if (database.isOpen)
                database.close();
        },
    };
}
/** Keys asked for in one statement. */
const BATCH = 10_000;
function layer_select(database, kind, keys, found) {
    const statement = database.prepare('SELECT key, value FROM facts WHERE kind = ? AND key IN (SELECT value FROM json_each(?))');
    for (let start = 0; start < keys.length; start += BATCH) {
        for (const row of statement.iterate(kind, JSON.stringify(keys.slice(start, start + BATCH)))) {
            found.set(row.key, row.value);
        }
    }
}
function insert(database, kind, entries) {
    const statement = database.prepare('INSERT OR REPLACE INTO facts (kind, key, value) VALUES (?, ?, ?)');
    database.exec('BEGIN IMMEDIATE');
    try {
        for (const [key, value] of entries)
            statement.run(kind, key, value);
        database.exec('COMMIT');
    }
    catch (error) {
        if (database.isTransaction)
            database.exec('ROLLBACK');
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/src/cache/store.js



/** The file of each folder. Its name carries the schema's version, so that versions of the product can share a folder. */
const STORE = 'facts-v1.sqlite';
/**
 * Opens the store of facts. It never fails a run: what cannot be read is absent, what cannot be written is kept in memory,
 * and either is noted once. Every `putMany` is kept whole or not at all, also when the process is killed.
 */
function openCache({ directories, readOnly = false, note = () => { } }) {
    const files = directories.map((directory) => (0,external_node_path_.join)(directory, STORE));
    const readFiles = readOnly ? files : files.slice(0, -1);
    const readers = readFiles
        .filter((file) => (0,external_node_fs_.existsSync)(file))
        .map((file) => forgiving(() => readingLayer(file), file, note));
    const writer = readOnly || files.length === 0
        ? memoryLayer()
        : forgiving(() => writingLayer(files.at(-1), note), files.at(-1), note);
    const layers = [...readers, writer];
    return {
        getMany(kind, keys) {
            const found = new Map();
            let wanted = keys;
            for (const layer of layers) {
                if (wanted.length === 0)
                    break;
                layer.get(kind, wanted, found);
                wanted = wanted.filter((key) => !found.has(key));
            }
            return found;
        },
        putMany(kind, entries) {
            // Computed before the transaction begins, so that other processes wait for writing alone.
            const computed = [...entries];
            if (computed.length > 0)
                writer.put(kind, computed);
        },
        close() {
            for (const layer of layers)
                layer.close();
        },
    };
}
/** Facts kept in memory, for this run alone. */
const noCache = () => openCache({ directories: [] });
/** A layer that gives way to memory when it fails, and says so. */
function forgiving(open, file, note) {
    let layer;
    const giveUp = (error) => {
        note(`The cache in \`${file}\` cannot be used (${error.message}): facts that it would spare are computed again.`);
        layer = memoryLayer();
    };
    const attempt = (action) => {
        try {
            action();
        }
        catch (error) {
            const failed = layer;
            giveUp(error);
            failed.close();
            action();
        }
    };
    try {
        layer = open();
    }
    catch (error) {
        giveUp(error);
    }
    return {
        get: (kind, keys, found) => attempt(() => layer.get(kind, keys, found)),
        put: (kind, entries) => attempt(() => layer.put(kind, entries)),
        close: () => layer.close(),
    };
}

;// CONCATENATED MODULE: ./lib/src/evaluate/findings.js


/** Problems and failed tests of head in their context, most urgent first, and what base had and head has not. */
function findings_findingsOf(judged) {
    const { run, severity } = judged;
    const rule = run.rule;
    const atBase = new Map();
    for (const problem of run.base?.problems ?? []) {
        const key = fingerprintOf(rule, problem);
        if (!atBase.has(key))
            atBase.set(key, problem);
    }
    const failedAtBase = new Set(judged.baseTests.filter(({ decision }) => decision === 'worse').map((test) => fingerprintOf(rule, test)));
    const findings = [];
    const atHead = new Set();
    run.head.problems.forEach((problem, index) => {
        const key = fingerprintOf(rule, problem);
        atHead.add(key);
        const before = atBase.get(key);
        const change = judged.changes.get(index);
        findings.push({
            ...toFinding(rule, severity, problem, originOf(rule, problem, before, change)),
            ...(before?.measured === undefined ? {} : { was: before.measured }),
            ...(change ? { test: change } : {}),
        });
    });
    for (const test of judged.headTests) {
        if (test.decision !== 'worse')
            continue;
        const key = fingerprintOf(rule, test);
        atHead.add(key);
        const origin = failedAtBase.has(key) ? 'inherited' : 'introduced';
        findings.push({
            ...toFinding(rule, severity, { ...test, measured: test.effect, limit: test.tolerance }, origin),
            test,
        });
    }
    const fixed = [...atBase]
        .filter(([key, problem]) => !atHead.has(key) && !run.lost.includes(problem.subject))
        .map(([, problem]) => toFinding(rule, severity, problem, 'inherited'));
    return { findings: findings.sort(byUrgency), fixed: run.ran && run.lost.length === 0 ? fixed.sort(byUrgency) : [] };
}
/** A step past the limit counts; a noisy value counts only when head is also worse than base beyond the noise. */
function originOf(rule, problem, before, change) {
    const further = before === undefined ? true : excess(problem) > excess(before);
    if (!further)
        return 'inherited';
    const origin = before === undefined ? 'introduced' : 'worsened';
    if (rule.meta.measure === 'counted')
        return origin;
    if (change)
        return change.decision === 'worse' ? origin : 'inherited';
    if (problem.noise !== undefined) {
        const step = before === undefined ? excess(problem) : excess(problem) - excess(before);
        return step > problem.noise ? origin : 'inherited';
    }
    return before === undefined ? 'introduced' : 'inherited';
}
/** Distance past the limit; a value without a limit is past it by itself. */
function excess({ measured, limit }) {
    if (measured === undefined)
        return 0;
    return limit === undefined ? measured : Math.abs(measured - limit);
}
function fingerprintOf(rule, { message, identity }) {
    return fingerprint(rule.meta.id, message, identity);
}
function toFinding(rule, severity, problem, origin) {
    const { message, subject, identity, at, measured, limit, unit, data, evidence } = problem;
    return {
        rule: rule.meta.id,
        cause: findings_causeOf(rule),
        severity,
        origin,
        fingerprint: fingerprintOf(rule, problem),
        message,
        text: fillMessage(rule.meta.messages[message] ?? message, problem),
        subject,
        identity,
        ...(at ? { at } : {}),
        ...(measured === undefined ? {} : { measured }),
        ...(limit === undefined ? {} : { limit }),
        ...(unit === undefined ? {} : { unit }),
        ...(data ? { data } : {}),
        ...(evidence ? { evidence } : {}),
    };
}
function findings_causeOf(rule) {
    return rule.meta.id.slice(0, rule.meta.id.indexOf('/'));
}
const urgency = { introduced: 0, worsened: 1, inherited: 2 };
function byUrgency(a, b) {
    if (a.origin !== b.origin)
        return urgency[a.origin] - urgency[b.origin];
    return (findings_compare(a.at?.path ?? a.subject, b.at?.path ?? b.subject) ||
        (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
        findings_compare(a.fingerprint, b.fingerprint));
}
function findings_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/src/evaluate/run-rule.js
const pairFacts = {
    changes: true,
    modelChanges: true,
    comparisons: true,
    latency: true,
    gate: true,
};
const nothing = { problems: [], tests: [] };
/** Runs one rule on head, and on base as if it were head. Never throws: a rule that does is errored. */
function run_rule_runRule(rule, sides, options) {
    const reads = [...rule.meta.needs, ...(rule.meta.uses ?? [])];
    const sideReads = reads.filter(isSide);
    const pairReads = reads.filter(isPair);
    const required = sideReads.filter((fact) => rule.meta.needs.includes(fact));
    const lost = namesLost(required, sides);
    const unread = unreadOf(reads, sides);
    const reasons = unread.map(({ name, source, reason }) => `${source ?? name}: ${reason}`);
    const at = unread.find((entry) => entry.at)?.at;
    const place = at ? { reasonAt: at } : {};
    const idle = (reason) => ({
        rule,
        ran: false,
        reason: [...reasons, ...(unread.length > 0 ? [] : [reason])].join(' '),
        ...place,
        errored: unread.length > 0,
        lost,
        head: nothing,
        base: null,
    });
    const absent = required.find((need) => !hasEntries(sides.head.facts[need]));
    if (absent) {
        return idle(lost.length > 0 ? `Head no longer has what it reads: ${lost.join(', ')}.` : nothingToRead(absent));
    }
    if (!sides.base && pairReads.some((fact) => rule.meta.needs.includes(fact)))
        return idle('It compares two commits, and this is an audit of one.');
    const pair = pick(pairReads, sides.pair.facts);
    const empty = pick(pairReads, {});
    const baseFacts = sides.base ? pick(sideReads, sides.base.facts) : {};
    const baseComplete = sides.base && required.length > 0 && required.every((need) => hasEntries(sides.base?.facts[need]));
    try {
        return {
            rule,
            ran: true,
            reason: reasons.length > 0 ? reasons.join(' ') : null,
            ...place,
            errored: unread.length > 0,
            lost,
            head: collect(rule.evaluate({ base: baseFacts, head: pick(sideReads, sides.head.facts), pair, options })),
            base: baseComplete ? collect(rule.evaluate({ base: baseFacts, head: baseFacts, pair: empty, options })) : null,
        };
    }
    catch (error) {
        const threw = `The rule itself failed: ${error instanceof Error ? error.message : String(error)}. Report this as a bug of the gate.`;
        return { ...idle(threw), reason: threw, errored: true };
    }
}
function isPair(fact) {
    return fact in pairFacts;
}
function isSide(fact) {
    return !isPair(fact);
}
function collect(said) {
    const problems = [];
    const tests = [];
    for (const item of said) {
        if ('p' in item)
            tests.push(item);
        else
            problems.push(item);
    }
    return { problems, tests };
}
function hasEntries(collection) {
    return collection !== undefined && Object.keys(collection).length > 0;
}
function pick(names, facts) {
    return Object.fromEntries(names.map((name) => [name, facts[name] ?? {}]));
}
/** Datasets and models that base had and head has neither read nor failed to read. */
function namesLost(needs, { base, head }) {
    if (!base)
        return [];
    const lost = new Set();
    for (const need of needs) {
        const failed = new Set(head.unread.filter(({ fact }) => fact === need).map(({ name }) => name));
        for (const name of Object.keys(base.facts[need] ?? {})) {
            if (!failed.has(name) && !Object.hasOwn(head.facts[need] ?? {}, name))
                lost.add(name);
        }
    }
    return [...lost].sort();
}
/** What the rule would have read and could not. Broken bytes at the base count as no base, else no pull request could mend them. */
function unreadOf(needs, { base, head, pair }) {
    const seen = new Map();
    const all = [...head.unread, ...pair.unread, ...(base?.unread ?? []).filter(({ kind }) => kind === 'unavailable')];
    for (const unread of all) {
        const key = `${unread.source ?? unread.name}\n${unread.reason}`;
        if (needs.includes(unread.fact) && !seen.has(key))
            seen.set(key, unread);
    }
    return [...seen.values()];
}
const absence = {
    samples: 'The policy declares no dataset that this commit has.',
    images: 'The policy declares no dataset that this commit has.',
    models: 'The policy declares no model that this commit has.',
    predictions: 'There are no predictions to judge.',
    scores: 'There are no predictions to score.',
    baselines: 'No baseline could be trained: that takes a model with labelled training and evaluation images.',
    probes: 'No preprocessing could be probed: that takes a model with labelled evaluation images.',
    governance: 'The policy declares neither datasets nor models.',
    targets: 'The policy declares no targets.',
    memory: 'No target limits memory.',
};
function nothingToRead(fact) {
    return absence[fact];
}

;// CONCATENATED MODULE: ./lib/src/evaluate/settings.js
/** A rule's severity and options: its own setting in the policy, else its cause's, else the rule's defaults. */
function settings_settingOf(rule, policy) {
    const { id, severity, recommended } = rule.meta;
    const cause = id.slice(0, id.indexOf('/'));
    const own = policy.rules[id];
    const setting = own ?? policy.rules[`${cause}/*`];
    const options = { ...rule.defaults, ...own?.options };
    if (!setting) {
        return recommended
            ? { severity, options, reason: null }
            : { severity: 'off', options, reason: 'Not among the recommended rules; the policy can switch it on.' };
    }
    return {
        severity: setting.severity,
        options,
        reason: setting.severity === 'off' ? 'Switched off in the policy.' : null,
    };
}

;// CONCATENATED MODULE: ./lib/src/evaluate/evaluate.js







/** The rules that a run is about: all, or those named by id or cause. */
function chosenRules(rules, only) {
    return rules.filter((rule) => only.length === 0 || only.includes(rule.meta.id) || only.includes(findings_causeOf(rule)));
}
/** Every fact that some rule of this run reads: nothing else need be gathered. */
function factsRead(rules, policy, only) {
    const active = chosenRules(rules, only).filter((rule) => settings_settingOf(rule, policy).severity !== 'off');
    return new Set(active.flatMap(({ meta: { needs, uses } }) => [...needs, ...(uses ?? [])]));
}
/** Facts → findings → verdict. Pure: the same facts give the same evaluation, in the order of the causes and of the rules' ids. */
function evaluate(rules, sides, options) {
    const { policy, only, today } = options;
    const chosen = chosenRules(rules, only);
    const runs = chosen.map((rule) => {
        const setting = settingOf(rule, policy);
        return { rule, setting, run: setting.severity === 'off' ? null : runRule(rule, sides, setting.options) };
    });
    const decided = decideRuns(runs.flatMap(({ run }) => (run ? [run] : [])), policy.errorBudget);
    const results = runs.map(({ rule, setting, run }) => run && setting.severity !== 'off' ? resultOf(rule, setting, run, decided, policy, today) : offResult(rule, setting));
    return {
        verdict: verdictOf(results, policy),
        causes: causes.map((cause) => ({ cause, results: results.filter((result) => result.cause === cause) })),
    };
}
/** Head's tests and the tests of changes share the families' budgets; base's own tests are decided among themselves. */
function decideRuns(runs, budget) {
    const decided = new Map();
    const settle = (tests) => {
        for (const [index, judged] of decide(tests, budget).entries())
            decided.set(tests[index].original, judged);
    };
    settle(runs.flatMap((run) => [
        ...run.head.tests.map((test) => ({ rule: run.rule.meta.id, test, original: test })),
        ...run.head.problems.flatMap(({ change, message }) => change ? [{ rule: run.rule.meta.id, test: { ...change, message }, original: change }] : []),
    ]));
    settle(runs.flatMap((run) => (run.base?.tests ?? []).map((test) => ({ rule: run.rule.meta.id, test, original: test }))));
    return decided;
}
function resultOf(rule, setting, run, decided, policy, today) {
    const judgedAll = (tests) => tests.flatMap((test) => decided.get(test) ?? []);
    const changes = new Map();
    run.head.problems.forEach(({ change }, index) => {
        const judged = change && decided.get(change);
        if (judged)
            changes.set(index, judged);
    });
    const baseTests = judgedAll(run.base?.tests ?? []);
    const headTests = markInherited(judgedAll(run.head.tests), baseTests);
    const severity = setting.severity === 'off' ? rule.meta.severity : setting.severity;
    const { findings, fixed } = findingsOf({
        run,
        severity,
        headTests,
        baseTests,
        changes,
    });
    return {
        ...describe(rule, setting),
        outcome: run.errored ? 'errored' : run.ran ? 'ran' : 'skipped',
        ...(run.reason ? { reason: run.reason } : {}),
        ...(run.reasonAt ? { reasonAt: run.reasonAt } : {}),
        lost: run.lost,
        findings: waive(findings, policy.waivers, today),
        fixed,
        tests: [...headTests, ...changes.values()],
    };
}
/** Marks the undecided tests that base left undecided as well. */
function markInherited(tests, atBase) {
    const key = ({ message, identity }) => `${message}\0${identity}`;
    const undecided = new Set(atBase.filter(({ decision }) => decision === 'inconclusive').map(key));
    return tests.map((test) => test.decision === 'inconclusive' && undecided.has(key(test)) ? { ...test, inherited: true } : test);
}
function offResult(rule, setting) {
    return {
        ...describe(rule, setting),
        outcome: 'skipped',
        reason: setting.reason ?? 'Switched off.',
        lost: [],
        findings: [],
        fixed: [],
        tests: [],
    };
}
function describe(rule, setting) {
    const { id, title, why, fix } = rule.meta;
    return { rule: id, cause: causeOf(rule), title, why, fix, severity: setting.severity };
}

;// CONCATENATED MODULE: ./lib/src/model/fault.js
/** A failure whose message is written for the user: a sentence that ends with what to do. */
class Fault extends Error {
    name = 'Fault';
    kind;
    at;
    constructor(kind, message, at) {
        super(message);
        this.kind = kind;
        this.at = at;
    }
}

;// CONCATENATED MODULE: ./lib/src/score/sampling-units.js
/** Sampling units grouped by what they say, so that a resample is one count per type. */
/** Rows of each sampling unit: one per image, or all images of one cluster, clusters in order of appearance. */
function groupRows(n, cluster) {
    if (cluster === undefined)
        return Array.from({ length: n }, (_, i) => [i]);
    return [...Map.groupBy(cluster.keys(), (i) => cluster[i]).values()];
}
/**
 * Groups units with equal keys.
 *
 * @returns how many units each type holds, and one of them
 */
function groupTypes(units, key) {
    const types = [...Map.groupBy(units, key).values()];
    return { counts: Int32Array.from(types, (own) => own.length), representatives: types.map((own) => own[0]) };
}
/** Where each list ends once all are laid end to end. */
function cumulativeLengths(lists) {
    let end = 0;
    return Int32Array.from(lists, (list) => {
        end += list.length;
        return end;
    });
}

;// CONCATENATED MODULE: ./lib/src/score/paired-units.js

/**
 * Units of a score that is a mean over images.
 *
 * @param base - the score of base on each image
 * @param head - the score of head on each image, in the same order
 * @param direction - which way is better
 * @param cluster - cluster of each image, any integers; images are independent when left out
 */
function meanUnits(base, head, direction, cluster) {
    const sign = direction === 'higher' ? 1 : -1;
    const units = groupRows(base.length, cluster).map((rows) => ({
        loss: rows.reduce((sum, i) => sum + sign * (base[i] - head[i]), 0),
        size: rows.length,
        differs: rows.some((i) => base[i] !== head[i]),
    }));
    const { counts, representatives } = groupTypes(units, ({ loss, size, differs }) => `${loss} ${size} ${differs}`);
    const loss = Float64Array.from(representatives, (unit) => unit.loss);
    const size = Float64Array.from(representatives, (unit) => unit.size);
    return {
        counts,
        discordant: Uint8Array.from(representatives, (unit) => Number(unit.differs)),
        effect(drawn, swapped) {
            let total = 0;
            let images = 0;
            for (let t = 0; t < drawn.length; t++) {
                total += loss[t] * (swapped ? drawn[t] - 2 * swapped[t] : drawn[t]);
                images += size[t] * drawn[t];
            }
            return total / images;
        },
    };
}
/**
 * Units of a score of per-class counts, such as macro-F1.
 *
 * @param score - the score of one model's tallies
 */
function tallyUnits({ truth, base, head, classes }, score, direction, cluster) {
    const cell = (i) => (truth[i] * classes + base[i]) * classes + head[i];
    const units = groupRows(truth.length, cluster);
    const { counts, representatives } = groupTypes(units, (rows) => rows.map(cell).sort().join(' '));
    const rows = Int32Array.from(representatives.flat());
    const ends = cumulativeLengths(representatives);
    const sign = direction === 'higher' ? 1 : -1;
    const support = new Float64Array(classes);
    const ofBase = { support, predicted: new Float64Array(classes), hits: new Float64Array(classes) };
    const ofHead = { support, predicted: new Float64Array(classes), hits: new Float64Array(classes) };
    const arrays = [support, ofBase.predicted, ofBase.hits, ofHead.predicted, ofHead.hits];
    return {
        counts,
        discordant: Uint8Array.from(representatives, (own) => Number(own.some((i) => base[i] !== head[i]))),
        effect(drawn, swapped) {
            for (const array of arrays)
                array.fill(0);
            for (let t = 0, at = 0; t < drawn.length; t++) {
                const exchanged = swapped ? swapped[t] : 0;
                const kept = drawn[t] - exchanged;
                if (drawn[t] === 0)
                    at = ends[t];
                for (; at < ends[t]; at++) {
                    const i = rows[at];
                    const c = truth[i];
                    const b = base[i];
                    const h = head[i];
                    support[c] += drawn[t];
                    ofBase.predicted[b] += kept;
                    ofHead.predicted[h] += kept;
                    ofBase.predicted[h] += exchanged;
                    ofHead.predicted[b] += exchanged;
                    if (b === c) {
                        ofBase.hits[c] += kept;
                        ofHead.hits[c] += exchanged;
                    }
                    if (h === c) {
                        ofHead.hits[c] += kept;
                        ofBase.hits[c] += exchanged;
                    }
                }
            }
            return sign * (score(ofBase) - score(ofHead));
        },
    };
}
/**
 * Units of any other score that can be computed under image weights, such as ROC AUC.
 *
 * @param score - the score of 2n rows, base's n images first and then head's, under one weight per row
 * @param changed - 1 for each of the n images on which base and head differ
 */
function weightedUnits(score, changed, direction, cluster) {
    const n = changed.length;
    const units = groupRows(n, cluster);
    const sign = direction === 'higher' ? 1 : -1;
    const ofBase = new Float64Array(2 * n);
    const ofHead = new Float64Array(2 * n);
    return {
        counts: new Int32Array(units.length).fill(1),
        discordant: Uint8Array.from(units, (rows) => Number(rows.some((i) => changed[i] === 1))),
        effect(drawn, swapped) {
            units.forEach((rows, t) => {
                const exchanged = swapped ? swapped[t] : 0;
                for (const i of rows) {
                    ofBase[i] = drawn[t] - exchanged;
                    ofBase[n + i] = exchanged;
                    ofHead[i] = exchanged;
                    ofHead[n + i] = drawn[t] - exchanged;
                }
            });
            return sign * (score(ofBase) - score(ofHead));
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/score/classification/paired.js



/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param name - the score
 * @param base - base's results; `truth` is taken from here
 * @param head - head's results on the same images in the same order
 * @param cluster - cluster of each image, where images are not independent (near duplicates, one patient)
 * @throws {RangeError} where the two differ in images or classes, or probabilities are needed and absent
 */
function pairedUnits(name, base, head, cluster) {
    checkColumns(base);
    checkColumns(head);
    checkPaired(base, head);
    const score = classificationScore(name);
    checkProbabilities(name, base);
    checkProbabilities(name, head);
    switch (score.kind) {
        case 'mean':
            return meanUnits(score.perSample(base), score.perSample(head), score.direction, cluster);
        case 'tallies': {
            const classes = { truth: base.truth, base: base.predicted, head: head.predicted, classes: base.classes };
            return tallyUnits(classes, score.ofTallies, score.direction, cluster);
        }
        case 'corpus': {
            const pooled = poolRows(base, head);
            const changed = changedRows(base, head);
            return weightedUnits(score.prepare(pooled), changed, score.direction, cluster);
        }
    }
}
function checkPaired(base, head) {
    if (base.classes !== head.classes) {
        throw new RangeError(`Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one label list first.`);
    }
    const at = base.truth.length === head.truth.length ? base.truth.findIndex((c, i) => c !== head.truth[i]) : 0;
    if (at >= 0 && base.truth.length + head.truth.length > 0) {
        throw new RangeError(`Expected \`head.truth\` to equal \`base.truth\` but received other labels from image ${at} on. Compare both models on one set of labelled images.`);
    }
}
function poolRows(base, head) {
    const scores = new Float64Array(base.scores.length + head.scores.length);
    scores.set(base.scores);
    scores.set(head.scores, base.scores.length);
    return {
        truth: Int32Array.from([...base.truth, ...head.truth]),
        predicted: Int32Array.from([...base.predicted, ...head.predicted]),
        scores,
        classes: base.classes,
    };
}
function changedRows(base, head) {
    const { classes } = base;
    return Uint8Array.from(base.truth, (_, i) => {
        for (let at = i * classes; at < (i + 1) * classes; at++)
            if (base.scores[at] !== head.scores[at])
                return 1;
        return 0;
    });
}

;// CONCATENATED MODULE: ./lib/src/statistics/tail.js

const BEYOND_ENOUGH = 10;
const TAIL_SHARE = 0.05;
/**
 * Share of a resampling distribution at or below `limit`, values at the limit counted half.
 *
 * From 10 values beyond the limit on, the share is counted. Below that it is extrapolated: in the lower 5 % of the
 * distribution, short of its last 10 values, a straight line is fitted to Φ⁻¹(share) over the value, and read at the
 * limit. Means and smooth functions of them have near-normal tails, where this line is straight; its error at shares of
 * 1e-4 to 1e-6 is measured in the tests. The smoothed share never exceeds 10 values' worth.
 *
 * @param ascending - sorted values, at least one
 */
function lowerTail(ascending, limit) {
    const counted = shareBelow(ascending, limit);
    if (counted * ascending.length >= BEYOND_ENOUGH)
        return counted;
    const line = probitLine(ascending);
    if (line === null)
        return Math.max(counted, 0.5 / ascending.length);
    return Math.min(normalCdf(line.intercept + line.slope * limit), BEYOND_ENOUGH / ascending.length);
}
/** Share of ascending values below `limit`; equal ones, up to rounding, count half. */
function shareBelow(ascending, limit) {
    const slack = 1e-12 * Math.max(1, Math.abs(limit));
    const below = firstAbove(ascending, limit - slack);
    const equal = firstAbove(ascending, limit + slack) - below;
    return (below + equal / 2) / ascending.length;
}
function firstAbove(ascending, limit) {
    let low = 0;
    let high = ascending.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (ascending[middle] > limit)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/** Least squares of Φ⁻¹(mid-rank) over the distinct values of the tail, each weighted by how often it occurs. */
function probitLine(ascending) {
    let weights = 0;
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumXY = 0;
    const origin = ascending[0];
    for (let start = 0; start < TAIL_SHARE * ascending.length;) {
        const value = ascending[start];
        const end = firstAbove(ascending, value + 1e-12 * Math.max(1, Math.abs(value)));
        if (end > BEYOND_ENOUGH) {
            const weight = end - start;
            const x = value - origin;
            const y = distributions_normalQuantile((start + end) / 2 / ascending.length);
            weights += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXX += weight * x * x;
            sumXY += weight * x * y;
        }
        start = end;
    }
    const spread = weights * sumXX - sumX * sumX;
    if (!(spread > 1e-24 * weights * weights))
        return null;
    const slope = (weights * sumXY - sumX * sumY) / spread;
    return { slope, intercept: (sumY - slope * sumX) / weights - slope * origin };
}

;// CONCATENATED MODULE: ./lib/src/statistics/bca.js
/** Bias-corrected and accelerated bootstrap bounds (Efron 1987) from sorted resampled values. */


const JACKKNIFE_LIMIT = 1000;
/** z₀ = Φ⁻¹(share of resamples below the estimate, equal ones counted half), kept finite. */
function biasCorrection(ascending, estimate) {
    const half = 0.5 / ascending.length;
    return distributions_normalQuantile(Math.min(Math.max(shareBelow(ascending, estimate), half), 1 - half));
}
/**
 * a = Σ Uᵢ³ / 6 (Σ Uᵢ²)^{3/2}, U the jackknife's deviations from their mean within each independent sample.
 *
 * Where a sample has more than 1 000 types, an even selection of them stands for all.
 *
 * @param samples - units of each type, for each independent sample
 * @param statistic - the estimate from such counts
 */
function acceleration(samples, statistic) {
    let squares = 0;
    let cubes = 0;
    samples.forEach((counts, s) => {
        const without = samples.with(s, counts.slice());
        const examined = Math.min(counts.length, JACKKNIFE_LIMIT);
        const scale = counts.length / examined;
        const deleted = [];
        for (let i = 0; i < examined; i++) {
            const t = Math.floor(i * scale);
            without[s][t]--;
            const value = statistic(without);
            without[s][t]++;
            if (!Number.isNaN(value))
                deleted.push({ weight: counts[t] * scale, value });
        }
        const weights = deleted.reduce((sum, { weight }) => sum + weight, 0);
        const centre = deleted.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights;
        for (const { weight, value } of deleted) {
            squares += weight * (centre - value) ** 2;
            cubes += weight * (centre - value) ** 3;
        }
    });
    return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
/** Two-sided BCa interval. Where resamples are too few for its quantiles, it ends at their extremes. */
function bcaInterval(ascending, correction, confidence) {
    const tail = (1 - confidence) / 2;
    return [bcaQuantile(ascending, tail, correction), bcaQuantile(ascending, 1 - tail, correction)];
}
function bcaQuantile(ascending, probability, { bias, acceleration: a }) {
    const z = bias + distributions_normalQuantile(probability);
    const position = normalCdf(bias + z / Math.max(1 - a * z, 0.1)) * (ascending.length - 1);
    const low = Math.floor(position);
    const high = Math.min(low + 1, ascending.length - 1);
    return ascending[low] + (position - low) * (ascending[high] - ascending[low]);
}
/** One-sided p of "the parameter is at most `limit`": the level at which the lower BCa bound touches it. */
function bcaP(ascending, { bias, acceleration: a }, limit) {
    const share = lowerTail(ascending, limit);
    const distance = distributions_normalQuantile(share) - bias;
    if (!Number.isFinite(distance))
        return share;
    return normalCdf(distance / Math.max(1 + a * distance, 0.1) - bias);
}
/** Standard deviation with n − 1; 0 of one value. */
function standardDeviation(values) {
    let mean = 0;
    for (let i = 0; i < values.length; i++)
        mean += values[i];
    mean /= values.length;
    let squares = 0;
    for (let i = 0; i < values.length; i++)
        squares += (values[i] - mean) ** 2;
    return Math.sqrt(squares / Math.max(values.length - 1, 1));
}

;// CONCATENATED MODULE: ./lib/src/statistics/multinomial.js
/**
 * Sampler of bootstrap counts: n = Σ counts units drawn with replacement from types that hold `counts[t]` units each.
 *
 * Few types cost one conditional binomial draw each; many types cost one uniform draw per unit. Both give the same
 * distribution; which is taken depends on the counts alone, so that results stay reproducible.
 *
 * @param counts - units of each type, non-negative
 */
function multinomialSampler(counts, random) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    return counts.length * 6 < n ? drawByType(counts, n, random) : drawByUnit(counts, n, random);
}
function drawByType(counts, n, random) {
    return (into) => {
        let toDraw = n;
        let unseen = n;
        for (let t = 0; t < counts.length; t++) {
            const drawn = toDraw === 0 ? 0 : counts[t] === unseen ? toDraw : binomial(toDraw, counts[t] / unseen, random);
            into[t] = drawn;
            toDraw -= drawn;
            unseen -= counts[t];
        }
    };
}
function drawByUnit(counts, n, random) {
    const typeOfUnit = new Int32Array(n);
    let unit = 0;
    counts.forEach((count, t) => {
        typeOfUnit.fill(t, unit, unit + count);
        unit += count;
    });
    return (into) => {
        into.fill(0);
        for (let i = 0; i < n; i++)
            into[typeOfUnit[random.nextInteger(n)]]++;
    };
}
/**
 * One binomial draw: successes among `n` trials of chance `p`.
 *
 * Inversion where n·min(p, 1 − p) < 10, else Hörmann's transformed rejection (BTRS, 1993).
 *
 * @param n - trials, ≥ 0
 * @param p - chance, in [0, 1]
 */
function binomial(n, p, random) {
    if (p > 0.5)
        return n - binomial(n, 1 - p, random);
    if (n === 0 || p <= 0)
        return 0;
    return n * p < 10 ? binomialByInversion(n, p, random) : binomialByRejection(n, p, random);
}
function binomialByInversion(n, p, random) {
    const odds = p / (1 - p);
    let mass = Math.exp(n * Math.log1p(-p));
    let remaining = random.nextFloat();
    let successes = 0;
    while (remaining > mass && successes < n) {
        remaining -= mass;
        successes++;
        mass *= (odds * (n - successes + 1)) / successes;
    }
    return successes;
}
function binomialByRejection(n, p, random) {
    const deviation = Math.sqrt(n * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const centre = n * p + 0.5;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const acceptAtOnce = 0.92 - 4.2 / b;
    const mode = Math.floor((n + 1) * p);
    const logOdds = Math.log(p / (1 - p));
    for (;;) {
        const v = random.nextFloat();
        const u = random.nextFloat() - 0.5;
        const distance = 0.5 - Math.abs(u);
        const successes = Math.floor(((2 * a) / distance + b) * u + centre);
        if (distance >= 0.07 && v <= acceptAtOnce)
            return successes;
        if (successes < 0 || successes > n)
            continue;
        const accepted = Math.log((v * alpha) / (a / (distance * distance) + b));
        const logRatio = logFactorial(mode) +
            logFactorial(n - mode) -
            logFactorial(successes) -
            logFactorial(n - successes) +
            (successes - mode) * logOdds;
        if (accepted <= logRatio)
            return successes;
    }
}
const logFactorials = new Float64Array(128);
for (let k = 1; k < logFactorials.length; k++)
    logFactorials[k] = logFactorials[k - 1] + Math.log(k);
/** ln k! by table or Stirling's series, to 1e-13 relative. */
function logFactorial(k) {
    if (k < logFactorials.length)
        return logFactorials[k];
    const inverse = 1 / k;
    const squared = inverse * inverse;
    return ((k + 0.5) * Math.log(k) -
        k +
        0.5 * Math.log(2 * Math.PI) +
        inverse * (1 / 12 - squared * (1 / 360 - squared / 1260)));
}

;// CONCATENATED MODULE: ./lib/src/statistics/random.js
/**
 * Stream of xoshiro128** (Blackman & Vigna 2018), seeded from a text key.
 *
 * Streams of different keys are independent for every practical purpose, so each comparison takes the key of its own
 * name: neither the order of comparisons nor a new one beside it changes any other's numbers.
 *
 * @param key - the seed's parts, such as `[policySeed, model, score]`; parts are kept apart, so ['a', 'b'] ≠ ['ab']
 */
function randomStream(key) {
    const next = splitMix32(fnv1a(JSON.stringify(key)));
    const nextUint32 = xoshiro128([next(), next(), next(), next()]);
    return {
        nextUint32,
        nextFloat: () => ((nextUint32() >>> 5) * 2 ** 26 + (nextUint32() >>> 6)) / 2 ** 53,
        nextInteger: (bound) => {
            const limit = 2 ** 32 - (2 ** 32 % bound);
            let value = nextUint32();
            while (value >= limit)
                value = nextUint32();
            return value % bound;
        },
    };
}
/** The generator itself: uniform integers in [0, 2³²) from a state of four words, not all zero. */
function xoshiro128([s0, s1, s2, s3]) {
    return () => {
        const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
        const shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = rotateLeft(s3, 11);
        return result;
    };
}
const rotateLeft = (word, bits) => (word << bits) | (word >>> (32 - bits));
/** Two 32-bit FNV-1a hashes from different offsets, so that keys collide with chance 2⁻⁶⁴ and not 2⁻³². */
function fnv1a(text) {
    let first = 0x811c9dc5;
    let second = 0x9747b28c;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        first = Math.imul(first ^ unit, 0x01000193);
        second = Math.imul(second ^ (unit + i), 0x01000193);
    }
    return [first, second];
}
/** SplitMix's 32-bit finaliser, walking from one seed word and stirred by the other; never yields four zeros. */
function splitMix32([seed, salt]) {
    let state = seed;
    let round = 0;
    return () => {
        state = (state + 0x9e3779b9) | 0;
        round++;
        let word = state ^ Math.imul(salt, 2 * round + 1);
        word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
        word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
        return (word ^ (word >>> 15)) | Number(round === 4);
    };
}

;// CONCATENATED MODULE: ./lib/src/statistics/bootstrap.js
/**
 * Paired bootstrap: how much worse head is than base on the same images, and how sure that is.
 *
 * The resampling unit is an image, or a cluster of images that belong together. Units that say the same (same truth,
 * same two predictions) are one *type*, so a resample is one multinomial draw of counts per type.
 */





const bootstrap_BEYOND_ENOUGH = 10;
const GUARD_BELOW = 0.05;
/**
 * Compares head with base by the paired BCa bootstrap (Efron 1987), p by inverting the lower BCa bound.
 *
 * - Where fewer than 10 resamples reach the tolerance, more are drawn up to `maximum`; then the tail is smoothed
 *   (`tail.ts`).
 * - A small bootstrap sample of few disagreements is over-confident. For tolerance ≥ 0, p is therefore never below that
 *   of the paired randomisation test (base and head exchanged at random, unit by unit), which is exact for equal models
 *   at any sample size. It is run only where the bootstrap gives p < 0.05.
 * - Equal predictions have effect 0 and interval [0, 0]; p is 1 for tolerance ≥ 0. For a negative tolerance p is the
 *   chance (1 − |tolerance|)ⁿ of seeing no disagreement though a share |tolerance| disagrees.
 *
 * Deterministic: the same units and key give the same numbers.
 */
function pairedBootstrap(units, options) {
    const { tolerance = 0, confidence = 0.95 } = options;
    const n = units.counts.reduce((sum, count) => sum + count, 0);
    const effect = units.effect(units.counts);
    if (Number.isNaN(effect)) {
        return { effect, interval: [Number.NaN, Number.NaN], p: 1, standardError: Number.NaN, n, resamples: 0 };
    }
    if (!units.discordant.includes(1)) {
        const p = tolerance >= 0 ? 1 : Math.max(0, 1 + tolerance) ** n;
        return { effect: 0, interval: [0, 0], p, standardError: 0, n, resamples: 0 };
    }
    const random = randomStream([...options.key, 'bootstrap']);
    const values = drawUntilDecided(resampledEffects(units, random), effect, options);
    if (values.length === 0) {
        return { effect, interval: [Number.NaN, Number.NaN], p: 1, standardError: Number.NaN, n, resamples: 0 };
    }
    const correction = {
        bias: biasCorrection(values, effect),
        acceleration: acceleration([units.counts], ([counts]) => units.effect(counts)),
    };
    const bootstrapped = bcaP(values, correction, tolerance);
    const guarded = tolerance >= 0 && bootstrapped < GUARD_BELOW;
    return {
        effect,
        interval: bcaInterval(values, correction, confidence),
        p: guarded ? Math.max(bootstrapped, randomisationP(units, effect, options)) : bootstrapped,
        standardError: standardDeviation(values),
        n,
        resamples: values.length,
    };
}
function resampledEffects(units, random) {
    const sample = multinomialSampler(units.counts, random);
    const drawn = new Int32Array(units.counts.length);
    return () => {
        sample(drawn);
        return units.effect(drawn);
    };
}
/** Draws batches until p is known well enough or the maximum is reached; returns the defined effects, ascending. */
function drawUntilDecided(draw, effect, options) {
    const { tolerance = 0, resamples = 10_000, maximum = 4 * resamples, level } = options;
    let values = new Float64Array(0);
    for (let drawn = 0; drawn < maximum;) {
        const batch = Math.min(drawn === 0 ? resamples : drawn, maximum - drawn);
        const fresh = Float64Array.from({ length: batch }, draw).filter((value) => !Number.isNaN(value));
        const joined = new Float64Array(values.length + fresh.length);
        joined.set(values);
        joined.set(fresh, values.length);
        values = joined;
        drawn += batch;
        if (isDecided(values, { effect, tolerance, maximum, level }))
            break;
    }
    return values.sort();
}
function isDecided(values, { effect, tolerance, maximum, level }) {
    const beyond = values.reduce((count, value) => count + Number(value <= tolerance), 0);
    const share = beyond / values.length;
    if (level !== undefined && Math.abs(share - level) < 3 * Math.sqrt((level * (1 - level)) / values.length))
        return false;
    if (beyond >= bootstrap_BEYOND_ENOUGH)
        return true;
    const expected = maximum * normalCdf((tolerance - effect) / standardDeviation(values));
    return expected < bootstrap_BEYOND_ENOUGH / 2;
}
/** Mid-p of the paired randomisation test of equal models against "head is worse". */
function randomisationP(units, effect, options) {
    const { counts, discordant } = units;
    const random = randomStream([...options.key, 'randomisation']);
    const swapped = new Int32Array(counts.length);
    const negated = () => {
        for (let t = 0; t < counts.length; t++)
            if (discordant[t])
                swapped[t] = binomial(counts[t], 0.5, random);
        return -units.effect(counts, swapped);
    };
    const values = drawUntilDecided(negated, 0, { ...options, tolerance: -effect });
    const disagreeing = counts.reduce((sum, count, t) => sum + (discordant[t] ? count : 0), 0);
    return Math.max(lowerTail(values, -effect), 2 ** -(disagreeing + 1));
}

;// CONCATENATED MODULE: ./lib/src/gather/columns.js
/** Predictions as columns over another class list (a superset of the model's own, in any order). */
function columnsOver(classes, own, { truth, predicted, probabilities }) {
    const n = truth.length;
    if (classes.length === own.length && classes.every((name, index) => name === own[index])) {
        return { truth, predicted, scores: probabilities, classes: classes.length };
    }
    const to = Int32Array.from(own, (name) => classes.indexOf(name));
    const scores = new Float32Array(n * classes.length);
    for (let row = 0; row < n; row += 1) {
        for (let index = 0; index < own.length; index += 1) {
            scores[row * classes.length + to[index]] = probabilities[row * own.length + index];
        }
    }
    return {
        truth: truth.map((index) => to[index]),
        predicted: predicted.map((index) => to[index]),
        scores,
        classes: classes.length,
    };
}
/** Both models' classes: base's in its order, then those that only head has. */
function jointClasses(base, head) {
    return [...new Set([...base, ...head])];
}

;// CONCATENATED MODULE: ./lib/src/gather/contents.js
/** Content hash → one path that holds it, for the given rows (all when absent). Rows whose image is not in the commit are left out. */
function pathsByHash(samples, rows) {
    const paths = new Map();
    for (const row of rows ?? samples.path.keys()) {
        const hash = samples.hash[row];
        if (hash !== '' && !paths.has(hash))
            paths.set(hash, samples.path[row]);
    }
    return paths;
}
/** Streams the stored bytes of images, keyed by content hash; what cannot be read goes to `onFault`. */
async function* readImages(snapshot, paths, onFault) {
    const hashes = new Map([...paths].map(([hash, path]) => [path, hash]));
    for await (const item of snapshot.readMany(hashes.keys())) {
        const key = hashes.get(item.path);
        if (key === undefined)
            continue;
        if ('fault' in item)
            onFault(key, item.fault);
        else
            yield { key, bytes: item.bytes };
    }
}
/**
 * At most `limit` of the rows, chosen by content hash: the same sample on every machine and on both sides, which no
 * order of files can bias. Ascending.
 */
function sampleRows(samples, rows, limit) {
    if (rows.length <= limit)
        return [...rows];
    return [...rows]
        .sort((a, b) => (samples.hash[a] < samples.hash[b] ? -1 : samples.hash[a] > samples.hash[b] ? 1 : a - b))
        .slice(0, limit)
        .sort((a, b) => a - b);
}
/** Rows of one split that have a label and an image. */
function labelledRows(samples, split) {
    const rows = [];
    for (let row = 0; row < samples.count; row += 1) {
        if (samples.split[row] === split && samples.label[row] !== null && samples.hash[row] !== '')
            rows.push(row);
    }
    return rows;
}
/** The split that models are judged on: `test`, else `validation`, else none. */
function evaluationSplit(samples) {
    for (const split of ['test', 'validation'])
        if (samples.split.includes(split))
            return split;
    return null;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/src/gather/digest.js

/** SHA-256 of the parts, as hex; each part is framed by its length, so that no two lists collide by joining. */
function digest(...parts) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const part of parts) {
        hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength}:`);
        hash.update(part);
    }
    return hash.digest('hex');
}
/** What every score of these results depends on. */
function columnsDigest({ truth, predicted, scores, classes }) {
    return digest(String(classes), truth, predicted, scores);
}

;// CONCATENATED MODULE: ./lib/src/gather/features.js

const version = 1;
const batch = 512;
/** 16 × 16 RGB thumbnails as 768 values from 0 to 1, by content hash; images that cannot be read are left out. Kept as bytes. */
async function thumbnails(snapshot, samples, rows, tools) {
    const { decoder } = await tools.vision.versions();
    const kind = `thumbnails@${version} ${decoder}`;
    const paths = pathsByHash(samples, rows);
    const features = new Map();
    for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
        paths.delete(hash);
        if (value.byteLength > 0)
            features.set(hash, Float32Array.from(value, (byte) => byte / 255));
    }
    if (paths.size === 0)
        return features;
    let unsaved = [];
    const encoded = readImages(snapshot, paths, (_hash, fault) => {
        if (fault.kind !== 'broken')
            throw fault;
    });
    for await (const { key, features: values } of tools.vision.thumbnailFeatures(encoded)) {
        const bytes = values ? Uint8Array.from(values, (value) => Math.round(value * 255)) : new Uint8Array();
        if (values)
            features.set(key, Float32Array.from(bytes, (byte) => byte / 255));
        unsaved.push([key, bytes]);
        if (unsaved.length >= batch) {
            tools.cache.putMany(kind, unsaved);
            unsaved = [];
        }
    }
    tools.cache.putMany(kind, unsaved);
    return features;
}

;// CONCATENATED MODULE: ./lib/src/gather/remember.js
/** A value from the cache, else computed and kept. It must survive JSON: no NaN, no typed array. */
function remember(cache, kind, key, compute) {
    const known = cache.getMany(kind, [key]).get(key);
    if (known)
        return JSON.parse(Buffer.from(known).toString());
    const value = compute();
    cache.putMany(kind, [[key, Buffer.from(JSON.stringify(value))]]);
    return value;
}

;// CONCATENATED MODULE: ./lib/src/gather/simple-classifiers.js
/** The most frequent class, whatever the image; the lower index on ties. */
function majority({ classes, labels }, queries) {
    const answer = mostFrequent(labels, classes);
    return new Int32Array(queries.length).fill(answer);
}
/** The class whose mean image is nearest in Euclidean distance. A query that is `null` gets the most frequent class. */
function nearestCentroid(training, queries) {
    const { classes, features, labels } = training;
    const width = features[0].length;
    const sums = Array.from({ length: classes }, () => new Float64Array(width));
    const counts = new Int32Array(classes);
    features.forEach((vector, index) => {
        const sum = sums[labels[index]];
        counts[labels[index]] += 1;
        for (let at = 0; at < width; at += 1)
            sum[at] += vector[at];
    });
    const present = [...counts.keys()].filter((label) => counts[label] > 0);
    const centroids = present.map((label) => sums[label].map((sum) => sum / counts[label]));
    const fallback = mostFrequent(labels, classes);
    return Int32Array.from(queries, (query) => {
        if (!query)
            return fallback;
        let best = 0;
        let nearest = Number.POSITIVE_INFINITY;
        centroids.forEach((centroid, index) => {
            const distance = squaredDistance(centroid, query, nearest);
            if (distance < nearest) {
                nearest = distance;
                best = index;
            }
        });
        return present[best];
    });
}
/** Majority vote of the five nearest training images in Euclidean distance; ties go to the lower class index, as scikit-learn's do. */
function kNearest(training, queries, k = 5) {
    const { classes, features, labels } = training;
    const fallback = mostFrequent(labels, classes);
    return Int32Array.from(queries, (query) => {
        if (!query)
            return fallback;
        const nearest = [];
        features.forEach((vector, index) => {
            const worst = nearest.length < k ? Number.POSITIVE_INFINITY : nearest[nearest.length - 1].distance;
            const distance = squaredDistance(vector, query, worst);
            if (distance >= worst)
                return;
            const at = nearest.findIndex((neighbour) => neighbour.distance > distance);
            nearest.splice(at < 0 ? nearest.length : at, 0, { distance, label: labels[index] });
            if (nearest.length > k)
                nearest.pop();
        });
        return mostFrequent(nearest.map(({ label }) => label), classes);
    });
}
/** Squared distance, or at least `limit` as soon as it is known to reach it. */
function squaredDistance(a, b, limit) {
    let sum = 0;
    for (let start = 0; start < b.length && sum < limit; start += 64) {
        const end = Math.min(start + 64, b.length);
        for (let at = start; at < end; at += 1) {
            const difference = a[at] - b[at];
            sum += difference * difference;
        }
    }
    return sum;
}
function mostFrequent(labels, classes) {
    const counts = new Int32Array(classes);
    for (const label of labels)
        counts[label] += 1;
    let best = 0;
    for (let label = 1; label < classes; label += 1)
        if (counts[label] > counts[best])
            best = label;
    return best;
}

;// CONCATENATED MODULE: ./lib/src/gather/baselines.js










const baselines_version = 1;
const trainingSample = 2000;
const resamples = 2000;
/** What is cheap and could do as well: trained on thumbnails of the train split, scored on the model's own evaluation images. */
const baselines = {
    fact: 'baselines',
    async gather(snapshot, _policy, tools, { facts }) {
        const entries = {};
        const faults = [];
        for (const predictions of Object.values(facts.predictions ?? {})) {
            const model = facts.models?.[predictions.model];
            const samples = facts.samples?.[predictions.dataset];
            const split = samples && predictions.splits[evaluationSplit(samples) ?? ''];
            if (!model || !samples || !split || !samples.split.includes('train'))
                continue;
            try {
                const answers = await baselineAnswers(snapshot, samples, predictions.classes, split, tools);
                if (answers) {
                    const compared = baselines_compare(model, predictions.classes, split, answers, tools.cache);
                    entries[model.model] = { model: model.model, score: model.score, baselines: compared };
                }
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                faults.push({ name: predictions.model, fault: error });
            }
        }
        return { entries, faults };
    },
};
const methods = {
    majority: majority,
    'nearest-centroid': nearestCentroid,
    'k-nearest-neighbours': kNearest,
};
/** Class index that each method answers for each evaluation image; `null` without training images. Kept by what the images and labels are. */
async function baselineAnswers(snapshot, samples, classes, split, tools) {
    const rows = sampleRows(samples, labelledRows(samples, 'train'), trainingSample);
    const { decoder } = await tools.vision.versions();
    const kind = `baselines@${baselines_version} ${decoder}`;
    const asked = [...split.rows].map((row) => samples.hash[row]);
    const key = digest(JSON.stringify(classes), ...rows.flatMap((row) => [samples.hash[row], samples.label[row] ?? '']), 'asked', ...asked);
    const known = tools.cache.getMany(kind, [key]).get(key);
    if (known) {
        const kept = JSON.parse(Buffer.from(known).toString());
        return mapMethods((method) => Int32Array.from(kept[method]));
    }
    const features = await thumbnails(snapshot, samples, [...rows, ...split.rows], tools);
    const classOf = new Map(classes.map((name, index) => [name, index]));
    const training = { classes: classes.length, features: [], labels: [] };
    for (const row of rows) {
        const vector = features.get(samples.hash[row]);
        const label = classOf.get(samples.label[row] ?? '');
        if (vector && label !== undefined) {
            training.features.push(vector);
            training.labels.push(label);
        }
    }
    if (training.labels.length === 0)
        return null;
    const queries = asked.map((hash) => features.get(hash) ?? null);
    const answers = mapMethods((method) => methods[method](training, queries));
    tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(mapMethods((method) => [...answers[method]])))]]);
    return answers;
}
function mapMethods(value) {
    const names = Object.keys(methods);
    return Object.fromEntries(names.map((method) => [method, value(method)]));
}
function baselines_compare(model, classes, split, answers, cache) {
    const own = columnsOver(classes, classes, split);
    // Hard answers have no probabilities worth scoring, so scores that need them are compared by macro-F1.
    const declared = isScoreName(model.score) && !classificationScore(model.score).needsProbabilities ? model.score : 'macro_f1';
    return Object.keys(methods).map((method) => {
        const baseline = { ...own, predicted: answers[method] };
        const key = digest(model.model, method, declared, columnsDigest(own), columnsDigest(baseline));
        return remember(cache, `baseline-margins@${baselines_version}`, key, () => {
            const { effect, interval, n } = pairedBootstrap(pairedUnits(declared, own, baseline), {
                key: ['baseline', model.model, method],
                resamples,
                maximum: resamples,
            });
            return {
                method,
                score: computeScore(declared, baseline),
                model: computeScore(declared, own),
                margin: effect,
                interval,
                n,
            };
        });
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/src/gather/governance/gate-workflows.js

/**
 * Workflows that run the gate, and the local actions and workflows through which they do: a step or job that uses an action
 * whose repository or folder is called `vision-gate`, a local action of that name, or a command line with `vision-gate`.
 * A file that is not YAML counts when it mentions the name: better one too many than one missed.
 */
async function findGateWorkflows(snapshot) {
    const found = new Map();
    const seen = new Map();
    const runsGate = async (path) => {
        const known = seen.get(path);
        if (known !== undefined)
            return known;
        seen.set(path, false);
        const entry = snapshot.files.get(path);
        if (entry?.kind !== 'file')
            return false;
        const text = (await snapshot.read(path)).toString('utf8');
        const uses = [];
        for (const use of usesOf(text))
            if (isGate(use) || (await callsGate(use)))
                uses.push(use);
        if (isGateAction(path, text) || uses.length > 0)
            found.set(path, { path, hash: entry.hash, uses });
        const runs = found.has(path);
        seen.set(path, runs);
        return runs;
    };
    const callsGate = async (use) => {
        if (!use.startsWith('./'))
            return false;
        const path = use.slice(2).replace(/\/+$/, '');
        if (/\.ya?ml$/.test(path))
            return runsGate(path);
        const folder = path === '' ? '' : `${path}/`;
        return (await runsGate(`${folder}action.yml`)) || (await runsGate(`${folder}action.yaml`));
    };
    for (const path of snapshot.files.keys())
        if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
            await runsGate(path);
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
/** `owner/vision-gate@v1`, `owner/tools/vision-gate@v1`, or the command `vision-gate` in a script. */
function isGate(use) {
    return /(^|[/\s"'])vision-gate($|[@/\s"'])/.test(use);
}
function isGateAction(path, text) {
    return /(^|\/)action\.ya?ml$/.test(path) && /^name:\s*["']?vision[- ]gate\b/im.test(text);
}
/** What every job and step uses, and every line of a script that names the gate. */
function usesOf(text) {
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'core', logLevel: 'silent' });
    if (document.errors.length > 0)
        return linesWithGate(text);
    try {
        return [...usesIn(document.toJS({ maxAliasCount: 100 }))];
    }
    catch {
        return linesWithGate(text);
    }
}
function* usesIn(node) {
    if (typeof node !== 'object' || node === null)
        return;
    for (const [key, value] of Object.entries(node)) {
        if (key === 'uses' && typeof value === 'string')
            yield value;
        else if (key === 'run' && typeof value === 'string')
            yield* linesWithGate(value);
        else
            yield* usesIn(value);
    }
}
function linesWithGate(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter(isGate);
}

;// CONCATENATED MODULE: ./lib/src/gather/gate-changes.js

/** Where a policy may be. */
const policyPaths = ['.github/vision-gate.yml', 'vision-gate.yml'];
/** Workflows of base that run the gate and are edited or gone at head, and edits of the policy. A file that was only renamed is no change. */
async function gateChanges(base, head, policy) {
    const before = await findGateWorkflows(base);
    const after = await findGateWorkflows(head);
    const workflows = before.flatMap((workflow) => workflowChange(workflow, after, head) ?? []);
    const policies = [...new Set([policy.source.path, ...policyPaths])].flatMap((path) => policyChange(path, base, head) ?? []);
    return [...workflows, ...policies];
}
function workflowChange(before, after, head) {
    const { path, hash, uses } = before;
    if (after.some((workflow) => workflow.hash === hash))
        return null;
    const entry = head.files.get(path);
    if (entry === undefined) {
        return { path, change: 'removed', detail: `it used ${listOf(uses)}`, at: { path } };
    }
    if (entry.hash === hash)
        return null;
    const now = after.find((workflow) => workflow.path === path);
    return { path, change: 'edited', detail: editOf(uses, now?.uses), at: { path, line: 1 } };
}
function editOf(before, after) {
    if (after === undefined)
        return 'it no longer runs the gate';
    const gone = before.filter((use) => !after.includes(use));
    const come = after.filter((use) => !before.includes(use));
    if (gone.length > 0 && come.length > 0)
        return `${listOf(gone)} became ${listOf(come)}`;
    if (gone.length > 0)
        return `${listOf(gone)} is gone`;
    return come.length > 0 ? `${listOf(come)} is new` : 'what it uses of the gate is the same';
}
function policyChange(path, base, head) {
    const before = base.files.get(path);
    const after = head.files.get(path);
    if (before?.hash === after?.hash)
        return null;
    const detail = before === undefined ? 'it is new' : after === undefined ? 'it is gone' : 'it holds from the next pull request on';
    return { path, change: 'policy', detail, at: { path } };
}
function listOf(uses) {
    return uses.length === 0 ? 'the gate' : uses.map((use) => `\`${use}\``).join(', ');
}

;// CONCATENATED MODULE: ./lib/src/gather/sample-changes.js
/**
 * What became of each sample. Rows are paired by what they share, most first: all of it; path and content; content alone;
 * path alone. A pair of equal content is renamed, moved to another split, relabelled, or both of the last two; one of
 * other content is modified. Copies of one image are paired one to one.
 */
function sampleChanges(base, head) {
    const { pairs, removed, added } = pairRows(base, head);
    return [
        ...pairs.flatMap(([before, after]) => changesOf(base, before, head, after)),
        ...added.map((row) => ({ kind: 'added', ...rowOf(head, row) })),
        ...removed.map((row) => ({ kind: 'removed', ...rowOf(base, row) })),
    ];
}
/** Labelled samples by split and class on both sides. */
function sampleCounts(base, head) {
    const counts = new Map();
    for (const [side, samples] of [['head', head], ['base', base]]) {
        for (const [row, label] of (samples?.label ?? []).entries()) {
            if (label === null)
                continue;
            const split = samples.split[row];
            const key = `${split}\0${label}`;
            const count = counts.get(key) ?? { split, label, base: 0, head: 0 };
            count[side]++;
            counts.set(key, count);
        }
    }
    return [...counts.values()].sort((a, b) => sample_changes_placeOf(a.split) - sample_changes_placeOf(b.split) || sample_changes_compare(a.split, b.split) || sample_changes_compare(a.label, b.label));
}
function sample_changes_placeOf(split) {
    const place = ['train', 'validation', 'test'].indexOf(split);
    return place < 0 ? 3 : place;
}
function sample_changes_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
const sample_changes_text = (value) => (value === null ? '' : `=${value}`);
const byPath = [
    ({ path, hash, split, label }, row) => `${path[row]}\0${hash[row]}\0${split[row]}\0${sample_changes_text(label[row])}`,
    ({ path, hash, split }, row) => `${path[row]}\0${hash[row]}\0${split[row]}`,
    ({ path, hash }, row) => `${path[row]}\0${hash[row]}`,
];
const byContent = [
    ({ hash, split, label }, row) => `${hash[row]}\0${split[row]}\0${sample_changes_text(label[row])}`,
    ({ hash, split }, row) => `${hash[row]}\0${split[row]}`,
    ({ hash, label }, row) => `${hash[row]}\0${sample_changes_text(label[row])}`,
    ({ hash }, row) => hash[row],
];
function pairRows(base, head) {
    const removed = Array.from(base?.path.keys() ?? []);
    const added = Array.from(head?.path.keys() ?? []);
    if (base === undefined || head === undefined)
        return { pairs: [], removed, added };
    const pairing = { base, head, pairs: [], removed, added };
    pairUnchanged(pairing);
    pairWithin(pairing, base.path, head.path, byPath);
    pairWithin(pairing, base.hash, head.hash, byContent);
    pairWithin(pairing, base.path, head.path, [({ path }, row) => path[row]]);
    pairing.pairs.sort(([, a], [, b]) => a - b);
    return pairing;
}
/** Nearly all rows of a large dataset are as they were, and need no key of their own. */
function pairUnchanged({ base, head, pairs, removed, added }) {
    const rows = new Map(base.path.map((path, row) => [path, row]));
    const paired = new Set();
    keep(added, (row) => {
        const was = rows.get(head.path[row]);
        if (was === undefined || paired.has(was))
            return true;
        const isSame = base.hash[was] === head.hash[row] && base.split[was] === head.split[row] && base.label[was] === head.label[row];
        if (isSame) {
            paired.add(was);
            pairs.push([was, row]);
        }
        return !isSame;
    });
    keep(removed, (row) => !paired.has(row));
}
/** Pairs rows by the keys in turn, in the order of their rows; only those whose value in the column is on both sides and not empty. */
function pairWithin(pairing, baseColumn, headColumn, keys) {
    const { base, head, pairs, removed, added } = pairing;
    const values = new Set(added.map((row) => headColumn[row]));
    values.delete('');
    let candidates = removed.filter((row) => values.has(baseColumn[row]));
    const paired = new Set();
    for (const key of keys) {
        if (candidates.length === 0)
            break;
        const waiting = new Map();
        for (const row of candidates.toReversed()) {
            const name = key(base, row);
            const rows = waiting.get(name);
            if (rows === undefined)
                waiting.set(name, [row]);
            else
                rows.push(row);
        }
        keep(added, (row) => {
            const partner = waiting.get(key(head, row))?.pop();
            if (partner === undefined)
                return true;
            paired.add(partner);
            pairs.push([partner, row]);
            return false;
        });
        candidates = candidates.filter((row) => !paired.has(row));
    }
    keep(removed, (row) => !paired.has(row));
}
/** Drops the other rows in place. */
function keep(rows, isKept) {
    let count = 0;
    for (const row of rows)
        if (isKept(row))
            rows[count++] = row;
    rows.length = count;
}
function changesOf(base, before, head, after) {
    const was = rowOf(base, before);
    const is = rowOf(head, after);
    const from = {
        ...(was.path !== is.path && { path: was.path }),
        ...(was.split !== is.split && { split: was.split }),
        ...(was.label !== is.label && { label: was.label }),
        ...(was.hash !== is.hash && { hash: was.hash }),
    };
    const kinds = [];
    if ('hash' in from)
        kinds.push('modified');
    else {
        if ('split' in from)
            kinds.push('moved');
        if ('label' in from)
            kinds.push('relabelled');
        if ('path' in from && kinds.length === 0)
            kinds.push('renamed');
    }
    return kinds.map((kind) => ({ kind, ...is, from }));
}
function rowOf({ path, hash, split, label }, row) {
    return { path: path[row], hash: hash[row], split: split[row], label: label[row] };
}

;// CONCATENATED MODULE: ./lib/src/gather/changes.js



/** What became of each dataset's samples. A dataset that one side could not read has no entry. */
const changes = {
    fact: 'changes',
    async gather(base, head, policy) {
        const entries = Object.keys(policy.datasets).flatMap((name) => {
            const sides = sidesOf(base.gathered, head.gathered, 'samples', name);
            if (sides === null)
                return [];
            const { before, after } = sides;
            const classes = { base: before?.classes ?? [], head: after?.classes ?? [] };
            const samples = sampleChanges(before, after);
            return [[name, { dataset: name, samples, classes, counts: sampleCounts(before, after) }]];
        });
        return { entries: Object.fromEntries(entries), faults: [] };
    },
};
/** Whether each model's weights and preprocessing are the same. */
const modelChanges = {
    fact: 'modelChanges',
    async gather(base, head, policy) {
        const entries = Object.keys(policy.models).flatMap((name) => {
            const sides = sidesOf(base.gathered, head.gathered, 'models', name);
            return sides === null ? [] : [[name, modelChange(name, sides.before, sides.after)]];
        });
        return { entries: Object.fromEntries(entries), faults: [] };
    },
};
/** Edits of what runs the gate, under the one name `repository`. */
const gate = {
    fact: 'gate',
    async gather(base, head, policy) {
        try {
            const repository = { changes: await gateChanges(base.snapshot, head.snapshot, policy) };
            return { entries: { repository }, faults: [] };
        }
        catch (error) {
            if (!(error instanceof Fault))
                throw error;
            return { entries: {}, faults: [{ name: 'repository', fault: error }] };
        }
    },
};
/** Both sides of an entry; `null` when neither has it, or one could not be read: what is unknown is no change. */
function sidesOf(base, head, fact, name) {
    const isUnread = ({ unread }) => unread.some((entry) => entry.fact === fact && entry.name === name);
    if (isUnread(base) || isUnread(head))
        return null;
    const before = base.facts[fact]?.[name];
    const after = head.facts[fact]?.[name];
    return before === undefined && after === undefined ? null : { before, after };
}
function modelChange(model, before, after) {
    if (before === undefined || after === undefined) {
        return { model, weights: before === undefined ? 'added' : 'removed', preprocessing: 'same' };
    }
    const isSame = JSON.stringify(before.preprocessing) === JSON.stringify(after.preprocessing);
    return {
        model,
        weights: before.contentHash === after.contentHash ? 'same' : 'changed',
        preprocessing: isSame ? 'same' : 'changed',
    };
}

;// CONCATENATED MODULE: ./lib/src/score/fairness.js

/**
 * One score for each group alone.
 *
 * @returns length groupCount; NaN for a group without images or where the score is undefined
 */
function scoreByGroup(name, columns, { groups, groupCount }) {
    const rows = Array.from({ length: groupCount }, () => []);
    groups.forEach((group, i) => {
        if (group >= 0)
            rows[group].push(i);
    });
    return Float64Array.from(rows, (own) => computeScore(name, selectRows(columns, own)));
}
/**
 * Difference and ratio between the best and the worst group.
 *
 * @param values - one value for each group, such as `scoreByGroup` returns
 * @param direction - which way is better; decides which group is the worst
 */
function groupGap(values, direction = 'higher') {
    let smallest = -1;
    let largest = -1;
    for (let g = 0; g < values.length; g++) {
        if (Number.isNaN(values[g]))
            continue;
        if (smallest < 0 || values[g] < values[smallest])
            smallest = g;
        if (largest < 0 || values[g] > values[largest])
            largest = g;
    }
    if (smallest < 0)
        return { difference: Number.NaN, ratio: Number.NaN, worst: -1 };
    return {
        difference: values[largest] - values[smallest],
        ratio: values[smallest] / values[largest],
        worst: direction === 'higher' ? smallest : largest,
    };
}
/** Selection, true positive and false positive rate of each group, for `positive` against the rest. */
function groupRates({ truth, predicted }, positive, { groups, groupCount }) {
    const positives = new Float64Array(groupCount);
    const negatives = new Float64Array(groupCount);
    const truePositives = new Float64Array(groupCount);
    const falsePositives = new Float64Array(groupCount);
    groups.forEach((group, i) => {
        if (group < 0)
            return;
        const [all, selected] = truth[i] === positive ? [positives, truePositives] : [negatives, falsePositives];
        all[group]++;
        if (predicted[i] === positive)
            selected[group]++;
    });
    return {
        selection: positives.map((count, g) => (truePositives[g] + falsePositives[g]) / (count + negatives[g])),
        truePositive: truePositives.map((count, g) => count / Math.max(positives[g], 1)),
        falsePositive: falsePositives.map((count, g) => count / Math.max(negatives[g], 1)),
        positives,
        negatives,
    };
}
/** Largest gap in selection rate, in [0, 1] (`demographic_parity_difference`). */
function demographicParityDifference(rates) {
    return groupGap(rates.selection).difference;
}
/** Smallest over largest selection rate, in [0, 1] (`demographic_parity_ratio`); NaN where nothing is selected. */
function demographicParityRatio(rates) {
    return groupGap(rates.selection).ratio;
}
/** The larger of the gaps in true and in false positive rate, in [0, 1] (`equalized_odds_difference`, worst case). */
function equalizedOddsDifference(rates) {
    const inhabited = inhabitedRates(rates);
    return Math.max(groupGap(inhabited.truePositive).difference, groupGap(inhabited.falsePositive).difference);
}
/** A group without any image has no rates at all; one without positives has a rate of 0, as in Fairlearn. */
function inhabitedRates({ truePositive, falsePositive, positives, negatives }) {
    const onlyInhabited = (rate, g) => (positives[g] + negatives[g] > 0 ? rate : Number.NaN);
    return { truePositive: truePositive.map(onlyInhabited), falsePositive: falsePositive.map(onlyInhabited) };
}
function selectRows({ truth, predicted, scores, classes }, rows) {
    const selected = {
        truth: Int32Array.from(rows, (i) => truth[i]),
        predicted: Int32Array.from(rows, (i) => predicted[i]),
        classes,
    };
    if (scores !== undefined) {
        const rowScores = scores instanceof Float32Array
            ? new Float32Array(rows.length * classes)
            : new Float64Array(rows.length * classes);
        rows.forEach((i, at) => {
            rowScores.set(scores.subarray(i * classes, (i + 1) * classes), at * classes);
        });
        selected.scores = rowScores;
    }
    return selected;
}

;// CONCATENATED MODULE: ./lib/src/score/group-gap-units.js


/**
 * What a paired bootstrap of the gap between groups resamples: the effect is head's gap less base's, where a gap is the
 * largest group mean minus the smallest. Images of unknown group are left out; a group with no image in a resample does
 * not count in it.
 *
 * A gap of many small groups is biased upwards in both models; in the difference, and by the BCa correction, most of
 * that cancels.
 *
 * @param base - value of base on each image, such as 1 for a right answer
 * @param head - value of head on each image, in the same order
 * @param cluster - cluster of each image; images are independent when left out
 */
function groupGapUnits(base, head, { groups, groupCount }, cluster) {
    const units = groupRows(groups.length, cluster)
        .map((rows) => rows.filter((i) => groups[i] >= 0))
        .filter((rows) => rows.length > 0);
    const { counts, representatives } = groupTypes(units, (rows) => rows
        .map((i) => `${groups[i]} ${base[i]} ${head[i]}`)
        .sort()
        .join());
    const size = new Float64Array(groupCount);
    const ofBase = new Float64Array(groupCount);
    const ofHead = new Float64Array(groupCount);
    const gapOf = (sums) => groupGap(sums.map((sum, g) => sum / size[g])).difference;
    return {
        counts,
        discordant: Uint8Array.from(representatives, (rows) => Number(rows.some((i) => base[i] !== head[i]))),
        effect(drawn, swapped) {
            for (const sums of [size, ofBase, ofHead])
                sums.fill(0);
            representatives.forEach((rows, t) => {
                const exchanged = swapped ? swapped[t] : 0;
                const kept = drawn[t] - exchanged;
                for (const i of rows) {
                    size[groups[i]] += drawn[t];
                    ofBase[groups[i]] += kept * base[i] + exchanged * head[i];
                    ofHead[groups[i]] += kept * head[i] + exchanged * base[i];
                }
            });
            return gapOf(ofHead) - gapOf(ofBase);
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/gather/compare-answers.js









/** Level near which costly scores are resampled until they are decided. */
const scoreBudget = 0.004;
/** Raised when a comparison changes its meaning. */
const compare_answers_version = 1;
const shownFlips = 200;
const smallestGroup = 10;
/** What every comparison of these answers depends on, but for groups. */
function pairDigest({ data, base, head }) {
    return digest(data, columnsDigest(base.columns), columnsDigest(head.columns));
}
/** The declared score of both, with the paired interval and p of the loss. */
function compareScore(pair, named, cache) {
    const { model, score, tolerance } = named;
    const key = digest(model, score, String(tolerance), pairDigest(pair));
    return remember(cache, `paired-scores@${compare_answers_version}`, key, () => pairedScore(pair, named));
}
function pairedScore(pair, { model, score, tolerance }) {
    if (!isScoreName(score))
        return [];
    const { effect, interval, p, n, standardError } = lossOf(pair, model, score, tolerance);
    if (Number.isNaN(effect))
        return [];
    const distance = Math.abs(tolerance - effect);
    return [
        {
            data: pair.data,
            base: computeScore(score, pair.base.columns),
            head: computeScore(score, pair.head.columns),
            effect,
            interval,
            tolerance,
            p,
            n,
            requiredN: distance > 0 && standardError > 0 ? requiredSamples({ n, standardError, distance }) : null,
        },
    ];
}
/** Shares of right answers have exact tests; every other score is resampled. */
function lossOf(pair, model, score, tolerance) {
    if (score === 'accuracy') {
        const [{ onlyFirst, onlySecond, n }] = count(pair, score, () => true);
        const compared = compareAccuracy({ worse: onlyFirst, better: onlySecond, n }, tolerance);
        const discordant = (onlyFirst + onlySecond) / n;
        return { ...compared, standardError: Math.sqrt((discordant - compared.effect ** 2) / n) };
    }
    const level = scoreBudget;
    const corpus = classificationScore(score).kind === 'corpus' ? { resamples: 1000, maximum: 10_000, level } : {};
    return pairedBootstrap(pairedUnits(score, pair.base.columns, pair.head.columns), {
        key: ['overall', model, score],
        tolerance,
        ...corpus,
    });
}
/** Right and wrong answers on each class's own images. */
function compareClasses(pair, classes) {
    const { truth } = pair.base.columns;
    return classes.flatMap((subject, label) => count(pair, subject, (row) => truth[row] === label));
}
/** Right and wrong answers on each group's images. */
function compareGroups(pair) {
    const { samples, rows } = pair.base;
    return samples.groups.flatMap((attribute) => {
        const column = samples.attributes[attribute] ?? [];
        return valuesOf(column, rows).flatMap((value) => count(pair, `${attribute}=${value}`, (index) => column[rows[index]] === value));
    });
}
/** The gap between the best and the worst group, in accuracy, of both models; groups of fewer than ten images are left out. */
function compareGaps(pair, model, cache) {
    const { samples, rows } = pair.base;
    const groups = samples.groups.map((attribute) => {
        const column = samples.attributes[attribute] ?? [];
        return [attribute, ...[...rows].map((row) => column[row] ?? '')];
    });
    const key = digest(model, JSON.stringify(groups), pairDigest(pair));
    return remember(cache, `group-gaps@${compare_answers_version}`, key, () => groupGaps(pair, model));
}
function groupGaps(pair, model) {
    const { samples, rows, columns } = pair.base;
    return samples.groups.flatMap((attribute) => {
        const column = samples.attributes[attribute] ?? [];
        const values = valuesOf(column, rows).filter((value) => rows.reduce((n, row) => n + Number(column[row] === value), 0) >= smallestGroup);
        if (values.length < 2)
            return [];
        const grouping = {
            groups: Int32Array.from(rows, (row) => values.indexOf(column[row] ?? '')),
            groupCount: values.length,
        };
        const [base, head] = [columns, pair.head.columns].map(({ predicted, truth }) => predicted.map((answer, index) => Number(answer === truth[index])));
        const [gapAtBase, gapAtHead] = [columns, pair.head.columns].map((own) => groupGap(scoreByGroup('accuracy', own, grouping)).difference);
        const { effect, interval, p, n } = pairedBootstrap(groupGapUnits(base, head, grouping), {
            key: ['gap', model, attribute],
        });
        return Number.isNaN(effect)
            ? []
            : [{ data: pair.data, attribute, base: gapAtBase, head: gapAtHead, effect, interval, p, n }];
    });
}
/** Images that turned from right to wrong, the most confident mistakes first, and how many turned either way. */
function flipsBetween({ base, head }, classes) {
    const negative = [];
    let positive = 0;
    const answer = ({ predicted, scores, classes: k }, index) => ({
        answer: classes[predicted[index]],
        confidence: Math.round(scores[index * k + predicted[index]] * 1e4) / 1e4,
    });
    base.columns.truth.forEach((truth, index) => {
        const was = base.columns.predicted[index] === truth;
        const is = head.columns.predicted[index] === truth;
        if (!was && is)
            positive += 1;
        if (!was || is)
            return;
        const row = head.rows[index];
        const { path, hash } = head.samples;
        negative.push({
            path: path[row],
            hash: hash[row],
            label: classes[truth],
            base: answer(base.columns, index),
            head: answer(head.columns, index),
        });
    });
    negative.sort((a, b) => b.head.confidence - a.head.confidence || (a.path < b.path ? -1 : 1));
    return { negativeFlips: negative.slice(0, shownFlips), flips: { negative: negative.length, positive } };
}
function count({ data, base, head }, subject, belongs) {
    const counts = { n: 0, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
    base.columns.truth.forEach((truth, index) => {
        if (!belongs(index))
            return;
        const first = base.columns.predicted[index] === truth;
        const second = head.columns.predicted[index] === truth;
        counts.n += 1;
        counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
    });
    return counts.n === 0 ? [] : [{ data, subject, ...counts }];
}
function valuesOf(column, rows) {
    return [
        ...new Set([...rows].map((row) => column[row]).filter((value) => value !== null && value !== undefined)),
    ].sort();
}

;// CONCATENATED MODULE: ./lib/src/gather/job.js


const defaultBatch = 16;
/** How a model is run: its input, the output that holds the class scores, the declared preprocessing. */
function jobOf(model, policy, file, provider, batch = defaultBatch) {
    const [input, ...others] = model.inputs;
    if (!input || others.length > 0) {
        throw new Fault('broken', `Expected one image input in ${model.path} but it has ${model.inputs.length}. Export the model so that preprocessing feeds a single tensor.`, model.at);
    }
    const output = classOutput(model.outputs);
    if (!output) {
        throw new Fault('broken', `Expected a floating-point output of class scores, n × classes, in ${model.path} but found none. Export logits or probabilities.`, model.at);
    }
    const fixed = input.shape[0];
    return {
        file,
        preprocessing: model.preprocessing,
        input,
        output: { name: output.name, kind: policy.models[model.model]?.output ?? 'auto' },
        provider,
        batch: typeof fixed === 'number' && fixed > 0 ? fixed : batch,
    };
}
/** What predictions depend on, besides the image: everything that could change them. */
function predictionKey(model, job, preprocessing, runtime) {
    const { batch, input, output, provider } = job;
    return digest(model.contentHash, JSON.stringify({ preprocessing, batch, input, output, provider }), runtime);
}
function classOutput(outputs) {
    const floating = outputs.filter(({ type }) => type === 'float' || type === 'float16' || type === 'double');
    return floating.find(({ shape }) => shape.length === 2) ?? floating[0];
}

;// CONCATENATED MODULE: ./lib/src/gather/model-files.js



/**
 * Writes a model and its external data into the run's private folder, so that the runtime loads just what the reader
 * checked: no link, nothing outside the model's own folder. Written once for each content.
 */
async function materialise(snapshot, model, scratch) {
    const folder = (0,external_node_path_.join)(scratch, 'models', digest(model.contentHash).slice(0, 32));
    const file = (0,external_node_path_.join)(folder, 'model.onnx');
    const origin = external_node_path_.posix.dirname(model.path);
    await (0,promises_.mkdir)(folder, { recursive: true });
    for (const location of model.externalData) {
        const target = (0,external_node_path_.join)(folder, location);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        await (0,promises_.writeFile)(target, await snapshot.read(external_node_path_.posix.join(origin, location)));
    }
    await (0,promises_.writeFile)(file, await snapshot.read(model.path));
    return file;
}

;// CONCATENATED MODULE: ./lib/src/gather/predict.js




/** Raised when a prediction changes its meaning. */
const predict_version = 1;
const predict_batch = 512;
/**
 * Runs a model of one commit on labelled images of the same or the other one. Each image's prediction is kept by the
 * content of model and image, so that the 2 × 2 of models and data costs only what changed.
 * @throws Fault when the model cannot be run, its outputs do not fit its classes, or images could not be had.
 */
async function predictRows({ model, snapshot }, data, policy, tools) {
    const { runtime, decoder } = await tools.vision.versions();
    const job = jobOf(model, policy, '', tools.provider);
    const kind = `predictions@${predict_version} ${predictionKey(model, job, model.preprocessing, `${runtime} ${decoder}`)}`;
    const paths = pathsByHash(data.samples, data.rows);
    const known = new Map();
    for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
        known.set(hash, decode(value));
        paths.delete(hash);
    }
    if (paths.size > 0) {
        const file = await materialise(snapshot, model, tools.scratch);
        let unsaved = [];
        const encoded = readImages(data.snapshot, paths, (hash, fault) => {
            if (fault.kind !== 'broken')
                throw fault;
            known.set(hash, null);
        });
        for await (const { key, probabilities } of tools.vision.predict({ ...job, file }, encoded)) {
            known.set(key, probabilities);
            unsaved.push([key, encode(probabilities)]);
            if (unsaved.length >= predict_batch) {
                tools.cache.putMany(kind, unsaved);
                unsaved = [];
            }
            tools.progress(`${model.model} on ${data.split}`, known.size, data.rows.length);
        }
        tools.cache.putMany(kind, unsaved);
    }
    return toColumns(model, data, known);
}
function encode(probabilities) {
    return probabilities
        ? new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength)
        : new Uint8Array();
}
function decode(value) {
    return value.byteLength === 0 ? null : new Float32Array(value.slice().buffer);
}
function toColumns(model, { samples, split, rows, leftOut }, known) {
    const read = rows.filter((row) => known.get(samples.hash[row]));
    const k = model.labels.length;
    const index = new Map(model.labels.map((label, position) => [label, position]));
    const foreign = read.find((row) => !index.has(samples.label[row] ?? ''));
    if (foreign !== undefined)
        throw unknownLabel(model, samples, foreign);
    if (read.length === 0 && rows.length > 0)
        throw noneReadable(samples, split, rows);
    const predictions = {
        split,
        rows: Int32Array.from(read),
        truth: Int32Array.from(read, (row) => index.get(samples.label[row] ?? '')),
        probabilities: new Float32Array(read.length * k),
        predicted: new Int32Array(read.length),
        leftOut,
        unreadable: rows.length - read.length,
    };
    read.forEach((row, position) => {
        const scores = known.get(samples.hash[row]);
        if (scores.length !== k) {
            throw new Fault('broken', `${model.path} answers with ${scores.length} classes but its list of labels names ${k}. Correct \`labels\` of models.${model.model}.`, model.labelsAt ?? model.at);
        }
        predictions.probabilities.set(scores, position * k);
        predictions.predicted[position] = argMax(scores);
    });
    return predictions;
}
function unknownLabel(model, samples, row) {
    const manifest = samples.manifest[row];
    return new Fault('broken', `The label ${JSON.stringify(samples.label[row])} of ${samples.path[row]} is not among the classes of ${model.model} (${model.labels.join(', ')}). Correct the label, or the model's list of labels.`, manifest ? { path: manifest, line: samples.line[row] } : { path: samples.path[row] });
}
/** Without a single answer every score is undefined, and a rule that finds none would pass in silence. */
function noneReadable(samples, split, rows) {
    return new Fault('broken', `None of the ${rows.length} labelled images of ${samples.dataset} in ${split} can be read, ${samples.path[rows[0]]} among them. Restore them.`, { path: samples.path[rows[0]] });
}
function argMax(values) {
    let best = 0;
    for (let index = 1; index < values.length; index += 1)
        if (values[index] > values[best])
            best = index;
    return best;
}

;// CONCATENATED MODULE: ./lib/src/gather/comparisons.js






/** Base's and head's model on base's and on head's evaluation data: the 2 × 2 in which a model cannot hide behind easier images. */
const comparisons = {
    fact: 'comparisons',
    async gather(base, head, policy, tools) {
        const result = { entries: {}, faults: [] };
        for (const model of Object.values(head.gathered.facts.models ?? {})) {
            try {
                const compared = await compareModel(model.model, base, head, policy, tools);
                if (compared)
                    result.entries[model.model] = compared;
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                result.faults.push({ name: model.model, fault: error });
            }
        }
        return result;
    },
};
function prepare(name, { snapshot, gathered: { facts } }) {
    const model = facts.models?.[name];
    const predictions = facts.predictions?.[name];
    const samples = model && facts.samples?.[model.dataset];
    const split = samples && evaluationSplit(samples);
    if (!model || !predictions || !samples || !split || !predictions.splits[split])
        return null;
    return { model, samples, predictions, split, snapshot };
}
async function compareModel(name, base, head, policy, tools) {
    const before = prepare(name, base);
    const after = prepare(name, head);
    if (!before || !after)
        return null;
    const classes = jointClasses(before.model.labels, after.model.labels);
    const sameModel = before.model.contentHash === after.model.contentHash && sameReading(before.model, after.model);
    const sameData = evaluationKey(before) === evaluationKey(after);
    const own = {
        base: answers(before, before.predictions.splits[before.split], classes),
        head: answers(after, after.predictions.splits[after.split], classes),
    };
    const cross = sameModel || sameData ? null : await crossPredict(before, after, policy, tools);
    const headOnBase = sameModel
        ? own.base
        : sameData
            ? own.head
            : answers(before, cross?.headOnBase, classes, after.model.labels);
    const baseOnHead = sameModel
        ? own.head
        : sameData
            ? own.base
            : answers(after, cross?.baseOnHead, classes, before.model.labels);
    const score = after.model.score;
    const value = ({ columns }) => (isScoreName(score) ? finite(computeScore(score, columns)) : null);
    const square = {
        baseOnBase: value(own.base),
        baseOnHead: value(baseOnHead),
        headOnBase: value(headOnBase),
        headOnHead: value(own.head),
    };
    const pairs = sameModel
        ? []
        : sameData
            ? [{ data: 'both', base: own.base, head: own.head }]
            : [
                { data: 'base', base: own.base, head: headOnBase },
                { data: 'head', base: baseOnHead, head: own.head },
            ];
    const named = { model: name, tolerance: after.model.tolerance, score };
    const shown = pairs[pairs.length - 1];
    return {
        model: name,
        dataset: after.model.dataset,
        split: after.split,
        score,
        sameModel,
        sameData,
        overall: pairs.flatMap((pair) => compareScore(pair, named, tools.cache)),
        classes: pairs.flatMap((pair) => compareClasses(pair, classes)),
        groups: pairs.flatMap((pair) => compareGroups(pair)),
        gaps: pairs.flatMap((pair) => compareGaps(pair, name, tools.cache)),
        square,
        modelEffect: difference(square.headOnBase, square.baseOnBase),
        dataEffect: difference(square.headOnHead, square.headOnBase),
        ...(shown ? flipsBetween(shown, classes) : { negativeFlips: [], flips: { negative: 0, positive: 0 } }),
    };
}
/** Equal weights read in another way (preprocessing, labels) are another model. */
function sameReading(a, b) {
    return JSON.stringify([a.preprocessing, a.labels]) === JSON.stringify([b.preprocessing, b.labels]);
}
/** What an evaluation depends on: images, labels and groups, in no particular order. */
function evaluationKey({ samples, predictions, split }) {
    const columns = samples.groups.map((attribute) => samples.attributes[attribute] ?? []);
    const rows = [...predictions.splits[split].rows];
    return rows
        .map((row) => JSON.stringify([samples.hash[row], samples.label[row], ...columns.map((column) => column[row] ?? null)]))
        .sort()
        .join('\n');
}
async function crossPredict(before, after, policy, tools) {
    const data = ({ samples, snapshot, predictions, split }) => ({
        samples,
        snapshot,
        split,
        rows: [...predictions.splits[split].rows],
        leftOut: 0,
    });
    return {
        headOnBase: await predictRows({ model: after.model, snapshot: after.snapshot }, data(before), policy, tools),
        baseOnHead: await predictRows({ model: before.model, snapshot: before.snapshot }, data(after), policy, tools),
    };
}
function answers({ samples, model }, split, classes, labels = model.labels) {
    return { samples, rows: split.rows, columns: columnsOver(classes, labels, split) };
}
function finite(value) {
    return Number.isFinite(value) ? value : null;
}
function difference(a, b) {
    return a === null || b === null ? null : a - b;
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/paths.js
const imageExtensions = new Set('jpg jpeg jpe jfif png apng ppm pgm bmp tif tiff webp gif avif jxl heic heif jp2'.split(' '));
/** Whether the file's extension is that of an image (torchvision's list and the formats that came after it). */
function isImagePath(path) {
    const dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') && imageExtensions.has(path.slice(dot + 1).toLowerCase());
}
/** The names of the files that a path without an image's extension may stand for, the commonest first. */
function withImageExtensions(path) {
    if (isImagePath(path))
        return [];
    return [...imageExtensions].flatMap((extension) => [`${path}.${extension}`, `${path}.${extension.toUpperCase()}`]);
}
/** The folder that holds `path`; `''` for the repository's root. */
function folderOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
/** A folder as the policy writes it (`./data/train/`), as a path in the repository (`data/train`); `''` is the root. */
function normaliseFolder(folder) {
    return folder.split('/').filter(isStep).join('/');
}
/** The deepest folder that holds all of `folders`. */
function sharedFolder(folders) {
    const [first = '', ...others] = folders;
    const steps = first.split('/');
    const shared = steps.findIndex((step, i) => others.some((folder) => folder.split('/')[i] !== step));
    return (shared < 0 ? steps : steps.slice(0, shared)).join('/');
}
/**
 * Path in the repository of what a file in `folder` calls `written`.
 * A fault is the end of a sentence: `an absolute path`, `a path that leaves the repository` …
 */
function resolvePath(folder, written) {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(written))
        return { fault: 'an address on the network' };
    const slashed = written.includes('\\') ? written.replaceAll('\\', '/') : written;
    if (slashed.startsWith('/') || /^[a-z]:\//i.test(slashed))
        return { fault: 'an absolute path' };
    if (slashed.includes('\0'))
        return { fault: 'a path with a zero byte' };
    if (isPlain(slashed))
        return { path: folder === '' ? slashed : `${folder}/${slashed}` };
    const steps = folder === '' ? [] : folder.split('/');
    for (const step of slashed.split('/').filter(isStep)) {
        if (step !== '..')
            steps.push(step);
        else if (steps.pop() === undefined)
            return { fault: 'a path that leaves the repository' };
    }
    return steps.length > 0 ? { path: steps.join('/') } : { fault: 'an empty path' };
}
function isStep(step) {
    return step !== '' && step !== '.';
}
/** Nearly every path of a large table needs no work. */
function isPlain(path) {
    return path !== '' && !path.startsWith('.') && !path.includes('/.') && !path.includes('//') && !path.endsWith('/');
}

;// CONCATENATED MODULE: ./lib/src/gather/policy-position.js
/** Where the policy says it: the place of the deepest of `keys` that it has, else the policy file. */
function policyPosition(policy, ...keys) {
    for (let depth = keys.length; depth > 0; depth--) {
        const at = policy.positions[pointer(keys.slice(0, depth))];
        if (at !== undefined)
            return at;
    }
    return { path: policy.source.path };
}
/** RFC 6901. */
function pointer(keys) {
    return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

;// CONCATENATED MODULE: ./lib/src/gather/governance/licence-texts.js
/** Phrases that only one licence has, in lower case with single spaces; the first entry whose phrases are all there wins. */
const texts = [
    ['Apache-2.0', 'apache license', 'version 2.0'],
    ['AGPL-3.0', 'gnu affero general public license', 'version 3'],
    ['LGPL-3.0', 'gnu lesser general public license', 'version 3'],
    ['LGPL-2.1', 'gnu lesser general public license', 'version 2.1'],
    ['GPL-3.0', 'gnu general public license', 'version 3'],
    ['GPL-2.0', 'gnu general public license', 'version 2'],
    ['MPL-2.0', 'mozilla public license', '2.0'],
    ['EPL-2.0', 'eclipse public license', '2.0'],
    ['MIT', 'permission is hereby granted, free of charge', 'the above copyright notice and this permission notice'],
    ['MIT-0', 'permission is hereby granted, free of charge', 'the software is provided "as is"'],
    ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'neither the name'],
    ['BSD-2-Clause', 'redistribution and use in source and binary forms'],
    ['ISC', 'permission to use, copy, modify, and/or distribute this software for any purpose'],
    ['Unlicense', 'this is free and unencumbered software released into the public domain'],
    ['CC0-1.0', 'cc0 1.0 universal'],
    ['ODbL-1.0', 'open database license'],
    ['PDDL-1.0', 'public domain dedication', 'open data commons'],
    ['ODC-By-1.0', 'open data commons attribution license'],
    ['CDLA-Permissive-2.0', 'community data license agreement', 'permissive', '2.0'],
    ['CDLA-Permissive-1.0', 'community data license agreement', 'permissive'],
    ['CDLA-Sharing-1.0', 'community data license agreement', 'sharing'],
];
/** Licences that speak of data and works, not of software. */
function isContentLicence(licence) {
    return /^(cc0|cc-|odbl|pddl|odc-|cdla|unlicense|public domain)/i.test(licence);
}
/** SPDX id of a licence's text, else the first words of it; `null` when it is empty. */
function recogniseLicence(text) {
    const tag = /SPDX-License-Identifier:\s*([^\n*]+)/.exec(text);
    if (tag)
        return tag[1].trim();
    const plain = text.toLowerCase().replace(/\s+/g, ' ').slice(0, 20_000);
    const creativeCommons = creativeCommonsOf(plain);
    if (creativeCommons !== null)
        return creativeCommons;
    const known = texts.find(([, ...phrases]) => phrases.every((phrase) => plain.includes(phrase)));
    if (known !== undefined)
        return known[0];
    const first = text.split('\n').find((line) => line.trim() !== '');
    return first === undefined ? null : first.trim().slice(0, 80);
}
/** `Attribution-NonCommercial-ShareAlike 4.0 International` → `CC-BY-NC-SA-4.0`. */
function creativeCommonsOf(plain) {
    const name = /(?:creative commons |^)attribution((?:[- ](?:noncommercial|sharealike|noderivatives|noderivs))*) (\d\.\d)/.exec(plain);
    if (name === null)
        return /\bcc[- ]by(?:-(?:nc|sa|nd))*[- ]\d\.\d\b/.exec(plain)?.[0].replaceAll(' ', '-').toUpperCase() ?? null;
    const short = { noncommercial: 'NC', sharealike: 'SA', noderivatives: 'ND', noderivs: 'ND' };
    const parts = name[1]
        .split(/[- ]/)
        .filter((part) => part !== '')
        .map((part) => short[part]);
    return ['CC', 'BY', ...parts, name[2]].join('-');
}

;// CONCATENATED MODULE: ./lib/src/gather/governance/licences.js




/**
 * The licence of every dataset and model that the commit has. The first of these that says one: the model's declared card;
 * the front matter of a README.md and licence files, from the folder upwards; a table's licence column; the policy; the
 * front matter of the repository's README.md; the repository's licence file. The last covers models, which are the
 * repository's own work, but a dataset only if it is a licence for data (Creative Commons, Open Data Commons, CDLA): a
 * licence of the code says nothing of photographs.
 */
async function findLicences(snapshot, policy, sofar) {
    const documents = documentsByFolder(snapshot.files);
    const facts = [];
    for (const [name, dataset] of Object.entries(policy.datasets)) {
        const places = licences_placesOf(dataset);
        if (!isPresent(snapshot.files, places))
            continue;
        const at = (...keys) => policyPosition(policy, 'datasets', name, ...keys);
        const search = searchIn(snapshot, documents);
        const found = (await search.upwards(sharedFolder(places.map(({ folder }) => folder)))) ??
            (await search.inEach(places.map(({ folder }) => folder))) ??
            columnLicence(sofar.facts.samples?.[name]) ??
            policyLicence(dataset.licence, at('licence')) ??
            (await search.card('README.md')) ??
            (await search.rootFile(isContentLicence));
        facts.push({
            name,
            kind: 'dataset',
            licence: found?.licence ?? null,
            at: found?.at ?? at(),
            looked: search.looked,
        });
    }
    for (const [name, { file, card, licence }] of Object.entries(policy.models)) {
        if (!snapshot.files.has(file))
            continue;
        const at = (...keys) => policyPosition(policy, 'models', name, ...keys);
        const search = searchIn(snapshot, documents);
        const found = (card === undefined ? null : await search.card(card)) ??
            (await search.upwards(folderOf(file))) ??
            policyLicence(licence, at('licence')) ??
            (await search.card('README.md')) ??
            (await search.rootFile(() => true));
        facts.push({ name, kind: 'model', licence: found?.licence ?? null, at: found?.at ?? at(), looked: search.looked });
    }
    return facts;
}
function licences_placesOf({ splits, root, table, images }) {
    const tables = typeof table === 'string' ? [table] : Object.values(table ?? {});
    return [
        ...Object.values(splits ?? {}).map((folder) => ({ folder: normaliseFolder(folder) })),
        ...(root === undefined ? [] : [{ folder: normaliseFolder(root) }]),
        ...(images === undefined ? [] : [{ folder: normaliseFolder(images) }]),
        ...tables.map((file) => ({ folder: folderOf(normaliseFolder(file)), file: normaliseFolder(file) })),
    ];
}
function isPresent(files, places) {
    const tables = places.filter(({ file }) => file !== undefined);
    if (tables.length > 0)
        return tables.some(({ file }) => files.has(file));
    for (const path of files.keys()) {
        if (places.some(({ folder }) => folder === '' || path.startsWith(`${folder}/`)))
            return true;
    }
    return false;
}
function documentsByFolder(files) {
    const folders = new Map();
    for (const { path, kind } of files.values()) {
        const folder = folderOf(path);
        const name = folder === '' ? path : path.slice(folder.length + 1);
        const isCard = /^readme\.md$/i.test(name);
        if (kind !== 'file' || (!isCard && !/^(licen[cs]e|copying|unlicense)([-._].*)?$/i.test(name)))
            continue;
        const documents = folders.get(folder) ?? { cards: [], licences: [] };
        folders.set(folder, documents);
        (isCard ? documents.cards : documents.licences).push(path);
    }
    return folders;
}
/** One search, which remembers where it looked. */
function searchIn(snapshot, documents) {
    const looked = [];
    const note = (place) => {
        if (!looked.includes(place))
            looked.push(place);
    };
    const card = async (path) => {
        note(path);
        if (snapshot.files.get(path)?.kind !== 'file')
            return null;
        return frontMatterLicence((await snapshot.read(path)).toString('utf8'), path);
    };
    const file = async (path) => {
        note(path);
        const licence = recogniseLicence((await snapshot.read(path)).toString('utf8').replace(/^\ufeff/, ''));
        return licence === null ? null : { licence, at: { path, line: 1 } };
    };
    const inFolder = async (folder) => {
        note(folder);
        const { cards, licences } = documents.get(folder) ?? { cards: [], licences: [] };
        for (const path of cards) {
            const found = await card(path);
            if (found !== null)
                return found;
        }
        for (const path of licences) {
            const found = await file(path);
            if (found !== null)
                return found;
        }
        return null;
    };
    return {
        looked,
        card,
        /** The folder and those above it, but for the repository's root. */
        async upwards(folder) {
            for (let current = folder; current !== ''; current = folderOf(current)) {
                const found = await inFolder(current);
                if (found !== null)
                    return found;
            }
            return null;
        },
        /** A licence in each of the folders; the first is named. */
        async inEach(folders) {
            const found = [];
            for (const folder of folders)
                found.push(folder === '' ? null : await inFolder(folder));
            return found.includes(null) ? null : (found[0] ?? null);
        },
        async rootFile(counts) {
            for (const path of documents.get('')?.licences ?? []) {
                const found = await file(path);
                if (found !== null && counts(found.licence))
                    return found;
            }
            return null;
        },
    };
}
/** `license:` of the YAML between `---` lines at a card's head (Hugging Face's cards); `other` is replaced by its name. */
function frontMatterLicence(text, path) {
    const block = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/.exec(text)?.[1];
    if (block === undefined)
        return null;
    const lines = new dist/* LineCounter */.HN();
    const { contents } = (0,dist/* parseDocument */.Tp)(block, { lineCounter: lines, schema: 'core' });
    if (!(0,dist/* isMap */.jh)(contents))
        return null;
    for (const { key, value } of contents.items) {
        if (!(0,dist/* isScalar */.jn)(key) || !/^licen[cs]e$/i.test(String(key.value)))
            continue;
        const licence = words(value);
        if (licence === null || /^unknown$/i.test(licence))
            return null;
        const name = /^other$/i.test(licence) ? words(contents.get('license_name', true)) : null;
        return { licence: name ?? licence, at: { path, line: lines.linePos(key.range?.[0] ?? 0).line + 1 } };
    }
    return null;
}
function words(node) {
    if ((0,dist/* isScalar */.jn)(node))
        return String(node.value ?? '').trim() || null;
    return (0,dist/* isSeq */.oP)(node) ? node.items.map(words).filter(Boolean).join(', ') || null : null;
}
/** Licences of a column that has one in every row. */
function columnLicence(samples) {
    const name = Object.keys(samples?.attributes ?? {}).find((column) => /^licen[cs]es?$/i.test(column));
    const values = name === undefined ? [] : samples.attributes[name];
    if (values.length === 0 || values.includes(null))
        return null;
    const manifest = samples.manifest.find((path) => path !== '');
    return { licence: [...new Set(values)].sort().join(', '), at: { path: manifest ?? samples.path[0], line: 1 } };
}
function policyLicence(licence, at) {
    return licence === undefined ? null : { licence, at };
}

;// CONCATENATED MODULE: ./lib/src/gather/governance.js



/** Licences, and the workflows that run the gate, under the one name `repository`. */
const governance = {
    fact: 'governance',
    async gather(snapshot, policy, _, sofar) {
        try {
            const repository = {
                licences: await findLicences(snapshot, policy, sofar),
                workflows: await findGateWorkflows(snapshot),
            };
            return { entries: { repository }, faults: [] };
        }
        catch (error) {
            if (!(error instanceof Fault))
                throw error;
            return { entries: {}, faults: [{ name: 'repository', fault: error }] };
        }
    },
};

;// CONCATENATED MODULE: ./lib/src/gather/images.js

/** Raised when a description changes its meaning. */
const images_version = 1;
const images_batch = 256;
const images_images = {
    fact: 'images',
    async gather(snapshot, _policy, tools, { facts }) {
        const result = { entries: {}, faults: [] };
        for (const samples of Object.values(facts.samples ?? {})) {
            const descriptions = await images_describe(snapshot, samples, tools, (fault) => result.faults.push({ name: samples.dataset, fault }));
            result.entries[samples.dataset] = images_toColumns(samples, descriptions);
        }
        return result;
    },
};
async function images_describe(snapshot, samples, tools, onFault) {
    const { decoder } = await tools.vision.versions();
    const kind = `images@${images_version} ${decoder}`;
    const paths = pathsByHash(samples);
    const descriptions = new Map();
    for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
        descriptions.set(hash, images_decode(value));
        paths.delete(hash);
    }
    const total = paths.size;
    let unsaved = [];
    let unavailable = 0;
    const save = () => {
        tools.cache.putMany(kind, unsaved.map((description) => [description.key, images_encode(description)]));
        unsaved = [];
    };
    const encoded = readImages(snapshot, paths, (hash, fault) => {
        if (fault.kind === 'broken')
            descriptions.set(hash, unreadable(hash, fault.message));
        else if (unavailable++ === 0)
            onFault(fault);
    });
    if (total > 0) {
        for await (const description of tools.vision.describe(encoded)) {
            descriptions.set(description.key, description);
            unsaved.push(description);
            if (unsaved.length >= images_batch)
                save();
            tools.progress(`images of ${samples.dataset}`, descriptions.size, samples.count);
        }
        save();
    }
    return descriptions;
}
function images_encode(description) {
    return Buffer.from(JSON.stringify(description, (_key, value) => (Number.isNaN(value) ? null : value)));
}
function images_decode(value) {
    return JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
}
function unreadable(key, error) {
    const none = Number.NaN;
    return {
        key,
        error,
        format: '',
        width: 0,
        height: 0,
        channels: 0,
        orientation: 1,
        location: false,
        dark: none,
        bright: none,
        blurry: none,
        lowInformation: none,
        phash: '',
    };
}
function images_toColumns(samples, descriptions) {
    const { count } = samples;
    const column = (value) => samples.hash.map((hash) => value(descriptions.get(hash)));
    const score = (name) => Float64Array.from({ length: count }, (_, row) => descriptions.get(samples.hash[row])?.[name] ?? Number.NaN);
    const number = (name) => (_, row) => descriptions.get(samples.hash[row])?.[name] ?? (name === 'orientation' ? 1 : 0);
    return {
        dataset: samples.dataset,
        error: samples.hash.map((hash, row) => errorOf(hash, samples.path[row], descriptions.get(hash))),
        format: column((description) => description?.format ?? ''),
        width: Int32Array.from({ length: count }, number('width')),
        height: Int32Array.from({ length: count }, number('height')),
        channels: Uint8Array.from({ length: count }, number('channels')),
        orientation: Uint8Array.from({ length: count }, number('orientation')),
        location: Uint8Array.from({ length: count }, (_, row) => (descriptions.get(samples.hash[row])?.location ? 1 : 0)),
        dark: score('dark'),
        bright: score('bright'),
        blurry: score('blurry'),
        lowInformation: score('lowInformation'),
        phash: column((description) => description?.phash ?? ''),
    };
}
function errorOf(hash, path, description) {
    if (hash === '')
        return `${path} is listed but is not in the commit.`;
    return description ? description.error : 'Its bytes could not be had.';
}

;// CONCATENATED MODULE: ./lib/src/gather/latency.js




const latency_version = 1;
const plan = { sessions: 8, runs: 40, warmUp: 10, limitSeconds: 30 };
/** A policy without targets still has one: this runner, an image at a time. */
const thisRunner = (tools) => ({
    target: 'this runner',
    provider: tools.provider,
    batch: 1,
    latencyTolerance: 0.05,
});
/** Times the base's and the head's model together, in alternating runs; equal models are not timed: their ratio is 1. */
const latency = {
    fact: 'latency',
    async gather(base, head, policy, tools) {
        const result = { entries: {}, faults: [] };
        const targets = Object.values(head.gathered.facts.targets ?? {});
        for (const model of Object.values(head.gathered.facts.models ?? {})) {
            const before = base.gathered.facts.models?.[model.model];
            if (!before || before.contentHash === model.contentHash)
                continue;
            const own = targets.filter(({ models }) => models.includes(model.model));
            for (const target of own.length > 0 ? own : [thisRunner(tools)]) {
                const name = own.length > 0 ? `${model.model} on ${target.target}` : model.model;
                try {
                    result.entries[name] = await measure({ snapshot: base.snapshot, model: before }, { snapshot: head.snapshot, model }, target, policy, tools);
                }
                catch (error) {
                    if (!(error instanceof Fault))
                        throw error;
                    result.faults.push({ name, fault: error });
                }
            }
        }
        return result;
    },
};
async function measure(base, head, target, policy, tools) {
    const { runtime } = await tools.vision.versions();
    const kind = `latency@${latency_version} ${runtime}`;
    const jobs = [base, head].map(({ model }) => jobOf(model, policy, '', target.provider, target.batch));
    const key = digest(base.model.contentHash, head.model.contentHash, JSON.stringify([jobs.map(({ input, batch }) => [input, batch]), target.provider, plan]));
    const known = tools.cache.getMany(kind, [key]).get(key);
    const timing = known
        ? JSON.parse(Buffer.from(known).toString(), revive)
        : await tools.vision.time({
            base: { ...jobs[0], file: await materialise(base.snapshot, base.model, tools.scratch) },
            head: { ...jobs[1], file: await materialise(head.snapshot, head.model, tools.scratch) },
            ...plan,
        });
    const { pairs, floor, device } = timing;
    if (!known)
        tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify({ pairs, floor, device }, flatten))]]);
    return {
        model: head.model.model,
        target: target.target,
        provider: target.provider,
        batch: jobs[1].batch,
        tolerance: target.latencyTolerance,
        pairs,
        floor,
        runtime,
        device,
    };
}
function flatten(_key, value) {
    return value instanceof Float64Array ? [...value] : value;
}
function revive(key, value) {
    return key === 'base' || key === 'head' ? Float64Array.from(value) : value;
}

;// CONCATENATED MODULE: ./lib/src/gather/memory.js




const memory_version = 1;
/** Peak memory of each model that a target limits; measured once for each content, batch and runtime. */
const memory = {
    fact: 'memory',
    async gather(snapshot, policy, tools, { facts }) {
        const result = { entries: {}, faults: [] };
        for (const target of Object.values(facts.targets ?? {})) {
            if (target.budgets.memoryMb === undefined)
                continue;
            for (const name of target.models) {
                const model = facts.models?.[name];
                if (!model)
                    continue;
                try {
                    const { runtime } = await tools.vision.versions();
                    const job = jobOf(model, policy, '', target.provider, target.batch);
                    const kind = `memory@${memory_version} ${runtime}`;
                    const key = digest(model.contentHash, JSON.stringify([target.provider, job.batch, job.input, job.preprocessing]));
                    const known = tools.cache.getMany(kind, [key]).get(key);
                    const peakMb = known
                        ? Number(Buffer.from(known).toString())
                        : await tools.vision.memory({ ...job, file: await materialise(snapshot, model, tools.scratch) });
                    if (!known)
                        tools.cache.putMany(kind, [[key, Buffer.from(String(peakMb))]]);
                    result.entries[`${name} on ${target.target}`] = {
                        model: name,
                        target: target.target,
                        peakMb,
                        batch: job.batch,
                    };
                }
                catch (error) {
                    if (!(error instanceof Fault))
                        throw error;
                    result.faults.push({ name, fault: error });
                }
            }
        }
        return result;
    },
};

;// CONCATENATED MODULE: ./lib/src/gather/formats/class-list.js



/**
 * The declared class list, in its order: inline; a file with one class a line (empty lines are passed over); or a `.json`,
 * `.yaml` or `.yml` file that is a list, or holds `id2label` (Hugging Face's config.json) or `names` (Ultralytics).
 * @param declaredAt where the policy declares it
 * @throws Fault `broken` when the file is missing or empty, a class is named twice, or indices have a gap.
 */
async function readClassList(snapshot, labels, declaredAt) {
    if (Array.isArray(labels)) {
        return refuseTwins({ classes: labels, at: declaredAt }, labels.map(() => declaredAt));
    }
    const path = normaliseFolder(labels);
    if (!snapshot.files.has(path)) {
        throw new Fault('broken', `Expected the class list ${path} but the commit has no such file. Add it, with one class a line, or change \`labels\` in the policy.`, declaredAt);
    }
    const text = (await snapshot.read(path)).toString('utf8').replace(/^\ufeff/, '');
    const entries = /\.(json|ya?ml)$/i.test(path) ? structuredEntries(text, path) : textEntries(text);
    if (entries.length === 0) {
        throw new Fault('broken', `Expected classes in ${path} but received none. Write one class a line.`, {
            path,
            line: 1,
        });
    }
    return refuseTwins({ classes: entries.map(({ name }) => name), at: { path, line: entries[0].line } }, entries.map(({ line }) => ({ path, line })));
}
/** Classes in use, in the order that training tools give them indices: by code point; numbers by value if `numeric`. */
function sortClasses(labels, numeric) {
    const classes = [...labels];
    if (numeric && classes.every((label) => /^-?\d{1,15}$/.test(label)))
        return classes.sort((a, b) => Number(a) - Number(b));
    return classes.sort(byCodePoint);
}
/** UTF-16 units sort as code points do, but for surrogates, which belong above U+E000–U+FFFF. */
function byCodePoint(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        const x = a.charCodeAt(i);
        const y = b.charCodeAt(i);
        if (x !== y)
            return rank(x) - rank(y);
    }
    return a.length - b.length;
}
function rank(unit) {
    return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
function textEntries(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line, i) => ({ name: line.trim(), line: i + 1 }))
        .filter(({ name }) => name !== '');
}
function structuredEntries(text, path) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, schema: 'core' });
    const lineOf = (node) => lines.linePos(node?.range?.[0] ?? 0).line;
    const wrong = (message, line) => new Fault('broken', `${message} Write a list of classes, or \`id2label\` as in a config.json.`, { path, line });
    if (document.errors.length > 0) {
        const line = document.errors[0].linePos?.[0].line ?? 1;
        throw wrong(`Expected JSON or YAML in ${path} but line ${line} cannot be parsed.`, line);
    }
    const root = document.contents;
    const list = (0,dist/* isMap */.jh)(root) ? (root.get('id2label', true) ?? root.get('names', true) ?? root) : root;
    const name = (node) => {
        if ((0,dist/* isScalar */.jn)(node) && node.value !== null)
            return { name: String(node.source ?? node.value), line: lineOf(node) };
        throw wrong(`Expected a class name in line ${lineOf(node)} of ${path} but received a nested value.`, lineOf(node));
    };
    if ((0,dist/* isSeq */.oP)(list))
        return list.items.map(name);
    if (!(0,dist/* isMap */.jh)(list))
        throw wrong(`Expected a class list in ${path} but received none.`, 1);
    const entries = [];
    for (const { key, value } of list.items) {
        const index = Number((0,dist/* isScalar */.jn)(key) ? key.value : Number.NaN);
        if (!Number.isInteger(index) || index < 0 || index >= list.items.length || entries[index] !== undefined) {
            throw wrong(`Expected indices 0 to ${list.items.length - 1}, each once, in ${path} but received \`${key}\`.`, lineOf(key));
        }
        entries[index] = name(value);
    }
    return entries;
}
function refuseTwins(list, at) {
    const first = new Map();
    for (const [i, name] of list.classes.entries()) {
        const twin = first.get(name);
        if (twin !== undefined) {
            const where = at[twin].line === undefined || at[twin] === at[i] ? `as class ${twin}` : `in line ${at[twin].line}`;
            throw new Fault('broken', `Expected each class once in ${at[i].path} but received \`${name}\` again, first ${where}. Remove or rename one.`, at[i]);
        }
        first.set(name, i);
    }
    return list;
}

;// CONCATENATED MODULE: ./lib/src/gather/models/declaration.js



/**
 * The model's declared preprocessing: a JSON file, or keys inline in the policy; `null` when there is none.
 * @throws Fault `broken` when the file is missing or is not a JSON object.
 */
async function readDeclaration(snapshot, policy, model) {
    const declared = policy.models[model].preprocessing;
    const at = policyPosition(policy, 'models', model, 'preprocessing');
    if (declared === undefined)
        return null;
    if (typeof declared !== 'string') {
        return { values: declared, at, atKey: (key) => policyPosition(policy, 'models', model, 'preprocessing', key) };
    }
    if (!snapshot.files.has(declared)) {
        throw new Fault('broken', `Expected the preprocessing ${declared} of model \`${model}\` but the commit has no such file. ` +
            'Add it, or change `preprocessing` in the policy.', at);
    }
    return parseDeclaration((await snapshot.read(declared)).toString('utf8'), declared);
}
/** JSON is read by a YAML parser, which knows where each key stands. */
function parseDeclaration(text, path) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text.replace(/^\ufeff/, ''), { lineCounter: lines, schema: 'core', uniqueKeys: true });
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { path, line, column: col };
    };
    if (document.errors.length > 0 || !(0,dist/* isMap */.jh)(document.contents)) {
        const at = place(document.errors[0]?.pos[0] ?? 0);
        throw new Fault('broken', `Expected a JSON object in ${path} but line ${at.line} is not part of one. Write it as Hugging Face's preprocessor_config.json.`, at);
    }
    const keys = new Map();
    for (const { key } of document.contents.items) {
        if ((0,dist/* isScalar */.jn)(key) && key.range)
            keys.set(String(key.value), place(key.range[0]));
    }
    const at = { path, line: 1 };
    return { values: declaration_valuesOf(document, path), at, atKey: (key) => keys.get(key) ?? at };
}
function declaration_valuesOf(document, path) {
    try {
        return document.toJS({ maxAliasCount: 0 });
    }
    catch {
        throw new Fault('broken', `Expected JSON in ${path} but received YAML aliases. Write the values out.`, {
            path,
            line: 1,
        });
    }
}

;// CONCATENATED MODULE: ./lib/src/gather/models/other-formats.js

/** What people commit in a model's place, by the first bytes. */
const formats = [
    {
        name: 'a Git LFS pointer',
        wayOut: 'Fetch its content with `git lfs pull`, or push it with `git lfs push`.',
        matches: (bytes) => startsWith(bytes, 'version https://git-lfs') || startsWith(bytes, 'version https://hawser'),
    },
    {
        name: 'a web page',
        wayOut: 'A download went wrong: fetch the file again and commit the model itself.',
        matches: (bytes) => /^\s*<(!doctype|html|\?xml|head|body)/i.test(bytes.toString('latin1', 0, 256)),
    },
    {
        name: 'a zip archive, such as a PyTorch checkpoint or a Keras model',
        wayOut: 'Export it to ONNX, for PyTorch with `torch.onnx.export`.',
        matches: (bytes) => startsWith(bytes, 'PK\u0003\u0004'),
    },
    {
        name: 'an HDF5 file, such as a Keras model',
        wayOut: 'Export it to ONNX, for Keras with `tf2onnx`.',
        matches: (bytes) => startsWith(bytes, '\u0089HDF\r\n'),
    },
    {
        name: 'a TensorFlow Lite model',
        wayOut: 'Convert it to ONNX with `tf2onnx --tflite`.',
        matches: (bytes) => bytes.toString('latin1', 4, 8) === 'TFL3',
    },
    {
        name: 'a Python pickle',
        wayOut: 'It is not opened, as that would run its code. Export the model to ONNX.',
        matches: (bytes) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && bytes[bytes.length - 1] === 0x2e,
    },
    {
        name: 'a safetensors file',
        wayOut: 'It holds weights without a graph. Export the model to ONNX.',
        matches: (bytes) => bytes.length > 8 && bytes[8] === 0x7b && bytes.readUInt32LE(4) === 0,
    },
];
/** @throws Fault `broken` when the bytes are none at all, or of another format that people commit in a model's place. */
function refuseOtherFormats(bytes, path) {
    if (bytes.length === 0) {
        throw new Fault('broken', `Expected an ONNX model in ${path} but received an empty file. Export the model again.`, {
            path,
        });
    }
    const found = formats.find(({ matches }) => matches(bytes));
    if (found === undefined)
        return;
    throw new Fault('broken', `Expected an ONNX model in ${path} but received ${found.name}. ${found.wayOut}`, { path });
}
function startsWith(bytes, text) {
    return bytes.toString('latin1', 0, text.length) === text;
}

;// CONCATENATED MODULE: ./lib/src/gather/models/protobuf.js

/**
 * Walks the fields of one message, without copying and without entering what has a length.
 * @throws Fault `broken` with the byte's offset, at the first byte that is not protobuf.
 */
function* fieldsOf(source, span) {
    let offset = span.start;
    while (offset < span.end) {
        const key = readVarint(source, offset, span.end);
        const number = Math.floor(key.value / 8);
        const wire = key.value % 8;
        if (number < 1 || number > 0x1fffffff)
            throw malformed(source, offset, `a field's number but received ${number}`);
        if (wire === 0) {
            const { value, end } = readVarint(source, key.end, span.end);
            yield { number, wire, value, start: key.end, end };
            offset = end;
        }
        else if (wire === 1 || wire === 5) {
            const end = key.end + (wire === 1 ? 8 : 4);
            if (end > span.end)
                throw malformed(source, key.end, `${end - key.end} bytes but the message ends`);
            yield { number, wire, value: wire === 5 ? source.bytes.readFloatLE(key.end) : 0, start: key.end, end };
            offset = end;
        }
        else if (wire === 2) {
            const length = readVarint(source, key.end, span.end);
            const end = length.end + length.value;
            if (length.value < 0 || end > span.end) {
                throw malformed(source, key.end, `a length of at most ${span.end - length.end} bytes but received ${length.value}`);
            }
            yield { number, wire, value: 0, start: length.end, end };
            offset = end;
        }
        else {
            throw malformed(source, offset, `a wire type of 0, 1, 2 or 5 but received ${wire}`);
        }
    }
}
/** The span of a field that has a length. */
function spanOf(source, field) {
    if (field.wire !== 2)
        throw wrongWire(source, field, 'a length');
    return field;
}
function textOf(source, field) {
    const { start, end } = spanOf(source, field);
    return source.bytes.toString('utf8', start, end);
}
function integerOf(source, field) {
    if (field.wire !== 0)
        throw wrongWire(source, field, 'a varint');
    return field.value;
}
function floatOf(source, field) {
    if (field.wire !== 5)
        throw wrongWire(source, field, 'four bytes');
    return field.value;
}
/** Appends the integers of a repeated field, packed or not. */
function pushIntegers(source, field, into) {
    if (field.wire !== 2) {
        into.push(integerOf(source, field));
        return;
    }
    for (let offset = field.start; offset < field.end;) {
        const { value, end } = readVarint(source, offset, field.end);
        into.push(value);
        offset = end;
    }
}
/** Appends the floats of a repeated field, packed or not. */
function pushFloats(source, field, into) {
    if (field.wire !== 2) {
        into.push(floatOf(source, field));
        return;
    }
    if ((field.end - field.start) % 4 !== 0) {
        throw malformed(source, field.start, `a multiple of 4 bytes but received ${field.end - field.start}`);
    }
    for (let offset = field.start; offset < field.end; offset += 4)
        into.push(source.bytes.readFloatLE(offset));
}
/** The fault of bytes that are not what they should be. */
function malformed(source, offset, expected) {
    return new Fault('broken', `Expected ${expected} at byte ${offset} of ${source.path}. The file is damaged or is not an ONNX model: export it again.`, { path: source.path });
}
function wrongWire(source, field, expected) {
    return malformed(source, field.start, `${expected} for field ${field.number} but received wire type ${field.wire}`);
}
/** A base-128 varint as a signed 64-bit integer, to the precision of a double. */
function readVarint({ bytes, path }, start, limit) {
    let value = 0;
    let scale = 1;
    for (let offset = start; offset < limit && offset < start + 10; offset++) {
        const byte = bytes[offset];
        value += (byte & 0x7f) * scale;
        scale *= 128;
        if (byte >= 0x80)
            continue;
        return { value: offset === start + 9 ? readNegative(bytes, start) : value, end: offset + 1 };
    }
    throw malformed({ bytes: bytes, path }, start, 'a varint of at most 10 bytes but it does not end');
}
/** Ten bytes hold a negative number, whose low bits a double would round away. */
function readNegative(bytes, start) {
    let value = 0n;
    for (let i = 0; i < 10; i++)
        value |= BigInt(bytes[start + i] & 0x7f) << BigInt(7 * i);
    return Number(BigInt.asIntN(64, value));
}

;// CONCATENATED MODULE: ./lib/src/gather/models/tensor.js

/** ONNX's element types by their number in TensorProto.DataType, with their width in bits (0: it varies). */
const elementTypes = Object.fromEntries(Object.entries({
    float: [1, 32],
    uint8: [2, 8],
    int8: [3, 8],
    uint16: [4, 16],
    int16: [5, 16],
    int32: [6, 32],
    int64: [7, 64],
    string: [8, 0],
    bool: [9, 8],
    float16: [10, 16],
    double: [11, 64],
    uint32: [12, 32],
    uint64: [13, 64],
    complex64: [14, 64],
    complex128: [15, 128],
    bfloat16: [16, 16],
    float8e4m3fn: [17, 8],
    float8e4m3fnuz: [18, 8],
    float8e5m2: [19, 8],
    float8e5m2fnuz: [20, 8],
    uint4: [21, 4],
    int4: [22, 4],
    float4e2m1: [23, 4],
    float8e8m0: [24, 8],
    uint2: [25, 2],
    int2: [26, 2],
}).map(([name, [number, bits]]) => [number, { name, bits }]));
/** Tensors of at most this many values are read: shapes and scales are short. */
const mostValues = 64;
/** @throws Fault `broken` when a dimension is negative, or the stored bytes do not fit the shape. */
function readTensor(source, span) {
    const shape = [];
    let name = '';
    let type = 0;
    let raw = null;
    let isExternal = false;
    const stored = { field: 0, values: [] };
    const external = new Map();
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            pushIntegers(source, field, shape);
        else if (field.number === 2)
            type = integerOf(source, field);
        else if (field.number === 8)
            name = textOf(source, field);
        else if (field.number === 9)
            raw = spanOf(source, field);
        else if (field.number === 13)
            readEntry(source, spanOf(source, field), external);
        else if (field.number === 14)
            isExternal = integerOf(source, field) === 1;
        else if ((field.number === 4 || field.number === 5 || field.number === 7) && isShort(field, stored.values)) {
            if (field.number === 4)
                pushFloats(source, field, stored.values);
            else
                pushIntegers(source, field, stored.values);
        }
    }
    const elements = countElements(source, span, shape);
    const { name: typeName, bits } = elementTypes[type] ?? { name: 'unknown', bits: 0 };
    if (raw !== null && !isExternal && bits > 0) {
        const needed = Math.ceil((elements * bits) / 8);
        if (raw.end - raw.start !== needed) {
            const received = `${raw.end - raw.start} for tensor \`${name}\` of shape [${shape.join(', ')}]`;
            throw malformed(source, raw.start, `${needed} bytes but received ${received}`);
        }
    }
    return {
        name,
        type: typeName,
        shape,
        elements,
        values: isExternal || elements > mostValues ? null : tensor_valuesOf(source, typeName, elements, raw, stored.values),
        external: isExternal ? externalData(source, span, name, external) : null,
    };
}
/** A repeated field that cannot hold more than a few values beside those already read. */
function isShort(field, values) {
    return field.end - field.start <= mostValues * 10 && values.length <= mostValues;
}
function countElements(source, span, shape) {
    const negative = shape.find((dimension) => dimension < 0);
    if (negative !== undefined) {
        throw malformed(source, span.start, `dimensions of 0 or more but received ${negative} in a tensor's shape`);
    }
    const elements = shape.reduce((product, dimension) => product * dimension, 1);
    if (Number.isSafeInteger(elements))
        return elements;
    throw malformed(source, span.start, `a tensor that fits in memory but received the shape [${shape.join(', ')}]`);
}
function tensor_valuesOf(source, type, elements, raw, stored) {
    if (raw === null)
        return stored.length === elements && elements > 0 ? stored : null;
    const at = (width) => Array.from({ length: elements }, (_, i) => raw.start + i * width);
    const { bytes } = source;
    if (type === 'int64')
        return at(8).map((offset) => Number(bytes.readBigInt64LE(offset)));
    if (type === 'int32')
        return at(4).map((offset) => bytes.readInt32LE(offset));
    if (type === 'float')
        return at(4).map((offset) => bytes.readFloatLE(offset));
    return type === 'bool' ? at(1).map((offset) => bytes[offset]) : null;
}
function readEntry(source, span, entries) {
    let key = '';
    let value = '';
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            key = textOf(source, field);
        else if (field.number === 2)
            value = textOf(source, field);
    }
    entries.set(key, value);
}
function externalData(source, span, name, entries) {
    const location = entries.get('location') ?? '';
    const offset = Number(entries.get('offset') ?? 0);
    const length = entries.has('length') ? Number(entries.get('length')) : null;
    const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
    if (location !== '' && isCount(offset) && (length === null || isCount(length)))
        return { location, offset, length };
    throw malformed(source, span.start, `a location, an offset and a length of external data but received ${JSON.stringify(Object.fromEntries(entries))} for tensor \`${name}\``);
}

;// CONCATENATED MODULE: ./lib/src/gather/models/onnx.js



const deepestSubgraph = 16;
/**
 * Reads an ONNX file (`ModelProto` of onnx.proto, any IR version) without copying its weights.
 * @throws Fault `broken` with the byte's offset, or with the format that was found in ONNX's place.
 */
function readOnnx(bytes, path) {
    refuseOtherFormats(bytes, path);
    const source = { bytes, path };
    const opsets = new Map();
    const functions = [];
    let irVersion = 0;
    let name = '';
    let version = '';
    let graph = null;
    for (const field of fieldsOf(source, { start: 0, end: bytes.length })) {
        if (field.number === 1)
            irVersion = integerOf(source, field);
        else if (field.number === 2)
            name = textOf(source, field);
        else if (field.number === 3)
            version = textOf(source, field);
        else if (field.number === 8)
            readOpset(source, spanOf(source, field), opsets);
        else if (field.number === 25)
            functions.push(readFunction(source, spanOf(source, field)));
        else if (field.number === 7) {
            if (graph !== null)
                throw malformed(source, field.start, 'one graph but received a second');
            graph = readGraph(source, spanOf(source, field), 0);
        }
    }
    if (graph === null)
        throw malformed(source, bytes.length, 'a graph but the model has none');
    return { irVersion, opsets: Object.fromEntries(opsets), producer: `${name} ${version}`.trim(), graph, functions };
}
/** Every node of the model: its graph's, its functions' and those of all subgraphs. */
function* nodesOf(model) {
    yield* nodesOfAll(model.graph.nodes);
    for (const { nodes } of model.functions)
        yield* nodesOfAll(nodes);
}
/** The graph and all subgraphs, the functions' too. */
function* graphsOf(model) {
    yield model.graph;
    for (const node of nodesOf(model))
        for (const { graphs } of node.attributes.values())
            yield* graphs;
}
function* nodesOfAll(nodes) {
    for (const node of nodes) {
        yield node;
        for (const { graphs } of node.attributes.values())
            for (const graph of graphs)
                yield* nodesOfAll(graph.nodes);
    }
}
function readOpset(source, span, opsets) {
    let domain = '';
    let version = 0;
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            domain = textOf(source, field);
        else if (field.number === 2)
            version = integerOf(source, field);
    }
    opsets.set(domain || 'ai.onnx', version);
}
function readFunction(source, span) {
    const local = { name: '', domain: '', inputs: [], outputs: [], nodes: [] };
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            local.name = textOf(source, field);
        else if (field.number === 4)
            local.inputs.push(textOf(source, field));
        else if (field.number === 5)
            local.outputs.push(textOf(source, field));
        else if (field.number === 7)
            local.nodes.push(readNode(source, spanOf(source, field), 0));
        else if (field.number === 10)
            local.domain = textOf(source, field);
    }
    return local;
}
function readGraph(source, span, depth) {
    if (depth > deepestSubgraph) {
        throw malformed(source, span.start, `subgraphs nested at most ${deepestSubgraph} deep but received more`);
    }
    const graph = { nodes: [], initializers: [], inputs: [], outputs: [], inner: [] };
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            graph.nodes.push(readNode(source, spanOf(source, field), depth));
        else if (field.number === 5)
            graph.initializers.push(readTensor(source, spanOf(source, field)));
        else if (field.number === 11)
            graph.inputs.push(readInterface(source, spanOf(source, field)));
        else if (field.number === 12)
            graph.outputs.push(readInterface(source, spanOf(source, field)));
        else if (field.number === 13)
            graph.inner.push(readInterface(source, spanOf(source, field)));
        else if (field.number === 15)
            graph.initializers.push(...readSparse(source, spanOf(source, field)));
    }
    const given = new Set(graph.initializers.map(({ name }) => name));
    graph.inputs = graph.inputs.filter(({ name }) => !given.has(name));
    return graph;
}
/** A sparse tensor: its stored values under its dense shape, and their indices. */
function readSparse(source, span) {
    const tensors = [];
    const shape = [];
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1 || field.number === 2)
            tensors.push(readTensor(source, spanOf(source, field)));
        else if (field.number === 3)
            pushIntegers(source, field, shape);
    }
    if (tensors.length !== 2)
        throw malformed(source, span.start, 'values and indices of a sparse tensor but received fewer');
    return [{ ...tensors[0], shape, values: null }, tensors[1]];
}
function readNode(source, span, depth) {
    const node = { op: '', domain: '', inputs: [], outputs: [], attributes: new Map() };
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            node.inputs.push(textOf(source, field));
        else if (field.number === 2)
            node.outputs.push(textOf(source, field));
        else if (field.number === 4)
            node.op = textOf(source, field);
        else if (field.number === 5)
            readAttribute(source, spanOf(source, field), depth, node.attributes);
        else if (field.number === 7)
            node.domain = textOf(source, field);
    }
    if (node.domain === 'ai.onnx')
        node.domain = '';
    return node;
}
function readAttribute(source, span, depth, into) {
    const attribute = { int: 0, float: 0, text: '', ints: [], floats: [], tensors: [], graphs: [] };
    let name = '';
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            name = textOf(source, field);
        else
            readAttributeValue(source, field, depth, attribute);
    }
    into.set(name, attribute);
}
function readAttributeValue(source, field, depth, attribute) {
    if (field.number === 2)
        attribute.float = floatOf(source, field);
    else if (field.number === 3)
        attribute.int = integerOf(source, field);
    else if (field.number === 4)
        attribute.text = textOf(source, field);
    else if (field.number === 5 || field.number === 10)
        attribute.tensors.push(readTensor(source, spanOf(source, field)));
    else if (field.number === 22 || field.number === 23)
        attribute.tensors.push(...readSparse(source, spanOf(source, field)));
    else if (field.number === 6 || field.number === 11) {
        attribute.graphs.push(readGraph(source, spanOf(source, field), depth + 1));
    }
    else if (field.number === 7)
        pushFloats(source, field, attribute.floats);
    else if (field.number === 8)
        pushIntegers(source, field, attribute.ints);
}
/** A value's name, element type and shape. Sequences, maps and the like have the type's name and no shape. */
function readInterface(source, span) {
    const found = { name: '', type: 'unknown', shape: [] };
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            found.name = textOf(source, field);
        else if (field.number === 2) {
            for (const kind of fieldsOf(source, spanOf(source, field))) {
                if (kind.number === 1)
                    Object.assign(found, readTensorType(source, spanOf(source, kind)));
                else if (kind.number in otherTypes)
                    found.type = otherTypes[kind.number];
            }
        }
    }
    return found;
}
const otherTypes = { 4: 'sequence', 5: 'map', 8: 'sparse_tensor', 9: 'optional' };
function readTensorType(source, span) {
    let type = 'unknown';
    const shape = [];
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1)
            type = elementTypes[integerOf(source, field)]?.name ?? 'unknown';
        else if (field.number === 2) {
            for (const dimension of fieldsOf(source, spanOf(source, field))) {
                if (dimension.number === 1)
                    shape.push(readDimension(source, spanOf(source, dimension)));
            }
        }
    }
    return { type, shape };
}
/** Zero and below are how some exporters write *unknown* (`-1`); a tensor of the model's interface is never empty. */
function readDimension(source, span) {
    let size = null;
    for (const field of fieldsOf(source, span)) {
        if (field.number === 1) {
            const value = integerOf(source, field);
            size = value > 0 ? value : null;
        }
        else if (field.number === 2)
            size = textOf(source, field) || null;
    }
    return size;
}

;// CONCATENATED MODULE: ./lib/src/gather/models/external-data.js




/**
 * Files beside the model that hold its weights: their paths relative to the model's folder, sorted, and the hash of the
 * model and these files together (the model's own when there are none).
 * @throws Fault `broken` when a location is not in the model's folder, is a link, is missing, or is shorter than its tensors.
 */
function checkExternalData(snapshot, model, entry) {
    const folder = folderOf(entry.path);
    const files = new Map();
    for (const { name, external } of tensorsOf(model)) {
        if (external === null)
            continue;
        const location = relativeLocation(folder, external.location, entry.path);
        const path = folder === '' ? location : `${folder}/${location}`;
        const file = files.get(location) ?? findData(snapshot, path, entry.path);
        files.set(location, file);
        const needed = external.offset + (external.length ?? 0);
        if (needed > file.bytes) {
            throw new Fault('broken', `Expected at least ${needed} bytes in ${path} for tensor \`${name}\` of ${entry.path} but received ${file.bytes}. ` +
                'Export the model again and commit both files together.', { path });
        }
    }
    const locations = [...files.keys()].sort();
    return { locations, contentHash: hashTogether(entry, locations, files), bytes: external_data_sum(entry, files) };
}
/** Every tensor that the file mentions, wherever it stands. */
function* tensorsOf(model) {
    for (const { initializers } of graphsOf(model))
        yield* initializers;
    for (const { attributes } of nodesOf(model))
        for (const { tensors } of attributes.values())
            yield* tensors;
}
function relativeLocation(folder, location, model) {
    const resolved = location.includes('\\') ? { fault: 'a path with backslashes' } : resolvePath(folder, location);
    const inside = 'path' in resolved && (folder === '' || resolved.path.startsWith(`${folder}/`));
    if (inside)
        return folder === '' ? resolved.path : resolved.path.slice(folder.length + 1);
    throw new Fault('broken', `Expected external data in the folder of ${model} but received ${JSON.stringify(location)}, ` +
        `${'fault' in resolved ? resolved.fault : 'a path that leaves the folder'}. Export the model with its data beside it.`, { path: model });
}
function findData(snapshot, path, model) {
    const file = snapshot.files.get(path);
    if (file?.kind === 'file')
        return file;
    const received = file === undefined ? 'the commit has none' : `it is a ${file.kind === 'symlink' ? 'symbolic link' : 'submodule'}`;
    throw new Fault('broken', `Expected a file at ${path}, the external data of ${model}, but ${received}. Commit the file itself.`, {
        path: model,
    });
}
function hashTogether(model, locations, files) {
    if (locations.length === 0)
        return model.hash;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${model.hash}\n`);
    for (const location of locations)
        hash.update(`${location}\0${files.get(location).hash}\n`);
    return `sha256:${hash.digest('hex')}`;
}
function external_data_sum(model, files) {
    return [...files.values()].reduce((total, { bytes }) => total + bytes, model.bytes);
}

;// CONCATENATED MODULE: ./lib/src/gather/models/image-input.js
/** Reads the first input of rank 4. The layout is guessed by which axis has 1, 3 or 4 channels; `nchw` where that does not tell. */
function imageInputOf(inputs, layout) {
    const input = inputs.find(({ shape }) => shape.length === 4);
    const shape = (input?.shape ?? []).map((size) => (typeof size === 'number' ? size : null));
    const chosen = layout ?? (!isChannels(shape[1]) && isChannels(shape[3]) ? 'nhwc' : 'nchw');
    const [channels, height, width] = chosen === 'nchw' ? [shape[1], shape[2], shape[3]] : [shape[3], shape[1], shape[2]];
    return {
        layout: chosen,
        channels: channels ?? null,
        height: height ?? null,
        width: width ?? null,
        takesBytes: input?.type === 'uint8',
    };
}
function isChannels(size) {
    return size === 1 || size === 3 || size === 4;
}
/** Shape of each input for one image that was preprocessed so; inputs with a size that stays unknown are left out. */
function inputSizes(inputs, preprocessing) {
    const { height, width } = preprocessedSize(preprocessing);
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    const image = preprocessing.layout === 'nchw' ? [1, channels, height, width] : [1, height, width, channels];
    const sizes = new Map();
    for (const { name, shape } of inputs) {
        const known = shape.map((size, i) => typeof size === 'number' ? size : shape.length === 4 ? image[i] : i === 0 ? 1 : null);
        if (known.every((size) => size !== null))
            sizes.set(name, known);
    }
    const first = inputs[0]?.shape[0];
    return { sizes, batch: typeof first === 'number' && first > 0 ? first : 1 };
}
/** Size in pixels after preprocessing; `null` where it depends on the image. */
function preprocessedSize({ crop, resize }) {
    if (crop !== null)
        return crop;
    return resize.mode === 'stretch' || resize.mode === 'letterbox' ? resize : { height: null, width: null };
}

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/known.js
/** Values are carried along for tensors of at most this many. */
const known_mostValues = 64;
const unknown = { shape: null, values: null };
/** Whether the node has this input: optional ones may be left out at the end, or be named `''`. */
function isGiven(node, input) {
    return (node.inputs[input] ?? '') !== '';
}
function shaped(shape) {
    return { shape, values: null };
}
function intOf(node, name, otherwise) {
    return node.attributes.get(name)?.int ?? otherwise;
}
function intsOf(node, name) {
    return node.attributes.get(name)?.ints ?? null;
}
function known_textOf(node, name) {
    return node.attributes.get(name)?.text ?? '';
}
function attributeOf(node, name) {
    return node.attributes.get(name);
}
/** An axis counted from the end, counted from the start. */
function axisOf(axis, rank) {
    return axis < 0 ? axis + rank : axis;
}
/** The shape with another size along one axis. */
function resized(shape, axis, size) {
    return shape.map((old, i) => (i === axis ? size : old));
}
function product(sizes) {
    return sizes.reduce((total, size) => total * size, 1);
}
/** NumPy's broadcasting; `null` where the shapes do not fit. */
function broadcast(a, b) {
    const rank = Math.max(a.length, b.length);
    const shape = [];
    for (let i = 0; i < rank; i++) {
        const x = a[i - rank + a.length] ?? 1;
        const y = b[i - rank + b.length] ?? 1;
        if (x !== y && x !== 1 && y !== 1)
            return null;
        shape.push(x === 1 ? y : x);
    }
    return shape;
}
function broadcastAll(inputs) {
    return inputs.reduce((shape, input) => (shape === null || input.shape === null ? null : broadcast(shape, input.shape)), []);
}

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/products.js

function multiply(left, right) {
    return (node, inputs) => {
        const a = inputs[left]?.shape;
        const b = inputs[right]?.shape;
        if (!a || !b || a.length === 0 || b.length === 0)
            return [];
        const shape = multiplied(swapped(node, 'transA', a), swapped(node, 'transB', b));
        return shape === null ? [] : [shaped(shape)];
    };
}
/** com.microsoft:FusedMatMul may transpose the last two axes; ONNX's MatMul has no such attribute. */
function swapped(node, attribute, shape) {
    if (intOf(node, attribute, 0) === 0 || shape.length < 2)
        return shape;
    return [...shape.slice(0, -2), shape.at(-1), shape.at(-2)];
}
/** NumPy's matmul. */
function multiplied(a, b) {
    const rows = a.length === 1 ? [] : [a.at(-2)];
    const columns = b.length === 1 ? [] : [b.at(-1)];
    if (a.at(-1) !== (b.length === 1 ? b[0] : b.at(-2)))
        return null;
    const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
    return batch && [...batch, ...rows, ...columns];
}
const gemm = (node, [{ shape: a }, { shape: b }]) => {
    if (a?.length !== 2 || b?.length !== 2)
        return [];
    return [shaped([intOf(node, 'transA', 0) ? a[1] : a[0], intOf(node, 'transB', 0) ? b[0] : b[1]])];
};
const einsum = (node, inputs) => {
    const sizes = einsumSizes(known_textOf(node, 'equation'), inputs.slice(0, node.inputs.length).map(({ shape }) => shape));
    return sizes === null ? [] : [shaped(sizes.output)];
};
/** Sizes of an einsum's output and of all its indices; `null` for an ellipsis, or where a shape is unknown or does not fit. */
function einsumSizes(equation, shapes) {
    const [left, right] = equation.replaceAll(' ', '').split('->');
    const terms = left.split(',');
    if (equation.includes('.') || terms.length !== shapes.length)
        return null;
    const sizes = new Map();
    for (const [i, term] of terms.entries()) {
        const shape = shapes[i];
        if (shape?.length !== term.length)
            return null;
        for (const [axis, index] of [...term].entries())
            sizes.set(index, Math.max(shape[axis], sizes.get(index) ?? 1));
    }
    const once = [...sizes.keys()].filter((index) => left.split(index).length === 2).sort();
    const output = right === undefined ? once : [...right];
    return { output: output.map((index) => sizes.get(index) ?? 1), all: [...sizes.values()] };
}
const products = {
    Gemm: gemm,
    FusedGemm: gemm,
    MatMul: multiply(0, 1),
    FusedMatMul: multiply(0, 1),
    MatMulInteger: multiply(0, 1),
    QLinearMatMul: multiply(0, 3),
    Einsum: einsum,
};

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/arrangement.js

/** Axes or the like, which older opsets write as an attribute and newer ones as an input. */
function parameter(node, name, input) {
    return input?.values ?? intsOf(node, name);
}
const reshape = (node, [{ shape, values }, target]) => {
    const wanted = parameter(node, 'shape', target);
    if (!shape || !wanted)
        return [];
    const copies = intOf(node, 'allowzero', 0) === 0;
    const sizes = wanted.map((size, i) => (size === 0 && copies ? shape[i] : size));
    const rest = product(shape) / product(sizes.filter((size) => size !== -1));
    return [{ shape: sizes.map((size) => (size === -1 ? rest : size)), values }];
};
const arrangement_flatten = (node, [{ shape }]) => {
    if (!shape)
        return [];
    const axis = axisOf(intOf(node, 'axis', 1), shape.length);
    return [shaped([product(shape.slice(0, axis)), product(shape.slice(axis))])];
};
const transpose = (node, [{ shape }]) => {
    if (!shape)
        return [];
    const order = intsOf(node, 'perm') ?? shape.map((_, i) => shape.length - 1 - i);
    return [shaped(order.map((axis) => shape[axis]))];
};
const squeeze = (node, [{ shape, values }, axes]) => {
    if (!shape || (isGiven(node, 1) && !axes.values))
        return [];
    const dropped = parameter(node, 'axes', axes)?.map((axis) => axisOf(axis, shape.length));
    return [{ shape: shape.filter((size, i) => (dropped ? !dropped.includes(i) : size !== 1)), values }];
};
const unsqueeze = (node, [{ shape, values }, axes]) => {
    const added = parameter(node, 'axes', axes);
    if (!shape || !added)
        return [];
    const rank = shape.length + added.length;
    const places = new Set(added.map((axis) => axisOf(axis, rank)));
    const sizes = shape[Symbol.iterator]();
    return [{ shape: Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : sizes.next().value)), values }];
};
const concat = (node, padded) => {
    const inputs = padded.slice(0, node.inputs.length);
    const first = inputs[0]?.shape;
    if (!first || inputs.some(({ shape }) => shape?.length !== first.length))
        return [];
    const axis = axisOf(intOf(node, 'axis', 0), first.length);
    const size = inputs.reduce((total, { shape }) => total + shape[axis], 0);
    const isShort = first.length === 1 && size <= known_mostValues && inputs.every(({ values }) => values !== null);
    return [{ shape: resized(first, axis, size), values: isShort ? inputs.flatMap(({ values }) => values) : null }];
};
const split = (node, [{ shape, values }, sizes]) => {
    if (!shape || (isGiven(node, 1) && !sizes.values))
        return [];
    const axis = axisOf(intOf(node, 'axis', 0), shape.length);
    const parts = node.outputs.length;
    const equal = Math.ceil(shape[axis] / parts);
    const given = parameter(node, 'split', sizes);
    let start = 0;
    return node.outputs.map((_, i) => {
        const size = given?.[i] ?? Math.min(equal, shape[axis] - equal * i);
        start += size;
        return {
            shape: resized(shape, axis, size),
            values: shape.length === 1 && values ? values.slice(start - size, start) : null,
        };
    });
};
const slice = (node, inputs) => {
    const [{ shape, values }, starts, ends, axes, steps] = inputs;
    const from = parameter(node, 'starts', starts);
    const to = parameter(node, 'ends', ends);
    if (!shape || !from || !to || [3, 4].some((i) => isGiven(node, i) && !inputs[i].values))
        return [];
    const along = parameter(node, 'axes', axes) ?? from.map((_, i) => i);
    const result = [...shape];
    let kept = values;
    for (const [i, axis] of along.map((axis) => axisOf(axis, shape.length)).entries()) {
        const step = steps?.values?.[i] ?? 1;
        if (step === 0)
            return [];
        const indices = range(from[i], to[i], step, shape[axis]);
        result[axis] = Math.max(0, Math.ceil((indices.end - indices.start) / step));
        kept = shape.length === 1 && kept ? taken(kept, indices.start, step, result[axis]) : null;
    }
    return [{ shape: result, values: kept }];
};
/** Python's slice, clamped to the size. */
function range(from, to, step, size) {
    const clamp = (index, low, high) => Math.min(high, Math.max(low, index < 0 ? index + size : index));
    return step > 0
        ? { start: clamp(from, 0, size), end: clamp(to, 0, size) }
        : { start: clamp(from, 0, size - 1), end: clamp(to, -1, size - 1) };
}
function taken(values, start, step, count) {
    return Array.from({ length: count }, (_, i) => values[start + i * step]);
}
const gather = (node, [{ shape, values }, indices]) => {
    if (!shape || !indices?.shape)
        return [];
    const axis = axisOf(intOf(node, 'axis', 0), shape.length);
    const picked = shape.length === 1 && values && indices.values ? indices.values.map((i) => values[axisOf(i, values.length)]) : null;
    return [{ shape: [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)], values: picked }];
};
const expand = (_, [{ shape }, target]) => {
    const sizes = shape && target?.values ? broadcast(shape, target.values) : null;
    return sizes ? [shaped(sizes)] : [];
};
const tile = (_, [{ shape }, repeats]) => shape && repeats?.values ? [shaped(shape.map((size, i) => size * repeats.values[i]))] : [];
const pad = (node, [{ shape }, pads, , axes]) => {
    const widths = parameter(node, 'pads', pads) ?? intsOf(node, 'paddings');
    if (!shape || !widths)
        return [];
    const along = axes?.values?.map((axis) => axisOf(axis, shape.length)) ?? shape.map((_, i) => i);
    const result = [...shape];
    for (const [i, axis] of along.entries())
        result[axis] += widths[i] + widths[i + along.length];
    return [shaped(result)];
};
const resize = (node, inputs) => {
    const shape = inputs[0].shape;
    if (!shape)
        return [];
    const sizes = inputs[3]?.values;
    const axes = intsOf(node, 'axes')?.map((axis) => axisOf(axis, shape.length)) ?? shape.map((_, i) => i);
    if (sizes)
        return [shaped(axes.reduce((result, axis, i) => resized(result, axis, sizes[i]), shape))];
    const old = node.inputs.length === 2 ? inputs[1].values : null;
    const scales = inputs[2]?.values ?? old ?? node.attributes.get('scales')?.floats;
    if (!scales || scales.length !== axes.length)
        return [];
    return [shaped(axes.reduce((result, axis, i) => resized(result, axis, Math.floor(shape[axis] * scales[i])), shape))];
};
const depthToSpace = (node, [{ shape: x }]) => {
    const block = intOf(node, 'blocksize', 1);
    return x?.length === 4 ? [shaped([x[0], x[1] / block ** 2, x[2] * block, x[3] * block])] : [];
};
const spaceToDepth = (node, [{ shape: x }]) => {
    const block = intOf(node, 'blocksize', 1);
    return x?.length === 4 ? [shaped([x[0], x[1] * block ** 2, x[2] / block, x[3] / block])] : [];
};
/** Reduction over axes, which default to all; `keepdims` defaults to 1. */
const reduce = (node, [{ shape, values }, axes]) => {
    if (!shape || (isGiven(node, 1) && !axes.values))
        return [];
    const given = parameter(node, 'axes', axes);
    const keep = intOf(node, 'keepdims', 1) === 1;
    if (!given?.length && intOf(node, 'noop_with_empty_axes', 0) === 1)
        return [{ shape, values }];
    const reduced = new Set(given?.length ? given.map((axis) => axisOf(axis, shape.length)) : shape.keys());
    const folded = values && node.op === 'ReduceProd' ? [product(values)] : null;
    return [
        {
            shape: shape.flatMap((size, i) => (!reduced.has(i) ? [size] : keep ? [1] : [])),
            values: reduced.size === shape.length ? folded : null,
        },
    ];
};
const arrangement_pick = (node, [{ shape }]) => {
    if (!shape)
        return [];
    const axis = axisOf(intOf(node, 'axis', 0), shape.length);
    return [shaped(intOf(node, 'keepdims', 1) ? resized(shape, axis, 1) : shape.toSpliced(axis, 1))];
};
const arrangement_topK = (node, [{ shape }, k]) => {
    const count = k?.values?.[0] ?? intOf(node, 'k', 0);
    if (!shape || count < 1)
        return [];
    const sizes = shaped(resized(shape, axisOf(intOf(node, 'axis', -1), shape.length), count));
    return [sizes, sizes];
};
const arrangement = {
    Reshape: reshape,
    Flatten: arrangement_flatten,
    Transpose: transpose,
    Squeeze: squeeze,
    Unsqueeze: unsqueeze,
    Concat: concat,
    Split: split,
    Slice: slice,
    Gather: gather,
    Expand: expand,
    Tile: tile,
    Pad: pad,
    Resize: resize,
    Upsample: resize,
    DepthToSpace: depthToSpace,
    SpaceToDepth: spaceToDepth,
    ArgMax: arrangement_pick,
    ArgMin: arrangement_pick,
    TopK: arrangement_topK,
    ...Object.fromEntries(['Mean', 'Sum', 'Max', 'Min', 'Prod', 'L1', 'L2', 'SumSquare', 'LogSum', 'LogSumExp'].map((name) => [
        `Reduce${name}`,
        reduce,
    ])),
};

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/elements.js

/** The first output has the first input's shape; small integers pass through where the operator leaves them as they are. */
const same = (_, [x]) => [shaped(x.shape)];
const sameAll = (node, [x]) => node.outputs.map(() => shaped(x.shape));
const identity = (_, [x]) => [x];
/** Broadcast, and computed where both sides are small and known. */
function elementwise(compute) {
    return (node, padded) => {
        const inputs = padded.slice(0, node.inputs.length);
        const shape = broadcastAll(inputs);
        const [a, b] = inputs.map(({ values }) => values);
        if (!shape || !compute || inputs.length !== 2 || !a || !b)
            return [shaped(shape)];
        const count = product(shape);
        if ((a.length !== count && a.length !== 1) || (b.length !== count && b.length !== 1))
            return [shaped(shape)];
        const at = (values, i) => values[values.length === 1 ? 0 : i];
        return [{ shape, values: Array.from({ length: count }, (_, i) => compute(at(a, i), at(b, i))) }];
    };
}
/** Operands are the first and the fourth input; scales and zero points lie between. */
const quantised = (_, inputs) => [shaped(broadcastAll([inputs[0], inputs[3]]))];
const where = (_, padded) => {
    const inputs = padded.slice(0, 3);
    const shape = broadcastAll(inputs);
    const [condition, a, b] = inputs.map(({ values }) => values);
    const isFlat = condition && a && b && condition.length === a.length && a.length === b.length;
    return [{ shape, values: isFlat ? condition.map((chosen, i) => (chosen ? a[i] : b[i])) : null }];
};
const constant = (node) => {
    const tensor = attributeOf(node, 'value')?.tensors[0] ?? attributeOf(node, 'sparse_value')?.tensors[0];
    if (tensor)
        return [{ shape: tensor.shape, values: tensor.values }];
    const list = attributeOf(node, 'value_ints')?.ints ?? attributeOf(node, 'value_floats')?.floats;
    if (list)
        return [{ shape: [list.length], values: list }];
    const scalar = attributeOf(node, 'value_int')?.int ?? attributeOf(node, 'value_float')?.float;
    return scalar === undefined ? [] : [{ shape: [], values: [scalar] }];
};
const shapeOf = (node, [x]) => {
    if (!x.shape)
        return [];
    const sizes = x.shape.slice(intOf(node, 'start', 0), node.attributes.get('end')?.int ?? x.shape.length);
    return [{ shape: [sizes.length], values: sizes }];
};
const sizeOf = (_, [x]) => (x.shape ? [{ shape: [], values: [product(x.shape)] }] : []);
const filled = (node, [size]) => {
    if (!size.values)
        return [];
    const count = product(size.values);
    const value = attributeOf(node, 'value')?.tensors[0]?.values?.[0] ?? 0;
    return [{ shape: size.values, values: count <= known_mostValues ? Array.from({ length: count }, () => value) : null }];
};
const elements_range = (_, [start, limit, step]) => {
    const [from, to, by] = [start, limit, step].map(({ values }) => values?.[0]);
    if (from === undefined || to === undefined || !by)
        return [];
    const count = Math.max(0, Math.ceil((to - from) / by));
    return [
        { shape: [count], values: count <= known_mostValues ? Array.from({ length: count }, (_, i) => from + i * by) : null },
    ];
};
/** Attention's normalisation with its residual: every output but the statistics has the input's shape. */
const skipNormalisation = (_, [x]) => [shaped(x.shape), null, null, shaped(x.shape)];
const unary = 'Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Clip Cos Cosh CumSum Elu Erf Exp Gelu FastGelu QuickGelu HardSigmoid ' +
    'HardSwish Hardmax InstanceNormalization GroupNormalization IsInf IsNaN LayerNormalization SimplifiedLayerNormalization ' +
    'RMSNormalization LeakyRelu Log LogSoftmax LpNormalization LRN MeanVarianceNormalization Mish Neg Not PRelu QuantizeLinear ' +
    'DequantizeLinear Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan Tanh ' +
    'ThresholdedRelu Trilu QLinearSigmoid QLinearLeakyRelu QLinearSoftmax BiasGelu BiasAdd';
const binary = 'And BitwiseAnd BitwiseOr BitwiseXor Greater GreaterOrEqual Less LessOrEqual Mean Or Pow Sum Xor BiasSplitGelu';
const elements_elements = {
    ...Object.fromEntries(unary.split(' ').map((op) => [op, same])),
    ...Object.fromEntries(binary.split(' ').map((op) => [op, elementwise()])),
    BatchNormalization: (_, [x]) => [shaped(x.shape)],
    Dropout: sameAll,
    DynamicQuantizeLinear: (_, [x]) => [shaped(x.shape), shaped([]), shaped([])],
    SkipLayerNormalization: skipNormalisation,
    SkipSimplifiedLayerNormalization: skipNormalisation,
    Identity: identity,
    Cast: identity,
    CastLike: identity,
    Floor: identity,
    Ceil: identity,
    Add: elementwise((a, b) => a + b),
    Sub: elementwise((a, b) => a - b),
    Mul: elementwise((a, b) => a * b),
    Div: elementwise((a, b) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
    Mod: elementwise((a, b) => ((a % b) + b) % b),
    Max: elementwise(Math.max),
    Min: elementwise(Math.min),
    Equal: elementwise((a, b) => Number(a === b)),
    QLinearAdd: quantised,
    QLinearMul: quantised,
    Where: where,
    Constant: constant,
    ConstantOfShape: filled,
    Shape: shapeOf,
    Size: sizeOf,
    Range: elements_range,
};

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/windows.js

/** Sizes along the spatial axes of what slides a window: convolution and pooling (ONNX, operator `Conv`, `MaxPool`). */
function slide(node, sizes, kernel) {
    const strides = intsOf(node, 'strides');
    const dilations = intsOf(node, 'dilations');
    const pads = intsOf(node, 'pads');
    const automatic = known_textOf(node, 'auto_pad');
    const round = intOf(node, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor;
    return sizes.map((size, i) => {
        const stride = strides?.[i] ?? 1;
        if (automatic.startsWith('SAME'))
            return Math.ceil(size / stride);
        const padded = automatic === 'VALID' ? 0 : (pads?.[i] ?? 0) + (pads?.[i + sizes.length] ?? 0);
        const extent = (dilations?.[i] ?? 1) * (kernel[i] - 1) + 1;
        const steps = round((size + padded - extent) / stride);
        const before = automatic === 'VALID' ? 0 : (pads?.[i] ?? 0);
        const startsInside = round === Math.floor || steps * stride < size + before;
        return (startsInside ? steps : steps - 1) + 1;
    });
}
function convolve(image, weight) {
    return (node, inputs) => {
        const [x, w] = [inputs[image]?.shape, inputs[weight]?.shape];
        if (!x || !w || x.length < 3 || w.length !== x.length)
            return [];
        return [shaped([x[0], w[0], ...slide(node, x.slice(2), w.slice(2))])];
    };
}
const transposedConvolution = (node, [{ shape: x }, { shape: w }]) => {
    if (!x || !w || x.length < 3 || w.length !== x.length)
        return [];
    const explicit = intsOf(node, 'output_shape');
    const strides = intsOf(node, 'strides');
    const dilations = intsOf(node, 'dilations');
    const pads = intsOf(node, 'pads');
    const extra = intsOf(node, 'output_padding');
    const same = known_textOf(node, 'auto_pad').startsWith('SAME');
    const rank = x.length - 2;
    const sizes = x.slice(2).map((size, i) => {
        const stride = strides?.[i] ?? 1;
        if (same)
            return size * stride;
        const extent = (dilations?.[i] ?? 1) * (w[i + 2] - 1) + 1;
        return stride * (size - 1) + (extra?.[i] ?? 0) + extent - (pads?.[i] ?? 0) - (pads?.[i + rank] ?? 0);
    });
    const channels = w[1] * intOf(node, 'group', 1);
    return [shaped([x[0], channels, ...(explicit ? explicit.slice(-rank) : sizes)])];
};
const pool = (node, [{ shape: x }]) => {
    const kernel = intsOf(node, 'kernel_shape');
    if (!x || !kernel || x.length !== kernel.length + 2)
        return [];
    const shape = [x[0], x[1], ...slide(node, x.slice(2), kernel)];
    return [shaped(shape), shaped(shape)];
};
const globalPool = (_, [{ shape: x }]) => [shaped(x && [x[0], x[1], ...x.slice(2).map(() => 1)])];
const windows = {
    Conv: convolve(0, 1),
    FusedConv: convolve(0, 1),
    ConvInteger: convolve(0, 1),
    QLinearConv: convolve(0, 3),
    ConvTranspose: transposedConvolution,
    MaxPool: pool,
    AveragePool: pool,
    LpPool: pool,
    QLinearAveragePool: pool,
    GlobalAveragePool: globalPool,
    GlobalMaxPool: globalPool,
    GlobalLpPool: globalPool,
    QLinearGlobalAveragePool: globalPool,
};

;// CONCATENATED MODULE: ./lib/src/gather/models/shapes/walk.js





const inferences = new Map(Object.entries({ ...windows, ...products, ...arrangement, ...elements_elements }));
const ownDomains = new Set(['', 'com.microsoft']);
const deepestCall = 16;
/** Nodes that are walked at most: functions that call functions can stand for more than any file could hold. */
const mostNodes = 1_000_000;
const deepestRank = 64;
/**
 * Carries shapes from the inputs through the graph, in the file's order (ONNX sorts nodes by their dependence).
 * @param sizes shape of each input
 * @returns whether all nodes were seen
 */
function walkShapes(model, sizes, visit) {
    const { graph } = model;
    const scope = new Map();
    const symbols = new Map();
    for (const input of graph.inputs) {
        const shape = sizes.get(input.name);
        if (shape === undefined)
            continue;
        scope.set(input.name, { shape, values: null });
        for (const [i, dimension] of input.shape.entries())
            if (typeof dimension === 'string')
                symbols.set(dimension, shape[i]);
    }
    for (const { name, shape, values } of graph.initializers)
        scope.set(name, { shape, values });
    const written = new Map();
    for (const { name, shape } of [...graph.inner, ...graph.outputs]) {
        const known = shape.map((dimension) => (typeof dimension === 'string' ? symbols.get(dimension) : dimension));
        if (shape.length > 0 && known.every((dimension) => typeof dimension === 'number')) {
            written.set(name, { shape: known, values: null });
        }
    }
    const functions = new Map(model.functions.map((local) => [`${local.domain}:${local.name}`, local]));
    return walk(graph.nodes, scope, { functions, written, visit, depth: 0, left: { nodes: mostNodes } });
}
function walk(nodes, scope, context) {
    for (const node of nodes) {
        if (--context.left.nodes < 0)
            return false;
        const inputs = node.inputs.map((name) => scope.get(name) ?? unknown);
        while (inputs.length < 4)
            inputs.push(unknown);
        const local = context.functions.get(`${node.domain}:${node.op}`);
        if (local !== undefined) {
            if (context.depth === deepestCall || !call(local, node, inputs, scope, context))
                return false;
            continue;
        }
        const infer = ownDomains.has(node.domain) ? inferences.get(node.op) : undefined;
        const inferred = infer?.(node, inputs) ?? [];
        const outputs = node.outputs.map((name, i) => sound(inferred[i]) ?? context.written.get(name) ?? unknown);
        for (const [i, name] of node.outputs.entries())
            if (name !== '')
                scope.set(name, outputs[i]);
        context.visit(node, inputs, outputs);
    }
    return true;
}
function call(local, node, inputs, scope, context) {
    const inner = new Map(local.inputs.map((name, i) => [name, inputs[i] ?? unknown]));
    const isWhole = walk(local.nodes, inner, { ...context, written: new Map(), depth: context.depth + 1 });
    for (const [i, name] of node.outputs.entries())
        scope.set(name, inner.get(local.outputs[i]) ?? unknown);
    return isWhole;
}
/** A shape that came out of contradictory ones is no knowledge. */
function sound(known) {
    if (!known?.shape || known.shape.length > deepestRank)
        return null;
    if (!known.shape.every((size) => Number.isSafeInteger(size) && size >= 0))
        return null;
    const { shape, values } = known;
    const fits = values?.length === product(shape) && values.length <= known_mostValues && values.every(Number.isFinite);
    return fits ? known : { shape, values: null };
}

;// CONCATENATED MODULE: ./lib/src/gather/models/macs.js



/**
 * Multiply–accumulates of one run at these input sizes, divided by the batch: convolutions and matrix products, the
 * convention of the figures that papers publish (ResNet-50: 4.1 G). Biases, normalisation, activations and pooling count
 * nothing. `null` when a shape that is needed is unknown, or an operator that multiplies has no formula here.
 */
function countMacs(model, sizes, batch) {
    let total = 0;
    const isWhole = walkShapes(model, sizes, (node, inputs, outputs) => {
        if (total === null)
            return;
        const macs = macsOf(node, inputs, outputs);
        total = macs === null ? null : total + macs;
    });
    return total === null || !isWhole ? null : total / batch;
}
function macsOf(node, inputs, outputs) {
    if (hasOpaqueWork(node))
        return null;
    const count = counts.get(node.op);
    if (count === undefined)
        return 0;
    const output = outputs[0]?.shape;
    return output
        ? count(node, inputs.map(({ shape }) => shape), output)
        : null;
}
/** Multiplies an unknown number of times: foreign operators, recurrent layers, and loops or branches around such work. */
function hasOpaqueWork(node) {
    if (node.domain !== '' && node.domain !== 'com.microsoft')
        return !node.domain.startsWith('ai.onnx');
    if (opaque.has(node.op))
        return true;
    const inner = [...node.attributes.values()].flatMap(({ graphs }) => graphs.flatMap(({ nodes }) => nodes));
    return inner.some((step) => counts.has(step.op) || hasOpaqueWork(step));
}
const opaque = new Set('Attention MultiHeadAttention GroupQueryAttention QAttention PackedAttention DeformConv LSTM GRU RNN NhwcConv MatMulNBits DFT'.split(' '));
function convolution(weight) {
    return (_, inputs, output) => {
        const kernel = inputs[weight];
        return kernel && product(output) * product(kernel.slice(1));
    };
}
/** Each input value meets each kernel value of its group's output channels. */
const macs_transposedConvolution = (_, [x, w]) => x && w && product(x) * product(w.slice(1));
function matrixProduct(left, right) {
    return (node, inputs, output) => {
        const a = inputs[left];
        if (!a || !inputs[right])
            return null;
        return product(output) * (intOf(node, 'transA', 0) && a.length > 1 ? a.at(-2) : a.at(-1));
    };
}
const macs_einsum = (node, inputs) => {
    const operands = inputs.slice(0, node.inputs.length);
    const sizes = einsumSizes(known_textOf(node, 'equation'), operands);
    return sizes && product(sizes.all) * (operands.length - 1);
};
const counts = new Map(Object.entries({
    Conv: convolution(1),
    FusedConv: convolution(1),
    ConvInteger: convolution(1),
    QLinearConv: convolution(3),
    ConvTranspose: macs_transposedConvolution,
    Gemm: matrixProduct(0, 1),
    FusedGemm: matrixProduct(0, 1),
    MatMul: matrixProduct(0, 1),
    FusedMatMul: matrixProduct(0, 1),
    MatMulInteger: matrixProduct(0, 1),
    QLinearMatMul: matrixProduct(0, 3),
    Einsum: macs_einsum,
}));

;// CONCATENATED MODULE: ./lib/src/gather/models/parameters.js

/** Inputs of operators that hold a setting or a statistic, not a trained value. */
const untrained = {
    BatchNormalization: [3, 4],
    Resize: [1, 2, 3],
    Upsample: [1],
    Pad: [1, 2, 3],
    Clip: [1, 2],
    QuantizeLinear: [1, 2],
    DequantizeLinear: [1, 2],
    QLinearConv: [1, 2, 4, 5, 6, 7],
    QLinearMatMul: [1, 2, 4, 5, 6, 7],
    ConvInteger: [2, 3],
    MatMulInteger: [2, 3],
};
const isFloat = (type) => /^(float|double|bfloat|complex)/.test(type);
const isQuantised = (type) => /^u?int(2|4|8)$/.test(type);
/**
 * Number of trained values, as papers and `torchvision` publish it (ResNet-50: 25 557 032): the values of floating-point
 * tensors, of quantised weights (integers of up to 8 bits) and of quantised biases (32 bits), in initializers and constants;
 * shared ones once. Not counted: scalars, running means and variances, quantisation scales, sizes, pads and the like.
 */
function countParameters(model) {
    const settings = new Set();
    const biases = new Set();
    for (const { op, inputs } of nodesOf(model)) {
        for (const place of untrained[op] ?? [])
            settings.add(inputs[place] ?? '');
        if (op === 'QLinearConv')
            biases.add(inputs[8] ?? '');
        if (op === 'DequantizeLinear')
            biases.add(inputs[0]);
    }
    settings.delete('');
    let total = 0;
    const add = (name, { type, shape, elements }) => {
        if (shape.length === 0 || settings.has(name))
            return;
        if (isFloat(type) || isQuantised(type) || (type === 'int32' && biases.has(name)))
            total += elements;
    };
    for (const { initializers } of graphsOf(model))
        for (const tensor of initializers)
            add(tensor.name, tensor);
    for (const { op, attributes, outputs } of nodesOf(model)) {
        if (op !== 'Constant')
            continue;
        for (const tensor of attributes.get('value')?.tensors ?? [])
            add(outputs[0], tensor);
        for (const tensor of attributes.get('sparse_value')?.tensors.slice(0, 1) ?? [])
            add(outputs[0], tensor);
    }
    return total;
}

;// CONCATENATED MODULE: ./lib/src/spelling/edit-distance.js
/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
 * @param limit stops as soon as the distance is known to reach it, and returns it then.
 */
function editDistance(a, b, limit = Number.POSITIVE_INFINITY) {
    if (Math.abs(a.length - b.length) >= limit)
        return limit;
    const width = b.length;
    let twoAbove = new Float64Array(width + 1);
    let above = Float64Array.from({ length: width + 1 }, (_, j) => j);
    let row = new Float64Array(width + 1);
    for (let i = 1; i <= a.length; i++) {
        // Cells this far from the diagonal are beyond the limit.
        const from = Math.max(1, i - limit);
        const to = Math.min(width, i + limit);
        row.fill(Number.POSITIVE_INFINITY);
        row[0] = i;
        let least = from === 1 ? i : Number.POSITIVE_INFINITY;
        for (let j = from; j <= to; j++) {
            const same = a[i - 1] === b[j - 1];
            let cell = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                cell = Math.min(cell, twoAbove[j - 2] + 1);
            row[j] = cell;
            if (cell < least)
                least = cell;
        }
        if (least >= limit)
            return limit;
        [twoAbove, above, row] = [above, row, twoAbove];
    }
    return Math.min(above[width], limit);
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/nearest-name.js

/** `" Did you mean \`sex\`?"`, or `''` when no name is near: for the end of a sentence. */
function didYouMean(written, names) {
    const nearest = nearestName(written, names);
    return nearest === null ? '' : ` Did you mean \`${nearest}\`?`;
}
/** The name with the fewest edits from `written`, at most a third of its length; upper and lower case are equal. */
function nearestName(written, names) {
    let best = null;
    let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
    for (const name of names) {
        if (Math.abs(name.length - written.length) >= bestDistance)
            continue;
        const distance = editDistance(written.toLowerCase(), name.toLowerCase());
        if (distance < bestDistance) {
            best = name;
            bestDistance = distance;
        }
    }
    return best;
}

;// CONCATENATED MODULE: ./lib/src/gather/models/preprocessing-values.js

/** The value of a yes-or-no key; `undefined` when it is not declared. */
function booleanOf(declaration, key) {
    const value = declaration.values[key] ?? undefined;
    if (value === undefined || typeof value === 'boolean')
        return value;
    throw fault(declaration, key, 'true or false');
}
function numberOf(declaration, key, { above = Number.NEGATIVE_INFINITY, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) {
    const value = declaration.values[key] ?? undefined;
    if (value === undefined)
        return undefined;
    if (typeof value === 'number' && value > above && value >= least && value <= most)
        return value;
    const from = Number.isFinite(above) ? ` above ${above}` : Number.isFinite(least) ? ` of at least ${least}` : '';
    const to = Number.isFinite(most) ? `${from ? ' and' : ''} of at most ${most}` : '';
    throw fault(declaration, key, `a number${from}${to}`);
}
/** One of the names, in any case, as what it stands for. */
function wordOf(declaration, key, names) {
    const value = declaration.values[key] ?? undefined;
    if (value === undefined)
        return undefined;
    const word = String(value).toLowerCase();
    if (Object.hasOwn(names, word))
        return names[word];
    throw fault(declaration, key, `one of ${Object.keys(names).join(', ')}`);
}
/** A number, repeated for each channel, or a list of one for each. */
function valuesPerChannel(declaration, key, channels, isExact) {
    const value = declaration.values[key] ?? undefined;
    if (value === undefined)
        return undefined;
    const list = Array.isArray(value) ? value : [value];
    if (!list.every((item) => typeof item === 'number' && Number.isFinite(item))) {
        throw fault(declaration, key, 'a number or a list of numbers');
    }
    if (list.length === 1)
        return Array.from({ length: channels }, () => list[0]);
    if (list.length === channels || (list.length === 3 && !isExact))
        return list;
    throw fault(declaration, key, channels === 1 ? 'one number' : `1 or ${channels} numbers`, 'for the declared channels');
}
/** A size in pixels: a whole number, `[height, width]`, `{ height, width }` or `{ shortest_edge, longest_edge }`. */
function preprocessing_values_sizeOf(declaration, key) {
    const value = declaration.values[key] ?? undefined;
    if (value === undefined)
        return undefined;
    if (isPixels(value))
        return { kind: 'side', side: value };
    if (Array.isArray(value) && value.length === 2 && value.every(isPixels)) {
        return { kind: 'box', height: value[0], width: value[1] };
    }
    if (typeof value === 'object' && !Array.isArray(value)) {
        const { height, width, shortest_edge: shortest, longest_edge: longest } = value;
        const hasBox = height !== undefined || width !== undefined;
        const hasSide = shortest !== undefined || longest !== undefined;
        if (hasBox && hasSide) {
            throw fault(declaration, key, 'either `height` and `width` or `shortest_edge`', 'as they contradict each other');
        }
        if (isPixels(height) && isPixels(width))
            return { kind: 'box', height, width };
        if (isPixels(shortest) && longest === undefined)
            return { kind: 'shortest', shortest };
        if (isPixels(shortest) && isPixels(longest) && longest >= shortest)
            return { kind: 'shortest', shortest, longest };
    }
    throw fault(declaration, key, 'pixels: a whole number, `{ height, width }` or `{ shortest_edge, longest_edge }`');
}
function isPixels(value) {
    return Number.isInteger(value) && value >= 1 && value <= 65_536;
}
/** The fault of a key's value. */
function fault(declaration, key, expected, because = '') {
    const value = declaration.values[key];
    const received = value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``;
    const at = declaration.atKey(key);
    return new Fault('broken', `Expected ${expected} for \`${key}\` in ${at.path} but received ${received}${because && `, ${because}`}. ` +
        'Write what the training code does to each image.', at);
}

;// CONCATENATED MODULE: ./lib/src/gather/models/preprocessing.js


/** Pillow's numbers of its kernels. */
const kernels = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];
/** Keys that change pixels and are understood: Hugging Face's, then ours. */
const understood = [
    'do_resize',
    'size',
    'resample',
    'crop_pct',
    'do_center_crop',
    'crop_size',
    'do_rescale',
    'rescale_factor',
    'do_normalize',
    'image_mean',
    'image_std',
    'do_convert_rgb',
    'do_flip_channel_order',
    'channel_order',
    'layout',
    'data_format',
    'letterbox',
    'pad',
    'orientation',
];
/** Hugging Face's keys that do not change the pixels of a single image. */
const harmless = new Set(('image_processor_type feature_extractor_type processor_class model_input_names return_tensors input_data_format ' +
    'default_to_square num_channels device disable_grouping auto_map do_reduce_labels torch_dtype use_fast ' +
    '_valid_processor_keys _processor_class transformers_version').split(' '));
/** Processors whose whole-number `size` means the shorter side (`default_to_square=False` in transformers). */
const shortestSide = /^(Chinese)?CLIP|^LeViT|^Levit|^MobileNetV[12]|^MobileViT|^PoolFormer|^Bit(Image|Feature)|^ConvNext/;
/**
 * What happens to an image before the model, from Hugging Face's `preprocessor_config.json` keys and our own
 * (`channel_order`, `layout`, `letterbox` or `pad`, `orientation`).
 *
 * Where nothing is declared: a stretch to the model's input size (none where that is free), bilinear, values multiplied by
 * 1/255 (not where the model takes bytes), no normalisation, grey for one channel and else RGB, the input's layout.
 *
 * @param orientation what the dataset says of EXIF; the default when the declaration is silent
 * @returns the preprocessing, and sentences about keys that are not understood
 * @throws Fault `broken` at the key, for a wrong value and for keys that contradict each other
 */
function resolvePreprocessing(declared, input, orientation = 'ignore') {
    const declaration = declared ?? { values: {}, at: { path: '' }, atKey: () => ({ path: '' }) };
    const colour = colourOf(declaration, input);
    const { resize, crop } = geometryOf(declaration, input);
    return {
        preprocessing: {
            orientation: wordOf(declaration, 'orientation', { apply: 'apply', ignore: 'ignore' }) ?? orientation,
            colour,
            resize,
            resample: resampleOf(declaration),
            crop,
            rescale: rescaleOf(declaration, input),
            normalise: normaliseOf(declaration, colour),
            layout: layoutOf(declaration) ?? input.layout,
        },
        notes: notesOf(declaration),
    };
}
/** The declared layout. */
function layoutOf(declaration) {
    const names = {
        nchw: 'nchw',
        nhwc: 'nhwc',
        channels_first: 'nchw',
        channels_last: 'nhwc',
        first: 'nchw',
        last: 'nhwc',
    };
    return wordOf(declaration, 'layout', names) ?? wordOf(declaration, 'data_format', names);
}
function colourOf(declaration, input) {
    const names = { rgb: 'rgb', bgr: 'bgr', grey: 'grey', gray: 'grey', greyscale: 'grey', grayscale: 'grey' };
    const order = wordOf(declaration, 'channel_order', names);
    const isFlipped = booleanOf(declaration, 'do_flip_channel_order');
    if (order === 'grey' && booleanOf(declaration, 'do_convert_rgb')) {
        throw fault(declaration, 'channel_order', 'rgb or bgr', 'because `do_convert_rgb` is true');
    }
    if (isFlipped && order !== undefined && order !== 'bgr') {
        throw fault(declaration, 'channel_order', 'bgr', 'because `do_flip_channel_order` is true');
    }
    if (order !== undefined)
        return order;
    if (isFlipped)
        return 'bgr';
    return input.channels === 1 ? 'grey' : 'rgb';
}
function resampleOf(declaration) {
    const value = declaration.values.resample;
    if (value === undefined || value === null)
        return 'bilinear';
    const found = typeof value === 'number' ? kernels[value] : kernels.find((name) => name === String(value).toLowerCase());
    if (found !== undefined)
        return found;
    throw fault(declaration, 'resample', `0 to 5 or one of ${kernels.join(', ')}`);
}
function rescaleOf(declaration, input) {
    const wanted = booleanOf(declaration, 'do_rescale');
    const factor = numberOf(declaration, 'rescale_factor', { above: 0 });
    if (wanted === false)
        return 1;
    return factor ?? (input.takesBytes && wanted === undefined ? 1 : 1 / 255);
}
function normaliseOf(declaration, colour) {
    const channels = colour === 'grey' ? 1 : 3;
    const wanted = booleanOf(declaration, 'do_normalize');
    if (wanted === false)
        return null;
    const isGrey = declaration.values.channel_order !== undefined && colour === 'grey';
    const mean = valuesPerChannel(declaration, 'image_mean', channels, isGrey);
    const std = valuesPerChannel(declaration, 'image_std', channels, isGrey);
    if (mean === undefined && std === undefined && wanted !== true)
        return null;
    if (mean === undefined)
        throw fault(declaration, 'image_mean', 'a number for each channel', 'to normalise with');
    if (std === undefined)
        throw fault(declaration, 'image_std', 'a number for each channel', 'to normalise with');
    if (mean.length !== std.length) {
        throw fault(declaration, 'image_std', `${mean.length} numbers`, 'as many as `image_mean` has');
    }
    if (std.some((value) => value <= 0))
        throw fault(declaration, 'image_std', 'numbers above 0');
    return { mean, std };
}
function geometryOf(declaration, input) {
    const crop = cropOf(declaration);
    const fill = fillOf(declaration);
    const wanted = booleanOf(declaration, 'do_resize');
    if (wanted === false) {
        if (fill !== null)
            throw fault(declaration, 'do_resize', 'true', 'because `letterbox` resizes');
        return { resize: { mode: 'none' }, crop };
    }
    const size = preprocessing_values_sizeOf(declaration, 'size');
    const model = input.height !== null && input.width !== null ? { height: input.height, width: input.width } : null;
    if (fill !== null) {
        const box = size === undefined ? model : size.kind === 'side' ? { height: size.side, width: size.side } : size;
        if (box === null || !('height' in box))
            throw fault(declaration, 'size', 'a height and a width', 'to letterbox into');
        return { resize: { mode: 'letterbox', height: box.height, width: box.width, fill }, crop };
    }
    if (size === undefined) {
        if (wanted === true && model === null)
            throw fault(declaration, 'size', 'a size', "as the model's input has none");
        if (model === null || crop !== null)
            return { resize: { mode: 'none' }, crop };
        return { resize: { mode: 'stretch', ...model }, crop };
    }
    if (size.kind === 'box')
        return { resize: { mode: 'stretch', height: size.height, width: size.width }, crop };
    if (size.kind === 'shortest') {
        const { shortest, longest } = size;
        return (cropped(declaration, shortest, crop) ?? {
            resize: { mode: 'shortest', size: shortest, ...(longest && { longest }) },
            crop,
        });
    }
    return wholeNumber(declaration, size.side, crop);
}
/** A whole-number `size` is the shorter side where the processor says so, or, where none is named, before a crop (torchvision's `Resize(256)`). */
function wholeNumber(declaration, side, crop) {
    const { image_processor_type: processor, feature_extractor_type: extractor } = declaration.values;
    const named = processor ?? extractor;
    const isShortest = typeof named === 'string' ? shortestSide.test(named) : crop !== null;
    return (cropped(declaration, side, crop) ?? {
        resize: isShortest ? { mode: 'shortest', size: side } : { mode: 'stretch', height: side, width: side },
        crop,
    });
}
/** `crop_pct` (ConvNeXT, PoolFormer, timm): below 384 pixels, resize the shorter side to size / crop_pct and crop to size; else stretch. */
function cropped(declaration, side, crop) {
    const share = numberOf(declaration, 'crop_pct', { above: 0, most: 1 });
    if (share === undefined || crop !== null)
        return null;
    if (side >= 384)
        return { resize: { mode: 'stretch', height: side, width: side }, crop: null };
    return { resize: { mode: 'shortest', size: Math.floor(side / share) }, crop: { height: side, width: side } };
}
function cropOf(declaration) {
    const wanted = booleanOf(declaration, 'do_center_crop');
    if (wanted === false)
        return null;
    const size = preprocessing_values_sizeOf(declaration, 'crop_size');
    if (size === undefined) {
        if (wanted === true && declaration.values.crop_pct === undefined) {
            throw fault(declaration, 'crop_size', 'a size', 'because `do_center_crop` is true');
        }
        return null;
    }
    if (size.kind === 'side')
        return { height: size.side, width: size.side };
    if (size.kind === 'box')
        return { height: size.height, width: size.width };
    throw fault(declaration, 'crop_size', 'a whole number, or a height and a width');
}
/** Grey level of a letterbox's padding; 114 is YOLO's. */
function fillOf(declaration) {
    for (const key of ['letterbox', 'pad']) {
        const value = declaration.values[key];
        if (value === true)
            return key === 'letterbox' ? 114 : 0;
        if (value !== undefined && value !== null && value !== false)
            return numberOf(declaration, key, { least: 0, most: 255 });
    }
    return null;
}
function notesOf(declaration) {
    const isKnown = (key) => understood.includes(key) || harmless.has(key) || declaration.values[key] === null;
    const unknown = Object.keys(declaration.values).filter((key) => !isKnown(key) && declaration.values[key] !== false);
    return unknown.map((key) => {
        const { path, line } = declaration.atKey(key);
        return `\`${key}\` in line ${line ?? 1} of ${path} is not understood and changes nothing here.${didYouMean(key, understood)}`;
    });
}

;// CONCATENATED MODULE: ./lib/src/gather/models/models.js










/** Reads each model of the policy. One whose file the commit does not have is left out; one that cannot be read is a fault. */
const models = {
    fact: 'models',
    async gather(snapshot, policy, tools, sofar) {
        const entries = [];
        const faults = [];
        for (const [name, { file }] of Object.entries(policy.models)) {
            tools.signal.throwIfAborted();
            if (!snapshot.files.has(file)) {
                tools.note(`Model \`${name}\`: ${snapshot.side} (${snapshot.commit.slice(0, 7)}) has no ${file}.`);
                continue;
            }
            try {
                entries.push([name, await readModel(snapshot, policy, name, tools, sofar)]);
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                faults.push({ name, fault: error });
            }
        }
        return { entries: Object.fromEntries(entries), faults };
    },
};
async function readModel(snapshot, policy, name, tools, sofar) {
    const declared = policy.models[name];
    const entry = snapshot.files.get(declared.file);
    const onnx = readOnnx(await snapshot.read(declared.file), declared.file);
    const external = checkExternalData(snapshot, onnx, entry);
    const declaration = await readDeclaration(snapshot, policy, name);
    const input = imageInputOf(onnx.graph.inputs, declaration ? layoutOf(declaration) : undefined);
    const saysOfOrientation = policy.datasets[declared.data]?.orientation;
    const { preprocessing, notes } = resolvePreprocessing(declaration, input, saysOfOrientation);
    for (const note of notes)
        tools.note(note);
    const labelsAt = policyPosition(policy, 'models', name, 'labels');
    const list = declared.labels === undefined ? null : await readClassList(snapshot, declared.labels, labelsAt);
    const dataset = sofar.facts.samples?.[declared.data];
    const { sizes, batch } = inputSizes(onnx.graph.inputs, preprocessing);
    return {
        model: name,
        path: declared.file,
        hash: entry.hash,
        bytes: external.bytes,
        contentHash: external.contentHash,
        irVersion: onnx.irVersion,
        opsets: onnx.opsets,
        producer: onnx.producer,
        inputs: onnx.graph.inputs,
        outputs: onnx.graph.outputs,
        parameters: countParameters(onnx),
        macs: countMacs(onnx, sizes, batch),
        operators: countOperators(onnx),
        externalData: external.locations,
        labels: list?.classes ?? dataset?.classes ?? [],
        labelsAt: list?.at ?? dataset?.classesAt ?? null,
        preprocessing,
        preprocessingDeclared: declaration !== null,
        preprocessingAt: declaration?.at ?? policyPosition(policy, 'models', name),
        task: declared.task,
        dataset: declared.data,
        score: declared.score,
        tolerance: declared.tolerance,
        at: { path: declared.file },
    };
}
/** Nodes by operator, those of subgraphs and functions too; sorted by name. */
function countOperators(model) {
    const counts = new Map();
    for (const { op, domain } of nodesOf(model)) {
        const name = domain === '' ? op : `${domain}:${op}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

;// CONCATENATED MODULE: ./lib/src/gather/predictions.js



/** Training images that are predicted for the gap between training and evaluation: enough for an interval of ± 2 points. */
const predictions_trainingSample = 2000;
const predictions = {
    fact: 'predictions',
    async gather(snapshot, policy, tools, { facts }) {
        const result = { entries: {}, faults: [] };
        for (const model of Object.values(facts.models ?? {})) {
            const samples = facts.samples?.[model.dataset];
            if (!samples)
                continue;
            try {
                const predicted = await predictSplits(snapshot, model, samples, policy, tools);
                if (predicted)
                    result.entries[model.model] = predicted;
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                result.faults.push({ name: model.model, fault: error });
            }
        }
        return result;
    },
};
async function predictSplits(snapshot, model, samples, policy, tools) {
    const evaluation = evaluationSplit(samples);
    if (evaluation === null) {
        tools.note(`${model.model} was not evaluated: ${samples.dataset} has neither a test nor a validation split.`);
        return null;
    }
    const splits = {};
    for (const split of [evaluation, 'train']) {
        const labelled = labelledRows(samples, split);
        const rows = split === evaluation ? labelled : sampleRows(samples, labelled, predictions_trainingSample);
        if (rows.length === 0)
            continue;
        splits[split] = await predictRows({ model, snapshot }, { samples, snapshot, split, rows, leftOut: labelled.length - rows.length }, policy, tools);
    }
    if (!splits[evaluation]) {
        throw new Fault('broken', `The ${evaluation} split of ${samples.dataset} has no labelled image, so ${model.model} cannot be judged. Label it, or correct \`splits\`.`, model.at);
    }
    return { model: model.model, dataset: samples.dataset, classes: model.labels, origin: 'measured', splits };
}

;// CONCATENATED MODULE: ./lib/src/gather/alternatives.js
const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
/** The usual mistakes, each undone: the declared preprocessing with one thing changed. None equals the declared one. */
function alternativesTo(declared, images) {
    const grey = declared.colour === 'grey';
    const weights = [0.299, 0.587, 0.114];
    const greyOf = (values) => values.reduce((sum, value, index) => sum + value * weights[index], 0);
    const channels = ({ mean, std }) => grey ? { mean: [greyOf(mean)], std: [greyOf(std)] } : { mean: [...mean], std: [...std] };
    const unit = 1 / 255;
    const half = channels({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
    const candidates = [
        { name: 'values from 0 to 255, not normalised', changed: { rescale: 1, normalise: null } },
        { name: 'values from 0 to 1, not normalised', changed: { rescale: unit, normalise: null } },
        { name: 'values from −1 to 1', changed: { rescale: unit, normalise: half } },
        { name: "ImageNet's mean and standard deviation", changed: { rescale: unit, normalise: channels(imagenet) } },
        {
            name: "the training images' own mean and standard deviation",
            changed: { rescale: unit, normalise: channels(images) },
        },
    ];
    if (!grey) {
        candidates.push(declared.colour === 'bgr'
            ? { name: 'RGB instead of BGR', changed: { colour: 'rgb' } }
            : { name: 'BGR instead of RGB', changed: { colour: 'bgr' } });
    }
    if (images.otherSize) {
        for (const resample of ['bilinear', 'bicubic', 'nearest']) {
            candidates.push({ name: `${resample} resampling instead of ${declared.resample}`, changed: { resample } });
        }
    }
    if (images.otherAspect && (declared.resize.mode === 'stretch' || declared.resize.mode === 'letterbox')) {
        const { width, height } = declared.resize;
        candidates.push({
            name: 'a centre crop',
            changed: { resize: { mode: 'shortest', size: Math.max(width, height) }, crop: { width, height } },
        }, { name: 'a letterbox', changed: { resize: { mode: 'letterbox', width, height, fill: 0 }, crop: null } }, { name: 'a stretch', changed: { resize: { mode: 'stretch', width, height }, crop: null } });
    }
    if (images.otherAspect && declared.crop) {
        candidates.push({
            name: 'a stretch instead of a crop',
            changed: { resize: { mode: 'stretch', ...declared.crop }, crop: null },
        });
    }
    return candidates.filter(({ changed }) => differs(declared, changed));
}
function differs(declared, changed) {
    return Object.keys(changed).some((key) => JSON.stringify(changed[key]) !== JSON.stringify(declared[key]));
}

;// CONCATENATED MODULE: ./lib/src/gather/probes.js







const probes_version = 2;
/** Images on which every alternative is tried, and other ones on which only the best of them is tested. */
const selectSize = 200;
const confirmSize = 1000;
const statisticsSample = 200;
/** Runs each model under the usual alternatives to its declared preprocessing, on labelled evaluation images. */
const probes = {
    fact: 'probes',
    async gather(snapshot, policy, tools, { facts }) {
        const result = { entries: {}, faults: [] };
        for (const model of Object.values(facts.models ?? {})) {
            const samples = facts.samples?.[model.dataset];
            const split = samples && evaluationSplit(samples);
            if (!samples || !split || !facts.predictions?.[model.model])
                continue;
            try {
                const rows = sampleRows(samples, labelledRows(samples, split), selectSize + confirmSize);
                const statistics = await statisticsOf(snapshot, model, samples, facts.images?.[samples.dataset], tools);
                result.entries[model.model] = await probe(snapshot, model, samples, rows, statistics, policy, tools);
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                result.faults.push({ name: model.model, fault: error });
            }
        }
        return result;
    },
};
async function probe(snapshot, model, samples, rows, statistics, policy, tools) {
    const { runtime, decoder } = await tools.vision.versions();
    const job = jobOf(model, policy, '', tools.provider);
    const alternatives = alternativesTo(model.preprocessing, statistics);
    const kind = `probes@${probes_version} ${runtime} ${decoder}`;
    const key = digest(model.contentHash, JSON.stringify([job, alternatives, model.labels]), ...rows.flatMap((row) => [samples.hash[row], samples.label[row] ?? '']));
    const known = tools.cache.getMany(kind, [key]).get(key);
    if (known)
        return { ...JSON.parse(Buffer.from(known).toString()), model: model.model };
    const file = await materialise(snapshot, model, tools.scratch);
    const classOf = new Map(model.labels.map((label, index) => [label, index]));
    const answer = async (chosen, asked) => {
        const tried = [{}, ...chosen.map(({ changed }) => changed)].map((changed, index) => ({
            name: String(index),
            preprocessing: { ...model.preprocessing, ...changed },
        }));
        const encoded = readImages(snapshot, pathsByHash(samples, asked), (_hash, fault) => {
            if (fault.kind !== 'broken')
                throw fault;
        });
        const answers = new Map();
        for await (const { key: hash, predicted } of tools.vision.probe({ ...job, file }, tried, encoded)) {
            if (predicted)
                answers.set(hash, predicted);
        }
        return asked.flatMap((row) => {
            const predicted = answers.get(samples.hash[row]);
            return predicted ? [{ truth: classOf.get(samples.label[row] ?? '') ?? -1, predicted }] : [];
        });
    };
    const { select, confirm } = halve(rows);
    const selected = await answer(alternatives, select);
    const counts = alternatives.map((_, index) => probes_count(selected, index + 1));
    const best = counts.reduce((leader, own, index) => (gain(own) > gain(counts[leader]) ? index : leader), 0);
    const confirmed = alternatives.length > 0 ? await answer([alternatives[best]], confirm) : [];
    const found = {
        model: model.model,
        n: selected.length + confirmed.length,
        probes: alternatives.map(({ name, changed }, index) => ({
            alternative: name,
            changed,
            select: counts[index],
            confirm: probes_count(index === best ? confirmed : [], 1),
        })),
    };
    tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(found))]]);
    return found;
}
/** Every so many rows, so that both parts are spread over the sample; at most half of it selects. */
function halve(rows) {
    const step = Math.max(2, Math.floor(rows.length / selectSize));
    const select = rows.filter((_, index) => index % step === 0).slice(0, selectSize);
    const chosen = new Set(select);
    return { select, confirm: rows.filter((row) => !chosen.has(row)).slice(0, confirmSize) };
}
function gain({ onlySecond, onlyFirst }) {
    return onlySecond - onlyFirst;
}
function probes_count(seen, alternative) {
    const counts = { n: seen.length, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
    for (const { truth, predicted } of seen) {
        const first = predicted[0] === truth;
        const second = predicted[alternative] === truth;
        counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
    }
    return counts;
}
async function statisticsOf(snapshot, model, samples, images, tools) {
    const rows = sampleRows(samples, labelledRows(samples, samples.split.includes('train') ? 'train' : (evaluationSplit(samples) ?? '')), statisticsSample);
    const features = await thumbnails(snapshot, samples, rows, tools);
    const sum = [0, 0, 0];
    const squares = [0, 0, 0];
    let pixels = 0;
    for (const values of features.values()) {
        for (let index = 0; index < values.length; index += 1) {
            sum[index % 3] += values[index];
            squares[index % 3] += values[index] ** 2;
        }
        pixels += values.length / 3;
    }
    const round = (value) => Math.round(value * 1e4) / 1e4;
    const mean = sum.map((total) => round(total / Math.max(pixels, 1)));
    const std = squares.map((total, channel) => round(Math.sqrt(Math.max(total / Math.max(pixels, 1) - (sum[channel] / Math.max(pixels, 1)) ** 2, 1e-8))));
    const { resize, crop } = model.preprocessing;
    const size = crop ?? ('width' in resize ? resize : null);
    const evaluated = size && images ? labelledRows(samples, evaluationSplit(samples) ?? '') : [];
    return {
        mean: mean,
        std: std,
        otherSize: evaluated.some((row) => size && images && (images.width[row] !== size.width || images.height[row] !== size.height)),
        otherAspect: evaluated.some((row) => size && images && images.width[row] * size.height !== images.height[row] * size.width),
    };
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/column-names.js


/** Names that tables give these columns, most telling first; upper and lower case are equal. */
const common = {
    path: [
        'file_name',
        'filename',
        'file',
        'path',
        'filepath',
        'file_path',
        'image',
        'image_path',
        'img',
        'img_path',
        'image_name',
        'image_id',
    ],
    label: ['label', 'class', 'category', 'target', 'label_name', 'class_name', 'species', 'y'],
    split: ['split', 'set', 'subset', 'partition', 'usage'],
};
/**
 * Names of the table's columns for the image's path, its label and its split; `null` where there is none.
 * A declared name is taken; else the first common one.
 * @throws Fault `broken` when a declared column, or any for the path, is missing.
 */
function findColumns(table, declared = {}) {
    const path = findColumn(table, 'path', declared.path);
    if (path === null) {
        throw new Fault('broken', `Expected a column with the image's path in ${table.path} but received ${quoted(table)}. ` +
            'Name it `file_name`, or say which it is in the policy: `columns: { path: … }`.', { path: table.path, line: 1 });
    }
    return {
        path,
        label: findColumn(table, 'label', declared.label),
        split: findColumn(table, 'split', declared.split),
    };
}
function findColumn(table, role, declared) {
    if (declared !== undefined) {
        if (table.columns.has(declared))
            return declared;
        throw new Fault('broken', `Expected a column \`${declared}\` in ${table.path} for \`columns.${role}\` but received ${quoted(table)}.` +
            `${didYouMean(declared, table.columns.keys())} Add the column, or change the policy.`, { path: table.path, line: 1 });
    }
    const written = new Map([...table.columns.keys()].map((name) => [name.toLowerCase(), name]));
    const found = common[role].find((name) => written.has(name));
    if (found !== undefined)
        return written.get(found);
    const suffixed = role === 'path' ? [...written.keys()].filter((name) => name.endsWith('_file_name')) : [];
    return suffixed.length === 1 ? written.get(suffixed[0]) : null;
}
function quoted(table) {
    const names = [...table.columns.keys()];
    return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/problems.js
/** Problems that are written out for one file; the rest is counted. */
const limit = 100;
function noProblems() {
    return { problems: [], counts: new Map() };
}
/** `1 image`, `2 images`. */
function problems_counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
function addProblem(list, message, at) {
    const count = (list.counts.get(at.path) ?? 0) + 1;
    list.counts.set(at.path, count);
    if (count <= limit)
        list.problems.push({ message, at });
}
/** The problems in the order found, and one sentence for each file that has more than are written out. */
function listProblems(list) {
    const rest = [...list.counts].filter(([, count]) => count > limit);
    return [
        ...list.problems,
        ...rest.map(([path, count]) => ({
            message: `${path} has ${count - limit} more problems like these. Mend the first ${limit} and run the gate again.`,
            at: { path },
        })),
    ];
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/listing.js


function emptyListing() {
    return {
        path: [],
        hash: [],
        bytes: [],
        split: [],
        label: [],
        manifest: [],
        line: [],
        attributes: new Map(),
        problems: noProblems(),
        folders: [],
        numericLabels: false,
    };
}
/** Appends one sample and returns its row. */
function addSample(listing, sample) {
    listing.hash.push(sample.entry?.kind === 'file' ? sample.entry.hash : '');
    listing.bytes.push(sample.entry?.kind === 'file' ? sample.entry.bytes : 0);
    listing.split.push(sample.split);
    listing.label.push(sample.label);
    listing.manifest.push(sample.manifest);
    listing.line.push(sample.line);
    return listing.path.push(sample.entry?.path ?? sample.path) - 1;
}
function setAttribute(listing, name, row, value) {
    let values = listing.attributes.get(name);
    if (values === undefined) {
        values = [];
        listing.attributes.set(name, values);
    }
    while (values.length < row)
        values.push(null);
    values[row] = value;
}
/** Appends what another table brings that could not be taken in. */
function addProblems(listing, problems) {
    for (const { message, at } of problems)
        addProblem(listing.problems, message, at);
}
/** @throws Fault `unavailable` when the folder, or one above it, is a git submodule: its files are in another repository. */
function refuseSubmodule(files, folder) {
    const steps = folder.split('/');
    for (let i = 1; i <= steps.length; i++) {
        const path = steps.slice(0, i).join('/');
        if (files.get(path)?.kind !== 'submodule')
            continue;
        throw new Fault('unavailable', `Expected the images of ${folder} in this repository but ${path} is a git submodule. ` +
            'Run the gate in the repository of the submodule, or keep the images in this one.', { path });
    }
}

// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(5175);
;// CONCATENATED MODULE: ./lib/src/gather/formats/delimited.js



/**
 * Reads delimited text (RFC 4180) into columns; the first row names them, and a column without a name is dropped.
 * Ragged rows are left out and named in `problems`.
 * @throws Fault `broken` at the line where a quote is opened and never closed, or misplaced; when a column is named twice.
 */
function readDelimited(text, path, delimiter) {
    const problems = noProblems();
    const line = [];
    let cells = [];
    let names = null;
    const lines = lineCounter(text);
    let start = 0;
    const onRecord = (row, info) => {
        const at = lines.of(start);
        start = info.bytes;
        if (names === null) {
            names = header(row, path, at);
            cells = names.map(() => []);
        }
        else if (row.length !== names.length) {
            addProblem(problems, `Expected ${names.length} values in line ${at} of ${path} but received ${row.length}. The row is left out: mend it.`, { path, line: at });
        }
        else {
            line.push(at);
            for (let i = 0; i < row.length; i++)
                cells[i].push(row[i] === '' ? null : row[i]);
        }
        return null;
    };
    try {
        (0,sync/* parse */.qg)(text, { delimiter, relax_column_count: true, skip_empty_lines: true, on_record: onRecord, info: false });
    }
    catch (error) {
        if (!(error instanceof sync/* CsvError */.J$))
            throw error;
        throw new Fault('broken', quoteFault(path, lines.of(start)), { path, line: lines.of(start) });
    }
    if (names === null)
        throw new Fault('broken', `Expected a header in ${path} but received empty lines only.`, { path });
    const columns = new Map();
    for (const [i, name] of names.entries())
        if (name !== '')
            columns.set(name, cells[i]);
    return { columns, line, problems };
}
function header(row, path, line) {
    const names = row.map((name) => name.trim());
    const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i);
    if (twice !== undefined) {
        throw new Fault('broken', `Expected each column of ${path} once but received \`${twice}\` twice. Rename one of them.`, {
            path,
            line,
        });
    }
    return names;
}
function quoteFault(path, line) {
    return (`Expected every quote to be closed in ${path} but the row that begins in line ${line} has a misplaced or unclosed one. ` +
        'Close it, or write a quote within a value as "".');
}
/**
 * Line of a byte offset, for offsets that only grow; blank lines at the offset are passed over.
 * The parser's own count is wrong where a quoted value holds CRLF.
 */
function lineCounter(text) {
    let position = 0;
    let line = 1;
    return {
        of(offset) {
            while (position < text.length && (position < offset || text[position] === 10 || text[position] === 13)) {
                const byte = text[position++];
                if (byte === 10 || (byte === 13 && text[position] !== 10))
                    line++;
            }
            return line;
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/json-lines.js

/**
 * Reads JSON Lines into columns, one object at a time. Numbers and booleans become text; nested values are left out.
 * Lines that are not an object are left out and named in `problems`.
 */
function readJsonLines(text, path) {
    const problems = noProblems();
    const columns = new Map();
    const line = [];
    let number = 0;
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf(10, start);
        const end = newline < 0 ? text.length : newline;
        const written = text.toString('utf8', start, end).trim();
        start = end + 1;
        number++;
        if (written === '')
            continue;
        const row = parseObject(written);
        if (typeof row === 'string') {
            addProblem(problems, `Expected a JSON object in line ${number} of ${path} but received ${row}. The row is left out: mend it.`, { path, line: number });
            continue;
        }
        const index = line.push(number) - 1;
        for (const [name, value] of Object.entries(row)) {
            if (typeof value !== 'object' || value === null)
                setCell(columns, name, index, cellOf(value));
        }
    }
    for (const cells of columns.values())
        fill(cells, line.length);
    return { columns, line, problems };
}
/** The object, or what was found in its place. */
function parseObject(written) {
    try {
        const value = JSON.parse(written);
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
        return Array.isArray(value) ? 'an array' : `\`${written.slice(0, 40)}\``;
    }
    catch {
        return `\`${written.slice(0, 40)}\`, which is not JSON`;
    }
}
function cellOf(value) {
    if (typeof value === 'string')
        return value === '' ? null : value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
function setCell(columns, name, index, value) {
    let cells = columns.get(name);
    if (cells === undefined) {
        cells = [];
        columns.set(name, cells);
    }
    fill(cells, index);
    cells[index] = value;
}
function fill(cells, length) {
    while (cells.length < length)
        cells.push(null);
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/row-file.js




/**
 * Reads a table by its extension: `.csv` (commas, or semicolons where the header has no comma), `.tsv`, `.tab`, `.jsonl`, `.ndjson`.
 * Rows that cannot be taken in are left out and named in `problems`.
 * @throws Fault `broken` with the line, when the table cannot be read on: no header, an unclosed quote, another format.
 */
function readRowFile(bytes, path) {
    const text = withoutByteOrderMark(bytes, path);
    const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
    if (extension === 'csv' || extension === 'tsv' || extension === 'tab') {
        const { problems, ...rows } = readDelimited(text, path, extension === 'csv' ? delimiterOf(text) : '\t');
        return { path, ...rows, problems: listProblems(problems) };
    }
    if (extension === 'jsonl' || extension === 'ndjson') {
        const { problems, ...rows } = readJsonLines(text, path);
        return { path, ...rows, problems: listProblems(problems) };
    }
    throw new Fault('broken', `Expected a .csv, .tsv or .jsonl table but received \`${path}\`. Save the table in one of these formats.`, { path });
}
function withoutByteOrderMark(bytes, path) {
    if (bytes.length === 0) {
        throw new Fault('broken', `Expected a table in ${path} but received an empty file. Write its rows, or remove it.`, {
            path,
        });
    }
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (utf16) {
        throw new Fault('broken', `Expected UTF-8 text in ${path} but received UTF-16. Save the table as UTF-8.`, { path });
    }
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
function delimiterOf(text) {
    const end = text.indexOf('\n');
    const header = text.subarray(0, end < 0 ? text.length : end);
    return !header.includes(',') && header.includes(';') ? ';' : ',';
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/attributes.js






/**
 * Joins a file of attributes to the samples by the image's path, which may be relative to the file's own folder, to a folder
 * of the dataset, to the folder above all of them, or to the repository's root: the first at which a sample lies is taken.
 * Rows for other images, and second rows for one image, are left out and named.
 * @param declaredAt where the policy names the file
 * @throws Fault `broken` when the file is missing or cannot be read on.
 */
async function joinAttributes(snapshot, file, declaredAt, listing) {
    const path = normaliseFolder(file);
    if (!snapshot.files.has(path)) {
        throw new Fault('broken', `Expected the attributes ${path} but the commit has no such file. Add it, or change \`attributes\` in the policy.`, declaredAt);
    }
    const table = readRowFile(await snapshot.read(path), path);
    addProblems(listing, table.problems);
    const column = findColumns(table).path;
    const rows = rowsBySample(table, table.columns.get(column), listing);
    for (const [name, values] of table.columns) {
        if (name === column)
            continue;
        for (let i = 0; i < listing.path.length; i++) {
            const row = rows.get(listing.path[i]);
            const value = row === undefined ? null : values[row];
            if (value !== null || !listing.attributes.has(name))
                setAttribute(listing, name, i, value);
        }
    }
}
function rowsBySample(table, written, listing) {
    const samples = new Set(listing.path);
    const folders = [...new Set([folderOf(table.path), ...listing.folders, sharedFolder(listing.folders), ''])];
    const rows = new Map();
    for (const [i, line] of table.line.entries()) {
        const image = written[i];
        const sample = image === null ? undefined : findSample(samples, folders, image);
        if (sample === undefined) {
            addProblem(listing.problems, `Expected an image of the dataset in line ${line} of ${table.path} but received ${image === null ? 'nothing' : `\`${image}\``}. ` +
                "The row is left out: write the path relative to the repository's root, or remove the row.", { path: table.path, line });
        }
        else if (rows.has(sample)) {
            addProblem(listing.problems, `Expected each image once in ${table.path} but line ${line} lists ${sample} again, after line ` +
                `${table.line[rows.get(sample)]}. The row is left out: remove one.`, { path: table.path, line });
        }
        else {
            rows.set(sample, i);
        }
    }
    return rows;
}
function findSample(samples, folders, image) {
    for (const folder of folders) {
        const resolved = resolvePath(folder, image);
        if ('path' in resolved && samples.has(resolved.path))
            return resolved.path;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/metadata.js





/**
 * Lists `images` with the labels and attributes that Hugging Face's metadata files give them by `file_name` (relative to
 * the metadata file), then the images that are listed but not in the commit. Labels by folder are used only under
 * `splits`, and only if no metadata file has a label column.
 */
async function readMetadata(snapshot, files, dataset, images, listing) {
    const rows = new Map();
    const attributes = new Map();
    let labelled = dataset.splits === undefined;
    for (const { path, split } of files) {
        const table = readRowFile(await snapshot.read(path), path);
        addProblems(listing, table.problems);
        const columns = findColumns(table, dataset.columns);
        labelled ||= columns.label !== null;
        attributes.set(table, [...table.columns.keys()].filter((name) => name !== columns.path && name !== columns.label));
        const labels = columns.label === null ? undefined : table.columns.get(columns.label);
        indexRows(table, table.columns.get(columns.path), { split, labels }, rows, listing);
    }
    let unlisted = 0;
    let firstUnlisted = '';
    for (const { path, entry, split, label } of images) {
        const row = rows.get(path);
        if (row === undefined) {
            if (unlisted++ === 0)
                firstUnlisted = path;
            addSample(listing, { path, entry, split, label: labelled ? null : label, manifest: '', line: 0 });
        }
        else {
            rows.delete(path);
            addRow(listing, path, entry, row, split, labelled ? null : label, attributes.get(row.table));
        }
    }
    for (const [path, row] of rows) {
        addRow(listing, path, snapshot.files.get(path), row, row.split, null, attributes.get(row.table));
    }
    if (unlisted > 0) {
        addProblem(listing.problems, `Expected a row for each image of ${dataset.name} in its metadata but ${problems_counted(unlisted, 'image')} had none ` +
            `(${firstUnlisted}). Add a row for each, or remove it.`, { path: firstUnlisted });
    }
}
function indexRows(table, paths, { split, labels }, rows, listing) {
    const folder = folderOf(table.path);
    for (const [index, line] of table.line.entries()) {
        const written = paths[index];
        const at = { path: table.path, line };
        const resolved = written === null ? { fault: 'nothing' } : resolvePath(folder, written);
        if ('fault' in resolved) {
            addProblem(listing.problems, `Expected an image's path in line ${line} of ${table.path} but received ${resolved.fault}. ` +
                "The row is left out: write the path relative to the metadata file's folder.", at);
        }
        else if (rows.has(resolved.path)) {
            addProblem(listing.problems, `Expected each image once in ${table.path} but line ${line} lists ${resolved.path} again. The row is left out: remove one.`, at);
        }
        else {
            rows.set(resolved.path, { table, split, index, labels });
        }
    }
}
function addRow(listing, path, entry, { table, index, labels }, split, folderLabel, attributes) {
    const label = labels === undefined ? folderLabel : labels[index];
    const sample = addSample(listing, { path, entry, split, label, manifest: table.path, line: table.line[index] });
    for (const name of attributes)
        setAttribute(listing, name, sample, table.columns.get(name)[index]);
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/split-names.js
/** Hugging Face's keywords of the three splits (`datasets`, data_files.py). */
const keywords = {
    train: ['train', 'training'],
    validation: ['validation', 'valid', 'dev', 'val'],
    test: ['test', 'testing', 'eval', 'evaluation'],
};
const splitOf = new Map(Object.entries(keywords).flatMap(([split, words]) => words.map((word) => [word, split])));
const knownSplits = new Set(Object.keys(keywords));
/** `train`, `validation` or `test` for any of their keywords in any case; another name as it is. */
function canonicalSplit(name) {
    return splitOf.get(name.toLowerCase()) ?? name;
}
/** Split that a folder's name holds as a whole word (`train`, `my-train_2`); words end at `-`, `.`, `_`, space and digits. */
function splitOfFolder(name) {
    for (const word of name.split(/[-._ 0-9]/))
        if (splitOf.has(word))
            return splitOf.get(word);
    return null;
}
/** As `splitOfFolder`, for a file's name: the word must be followed by a delimiter (`train_01.png`, `a-test.jpg`). */
function splitOfFile(name) {
    return splitOfFolder(name.replace(/[^-._ 0-9]*$/, ''));
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/imagefolder.js






/**
 * Lists the images of a dataset laid out as folders; `null` when the commit has none.
 *
 * - `splits`: a folder for each split; the class is the first folder below it, at any depth (torchvision's `ImageFolder`).
 * - `root`: one folder by Hugging Face's conventions: splits by keywords in folders' names, else in files' names, else
 *   all is `train`; the class is the image's own folder, if there are two or more and all images lie equally deep.
 *   Where names say splits, images without one are not part of the dataset.
 *
 * Hidden folders and files, and folders that begin with `__`, are passed over. A `metadata.csv` or `metadata.jsonl` gives
 * labels and attributes by `file_name`; labels by folder are then not used (under `splits`: only if it has a label).
 */
async function readImageFolder(snapshot, dataset) {
    const listing = emptyListing();
    const places = dataset.splits
        ? splitPlaces(dataset.splits)
        : [{ split: null, folder: normaliseFolder(dataset.root ?? '') }];
    for (const { folder } of places)
        refuseSubmodule(snapshot.files, folder);
    const { images, metadata, links } = scan(snapshot.files, places);
    if (images.length === 0 && metadata.length === 0)
        return null;
    if (links.length > 0) {
        addProblem(listing.problems, `${problems_counted(links.length, 'symbolic link')} of ${dataset.name} would have to be followed, such as ${links[0]}. ` +
            'Commit the images themselves.', { path: links[0] });
    }
    listing.folders = places.map(({ folder }) => folder);
    const placed = dataset.splits ? placeBySplitFolder(images) : placeByConvention(images, places[0].folder, listing);
    if (metadata.length > 0) {
        await readMetadata(snapshot, metadata, dataset, placed, listing);
    }
    else {
        for (const image of placed)
            addSample(listing, { ...image, manifest: '', line: 0 });
    }
    return listing;
}
function splitPlaces(splits) {
    return Object.entries(splits).map(([split, folder]) => ({
        split: canonicalSplit(split),
        folder: normaliseFolder(folder),
    }));
}
/** One pass over the tree; a file below two places belongs to the deeper one. Images are in the places' order. */
function scan(files, places) {
    const found = places.map(() => []);
    const metadata = [];
    const links = [];
    const prefixes = places
        .map((place, index) => ({ place, index, prefix: place.folder === '' ? '' : `${place.folder}/` }))
        .sort((a, b) => b.prefix.length - a.prefix.length);
    for (const entry of files.values()) {
        const home = prefixes.find(({ prefix }) => entry.path.startsWith(prefix));
        if (home === undefined)
            continue;
        const below = entry.path.slice(home.prefix.length);
        if (isHidden(below))
            continue;
        const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
        if (isImagePath(name)) {
            if (entry.kind === 'symlink')
                links.push(entry.path);
            else if (entry.kind === 'file')
                found[home.index].push({ entry, place: home.place, below });
        }
        else if (/^metadata\.(csv|jsonl|parquet)$/.test(name)) {
            metadata.push({ path: entry.path, split: home.place.split ?? splitByFolder(below).split ?? 'train' });
        }
    }
    refuseMixedMetadata(metadata.map(({ path }) => path));
    return { images: found.flat(), metadata, links };
}
/** Hugging Face passes over hidden files and folders, and folders that begin with `__`; so do we, at any depth. */
function isHidden(path) {
    return /(^|\/)(\.|__[^/]*\/)/.test(path);
}
function refuseMixedMetadata(paths) {
    const parquet = paths.find((path) => path.endsWith('.parquet'));
    if (parquet !== undefined) {
        throw new Fault('broken', `Expected metadata.csv or metadata.jsonl but received ${parquet}. Save the metadata in one of these formats.`, { path: parquet });
    }
    const kinds = new Set(paths.map((path) => path.slice(path.lastIndexOf('.'))));
    if (kinds.size < 2)
        return;
    throw new Fault('broken', `Expected metadata files of one kind but received ${paths.slice(0, 3).join(', ')}. Save them all as .csv or all as .jsonl.`, { path: paths[0] });
}
function placeBySplitFolder(images) {
    return images.map(({ entry, place, below }) => {
        const slash = below.indexOf('/');
        return { path: entry.path, entry, split: place.split ?? 'train', label: slash < 0 ? null : below.slice(0, slash) };
    });
}
function placeByConvention(images, root, listing) {
    const splits = splitsByConvention(images.map(({ below }) => below));
    const placed = images.flatMap(({ entry, below }, i) => {
        const { split, folder } = splits[i];
        if (split === null)
            return [];
        const own = folderOf(below);
        const label = own.length > folder.length ? own.slice(own.lastIndexOf('/') + 1) : null;
        return [{ path: entry.path, entry, split, label }];
    });
    const unplaced = images.find((_, i) => splits[i].split === null);
    if (unplaced !== undefined) {
        addProblem(listing.problems, `Expected train, validation or test in the folder's name of each image of ${root || 'the repository'} but ` +
            `${problems_counted(images.length - placed.length, 'image')} had none (${unplaced.entry.path}). Move what was left out into a split.`, { path: unplaced.entry.path });
    }
    const depths = new Set(placed.map(({ path }) => path.split('/').length));
    const labels = new Set(placed.map(({ label }) => label));
    if (depths.size === 1 && labels.size > 1)
        return placed;
    if (labels.size > 1) {
        addProblem(listing.problems, `Expected the images of ${root || 'the repository'} equally deep in class folders but received depths ` +
            `${[...depths].sort((a, b) => a - b).join(', ')}. As in Hugging Face's reader none has a label: move them to one depth.`, { path: placed[0].path });
    }
    return placed.map((image) => ({ ...image, label: null }));
}
function splitsByConvention(paths) {
    const byFolder = paths.map(splitByFolder);
    if (byFolder.some(({ split }) => split !== null))
        return byFolder;
    const byFile = paths.map((path) => splitOfFile(path.slice(path.lastIndexOf('/') + 1)));
    const named = byFile.some((split) => split !== null);
    return byFile.map((split) => ({ split: named ? split : 'train', folder: '' }));
}
/** The outermost folder that names a split decides. */
function splitByFolder(path) {
    for (let slash = path.indexOf('/'), start = 0; slash >= 0; start = slash + 1, slash = path.indexOf('/', start)) {
        const split = splitOfFolder(path.slice(start, slash));
        if (split !== null)
            return { split, folder: path.slice(0, slash) };
    }
    return { split: null, folder: '' };
}

;// CONCATENATED MODULE: ./lib/src/gather/formats/table.js








/**
 * Lists the images that a table names, one row each, in the table's order; `null` when the commit has none of the tables.
 *
 * Paths are relative to `images`, else to the table's folder; one that is not there is looked for from the repository's
 * root, and a name without an extension stands for the image of that name. A row's split is its split column's value, else the split that the policy gives the table, else `train`.
 * All other columns are attributes. A row that repeats another's path, split and label is left out and named.
 * @throws Fault `broken` when one of several tables is missing, or a table cannot be read on.
 */
async function readTable(snapshot, dataset) {
    const declared = dataset.table ?? {};
    const tables = typeof declared === 'string'
        ? [{ split: null, path: normaliseFolder(declared) }]
        : Object.entries(declared).map(([split, path]) => ({
            split: canonicalSplit(split),
            path: normaliseFolder(path),
        }));
    const missing = tables.find(({ path }) => !snapshot.files.has(path));
    if (missing !== undefined) {
        if (!tables.some(({ path }) => snapshot.files.has(path)))
            return null;
        throw new Fault('broken', `Expected the table ${missing.path} of dataset \`${dataset.name}\` but the commit has no such file. ` +
            'Add it, or take it out of the policy.', { path: missing.path });
    }
    const listing = emptyListing();
    listing.numericLabels = true;
    const seen = { last: new Map(), before: new Map() };
    for (const { split, path } of tables) {
        const table = readRowFile(await snapshot.read(path), path);
        addProblems(listing, table.problems);
        listRows(snapshot, dataset, table, split, seen, listing);
    }
    reportMissingImages(dataset, listing);
    return listing;
}
function listRows(snapshot, dataset, table, tableSplit, seen, listing) {
    const columns = findColumns(table, dataset.columns);
    const paths = table.columns.get(columns.path);
    const labels = columns.label === null ? null : table.columns.get(columns.label);
    const splits = columns.split === null ? null : table.columns.get(columns.split);
    const taken = new Set([columns.path, columns.label, columns.split]);
    const attributes = [...table.columns].filter(([name]) => !taken.has(name));
    const folder = dataset.images === undefined ? folderOf(table.path) : normaliseFolder(dataset.images);
    const unknownSplits = new Map();
    if (!listing.folders.includes(folder))
        listing.folders.push(folder);
    for (const [i, line] of table.line.entries()) {
        const at = { path: table.path, line };
        const path = findImage(snapshot, folder, paths[i]);
        if ('fault' in path) {
            addProblem(listing.problems, `Expected an image's path for \`${columns.path}\` in line ${line} of ${table.path} but received ${path.fault}. ` +
                `The row is left out: write the path relative to ${folder || "the repository's root"}.`, at);
            continue;
        }
        const written = splits === null ? null : splits[i];
        const split = written === null ? (tableSplit ?? 'train') : canonicalSplit(written);
        if (written !== null && !knownSplits.has(split))
            table_count(unknownSplits, split, line);
        const label = labels === null ? null : labels[i];
        const twin = findTwin(listing, seen, path.path, split, label);
        if (twin !== undefined) {
            addProblem(listing.problems, `Expected each image once in ${table.path} but line ${line} repeats line ${listing.line[twin]} of ` +
                `${listing.manifest[twin]} (${path.path}). The row is left out: remove it.`, at);
            continue;
        }
        const row = addSample(listing, {
            path: path.path,
            entry: snapshot.files.get(path.path),
            split,
            label,
            manifest: table.path,
            line,
        });
        table_remember(seen, path.path, row);
        for (const [name, values] of attributes)
            setAttribute(listing, name, row, values[i]);
    }
    for (const [split, { count, line }] of unknownSplits) {
        addProblem(listing.problems, `Expected train, validation or test for \`${columns.split}\` in ${table.path} but received \`${split}\` in ` +
            `${problems_counted(count, 'row')}.` +
            `${didYouMean(split, ['train', 'training', 'validation', 'test', 'testing'])} They are kept as a split of their own.`, { path: table.path, line });
    }
}
function findImage(snapshot, folder, written) {
    if (written === null)
        return { fault: 'nothing' };
    const path = resolvePath(folder, written);
    const isThere = (candidate) => snapshot.files.has(candidate);
    if ('path' in path && isThere(path.path))
        return path;
    const fromRoot = folder === '' ? path : resolvePath('', written);
    if ('path' in fromRoot && isThere(fromRoot.path))
        return fromRoot;
    const extended = 'path' in path ? withImageExtensions(path.path).find(isThere) : undefined;
    return extended === undefined ? path : { path: extended };
}
/** An earlier row with the same path, split and label. Rows that differ in one of these stay: they contradict each other, and rules say so. */
function findTwin(listing, seen, path, split, label) {
    let row = seen.last.get(path);
    while (row !== undefined && (listing.split[row] !== split || listing.label[row] !== label))
        row = seen.before.get(row);
    return row;
}
function table_remember(seen, path, row) {
    const before = seen.last.get(path);
    if (before !== undefined)
        seen.before.set(row, before);
    seen.last.set(path, row);
}
function table_count(counts, name, line) {
    const entry = counts.get(name);
    if (entry === undefined)
        counts.set(name, { count: 1, line });
    else
        entry.count++;
}
/** All images missing is one mistake, not thousands. */
function reportMissingImages(dataset, listing) {
    if (listing.path.length === 0 || listing.hash.some((hash) => hash !== ''))
        return;
    addProblem(listing.problems, `None of the ${listing.path.length} images that ${listing.manifest[0]} lists is in the commit (${listing.path[0]}). ` +
        `Set \`images\` of dataset \`${dataset.name}\` to the folder that the paths are relative to, or commit the images.`, { path: listing.manifest[0], line: listing.line[0] });
}

;// CONCATENATED MODULE: ./lib/src/gather/samples.js








const readers = { imagefolder: readImageFolder, table: readTable };
/** Lists each dataset of the policy. One of which the commit has nothing is left out; one that cannot be read is a fault. */
const samples = {
    fact: 'samples',
    async gather(snapshot, policy, tools) {
        const entries = [];
        const faults = [];
        const datasets = Object.entries(policy.datasets);
        for (const [done, [name, dataset]] of datasets.entries()) {
            tools.signal.throwIfAborted();
            tools.progress('List images', done, datasets.length);
            try {
                const listed = await listDataset(snapshot, policy, name, dataset);
                if (listed !== null)
                    entries.push([name, listed]);
                else
                    tools.note(`Dataset \`${name}\`: ${snapshot.side} (${snapshot.commit.slice(0, 7)}) has no ${samples_placesOf(dataset)}.`);
            }
            catch (error) {
                if (!(error instanceof Fault))
                    throw error;
                faults.push({ name, fault: error });
            }
        }
        tools.progress('List images', datasets.length, datasets.length);
        return { entries: Object.fromEntries(entries), faults };
    },
};
async function listDataset(snapshot, policy, name, dataset) {
    const at = (...keys) => policyPosition(policy, 'datasets', name, ...keys);
    const listing = await readers[dataset.format](snapshot, dataset);
    if (listing === null)
        return null;
    if (dataset.attributes !== undefined)
        await joinAttributes(snapshot, dataset.attributes, at('attributes'), listing);
    const attributes = completed(listing);
    for (const group of dataset.groups)
        requireAttribute(attributes, group, 'groups', dataset, at('groups'));
    if (dataset.unit !== undefined)
        requireAttribute(attributes, dataset.unit, 'unit', dataset, at('unit'));
    const declared = dataset.labels === undefined ? null : await readClassList(snapshot, dataset.labels, at('labels'));
    const inUse = new Set(listing.label.filter((label) => label !== null));
    if (declared !== null)
        reportUnknownLabels(listing, declared.classes, declared.at.path);
    return {
        dataset: name,
        format: dataset.format,
        count: listing.path.length,
        classes: declared?.classes ?? sortClasses(inUse, listing.numericLabels),
        classesAt: declared?.at ?? null,
        path: listing.path,
        hash: listing.hash,
        bytes: Float64Array.from(listing.bytes),
        split: listing.split,
        label: listing.label,
        attributes,
        groups: dataset.groups,
        unit: dataset.unit === undefined ? null : attributes[dataset.unit],
        manifest: listing.manifest,
        line: Int32Array.from(listing.line),
        problems: listProblems(listing.problems),
        orientation: dataset.orientation ?? 'unsaid',
    };
}
/** Attribute columns at their full length. */
function completed(listing) {
    for (const values of listing.attributes.values())
        while (values.length < listing.path.length)
            values.push(null);
    return Object.fromEntries(listing.attributes);
}
function requireAttribute(attributes, name, key, dataset, at) {
    if (Object.hasOwn(attributes, name))
        return;
    const names = Object.keys(attributes);
    const received = names.length === 0 ? 'no attributes' : names.map((column) => `\`${column}\``).join(', ');
    throw new Fault('broken', `Expected an attribute \`${name}\` for \`${key}\` of dataset \`${dataset.name}\` but received ${received}.` +
        `${didYouMean(name, names)} Add the column${dataset.attributes ? ` to ${dataset.attributes}` : ''}, or change the policy.`, at);
}
function reportUnknownLabels(listing, classes, list) {
    const known = new Set(classes);
    const unknown = new Map();
    for (const [row, label] of listing.label.entries()) {
        if (label === null || known.has(label))
            continue;
        const found = unknown.get(label);
        if (found === undefined)
            unknown.set(label, { count: 1, first: row });
        else
            found.count++;
    }
    for (const [label, { count, first }] of unknown) {
        const path = listing.manifest[first] || listing.path[first];
        const line = listing.line[first] || undefined;
        addProblem(listing.problems, `Expected a class of ${list} but received \`${label}\` for ${problems_counted(count, 'image')} (${listing.path[first]}).` +
            `${didYouMean(label, classes)} Correct the label, or add the class to the list.`, line === undefined ? { path } : { path, line });
    }
}
function samples_placesOf(dataset) {
    if (dataset.format === 'imagefolder')
        return `images in ${Object.values(dataset.splits ?? { root: dataset.root ?? '.' }).join(', ')}`;
    return `table ${typeof dataset.table === 'string' ? dataset.table : Object.values(dataset.table ?? {}).join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/src/score/single-units.js

/** Units of a mean over images. */
function meanOfUnits(values, cluster) {
    const units = groupRows(values.length, cluster).map((rows) => ({
        sum: rows.reduce((total, i) => total + values[i], 0),
        size: rows.length,
    }));
    const { counts, representatives } = groupTypes(units, ({ sum, size }) => `${sum} ${size}`);
    return {
        counts,
        score(drawn) {
            let total = 0;
            let images = 0;
            representatives.forEach(({ sum, size }, t) => {
                total += drawn[t] * sum;
                images += drawn[t] * size;
            });
            return total / images;
        },
    };
}
/** Units of a score of per-class counts. */
function tallyOfUnits({ truth, predicted, classes }, score, cluster) {
    const cell = (i) => truth[i] * classes + predicted[i];
    const { counts, representatives } = groupTypes(groupRows(truth.length, cluster), (rows) => rows.map(cell).sort().join(' '));
    const tallies = {
        support: new Float64Array(classes),
        predicted: new Float64Array(classes),
        hits: new Float64Array(classes),
    };
    return {
        counts,
        score(drawn) {
            tallies.support.fill(0);
            tallies.predicted.fill(0);
            tallies.hits.fill(0);
            representatives.forEach((rows, t) => {
                for (const i of rows) {
                    tallies.support[truth[i]] += drawn[t];
                    tallies.predicted[predicted[i]] += drawn[t];
                    if (truth[i] === predicted[i])
                        tallies.hits[truth[i]] += drawn[t];
                }
            });
            return score(tallies);
        },
    };
}
/** Units of any other score that can be computed under one weight per image. */
function weightedOfUnits(score, n, cluster) {
    const units = groupRows(n, cluster);
    const weights = new Float64Array(n);
    return {
        counts: new Int32Array(units.length).fill(1),
        score(drawn) {
            units.forEach((rows, t) => {
                for (const i of rows)
                    weights[i] = drawn[t];
            });
            return score(weights);
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/score/classification/single.js



/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} as `computeScore` does
 */
function scoredUnits(name, columns, cluster) {
    checkColumns(columns);
    const score = classificationScore(name);
    checkProbabilities(name, columns);
    switch (score.kind) {
        case 'mean':
            return meanOfUnits(score.perSample(columns), cluster);
        case 'tallies':
            return tallyOfUnits(columns, score.ofTallies, cluster);
        case 'corpus':
            return weightedOfUnits(score.prepare(columns), columns.truth.length, cluster);
    }
}

;// CONCATENATED MODULE: ./lib/src/statistics/bootstrap-interval.js



/**
 * BCa bootstrap interval of a statistic of one sample, or of several that are independent (a train and a test set).
 *
 * @param options.key - key of the random stream, such as `[seed, model, score]`
 * @param options.confidence - coverage in (0, 1). Default 0.95
 * @param options.resamples - Default 2 000; the Monte-Carlo error of a 95 % bound is then 5 % of the standard error
 */
function bootstrapInterval({ samples, statistic }, { key, confidence = 0.95, resamples = 2000, }) {
    const value = statistic(samples);
    const undefinedEstimate = { value, interval: [Number.NaN, Number.NaN], standardError: Number.NaN };
    if (Number.isNaN(value))
        return undefinedEstimate;
    const drawn = samples.map((counts) => new Int32Array(counts.length));
    const samplers = samples.map((counts, s) => multinomialSampler(counts, randomStream([...key, 'interval', s])));
    const values = Float64Array.from({ length: resamples }, () => {
        samplers.forEach((sample, s) => {
            sample(drawn[s]);
        });
        return statistic(drawn);
    })
        .filter((resampled) => !Number.isNaN(resampled))
        .sort();
    if (values.length === 0)
        return undefinedEstimate;
    const correction = { bias: biasCorrection(values, value), acceleration: acceleration(samples, statistic) };
    return { value, interval: bcaInterval(values, correction, confidence), standardError: standardDeviation(values) };
}

;// CONCATENATED MODULE: ./lib/src/gather/scores.js









/** Raised when a score or its interval changes its meaning. */
const scores_version = 1;
/** The scores of each model's predictions, split by split, class by class and group by group. */
const scores_scores = {
    fact: 'scores',
    async gather(_snapshot, _policy, { cache }, { facts }) {
        const entries = {};
        for (const predictions of Object.values(facts.predictions ?? {})) {
            const model = facts.models?.[predictions.model];
            const samples = facts.samples?.[predictions.dataset];
            if (model && samples)
                entries[predictions.model] = scoresOf(model, predictions, samples, cache);
        }
        return { entries, faults: [] };
    },
};
function scoresOf(model, predictions, samples, cache) {
    const evaluation = evaluationSplit(samples) ?? 'test';
    const { classes } = predictions;
    const columns = new Map(Object.values(predictions.splits).map((split) => [split.split, columnsOver(classes, classes, split)]));
    return {
        model: model.model,
        dataset: predictions.dataset,
        evaluation,
        splits: Object.fromEntries(Object.values(predictions.splits).map((split) => [
            split.split,
            scoreSplit(model, classes, split, samples, cache),
        ])),
        gap: gapOf(model, columns.get('train'), columns.get(evaluation), cache),
    };
}
function scoreSplit(model, classes, split, samples, cache) {
    const columns = columnsOver(classes, classes, split);
    const tallies = tallyClasses(columns);
    const [precision, recall, f1] = [precisionOfClass, recallOfClass, f1OfClass].map((ofClass) => perClass(ofClass, tallies));
    const confusion = confusionMatrix(columns);
    const values = Object.fromEntries(scoreNames.map((name) => [name, defined(computeScore(name, columns))]));
    return {
        split: split.split,
        n: split.rows.length,
        values,
        declared: {
            name: model.score,
            value: values[model.score] ?? null,
            interval: isScoreName(model.score) ? intervalOf(model.score, columns, [model.model, split.split], cache) : null,
        },
        classes: classes.map((name, index) => ({
            name,
            n: tallies.support[index],
            precision: precision[index],
            recall: recall[index],
            f1: f1[index],
        })),
        groups: groupScores(split, samples),
        confusion: classes.map((_, row) => [...confusion.subarray(row * classes.length, (row + 1) * classes.length)]),
    };
}
function intervalOf(name, columns, key, cache) {
    return remember(cache, `score-intervals@${scores_version}`, digest(name, ...key, columnsDigest(columns)), () => {
        const { counts, score } = scoredUnits(name, columns);
        const { interval } = bootstrapInterval({ samples: [counts], statistic: ([drawn]) => score(drawn) }, { key: ['score', ...key] });
        return interval.some(Number.isNaN) ? null : interval;
    });
}
function groupScores(split, samples) {
    return samples.groups.flatMap((attribute) => {
        const column = samples.attributes[attribute] ?? [];
        const counts = new Map();
        split.rows.forEach((row, index) => {
            const value = column[row];
            if (value === null || value === undefined)
                return;
            const count = counts.get(value) ?? { n: 0, right: 0 };
            count.n += 1;
            if (split.predicted[index] === split.truth[index])
                count.right += 1;
            counts.set(value, count);
        });
        return [...counts]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([value, { n, right }]) => ({ attribute, value, n, accuracy: right / n }));
    });
}
/** How much better the model is on images it was trained on, in the direction in which more is better; two independent samples. */
function gapOf({ model, score: name }, train, held, cache) {
    if (!train || !held || !isScoreName(name))
        return null;
    const key = digest(name, model, columnsDigest(train), columnsDigest(held));
    return remember(cache, `score-gaps@${scores_version}`, key, () => {
        const sign = classificationScore(name).direction === 'higher' ? 1 : -1;
        const [seen, unseen] = [train, held].map((columns) => scoredUnits(name, columns));
        const { value, interval } = bootstrapInterval({ samples: [seen.counts, unseen.counts], statistic: ([a, b]) => sign * (seen.score(a) - unseen.score(b)) }, { key: ['gap', model, name] });
        if (Number.isNaN(value))
            return null;
        return { train: computeScore(name, train), evaluation: computeScore(name, held), value, interval };
    });
}
function defined(value) {
    return Number.isFinite(value) ? value : null;
}

;// CONCATENATED MODULE: ./lib/src/gather/targets.js

/** The policy's targets, with the models that run on each. */
const targets = {
    fact: 'targets',
    async gather(_, policy) {
        const entries = Object.keys(policy.targets).map((name) => [name, targetOf(policy, name)]);
        return { entries: Object.fromEntries(entries), faults: [] };
    },
};
/** A budget in FLOPs is one of half as many multiply–accumulates: each is two operations. */
function targetOf(policy, name) {
    const { models, provider, batch, latencyTolerance, parameters, flops, fileMb, memoryMb } = policy.targets[name];
    const macs = flops === undefined ? undefined : flops / 2;
    const budgets = Object.entries({ parameters, macs, fileMb, memoryMb }).filter(([, budget]) => budget !== undefined);
    return {
        target: name,
        models: models ?? Object.keys(policy.models),
        provider,
        batch,
        latencyTolerance,
        budgets: Object.fromEntries(budgets),
        at: policyPosition(policy, 'targets', name),
    };
}

;// CONCATENATED MODULE: ./lib/src/gather/gather.js














/** In order: each may read the facts of those before it. */
const gatherers = [
    samples,
    images_images,
    models,
    governance,
    targets,
    predictions,
    scores_scores,
    baselines,
    probes,
    memory,
];
const pairGatherers = [changes, modelChanges, gate, comparisons, latency];
/** The facts that each one is made from. */
const sources = {
    images: ['samples'],
    predictions: ['models', 'samples'],
    scores: ['predictions'],
    baselines: ['predictions'],
    probes: ['predictions', 'images'],
    memory: ['models', 'targets'],
    changes: ['samples'],
    modelChanges: ['models'],
    comparisons: ['predictions'],
    latency: ['models', 'targets'],
};
/** The facts to gather so that the asked ones can be: what nobody reads costs nothing. */
function withSources(asked) {
    const wanted = new Set();
    const add = (fact) => {
        if (wanted.has(fact))
            return;
        wanted.add(fact);
        sources[fact]?.forEach(add);
    };
    for (const fact of asked)
        add(fact);
    return wanted;
}
/** Gathers one side. What cannot be read is an entry of `unread`, never an exception; only an abort throws. */
async function gatherSide(snapshot, policy, tools, wanted) {
    const gathered = { facts: {}, unread: [] };
    for (const gatherer of gatherers.filter(({ fact }) => wanted.has(fact))) {
        tools.signal.throwIfAborted();
        const result = await attempt(() => gatherer.gather(snapshot, policy, tools, gathered), tools.signal);
        if (Object.keys(result.entries).length > 0)
            Object.assign(gathered.facts, { [gatherer.fact]: result.entries });
        gathered.unread.push(...gather_unreadOf(gatherer.fact, result));
    }
    gathered.unread.push(...consequences(policy, gathered.unread));
    return gathered;
}
/** Gathers what exists only between the two sides. */
async function gatherPair(base, head, policy, tools, wanted) {
    const pair = { facts: {}, unread: [] };
    for (const gatherer of pairGatherers.filter(({ fact }) => wanted.has(fact))) {
        tools.signal.throwIfAborted();
        const result = await attempt(() => gatherer.gather(base, head, policy, tools), tools.signal);
        Object.assign(pair.facts, { [gatherer.fact]: result.entries });
        pair.unread.push(...gather_unreadOf(gatherer.fact, result));
    }
    return pair;
}
async function attempt(work, signal) {
    try {
        return await work();
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        const fault = error instanceof Fault
            ? error
            : new Fault('unavailable', `The gate failed here, which is a bug of ours: ${messageOf(error)}`);
        return { entries: {}, faults: [{ name: 'everything', fault }] };
    }
}
function gather_unreadOf(fact, { faults }) {
    return faults.map(({ name, fault }) => ({
        fact,
        name,
        kind: fault.kind === 'broken' ? 'broken' : 'unavailable',
        reason: fault.message,
        ...(fault.at ? { at: fault.at } : {}),
    }));
}
/** Facts by dataset; all others have models' names. */
const ofDatasets = new Set(['samples', 'images', 'changes']);
/** What is made from an unread fact is unread too: a rule that reads scores must not pass because the model was broken. */
function consequences(policy, unread) {
    const also = new Map();
    for (const cause of unread) {
        for (const fact of madeFrom(cause.fact)) {
            const isOfModels = ofDatasets.has(cause.fact) && !ofDatasets.has(fact);
            const names = isOfModels
                ? Object.values(policy.models).flatMap(({ name, data }) => (data === cause.name ? [name] : []))
                : [cause.name];
            for (const name of names)
                also.set(`${fact}/${name}`, { ...cause, fact, name, source: cause.name });
        }
    }
    return [...also.values()];
}
/** All facts that are made from one, directly or not. */
function madeFrom(source) {
    return Object.keys(sources).filter((fact) => fact !== source && withSources([fact]).has(source));
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./lib/src/gather/relevance.js

const picture = /\.(?:png|jpe?g|webp|gif|tiff?|bmp)$/i;
const relevance_document = /^(?:licen[cs]e|copying|readme)(?:\.[^/]*)?$/i;
/** Whether a change touches anything that one of the policies names. */
function isTouched(policies, { added, removed, modified, renamed }) {
    const relevant = policies.map(relevanceOf);
    const paths = [...added, ...removed, ...modified, ...renamed.flatMap(({ from, to }) => [from, to])];
    return paths.some((path) => relevant.some((isRelevant) => isRelevant(path)));
}
/** Tells whether a path can change a fact: the datasets' and models' files and folders, their documents, the policy, workflows. */
function relevanceOf(policy) {
    const files = new Set([policy.source.path]);
    const folders = ['.github/workflows'];
    const add = (path) => {
        if (path !== undefined)
            files.add(external_node_path_.posix.normalize(path));
    };
    for (const { splits, root, table, images, attributes, labels } of Object.values(policy.datasets)) {
        folders.push(...Object.values(splits ?? {}), ...(root ? [root] : []), ...(images ? [images] : []));
        for (const path of typeof table === 'string' ? [table] : Object.values(table ?? {})) {
            add(path);
            folders.push(external_node_path_.posix.dirname(path));
        }
        add(attributes);
        if (typeof labels === 'string')
            add(labels);
    }
    for (const { file, labels, preprocessing, card } of Object.values(policy.models)) {
        add(file);
        add(card);
        folders.push(external_node_path_.posix.dirname(file));
        if (typeof labels === 'string')
            add(labels);
        if (typeof preprocessing === 'string')
            add(preprocessing);
    }
    const inside = folders.map((folder) => external_node_path_.posix.normalize(folder).replace(/\/$/, '')).filter((folder) => folder !== '.');
    const parents = new Set(inside.flatMap(ancestors));
    return (path) => {
        if (files.has(path) || picture.test(path))
            return true;
        if (inside.some((folder) => path.startsWith(`${folder}/`)))
            return true;
        const folder = external_node_path_.posix.dirname(path);
        return relevance_document.test(external_node_path_.posix.basename(path)) && parents.has(folder === '.' ? '' : folder) && !isRootReadme(path);
    };
}
/** A repository's own README says nothing of data or models; one beside them is their card. */
function isRootReadme(path) {
    return /^readme/i.test(path);
}
function ancestors(folder) {
    const parts = folder.split('/');
    return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

;// CONCATENATED MODULE: ./lib/src/git/changes.js
/**
 * Compares two listings by content hash. A removed file is renamed to an added one with equal content; among several, to
 * one with the same name if there is one, else to the next in path order. Empty files are never renames.
 */
function changedPaths(base, head) {
    const modified = [];
    const appeared = [];
    for (const [path, entry] of head) {
        const before = base.get(path);
        if (!before)
            appeared.push(entry);
        else if (before.hash !== entry.hash || before.kind !== entry.kind)
            modified.push(path);
    }
    const vanished = [];
    for (const [path, entry] of base)
        if (!head.has(path))
            vanished.push(entry);
    const source = pairMoved(vanished, appeared);
    const sources = new Set(source.values());
    return {
        added: appeared.flatMap(({ path }) => (source.has(path) ? [] : [path])),
        removed: vanished.flatMap(({ path }) => (sources.has(path) ? [] : [path])),
        modified,
        renamed: appeared.flatMap(({ path }) => (source.has(path) ? [{ from: source.get(path), to: path }] : [])),
    };
}
/** Path before the move, by path after it. */
function pairMoved(vanished, appeared) {
    const sources = changes_byContent(vanished);
    const source = new Map();
    for (const [content, targets] of changes_byContent(appeared)) {
        const candidates = sources.get(content);
        if (!candidates)
            continue;
        for (const { from, to } of pairSame(candidates, targets))
            source.set(to, from);
    }
    return source;
}
/** Pairs paths of the same content: those of the same name first, the others in path order. */
function pairSame(sources, targets) {
    if (sources.length === 1 && targets.length === 1)
        return [{ from: sources[0], to: targets[0] }];
    const waiting = Map.groupBy(sources.toReversed(), nameOf);
    const byName = targets.flatMap((to) => {
        const from = waiting.get(nameOf(to))?.pop();
        return from === undefined ? [] : [{ from, to }];
    });
    const [pairedFrom, pairedTo] = [new Set(byName.map(({ from }) => from)), new Set(byName.map(({ to }) => to))];
    const restFrom = sources.filter((from) => !pairedFrom.has(from));
    const restTo = targets.filter((to) => !pairedTo.has(to));
    return [...byName, ...restTo.slice(0, restFrom.length).map((to, index) => ({ from: restFrom[index], to }))];
}
/** Paths of files with content, by hash; symbolic links apart, since a link's hash may equal a file's. */
function changes_byContent(entries) {
    const paths = new Map();
    for (const { path, hash, bytes, kind } of entries) {
        if (bytes === 0 && kind !== 'submodule')
            continue;
        const content = kind === 'symlink' ? `symlink ${hash}` : hash;
        const same = paths.get(content);
        if (same)
            same.push(path);
        else
            paths.set(content, [path]);
    }
    return paths;
}
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./lib/src/git/run.js


/** Milliseconds after the end of git in which its output is still awaited. */
const LINGER = 2000;
/** `git cat-file --batch-command` came with 2.36. */
const OLDEST_GIT = '2.36';
/** No hook, no monitor, no helper of the repository runs; no remote helper but git's own transports. */
const CONFIGURATION = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.attributesFile=/dev/null',
    'core.splitIndex=false',
    'safe.directory=*',
    'gc.auto=0',
    'maintenance.auto=false',
    'fetch.recurseSubmodules=false',
    'fetch.writeCommitGraph=false',
    'http.lowSpeedLimit=1000',
    'http.lowSpeedTime=30',
].flatMap((setting) => ['-c', setting]);
/** What `git rev-parse --local-env-vars` lists, less the configuration that may carry credentials: a calling hook must not redirect us. */
const LOCAL_VARIABLES = [
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_COMMON_DIR',
    'GIT_CONFIG',
    'GIT_DIR',
    'GIT_GRAFT_FILE',
    'GIT_IMPLICIT_WORK_TREE',
    'GIT_INDEX_FILE',
    'GIT_NAMESPACE',
    'GIT_OBJECT_DIRECTORY',
    'GIT_PREFIX',
    'GIT_REPLACE_REF_BASE',
    'GIT_SHALLOW_FILE',
    'GIT_WORK_TREE',
];
/** The job's own inputs and tokens, which git has no use for. */
const JOB_VARIABLE = /^(?:INPUT|ACTIONS)_/i;
function environment({ env, remoteTimeout }) {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !LOCAL_VARIABLES.includes(name) && !JOB_VARIABLE.test(name)));
    return {
        GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
        SSH_ASKPASS_REQUIRE: 'never',
        ...inherited,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GCM_INTERACTIVE: 'never',
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_LITERAL_PATHSPECS: '1',
        // Older gits know no GIT_NO_LAZY_FETCH; without a transport they cannot fetch either.
        ...(remoteTimeout === undefined ? { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' } : {}),
        ...env,
    };
}
/** Starts git in `directory`. The caller ends its input, reads its output, and kills it if it leaves early. */
function startGit(directory, args, options = {}) {
    const { signal, remoteTimeout } = options;
    const remote = remoteTimeout !== undefined;
    const child = (0,external_node_child_process_.spawn)('git', ['-C', directory, ...CONFIGURATION, ...args], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: environment(options),
        // A session of its own: ssh finds no terminal to ask on, and the transport's children end with it.
        detached: remote && process.platform !== 'win32',
        windowsHide: true,
    });
    const stderr = [];
    let running = true;
    let late = false;
    let lingering;
    const kill = () => {
        if (!running || child.pid === undefined)
            return;
        if (remote && process.platform !== 'win32')
            process.kill(-child.pid, 'SIGKILL');
        else
            child.kill('SIGKILL');
    };
    const timer = remote
        ? setTimeout(() => {
            late = true;
            kill();
        }, remoteTimeout)
        : undefined;
    if (signal?.aborted)
        kill();
    signal?.addEventListener('abort', kill, { once: true });
    child.stdin.on('error', () => { });
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    child.on('exit', () => {
        running = false;
        // A helper that outlives git (ssh's ControlPersist) may hold its output open.
        if (remote)
            lingering = setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), LINGER);
    });
    const ended = new Promise((resolve, reject) => {
        const settle = () => {
            running = false;
            clearTimeout(timer);
            clearTimeout(lingering);
            signal?.removeEventListener('abort', kill);
        };
        child.on('error', (error) => {
            settle();
            reject(cannotStart(error));
        });
        child.on('close', (status) => {
            settle();
            if (signal?.aborted)
                reject(signal.reason);
            else
                resolve({ status, stderr: Buffer.concat(stderr).toString().trim(), late });
        });
    });
    ended.catch(() => { }); // whoever awaits it hears of it
    return { stdin: child.stdin, stdout: child.stdout, ended, kill };
}
/** Runs git to its end. An exit status other than 0 is an outcome; git that cannot be started is a Fault `unable`. */
async function git(directory, args, { input, ...options } = {}) {
    options.signal?.throwIfAborted();
    const process = startGit(directory, args, options);
    const stdout = [];
    process.stdout.on('data', (chunk) => stdout.push(chunk));
    process.stdin.end(input);
    const { status, stderr, late } = await process.ended;
    if (late)
        return { ok: false, status: null, stderr: `no answer within ${options.remoteTimeout / 1000} s` };
    return status === 0 ? { ok: true, stdout: Buffer.concat(stdout) } : { ok: false, status, stderr };
}
/** Runs git and resolves to its output without the last line break. A failure is a Fault `unable` with git's own last words. */
async function gitText(directory, args, options = {}) {
    const outcome = await git(directory, args, options);
    if (!outcome.ok)
        throw new Fault('unable', `\`git ${args[0]}\` failed in \`${directory}\`: ${lastWords(outcome.stderr)}`);
    return outcome.stdout.toString().replace(/\n$/, '');
}
function cannotStart(error) {
    if (error.code === 'ENOENT') {
        return new Fault('unable', `Expected git on the PATH but found none. Install git ${OLDEST_GIT} or newer.`);
    }
    return new Fault('unable', `git could not be started: ${error.message}. Check that git ${OLDEST_GIT} or newer runs here.`);
}
/** The line of git's messages that says why, as a sentence's end. */
function lastWords(stderr) {
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const telling = lines.findLast((line) => /^(fatal|error|remote):/.test(line)) ?? lines.at(-1) ?? 'no message';
    return telling.replace(/^(fatal|error|remote): */, '').replace(/[.\s]*$/, '.');
}

;// CONCATENATED MODULE: ./lib/src/git/remote.js

/** Milliseconds that a remote may take to name a branch's tip, to send commits, and to send content. */
const ANSWER = 20_000;
const HISTORY = 300_000;
const CONTENT = 3_600_000;
/** History is fetched in steps: this many commits more each time, and at last all of them. */
const DEEPEN = [50, 500, 5000];
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap='];
async function remoteTip(repository, remote, branch, signal) {
    const ref = `refs/heads/${branch}`;
    const outcome = await talk(repository, ['ls-remote', '--', remote, ref], { signal, remoteTimeout: ANSWER });
    if (!outcome.ok)
        return { unreachable: lastWords(outcome.stderr) };
    // ls-remote matches the ends of names: for `main` it lists a branch `refs/heads/main`, too.
    const lines = outcome.stdout.toString().split('\n');
    const tips = lines.map((line) => line.split('\t')).filter(([, name]) => name === ref);
    return { commit: tips[0]?.[0] ?? null };
}
/**
 * Brings one commit with its trees. A shallow clone stays shallow and gets no content (`--depth=1 --filter=blob:none`);
 * a complete one gets what a plain `git fetch` would bring. No ref is moved.
 */
function fetchCommit(repository, remote, commit, signal) {
    const shape = repository.shallow ? ['--depth=1', '--filter=blob:none'] : [];
    return talk(repository, [...FETCH, ...shape, '--', remote, commit], { signal, remoteTimeout: HISTORY });
}
/** Deepens the shallow history of `tips`, without content, until `find` answers or there is no more of it. */
async function deepenUntil(repository, remote, tips, find, signal) {
    for (const step of [...DEEPEN.map((count) => `--deepen=${count}`), '--unshallow']) {
        // Asked by the commits where the history is cut: the remote has them, also when it lacks head itself.
        const cuts = await gitText(repository.directory, ['rev-list', '--max-parents=0', ...tips], { signal });
        const args = [...FETCH, step, '--filter=blob:none', '--', remote, ...cuts.split('\n')];
        const outcome = await talk(repository, args, { signal, remoteTimeout: HISTORY });
        const complete = !outcome.ok && outcome.stderr.includes('--unshallow on a complete repository');
        if (!outcome.ok && !complete)
            return { refused: lastWords(outcome.stderr) };
        const answer = await find();
        if (answer !== null || complete)
            return { answer };
    }
    return { answer: null };
}
/** Brings many objects in one round trip: blobs themselves, trees with what is below them but no content. */
function fetchObjects(repository, remote, oids, signal) {
    return talk(repository, ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, '--filter=blob:none', '--stdin', '--', remote], { signal, remoteTimeout: CONTENT, input: `${oids.join('\n')}\n` });
}
/** Runs a git that talks to a remote (named after `--`), and starts no program that the repository names. */
function talk({ directory, programs }, args, options) {
    const cut = args.indexOf('--');
    const command = [...args.slice(0, cut), ...programs.options, ...args.slice(cut)];
    return git(directory, command, { ...options, env: programs.environment });
}

;// CONCATENATED MODULE: ./lib/src/git/programs.js
const HELPER = /^credential\.(?:.+\.)?helper$/s;
/** A helper that comes with git or is installed beside it, without arguments: `store`, `osxkeychain`, `manager` … */
const STOCK_HELPER = /^[a-z][a-z-]*$/;
/** `ssh` with a key and a file of known hosts, as actions/checkout writes it for its `ssh-key`. */
const PLAIN_SSH = /^(?:"[^"$`\\]*\bssh(?:\.exe)?"|(?:[\w./-]*\/)?ssh)((?: -i ("?)[\w$./:-]+\2| -o ("?)(?:StrictHostKeyChecking|CheckHostIP|IdentitiesOnly|UserKnownHostsFile)=[\w$./:-]+\3)*)$/;
/**
 * The programs that git may start when it talks to a remote: what the user's and the machine's configuration names, never
 * what the repository's own does, since a folder may come from anywhere.
 */
function trustedPrograms(settings) {
    const foreign = settings.filter(({ scope }) => scope === 'local' || scope === 'worktree');
    const own = settings.filter((setting) => !foreign.includes(setting));
    const trusted = (key) => own.findLast((setting) => setting.key === key)?.value;
    const overrides = [];
    const environment = {};
    const options = new Set();
    const ignored = new Set();
    for (const { key, value } of foreign) {
        if (key === 'core.sshcommand') {
            const plain = PLAIN_SSH.exec(value)?.[1];
            overrides.push([key, plain === undefined ? (trusted(key) ?? 'ssh') : `ssh${plain}`]);
            if (plain === undefined)
                ignored.add(key);
        }
        else if (key === 'core.askpass') {
            environment.GIT_ASKPASS = process.env.GIT_ASKPASS ?? trusted(key) ?? '';
            ignored.add(key);
        }
        else if (key === 'core.gitproxy') {
            environment.GIT_PROXY_COMMAND = process.env.GIT_PROXY_COMMAND ?? '';
            ignored.add(key);
        }
        else if (key === 'core.alternaterefscommand') {
            overrides.push([key, trusted(key) ?? ':']);
            ignored.add(key);
        }
        else if (/^remote\..+\.uploadpack$/s.test(key)) {
            // Of several values git takes the first, so that no setting overrides it.
            options.add('--upload-pack=git-upload-pack');
            ignored.add(key);
        }
        else if (HELPER.test(key) && value !== '' && !STOCK_HELPER.test(value)) {
            ignored.add(key);
        }
    }
    if ([...ignored].some((key) => HELPER.test(key))) {
        const kept = settings.filter(({ key, value, scope }) => HELPER.test(key) && (value === '' || STOCK_HELPER.test(value) || (scope !== 'local' && scope !== 'worktree')));
        // An empty helper empties git's list, in which every helper counts.
        overrides.push(['credential.helper', ''], ...kept.map(({ key, value }) => [key, value]));
    }
    return { environment: { ...environment, ...configuration(overrides) }, options: [...options], ignored: [...ignored] };
}
/** Settings as git takes them from the environment, after those that are there. */
function configuration(settings) {
    if (settings.length === 0)
        return {};
    const first = Number(process.env.GIT_CONFIG_COUNT ?? 0);
    const variables = { GIT_CONFIG_COUNT: String(first + settings.length) };
    settings.forEach(([key, value], index) => {
        variables[`GIT_CONFIG_KEY_${first + index}`] = key;
        variables[`GIT_CONFIG_VALUE_${first + index}`] = value;
    });
    return variables;
}

;// CONCATENATED MODULE: ./lib/src/git/repository.js




/**
 * Looks at the repository that contains `directory`.
 * @throws Fault `usage` when there is none, `unable` when git is missing, too old, or refuses the folder.
 */
async function openRepository(directory, signal) {
    const [place, configuration, version] = await Promise.all([
        git(directory, ['rev-parse', '--is-shallow-repository', '--git-common-dir'], { signal }),
        git(directory, ['config', '--null', '--show-scope', '--list'], { signal }),
        git(directory, ['version'], { signal }),
    ]);
    if (!place.ok)
        throw notARepository(directory, place.stderr);
    if (version.ok)
        checkVersion(version.stdout.toString());
    const answer = place.stdout.toString().replace(/\n$/, '');
    const shallow = answer.startsWith('true\n');
    const commonDirectory = (0,external_node_path_.resolve)(directory, answer.slice(answer.indexOf('\n') + 1));
    if (!configuration.ok) {
        const reason = lastWords(configuration.stderr);
        throw new Fault('unable', `The configuration of git in \`${directory}\` cannot be read: ${reason} Correct it.`);
    }
    const listed = readConfiguration(configuration.stdout.toString());
    const settings = new Map(listed.map(({ key, value }) => [key, value]));
    const remotes = [...new Set([...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))];
    const promisor = remotes.find((name) => /^(true|yes|on|1|)$/i.test(settings.get(`remote.${name}.promisor`) ?? 'no')) ??
        settings.get('extensions.partialclone') ??
        null;
    return {
        directory,
        commonDirectory,
        shallow,
        promisor,
        remotes: remotes.sort((a, b) => Number(b === 'origin') - Number(a === 'origin')),
        lfsObjects: (0,external_node_path_.resolve)(commonDirectory, settings.get('lfs.storage') ?? 'lfs', 'objects'),
        programs: trustedPrograms(listed),
    };
}
/** Records `<scope>\0<key>\n<value>\0`; a key alone stands for `true`. */
function readConfiguration(text) {
    const fields = text.split('\0');
    return Array.from({ length: (fields.length - 1) / 2 }, (_, index) => {
        const [scope, setting] = fields.slice(index * 2, index * 2 + 2);
        const cut = setting.indexOf('\n');
        return cut < 0
            ? { scope, key: setting, value: '' }
            : { scope, key: setting.slice(0, cut), value: setting.slice(cut + 1) };
    });
}
function checkVersion(text) {
    const found = /\d+(?:\.\d+)+/.exec(text)?.[0];
    if (found === undefined || found.localeCompare(OLDEST_GIT, 'en', { numeric: true }) >= 0)
        return;
    throw new Fault('unable', `Expected git ${OLDEST_GIT} or newer but found ${found}. Update git.`);
}
function notARepository(directory, stderr) {
    if (/dubious ownership|unsafe repository/.test(stderr)) {
        return new Fault('unable', `git refuses \`${directory}\`, which belongs to another user. Run \`git config --global --add safe.directory ${(0,external_node_path_.resolve)(directory)}\`.`);
    }
    if (/not a git repository|cannot change to/.test(stderr)) {
        return new Fault('usage', `Expected a git repository but found none in \`${directory}\`. Run the gate inside a clone, or name one with \`--repo\`; in a workflow, check the repository out first.`);
    }
    return new Fault('unable', `The repository in \`${directory}\` cannot be opened: ${lastWords(stderr)}`);
}

;// CONCATENATED MODULE: ./lib/src/git/nearest.js

/** The candidates that a mistyped name may have meant, nearest first (at most three). */
function nearestNames(name, candidates) {
    const tolerated = Math.max(2, Math.floor(name.length / 3));
    return candidates
        .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ candidate, distance }) => distance <= tolerated || (name.length > 2 && candidate.includes(name)))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 3)
        .map(({ candidate }) => candidate);
}

;// CONCATENATED MODULE: ./lib/src/git/revision.js



/** Full id of the commit that git finds under a revision (branch, tag, id, `HEAD~1` …), here; `null` when it finds none. */
async function findCommit({ directory }, revision, signal) {
    if (revision === '' || revision.startsWith('-'))
        return null;
    const outcome = await git(directory, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { signal });
    return outcome.ok ? outcome.stdout.toString().trim() : null;
}
/** Whether a commit is in the repository, asked without fetching it. */
async function hasCommit({ directory }, commit, signal) {
    const look = ['rev-list', '--no-walk', '--missing=allow-any', '--ignore-missing', commit];
    const outcome = await git(directory, look, { signal });
    return outcome.ok && outcome.stdout.length > 0;
}
/** The best common ancestor of two commits in the history that is here; `null` when there is none. */
async function mergeBase({ directory }, a, b, signal) {
    const outcome = await git(directory, ['merge-base', a, b], { signal });
    return outcome.ok ? outcome.stdout.toString().trim() : null;
}
/** Whether `commit` is reachable from `tip` in the history that is here. */
async function isAncestor({ directory }, commit, tip, signal) {
    return (await git(directory, ['merge-base', '--is-ancestor', commit, tip], { signal })).ok;
}
/** Full name of the ref that a symbolic ref points to. */
async function symbolicTarget({ directory }, ref, signal) {
    const outcome = await git(directory, ['symbolic-ref', '--quiet', ref], { signal });
    return outcome.ok ? outcome.stdout.toString().trim() : null;
}
/** The fault of a revision that does not exist, with the branches and tags that may have been meant. */
async function noSuchRevision(repository, name, revision, signal) {
    const refs = ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags'];
    const names = (await gitText(repository.directory, refs, { signal })).split('\n').filter(Boolean);
    if (names.length === 0 && !(await findCommit(repository, 'HEAD', signal))) {
        const where = `The repository in \`${repository.directory}\``;
        return new Fault('unable', `${where} has no commit yet, so there is nothing to check. Commit something first.`);
    }
    const nearest = nearestNames(revision, names);
    const way = nearest.length > 0 ? `Did you mean ${nearest.map((each) => `\`${each}\``).join(' or ')}?` : known(names);
    return new Fault('usage', `Expected a revision for \`${name}\` but received \`${revision}\`, which is not one here. ${way}`);
}
function known(names) {
    if (names.length === 0)
        return 'Give the id of a commit.';
    const shown = names.slice(0, 5).map((each) => `\`${each}\``);
    return `Give a commit or one of ${shown.join(', ')}${names.length > shown.length ? ' …' : ''}.`;
}

;// CONCATENATED MODULE: ./lib/src/git/search.js




/** The branch that a ref names, without `refs/heads/` or its remote; `null` for an id, a tag, or a revision like `HEAD~1`. */
function branchName({ remotes }, ref) {
    const prefixes = ['refs/heads/', ...remotes.flatMap((name) => [`refs/remotes/${name}/`, `${name}/`])];
    const prefix = prefixes.find((each) => ref.startsWith(each)) ?? '';
    const name = ref.slice(prefix.length);
    const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
    const isBranch = /^[^\s~^:?*[\\@-][^\s~^:?*[\\]*$/.test(name) && !/\.\.|@\{|^refs\/|^HEAD$/.test(name);
    return isBranch && !isId ? name : null;
}
/** The tip of the branch that `ref` names, as the remote has it now; `null` when there is no remote to ask or no branch named. */
async function askRemote({ repository, remote, signal }, ref) {
    const branch = branchName(repository, ref);
    return remote === null || branch === null ? null : remoteTip(repository, remote, branch, signal);
}
/** The tip of the branch that `ref` names, as it was fetched last; `null` when it never was. */
async function trackingCommit({ repository, signal }, ref) {
    const branch = branchName(repository, ref);
    const [remote] = repository.remotes;
    return branch && remote ? findCommit(repository, `refs/remotes/${remote}/${branch}`, signal) : null;
}
/**
 * Makes sure that a commit and its trees are here.
 * @throws Fault `unavailable` when they are not, and the remote cannot be asked or refuses.
 */
async function bringCommit(search, commit, what) {
    const { repository, remote, signal } = search;
    if (await hasCommit(repository, commit, signal))
        return;
    if (remote === null)
        throw notHere(what, 'there is no remote to fetch it from.');
    const outcome = await fetchCommit(repository, remote, commit, signal);
    if (!outcome.ok)
        throw notHere(what, `\`${remote}\` did not send it: ${lastWords(outcome.stderr)}`);
}
/** The fault of history that is not in this clone. */
function notHere(what, reason) {
    return new Fault('unavailable', `Expected ${what} in this clone but it is not here, and ${reason} Set \`fetch-depth: 0\` in the checkout step, run \`git fetch --unshallow\`, or let the machine reach the remote.`);
}

;// CONCATENATED MODULE: ./lib/src/git/refs.js





/**
 * Finds the commits that a run is about. Missing ones are fetched by id, without content where the clone is shallow or
 * partial, and a shallow history is deepened until the merge base is there. `mergeBase` (GitHub's answer to a comparison of
 * the two) spares that. No branch of the repository is moved.
 * @throws Fault `usage` for a revision that does not exist, `unable` for a repository without commits, `unavailable` for a
 * commit or a merge base that cannot be fetched.
 */
async function resolveCommits(directory, request, { signal, fetch = true } = {}) {
    const repository = await openRepository(directory, signal);
    const notes = [];
    const search = { repository, remote: fetch ? (repository.remotes[0] ?? null) : null, notes, signal };
    if (search.remote !== null && repository.programs.ignored.length > 0) {
        const settings = repository.programs.ignored.map((key) => `\`${key}\``).join(', ');
        notes.push(`The repository's own configuration names programs (${settings}) that are not run. Set them with \`git config --global\` if the remote needs them.`);
    }
    if ('audit' in request) {
        const head = await resolveHead(search, '--ref', request.audit);
        return { base: null, head, mergeBase: null, baseTip: null, notes };
    }
    const head = await resolveHead(search, '--head', request.head ?? {});
    const asked = request.base && (request.base.ref !== undefined || knownId(request.base)) ? request.base : null;
    const baseTip = await resolveBaseTip(search, asked ?? { ref: await defaultBranch(search) });
    const common = await findMergeBase(search, baseTip, head, request.mergeBase);
    const base = { commit: common ?? baseTip.commit, ref: baseTip.ref };
    if (common === null) {
        notes.push(`${named(baseTip)} and ${named(head)} share no history: head is compared with the tip of the base.`);
    }
    else if (common === head.commit) {
        notes.push(`${named(baseTip)} already holds ${named(head)}, so nothing differs. Name an earlier commit with \`--base\` to compare with it.`);
    }
    return { base, head, mergeBase: common, baseTip, notes };
}
async function resolveHead(search, flag, request) {
    const { repository, signal } = search;
    const { ref = 'HEAD' } = request;
    const sha = knownId(request);
    if (sha) {
        await bringCommit(search, sha, `head commit ${sha}`);
        return { commit: sha, ref: request.ref ?? '' };
    }
    const here = (await findCommit(repository, ref, signal)) ?? (await trackingCommit(search, ref));
    if (here)
        return { commit: here, ref };
    const tip = await askRemote(search, ref);
    if (!tip?.commit)
        throw await noSuchRevision(repository, flag, ref, signal);
    await bringCommit(search, tip.commit, `branch \`${ref}\``);
    return { commit: tip.commit, ref };
}
async function resolveBaseTip(search, request) {
    const { repository, remote, notes, signal } = search;
    const { ref } = request;
    const sha = knownId(request);
    if (ref === undefined) {
        await bringCommit(search, sha, `base commit ${sha}`);
        return { commit: sha, ref: '' };
    }
    const tip = await askRemote(search, ref);
    if (tip?.commit) {
        await bringCommit(search, tip.commit, `base branch \`${ref}\``);
        await noteUnpushed(search, ref, tip.commit);
        return { commit: tip.commit, ref };
    }
    const unreachable = tip?.unreachable;
    const here = await newest(search, [
        await trackingCommit(search, ref),
        sha && (await hasCommit(repository, sha, signal)) ? sha : null,
        await findCommit(repository, ref, signal),
    ]);
    if (here) {
        if (unreachable) {
            notes.push(`\`${remote}\` could not be asked for \`${ref}\`: ${unreachable} The base is what was fetched before.`);
        }
        return { commit: here, ref };
    }
    if (sha) {
        await bringCommit(search, sha, `base commit ${sha}`);
        return { commit: sha, ref };
    }
    if (unreachable)
        throw notHere(`base branch \`${ref}\``, `\`${remote}\` does not answer: ${unreachable}`);
    throw await noSuchRevision(repository, '--base', ref, signal);
}
/** The base when none is asked for: the remote's default branch, else `main` or `master`. */
async function defaultBranch({ repository, signal }) {
    const [remote] = repository.remotes;
    if (remote) {
        const head = await symbolicTarget(repository, `refs/remotes/${remote}/HEAD`, signal);
        if (head)
            return head.slice(`refs/remotes/${remote}/`.length);
    }
    for (const branch of ['main', 'master']) {
        if (remote && (await findCommit(repository, `refs/remotes/${remote}/${branch}`, signal)))
            return branch;
        if (await findCommit(repository, `refs/heads/${branch}`, signal))
            return branch;
    }
    throw new Fault('usage', 'Expected a base to compare with but found no default branch, `main` or `master`. Name one with `--base`, or run `vision-gate audit`.');
}
/** Of commits that were all the tip once, the one that the others lead to. */
async function newest({ repository, signal }, tips) {
    let best = null;
    for (const tip of tips) {
        if (tip && tip !== best && (best === null || (await isAncestor(repository, best, tip, signal))))
            best = tip;
    }
    return best;
}
async function noteUnpushed({ repository, remote, notes, signal }, ref, tip) {
    const branch = branchName(repository, ref);
    if (branch !== ref)
        return;
    const local = await findCommit(repository, `refs/heads/${branch}`, signal);
    if (!local || local === tip || (await isAncestor(repository, local, tip, signal)))
        return;
    notes.push(`The base is \`${branch}\` as \`${remote}\` has it; commits of the branch here that were not pushed are not part of it.`);
}
async function findMergeBase(search, { commit: base, ref }, { commit: head }, hint) {
    const { repository, remote, signal } = search;
    const here = await mergeBase(repository, base, head, signal);
    if (here || !repository.shallow)
        return here;
    if (hint) {
        await bringCommit(search, fullId(hint), `merge base ${hint}`);
        return hint;
    }
    const what = `the history between base ${ref ? `\`${ref}\`` : base} and head ${head}`;
    if (remote === null)
        throw notHere(what, 'there is no remote to fetch it from.');
    const found = await deepenUntil(repository, remote, [base, head], () => mergeBase(repository, base, head, signal), signal);
    if ('refused' in found)
        throw notHere(what, `\`${remote}\` did not send it: ${found.refused}`);
    return found.answer;
}
/** The requested id, unless it is absent or all zeros. */
const knownId = ({ sha }) => (sha && !/^0+$/.test(sha) ? fullId(sha) : undefined);
function fullId(sha) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
        return sha;
    throw new Fault('usage', `Expected the full id of a commit but received \`${sha}\`. Give all of its 40 or 64 digits.`);
}
const named = ({ commit, ref }) => (ref ? `\`${ref}\`` : commit);

;// CONCATENATED MODULE: ./lib/src/git/tree.js



/** Id in git of an entry whose hash is `git:<oid>`. */
const gitOid = (hash) => hash.slice('git:'.length);
/**
 * Lists a commit's tree. Blobs that a partial clone left out stay where they are.
 * @throws Fault `unavailable` when the commit or a tree of it is not here, `broken` when the tree names a path twice.
 */
async function listTree(repository, commit, signal) {
    const partial = repository.promisor !== null;
    if (partial)
        await bringTrees(repository, commit, signal);
    // `ls-tree -l` resolves each blob's type along its delta chain; asking for sizes alone takes a third of the time.
    const sizes = startGit(repository.directory, ['cat-file', '--batch-check=%(objectsize)', '--buffer'], { signal });
    const answers = tree_collect(sizes);
    answers.catch(() => { }); // an abort is heard of below, too
    try {
        const files = new Map();
        const asked = [];
        let listed = 0;
        for await (const records of listRecords(repository, commit, signal)) {
            const entries = parseRecords(records);
            for (const entry of entries) {
                files.set(entry.path, entry);
                listed += 1;
                if (files.size < listed)
                    throw namedTwice(commit, entry.path);
            }
            if (!partial)
                askSizes(sizes, entries, asked);
        }
        const missing = new Set(partial ? await missingObjects(repository, [`${commit}^{tree}`], signal) : []);
        if (partial) {
            askSizes(sizes, [...files.values()].filter(({ hash }) => !missing.has(gitOid(hash))), asked);
        }
        sizes.stdin.end();
        const lines = (await answers).split('\n');
        asked.forEach((entry, index) => {
            entry.bytes = Number(lines[index]); // NaN for `<oid> missing`
        });
        return { files, missing };
    }
    finally {
        sizes.kill();
    }
}
function askSizes(sizes, entries, asked) {
    const blobs = entries.filter(({ kind }) => kind !== 'submodule');
    for (const blob of blobs)
        asked.push(blob);
    sizes.stdin.write(blobs.map(({ hash }) => `${gitOid(hash)}\n`).join(''), 'latin1');
}
async function tree_collect(process) {
    const chunks = [];
    process.stdout.on('data', (chunk) => chunks.push(chunk));
    await process.ended;
    return Buffer.concat(chunks).toString('latin1');
}
/** `ls-tree`'s output, in pieces of whole records. */
async function* listRecords(repository, commit, signal) {
    const listing = startGit(repository.directory, ['ls-tree', '-r', '-z', '--full-tree', commit], { signal });
    listing.stdin.end();
    try {
        let rest = Buffer.alloc(0);
        for await (const chunk of listing.stdout) {
            const records = Buffer.concat([rest, chunk]);
            const end = records.lastIndexOf(0) + 1;
            rest = records.subarray(end);
            if (end > 0)
                yield records.subarray(0, end);
        }
        const { status, stderr } = await listing.ended;
        if (status !== 0) {
            throw notListed(commit, stderr);
        }
    }
    finally {
        listing.kill();
    }
}
/** Records `<mode> <type> <oid>\t<path>\0`. A submodule's size is 0, a blob's is asked later. */
function parseRecords(records) {
    const text = records.toString('utf8');
    if (text.includes('\ufffd'))
        return splitBytes(records).map(parseUndecodable);
    const entries = [];
    for (let start = 0; start < text.length;) {
        const tab = text.indexOf('\t', start);
        const end = text.indexOf('\0', tab);
        entries.push(entryOf(text.slice(start, tab), text.slice(tab + 1, end)));
        start = end + 1;
    }
    return entries;
}
function entryOf(header, path) {
    const kind = header.startsWith('120000') ? 'symlink' : header.startsWith('160000') ? 'submodule' : 'file';
    const oid = header.slice(header.lastIndexOf(' ') + 1);
    return { path, hash: `git:${oid}`, bytes: kind === 'submodule' ? 0 : Number.NaN, kind };
}
function splitBytes(records) {
    const parts = [];
    for (let start = 0; start < records.length;) {
        const end = records.indexOf(0, start);
        parts.push(records.subarray(start, end));
        start = end + 1;
    }
    return parts;
}
function parseUndecodable(record) {
    const tab = record.indexOf(0x09);
    return entryOf(record.toString('latin1', 0, tab), quotePath(record.subarray(tab + 1)));
}
/** A path as text: UTF-8 as it is; other bytes as git prints them, quoted and in octal (`"caf\351.png"`). */
function quotePath(bytes) {
    const text = bytes.toString('utf8');
    if (Buffer.from(text).equals(bytes))
        return text;
    const quoted = [...bytes].map((byte) => {
        if (byte === 0x22 || byte === 0x5c)
            return `\\${String.fromCharCode(byte)}`;
        return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
    });
    return `"${quoted.join('')}"`;
}
function namedTwice(commit, path) {
    return new Fault('broken', `Expected each path once in commit ${commit} but \`${path}\` is there twice. Commit a tree with one entry for it.`, { path });
}
function notListed(commit, stderr) {
    return new Fault('unavailable', `The files of commit ${commit} cannot be listed: ${lastWords(stderr)} Fetch the commit, for example with \`fetch-depth: 0\` in the checkout step.`);
}
/** Brings the trees that a clone with `--filter=tree:<depth>` lacks. */
async function bringTrees(repository, commit, signal) {
    for (;;) {
        const trees = await missingObjects(repository, ['--no-walk', '--filter=blob:none', commit], signal);
        if (trees.length === 0)
            return;
        const outcome = await fetchObjects(repository, repository.promisor, trees, signal);
        if (!outcome.ok)
            throw notListed(commit, outcome.stderr);
    }
}
/** Objects of a partial clone that are not here, found without fetching them. */
async function missingObjects({ directory }, selection, signal) {
    const look = ['rev-list', '--objects', '--no-object-names', '--missing=print', ...selection];
    const outcome = await git(directory, look, { signal });
    if (!outcome.ok)
        return [];
    const lines = outcome.stdout.toString('latin1').split('\n');
    return lines.flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : []));
}

;// CONCATENATED MODULE: ./lib/src/git/partial.js




function missingBlobs(repository, missing, signal) {
    const has = ({ hash }) => hash.startsWith('git:') && missing.has(gitOid(hash));
    let last = Promise.resolve();
    async function fetch(entries) {
        const oids = [...new Set(entries.filter(has).map(({ hash }) => gitOid(hash)))];
        if (oids.length === 0)
            return null;
        const outcome = await fetchObjects(repository, repository.promisor, oids, signal);
        if (!outcome.ok)
            return lastWords(outcome.stderr);
        for (const oid of oids)
            missing.delete(oid);
        return null;
    }
    return {
        has,
        // One fetch after the other: the second need not bring what the first brings.
        fetch(entries) {
            const turn = last.then(() => fetch(entries));
            last = turn.catch(() => { });
            return turn;
        },
    };
}
/** The fault of a blob that a partial clone lacks, with the remote's reason. */
function notFetched({ promisor }, path, reason) {
    return new Fault('unavailable', `The content of \`${path}\` is not in this partial clone, and \`${promisor}\` did not send it: ${reason} Let the machine reach the remote, or clone without \`--filter\`.`, { path });
}

;// CONCATENATED MODULE: ./lib/src/git/objects.js


function openObjects(directory, signal) {
    const process = startGit(directory, ['cat-file', '--batch-command', '--buffer'], { signal });
    const output = byteReader(process.stdout);
    async function stopped() {
        const { stderr } = await process.ended;
        return new Fault('unavailable', `git stopped reading objects in \`${directory}\`: ${lastWords(stderr)} Run \`git fsck\` there, or clone it again.`);
    }
    /** Size in the header `<oid> <type> <size>`; `null` in `<oid> missing`. */
    async function header() {
        const line = await output.line();
        if (line === null)
            throw await stopped();
        const [, , size] = line.split(' ');
        return size === undefined ? null : Number(size);
    }
    return {
        async sizes(oids) {
            if (oids.length === 0)
                return [];
            process.stdin.write(`${oids.map((oid) => `info ${oid}\n`).join('')}flush\n`);
            const sizes = [];
            for (const _ of oids)
                sizes.push(await header());
            return sizes;
        },
        async *contents(oids) {
            if (oids.length === 0)
                return;
            process.stdin.write(`${oids.map((oid) => `contents ${oid}\n`).join('')}flush\n`);
            for (const _ of oids) {
                const size = await header();
                const content = size === null ? null : await output.bytes(size + 1);
                if (content === null)
                    throw await stopped();
                yield content.subarray(0, -1);
            }
        },
        close: process.kill,
    };
}
/** Pulls lines and blocks out of a stream, reading no further ahead than one of its chunks. */
function byteReader(stream) {
    const chunks = stream[Symbol.asyncIterator]();
    let chunk = Buffer.alloc(0);
    let offset = 0;
    async function next() {
        const { value, done } = await chunks.next();
        if (done)
            return false;
        chunk = value;
        offset = 0;
        return true;
    }
    return {
        /** Bytes up to the next line break; `null` at the end. */
        async line() {
            let line = '';
            for (;;) {
                const end = chunk.indexOf(0x0a, offset);
                if (end >= 0) {
                    line += chunk.toString('latin1', offset, end);
                    offset = end + 1;
                    return line;
                }
                line += chunk.toString('latin1', offset);
                if (!(await next()))
                    return null;
            }
        },
        /** The next `count` bytes; `null` when there are fewer. */
        async bytes(count) {
            const block = Buffer.allocUnsafeSlow(count);
            let filled = 0;
            for (;;) {
                const copied = chunk.copy(block, filled, offset, Math.min(chunk.length, offset + count - filled));
                filled += copied;
                offset += copied;
                if (filled === count)
                    return block;
                if (!(await next()))
                    return null;
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/git/pointers.js






/** Git LFS: "pointer files must be less than 1024 bytes". */
const POINTER_BYTES = 1024;
/** Larger attribute files are ignored, as git does (`ATTR_MAX_FILE_SIZE`). */
const ATTRIBUTES_BYTES = 100 * 1024 * 1024;
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n?$/;
/** What a Git LFS pointer file points to; `null` for any other content. Source: git-lfs/docs/spec.md. */
function parsePointer(content) {
    if (content.length >= POINTER_BYTES)
        return null;
    const match = POINTER.exec(Buffer.from(content).toString('latin1'));
    return match && { oid: match[1], bytes: Number(match[2]) };
}
/** Entries named `.gitattributes`: what decides which files are pointers. */
function attributesFiles(files) {
    return [...files.values()].filter(({ path, kind, bytes }) => kind === 'file' && !(bytes > ATTRIBUTES_BYTES) && (path === '.gitattributes' || path.endsWith('/.gitattributes')));
}
/**
 * The files that may be pointers: small (or of unknown size), and with `filter=lfs` by the commit's own `.gitattributes`,
 * as git itself matches them. `attributes` have to be in the repository already.
 */
async function pointerCandidates(repository, files, attributes, signal) {
    if (!(await mentionLfs(repository, attributes, signal)))
        return [];
    const small = [...files.values()].filter(({ kind, bytes }) => kind === 'file' && !(bytes >= POINTER_BYTES));
    if (small.length === 0)
        return [];
    // An index of the attribute files alone: `check-attr` matches names, whether the index has them or not.
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'vision-gate-index-'));
    try {
        const options = { signal, env: { GIT_INDEX_FILE: (0,external_node_path_.join)(folder, 'index') } };
        await gitText(repository.directory, ['update-index', '-z', '--index-info'], {
            ...options,
            input: attributes.map(({ hash, path }) => `100644 ${gitOid(hash)} 0\t${path}\0`).join(''),
        });
        const answers = await gitText(repository.directory, ['check-attr', '--cached', '--stdin', '-z', 'filter'], {
            ...options,
            input: small.map(({ path }) => `${path}\0`).join(''),
        });
        // Three fields for each path, in the order asked: path, attribute, value.
        const fields = answers.split('\0');
        return small.filter((_, index) => fields[index * 3 + 2] === 'lfs');
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function mentionLfs(repository, attributes, signal) {
    if (attributes.length === 0)
        return false;
    const objects = openObjects(repository.directory, signal);
    try {
        for await (const content of objects.contents(attributes.map(({ hash }) => gitOid(hash)))) {
            if (content.includes('filter=lfs'))
                return true;
        }
        return false;
    }
    finally {
        objects.close();
    }
}
/** Replaces each candidate that is a pointer by what it points to: hash `lfs:<sha256>`, and that content's size. */
async function followPointers(repository, candidates, signal) {
    if (candidates.length === 0)
        return;
    const objects = openObjects(repository.directory, signal);
    try {
        const sizes = await objects.sizes(candidates.map(({ hash }) => gitOid(hash)));
        const small = candidates.filter((_, index) => (sizes[index] ?? POINTER_BYTES) < POINTER_BYTES);
        let index = 0;
        for await (const content of objects.contents(small.map(({ hash }) => gitOid(hash)))) {
            const pointer = parsePointer(content);
            if (pointer)
                Object.assign(small[index], { hash: `lfs:${pointer.oid}`, bytes: pointer.bytes });
            index += 1;
        }
    }
    finally {
        objects.close();
    }
}

;// CONCATENATED MODULE: ./lib/src/git/content.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





/** Where the content with this hash is kept. The one place that knows the stores. */
function locateContent(repository, hash) {
    const [algorithm, oid] = hash.split(':');
    if (algorithm === 'git')
        return { store: 'git', oid: gitOid(hash) };
    if (algorithm === 'lfs') {
        return { store: 'lfs', oid, file: (0,external_node_path_.join)(repository.lfsObjects, oid.slice(0, 2), oid.slice(2, 4), oid) };
    }
    throw new Fault('unable', `Expected a hash \`git:…\` or \`lfs:…\` but received \`${hash}\`. Please report this.`);
}
/** Reads content from Git LFS's local store if it is there, whole, and what the pointer names; else a Fault `unavailable`. */
async function readLfsObject({ oid, file }, { path, bytes }, commit) {
    const fetch = `Run \`git lfs fetch origin ${commit}\` before the gate.`;
    const damaged = (found) => new Fault('unavailable', `Expected ${bytes} bytes with SHA-256 ${oid} for the Git LFS object of \`${path}\` but received ${found}. Delete \`${file}\`. ${fetch}`, { path });
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = __addDisposableResource(env_1, await (0,promises_.open)(file), true);
            const { size } = await handle.stat();
            if (size !== bytes)
                return damaged(`${size} bytes`);
            const content = await handle.readFile();
            return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex') === oid ? content : damaged('other content');
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        const { code, message } = error;
        const reason = code === 'ENOENT' ? `whose content (${bytes} bytes) is not here` : `that cannot be read: ${message}`;
        return new Fault('unavailable', `\`${path}\` is a Git LFS pointer ${reason}. ${fetch}`, { path });
    }
}

;// CONCATENATED MODULE: ./lib/src/git/read.js




/** Files whose sizes are checked, and whose contents are asked for, at a time. */
const WINDOW = 256;
/** Milliseconds that git waits for another single read before it is ended. */
const IDLE = 100;
/** Reads files in the order asked, through a git process of its own, no faster than they are taken. */
async function* readFiles(reading, paths) {
    const asked = [...paths];
    const refusal = await fetchContent(reading, asked);
    const objects = openObjects(reading.repository.directory, reading.signal);
    try {
        for (let start = 0; start < asked.length; start += WINDOW) {
            yield* readWindow(reading, objects, asked.slice(start, start + WINDOW), refusal);
        }
    }
    finally {
        objects.close();
    }
}
/** Reads single files, one after the other, through a git process that ends when it is not used. */
function singleReads(reading) {
    let objects;
    let idle;
    let last = Promise.resolve();
    const close = () => {
        objects?.close();
        objects = undefined;
    };
    async function read(path) {
        const refusal = await fetchContent(reading, [path]);
        objects ??= openObjects(reading.repository.directory, reading.signal);
        for await (const result of readWindow(reading, objects, [path], refusal)) {
            if ('fault' in result)
                throw result.fault;
            return result.bytes;
        }
        throw new Error('unreachable: one path gives one result');
    }
    return (path) => {
        clearTimeout(idle);
        const turn = last.then(() => read(path));
        last = turn.catch(close).finally(() => {
            clearTimeout(idle);
            idle = setTimeout(close, IDLE);
        });
        return turn;
    };
}
/** Fetches what of `paths` a partial clone lacks; resolves to the remote's reason when it refused. */
function fetchContent({ files, missing }, paths) {
    return missing.fetch(paths.flatMap((path) => files.get(path) ?? []).filter(({ kind }) => kind === 'file'));
}
async function* readWindow(reading, objects, paths, refusal) {
    const places = paths.map((path) => place(reading, path, refusal));
    const inGit = places.flatMap((where, index) => 'oid' in where && where.store === 'git' ? [{ index, oid: where.oid }] : []);
    const sizes = await objects.sizes(inGit.map(({ oid }) => oid));
    inGit.forEach(({ index }, row) => {
        const size = sizes[row];
        if (size === null) {
            places[index] = lacking(reading, paths[index]);
            return;
        }
        reading.files.get(paths[index]).bytes = size;
        if (size > reading.maxFileBytes)
            places[index] = tooLarge(reading, paths[index], size);
    });
    const contents = objects.contents(inGit.flatMap(({ index, oid }) => (places[index] instanceof Fault ? [] : [oid])));
    for (const [index, path] of paths.entries()) {
        reading.signal?.throwIfAborted();
        const where = places[index];
        if (where instanceof Fault)
            yield { path, fault: where };
        else if (where.store === 'git')
            yield { path, bytes: (await contents.next()).value };
        else {
            const content = await readLfsObject(where, reading.files.get(path), reading.commit);
            yield content instanceof Fault ? { path, fault: content } : { path, bytes: content };
        }
    }
}
/** Where a path's content is, or why it cannot be read. */
function place(reading, path, refusal) {
    const { repository, commit, files, missing, maxFileBytes } = reading;
    const entry = files.get(path);
    if (!entry) {
        const message = `Expected a file at \`${path}\` but commit ${commit} has none. Add it, or correct the path.`;
        return new Fault('broken', message, { path });
    }
    if (entry.kind !== 'file') {
        const kind = entry.kind === 'symlink' ? 'symbolic link' : 'submodule';
        return new Fault('broken', `Expected a file at \`${path}\` but found a ${kind}. Commit the file itself.`, { path });
    }
    if (entry.bytes > maxFileBytes)
        return tooLarge(reading, path, entry.bytes);
    if (missing.has(entry))
        return notFetched(repository, path, refusal ?? 'it was not asked for.');
    return locateContent(repository, entry.hash);
}
function tooLarge({ maxFileBytes }, path, bytes) {
    return new Fault('unavailable', `Expected at most ${maxFileBytes} bytes for \`${path}\` but received ${bytes}. Commit a smaller file, or leave it out of the policy.`, { path });
}
function lacking({ repository }, path) {
    return new Fault('unavailable', `The content of \`${path}\` is missing from the repository in \`${repository.directory}\`. Run \`git fsck\` there, or clone it again.`, { path });
}

;// CONCATENATED MODULE: ./lib/src/git/snapshot.js





/**
 * Opens one commit, given by its full id, from git's object store. Symbolic links and submodules are entries, never followed.
 * A Git LFS pointer becomes the entry of what it points to. What a partial clone lacks is fetched when it is read, and has
 * the size NaN until then.
 * @throws Fault `unavailable` when the commit's trees, its `.gitattributes` or its pointers are not here and cannot be fetched.
 */
async function openSnapshot(directory, commit, side, { signal, maxFileBytes = 2 ** 31 } = {}) {
    const repository = await openRepository(directory, signal);
    const tree = await listTree(repository, commit, signal);
    const { files } = tree;
    const missing = missingBlobs(repository, tree.missing, signal);
    async function need(entries) {
        const refusal = await missing.fetch(entries);
        if (refusal !== null)
            throw notFetched(repository, entries.find(missing.has).path, refusal);
    }
    const attributes = attributesFiles(files);
    await need(attributes);
    const candidates = await pointerCandidates(repository, files, attributes, signal);
    await need(candidates);
    await followPointers(repository, candidates, signal);
    const reading = { repository, commit, files, missing, maxFileBytes, signal };
    return {
        side,
        commit,
        files,
        read: singleReads(reading),
        readMany: (paths) => readFiles(reading, paths),
    };
}

;// CONCATENATED MODULE: ./lib/src/illustrate/illustrate.js
/** Rules whose findings must show nothing of the image. */
const unseen = new Set(['ethics/location-metadata', 'ethics/personal-data', 'ethics/erased-sample']);
const thumbnailSize = 160;
/** Findings that get a picture: the most urgent of each rule. */
const perRule = 24;
/**
 * Draws the findings' evidence as small WebP pictures without metadata. What cannot be read is left out: it has its own
 * finding. No picture is made for a privacy finding, nor of an image that has one.
 */
async function illustrate(causes, snapshots, vision) {
    const results = causes.flatMap(({ results }) => results);
    const hidden = new Set(results.filter(({ rule }) => unseen.has(rule)).flatMap(({ findings }) => findings.flatMap(hashesOf)));
    const shown = results
        .filter(({ rule }) => !unseen.has(rule))
        .flatMap(({ findings }) => findings.filter(({ evidence }) => evidence).slice(0, perRule))
        .filter((finding) => !hashesOf(finding).some((hash) => hidden.has(hash)));
    const drawn = new Map();
    for (const side of ['base', 'head']) {
        const snapshot = snapshots[side];
        if (snapshot)
            await draw(wanted(shown, side), snapshot, vision, drawn);
    }
    return shown.flatMap((finding) => {
        const images = (finding.evidence?.images ?? []).flatMap(({ path, hash, caption }) => {
            const picture = drawn.get(hash);
            return picture ? [{ caption: caption ?? path, ...picture }] : [];
        });
        return images.length > 0 ? [{ fingerprint: finding.fingerprint, images }] : [];
    });
}
function hashesOf({ evidence, identity }) {
    return [...(evidence?.images.map(({ hash }) => hash) ?? []), identity];
}
/** Path → content hash of the evidence that lies at one side. */
function wanted(findings, side) {
    const images = findings.flatMap(({ evidence }) => evidence?.images ?? []);
    return new Map(images.filter((image) => image.side === side && image.hash !== '').map(({ path, hash }) => [path, hash]));
}
async function draw(paths, snapshot, vision, drawn) {
    const missing = new Map([...paths].filter(([, hash]) => !drawn.has(hash)));
    if (missing.size === 0)
        return;
    for await (const { key, webp, width, height } of vision.thumbnails(encoded(missing, snapshot), thumbnailSize)) {
        if (webp)
            drawn.set(key, { width, height, uri: `data:image/webp;base64,${Buffer.from(webp).toString('base64')}` });
    }
}
async function* encoded(paths, snapshot) {
    const sent = new Set();
    for await (const item of snapshot.readMany(paths.keys())) {
        const key = paths.get(item.path);
        if ('fault' in item || key === undefined || sent.has(key))
            continue;
        sent.add(key);
        yield { key, bytes: item.bytes };
    }
}

;// CONCATENATED MODULE: ./lib/src/natives/doors.js


/** The files that a process or a thread is started with: as source, and as bundle under `dist/`. */
const doors = {
    action: { source: 'src/index.ts', bundle: 'dist/index.js' },
    post: { source: 'src/post.ts', bundle: 'dist/post/index.js' },
    cli: { source: 'src/cli.ts', bundle: 'dist/cli/index.js' },
    worker: { source: 'src/worker.ts', bundle: 'dist/worker/index.js' },
    vision: { source: 'src/vision/child.ts', bundle: 'dist/vision/index.js' },
};
/** Absolute path of a door in the same lay-out as the code that asks: source starts source, a bundle starts a bundle. */
function doorPath(door) {
    return (0,external_node_path_.join)(actionFolder(), doors[door][isSource() ? 'source' : 'bundle']);
}
/** Absolute path of the folder that holds `action.yml`, with `src/` or `dist/` below it. */
function actionFolder() {
    const folder = (0,external_node_path_.dirname)(doors_self());
    if (isSource())
        return (0,external_node_path_.dirname)((0,external_node_path_.dirname)(folder));
    return (0,external_node_path_.basename)(folder) === 'dist' ? (0,external_node_path_.dirname)(folder) : (0,external_node_path_.dirname)((0,external_node_path_.dirname)(folder));
}
function isSource() {
    return doors_self().endsWith('.ts');
}
function doors_self() {
    return (0,external_node_url_.fileURLToPath)(import.meta.url);
}

;// CONCATENATED MODULE: ./lib/src/report/build.js
/** Puts a run's outcome into the one shape that every renderer reads: plain data, stable order. */
function buildReport({ gathered, ...parts }) {
    const pair = gathered?.pair.facts ?? {};
    return {
        version: 1,
        tool: parts.tool,
        repository: parts.repository,
        base: parts.base,
        head: parts.head,
        policy: parts.policy,
        mistakes: parts.mistakes ?? [],
        verdict: parts.verdict,
        causes: parts.causes ?? [],
        changes: { datasets: Object.values(pair.changes ?? {}), models: Object.values(pair.modelChanges ?? {}) },
        scores: gathered ? modelScores(gathered.base, gathered.head, gathered.pair) : [],
        notes: parts.notes ?? [],
        timings: parts.timings ?? [],
        environment: Object.fromEntries(Object.entries(parts.environment ?? {}).map(([name, value]) => [name, [value].flat().join(', ')])),
    };
}
function modelScores(base, head, pair) {
    const before = base?.facts.scores ?? {};
    const after = head.facts.scores ?? {};
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((model) => {
        const either = after[model] ?? before[model];
        return {
            model,
            dataset: either.dataset,
            score: either.splits[either.evaluation]?.declared.name ?? '',
            split: either.evaluation,
            base: before[model]?.splits[before[model].evaluation] ?? null,
            head: after[model]?.splits[after[model].evaluation] ?? null,
            comparison: pair.facts.comparisons?.[model] ?? null,
        };
    });
}
/** A policy with mistakes judges nothing, and could not look is not a pass. */
function mistakenVerdict(mistakes) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    return {
        conclusion: 'failure',
        because: [
            `The policy has ${count}, so nothing was checked.`,
            ...mistakes.map(({ at, message }) => `${at.path}:${at.line ?? 1}:${at.column ?? 1} ${message}`),
        ],
    };
}
const untouchedVerdict = {
    conclusion: 'success',
    because: ['Nothing that the policy names has changed: no dataset, no model, no document of theirs.'],
};
/** The report of a run that could not be made. */
function unableReport(parts) {
    const { fault, at, ...known } = parts;
    return buildReport({
        ...known,
        base: null,
        policy: null,
        mistakes: at ? [{ at, message: fault }] : [],
        verdict: { conclusion: 'failure', because: [fault] },
    });
}

;// CONCATENATED MODULE: ./lib/src/policy/document.js

const largestPolicy = 1_000_000;
const mostAliases = 100;
/** Reads YAML 1.2 (core schema, no tags, each key once); never throws for what the text holds. */
function readDocument(text, path) {
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const lines = new dist/* LineCounter */.HN();
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { path, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const unreadable = (mistakes) => ({
        data: null,
        mistakes,
        readable: false,
        keyAt: () => at(0),
        valueAt: () => at(0),
        positions: () => ({}),
    });
    if (source.length > largestPolicy) {
        const message = `Expected a policy of at most ${largestPolicy} characters but received ${source.length}. Move lists of names into files.`;
        return unreadable([{ at: at(0), message }]);
    }
    const document = (0,dist/* parseDocument */.Tp)(source, {
        version: '1.2',
        schema: 'core',
        lineCounter: lines,
        prettyErrors: false,
        logLevel: 'error',
    });
    const mistakes = document.errors.map(({ code, message, pos: [start] }) => ({
        at: at(start),
        message: syntaxMistake(code, message, source.slice(start)),
    }));
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
        return unreadable(mistakes.slice(0, 1));
    if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY'))
        return unreadable(mistakes);
    const aliases = refuseAliases(document, at);
    if (aliases.length > 0)
        return unreadable(aliases);
    return {
        data: document.toJS({ maxAliasCount: mostAliases }),
        mistakes: [...mistakes, ...refuseNodes(document, at)],
        readable: true,
        keyAt: (wanted) => locate(document, wanted, at).key,
        valueAt: (wanted) => locate(document, wanted, at).value,
        positions: () => positionsOf(document, at),
    };
}
/** JSON pointer (RFC 6901) of a path. */
function pointerOf(path) {
    return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
function syntaxMistake(code, message, rest) {
    if (code === 'DUPLICATE_KEY') {
        const [key] = rest.split(/[:\r\n]/, 1);
        return `Expected each key once but received \`${key.trim()}\` again. Remove one of the two.`;
    }
    if (code === 'RESOURCE_EXHAUSTION')
        return 'Expected fewer nested levels but received too many. Flatten the policy.';
    if (code === 'MULTIPLE_DOCS')
        return 'Expected one document but received another after `---`. Remove it.';
    const [first] = message.split('\n', 1);
    return `Expected valid YAML but the parser says: ${first.replace(/[.:]$/, '')}. Correct it here or on the line above.`;
}
/** Tags could name types to build, and `__proto__` could reach every object's prototype; a policy needs neither. */
function refuseNodes(document, at) {
    const mistakes = [];
    (0,dist/* visit */.YR)(document, {
        Node(_, node) {
            if ((0,dist/* isAlias */.Vj)(node) || node.tag === undefined)
                return;
            const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
            mistakes.push({
                at: at(startOf(node)),
                message: `Expected plain YAML but received the tag \`${tag}\`. Remove it.`,
            });
        },
        Pair(_, { key }) {
            if ((0,dist/* isMap */.jh)(key) || (0,dist/* isSeq */.oP)(key)) {
                mistakes.push({
                    at: at(startOf(key)),
                    message: 'Expected a word as key but received a collection. Write a word.',
                });
            }
            else if ((0,dist/* isScalar */.jn)(key) && key.value === '__proto__') {
                mistakes.push({ at: at(startOf(key)), message: 'Expected a name but received `__proto__`. Choose another.' });
            }
        },
    });
    return mistakes;
}
/** Aliases that lead nowhere, into themselves, or to so many values that the document would explode. */
function refuseAliases(document, at) {
    const mistakes = [];
    let first = 0;
    (0,dist/* visit */.YR)(document, {
        Alias(_, alias, ancestors) {
            const name = alias.source;
            const start = startOf(alias);
            first ||= start;
            const anchored = alias.resolve(document);
            if (!anchored) {
                const message = `Expected an anchor \`&${name}\` above \`*${name}\` but received none. Write the value out.`;
                mistakes.push({ at: at(start), message });
            }
            else if (ancestors.includes(anchored)) {
                const message = `Expected \`*${name}\` outside of \`&${name}\` but received it inside. Write the value out.`;
                mistakes.push({ at: at(start), message });
            }
        },
    });
    if (mistakes.length > 0)
        return mistakes;
    try {
        document.toJS({ maxAliasCount: mostAliases });
        return [];
    }
    catch {
        const message = `Expected at most ${mostAliases} values through aliases but received more. Write the values out.`;
        return [{ at: at(first), message }];
    }
}
function locate(document, path, at) {
    let node = resolve(document, document.contents);
    let place = { key: at(startOf(document.contents)), value: at(startOf(document.contents)) };
    for (const part of path) {
        const entry = entriesOf(node).find(({ name }) => name === String(part));
        if (!entry)
            return { key: place.key, value: place.key };
        const key = at(entry.start);
        place = { key, value: entry.value?.range ? at(entry.value.range[0]) : key };
        node = resolve(document, entry.value);
    }
    return place;
}
function positionsOf(document, at) {
    const positions = {};
    const walk = (parent, pointer) => {
        for (const { name, start, value } of entriesOf(resolve(document, parent))) {
            const own = `${pointer}${pointerOf([name])}`;
            positions[own] = at(start);
            walk(value, own);
        }
    };
    walk(document.contents, '');
    return positions;
}
function entriesOf(node) {
    const nodeOf = (value) => ((0,dist/* isNode */.Ll)(value) ? value : null);
    if ((0,dist/* isMap */.jh)(node)) {
        return node.items.map(({ key, value }) => ({
            name: (0,dist/* isScalar */.jn)(key) ? String(key.value ?? '') : String(key),
            start: startOf(nodeOf(key)),
            value: nodeOf(value),
        }));
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        return node.items.map((item, index) => ({
            name: String(index),
            start: startOf(nodeOf(item)),
            value: nodeOf(item),
        }));
    }
    return [];
}
function resolve(document, node) {
    return (0,dist/* isAlias */.Vj)(node) ? (node.resolve(document) ?? null) : node;
}
function startOf(node) {
    return node?.range?.[0] ?? 0;
}

;// CONCATENATED MODULE: ./lib/src/policy/check-paths.js


/**
 * The paths that the policy names and that are in neither commit.
 * @param files every file's path in either commit; folders follow from them
 */
function checkPaths(policy, files) {
    const named = namedPaths(policy);
    if (named.length === 0)
        return [];
    const known = withFolders(files);
    return named
        .filter(({ path }) => path !== '.' && !known.has(path))
        .map(({ path, pointer }) => {
        const near = nearestPath(path, known);
        const wayOut = near === undefined ? 'Add it, or correct the path.' : `Did you mean \`${near}\`?`;
        return {
            at: policy.positions[pointer] ?? { path: policy.source.path, line: 1 },
            message: `Expected a path of the repository but received \`${path}\`, which is in neither commit. ${wayOut}`,
        };
    });
}
function namedPaths(policy) {
    const named = [];
    const add = (value, ...pointer) => {
        if (typeof value === 'string')
            named.push({ path: value, pointer: pointerOf(pointer) });
    };
    const addEach = (values, ...pointer) => {
        if (typeof values === 'string')
            add(values, ...pointer);
        else
            for (const [key, value] of Object.entries(values ?? {}))
                add(value, ...pointer, key);
    };
    for (const [name, dataset] of Object.entries(policy.datasets)) {
        const at = ['datasets', name];
        addEach(dataset.splits, ...at, 'splits');
        addEach(dataset.table, ...at, 'table');
        for (const key of ['root', 'images', 'attributes', 'labels'])
            add(dataset[key], ...at, key);
    }
    for (const [name, model] of Object.entries(policy.models)) {
        for (const key of ['file', 'labels', 'preprocessing', 'card'])
            add(model[key], 'models', name, key);
    }
    return named;
}
function withFolders(files) {
    const known = new Set();
    for (const file of files) {
        known.add(file);
        for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
            const folder = file.slice(0, end);
            if (known.has(folder))
                break;
            known.add(folder);
        }
    }
    return known;
}
/** Of the paths that share the folder or the last name: the one with the smallest edit distance, if it is small, else the same name. */
function nearestPath(path, known) {
    const { folder, name } = partsOf(path);
    let best;
    let elsewhere;
    let least = Math.floor(path.length / 4) + 1;
    for (const candidate of known) {
        const other = partsOf(candidate);
        if (other.name === name)
            elsewhere ??= candidate;
        else if (other.folder !== folder)
            continue;
        const distance = editDistance(path, candidate, least);
        if (distance >= least)
            continue;
        least = distance;
        best = candidate;
    }
    return best ?? elsewhere;
}
function partsOf(path) {
    const slash = path.lastIndexOf('/');
    return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

;// CONCATENATED MODULE: ./lib/src/policy/describe-loosening.js
/** Keys whose larger number lets more pass. */
const looserWhenLarger = new Set([
    'tolerance',
    'latency_tolerance',
    'parameters',
    'flops',
    'file_mb',
    'memory_mb',
    'opset',
]);
const strictness = { off: 0, warning: 1, error: 2 };
/**
 * What an edited policy would change from the next pull request on: one sentence for each difference, and first those
 * that let more pass than before. Empty when the two say the same.
 */
function describeLoosening(base, head) {
    const changes = [
        ...compareNamed(base, head),
        ...compareRules(base.rules, head.rules),
        ...compareWaivers(base.waivers, head.waivers),
        ...compareSwitches(base, head),
    ];
    return changes
        .toSorted((a, b) => Number(b.looser) - Number(a.looser))
        .map(({ looser, sentence }) => (looser ? `Looser: ${sentence}` : sentence));
}
function compareNamed(base, head) {
    return ['datasets', 'models', 'targets'].flatMap((section) => {
        const kind = section.slice(0, -1);
        return namesOf(base[section], head[section]).flatMap((name) => {
            const before = base[section][name];
            const after = head[section][name];
            if (!before)
                return [{ looser: false, sentence: `The ${kind} \`${name}\` would be added.` }];
            if (!after)
                return [{ looser: true, sentence: `The ${kind} \`${name}\` would no longer be checked.` }];
            return compareValues({ ...before }, { ...after }, `${section}.${name}`);
        });
    });
}
function compareValues(before, after, place) {
    return namesOf(before, after).flatMap((property) => {
        const [from, to] = [before[property], after[property]];
        if (describe_loosening_same(from, to))
            return [];
        const key = property.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
        return [{ looser: isLooser(key, from, to), sentence: changed(`${place}.${key}`, from, to) }];
    });
}
function isLooser(key, from, to) {
    if (looserWhenLarger.has(key))
        return to === undefined || (typeof from === 'number' && Number(to) > from);
    if (key === 'unit')
        return from !== undefined;
    if (key === 'groups')
        return from.some((group) => !to.includes(group));
    // `models` of a target: absent means every model.
    if (key === 'models')
        return Array.isArray(to) && (!Array.isArray(from) || from.some((model) => !to.includes(model)));
    return false;
}
function compareRules(base, head) {
    return namesOf(base, head).flatMap((id) => {
        const [from, to] = [base[id], head[id]];
        const changes = [];
        if (from?.severity !== to?.severity) {
            const looser = from && to ? strictness[to.severity] < strictness[from.severity] : to?.severity === 'off';
            changes.push({ looser, sentence: changed(`rules.${id}`, severityOf(from), severityOf(to)) });
        }
        return [...changes, ...compareOptions(from?.options ?? {}, to?.options ?? {}, id)];
    });
}
function compareOptions(from, to, id) {
    return namesOf(from, to)
        .filter((option) => !describe_loosening_same(from[option], to[option]))
        .map((option) => ({
        looser: false,
        sentence: `The option \`${option}\` of \`${id}\` would change from ${describe_loosening_written(from[option] ?? 'its default')} to ${describe_loosening_written(to[option] ?? 'its default')}.`,
    }));
}
function severityOf(setting) {
    return setting?.severity ?? 'its default';
}
function compareWaivers(base, head) {
    const keyOf = ({ rule, subject }) => `${rule}\n${subject}`;
    const before = new Map(base.map((waiver) => [keyOf(waiver), waiver]));
    const after = new Map(head.map((waiver) => [keyOf(waiver), waiver]));
    const changes = [];
    for (const [key, waiver] of after) {
        const old = before.get(key);
        const what = `The waiver of \`${waiver.rule}\` for \`${waiver.subject}\``;
        if (!old) {
            changes.push({ looser: true, sentence: `${what} would be added until ${waiver.until}: ${waiver.reason}` });
        }
        else if (old.until !== waiver.until) {
            changes.push({
                looser: waiver.until > old.until,
                sentence: `${what} would hold until ${waiver.until} instead of ${old.until}.`,
            });
        }
    }
    for (const [key, waiver] of before) {
        if (after.has(key))
            continue;
        changes.push({
            looser: false,
            sentence: `The waiver of \`${waiver.rule}\` for \`${waiver.subject}\` would be removed.`,
        });
    }
    return changes;
}
function compareSwitches(base, head) {
    const changes = [];
    if (base.strict !== head.strict) {
        changes.push({ looser: base.strict, sentence: changed('strict', base.strict, head.strict) });
    }
    if (base.lost !== head.lost) {
        changes.push({ looser: head.lost === 'neutral', sentence: changed('lost', base.lost, head.lost) });
    }
    for (const [family, key] of [
        ['score', 'score'],
        ['classesAndGroups', 'classes_and_groups'],
        ['latency', 'latency'],
    ]) {
        const [from, to] = [base.errorBudget[family], head.errorBudget[family]];
        // A smaller chance of a false alarm asks for more proof, so less is caught.
        if (from !== to)
            changes.push({ looser: to < from, sentence: changed(`error_budget.${key}`, from, to) });
    }
    return changes;
}
function changed(place, from, to) {
    if (from === undefined)
        return `\`${place}\` would be set to ${describe_loosening_written(to)}.`;
    if (to === undefined)
        return `\`${place}\` would be removed; it was ${describe_loosening_written(from)}.`;
    return `\`${place}\` would change from ${describe_loosening_written(from)} to ${describe_loosening_written(to)}.`;
}
function describe_loosening_written(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}
function namesOf(a, b) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
function describe_loosening_same(a, b) {
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
function sorted(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./lib/src/policy/nearest.js

/** Words that people write for another name; edit distance would not find them. */
const synonyms = {
    val: 'validation',
    valid: 'validation',
    dev: 'validation',
    training: 'train',
    testing: 'test',
    eval: 'test',
    evaluation: 'test',
    license: 'licence',
    warn: 'warning',
    info: 'warning',
    fail: 'error',
    critical: 'error',
    f1: 'macro_f1',
    acc: 'accuracy',
    dataset: 'data',
    path: 'file',
    csv: 'table',
    expires: 'until',
    gpu: 'cuda',
};
/**
 * The name that was most likely meant, or `undefined` when none is near: a usual synonym, the same name in another
 * spelling, a name that ends with it after a slash, or the smallest edit distance up to a third of the length.
 */
function nearest(name, candidates) {
    const names = [...candidates];
    const plain = normalise(name);
    const synonym = synonyms[plain];
    if (Object.hasOwn(synonyms, plain) && names.includes(synonym))
        return synonym;
    let best;
    let least = Math.min(Math.floor(Math.max(plain.length, 3) / 3) + 1, plain.length);
    for (const candidate of names) {
        const other = normalise(candidate);
        if (other === plain || other.slice(other.lastIndexOf('/') + 1) === plain)
            return candidate;
        const distance = editDistance(plain, other, least);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}
function normalise(name) {
    return name
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .replaceAll(/[\s-]/g, '_');
}

;// CONCATENATED MODULE: ./lib/src/policy/planned.js
/** Keys and values of later versions: said to be so, instead of being taken for a slip of the pen. */
const plannedKeys = new Set([
    'extends',
    'predictions',
    'history',
    'latency_ms',
    'throughput',
    'reference',
    'erasure_register',
]);
const plannedValues = {
    format: ['coco', 'yolo', 'voc', 'masks', 'parquet', 'webdataset'],
    task: ['multilabel', 'detection', 'segmentation', 'restoration'],
    output: ['yolov5', 'yolov8', 'yolov10', 'detr', 'torchvision', 'ssd'],
};

;// CONCATENATED MODULE: ./lib/src/policy/schema-path.js

/** What a path leads to; `undefined` where it ends early. */
function valueAt(data, path) {
    let value = data;
    for (const part of path) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
            return undefined;
        value = value[part];
    }
    return value;
}
/** The schema of the value at a path; where a union forks, the branch of the data's own type. */
function schemaAt(schema, path, data) {
    const node = unwrap(schema);
    if (path.length === 0)
        return node;
    const [part, ...rest] = path;
    const inner = typeof data === 'object' && data !== null ? data[part] : undefined;
    const next = child(node, part, data);
    return next && schemaAt(next, rest, inner);
}
function child(node, part, data) {
    if (node instanceof schemas/* ZodObject */.bvH)
        return Object.hasOwn(node.shape, part) ? node.shape[part] : undefined;
    if (node instanceof schemas/* ZodRecord */.b8S)
        return node.valueType;
    if (node instanceof schemas/* ZodArray */.naA)
        return node.element;
    if (node instanceof schemas/* ZodTuple */.y0Q)
        return node.def.items[Number(part)];
    if (node instanceof schemas/* ZodUnion */.fZ7) {
        const options = node.options.map(unwrap);
        const list = (option) => option instanceof schemas/* ZodArray */.naA || option instanceof schemas/* ZodTuple */.y0Q;
        const map = (option) => option instanceof schemas/* ZodObject */.bvH || option instanceof schemas/* ZodRecord */.b8S;
        const fork = options.find(Array.isArray(data) ? list : map);
        return fork && child(fork, part, data);
    }
    return undefined;
}
function unwrap(node) {
    if (node instanceof schemas/* ZodOptional */.IiU || node instanceof schemas/* ZodDefault */.XiL || node instanceof schemas/* ZodPrefault */.xgV) {
        return unwrap(node.unwrap());
    }
    return node;
}

;// CONCATENATED MODULE: ./lib/src/policy/issues.js




/** The schema's issues as sentences, each at its line and column. */
function mistakesOf(issues, schema, document) {
    return issues.flatMap((issue) => issues_describe(issue, schema, document));
}
function issues_describe(issue, schema, document) {
    const path = issue.path;
    const value = valueAt(document.data, path);
    const node = schemaAt(schema, path, document.data);
    const say = (expected, received, wayOut = example(value, node, path)) => [
        {
            at: document.valueAt(path),
            message: `Expected ${expected} for ${path.length === 0 ? 'the policy' : code(issues_nameOf(path))} but received ${received}. ${wayOut}`,
        },
    ];
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys
                .filter((key) => key !== '__proto__')
                .map((key) => ({ at: document.keyAt([...path, key]), message: unknownKey(key, path, node) }));
        case 'invalid_union': {
            const branch = issue.errors.find((issues) => !issues.some((inner) => isOtherType(inner, value)));
            if (branch) {
                return branch.flatMap((inner) => issues_describe({ ...inner, path: [...path, ...inner.path] }, schema, document));
            }
            const options = node instanceof schemas/* ZodUnion */.fZ7 ? node.options : [];
            return say(alternatives([...new Set(options.map((option) => typeWord(option.type)))]), typeOf(value));
        }
        case 'invalid_type': {
            const received = issue.expected === 'int' && typeof value === 'number' ? issues_written(value) : typeOf(value);
            return say(typeWord(issue.expected), received, isQuoted(value, issue.expected) ? 'Remove the quotes.' : undefined);
        }
        case 'invalid_value': {
            const values = issue.values.map(String);
            const expected = values.length <= 6 ? alternatives(values) : (title(node) ?? 'known name');
            return say(expected, issues_written(value), suggestion(value, values, path));
        }
        case 'invalid_format':
            return say(title(node) ?? 'another spelling', issues_written(value));
        case 'invalid_key': {
            const parent = schemaAt(schema, path.slice(0, -1), document.data);
            const expected = parent instanceof schemas/* ZodRecord */.b8S ? title(parent.keyType) : undefined;
            const message = `Expected ${expected ?? 'another name'} but received \`${path.at(-1)}\`. Rename it.`;
            return [{ at: document.keyAt(path), message }];
        }
        case 'too_small':
            return say(bound(issue.origin, issue.inclusive ? 'at least' : 'above', issue.minimum), issues_written(value));
        case 'too_big':
            if (Array.isArray(value)) {
                return say(bound('array', 'at most', issue.maximum), `${value.length}`, 'Remove the rest: options belong to one rule.');
            }
            return say(bound(issue.origin, issue.inclusive ? 'at most' : 'below', issue.maximum), issues_written(value));
        default:
            return say('another value', issues_written(value));
    }
}
/** Of a union's branches only the one of the value's own type is worth talking about. */
function isOtherType({ code, path }, value) {
    return path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof value === 'object'));
}
function unknownKey(key, path, node) {
    if (plannedKeys.has(key)) {
        return `Expected a key of this version but received \`${key}\`, which is not supported yet. Remove it.`;
    }
    const known = node instanceof schemas/* ZodObject */.bvH ? Object.keys(node.shape) : [];
    const wayOut = suggestion(key, known, path);
    if (path[0] === 'rules' && path.length === 1)
        return `Expected a rule but received \`${key}\`. ${wayOut}`;
    const what = path[0] === 'rules' ? 'an option' : 'a key';
    const where = path.filter((part) => typeof part === 'string').join('.');
    return `Expected ${what} of ${where === '' ? 'the policy' : code(where)} but received \`${key}\`. ${wayOut}`;
}
/** What to write instead of a value that is not among the known names. */
function suggestion(value, known, path) {
    if (known.length === 0)
        return 'Remove it: none is known here.';
    const name = typeof value === 'string' ? value : '';
    if (plannedValues[String(path.at(-1))]?.includes(name)) {
        return `\`${name}\` is not supported yet. Use ${alternatives(known.map(code))}.`;
    }
    const near = name === '' ? undefined : nearest(name, known);
    if (near !== undefined)
        return `Did you mean \`${near}\`?`;
    return known.length <= 20 ? `Use ${alternatives(known.map(code))}.` : 'Run `vision-gate rules` for the list.';
}
function alternatives(words) {
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
/** The last key of a path with the indices after it: `groups[0]`. */
function issues_nameOf(path) {
    const last = path.findLastIndex((part) => typeof part === 'string');
    const indices = path.slice(last + 1).map((index) => `[${index}]`);
    return `${path[last] ?? ''}${indices.join('')}`;
}
function code(word) {
    return `\`${word}\``;
}
function bound(origin, comparison, limit) {
    if (origin === 'array')
        return `list of ${comparison} ${limit} ${limit === 1 ? 'item' : 'items'}`;
    const preposition = comparison.startsWith('at') ? 'of ' : '';
    return `${origin === 'int' ? 'whole number' : 'number'} ${preposition}${comparison} ${limit}`;
}
function issues_written(value) {
    if (value === '')
        return 'an empty string';
    if (typeof value === 'string')
        return `\`${value.length > 80 ? `${value.slice(0, 80)}…` : value}\``;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeOf(value);
}
function typeOf(value) {
    if (value === undefined || value === null)
        return 'nothing';
    if (Array.isArray(value))
        return 'list';
    if (typeof value === 'object')
        return 'map';
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value;
}
function typeWord(expected) {
    const words = {
        object: 'map',
        record: 'map',
        array: 'list',
        tuple: 'list',
        int: 'whole number',
        enum: 'name',
    };
    return words[expected] ?? expected;
}
function isQuoted(value, expected) {
    if (typeof value !== 'string')
        return false;
    if (expected === 'boolean')
        return value === 'true' || value === 'false';
    return (expected === 'number' || expected === 'int') && value.trim() !== '' && Number.isFinite(Number(value));
}
function title(node) {
    const own = node?.meta()?.title;
    if (own !== undefined || !(node instanceof schemas/* ZodUnion */.fZ7))
        return own;
    const word = node.options.find((option) => option instanceof schemas/* ZodString */.NDH);
    return word?.meta()?.title;
}
function example(value, node, path) {
    if (path.length === 0)
        return 'Start with `version: 1`.';
    const name = issues_nameOf(path);
    const examples = node?.meta()?.examples;
    if (examples) {
        const [first] = examples;
        return `For example: \`${name}: ${typeof first === 'string' ? first : JSON.stringify(first)}\`.`;
    }
    if (value === null)
        return 'Fill it, or remove it.';
    return value === undefined ? `Add \`${name}\`.` : `Correct \`${name}\`.`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./lib/src/policy/schema.js


/** Chance of a false alarm of the whole check, over all families of tests. */
const errorBudgetLimit = 0.01;
const repositoryPath = schemas/* string */.YjP()
    .regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\]+$/)
    .meta({ title: 'path inside the repository' });
const schema_name = schemas/* string */.YjP()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .meta({ title: 'name of letters, digits, `.`, `_` and `-`' });
const schema_text = schemas/* string */.YjP().regex(/\S/).meta({ title: 'text' });
const splits = schemas/* strictObject */.rej({
    train: repositoryPath.optional(),
    validation: repositoryPath.optional(),
    test: repositoryPath.optional(),
});
const labels = schemas/* union */.KCZ([repositoryPath, schemas/* array */.YOg(schema_text).min(1)])
    .meta({ description: 'The class list in the order of the outputs: a file with one class a line, or the names.' });
const licence = schema_text.meta({ description: 'SPDX expression of the licence.', examples: ['CC-BY-4.0'] });
const dataset = schemas/* strictObject */.rej({
    format: schemas/* enum */.k5n(['imagefolder', 'table'])
        .meta({ description: 'imagefolder: folders of images. table: a CSV, TSV or JSONL file with one row an image.' }),
    splits: splits.meta({ description: 'imagefolder: the folder of each split.' }).optional(),
    root: repositoryPath
        .meta({ description: 'imagefolder: one folder whose sub-folders name the splits.', examples: ['data/plants'] })
        .optional(),
    table: schemas/* union */.KCZ([repositoryPath, splits])
        .meta({ description: 'table: the CSV, TSV or JSONL file, or one for each split.', examples: ['data/photos.csv'] })
        .optional(),
    columns: schemas/* strictObject */.rej({ path: schema_text.optional(), label: schema_text.optional(), split: schema_text.optional() })
        .meta({ description: 'table: the names of its columns.' })
        .optional(),
    images: repositoryPath
        .meta({ description: "table: the folder that image paths are relative to; the table's own when absent." })
        .optional(),
    attributes: repositoryPath
        .meta({ description: 'A CSV, TSV or JSONL file with one row an image: `file_name` and attribute columns.' })
        .optional(),
    groups: schemas/* array */.YOg(schema_text)
        .meta({ description: 'Attributes between whose values results must not diverge.', examples: [['sex']] })
        .default([]),
    unit: schema_text
        .meta({ description: 'Attribute whose samples must stay in one split.', examples: ['patient_id'] })
        .optional(),
    labels: labels.optional(),
    orientation: schemas/* enum */.k5n(['apply', 'ignore'])
        .meta({ description: "Whether the project's loader turns images by their EXIF orientation." })
        .optional(),
    licence: licence.optional(),
});
const model = (scores) => schemas/* strictObject */.rej({
    file: repositoryPath.meta({ description: 'The ONNX file.', examples: ['models/classifier.onnx'] }),
    task: schemas/* enum */.k5n(['classification']),
    labels: labels.optional(),
    preprocessing: schemas/* union */.KCZ([repositoryPath, schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J())])
        .meta({ description: 'A Hugging Face `preprocessor_config.json`, or the same keys inline.' })
        .optional(),
    output: schemas/* enum */.k5n(['auto', 'logits', 'probabilities'])
        .meta({ description: "What the model's output holds." })
        .default('auto'),
    data: schema_text.meta({ description: "Name of the model's dataset." }),
    score: schemas/* enum */.k5n(scores)
        .meta({ title: 'score', description: 'The yardstick; the other scores are reported.', examples: ['macro_f1'] }),
    tolerance: schemas/* number */.aig()
        .min(0)
        .lt(1)
        .meta({ description: 'Loss of the score that is accepted, in its own unit.', examples: [0.01] })
        .default(0.01),
    card: repositoryPath.meta({ description: 'The model card.', examples: ['models/README.md'] }).optional(),
    licence: licence.optional(),
});
const target = schemas/* strictObject */.rej({
    models: schemas/* array */.YOg(schema_text).meta({ description: 'The models that run here; every model when absent.' }).optional(),
    provider: schemas/* enum */.k5n(['cpu', 'cuda', 'tensorrt', 'webgpu', 'dml', 'coreml'])
        .meta({ description: "onnxruntime's execution provider." })
        .default('cpu'),
    batch: schemas/* int */.Whr()
        .min(1)
        .meta({ description: 'Images in one run.', examples: [1] })
        .default(1),
    latency_tolerance: schemas/* number */.aig()
        .min(0)
        .lt(1)
        .meta({ description: 'Slowdown that is accepted, as a share (0.05 is 5 %).', examples: [0.05] })
        .default(0.05),
    parameters: schemas/* int */.Whr()
        .min(1)
        .meta({ description: 'Most parameters.', examples: [5_000_000] })
        .optional(),
    flops: schemas/* number */.aig()
        .positive()
        .meta({ description: 'Most FLOPs for one image.', examples: [600_000_000] })
        .optional(),
    file_mb: schemas/* number */.aig()
        .positive()
        .meta({ description: "Most megabytes of the model's file.", examples: [20] })
        .optional(),
    memory_mb: schemas/* number */.aig()
        .positive()
        .meta({ description: 'Most megabytes of memory in use.', examples: [800] })
        .optional(),
    opset: schemas/* int */.Whr()
        .min(1)
        .meta({ description: 'Highest ONNX opset that runs here.', examples: [17] })
        .optional(),
});
const waiver = (ids) => schemas/* strictObject */.rej({
    rule: schemas/* enum */.k5n(ids).meta({ title: 'rule' }),
    subject: schema_text.meta({
        description: 'The subject that is let pass; `*` matches within a folder, `**` across.',
        examples: ['data/test/a.png'],
    }),
    until: iso/* date */.p6()
        .meta({ title: 'date (YYYY-MM-DD)', description: 'Last day on which it holds.', examples: ['2027-03-01'] }),
    reason: schema_text.meta({ description: 'Why.', examples: ['Kept on purpose, see #12'] }),
});
const severity = schemas/* enum */.k5n(['off', 'warning', 'error']);
const schema_option = (value) => {
    if (Array.isArray(value))
        return schemas/* array */.YOg(value.length > 0 ? schema_option(value[0]) : schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* string */.YjP()]));
    if (typeof value === 'number')
        return schemas/* number */.aig();
    if (typeof value === 'boolean')
        return schemas/* boolean */.zMY();
    return schemas/* string */.YjP();
};
const ruleSetting = ({ defaults, options }) => {
    const known = Object.entries(defaults).map(([key, value]) => {
        const described = schema_option(value).meta({ description: options[key], examples: [value] });
        return [key, described.optional()];
    });
    return schemas/* union */.KCZ([severity, schemas/* tuple */.PVZ([severity, schemas/* strictObject */.rej(Object.fromEntries(known)).optional()])]);
};
const schema_rules = (descriptions) => schemas/* strictObject */.rej({
    ...Object.fromEntries(rule_causes.map((cause) => [`${cause}/*`, schemas/* union */.KCZ([severity, schemas/* tuple */.PVZ([severity])]).optional()])),
    ...Object.fromEntries(descriptions.map((rule) => [rule.id, ruleSetting(rule).optional()])),
});
const share = (value) => schemas/* number */.aig()
    .min(0)
    .max(errorBudgetLimit)
    .meta({ examples: [value] })
    .default(value);
/** The policy file as it is written. */
function policySchema(vocabulary) {
    const ids = vocabulary.rules.map(({ id }) => id);
    return schemas/* strictObject */.rej({
        $schema: schemas/* string */.YjP().meta({ description: 'For editors.' }).optional(),
        version: schemas/* literal */.euz(1).meta({ examples: [1] }),
        datasets: schemas/* record */.g1P(schema_name, dataset).default({}),
        models: schemas/* record */.g1P(schema_name, model(vocabulary.scores)).default({}),
        targets: schemas/* record */.g1P(schema_name, target).meta({ description: 'Where the models run, and their budgets.' }).default({}),
        rules: schema_rules(vocabulary.rules).default({}),
        waivers: schemas/* array */.YOg(waiver(ids)).default([]),
        strict: schemas/* boolean */.zMY()
            .meta({ description: 'Inconclusive comparisons fail.', examples: [true] })
            .default(false),
        lost: schemas/* enum */.k5n(['failure', 'neutral'])
            .meta({ description: "What the loss of a rule's files does." })
            .default('failure'),
        error_budget: schemas/* strictObject */.rej({ score: share(0.004), classes_and_groups: share(0.004), latency: share(0.002) })
            .meta({ description: `Chance of a false alarm of each family of tests; together at most ${errorBudgetLimit}.` })
            .prefault({}),
    });
}
/** JSON Schema (draft 7, which YAML editors read) of the policy file. */
function jsonSchema(vocabulary) {
    return {
        ...z.toJSONSchema(policySchema(vocabulary), { target: 'draft-7', io: 'input' }),
        title: 'Vision Gate policy',
    };
}

;// CONCATENATED MODULE: ./lib/src/policy/references.js


/**
 * What one key says of another: names that must exist, keys that exclude each other, sums. It reads the data as
 * written, so that these mistakes are said together with those of the schema.
 */
function checkReferences(document) {
    const policy = mapOf(document.data);
    const datasets = mapOf(policy.datasets);
    const models = mapOf(policy.models);
    return [
        ...Object.entries(datasets).flatMap(([name, dataset]) => checkDataset(name, mapOf(dataset), document)),
        ...Object.entries(models).flatMap(([name, model]) => checkName(mapOf(model).data, datasets, 'dataset', ['models', name, 'data'], document)),
        ...Object.entries(mapOf(policy.targets)).flatMap(([name, target]) => references_listOf(mapOf(target).models).flatMap((model, i) => checkName(model, models, 'model', ['targets', name, 'models', i], document))),
        ...Object.entries(datasets).flatMap(([name, dataset]) => ['groups', 'labels'].flatMap((key) => checkRepeats(mapOf(dataset)[key], ['datasets', name, key], document))),
        ...Object.entries(models).flatMap(([name, model]) => checkRepeats(mapOf(model).labels, ['models', name, 'labels'], document)),
        ...checkErrorBudget(mapOf(policy.error_budget), document),
    ];
}
function checkDataset(name, dataset, document) {
    const foreign = dataset.format === 'table'
        ? ['splits', 'root']
        : dataset.format === 'imagefolder'
            ? ['table', 'columns', 'images']
            : [];
    const other = dataset.format === 'table' ? 'imagefolder' : 'table';
    const mistakes = foreign
        .filter((key) => dataset[key] !== undefined)
        .map((key) => ({
        at: document.keyAt(['datasets', name, key]),
        message: `Expected a key of format ${dataset.format} but received \`${key}\`, which belongs to ${other}. Remove it, or write \`format: ${other}\`.`,
    }));
    const at = document.keyAt(['datasets', name]);
    if (dataset.format === 'table' && dataset.table === undefined) {
        mistakes.push({
            at,
            message: `Expected \`table\` for \`${name}\` but received nothing. Name the CSV, TSV or JSONL file.`,
        });
    }
    if (dataset.format === 'imagefolder' && (dataset.splits === undefined) === (dataset.root === undefined)) {
        const received = dataset.root === undefined ? 'neither' : 'both';
        mistakes.push({
            at,
            message: `Expected \`splits\` or \`root\` for \`${name}\` but received ${received}. Name each split's folder, or the one folder above them.`,
        });
    }
    for (const key of ['splits', 'table']) {
        const folders = dataset[key];
        if (typeof folders !== 'object' || folders === null || Object.keys(folders).length > 0)
            continue;
        mistakes.push({
            at: document.keyAt(['datasets', name, key]),
            message: `Expected at least one split for \`${key}\` but received none. Add \`train\`, \`validation\` or \`test\`.`,
        });
    }
    return mistakes;
}
function checkName(value, known, kind, path, document) {
    if (typeof value !== 'string' || Object.hasOwn(known, value))
        return [];
    const names = Object.keys(known);
    const wayOut = names.length === 0 ? `Declare it under \`${kind}s\`.` : suggestion(value, names, path);
    return [
        { at: document.valueAt(path), message: `Expected the name of a ${kind} but received \`${value}\`. ${wayOut}` },
    ];
}
function checkRepeats(value, path, document) {
    const names = references_listOf(value);
    return names.flatMap((name, i) => {
        if (typeof name !== 'string' || names.indexOf(name) === i)
            return [];
        const message = `Expected each name once in \`${path.at(-1)}\` but received \`${name}\` again. Remove one of the two.`;
        return [{ at: document.valueAt([...path, i]), message }];
    });
}
function checkErrorBudget(written, document) {
    const shares = { score: 0.004, classes_and_groups: 0.004, latency: 0.002, ...written };
    const values = Object.values(shares).filter((share) => typeof share === 'number');
    const sum = values.reduce((total, share) => total + share, 0);
    if (sum <= errorBudgetLimit + 1e-12)
        return [];
    return [
        {
            at: document.keyAt(['error_budget']),
            message: `Expected shares that sum to at most ${errorBudgetLimit} for \`error_budget\` but received ${Number(sum.toPrecision(6))}. Lower one of them; a key that is left out keeps its default.`,
        },
    ];
}
function mapOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function references_listOf(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./lib/src/policy/parse.js




/**
 * Reads a policy file.
 *
 * @returns the policy, or every mistake in it at once, in the order of the file; never throws for what the text holds
 */
function parsePolicy(text, source) {
    const document = readDocument(text, source.path);
    if (!document.readable)
        return { mistakes: document.mistakes };
    if (document.data === null) {
        const message = 'Expected a policy but received an empty file. Start with `version: 1`, or run `vision-gate init`.';
        return { mistakes: [{ at: { path: source.path, line: 1, column: 1 }, message }] };
    }
    const schema = policySchema(source);
    const parsed = schema.safeParse(document.data);
    const mistakes = [
        ...document.mistakes,
        ...(parsed.error ? mistakesOf(parsed.error.issues, schema, document) : []),
        ...checkReferences(document),
    ];
    if (mistakes.length > 0 || !parsed.data)
        return { mistakes: inOrder(mistakes) };
    return { policy: toPolicy(parsed.data, source, document) };
}
const datasetPaths = ['splits', 'root', 'table', 'images', 'attributes', 'labels'];
const modelPaths = ['file', 'labels', 'preprocessing', 'card'];
function inOrder(mistakes) {
    const place = ({ line = 0, column = 0 }) => line * 1_000_000 + column;
    return mistakes.toSorted((a, b) => place(a.at) - place(b.at));
}
function toPolicy(written, source, document) {
    const positions = document.positions();
    const { score, classes_and_groups: classesAndGroups, latency } = written.error_budget;
    return {
        version: 1,
        datasets: mapValues(written.datasets, (dataset, name) => ({ name, ...withNormalPaths(dataset, datasetPaths) })),
        models: mapValues(written.models, (model, name) => ({ name, ...withNormalPaths(model, modelPaths) })),
        targets: mapValues(written.targets, toTarget),
        rules: mapValues(written.rules, (setting, id) => toSetting(setting, positions[pointerOf(['rules', id])])),
        waivers: written.waivers.map((waiver, i) => ({ ...waiver, at: positions[pointerOf(['waivers', i])] })),
        strict: written.strict,
        lost: written.lost,
        errorBudget: { score, classesAndGroups, latency },
        source: { path: source.path, commit: source.commit, side: source.side },
        positions,
    };
}
function toTarget(target, name) {
    const { latency_tolerance: latencyTolerance, file_mb: fileMb, memory_mb: memoryMb, ...rest } = target;
    const budgets = { ...(fileMb !== undefined && { fileMb }), ...(memoryMb !== undefined && { memoryMb }) };
    return { name, ...rest, latencyTolerance, ...budgets };
}
function toSetting(setting, at) {
    const [severity, options = {}] = Array.isArray(setting) ? setting : [setting];
    return { severity, options, at };
}
/** Paths without `./` before and `/` behind, so that they equal git's; lists of names and inline maps are left alone. */
function withNormalPaths(value, keys) {
    return mapValues(value, (path, key) => {
        if (!keys.includes(key))
            return path;
        if (typeof path === 'string')
            return normalPath(path);
        return key === 'splits' || key === 'table' ? mapValues(path, normalPath) : path;
    });
}
function normalPath(path) {
    return path.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '') || '.';
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

;// CONCATENATED MODULE: ./lib/src/run/find-policy.js






/** Where a policy lies; both at once is a mistake. */
const find_policy_policyPaths = ['.github/vision-gate.yml', 'vision-gate.yml'];
/**
 * Reads the policy that judges this run: the base branch's own, so that no pull request loosens its gate; head's only
 * where the base was read and has none.
 * @throws Fault `usage` when there is no policy, or the file named by hand cannot be read.
 */
async function findPolicy(search) {
    const { text, source, notes } = await readPolicy(search);
    const parsed = parsePolicy(text, { ...source, rules: search.rules, scores: search.scores });
    if ('mistakes' in parsed)
        return { ...parsed, source };
    const files = new Set([search.tip, search.base, search.head].flatMap((side) => [...(side?.files.keys() ?? [])]));
    const mistakes = checkPaths(parsed.policy, files);
    if (mistakes.length > 0)
        return { mistakes, source };
    return { policy: parsed.policy, notes: [...notes, ...(await editNotes(search, parsed.policy))] };
}
/** What head's edit of the policy would change; it holds from the next pull request on. */
async function editNotes({ base, head, rules, scores }, policy) {
    const { path, side } = policy.source;
    const at = { path, line: 1 };
    if (side !== 'base' || base?.files.get(path)?.hash === head.files.get(path)?.hash)
        return [];
    if (!head.files.has(path))
        return [{ text: `This change removes the policy ${path}; the base’s was used.`, at }];
    const text = (await head.read(path)).toString('utf8');
    const edited = parsePolicy(text, { path, commit: head.commit, side: 'head', rules, scores });
    if ('mistakes' in edited) {
        return edited.mistakes.map((mistake) => ({ text: `In the edited policy: ${mistake.message}`, at: mistake.at }));
    }
    return describeLoosening(policy, edited.policy).map((sentence) => ({
        text: `The edited policy holds from the next pull request on. ${sentence}`,
        at,
    }));
}
async function readPolicy({ tip, head, file, directory }) {
    const notes = [];
    if (file !== null) {
        const text = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
            throw new Fault('usage', `The policy ${file} could not be read: ${error.message}. Name an existing file with --policy.`);
        });
        return {
            text,
            source: { path: (0,external_node_path_.relative)(directory, file) || file, commit: head.commit, side: 'given' },
            notes,
        };
    }
    for (const snapshot of tip ? [tip, head] : [head]) {
        const present = find_policy_policyPaths.filter((path) => snapshot.files.has(path));
        if (present.length > 1) {
            throw new Fault('policy', `Both ${present.join(' and ')} are present. Keep one of them.`, {
                path: present[1],
                line: 1,
            });
        }
        const [path] = present;
        if (path === undefined)
            continue;
        if (tip && snapshot === head) {
            notes.push({ text: `The base branch has no policy yet, so head's own is used: ${path}.`, at: { path, line: 1 } });
        }
        const text = (await snapshot.read(path)).toString('utf8');
        return {
            text,
            source: { path, commit: snapshot.commit, side: snapshot === head ? 'head' : 'base' },
            notes,
        };
    }
    throw new Fault('usage', `There is no policy: expected ${find_policy_policyPaths.join(' or ')}. Write one that names the datasets and models (the README shows how).`);
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(5919);
;// CONCATENATED MODULE: ./lib/src/run/judge.js



/** Evaluates in a worker thread: rules may compute for seconds, and this thread must hear a cancellation. */
async function judge(sides, options, signal) {
    const worker = new external_node_worker_threads_.Worker(doorPath('worker'), { workerData: { sides, options } });
    try {
        const [evaluation] = await (0,external_node_events_.once)(worker, 'message', { signal });
        return evaluation;
    }
    finally {
        await worker.terminate();
    }
}

;// CONCATENATED MODULE: ./lib/src/gather/moved-paths.js

/**
 * The policy as another commit has it: a file or folder that the commit lacks is followed to where its content moved,
 * so that moving a dataset is not losing it.
 *
 * - A file is followed by equal content.
 * - A folder is followed if at least half of its files lie, by equal content, at the same place below one folder that is new.
 * - A file or folder whose content changed as well is followed with the nearest folder above it that moved.
 *
 * @param renamed the files of equal content at another path, from the policy's own commit to the other one
 * @param origin the files of the policy's own commit
 * @param files the files of the other commit
 */
function followMoves(policy, renamed, { origin, files }) {
    if (renamed.length === 0)
        return { policy, moves: [] };
    const here = folders(files.keys());
    const before = folders(origin.keys());
    const isHere = (path) => path === '.' || files.has(path) || here.has(path);
    const renamedFiles = new Map(renamed.map(({ from, to }) => [from, to]));
    const targets = new Map();
    const folderTarget = (folder) => {
        if (!targets.has(folder))
            targets.set(folder, moved_paths_targetOf(folder, renamed, { origin, before }));
        return targets.get(folder);
    };
    const find = (path) => {
        const own = renamedFiles.get(path) ?? folderTarget(path);
        if (own !== undefined)
            return own;
        for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            const target = folderTarget(path.slice(0, end));
            if (target !== undefined)
                return isHere(target + path.slice(end)) ? target + path.slice(end) : undefined;
        }
        return undefined;
    };
    const moves = [];
    const follow = (written, ...keys) => {
        const path = written.replace(/^\.\//, '').replace(/\/+$/, '');
        const to = isHere(path) ? undefined : find(path);
        if (to === undefined)
            return written;
        moves.push({ from: path, to, at: policyPosition(policy, ...keys) });
        return to;
    };
    return { policy: withPaths(policy, follow), moves };
}
/** What the reader of the report is told of a move, once for each path. */
function describeMoves(moves) {
    const seen = new Map(moves.map((move) => [move.from, move]));
    return [...seen.values()].map(({ from, to, at }) => ({
        text: `${from} is now ${to}, and was followed there. Name ${to} in the policy, else the next pull request misses it.`,
        at,
    }));
}
function moved_paths_targetOf(folder, renamed, { origin, before }) {
    const prefix = `${folder}/`;
    const votes = new Map();
    for (const { from, to } of renamed) {
        const below = from.slice(folder.length);
        if (!from.startsWith(prefix) || !to.endsWith(below))
            continue;
        const target = to.slice(0, to.length - below.length);
        if (target !== '' && !before.has(target))
            votes.set(target, (votes.get(target) ?? 0) + 1);
    }
    const [winner] = [...votes].sort(([, a], [, b]) => b - a);
    if (winner === undefined)
        return undefined;
    const count = [...origin.keys()].filter((path) => path.startsWith(prefix)).length;
    return winner[1] * 2 >= count ? winner[0] : undefined;
}
function folders(files) {
    const found = new Set();
    for (const file of files) {
        for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
            const folder = file.slice(0, end);
            if (found.has(folder))
                break;
            found.add(folder);
        }
    }
    return found;
}
function withPaths(policy, follow) {
    return {
        ...policy,
        datasets: mapEntries(policy.datasets, (dataset, name) => withDatasetPaths(dataset, name, follow)),
        models: mapEntries(policy.models, (model, name) => withModelPaths(model, name, follow)),
    };
}
function withDatasetPaths(dataset, name, follow) {
    const { splits, table, labels } = dataset;
    const at = (path, ...keys) => follow(path, 'datasets', name, ...keys);
    const each = (paths, key) => mapEntries(paths, (path, split) => at(path, key, split));
    const optional = (key) => dataset[key] === undefined ? {} : { [key]: at(dataset[key], key) };
    return {
        ...dataset,
        ...optional('root'),
        ...optional('images'),
        ...optional('attributes'),
        ...(splits ? { splits: each(splits, 'splits') } : {}),
        ...(table === undefined ? {} : { table: typeof table === 'string' ? at(table, 'table') : each(table, 'table') }),
        ...(typeof labels === 'string' ? { labels: at(labels, 'labels') } : {}),
    };
}
function withModelPaths(model, name, follow) {
    const followed = ['file', 'labels', 'preprocessing', 'card'].flatMap((key) => {
        const path = model[key];
        return typeof path === 'string' ? [[key, follow(path, 'models', name, key)]] : [];
    });
    return { ...model, ...Object.fromEntries(followed) };
}
function mapEntries(entries, change) {
    return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value, name)]));
}

;// CONCATENATED MODULE: ./lib/src/run/policy-of-sides.js


/** The policy as base and as head have it: what moved between its own commit and theirs is followed, and said of head. */
function policyOfSides(policy, { tip, base, head }) {
    const origin = policy.source.side === 'base' && tip ? tip : head;
    const follow = (to) => to.commit === origin.commit
        ? { policy, moves: [] }
        : followMoves(policy, changedPaths(origin.files, to.files).renamed, { origin: origin.files, files: to.files });
    const after = follow(head);
    return { base: base ? follow(base).policy : policy, head: after.policy, notes: describeMoves(after.moves) };
}

;// CONCATENATED MODULE: ./lib/src/run/stopwatch.js
function stopwatch() {
    const laps = [];
    let last = performance.now();
    return {
        lap(step) {
            const now = performance.now();
            laps.push({ step, milliseconds: Math.round(now - last) });
            last = now;
        },
        laps: () => laps,
    };
}

;// CONCATENATED MODULE: ./lib/package.json
const package_namespaceObject = {"rE":"0.1.0"};
;// CONCATENATED MODULE: ./lib/src/version.js

/** The gate's own version, from package.json. */
const version_version = package_namespaceObject.rE;

;// CONCATENATED MODULE: ./lib/src/vision/parent/deaths.js


/** Children that may die before a whole task is given up. */
const MOST_DEATHS = 32;
const WAYS_OUT = {
    memory: 'Raise the memory limit, or use a smaller model or batch.',
    stalled: 'Raise the time limit, or use a smaller model or batch.',
    crashed: 'Run it again; if it happens again, look at what the log says of it.',
    stopped: '',
    fault: '',
};
/** The fault that a child's death is for its whole task: named by the models that it was about. */
function deathFault(death, task) {
    const jobs = 'job' in task ? [task.job] : 'first' in task ? [task.first, task.second] : [];
    const subject = [...new Set(jobs.map(({ file }) => (0,external_node_path_.basename)(file)))].join(' and ');
    const sentence = death.cause === 'fault' ? death.reason : `The process ${death.reason}. ${WAYS_OUT[death.cause]}`;
    return new Fault(death.cause === 'fault' ? death.kind : 'unavailable', subject ? `${subject}: ${sentence}` : sentence);
}
function createTolerance(task) {
    let left = MOST_DEATHS;
    return {
        bear(death, stage) {
            if (death.cause === 'stopped')
                return;
            const fatal = death.cause === 'fault' || stage === 'running' || (stage === 'starting' && death.cause !== 'crashed');
            if (fatal || left-- === 0)
                throw deathFault(death, task);
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/environment.js
const ALLOWED = /^(PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|TMPDIR|TEMP|TMP|SystemRoot|LANG|CUDA_\w+|NVIDIA_\w+|OMP_NUM_THREADS)$/i;
/**
 * What a child process may know of this one's environment: where programs, libraries and devices are. No token, input,
 * proxy or path of the runner: an image or a model that takes the child over finds nothing to steal.
 *
 * @param poolThreads - threads of the child's libuv pool, which decodes images
 */
function childEnvironment(parent, poolThreads) {
    const allowed = Object.entries(parent).filter((entry) => entry[1] !== undefined && ALLOWED.test(entry[0]));
    return {
        ...Object.fromEntries(allowed),
        UV_THREADPOOL_SIZE: String(poolThreads),
        MALLOC_ARENA_MAX: '2',
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/frames.js
const PREFIX_BYTES = 8;
const EMPTY = new Uint8Array(0);
/**
 * Encodes one message as [length of head, length of body] (two little-endian 32-bit integers), head in UTF-8 JSON, body.
 *
 * @returns the pieces to write one after the other; the body is not copied
 */
function encodeFrame(head, body = EMPTY) {
    const text = Buffer.from(JSON.stringify(head));
    const start = Buffer.allocUnsafe(PREFIX_BYTES + text.length);
    start.writeUInt32LE(text.length, 0);
    start.writeUInt32LE(body.length, 4);
    text.copy(start, PREFIX_BYTES);
    return body.length ? [start, body] : [start];
}
/**
 * Cuts a byte stream back into messages.
 *
 * @param limit - most bytes that one message may announce; 0 to 4 GB
 * @returns a function that takes the next chunk of the stream and gives the messages that it completes; bodies are copies
 * @throws Error when a message is longer than the limit or its head is not JSON
 */
function frameReader(limit) {
    let chunks = [];
    let held = 0;
    let wanted = PREFIX_BYTES;
    return (chunk) => {
        chunks.push(chunk);
        held += chunk.length;
        const frames = [];
        while (held >= wanted) {
            const joined = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, held);
            const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
            let offset = 0;
            wanted = PREFIX_BYTES;
            while (joined.length - offset >= PREFIX_BYTES) {
                const headLength = view.getUint32(offset, true);
                const bodyLength = view.getUint32(offset + 4, true);
                const length = PREFIX_BYTES + headLength + bodyLength;
                if (length > limit) {
                    throw new Error(`Expected a message of at most ${limit} bytes but received one of ${length}.`);
                }
                if (joined.length - offset < length) {
                    wanted = length;
                    break;
                }
                const headAt = offset + PREFIX_BYTES;
                const head = JSON.parse(new TextDecoder().decode(joined.subarray(headAt, headAt + headLength)));
                frames.push({ head, body: new Uint8Array(joined.subarray(headAt + headLength, offset + length)) });
                offset += length;
            }
            held = joined.length - offset;
            chunks = held ? [joined.subarray(offset)] : [];
        }
        return frames;
    };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/src/vision/printable.js

// Control characters, line and paragraph separators, bidirectional controls and zero-width characters.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
/**
 * One line of text that neither a terminal nor the Actions runner takes for a command, whatever an image, a model or a
 * native library wrote: escape sequences go, control characters become spaces, `::` and `##[` are broken up.
 *
 * @param limit - most characters kept
 */
function printable(text, limit = 2_000) {
    const line = (0,external_node_util_.stripVTControlCharacters)(text.slice(0, limit * 4))
        .replace(INVISIBLE, ' ')
        .replace(/:(?=:)/g, ': ')
        .replace(/##(?=\[)/g, '## ')
        .trim();
    return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/process.js





const MESSAGE_LIMIT = 2 ** 30;
const WATCH_MS = 100;
const PAGE_MB = 4096 / 2 ** 20;
const LOG_LINES = 40;
const POOL_THREADS = 2;
/**
 * Starts one child process on a task: its own process group's pipes, an environment without secrets, watched for
 * memory and for silence.
 *
 * @param onReply - hears every answer
 * @param onDeath - hears once, when the child ended without being released
 */
function startChild(settings, task, onReply, onDeath) {
    const { door, common, limits, signal } = settings;
    const child = (0,external_node_child_process_.spawn)(process.execPath, [door], {
        stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
        env: childEnvironment(process.env, Math.max(POOL_THREADS, common.threads.pixels + 1)),
        windowsHide: true,
    });
    const replies = child.stdio[3];
    const gone = new Promise((resolve) => child.once('close', () => resolve()));
    settings.running.add(gone);
    void gone.then(() => settings.running.delete(gone));
    let over = false;
    let owedSince = Date.now();
    function finish(death) {
        if (over)
            return;
        over = true;
        clearInterval(watch);
        signal.removeEventListener('abort', onAbort);
        child.kill('SIGKILL');
        if (death)
            onDeath(death);
    }
    const onAbort = () => finish({ cause: 'stopped', reason: 'was stopped' });
    const watch = setInterval(() => {
        const memory = residentMb(child);
        if (memory > limits.memoryMb) {
            finish({ cause: 'memory', reason: `took more than ${limits.memoryMb} MB` });
        }
        else if (owedSince !== null && Date.now() - owedSince > limits.stallSeconds * 1000) {
            finish({ cause: 'stalled', reason: `took more than ${limits.stallSeconds} s` });
        }
    }, WATCH_MS);
    signal.addEventListener('abort', onAbort, { once: true });
    const read = frameReader(MESSAGE_LIMIT);
    replies.on('data', (chunk) => {
        if (over)
            return;
        if (owedSince !== null)
            owedSince = Date.now();
        let frames;
        try {
            frames = read(chunk);
        }
        catch (error) {
            return finish({ cause: 'crashed', reason: `gave an answer that cannot be read (${error.message})` });
        }
        for (const frame of frames) {
            if (over)
                return;
            const { head } = frame;
            if (head.type === 'fault')
                return finish({ cause: 'fault', kind: head.kind, reason: printable(head.message) });
            onReply(frame);
        }
    });
    replies.on('error', () => { });
    child.stdin.on('error', () => { });
    child.once('error', (error) => finish({ cause: 'crashed', reason: `could not be started (${error.message})` }));
    child.once('close', (code, killed) => {
        finish({ cause: 'crashed', reason: killed ? `was ended by ${killed}` : `ended with code ${code}` });
    });
    for (const output of [child.stdout, child.stderr])
        listen(output, settings.log);
    async function send(request, body) {
        if (over)
            return;
        let flowing = true;
        for (const piece of encodeFrame(request, body))
            flowing = child.stdin.write(piece);
        if (!flowing) {
            await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), gone]);
        }
    }
    void send({ type: 'start', ...common, ...task });
    if (signal.aborted)
        queueMicrotask(onAbort);
    return {
        send,
        expectAnswers(owed) {
            if (!owed)
                owedSince = null;
            else
                owedSince ??= Date.now();
        },
        release: () => finish(),
    };
}
function listen(output, log) {
    let lines = 0;
    let rest = '';
    output.setEncoding('utf8');
    const tell = (text) => {
        const line = printable(text, 500);
        if (line && lines++ < LOG_LINES)
            log(line);
    };
    output.on('data', (chunk) => {
        if (lines >= LOG_LINES)
            return;
        const parts = (rest + chunk).split(/[\r\n]+/);
        rest = parts.pop().slice(0, 4_000);
        for (const part of parts)
            tell(part);
    });
    output.on('end', () => tell(rest));
    output.on('error', () => { });
}
/** Resident memory of a process in MB, where the system tells it (Linux); 0 elsewhere. */
function residentMb({ pid }) {
    if (process.platform !== 'linux' || pid === undefined)
        return 0;
    try {
        return Number((0,external_node_fs_.readFileSync)(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_MB;
    }
    catch {
        return 0;
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/once.js


/**
 * Asks a fresh child one question that needs no images.
 *
 * @param type - type of the answer
 * @throws Fault when the child gave up or died; the signal's reason when it was stopped
 */
function once(settings, task, type) {
    settings.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const child = startChild(settings, task, (frame) => {
            if (frame.head.type !== type)
                return;
            child.release();
            resolve(frame);
        }, (death) => reject(settings.signal.aborted ? settings.signal.reason : deathFault(death, task)));
    });
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/lane.js

const HELD_BYTES = 256 * 2 ** 20;
/**
 * Feeds one child with images until they run out or it dies.
 *
 * @param next - the next image; `undefined` when there is none
 * @param put - takes each answer
 */
function workThrough(settings, task, { fewest, most }, next, put) {
    const held = new Map();
    let heldBytes = 0;
    let ids = 0;
    let stage = 'starting';
    let feeding = false;
    let exhausted = false;
    let dead = null;
    const { promise, resolve, reject } = Promise.withResolvers();
    const child = startChild(settings, task, hear, (death) => {
        dead = death;
        settle();
    });
    /** Ends once nothing is owed: an image that is still being fetched for a dead child belongs to the unanswered. */
    function settle() {
        if (feeding)
            return;
        if (dead) {
            resolve({ death: { death: dead, stage }, unanswered: [...held.values()] });
        }
        else if (exhausted && held.size === 0) {
            child.release();
            resolve({ death: null, unanswered: [] });
        }
    }
    function hear({ head, body }) {
        if (head.type === 'ready' || head.type === 'running')
            stage = head.type;
        if ('id' in head && held.has(head.id)) {
            const { key, bytes } = held.get(head.id);
            held.delete(head.id);
            heldBytes -= bytes.length;
            put(key, { head, body });
        }
        child.expectAnswers(held.size > 0);
        settle();
        feed();
    }
    function feed() {
        if (feeding || exhausted || dead)
            return;
        feeding = true;
        fill().then(() => {
            feeding = false;
            settle();
            // Answers that came while this was on its way made room that nobody filled.
            if (hasRoom())
                feed();
        }, (error) => {
            child.release();
            reject(error);
        });
    }
    function hasRoom() {
        return held.size < fewest || (held.size < most && heldBytes < HELD_BYTES);
    }
    async function fill() {
        while (!dead && hasRoom()) {
            const image = await next();
            if (!image) {
                exhausted = true;
                return child.send({ type: 'flush' });
            }
            const id = ids++;
            held.set(id, image);
            heldBytes += image.bytes.length;
            child.expectAnswers(true);
            await child.send({ type: 'image', id }, image.bytes);
        }
    }
    feed();
    return promise;
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/queue.js
function createQueue() {
    const held = [];
    let ended;
    let wakeConsumer = () => { };
    const wakeProducers = [];
    return {
        put(item) {
            held.push(item);
            wakeConsumer();
        },
        end(error) {
            ended ??= error === undefined ? {} : { error };
            wakeConsumer();
            for (const wake of wakeProducers.splice(0))
                wake();
        },
        async room(limit) {
            while (held.length >= limit && !ended)
                await new Promise((resolve) => wakeProducers.push(resolve));
        },
        async *items() {
            for (;;) {
                if (ended && 'error' in ended)
                    throw ended.error;
                if (held.length > 0) {
                    const item = held.shift();
                    for (const wake of wakeProducers.splice(0))
                        wake();
                    yield item;
                }
                else if (ended) {
                    return;
                }
                else {
                    await new Promise((resolve) => {
                        wakeConsumer = resolve;
                    });
                }
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/source.js
/** @param room - what to wait for before an item is taken */
function openSource(items, room) {
    const iterator = items[Symbol.asyncIterator]();
    let turn = Promise.resolve();
    let done = false;
    return {
        next() {
            const mine = turn.then(async () => {
                await room();
                if (done)
                    return undefined;
                const { value, done: last } = await iterator.next();
                if (last)
                    done = true;
                return last ? undefined : value;
            });
            turn = mine.catch(() => {
                done = true;
            });
            return mine;
        },
        async close() {
            if (done)
                return;
            done = true;
            await iterator.return?.();
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/spread.js




const UNREAD_ANSWERS = 256;
/** Room for a second image, so that the child hears at once that there is none. */
const ALONE = { fewest: 2, most: 2 };
/**
 * Has child processes work through images, and survives what a single image does to them: images that a dead child
 * held are done again one by one, each in a child of its own; the one that kills it again is answered with the reason.
 *
 * @throws Fault when a child could not begin, gave up, or the model (not an image) ended it
 */
async function* spreadImages(settings, { task, processes, ...window }, images) {
    const queue = createQueue();
    const stop = new AbortController();
    const own = { ...settings, signal: AbortSignal.any([settings.signal, stop.signal]) };
    const source = openSource(images, () => queue.room(UNREAD_ANSWERS));
    const tolerance = createTolerance(task);
    const put = (key, frame) => queue.put({ key, frame });
    async function lane() {
        for (let first = await source.next(); first && !own.signal.aborted; first = await source.next()) {
            const { death, unanswered } = await workThrough(own, task, window, startingWith(first, source.next), put);
            if (!death)
                return;
            // Among several images the guilty one is unknown, and so is whether it was the model.
            tolerance.bear(death.death, death.stage === 'running' ? 'ready' : death.stage);
            for (const image of unanswered)
                await alone(image);
        }
    }
    /** Does one image in a child of its own, again while the child is killed before it can begin. */
    async function alone(image) {
        while (!own.signal.aborted) {
            const { death, unanswered } = await workThrough(own, task, ALONE, startingWith(image, spread_nothing), put);
            if (!death || unanswered.length === 0)
                return;
            tolerance.bear(death.death, death.stage);
            if (death.stage === 'starting')
                continue;
            return queue.put({ key: image.key, error: `the decoder ${death.death.reason}` });
        }
    }
    const onAbort = () => queue.end(settings.signal.reason);
    settings.signal.addEventListener('abort', onAbort, { once: true });
    Promise.all(Array.from({ length: processes }, lane)).then(() => queue.end(), (error) => {
        stop.abort();
        queue.end(error);
    });
    try {
        yield* queue.items();
    }
    finally {
        settings.signal.removeEventListener('abort', onAbort);
        stop.abort();
        queue.end();
        const closed = source.close();
        if (!settings.signal.aborted)
            await closed;
    }
}
const spread_nothing = async () => undefined;
function startingWith(first, next) {
    let given = false;
    return async () => {
        if (given)
            return next();
        given = true;
        return first;
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/parent/timing.js

/** Share of the time limit after which no further pair of the noise floor is begun. */
const FLOOR_SHARE = 0.5;
/**
 * Times base and head together. First the noise floor, base against base; then base against head, each pair of sessions
 * in a fresh process, with runs in alternating order (ABBA blocks, the leader drawn by a fixed seed). At least one pair
 * of each is taken, however slow; none is begun after the limit.
 */
async function timeModels(settings, job) {
    const random = randomBits(0x5eed);
    const began = performance.now();
    let device = '';
    async function pairs(second, limitSeconds) {
        const taken = [];
        while (taken.length < job.sessions && (taken.length === 0 || performance.now() - began < limitSeconds * 1000)) {
            const order = alternatingOrder(job.runs, random);
            const task = { task: 'time', first: job.base, second, swapped: random(), order, warmUp: job.warmUp };
            const { head, body } = await once(settings, task, 'timed');
            device = head.device;
            const times = new Float64Array(body.buffer);
            taken.push({ base: times.slice(0, job.runs), head: times.slice(job.runs) });
        }
        return taken;
    }
    const floor = await pairs(job.base, job.limitSeconds * FLOOR_SHARE);
    return { floor, pairs: await pairs(job.head, job.limitSeconds), device };
}
/**
 * Who leads each pair of runs: blocks of two, first then second and second then first, or the reverse, so that a drift
 * of the machine falls on both alike.
 */
function alternatingOrder(runs, random) {
    const order = [];
    while (order.length < runs) {
        const leads = random();
        order.push(leads, !leads);
    }
    return order.slice(0, runs);
}
/** A repeatable coin (xorshift32). */
function randomBits(seed) {
    let state = seed;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state & 0x10000) !== 0;
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/open.js







const DEFAULT_LIMITS = {
    /** Where Pillow speaks of a decompression bomb. */
    pixels: 178_956_970,
    memoryMb: 8192,
    stallSeconds: 120,
};
const MOST_PROCESSES = 16;
/** Images in hand of a process that only decodes: one in the decoder, one in the arithmetic, one on its way. */
const DECODER_WINDOW = 3;
/** Batches in hand of a process with a model: one runs, one waits, one is being decoded. */
const BATCHES_IN_HAND = 3;
/**
 * Opens the pixels' way through a model. Nothing starts before it is asked for; each question has child processes of
 * its own, so that no picture and no model can spoil another's answer.
 */
function openVision(options = {}) {
    const cores = (0,external_node_os_.availableParallelism)();
    const closing = new AbortController();
    const settings = {
        door: options.door ?? (0,external_node_path_.join)(import.meta.dirname, 'child.ts'),
        common: {
            nativesRoot: options.nativesRoot ?? (0,external_node_path_.join)(import.meta.dirname, '../..'),
            limitPixels: options.limits?.pixels ?? DEFAULT_LIMITS.pixels,
            threads: { pixels: options.threads?.pixels ?? cores, run: options.threads?.run ?? cores },
        },
        limits: { ...DEFAULT_LIMITS, ...options.limits },
        signal: options.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal,
        log: options.log ?? (() => { }),
        running: new Set(),
    };
    /** Each image's answer, read by `read`; where there is none, `read` gets the reason. */
    async function* ask(type, spread, images, read) {
        settings.signal.throwIfAborted();
        for await (const answered of spreadImages(settings, spread, images)) {
            const { key } = answered;
            if ('error' in answered)
                yield read(key, answered.error);
            else if (answered.frame.head.type === type)
                yield read(key, answered.frame);
            else
                yield read(key, `the decoder answered with a ${printable(answered.frame.head.type, 40)}`);
        }
    }
    const decoders = (task) => ({
        task,
        processes: Math.min(cores, MOST_PROCESSES),
        fewest: 1,
        most: DECODER_WINDOW,
    });
    const models = (task) => {
        const batch = batchOf(task.job);
        const most = batch * BATCHES_IN_HAND + settings.common.threads.pixels * 2;
        return { task, processes: 1, fewest: batch, most };
    };
    let versions;
    const askVersions = () => {
        versions ??= once(settings, { task: 'versions' }, 'versions').then(({ head: { runtime, decoder, providers } }) => ({
            runtime,
            decoder,
            providers,
        }));
        return versions;
    };
    return {
        describe: (images) => ask('description', decoders({ task: 'describe' }), images, readDescription),
        predict: (job, images) => ask('prediction', models({ task: 'predict', job }), images, readPrediction),
        probe: (job, alternatives, images) => ask('probed', models({ task: 'probe', job, alternatives }), images, (key, answer) => ({
            key,
            predicted: typeof answer === 'string' || answer.head.error !== null ? null : new Int32Array(answer.body.buffer),
        })),
        thumbnailFeatures: (images) => ask('features', decoders({ task: 'features' }), images, (key, answer) => ({
            key,
            features: typeof answer === 'string' || !answer.body.length ? null : new Float32Array(answer.body.buffer),
        })),
        thumbnails: (images, size) => ask('thumbnail', decoders({ task: 'thumbnails', size }), images, (key, answer) => typeof answer === 'string' || !answer.body.length
            ? { key, webp: null, width: 0, height: 0 }
            : { key, webp: answer.body, width: answer.head.width, height: answer.head.height }),
        time: async (job) => {
            const { runtime } = await askVersions();
            return { ...(await timeModels(settings, job)), runtime };
        },
        memory: async (job) => (await once(settings, { task: 'memory', job }, 'memory')).head.peakMb,
        versions: askVersions,
        close: async () => {
            closing.abort(new Fault('unavailable', 'Expected open decoders but they were closed. Close them last.'));
            await Promise.all(settings.running);
        },
    };
}
function batchOf({ batch, input }) {
    const declared = input.shape[0];
    return Math.max(1, typeof declared === 'number' && declared > 0 ? declared : batch);
}
const UNREADABLE = {
    format: '',
    width: 0,
    height: 0,
    channels: 0,
    orientation: 1,
    location: false,
    dark: Number.NaN,
    bright: Number.NaN,
    blurry: Number.NaN,
    lowInformation: Number.NaN,
    phash: '',
};
function readDescription(key, answer) {
    if (typeof answer === 'string')
        return { key, error: answer, ...UNREADABLE };
    const { error, facts } = answer.head;
    return facts ? { key, error: null, ...facts } : { key, error: printable(error ?? 'unreadable'), ...UNREADABLE };
}
function readPrediction(key, answer) {
    if (typeof answer === 'string')
        return { key, probabilities: null, error: answer };
    const { error } = answer.head;
    return error === null
        ? { key, probabilities: new Float32Array(answer.body.buffer), error: null }
        : { key, probabilities: null, error: printable(error) };
}

;// CONCATENATED MODULE: ./lib/src/main.js
var main_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var main_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
/**
 * The whole story: two commits become facts, rules turn facts into findings, findings become a verdict, the verdict
 * becomes a report. This file only connects; it and the worker's door are the only ones that know that rules exist.
 */





















/**
 * Runs the gate.
 * @throws Fault for a mistake in the request and for a repository that cannot be read; an abort as it is.
 */
async function run(request, progress, signal) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const clock = stopwatch();
        const commits = await resolveCommits(request.directory, request.commits, { signal });
        const notes = commits.notes.map((text) => ({ text }));
        const note = (text) => void notes.push({ text });
        const { base: baseCommit, head: headCommit } = commits;
        const tell = (parts) => buildReport({
            tool: version_version,
            repository: request.repository,
            base: baseCommit,
            head: headCommit,
            notes,
            timings: clock.laps(),
            ...parts,
        });
        const read = (commit, side) => openSnapshot(request.directory, commit, side, { signal });
        const head = await read(commits.head.commit, 'head');
        const base = commits.base && (await read(commits.base.commit, 'base'));
        const tip = commits.baseTip?.commit === commits.base?.commit
            ? base
            : commits.baseTip && (await read(commits.baseTip.commit, 'base'));
        const search = { tip, base, head, file: request.policyFile, directory: request.directory, scores: scoreNames };
        const found = await findPolicy({ ...search, rules: rules.map(({ meta, defaults }) => ({ ...meta, defaults })) });
        clock.lap('read commits and policy');
        if ('mistakes' in found) {
            const { mistakes, source } = found;
            return {
                report: tell({ policy: source, mistakes, verdict: mistakenVerdict(mistakes) }),
                pictures: [],
                exitCode: 2,
            };
        }
        const policy = { ...found.policy, strict: found.policy.strict || request.strict };
        notes.push(...found.notes);
        const policies = policyOfSides(policy, { tip, base, head });
        notes.push(...policies.notes);
        if (base && !isTouched([policies.base, policies.head], changedPaths(base.files, head.files))) {
            return { report: tell({ policy: policy.source, verdict: untouchedVerdict }), pictures: [], exitCode: 0 };
        }
        const resources = main_addDisposableResource(env_1, new AsyncDisposableStack(), true);
        const scratch = resources.adopt(await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'vision-gate-')), (folder) => (0,promises_.rm)(folder, { recursive: true, force: true }));
        const cache = resources.adopt(openCache({ directories: request.cache, note }), (store) => store.close());
        const natives = { nativesRoot: await request.natives(), door: doorPath('vision') };
        const vision = resources.adopt(openVision({ ...natives, signal, log: note }), (children) => children.close());
        const tools = {
            vision,
            cache,
            signal,
            scratch,
            provider: request.provider,
            progress,
            note,
        };
        const wanted = withSources(factsRead(rules, policy, request.only));
        const before = base && { snapshot: base, gathered: await gatherSide(base, policies.base, tools, wanted) };
        clock.lap('gather base');
        const after = { snapshot: head, gathered: await gatherSide(head, policies.head, tools, wanted) };
        clock.lap('gather head');
        const pair = before ? await gatherPair(before, after, policy, tools, wanted) : { facts: {}, unread: [] };
        clock.lap('compare');
        const sides = { base: before?.gathered ?? null, head: after.gathered, pair };
        const today = new Date().toISOString().slice(0, 10);
        const evaluation = await judge(sides, { policy, today, only: request.only }, signal);
        clock.lap('judge');
        const pictures = await illustrate(evaluation.causes, { base, head }, vision);
        clock.lap('illustrate');
        const environment = { ...(await vision.versions()), provider: request.provider, node: process.version };
        const report = tell({ ...evaluation, policy: policy.source, gathered: sides, environment });
        return { report, pictures, exitCode: report.verdict.conclusion === 'failure' ? 1 : 0 };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = main_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/src/natives/download.js



const mostRedirects = 5;
/**
 * Fetches a file over HTTP(S), through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. Network
 * failures and 5xx answers are tried again.
 * @throws Error with a sentence fragment that says what went wrong
 */
async function download(url, limits, signal) {
    for (let attempt = 1;; attempt++) {
        try {
            return await fetchOnce(new URL(url), limits, mostRedirects, signal);
        }
        catch (error) {
            const final = error instanceof Refusal || signal?.aborted || attempt >= limits.attempts;
            if (final)
                throw error;
            await (0,external_node_timers_promises_.setTimeout)(250 * 2 ** attempt, undefined, { signal });
        }
    }
}
/** An answer that another attempt would not change. */
class Refusal extends Error {
}
function fetchOnce(url, limits, redirects, signal) {
    return new Promise((resolve, reject) => {
        const client = url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject;
        const agent = new client.Agent({ proxyEnv: process.env });
        const request = client.get(url, { agent, signal, timeout: limits.stall }, (response) => {
            const { statusCode = 0, headers } = response;
            if (statusCode >= 300 && statusCode < 400 && headers.location) {
                response.resume();
                const next = new URL(headers.location, url);
                if (redirects === 0)
                    reject(new Refusal('it redirects too often'));
                else if (url.protocol === 'https:' && next.protocol !== 'https:')
                    reject(new Refusal('it redirects away from https'));
                else
                    resolve(fetchOnce(next, limits, redirects - 1, signal));
                return;
            }
            if (statusCode !== 200) {
                response.resume();
                reject(statusCode >= 500 ? new Error(`the answer was ${statusCode}`) : new Refusal(`the answer was ${statusCode}`));
                return;
            }
            download_collect(response, limits.bytes).then(resolve, reject);
        });
        request.on('timeout', () => request.destroy(new Error(`nothing arrived for ${limits.stall / 1000} s`)));
        request.on('error', reject);
        request.on('close', () => agent.destroy());
    });
}
async function download_collect(response, limit) {
    const chunks = [];
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

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./lib/src/natives/lock.js





/** The packages without which neither pixels nor models can be read. */
const lock_packages = ['onnxruntime-node', 'sharp'];
const platformName = `${process.platform}-${process.arch}`;
/** Key of the lock's files; equal content has equal keys. */
function keyOf(files) {
    const hash = createHash('sha256');
    for (const path of Object.keys(files).sort())
        hash.update(`${path}\0${files[path].sha256}\n`);
    return hash.digest('hex').slice(0, 16);
}
/** The lock beside the action; without assets when the action was never built. */
async function readLock(actionDir) {
    try {
        return JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(actionDir, 'dist/natives.lock.json'), 'utf8'));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return { version: 1, release: '', assets: {} };
        throw error;
    }
}
function hashOf(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
}
/**
 * How a folder differs from the lock, in words; `null` when every file is there with its hash, and nothing else is,
 * since a module that lies nearer would be loaded in place of a locked one.
 */
async function differenceFrom(asset, root) {
    const [stray] = await straysIn(asset, root);
    return stray === undefined ? differenceOfFiles(asset, root) : `${stray} is not in the lock`;
}
/** Whatever lies below the root and is neither a locked file nor a folder, by path. */
async function straysIn(asset, root) {
    const entries = await (0,promises_.readdir)(root, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.flatMap((entry) => {
        const path = (0,external_node_path_.relative)(root, (0,external_node_path_.join)(entry.parentPath, entry.name)).split(external_node_path_.sep).join('/');
        return entry.isDirectory() || (entry.isFile() && Object.hasOwn(asset.files, path)) ? [] : [path];
    });
}
/** As `differenceFrom`, but other files may lie beside the locked ones. */
async function differenceOfFiles(asset, root) {
    if (!(0,external_node_fs_.existsSync)(root))
        return 'there is nothing';
    for (const [path, locked] of Object.entries(asset.files)) {
        const file = (0,external_node_path_.join)(root, path);
        const size = await (0,promises_.stat)(file).then((found) => (found.isFile() ? found.size : -1), () => null);
        if (size === null)
            return `${path} is missing`;
        if (size !== locked.bytes || (await hashOfFile(file)) !== locked.sha256)
            return `${path} differs from the lock`;
    }
    return null;
}
async function hashOfFile(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 }), hash);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./lib/src/natives/install.js



const abandonedAfter = 60 * 60 * 1000;
/** A file that is not what the lock says: nothing of its source may be used. */
class Tampered extends Error {
}
/**
 * Puts every locked file below `place`, all of them or none: they are written beside it, each compared with its hash,
 * and the folder is then renamed. Several installations at once end with one of them.
 * @throws Tampered for a file that `read` gave and that is not the locked one
 */
async function install(asset, place, read) {
    const parent = (0,external_node_path_.dirname)(place);
    await (0,promises_.mkdir)(parent, { recursive: true });
    await sweep(parent);
    const stage = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, '.stage-'));
    try {
        const root = (0,external_node_path_.join)(stage, 'new');
        for (const [path, locked] of Object.entries(asset.files)) {
            const bytes = await read(path);
            if (bytes.length !== locked.bytes || hashOf(bytes) !== locked.sha256) {
                throw new Tampered(`${path} differs from the lock`);
            }
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(root, path)), { recursive: true });
            await (0,promises_.writeFile)((0,external_node_path_.join)(root, path), bytes, { flag: 'wx' });
        }
        await moveIn(asset, root, place, (0,external_node_path_.join)(stage, 'old'));
    }
    finally {
        await (0,promises_.rm)(stage, { recursive: true, force: true });
    }
}
/** What lies at the place gives way, unless another installation was faster and is sound. */
async function moveIn(asset, root, place, old) {
    for (let attempt = 1;; attempt++) {
        try {
            return await (0,promises_.rename)(root, place);
        }
        catch (error) {
            if ((await differenceFrom(asset, place)) === null)
                return;
            if (attempt === 5)
                throw error;
            await (0,promises_.rename)(place, `${old}-${attempt}`).catch(() => { });
        }
    }
}
/** Stages of installations that were killed. */
async function sweep(parent) {
    for (const name of await (0,promises_.readdir)(parent)) {
        if (!name.startsWith('.stage-'))
            continue;
        const stage = (0,external_node_path_.join)(parent, name);
        const age = Date.now() - (await (0,promises_.stat)(stage).then(({ mtimeMs }) => mtimeMs, Date.now));
        if (age > abandonedAfter)
            await (0,promises_.rm)(stage, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./lib/src/natives/tar.js
const block = 512;
/** A POSIX ustar archive: files only, sorted by path, without owner or time, so that equal files give equal bytes. */
function packTar(files) {
    const parts = [];
    for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
        parts.push(tar_header(path, bytes.length), Buffer.from(bytes), Buffer.alloc(padding(bytes.length)));
    }
    return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
/** Bytes of the archive that `packTar` makes of files with these sizes. */
function tarLength(sizes) {
    let length = 2 * block;
    for (const size of sizes)
        length += block + size + padding(size);
    return length;
}
/**
 * The files of an archive that `packTar` made, as views of it.
 * @throws RangeError for anything else
 */
function unpackTar(archive) {
    const files = new Map();
    let offset = 0;
    while (offset + block <= archive.length && archive[offset] !== 0) {
        const head = archive.subarray(offset, offset + block);
        const size = Number.parseInt(tar_text(head, 124, 12), 8);
        const start = offset + block;
        if (tar_text(head, 257, 5) !== 'ustar' || tar_text(head, 156, 1) !== '0' || !(start + size <= archive.length)) {
            throw new RangeError(`Expected a file's ustar header at byte ${offset} but received something else.`);
        }
        const prefix = tar_text(head, 345, 155);
        files.set(`${prefix}${prefix === '' ? '' : '/'}${tar_text(head, 0, 100)}`, archive.subarray(start, start + size));
        offset = start + size + padding(size);
    }
    return files;
}
function tar_header(path, size) {
    const { prefix, name } = splitPath(path);
    const head = Buffer.alloc(block);
    head.write(name, 0);
    head.write('0000644\0', 100);
    head.write('0000000\0', 108);
    head.write('0000000\0', 116);
    head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
    head.write('00000000000\0', 136);
    head.write('        ', 148);
    head.write('0', 156);
    head.write('ustar\x0000', 257);
    head.write(prefix, 345);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return head;
}
/** ustar keeps 100 bytes of name and, before a slash, 155 bytes of prefix. */
function splitPath(path) {
    if (Buffer.byteLength(path) <= 100)
        return { prefix: '', name: path };
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
        if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100)
            return { prefix, name };
    }
    throw new RangeError(`Expected a path of at most 255 bytes with short parts but received ${path}. Shorten it.`);
}
function tar_text(head, start, length) {
    const field = head.toString('utf8', start, start + length);
    const [value] = field.split('\0', 1);
    return value;
}
function padding(size) {
    return (block - (size % block)) % block;
}

;// CONCATENATED MODULE: ./lib/src/natives/asset.js







/**
 * Fetches an asset, compares every file with the lock, and installs it.
 * @param passedOver why nothing nearer could be used, for the message
 * @throws Fault `unable`
 */
async function fetchAsset(asset, place, url, passedOver, signal) {
    const length = tarLength(Object.values(asset.files).map(({ bytes }) => bytes));
    const packed = await download(url, { bytes: length, stall: 30_000, attempts: 3 }, signal).catch((error) => {
        signal?.throwIfAborted();
        const why = [...passedOver, `${url} could not be fetched: ${error.message}`].join('; ');
        throw unable(`The native parts were not found: ${why}.`, `Point \`native-url\` to a mirror that holds ${asset.name}, or unpack it on the runner and name the folder with \`native-path\`.`);
    });
    const files = await unpack(packed, length).catch(() => {
        throw unable(`${url} was refused: it is not the asset that the lock describes.`, mendAsset);
    });
    const extra = [...files.keys()].find((path) => !Object.hasOwn(asset.files, path));
    if (extra !== undefined)
        throw unable(`${url} was refused: ${extra} is not in the lock.`, mendAsset);
    await installOnce(asset, place, (path) => files.get(path) ?? new Uint8Array()).catch((error) => {
        throw error instanceof Tampered ? unable(`${url} was refused: ${error.message}.`, mendAsset) : error;
    });
}
const mendAsset = 'Fetch the asset from the release again; if it still differs, somebody changed it.';
async function unpack(packed, length) {
    return unpackTar(await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(packed, { maxOutputLength: length }));
}
/** Installs unless that was done before. @throws Fault `unable` where it cannot write; Tampered as `install` does. */
async function installOnce(asset, place, read) {
    if ((await differenceFrom(asset, place)) === null)
        return;
    try {
        await install(asset, place, read);
    }
    catch (error) {
        if (error instanceof Tampered)
            throw error;
        throw unable(`The native parts could not be written to ${place}: ${error.message}.`, 'Make that folder writable, or unpack the asset elsewhere and name the folder with `native-path`.');
    }
}
function unable(what, wayOut) {
    return new Fault('unable', `${what} ${wayOut}`);
}

;// CONCATENATED MODULE: ./lib/src/natives/find.js






/** Events that only people with write access cause, by what is already in the repository. */
const trustedEvents = new Set(['push', 'workflow_dispatch', 'schedule', 'release', 'repository_dispatch']);
const providerLibrary = /\/libonnxruntime_providers_(?:shared|cuda|tensorrt)\.so$/;
/**
 * Finds the native parts: `node_modules` beside the action, else `native-path`, else the tool cache, else the release's
 * asset. The last two are always compared with the lock in `dist/`, file by file; the first two in the events of pull
 * requests, where everything in the workspace is the author's.
 * @throws Fault `unable` that says why each was passed over and what to do.
 */
async function findNatives(request = {}) {
    const { event, signal, url, actionDir = actionFolder() } = request;
    const nativePath = request.nativePath ? (0,external_node_path_.resolve)(request.nativePath) : null;
    const beside = await holdsPackages(actionDir);
    const guarded = event !== undefined && !trustedEvents.has(event);
    if (!guarded && beside)
        return unverified(actionDir, 'node_modules');
    if (!guarded && nativePath)
        return unverified(nativePath, 'native-path');
    const lock = request.lock ?? (await readLock(actionDir));
    const asset = lock.assets[platformName];
    if (!asset) {
        throw unable(`This release holds no native parts for ${platformName}, only for ${Object.keys(lock.assets).join(', ') || 'no platform'}.`, 'Use a runner of such a platform.');
    }
    const place = (0,external_node_path_.join)(toolCacheOf(request), 'vision-gate-natives', asset.key, process.arch);
    const found = (root, from) => ({ root, from, versions: asset.versions });
    const passedOver = [];
    if (beside) {
        const difference = await differenceOfFiles(asset, actionDir);
        if (difference === null) {
            // A copy: beside the action, modules that the lock does not know could lie nearer than the locked ones.
            await installOnce(asset, place, (path) => (0,promises_.readFile)((0,external_node_path_.join)(actionDir, path)));
            return found(place, 'node_modules');
        }
        passedOver.push(`in node_modules beside the action ${difference}`);
    }
    if (nativePath) {
        const difference = await differenceOfNativePath(asset, nativePath);
        if (difference !== null) {
            throw unable(`In native-path (${nativePath}) ${difference}.`, `Unpack ${asset.name} of ${lock.release} there.`);
        }
        return found(nativePath, 'native-path');
    }
    const difference = await differenceFrom(asset, place);
    if (difference === null)
        return found(place, 'tool cache');
    passedOver.push(`in the tool cache (${place}) ${difference}`);
    const base = url || releaseUrl(lock.release);
    if (base === null) {
        throw unable(`The native parts were not found: ${passedOver.join('; ')}.`, `Unpack ${asset.name} of ${lock.release} there, or give \`native-url\` or \`native-path\`.`);
    }
    await fetchAsset(asset, place, `${base.replace(/\/+$/, '')}/${asset.name}`, passedOver, signal);
    return found(place, 'asset');
}
/**
 * The providers of CUDA and TensorRT are too large to be part of the asset. They may lie beside the locked files where
 * the job's user cannot write: no earlier job can have put them there.
 */
async function differenceOfNativePath(asset, root) {
    for (const stray of await straysIn(asset, root)) {
        if (!providerLibrary.test(stray))
            return `${stray} is not in the lock`;
        const file = (0,external_node_path_.join)(root, stray);
        const writable = await Promise.all([file, (0,external_node_path_.dirname)(file)].map(isWritable));
        if (writable.includes(true))
            return `${stray} is not in the lock, and a job could have put it there`;
    }
    return differenceOfFiles(asset, root);
}
function isWritable(path) {
    return (0,promises_.access)(path, promises_.constants.W_OK).then(() => true, () => false);
}
async function unverified(root, from) {
    if (!(await holdsPackages(root))) {
        throw unable(`${root} holds no node_modules with ${lock_packages.join(' and ')}.`, `Correct \`${from}\`.`);
    }
    const versions = lock_packages.map(async (name) => [name, (await manifestOf(root, name)).version]);
    return { root, from, versions: Object.fromEntries(await Promise.all(versions)) };
}
async function holdsPackages(root) {
    const present = lock_packages.map((name) => manifestOf(root, name));
    return Promise.all(present).then(() => true, () => false);
}
async function manifestOf(root, name) {
    return JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(root, 'node_modules', name, 'package.json'), 'utf8'));
}
function toolCacheOf({ toolCache }) {
    if (toolCache)
        return toolCache;
    const { RUNNER_TOOL_CACHE, XDG_CACHE_HOME } = process.env;
    return RUNNER_TOOL_CACHE || (0,external_node_path_.join)(XDG_CACHE_HOME || (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.cache'), 'vision-gate');
}
/** Where the runner took the action from; `null` for an action inside the workspace. */
function releaseUrl(release) {
    const { GITHUB_SERVER_URL = 'https://github.com', GITHUB_ACTION_REPOSITORY } = process.env;
    return GITHUB_ACTION_REPOSITORY
        ? `${GITHUB_SERVER_URL}/${GITHUB_ACTION_REPOSITORY}/releases/download/${release}`
        : null;
}

;// CONCATENATED MODULE: ./lib/src/report/escape.js
/** Foreign text – names of files, classes and people, messages of decoders – in each language that reports speak. */
/** Control and bidirectional characters, which could forge another line or hide text, and those that no file may hold. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Cs}\ufeff\ufffe\uffff]/gu;
/** Foreign text as part of one line; what cannot be printed shows as `�`. */
function oneLine(text) {
    return text.replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ').replace(unprintable, '\ufffd');
}
/**
 * Foreign text in a paragraph, list or table cell of GitHub's Markdown: no markup, HTML, mention, reference to an issue
 * or link of its own. What GitHub looks for after it has rendered is broken by a space of no width.
 */
function markdown(text) {
    return oneLine(text)
        .trim()
        .replace(/[\\`*_[\]<>#|~$]/g, '\\$&')
        .replace(/^(\s*)([+-])/, '$1\\$2')
        .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
        .replace(/&/g, '&amp;')
        .replace(/@(?=[\p{L}\p{N}\\])/gu, '@\u200b')
        .replace(/#(?=\d)/g, '#\u200b')
        .replace(/\b(gh)-(?=\d)/gi, '$1\u200b-')
        .replace(/(https?|ftp|mailto|xmpp|www)(?=[:.])/gi, '$1\u200b');
}
/** Foreign text as code in the same places. */
function escape_code(text) {
    const line = oneLine(text);
    if (line.includes('|') || line.trim() === '')
        return `<code>${markdown(line)}</code>`;
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    const space = /^[` ]|[` ]$/.test(line) ? ' ' : '';
    return `${fence}${space}${line}${space}${fence}`;
}
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Foreign text in HTML content and quoted attributes, and in XML. */
function html(text) {
    return oneLine(text).replace(/[&<>"']/g, (character) => entities[character]);
}
/** A rule's own sentence, whose words between backticks are code: `plain` and `coded` escape the parts. */
function prose(text, plain, coded) {
    return text
        .split('`')
        .map((part, index, parts) => {
        if (index % 2 === 0)
            return plain(part);
        return index < parts.length - 1 ? coded(part) : plain(`\`${part}`);
    })
        .join('');
}

;// CONCATENATED MODULE: ./lib/src/report/terminal/layout.js

/** ANSI colours, or none. */
function painter(colour) {
    const code = (open, close) => (text) => colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
    return {
        red: code(31, 39),
        yellow: code(33, 39),
        green: code(32, 39),
        cyan: code(36, 39),
        bold: code(1, 22),
        dim: code(2, 22),
        underline: code(4, 24),
    };
}
/** Foreign text as part of a line that no workflow runner takes for its command, wherever the line is broken. */
function layout_printable(text) {
    return oneLine(text)
        .replace(/(^|\s)::/g, '$1: :')
        .replaceAll('##[', '# #[');
}
/**
 * Words in lines of at most `width` characters, a longer word on a line of its own.
 * @param indent starts each line
 * @param first starts the first line instead; no wider than `indent`
 */
function wrap(text, width, indent, first = indent) {
    const room = Math.max(20, width - indent.length);
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > room) {
            lines.push(line);
            line = word;
        }
        else
            line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
    return lines.map((content, index) => `${index === 0 ? first : indent}${content}`);
}
/** Rows as aligned lines: the first `words` columns to the left, the others to the right. */
function table(rows, words) {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    return rows.map((row) => row
        .map((cell, column) => (column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd());
}

;// CONCATENATED MODULE: ./lib/src/report/wording.js
const conclusionWords = {
    success: 'Passed',
    neutral: 'Passed, with remarks',
    failure: 'Failed',
};
/** `1 error`, `3 errors`. */
function plural(count, noun) {
    return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
function allResults(report) {
    return report.causes.flatMap(({ results }) => results);
}
function allFindings(report) {
    return allResults(report).flatMap(({ findings }) => findings);
}
/** Whether a finding is of this change and nobody waived it. */
function isNew({ origin, waiver }) {
    return origin !== 'inherited' && !waiver;
}
function countsOf(results) {
    const findings = results.flatMap((result) => result.findings);
    const fresh = findings.filter(isNew);
    return {
        errors: fresh.filter(({ severity }) => severity === 'error').length,
        warnings: fresh.filter(({ severity }) => severity === 'warning').length,
        inherited: findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver).length,
        waived: findings.filter(({ waiver }) => waiver).length,
        fixed: results.reduce((sum, { fixed }) => sum + fixed.length, 0),
        errored: results.filter(({ outcome }) => outcome === 'errored').length,
        lost: results.filter(hasLost).length,
        inconclusive: results
            .flatMap(({ tests }) => tests)
            .filter(({ decision, inherited }) => decision === 'inconclusive' && !inherited).length,
    };
}
/** Whether a rule lost what it judges: not a pass, unless the policy says so. */
function hasLost({ lost, severity }) {
    return lost.length > 0 && severity !== 'off';
}
/** How urgent a rule's news is; `null` when it has none. What could not be looked at is as urgent as an error. */
function urgencyOf(result) {
    const fresh = result.findings.filter(isNew);
    if (result.outcome === 'errored' || hasLost(result) || fresh.some(({ severity }) => severity === 'error'))
        return 'error';
    return fresh.length > 0 ? 'warning' : null;
}
/** The rules that have news, most urgent first, else in the report's order. */
function rulesWithNews(report) {
    const results = allResults(report);
    return ['error', 'warning'].flatMap((urgency) => results.filter((result) => urgencyOf(result) === urgency));
}
/** `Failed: 3 errors, 1 rule that could not look and 2 warnings`. */
function headline(report) {
    if (report.mistakes.length > 0 && report.policy)
        return `Failed: ${plural(report.mistakes.length, 'mistake')} in the policy`;
    const { errors, warnings, errored, lost, inconclusive } = countsOf(allResults(report));
    const parts = [
        ...(errors > 0 ? [plural(errors, 'error')] : []),
        ...(errored > 0 ? [`${plural(errored, 'rule')} that could not look`] : []),
        ...(lost > 0 ? [`${plural(lost, 'rule')} that lost what ${lost === 1 ? 'it judges' : 'they judge'}`] : []),
        ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ];
    if (parts.length === 0 && inconclusive > 0)
        parts.push(plural(inconclusive, 'undecided comparison'));
    const words = conclusionWords[report.verdict.conclusion];
    return parts.length > 0
        ? `${words}: ${wording_listed(parts)}`
        : `${words}: ${lowerFirst(report.verdict.because[0] ?? 'nothing is at fault').replace(/\.$/, '')}`;
}
/** A reason of the verdict, apart from the rule that it begins with. */
function reasonsOf({ verdict, causes }) {
    const rules = causes.flatMap(({ results }) => results.map(({ rule }) => rule));
    return verdict.because.map((reason) => {
        const rule = rules.find((id) => reason.startsWith(`${id}:`) || reason.startsWith(`${id} `));
        return rule
            ? { rule, text: reason.slice(rule.length).replace(/^: ?/, '').trimStart() }
            : { rule: null, text: reason };
    });
}
/** `a`, `a and b`, `a, b and c`. */
function wording_listed(parts) {
    if (parts.length < 2)
        return parts.join('');
    return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
/** A score or share with the digits that matter: `0.874`. A missing one is a dash. */
function figure(value, digits = 3) {
    return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}
/** A difference with its sign: `+0.012`, `−0.300`, `±0.000`. */
function signed(value, digits = 3) {
    if (value === null || value === undefined || !Number.isFinite(value))
        return '–';
    const text = Math.abs(value).toFixed(digits);
    if (Number(text) === 0)
        return `±${text}`;
    return `${value < 0 ? '−' : '+'}${text}`;
}
/** `0.034`, `2e-7`, `< 1e-15`. */
function probability(p) {
    if (p < 1e-15)
        return '< 1e-15';
    return p >= 0.001 ? p.toFixed(3) : p.toExponential(0);
}
/** A measured value: `31`, `10,240`, `0.121`. */
function wording_amount(value) {
    return value.toLocaleString('en', { maximumSignificantDigits: Number.isInteger(value) ? 15 : 3 });
}
/** `It was 0.121 at the base.`, for a finding that got worse; else nothing. */
function before({ origin, was }) {
    return origin === 'worsened' && was !== undefined ? `It was ${wording_amount(was)} at the base.` : '';
}
/** The start and the end of a text of more than `most` characters: of a path, both ends tell. */
function shortened(text, most) {
    if (text.length <= most)
        return text;
    const end = Math.floor((most - 1) / 3);
    return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`.toWellFormed();
}
function shortCommit(commit) {
    return commit.slice(0, 8);
}
/** Where a finding is, unless its sentence begins by saying it. */
function placeBeside(finding) {
    const place = wording_placeOf(finding);
    return finding.text.startsWith(`${place} `) ? '' : place;
}
/** `data/a.csv:3:1`, as editors and terminals open it. */
function wording_placeOf({ at }) {
    if (!at)
        return '';
    return [at.path, ...(at.line ? [at.line, ...(at.column ? [at.column] : [])] : [])].join(':');
}

;// CONCATENATED MODULE: ./lib/src/report/terminal.js


const shown = { error: 8, warning: 3 };
/**
 * The report for people at a terminal: grouped by rule like a linter's output, the least urgent first and the verdict
 * on the last line, where the eye is.
 */
function renderTerminal(report, { colour, width }) {
    const paint = painter(colour);
    const blocks = [
        report.notes.flatMap(({ text }) => wrap(layout_printable(text), width, '  ', `${paint.dim('·')} `)),
        ...byTrouble(rulesWithNews(report).reverse()).map((results) => ruleLines(results, paint, width)),
        report.mistakes.flatMap(({ at, message }) => [
            `${paint.red('✖')} ${paint.bold(layout_printable(wording_placeOf({ at })))}`,
            ...wrap(layout_printable(message), width, '  '),
        ]),
        scoreLines(report.scores, paint),
        verdictLines(report, paint, width),
    ];
    return `${blocks
        .filter((block) => block.length > 0)
        .map((block) => block.join('\n'))
        .join('\n\n')}\n`;
}
/** Rules with nothing but the same trouble stand together, where the last of them stood. */
function byTrouble(results) {
    const alike = Map.groupBy(results.toReversed(), (result) => result.findings.some(isNew) ? result.rule : JSON.stringify([result.outcome, result.reason, result.lost]));
    return [...alike.values()].reverse();
}
function ruleLines(alike, paint, width) {
    const [result, ...others] = alike;
    const { rule, outcome, reason, lost, fix } = result;
    const urgency = urgencyOf(result) ?? 'warning';
    const fresh = result.findings.filter(isNew);
    const limit = shown[urgency];
    const step = (text) => wrap(layout_printable(text), width, '    ', `  ${paint.cyan('→')} `);
    const name = others.length > 0 ? `${alike.length} rules` : rule;
    const lines = [`${urgency === 'error' ? paint.red('✖') : paint.yellow('▲')} ${paint.bold(name)}`];
    if (others.length > 0)
        lines.push(...wrap(alike.map((each) => each.rule).join(', '), width, '  ').map(paint.dim));
    if (outcome === 'errored')
        lines.push(...wrap(layout_printable(`Could not look: ${reason ?? ''}`), width, '  '));
    if (hasLost(result)) {
        lines.push(...wrap(`Lost what it judges: head no longer has ${wording_listed(lost.map(layout_printable))}.`, width, '  '), ...step('Restore it, or take it out of the policy first.'));
    }
    lines.push(...fresh.slice(0, limit).flatMap((finding) => findingLines(finding, paint, width)));
    if (fresh.length > limit)
        lines.push(`  ${paint.dim(`… and ${fresh.length - limit} more in the reports`)}`);
    if (fresh.length > 0)
        lines.push(...step(fix));
    return lines;
}
function findingLines(finding, paint, width) {
    const place = placeBeside(finding);
    const text = `${layout_printable(finding.text)} ${before(finding)}`.trimEnd();
    if (!place)
        return wrap(text, width, '    ', '  ');
    return [`  ${paint.underline(layout_printable(place))}`, ...wrap(text, width, '    ')];
}
function scoreLines(models, paint) {
    if (models.length === 0)
        return [];
    const [heads, ...rows] = table([
        ['model', 'score', 'base', 'head', 'model effect', 'data effect'],
        ...models.map(({ model, score, split, base, head, comparison }) => [
            shortened(layout_printable(model), 24),
            shortened(layout_printable(`${score} on ${split}`), 28),
            figure(base?.declared.value),
            figure(head?.declared.value),
            signed(comparison?.modelEffect),
            signed(comparison?.dataEffect),
        ]),
    ], 2);
    return [paint.dim(heads), ...rows].map((line) => `  ${line}`);
}
function verdictLines(report, paint, width) {
    const { conclusion, because } = report.verdict;
    const colour = { success: paint.green, neutral: paint.yellow, failure: paint.red }[conclusion];
    const { inherited, fixed, waived } = countsOf(allResults(report));
    const aside = [
        ...(fixed > 0 ? [`${fixed} fixed`] : []),
        ...(inherited > 0 ? [`${inherited} inherited from the base`] : []),
        ...(waived > 0 ? [`${waived} waived`] : []),
    ];
    const undecided = because.filter((reason) => reason.includes('inconclusive'));
    return [
        ...undecided.flatMap((reason) => wrap(layout_printable(reason), width, '')),
        ...(aside.length > 0 ? wrap(`Besides: ${wording_listed(aside)}.`, width, '').map(paint.dim) : []),
        ...wrap(layout_printable(headline(report)), width, '').map((line) => paint.bold(colour(line))),
    ];
}

;// CONCATENATED MODULE: ./lib/src/run/exit-code.js
/** 0 the gate passed, 1 it failed, 2 usage or policy mistake, 3 it could not run. */
function exitCodeOf(ending) {
    switch (ending) {
        case 'success':
        case 'neutral':
            return 0;
        case 'failure':
            return 1;
        case 'usage':
        case 'policy':
            return 2;
        default:
            return 3;
    }
}

;// CONCATENATED MODULE: ./lib/src/report/html/findings.js


/** Findings in sight, and behind a click; the JSON has those past that, since a page of ten thousand helps nobody. */
const inSight = 8;
const findings_shown = 200;
/** Pictures of fewer pixels are shown larger, pixel by pixel. */
const small = 64;
/** What this change brings in, most urgent first: a card for each rule, with its pictures, why it matters and what to do. */
function newFindings(report, pictures) {
    const cards = rulesWithNews(report).map((result) => card(result, pictures));
    if (cards.length === 0)
        return '';
    const heading = report.base ? 'What this change brings in' : 'What was found';
    return `<h2>${heading}</h2>${cards.join('\n')}`;
}
function card(result, pictures) {
    const { rule, title, why, fix } = result;
    const findings = result.findings.filter(isNew);
    const urgency = urgencyOf(result) ?? 'warning';
    const label = findings.length > 0 ? plural(findings.length, urgency) : 'could not judge';
    return `<section class="card rule ${urgency}" id="${html(rule)}"><div class="top"><h3>${coded(title)}</h3><span class="badge">${label}</span><code>${html(rule)}</code></div>${troubles(result)}${list(findings, pictures)}<dl><dt>Why it matters</dt><dd>${coded(why)}</dd><dt>What to do</dt><dd>${coded(fix)}</dd></dl></section>`;
}
function coded(text) {
    return prose(text, html, (part) => `<code>${html(part)}</code>`);
}
function troubles(result) {
    const { outcome, reason, lost } = result;
    return [
        ...(outcome === 'errored' ? [`<p class="trouble">It could not look. ${html(reason ?? '')}</p>`] : []),
        ...(hasLost(result)
            ? [
                `<p class="trouble">Head no longer has ${html(wording_listed(lost))}. Restore it, or take it out of the policy first.</p>`,
            ]
            : []),
    ].join('');
}
function list(findings, pictures) {
    if (findings.length === 0)
        return '';
    const items = findings.slice(0, findings_shown).map((finding) => item(finding, pictures));
    const past = findings.length - findings_shown;
    const note = past > 0 ? `<p class="meta">… and ${past} more in the JSON report.</p>` : '';
    const pictured = findings.filter(({ fingerprint }) => pictures.get(fingerprint)?.images.length === 1).length;
    const open = `<ul class="findings${pictured > 1 ? ' grid' : ''}">`;
    const seen = `${open}${items.slice(0, inSight).join('')}</ul>`;
    if (items.length <= inSight)
        return seen;
    return `${seen}<details class="more"><summary>${findings.length - inSight} more</summary>${open}${items.slice(inSight).join('')}</ul>${note}</details>`;
}
function item(finding, pictures) {
    const place = placeBeside(finding);
    const was = before(finding);
    const { waiver } = finding;
    const parts = [
        gallery(finding, pictures.get(finding.fingerprint)),
        place ? `<code class="place">${html(place)}</code>` : '',
        html(finding.text),
        was ? ` <span class="was">${was}</span>` : '',
        waiver ? ` <span class="meta">Waived until ${html(waiver.until)}: ${html(waiver.reason)}</span>` : '',
    ];
    return `<li>${parts.join('')}</li>`;
}
function gallery({ text }, picture) {
    if (!picture)
        return '';
    const figures = picture.images.map(({ caption, width, height, uri }) => {
        const said = text.startsWith(caption) ? '' : `<figcaption>${html(caption)}</figcaption>`;
        const scale = Math.max(width, height) < small ? Math.floor(112 / Math.max(width, height)) : 1;
        return `<figure><img${scale > 1 ? ' class="pixel"' : ''} src="${html(uri)}" width="${width * scale}" height="${height * scale}" alt="${html(caption)}" loading="lazy">${said}</figure>`;
    });
    return `<div class="pictures">${figures.join('')}</div>`;
}
/** Fixed, waived and inherited findings, folded. */
function olderFindings(report, pictures) {
    const groups = [
        ['Fixed by this change', ({ fixed }) => fixed],
        ['Waived', ({ findings }) => findings.filter(({ waiver }) => waiver)],
        [
            'Inherited from the base',
            ({ findings }) => findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver),
        ],
    ];
    return groups
        .map(([heading, of]) => {
        const rules = allResults(report).flatMap((result) => {
            const findings = of(result);
            return findings.length > 0 ? [{ rule: result.rule, findings }] : [];
        });
        if (rules.length === 0)
            return '';
        const count = rules.reduce((sum, { findings }) => sum + findings.length, 0);
        const body = rules.map(({ rule, findings }) => `<h3><code>${html(rule)}</code></h3>${list(findings, pictures)}`);
        return `<details class="card"><summary>${heading}: ${count}</summary>${body.join('')}</details>`;
    })
        .join('');
}

;// CONCATENATED MODULE: ./lib/src/report/html/plots.js


const width = 440;
const left = 154;
const right = 100;
const rowHeight = 24;
const plots_top = 6;
/** Characters that fit left of the axis, the note's included. */
const longestLabel = 23;
/**
 * Dots for base and head on one line for each row, with intervals where there are any: a reader sees which way each
 * moved. The axis spans the values, widened to round tenths.
 */
function dotPlot(title, rows) {
    const values = rows
        .flatMap(({ base, head, baseInterval, headInterval }) => [
        base,
        head,
        ...(baseInterval ?? []),
        ...(headInterval ?? []),
    ])
        .filter((value) => value !== null);
    if (values.length === 0)
        return '';
    const low = Math.floor(Math.min(...values) * 10) / 10;
    const high = Math.max(Math.ceil(Math.max(...values) * 10) / 10, low + 0.1);
    const x = (value) => left + ((value - low) / (high - low)) * (width - left - right);
    const height = plots_top + rows.length * rowHeight + 20;
    const ticks = ticksOf(low, high).map((tick) => `<line class="grid" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${plots_top}" y2="${height - 18}"/><text class="soft" x="${px(x(tick))}" y="${height - 4}" text-anchor="middle">${figure(tick, 1)}</text>`);
    const lines = rows.map((row, index) => plots_rowOf(row, plots_top + (index + 0.5) * rowHeight, x));
    return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${html(title)}"><title>${html(title)}</title>${ticks.join('')}${lines.join('')}</svg>`;
}
function plots_rowOf({ label, note, base, head, baseInterval, headInterval }, y, x) {
    const shown = shortened(label, Math.max(8, longestLabel - note.length));
    const parts = [`<text x="0" y="${y + 4}">${html(shown)}<tspan class="soft" dx="4">${html(note)}</tspan></text>`];
    if (base !== null && head !== null && base !== head) {
        parts.push(`<line class="${head < base ? 'loss' : 'gain'}" stroke-width="3" x1="${px(x(base))}" x2="${px(x(head))}" y1="${y}" y2="${y}"/>`);
    }
    const interval = (bounds, className, offset) => bounds
        ? `<line class="${className}" stroke-width="1.5" x1="${px(x(bounds[0]))}" x2="${px(x(bounds[1]))}" y1="${y + offset}" y2="${y + offset}"/>`
        : '';
    parts.push(interval(baseInterval, 'base', -5), interval(headInterval, 'head', 5));
    if (base !== null)
        parts.push(`<circle class="base hollow" stroke-width="2" cx="${px(x(base))}" cy="${y}" r="4"/>`);
    if (head !== null)
        parts.push(`<circle class="head" cx="${px(x(head))}" cy="${y}" r="4"/>`);
    const values = base !== null && head !== null ? `${figure(base)} → ${figure(head)}` : figure(head ?? base);
    parts.push(`<text x="${width}" y="${y + 4}" text-anchor="end">${values}</text>`);
    return `<g><title>${html(label)}: base ${figure(base)}, head ${figure(head)}</title>${parts.join('')}</g>`;
}
function ticksOf(low, high) {
    const step = high - low > 0.5 ? 0.2 : 0.1;
    const count = Math.round((high - low) / step);
    return Array.from({ length: count + 1 }, (_, index) => Math.round((low + index * step) * 10) / 10).filter((tick) => tick <= high + 1e-9);
}
function px(value) {
    return value.toFixed(1);
}

;// CONCATENATED MODULE: ./lib/src/report/html/models.js



/** Rows of one plot. */
const shownRows = 24;
/** Each model's scores: the declared one with intervals, the 2 × 2 of models and data, classes and groups. */
function modelSections({ scores }) {
    if (scores.length === 0)
        return '';
    const key = '<p class="key"><i class="b"></i>base<i class="h"></i>head. A thick line shows which way a score moved, thin lines are 95 % intervals of the declared score, n counts images.</p>';
    return `<h2>Models</h2>${key}${scores.map(modelCard).join('')}`;
}
function modelCard(scores) {
    const { model, score, split, base, head } = scores;
    const names = ['accuracy', 'balanced_accuracy', 'macro_f1', 'mcc', 'roc_auc', 'pr_auc'];
    const overall = [...new Set([score, ...names])].map((name) => ({
        label: name,
        note: '',
        base: base?.values[name] ?? null,
        head: head?.values[name] ?? null,
        ...(name === score ? { baseInterval: base?.declared.interval, headInterval: head?.declared.interval } : {}),
    }));
    const plots = [
        panel('Scores', dotPlot(`Scores of ${model}`, overall.filter(inUnitRange))),
        moved('Recall by class', `Recall of ${model} by class`, classRows(base, head)),
        moved('Accuracy by group', `Accuracy of ${model} by group`, models_groupRows(base, head)),
    ];
    return `<section class="card"><h3><code>${html(model)}</code></h3><p class="meta">Declared score: <b>${html(score)}</b>, on ${plural(head?.n ?? base?.n ?? 0, 'image')} of ${html(scores.dataset)} (${html(split)})</p><div class="plots">${plots.join('')}${square(scores)}</div></section>`;
}
function inUnitRange({ base, head }) {
    return ([base, head].every((value) => value === null || (value >= -1 && value <= 1)) && (base !== null || head !== null));
}
function panel(title, plot) {
    return plot === '' ? '' : `<div><h4>${title}</h4>${plot}</div>`;
}
/** A plot of the rows that matter: where there are many, those that lost most and those that are lowest. */
function moved(heading, title, rows) {
    if (rows.length <= shownRows)
        return panel(heading, dotPlot(title, rows));
    const gain = ({ base, head }) => (head ?? 0) - (base ?? head ?? 0);
    const least = [...rows].sort((a, b) => gain(a) - gain(b) || (a.head ?? 0) - (b.head ?? 0)).slice(0, shownRows);
    return panel(`${heading}: the ${shownRows} of ${rows.length} that lost most`, dotPlot(title, least));
}
function classRows(base, head) {
    const names = [...new Set([...(base?.classes ?? []), ...(head?.classes ?? [])].map(({ name }) => name))];
    return names.map((label) => {
        const before = base?.classes.find(({ name }) => name === label);
        const after = head?.classes.find(({ name }) => name === label);
        return {
            label,
            note: `n ${after?.n ?? before?.n}`,
            base: before?.recall ?? null,
            head: after?.recall ?? null,
        };
    });
}
function models_groupRows(base, head) {
    const keys = [
        ...new Set([...(base?.groups ?? []), ...(head?.groups ?? [])].map(({ attribute, value }) => `${attribute}=${value}`)),
    ];
    return keys.map((label) => {
        const find = (side) => side?.groups.find(({ attribute, value }) => `${attribute}=${value}` === label);
        const [before, after] = [find(base), find(head)];
        return {
            label,
            note: `n ${after?.n ?? before?.n}`,
            base: before?.accuracy ?? null,
            head: after?.accuracy ?? null,
        };
    });
}
function square({ comparison, score }) {
    if (!comparison)
        return '';
    const { square: cells, modelEffect, dataEffect, flips, sameData } = comparison;
    return `<div><h4>Effect of the model, effect of the data</h4><div class="scroll"><table><thead><tr><th>${html(score)}</th><th class="n">base’s data</th><th class="n">head’s data</th></tr></thead><tbody><tr><th>base model</th><td class="n">${figure(cells.baseOnBase)}</td><td class="n">${figure(cells.baseOnHead)}</td></tr><tr><th>head model</th><td class="n">${figure(cells.headOnBase)}</td><td class="n">${figure(cells.headOnHead)}</td></tr></tbody></table></div><p class="meta">The model accounts for ${signed(modelEffect)}, the evaluation data for ${signed(dataEffect)}${sameData ? ' (it is unchanged)' : ''}. ${flips.negative} images turned from right to wrong, ${flips.positive} from wrong to right.</p></div>`;
}

;// CONCATENATED MODULE: ./lib/src/report/html/style.js
/** The report's own style: no font, picture or script from outside; light and dark; narrow screens. */
const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#f6f8fa;--card:#fff;--bad:#b8202a;--warn:#7d4e00;--good:#1a7f37;--base:#6e7781;--head:#0969da;--bad-wash:#ffebe9;--warn-wash:#fff8c5}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--page:#0d1117;--card:#161b22;--bad:#ff7b72;--warn:#d29922;--good:#3fb950;--base:#8b949e;--head:#58a6ff;--bad-wash:#3c1618;--warn-wash:#33290a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header>div,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
header{border-bottom:1px solid var(--line);background:var(--card);padding:1.25rem 0}
header.failure{border-top:6px solid var(--bad)}header.neutral{border-top:6px solid var(--warn)}header.success{border-top:6px solid var(--good)}
h1{font-size:1.5rem;line-height:1.25;margin:.35rem 0 .9rem}
h2{font-size:1.15rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0}h4{font-size:.88rem;margin:0 0 .4rem}
.failure h1{color:var(--bad)}.neutral h1{color:var(--warn)}.success h1{color:var(--good)}
.kicker,.meta{color:var(--soft);font-size:.88rem;margin:0;overflow-wrap:anywhere}
a{color:var(--head)}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.reasons{margin:1rem 0 0;padding:0;list-style:none}.reasons li{margin:.3rem 0;overflow-wrap:anywhere}
.causes{display:grid;grid-template-columns:repeat(4,1fr);gap:.5rem;margin:0;padding:0;list-style:none}
.causes a,.causes div{display:block;height:100%;padding:.45rem .7rem;border:1px solid var(--line);border-radius:.5rem;color:inherit;text-decoration:none;line-height:1.35}
.causes a:hover{border-color:var(--head)}
.causes b{display:block;font-size:.9rem}.causes span{font-size:.82rem;color:var(--soft)}
.causes .error{background:var(--bad-wash);border-color:var(--bad)}.causes .error span{color:var(--bad);font-weight:600}
.causes .warning{background:var(--warn-wash);border-color:var(--warn)}.causes .warning span{color:var(--warn);font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1.1rem;margin:.75rem 0;overflow-wrap:anywhere}
.card>h2{margin:0;font-size:1.05rem}
.rule{border-left:4px solid var(--line);scroll-margin-top:1rem}.rule.error{border-left-color:var(--bad)}.rule.warning{border-left-color:var(--warn)}
.top{display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline}.top code{color:var(--soft);margin-left:auto}
.badge{font-size:.78rem;font-weight:600;padding:.05rem .5rem;border-radius:1rem;white-space:nowrap}
.error .badge{color:var(--bad);background:var(--bad-wash)}.warning .badge{color:var(--warn);background:var(--warn-wash)}
.trouble{margin:.6rem 0 0;color:var(--bad)}
.findings{list-style:none;margin:.6rem 0 0;padding:0}.findings li{padding:.5rem 0;border-top:1px solid var(--line)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:0 1rem;font-size:.92rem}
.place{color:var(--soft);display:block}.was{color:var(--soft)}
.more>summary{color:var(--head)}
.pictures{display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 .35rem}.pictures figure{margin:0;max-width:10.5rem}
.pictures img{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:.25rem;background:#fff}
.pixel{image-rendering:pixelated}
figcaption{font-size:.78rem;line-height:1.35;color:var(--soft);margin-top:.2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .9rem;margin:.75rem 0 0;padding-top:.6rem;border-top:1px solid var(--line);font-size:.92rem}
dt{color:var(--soft)}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
td{min-width:3.5rem}td code{overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}.scroll code{min-width:9rem;display:inline-block}.worse{color:var(--bad);font-weight:600}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.25rem 2.5rem;margin-top:.9rem}
svg{display:block;width:100%;max-width:34rem;height:auto;overflow:visible}svg text{font:11.5px system-ui,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}svg .soft{fill:var(--soft)}
svg .grid{stroke:var(--line)}svg .base{stroke:var(--base);fill:var(--base)}svg .head{stroke:var(--head);fill:var(--head)}svg .loss{stroke:var(--bad)}svg .gain{stroke:var(--good)}svg .hollow{fill:var(--card)}
.key{font-size:.85rem;color:var(--soft);margin:.25rem 0 .75rem}.key i{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin:0 .35rem 0 .9rem}.key i:first-child{margin-left:0}
.key .b{border:2px solid var(--base)}.key .h{background:var(--head)}
.plain{margin:0 0 .6rem;padding:0;list-style:none}
details{margin:.5rem 0}summary{cursor:pointer}details>h3{margin-top:.75rem}details.card{padding:.7rem 1.1rem}
footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}footer p{margin:.2rem 0}
:focus-visible{outline:2px solid var(--head);outline-offset:2px}
@media(max-width:40rem){body{font-size:14px}main,header>div,footer{padding:0 .8rem}.card{padding:.8rem}dl{grid-template-columns:1fr}dt{margin-top:.3rem}h1{font-size:1.25rem}.causes{grid-template-columns:1fr 1fr}.top code{margin-left:0;flex-basis:100%}}
@media print{body{background:none}.card{break-inside:avoid}}
`;

;// CONCATENATED MODULE: ./lib/src/report/html/tables.js


const kinds = ['added', 'removed', 'modified', 'renamed', 'moved', 'relabelled'];
const shownSamples = 300;
function changeTables({ changes: { datasets, models } }) {
    const moved = datasets.filter(({ samples }) => samples.length > 0);
    const touched = models.filter(({ weights, preprocessing }) => weights !== 'same' || preprocessing !== 'same');
    if (moved.length + touched.length === 0)
        return '';
    const rows = moved.map(({ dataset, samples }) => {
        const counts = kinds.map((kind) => `<td class="n">${samples.filter((sample) => sample.kind === kind).length || ''}</td>`);
        return `<tr><th><code>${html(dataset)}</code></th>${counts.join('')}</tr>`;
    });
    const heads = ['added', 'removed', 'modified', 'renamed', 'other split', 'relabelled'].map((kind) => `<th class="n">${kind}</th>`);
    const table = moved.length > 0
        ? `<div class="scroll"><table><thead><tr><th>dataset</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${moved.map(sampleList).join('')}`
        : '';
    const lines = touched.map(({ model, weights, preprocessing }) => `<li><code>${html(model)}</code>: weights ${weights}, preprocessing ${preprocessing}</li>`);
    return `<h2>What changed</h2><section class="card">${lines.length > 0 ? `<ul class="plain">${lines.join('')}</ul>` : ''}${table}</section>`;
}
function sampleList({ dataset, samples }) {
    const rows = samples.slice(0, shownSamples).map(({ kind, path, from, label, split }) => {
        const before = [
            from?.path,
            from?.label === undefined ? undefined : `label ${from.label ?? 'none'}`,
            from?.split === undefined ? undefined : `split ${from.split}`,
        ]
            .filter(Boolean)
            .join(', ');
        return `<tr><td>${kind}</td><td><code>${html(path)}</code></td><td>${html([label ?? '', split].filter(Boolean).join(', '))}</td><td>${html(before)}</td></tr>`;
    });
    const more = samples.length > shownSamples
        ? `<p class="meta">… and ${samples.length - shownSamples} more in the JSON report.</p>`
        : '';
    return `<details><summary>${html(dataset)}: ${plural(samples.length, 'change')}</summary><div class="scroll"><table><thead><tr><th>change</th><th>image</th><th>now</th><th>before</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>${more}</details>`;
}
function testTable(report) {
    const tests = allResults(report).flatMap(({ rule, tests: own }) => own.map((test) => ({ rule, test })));
    if (tests.length === 0)
        return '';
    const rows = tests.map(({ rule, test: { subject, decision, effect, interval, tolerance, adjustedP, n, requiredN } }) => `<tr><td><code>${html(rule)}</code></td><td>${html(subject)}</td><td${decision === 'worse' ? ' class="worse"' : ''}>${decision}</td><td class="n">${signed(effect)}</td><td class="n">${signed(interval[0])} … ${signed(interval[1])}</td><td class="n">${figure(tolerance)}</td><td class="n">${html(probability(adjustedP))}</td><td class="n">${n}${decision === 'inconclusive' && requiredN ? ` of ${requiredN}` : ''}</td></tr>`);
    return `<details class="card"><summary>Comparisons made: ${tests.length}</summary><p class="meta">A loss above 0 means that head is worse. A comparison fails only where the loss lies beyond the tolerance after the correction for making many at once.</p><div class="scroll"><table><thead><tr><th>rule</th><th>subject</th><th>decision</th><th class="n">loss</th><th class="n">95 % interval</th><th class="n">tolerance</th><th class="n">p, corrected</th><th class="n">n</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}
function idleRules(report) {
    const idle = allResults(report).filter(({ outcome }) => outcome !== 'ran');
    if (idle.length === 0)
        return '';
    const rows = idle.map(({ rule, outcome, reason }) => `<tr><td><code>${html(rule)}</code></td><td${outcome === 'errored' ? ' class="worse"' : ''}>${outcome === 'errored' ? 'could not look' : 'skipped'}</td><td>${html(reason ?? '')}</td></tr>`);
    return `<details class="card"><summary>Rules that did not run, or not on everything: ${idle.length}</summary><div class="scroll"><table><tbody>${rows.join('')}</tbody></table></div></details>`;
}

;// CONCATENATED MODULE: ./lib/src/report/html.js







const shownReasons = 12;
/** The report as one file that needs nothing else: no script, no request, its style allowed by its hash alone. */
function renderHtml(report, pictures) {
    const byFingerprint = new Map(pictures.map((picture) => [picture.fingerprint, picture]));
    const hash = (0,external_node_crypto_.createHash)('sha256').update(style).digest('base64');
    const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${html(`${headline(report)} – Vision Gate, ${report.repository}`)}</title>
<style>${style}</style>
</head>
<body>
${head(report)}
<main>
${[
        mistakes(report),
        newFindings(report, byFingerprint),
        modelSections(report),
        changeTables(report),
        besides(report, byFingerprint),
    ]
        .filter((part) => part !== '')
        .join('\n')}
</main>
${foot(report)}
</body>
</html>
`;
}
function head(report) {
    const { verdict, base } = report;
    const named = ({ commit, ref }) => `${ref && !commit.startsWith(ref) ? `${html(ref)} ` : ''}<code>${html(shortCommit(commit))}</code>`;
    const commits = base ? `${named(report.head)} compared with ${named(base)}` : `audit of ${named(report.head)}`;
    return `<header class="${verdict.conclusion}"><div><p class="kicker"><b>Vision Gate</b> · ${html(report.repository)} · ${commits}</p><h1>${html(headline(report))}</h1>${strip(report)}${reasons(report)}</div></header>`;
}
/** The eight causes, each a link to its first news. */
function strip(report) {
    const news = rulesWithNews(report);
    const items = report.causes.map(({ cause, results }) => {
        const { errors, warnings, errored, lost, inherited } = countsOf(results);
        const first = news.find((result) => result.cause === cause);
        const words = [
            ...(errors > 0 ? [plural(errors, 'error')] : []),
            ...(errored > 0 ? [`${errored} could not look`] : []),
            ...(lost > 0 ? [`${lost} lost`] : []),
            ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
        ];
        const ran = results.some(({ outcome }) => outcome === 'ran');
        const calm = ran ? (inherited > 0 ? `${inherited} inherited` : 'nothing new') : 'did not run';
        const body = `<b>${cause}</b><span>${words.join(', ') || calm}</span>`;
        return first
            ? `<li><a class="${urgencyOf(first) ?? ''}" href="#${html(first.rule)}">${body}</a></li>`
            : `<li><div>${body}</div></li>`;
    });
    return items.length > 0 ? `<ul class="causes">${items.join('')}</ul>` : '';
}
function reasons(report) {
    const linked = new Set(rulesWithNews(report).map(({ rule }) => rule));
    const items = reasonsOf(report).map(({ rule, text }) => {
        if (rule === null)
            return `<li>${html(text)}</li>`;
        const id = `<code>${html(rule)}</code>`;
        return `<li>${linked.has(rule) ? `<a href="#${html(rule)}">${id}</a>` : id} ${html(text)}</li>`;
    });
    const more = items.length > shownReasons ? [`<li>… and ${items.length - shownReasons} more below.</li>`] : [];
    return report.mistakes.length > 0
        ? ''
        : `<ul class="reasons">${[...items.slice(0, shownReasons), ...more].join('')}</ul>`;
}
function mistakes(report) {
    if (report.mistakes.length === 0)
        return '';
    const items = report.mistakes.map((mistake) => `<li><code class="place">${html(wording_placeOf(mistake))}</code>${html(mistake.message)}</li>`);
    return `<section class="card rule error"><h2>${report.policy ? 'Nothing was checked: the policy has mistakes' : 'Nothing was checked'}</h2><ul class="findings">${items.join('')}</ul></section>`;
}
function besides(report, pictures) {
    const parts = [olderFindings(report, pictures), testTable(report), idleRules(report)].join('');
    return parts === '' ? '' : `<h2>Besides</h2>${parts}`;
}
function foot({ tool, policy, notes, environment, timings }) {
    const from = policy
        ? ` Policy: <code>${html(policy.path)}</code> of ${policy.side === 'given' ? 'this machine' : `the ${policy.side}`}.`
        : '';
    const facts = Object.entries(environment).map(([name, value]) => `${html(name)} ${html(value)}`);
    const seconds = timings.map(({ step, milliseconds }) => `${html(step)} ${(milliseconds / 1000).toFixed(1)} s`);
    const lines = [`Vision Gate ${html(tool)}.${from}`, facts.join(' · '), seconds.join(' · ')].filter(Boolean);
    const said = notes.map(({ text }) => `<li>${html(text)}</li>`).join('');
    return `<footer>${said ? `<ul>${said}</ul>` : ''}${lines.map((line) => `<p>${line}</p>`).join('')}</footer>`;
}

;// CONCATENATED MODULE: ./lib/src/report/junit.js


/** JUnit XML: a suite for each cause, a case for each rule; only what fails the gate is a failure or an error. */
function toJunit(report) {
    const suites = report.causes
        .filter(({ results }) => results.length > 0)
        .map(({ cause, results }) => suite(cause, results.map(toCase)));
    const mistakes = report.mistakes.map(({ at, message }) => testcase('policy', `${at.path}:${at.line ?? 1}`, 'error', message));
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="Vision Gate">',
        ...(mistakes.length > 0 ? [suite('policy', mistakes)] : []),
        ...suites,
        '</testsuites>',
        '',
    ].join('\n');
}
function suite(name, cases) {
    const count = (state) => cases.filter((one) => one.state === state).length;
    return [
        `  <testsuite name="${name}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
        ...cases.map(({ xml }) => xml),
        '  </testsuite>',
    ].join('\n');
}
function toCase(result) {
    const { cause, rule, outcome, reason, title, lost } = result;
    const failing = result.findings.filter((finding) => isNew(finding) && finding.severity === 'error');
    const lines = failing.map((finding) => `${placeBeside(finding)} ${finding.text}`.trim());
    if (outcome === 'errored')
        return testcase(cause, rule, 'error', `It could not look: ${reason ?? ''}`, lines);
    if (hasLost(result))
        return testcase(cause, rule, 'error', `It lost what it judges: ${lost.join(', ')}`, lines);
    if (lines.length > 0)
        return testcase(cause, rule, 'failure', title, lines);
    if (outcome === 'skipped')
        return testcase(cause, rule, 'skipped', reason ?? '');
    return testcase(cause, rule, 'passed', '');
}
function testcase(group, name, state, message, lines = []) {
    const body = state === 'passed'
        ? ''
        : lines.length > 0
            ? `<${state} message="${html(message)}">${lines.map(html).join('\n')}</${state}>`
            : `<${state} message="${html(message)}"/>`;
    return { state, xml: `    <testcase classname="${group}" name="${html(name)}">${body}</testcase>` };
}

;// CONCATENATED MODULE: ./lib/src/report/sarif.js


/** GitHub's code scanning takes at most this many results of one run. */
const resultLimit = 25_000;
/**
 * SARIF 2.1.0 for code scanning: one run; inherited findings as `unchanged`, waived ones as suppressed, what could not
 * be looked at as notifications. Most important first, since what is past the limit is left out.
 */
function toSarif(report) {
    const results = allResults(report);
    const rules = results.filter(({ findings }) => findings.length > 0);
    const index = new Map(rules.map(({ rule }, position) => [rule, position]));
    const findings = rules.flatMap((result) => result.findings).sort((a, b) => sarif_rank(a) - sarif_rank(b));
    const troubles = results.flatMap(notificationsOf);
    const mistakes = report.mistakes.map(({ at, message }) => ({
        level: 'error',
        message: sarif_text(message),
        locations: [sarif_location(at)],
    }));
    return {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'Vision Gate', version: report.tool, rules: rules.map(toRule) } },
                automationDetails: { id: 'vision-gate/' },
                invocations: [
                    {
                        executionSuccessful: troubles.length + mistakes.length === 0,
                        ...(troubles.length > 0 ? { toolExecutionNotifications: troubles } : {}),
                        ...(mistakes.length > 0 ? { toolConfigurationNotifications: mistakes } : {}),
                    },
                ],
                results: findings
                    .slice(0, resultLimit)
                    .map((finding) => toResult(finding, index.get(finding.rule) ?? 0, report)),
            },
        ],
    };
}
function sarif_rank(finding) {
    return (isNew(finding) ? 0 : 2) + (finding.severity === 'error' ? 0 : 1);
}
function notificationsOf(result) {
    const { rule, outcome, reason, lost } = result;
    const say = (sentence) => ({ level: 'error', message: sarif_text(`${rule} ${sentence}`) });
    return [
        ...(outcome === 'errored' ? [say(`could not look: ${reason ?? ''}`)] : []),
        ...(hasLost(result) ? [say(`lost what it judges: ${lost.join(', ')}`)] : []),
    ];
}
function toRule({ rule, title, why, fix, severity }) {
    return {
        id: rule,
        shortDescription: { text: title },
        fullDescription: { text: why },
        help: { text: fix },
        defaultConfiguration: { level: severity === 'error' ? 'error' : 'warning' },
        properties: { tags: [rule.slice(0, rule.indexOf('/'))] },
    };
}
function toResult(finding, ruleIndex, report) {
    const { at, fingerprint, origin, rule, severity, waiver } = finding;
    return {
        ruleId: rule,
        ruleIndex,
        level: severity,
        message: sarif_text(finding.text),
        baselineState: origin === 'introduced' ? 'new' : origin === 'worsened' ? 'updated' : 'unchanged',
        partialFingerprints: { 'visionGate/v1': fingerprint },
        locations: [sarif_location(at ?? { path: report.policy?.path ?? '.github/vision-gate.yml' })],
        ...(waiver ? { suppressions: [{ kind: 'external', justification: waiver.reason }] } : {}),
    };
}
/** SARIF reads `[words](target)` in plain text as a link, which foreign text must not make. */
function sarif_text(words) {
    return { text: oneLine(words).replaceAll('](', '] (') };
}
function sarif_location({ path, line, column }) {
    return {
        physicalLocation: {
            artifactLocation: { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/') },
            region: { startLine: Math.max(1, line ?? 1), ...(column ? { startColumn: column } : {}) },
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/run/write-reports.js






/** Writes the report in each form that was asked for. @throws Fault `unable` when a file cannot be written. */
async function writeReports(report, pictures, paths) {
    const forms = [
        [paths.json, () => `${JSON.stringify(report, null, 2)}\n`],
        [paths.sarif, () => JSON.stringify(toSarif(report), null, 2)],
        [paths.junit, () => toJunit(report)],
        [paths.html, () => renderHtml(report, pictures)],
    ];
    for (const [path, render] of forms) {
        if (!path)
            continue;
        try {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.resolve)(path)), { recursive: true });
            await (0,promises_.writeFile)(path, render());
        }
        catch (error) {
            throw new Fault('unable', `The report could not be written to ${path}: ${error.message}. Name a file in a folder that can be written.`);
        }
    }
}

;// CONCATENATED MODULE: ./lib/src/command-line/arguments.js


const options = {
    repo: { type: 'string' },
    base: { type: 'string' },
    head: { type: 'string' },
    ref: { type: 'string' },
    policy: { type: 'string' },
    json: { type: 'string' },
    sarif: { type: 'string' },
    junit: { type: 'string' },
    html: { type: 'string' },
    provider: { type: 'string' },
    cache: { type: 'string' },
    'no-cache': { type: 'boolean' },
    only: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
    quiet: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
};
/** @throws Fault `usage` for a flag that does not exist or lacks its value. */
function parseArguments(argv) {
    // `rules --json` takes no file: there the flag is a switch.
    const isList = argv[0] === 'rules';
    try {
        const { values, positionals } = (0,external_node_util_.parseArgs)({
            args: [...argv],
            allowPositionals: true,
            options: isList ? { ...options, json: { type: 'boolean' } } : options,
        });
        const { json, ...others } = values;
        const [command = 'help', ...operands] = positionals;
        const flags = {
            ...others,
            ...(typeof json === 'string' ? { json } : {}),
            ...(json === true ? { jsonToStdout: true } : {}),
        };
        return { command: flags.help ? 'help' : flags.version ? 'version' : command, operands, flags };
    }
    catch (error) {
        const message = error.message.split('. ')[0];
        throw new Fault('usage', `${message}. \`vision-gate --help\` lists the flags.`);
    }
}
const usage = `vision-gate – the required check for image datasets and vision models

  vision-gate check   compares two commits: judges what the change brings in
      --repo DIR        the repository (default: here)
      --base REV        what to compare with (default: the main branch)
      --head REV        what to judge (default: HEAD)
  vision-gate audit   judges one commit by itself
      --ref REV         the commit (default: HEAD)

  Of both:
      --policy FILE     a policy other than the base branch's vision-gate.yml
      --only NAME       a cause or a rule; may be repeated
      --strict          inconclusive comparisons fail
      --provider NAME   cpu (default), cuda, tensorrt, webgpu …
      --cache DIR       where facts are kept (default: ~/.cache/vision-gate)
      --no-cache        keep nothing
      --json F  --sarif F  --junit F  --html F
                        write the report
      --quiet           print the verdict alone

  vision-gate rules [--json]        the rules
  vision-gate explain RULE          what a rule looks for, why, and what to do
  vision-gate report FILE.json      show a report again; takes --html, --sarif, --junit
  vision-gate --version

Exit status: 0 success or neutral, 1 the gate failed, 2 usage or policy mistake, 3 could not run.
`;

;// CONCATENATED MODULE: ./lib/src/command-line/progress.js
/** One line that is drawn over on a terminal; in a log, a line when a step begins. */
function progressLine(stream, quiet) {
    let current = '';
    let drawn = 0;
    return {
        show(step, done, total) {
            if (quiet)
                return;
            if (!stream.isTTY) {
                if (step !== current)
                    stream.write(`${step} (${total})\n`);
            }
            else if (step !== current || performance.now() - drawn > 100) {
                stream.write(`\r\u001b[2K${step} ${done} of ${total}`);
                drawn = performance.now();
            }
            current = step;
        },
        clear() {
            if (!quiet && stream.isTTY && current !== '')
                stream.write('\r\u001b[2K');
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/command-line/rules.js

/** The rules as a list for people, or as JSON for programs. */
function listRules(rules, asJson) {
    const entries = rules.map(({ meta: { id, severity, recommended, title } }) => ({
        id,
        cause: id.slice(0, id.indexOf('/')),
        severity,
        recommended,
        title,
    }));
    if (asJson)
        return JSON.stringify(entries, null, 2);
    const width = Math.max(...entries.map(({ id }) => id.length));
    return entries.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`).join('\n');
}
/** A rule's page, as plain text. @throws Fault `usage` for a name that is no rule's. */
function explain(rules, id) {
    const rule = rules.find(({ meta }) => meta.id === id || meta.id.endsWith(`/${id}`));
    if (!rule)
        throw new Fault('usage', `Expected the name of a rule but received ${JSON.stringify(id ?? '')}. \`vision-gate rules\` lists them.`);
    const { meta, defaults } = rule;
    const options = Object.entries(meta.options).map(([name, sentence]) => `  ${name} (${JSON.stringify(defaults[name])}): ${sentence}`);
    return [
        `${meta.id} – ${meta.severity}${meta.recommended ? '' : ', off unless the policy switches it on'}`,
        meta.title,
        '',
        `Why it matters: ${meta.why}`,
        `What to do: ${meta.fix}`,
        ...(options.length > 0 ? ['', 'Options:', ...options] : []),
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/src/command-line/main.js















/** Runs one command and returns the exit status. Never throws: what goes wrong is a sentence on standard error. */
async function main(argv) {
    const stop = new AbortController();
    const interrupt = () => stop.abort(new Fault('unable', 'It was interrupted.'));
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    try {
        return await dispatch(parseArguments(argv), stop.signal);
    }
    catch (error) {
        const fault = stop.signal.aborted ? stop.signal.reason : error;
        if (!(fault instanceof Fault))
            throw error;
        const place = fault.at ? `${[fault.at.path, fault.at.line, fault.at.column].filter(Boolean).join(':')}: ` : '';
        console.error(`${place}${fault.message}`);
        return exitCodeOf(fault.kind);
    }
    finally {
        process.off('SIGINT', interrupt);
        process.off('SIGTERM', interrupt);
    }
}
async function dispatch({ command, operands, flags }, signal) {
    switch (command) {
        case 'check':
        case 'audit':
            return check(command, operands, flags, signal);
        case 'rules':
            console.log(listRules(rules, flags.jsonToStdout === true));
            return 0;
        case 'explain':
            console.log(explain(rules, operands[0]));
            return 0;
        case 'report':
            return show(operands[0], flags);
        case 'version':
            console.log(version_version);
            return 0;
        case 'help':
            console.log(usage);
            return 0;
        default:
            throw new Fault('usage', `Expected a command but received ${JSON.stringify(command)}. \`vision-gate --help\` lists them.`);
    }
}
async function check(command, operands, flags, signal) {
    if (operands.length > 0)
        throw new Fault('usage', `Expected flags after ${command} but received ${JSON.stringify(operands[0])}. Name the repository with --repo.`);
    const directory = (0,external_node_path_.resolve)(flags.repo ?? '.');
    const line = progressLine(process.stderr, flags.quiet === true);
    const request = {
        directory,
        repository: (0,external_node_path_.basename)(directory),
        commits: command === 'audit'
            ? { audit: { ref: flags.ref ?? 'HEAD' } }
            : { ...(flags.base ? { base: { ref: flags.base } } : {}), head: { ref: flags.head ?? 'HEAD' } },
        policyFile: flags.policy ? (0,external_node_path_.resolve)(flags.policy) : null,
        strict: flags.strict === true,
        only: onlyKnown(flags.only ?? []),
        provider: flags.provider ?? 'cpu',
        cache: flags['no-cache'] ? [] : [flags.cache ? (0,external_node_path_.resolve)(flags.cache) : userCache()],
        natives: async () => (await findNatives({})).root,
    };
    const { report, pictures, exitCode } = await run(request, line.show, signal).finally(line.clear);
    await writeReports(report, pictures, flags);
    print(report, flags.quiet === true);
    return exitCode;
}
async function show(path, flags) {
    if (!path)
        throw new Fault('usage', 'Expected the JSON file of a report. Name the one that `vision-gate check --json FILE` wrote.');
    const text = await (0,promises_.readFile)(path, 'utf8').catch((error) => {
        throw new Fault('usage', `The report could not be read: ${error.message}.`);
    });
    const report = parseReport(text, path);
    await writeReports(report, [], flags);
    print(report, flags.quiet === true);
    return 0;
}
function parseReport(text, path) {
    try {
        const report = JSON.parse(text);
        if (report.version === 1 && Array.isArray(report.causes) && report.verdict)
            return report;
    }
    catch { }
    throw new Fault('usage', `Expected a report of version 1 in ${path} but found something else. Write one with \`vision-gate check --json FILE\`.`);
}
/** Facts are kept by content, so that one cache serves every repository of a user. */
function userCache() {
    return (0,external_node_path_.join)(process.env.XDG_CACHE_HOME || (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.cache'), 'vision-gate');
}
function onlyKnown(names) {
    const known = new Set(rules.flatMap(({ meta }) => [meta.id, meta.id.slice(0, meta.id.indexOf('/'))]));
    const unknown = names.find((name) => !known.has(name));
    if (unknown !== undefined)
        throw new Fault('usage', `Expected a cause or a rule for --only but received ${JSON.stringify(unknown)}. \`vision-gate rules\` lists them.`);
    return names;
}
function print(report, quiet) {
    if (quiet) {
        console.log(headline(report));
        return;
    }
    const { env, stdout } = process;
    const colour = env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stdout.isTTY === true;
    stdout.write(renderTerminal(report, { colour, width: Math.min(stdout.columns ?? 100, 120) }));
}


/***/ })

};
