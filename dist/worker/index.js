import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./lib/src/model/rule.js
const causes = [
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
function distributions_normalCdf(z) {
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
/** Compares durations of two models that ran interleaved, over several fresh processes. */

/**
 * Ratio of durations with its t interval over session pairs.
 *
 * Each pair gives the median log ratio of its neighbouring runs. A session has an offset of its own that outlasts any
 * number of runs within it, so the pairs, not the runs, are the sample. Where base has a second session, head is held
 * against the geometric mean of both, and their spread about a ratio of 1 bounds the standard error from below: a small
 * spread by luck proves nothing.
 *
 * @param pairs - at least two
 * @throws {RangeError} with fewer than two pairs, unequal or empty runs, or a duration that is not above 0
 */
function compareDurations(pairs, { tolerance = 0, confidence = 0.95 } = {}) {
    if (pairs.length < 2) {
        throw new RangeError(`Expected at least 2 session pairs for \`pairs\` but received ${pairs.length}. Time the models in more fresh sessions.`);
    }
    const ratios = pairs.map(({ base, head, again }) => medianLogRatio(again === undefined ? [base] : [base, again], head));
    const centre = mean(ratios);
    const own = {
        error: Math.sqrt(sumOfSquares(ratios, centre) / (ratios.length - 1) / ratios.length),
        df: ratios.length - 1,
    };
    const floor = pairs.flatMap(({ base, again }) => (again === undefined ? [] : [medianLogRatio([base], again)]));
    const noise = floor.length === 0 ? null : noiseOf(floor, ratios.length);
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
/** Of one session against the mean of two there is three quarters of the variance of one against one. */
const SHARE_OF_VARIANCE = 3 / 4;
/** The true log ratio of a model against itself is 0, so no degree of freedom is spent on its mean. */
function noiseOf(ratios, pairs) {
    const variance = (SHARE_OF_VARIANCE * sumOfSquares(ratios, 0)) / ratios.length;
    return { error: Math.sqrt(variance / pairs), df: ratios.length };
}
const halfWidth = ({ error, df }, confidence) => studentQuantile((1 + confidence) / 2, df) * error;
function upperTail(distance, { error, df }) {
    if (error === 0)
        return distance > 0 ? 0 : 1;
    return studentCdf(-distance / error, df);
}
/** Median of the log ratios of runs to the geometric mean of their neighbours in `others`. */
function medianLogRatio(others, runs) {
    for (const { length } of others) {
        if (length > 0 && length === runs.length)
            continue;
        throw new RangeError(`Expected as many runs of head as of base, at least 1, but received ${runs.length} and ${length}. Time the models in turns.`);
    }
    const ratios = Array.from(runs, (duration, i) => Math.log(duration) - mean(others.map((own) => Math.log(own[i]))));
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

;// CONCATENATED MODULE: ./lib/rules/shared/durations.js



/** The level of the latency tests in the default error budget. */
const level = 0.002;
/** How much slower head is than base, over fresh processes. */
function compareTimes(pairs, tolerance) {
    if (pairs.length === 1)
        return ofOnePair(pairs[0]);
    const comparison = compareDurations(pairs, { tolerance });
    const { effect, interval, p, pairs: n } = comparison;
    return { effect, interval, p, n, requiredN: pairsNeeded(comparison, tolerance) };
}
/** A process alone has no interval; a factor of ten either way stands for not knowing, and the test stays inconclusive. */
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
/** All runs of head, or of base with both of its sessions, in ms. */
function runsOf({ pairs }, side) {
    return pairs.flatMap(({ base, again, head }) => (side === 'head' ? [...head] : [...base, ...again]));
}
/** Median over the processes of each one's median run, in ms. */
function typicalTime(pairs, side) {
    return median(pairs.map(({ [side]: runs }) => median(runs)));
}
function median(values) {
    const sorted = Float64Array.from(values).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
/** Milliseconds with as many digits as tell them apart: `0.482`, `12.3`, `1240`. */
function milliseconds(time) {
    return String(Number(time.toPrecision(3)));
}

;// CONCATENATED MODULE: ./lib/rules/compute/cost-growth.js


/* harmony default export */ const cost_growth = (defineRule({
    meta: {
        id: 'compute/cost-growth',
        title: 'A model costs more for each image than its base.',
        why: 'What an image costs is paid millions of times. A few per cent in a change are a machine more at the end of the year.',
        fix: 'Look for new operators, a larger input or another precision; raise the batch of the target, where latency allows; or accept the growth by `tolerance`.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'targets', 'latency'],
        messages: {
            costlier: '{model} costs {now} for 1 000 images on {target}, after {was}: {share} more, at {price} an hour and a batch of {batch}.',
        },
        options: { tolerance: 'Share by which the cost of an image may grow.' },
    },
    defaults: { tolerance: 0.05 },
    *evaluate({ base, head, pair, options }) {
        for (const latency of Object.values(pair.latency)) {
            const { model, target, batch, pairs } = latency;
            const price = head.targets[target]?.costPerHour ?? null;
            if (price === null)
                continue;
            // The time of a run becomes the time of an image: batches of base and head need not be the same.
            const images = imagesOfRuns(base.models?.[model], latency);
            const times = pairs.map((runs) => ({
                base: perImage(runs.base, images.base),
                again: perImage(runs.again, images.base),
                head: perImage(runs.head, images.head),
            }));
            const compared = compareTimes(times, options.tolerance);
            const cost = (side) => (median(times.map((one) => median(one[side]))) / 3600) * price;
            yield {
                message: 'costlier',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                ...compared,
                tolerance: options.tolerance,
                family: 'advisory',
                data: {
                    model,
                    target,
                    batch,
                    price,
                    now: money(cost('head')),
                    was: money(cost('base')),
                    share: `${(100 * compared.effect).toFixed(1)} %`,
                },
            };
        }
    },
}));
/** Images in a run of each side: the target's, unless base's graph fixes another number. */
function imagesOfRuns(before, { batch }) {
    const fixed = before?.inputs[0]?.shape[0];
    return { base: typeof fixed === 'number' && fixed > 0 ? fixed : batch, head: batch };
}
function perImage(runs, images) {
    return runs.map((milliseconds) => milliseconds / images);
}
const money = (value) => String(Number(value.toPrecision(3)));

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
function wording_score(value) {
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
/** A p-value as a sentence holds it: `p = 0.03`, `p < 1e-9`. */
function pValue(p) {
    if (p >= 0.001)
        return `p = ${Number(p.toPrecision(2))}`;
    return `p < 1e-${Math.min(Math.floor(-Math.log10(Math.max(p, 1e-9))), 9)}`;
}
/** A large count with three significant digits: `950`, `1.23 million`, `4.1 billion`. */
function amount(count) {
    const [unit, name] = count >= 1e9 ? [1e9, ' billion'] : count >= 1e6 ? [1e6, ' million'] : [1, ''];
    return `${Number((count / unit).toPrecision(count >= 1e6 ? 3 : 21))}${name}`;
}

;// CONCATENATED MODULE: ./lib/rules/compute/incomplete-training.js


/* harmony default export */ const incomplete_training = (defineRule({
    meta: {
        id: 'compute/incomplete-training',
        title: 'A training ended before it was done.',
        why: 'A run that a time limit, a full disk or a crash cut short leaves a file that loads and answers as a finished one does. Nobody sees by the weights that half of the epochs are missing.',
        fix: 'Take the training up again until it is done, or keep the weights of its best epoch. Where it was meant to be shorter, declare its epochs or its patience.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['trainings'],
        messages: {
            cut: 'The training of {model} has {done} of the {declared} epochs that were asked for.',
            broken: 'The training of {model} ended on {series} that is no number.',
            improving: 'The training of {model} may have been ended too early: {series} took {share} of its whole gain in the last {epochs} epochs.',
            notBest: '{model} has the weights of epoch {epoch}, where {series} was {value}; it was {best} in epoch {bestEpoch}.',
        },
        options: {
            gain: 'Share of the whole gain that the last tenth of the epochs may still bring.',
            loss: 'Share by which the weights may be worse than those of the best epoch.',
        },
    },
    defaults: { gain: 0.1, loss: 0.02 },
    *evaluate({ head, options }) {
        for (const training of Object.values(head.trainings)) {
            const { model, at, monitor } = training;
            const known = { subject: model, at };
            if (isCut(training)) {
                const { epochs, declared } = training;
                yield {
                    ...known,
                    message: 'cut',
                    identity: model,
                    at: declared.at,
                    data: { model, done: epochs, declared: declared.epochs },
                };
            }
            for (const { name, path, line } of training.broken) {
                yield {
                    ...known,
                    message: 'broken',
                    identity: `${model}/${name}`,
                    at: { path, line: line[line.length - 1] },
                    data: { model, series: name },
                };
            }
            const late = monitor && lateGain(monitor);
            if (late && late.share > options.gain) {
                yield {
                    ...known,
                    message: 'improving',
                    identity: model,
                    at: { path: monitor.path, line: monitor.line[monitor.line.length - 1] },
                    measured: late.share,
                    limit: options.gain,
                    data: { model, series: monitor.name, share: percent(late.share), epochs: late.epochs },
                };
            }
            const worse = monitor && lossOfCheckpoint(monitor, training.checkpoint);
            if (worse && worse.share > options.loss) {
                const { own, best } = worse;
                yield {
                    ...known,
                    message: 'notBest',
                    identity: model,
                    at: { path: monitor.path, line: monitor.line[own] },
                    measured: worse.share,
                    limit: options.loss,
                    data: {
                        model,
                        series: monitor.name,
                        epoch: monitor.epoch[own],
                        value: monitor.values[own],
                        best: monitor.values[best],
                        bestEpoch: monitor.epoch[best],
                    },
                };
            }
        }
    },
}));
/** Fewer epochs than asked for, and not because nothing got better for as long as its patience lasts. */
function isCut({ declared, epochs, patience, monitor }) {
    if (declared === null || epochs === null || epochs >= declared.epochs)
        return false;
    if (patience === null || monitor === null)
        return true;
    const last = monitor.epoch[monitor.epoch.length - 1];
    return last - monitor.epoch[bestOf(monitor)] < patience;
}
function bestOf({ kind, values }) {
    const isBetter = (a, b) => (kind === 'loss' ? a < b : a > b);
    return values.reduce((best, value, index) => (isBetter(value, values[best]) ? index : best), 0);
}
/** Epochs below which the last tenth is a single one, and no trend. */
const fewestEpochs = 20;
/** How much of the way from its first to its best value a series went in the last tenth of the epochs, where it ended at its best. */
function lateGain(monitor) {
    const { values } = monitor;
    const epochs = Math.floor(values.length / 10);
    const before = values.length - epochs;
    if (values.length < fewestEpochs || !values.every(Number.isFinite) || bestOf(monitor) < before)
        return null;
    const earlier = bestOf({ ...monitor, values: values.slice(0, before) });
    const whole = Math.abs(values[bestOf(monitor)] - values[0]);
    return whole === 0 ? null : { share: Math.abs(values[bestOf(monitor)] - values[earlier]) / whole, epochs };
}
/** By which share of the best value the checkpoint's epoch is worse. */
function lossOfCheckpoint(monitor, checkpoint) {
    const { values, epoch } = monitor;
    const own = checkpoint === null ? -1 : epoch.lastIndexOf(checkpoint);
    const best = bestOf(monitor);
    if (own < 0 || values[best] === 0 || !Number.isFinite(values[own]))
        return null;
    return { own, best, share: Math.abs(values[own] - values[best]) / Math.abs(values[best]) };
}

;// CONCATENATED MODULE: ./lib/rules/compute/out-of-memory.js

/* harmony default export */ const out_of_memory = (defineRule({
    meta: {
        id: 'compute/out-of-memory',
        title: 'A model does not fit into memory at the batch of its target.',
        why: 'The batch is what the service will ask for. Where it does not fit, the process is killed under load and takes every other request with it.',
        fix: 'Lower the batch of the target to one that fits, or export the model smaller: another precision, a smaller input, less kept between layers.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['memory', 'models'],
        messages: {
            smaller: '{model} runs out of {where} memory on {target} at its batch of {batch} ({reason}); a batch of {fits} did fit.',
            none: '{model} runs out of {where} memory on {target} at its batch of {batch} ({reason}), and no smaller batch did fit.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { model, target, batch, outOfMemory } of Object.values(head.memory)) {
            if (outOfMemory === null)
                continue;
            const { where, reason, fits } = outOfMemory;
            yield {
                message: fits > 0 ? 'smaller' : 'none',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                data: { model, target, where, batch, reason: reason.replace(/\.$/, ''), ...(fits > 0 ? { fits } : {}) },
            };
        }
    },
}));

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
            gpuMemory: '{model} takes {needed} MB of GPU memory at a batch of {batch}, and {target} allows {allowed} MB.',
            grown: '{model} needs {needed} {what} after {was}: {share} more, and {target} allows {allowed} more in one change.',
        },
        options: { noise: 'Share by which measured memory differs from run to run.' },
    },
    defaults: { noise: 0.05 },
    *evaluate({ base, head, options }) {
        for (const target of Object.values(head.targets)) {
            for (const name of target.models) {
                const model = head.models[name];
                if (!model)
                    continue;
                const memory = memoryOn(target, name, head.memory);
                const before = base.models?.[name];
                const former = before && needsOf(before, memoryOn(target, name, base.memory));
                for (const { message, what, needed, budget, unit, shown } of needsOf(model, memory)) {
                    const noise = unit === 'MB' && message !== 'file' ? options.noise * needed : 0;
                    const known = { subject: name, at: target.at, measured: needed, unit, noise };
                    const limit = target.budgets[budget];
                    if (limit !== undefined && needed > limit) {
                        const data = { model: name, target: target.target, needed: shown(needed), allowed: shown(limit) };
                        const batch = noise > 0 ? { batch: memory?.batch } : {};
                        yield { ...known, message, identity: `${name}/${target.target}`, limit, data: { ...data, ...batch } };
                    }
                    const was = former?.find((one) => one.message === message)?.needed;
                    const most = was !== undefined && target.growth !== null ? was * (1 + target.growth) : Number.POSITIVE_INFINITY;
                    if (was === undefined || was === 0 || needed <= most)
                        continue;
                    yield {
                        ...known,
                        message: 'grown',
                        identity: `${name}/${target.target}/${budget}`,
                        limit: most,
                        data: {
                            model: name,
                            target: target.target,
                            needed: shown(needed),
                            what,
                            was: shown(was),
                            share: percent(needed / was - 1),
                            allowed: percent(target.growth ?? 0),
                        },
                    };
                }
            }
        }
    },
}));
function memoryOn({ target }, model, memory = {}) {
    return Object.values(memory).find((measured) => measured.model === model && measured.target === target);
}
/** What is known of what a model needs. */
function needsOf({ parameters, macs, bytes }, memory) {
    const megabytes = (value) => String(Number(value.toFixed(1)));
    const need = (needed, rest) => needed == null ? [] : [{ needed, ...rest }];
    const counted = { shown: amount };
    const sized = { unit: 'MB', shown: megabytes };
    return [
        ...need(parameters, {
            message: 'parameters',
            what: 'parameters',
            budget: 'parameters',
            unit: 'parameters',
            ...counted,
        }),
        ...need(macs, {
            message: 'macs',
            what: 'multiply–accumulates',
            budget: 'macs',
            unit: 'multiply–accumulates',
            ...counted,
        }),
        ...need(bytes / 1e6, { message: 'file', what: 'MB in its file', budget: 'fileMb', ...sized }),
        ...need(memory?.peak?.peakMb, { message: 'memory', what: 'MB of memory', budget: 'memoryMb', ...sized }),
        ...need(memory?.peak?.gpuMb, { message: 'gpuMemory', what: 'MB of GPU memory', budget: 'gpuMemoryMb', ...sized }),
    ];
}

;// CONCATENATED MODULE: ./lib/rules/compute/provider-fallback.js


/* harmony default export */ const provider_fallback = (defineRule({
    meta: {
        id: 'compute/provider-fallback',
        title: 'A model does not run where its target says.',
        why: 'A runtime that cannot put an operator on the accelerator puts it on the CPU and says nothing. The tensors are copied there and back, the accelerator waits, and what was measured holds for another machine than the one that serves.',
        fix: 'Replace the operator by one that the provider has, export with another opset, or move it out of the graph. Where the provider itself is missing, install its libraries on the runner, or choose another one for the target.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['placements', 'models'],
        messages: {
            missing: '{model} runs on {provider} on {target}, and no session could be opened there: {reason} The runtime offers {offered}.',
            fallback: '{nodes} of {model} on {target} ({operator}) ran on {where} and not on {provider}, for {share} of the time of all nodes.',
            copies: '{model} copies {tensors} between {provider} and the host in the midst of each run on {target}.',
        },
        options: {
            bytes: 'Bytes up to which a node outside the provider only reckons with shapes, which runtimes do there on purpose.',
        },
    },
    defaults: { bytes: 1024 },
    *evaluate({ head, options }) {
        for (const placement of Object.values(head.placements)) {
            const { model, target, provider, missing, copies } = placement;
            const at = head.models[model] && { path: head.models[model].path };
            const place = { subject: `${model} on ${target}`, at };
            if (missing !== null) {
                yield {
                    ...place,
                    message: 'missing',
                    identity: `${model}/${target}`,
                    data: { model, provider, target, reason: missing, offered: listed(placement.offered) },
                };
                continue;
            }
            for (const [operator, strays] of straysByOperator(placement, options.bytes)) {
                const where = strays[0].provider;
                const time = strays.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
                yield {
                    ...place,
                    message: 'fallback',
                    identity: `${model}/${target}/${where}/${operator}`,
                    // From TensorRT to CUDA the tensors stay where they are.
                    ...(where === 'cpu' ? {} : { severity: 'warning' }),
                    measured: strays.length,
                    limit: 0,
                    unit: 'nodes',
                    data: {
                        nodes: counted(strays.length, 'node'),
                        model,
                        target,
                        operator,
                        where,
                        provider,
                        share: percent(placement.milliseconds > 0 ? time / placement.milliseconds : 0),
                    },
                };
            }
            if (copies > 0) {
                yield {
                    ...place,
                    message: 'copies',
                    severity: 'warning',
                    identity: `${model}/${target}`,
                    measured: copies,
                    limit: 0,
                    unit: 'copies',
                    data: { model, tensors: counted(copies, 'tensor'), provider, target },
                };
            }
        }
    },
}));
function straysByOperator({ strays }, bytes) {
    const large = strays.filter((node) => node.bytes > bytes);
    const grouped = Map.groupBy(large, ({ operator, provider }) => `${provider}/${operator}`);
    return [...grouped.values()].map((nodes) => [nodes[0].operator, nodes]);
}

;// CONCATENATED MODULE: ./lib/rules/compute/starved-accelerator.js


/* harmony default export */ const starved_accelerator = (defineRule({
    meta: {
        id: 'compute/starved-accelerator',
        title: 'An accelerator waits for its images.',
        why: 'A model that answers faster than processors decode is paid for and stands still. A faster device, or a smaller model, then gains nothing.',
        fix: 'Give the service more processor cores for each accelerator, smaller pictures or a faster decoder (on the GPU, or scaled while decoding), or put normalisation into the graph.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['pace', 'models'],
        messages: {
            waiting: '{model} would wait {share} of the time on {target}: it answers {answered} images a second at a batch of {batch}, and {threads} decode {decoded}.',
        },
        options: {
            waiting: 'Share of the time that an accelerator may wait for decoded images.',
            noise: 'By how much that share differs from run to run.',
        },
    },
    defaults: { waiting: 0.5, noise: 0.1 },
    *evaluate({ head, options }) {
        for (const { model, target, batch, decoded, answered, threads } of Object.values(head.pace)) {
            // Decoding goes on while the model runs: the slower of the two sets the pace.
            const share = Math.max(0, 1 - decoded / answered);
            if (share <= options.waiting)
                continue;
            yield {
                message: 'waiting',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                measured: share,
                limit: options.waiting,
                noise: options.noise,
                data: {
                    model,
                    target,
                    batch,
                    share: percent(share),
                    answered: rate(answered),
                    decoded: rate(decoded),
                    threads: counted(threads, 'thread'),
                },
            };
        }
    },
}));
const rate = (value) => String(Number(value.toPrecision(3)));

;// CONCATENATED MODULE: ./lib/rules/compute/training-cost.js


/* harmony default export */ const training_cost = (defineRule({
    meta: {
        id: 'compute/training-cost',
        title: 'A training costs more than the one before it.',
        why: 'Every further experiment pays for a slower epoch again. Where an epoch takes much longer and nothing was meant to, a data loader starves the GPU, a cache is off, or mixed precision is.',
        fix: 'Compare the settings of the two runs: workers, batch, image size, precision. Where the growth is meant, or another machine explains it, accept it by `growth`.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['trainings'],
        messages: {
            epoch: 'An epoch of {model} took {now} s, by its history; it took {was} s, {share} less.',
            hours: 'The training of {model} took {now} GPU hours, by its history; it took {was}, {share} less.',
            memory: 'The training of {model} took {now} MB of GPU memory, by its history; it took {was} MB, {share} less.',
        },
        options: { growth: 'Share by which the time of an epoch, the GPU hours and the GPU memory may grow.' },
    },
    defaults: { growth: 0.25 },
    *evaluate({ base, head, options }) {
        for (const training of Object.values(head.trainings)) {
            const before = base.trainings?.[training.model];
            if (!before)
                continue;
            for (const { message, value, unit } of costs) {
                const [now, was] = [training[value], before[value]];
                const limit = was === null ? Number.POSITIVE_INFINITY : was * (1 + options.growth);
                if (now === null || was === null || was <= 0 || now <= limit)
                    continue;
                yield {
                    message,
                    subject: training.model,
                    identity: training.model,
                    at: training.at,
                    measured: now,
                    limit,
                    unit,
                    data: { model: training.model, now: rounded(now), was: rounded(was), share: percent(1 - was / now) },
                };
            }
        }
    },
}));
const costs = [
    { message: 'epoch', value: 'epochSeconds', unit: 's' },
    { message: 'hours', value: 'gpuHours', unit: 'GPU hours' },
    { message: 'memory', value: 'peakGpuMb', unit: 'MB' },
];
const rounded = (value) => String(Number(value.toPrecision(3)));

;// CONCATENATED MODULE: ./lib/rules/deployment/cold-start.js


/* harmony default export */ const cold_start = (defineRule({
    meta: {
        id: 'deployment/cold-start',
        title: 'A model takes longer to start than its base.',
        why: 'Whoever waits for a device to wake, or for a server to scale up, waits for the model to be loaded and optimised and for its first run. A benchmark of warm runs never sees it.',
        fix: 'Look for a larger file, for constants that are folded at every start, and for more nodes to be optimised; save the optimised model; or raise the option `tolerance`.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'latency'],
        messages: {
            slower: '{model} takes {head} ms to load and to run for the first time on {target}, {ratio} times as long as its base with {base} ms (medians of {sessions} fresh processes, {provider}).',
        },
        options: { tolerance: 'Share of the time by which a slower start is accepted: 0.2 is 20 %.' },
    },
    defaults: { tolerance: 0.2 },
    *evaluate({ head, pair, options }) {
        for (const { model, target, provider, pairs } of Object.values(pair.latency)) {
            const starts = pairs.map(({ cold }) => ({ base: [cold.base], head: [cold.head] }));
            const compared = compareTimes(starts, options.tolerance);
            yield {
                ...compared,
                message: 'slower',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                tolerance: options.tolerance,
                family: 'advisory',
                data: {
                    model,
                    target,
                    provider,
                    ratio: (1 + compared.effect).toFixed(2),
                    base: milliseconds(median(starts.flatMap(({ base }) => base))),
                    head: milliseconds(median(starts.flatMap(({ head: own }) => own))),
                    sessions: pairs.length,
                },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/deployment/corruption-fragility.js


/* harmony default export */ const corruption_fragility = (defineRule({
    meta: {
        id: 'deployment/corruption-fragility',
        title: 'A model does worse on noisy, blurred or badly lit pictures.',
        why: 'Evaluation images are cleaner than what a camera in a hall at night delivers. A model that gained a point on them may have lost ten on the pictures that it will meet.',
        fix: 'Train with noise, blur, JPEG compression and changes of light among the augmentations; or raise an option of this rule.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models'],
        uses: ['fragility', 'newFragility'],
        messages: {
            'more-fragile': '{model} scores {head} in {score} under {corruption} (severity {severity} of 5, {n} images), and its base {base}. On the images as they are, {cleanHead} and {cleanBase}.',
            fragile: '{model} scores {head} in {score} under {corruption} (severity {severity} of 5, {n} images), and {cleanHead} on the images as they are.',
        },
        options: {
            share: 'Share of its score that a model without a base may lose under a corruption: 0.3 is 30 %.',
        },
    },
    defaults: { share: 0.3 },
    *evaluate({ head, pair, options }) {
        for (const fragility of entriesOf(pair.fragility, head.models)) {
            for (const corrupted of fragility.corruptions) {
                if (!corrupted.compared)
                    continue;
                const { base: _base, head: _head, data: _data, requiredN, ...test } = corrupted.compared;
                yield {
                    ...test,
                    ...place(fragility, corrupted.name),
                    message: 'more-fragile',
                    ...(requiredN !== null && { requiredN }),
                    family: 'advisory',
                    data: dataOf(fragility, corrupted),
                };
            }
        }
        for (const fragility of entriesOf(head.newFragility, head.models)) {
            const { clean, higherIsBetter } = fragility;
            for (const corrupted of fragility.corruptions) {
                if (!higherIsBetter || !clean.head || corrupted.head === null)
                    continue;
                const lost = 1 - corrupted.head / clean.head;
                if (lost <= options.share)
                    continue;
                yield {
                    ...place(fragility, corrupted.name),
                    message: 'fragile',
                    measured: lost,
                    limit: options.share,
                    data: dataOf(fragility, corrupted),
                };
            }
        }
    },
}));
function entriesOf(facts, models) {
    return Object.keys(models).flatMap((name) => facts[name] ?? []);
}
function place({ model, at }, corruption) {
    return { subject: `${model} under ${corruption}`, identity: `${model}/${corruption}`, at };
}
function dataOf({ model, score, n, clean }, corrupted) {
    const text = (value) => (value === null ? 'nothing' : wording_score(value));
    return {
        model,
        score,
        n,
        corruption: corrupted.name,
        severity: corrupted.severity,
        head: text(corrupted.head),
        base: text(corrupted.base),
        cleanHead: text(clean.head),
        cleanBase: text(clean.base),
    };
}

;// CONCATENATED MODULE: ./lib/rules/deployment/fixed-batch.js

/* harmony default export */ const fixed_batch = (defineRule({
    meta: {
        id: 'deployment/fixed-batch',
        title: 'A model takes another number of images at once than its target gives it.',
        why: 'A batch that is fixed in the graph is the only one that the model takes: code that gives it more or fewer images fails, or has to fill up the rest.',
        fix: 'Export the model with a free batch dimension (`dynamic_axes` or `dynamic_shapes` in PyTorch), or with the batch of the target.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['targets', 'models'],
        messages: {
            fixed: '{model} takes {fixed} at once, which is fixed in its input `{input}`, and {target} gives it {batch}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { target, models, batch } of Object.values(head.targets)) {
            for (const name of models) {
                const model = head.models[name];
                const input = model?.inputs.find(({ shape }) => shape.length === 4) ?? model?.inputs[0];
                const fixed = input?.shape[0];
                if (!model || !input || typeof fixed !== 'number' || fixed === batch)
                    continue;
                yield {
                    message: 'fixed',
                    subject: name,
                    identity: `${name}/${target}`,
                    at: { path: model.path },
                    data: { model: name, fixed: fixed_batch_images(fixed), input: input.name, target, batch: fixed_batch_images(batch) },
                };
            }
        }
    },
}));
function fixed_batch_images(count) {
    return count === 1 ? '1 image' : `${count} images`;
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

;// CONCATENATED MODULE: ./lib/src/statistics/percentile-bounds.js
/** What runs of a model say of a percentile of its latency, without any law of their distribution. */

/** Confidence of each bound, as MLPerf's. */
const confidence = 0.99;
/**
 * A percentile with its bounds by order statistics: of n runs, those above the percentile are binomial(n, 1 − share).
 *
 * `upper` is MLPerf's early-stopping estimate (loadgen, `early_stopping.cc`): the (n − t)-th smallest run for the largest t
 * with P(at most t runs lie above) ≤ 1 − confidence. As there, t is at least 1: fewer runs than that takes say nothing of
 * the percentile (64 for p90, 130 for p95, 662 for p99).
 *
 * @param runs - independent durations, in any order
 * @param share - of the runs that lie below, in (0, 1): 0.95 for p95
 * @returns `null` with fewer runs than the percentile takes
 */
function percentileBounds(runs, share) {
    const n = runs.length;
    const above = mostWithin(n, 1 - share);
    if (above < 1)
        return null;
    const sorted = Float64Array.from(runs).sort();
    const below = mostWithin(n, share);
    return {
        estimate: sorted[Math.max(0, Math.ceil(share * n - 1e-9) - 1)],
        lower: sorted[Math.max(0, below)],
        upper: sorted[n - above - 1],
    };
}
/** The fewest runs that say something of a percentile. */
function fewestRuns(share) {
    let n = 2;
    while (mostWithin(n, 1 - share) < 1)
        n += 1;
    return n;
}
/** Largest t with P(binomial(n, share) ≤ t) ≤ 1 − confidence; −1 when there is none. */
function mostWithin(n, share) {
    let t = -1;
    while (binomialCdf(t + 1, n, share) <= 1 - confidence)
        t += 1;
    return t;
}

;// CONCATENATED MODULE: ./lib/rules/deployment/latency-over-budget.js



const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 };
/** Stands for not knowing: a factor of ten either way. */
const unknown = [-0.9, 9];
/* harmony default export */ const latency_over_budget = (defineRule({
    meta: {
        id: 'deployment/latency-over-budget',
        title: 'A model takes longer than its target allows.',
        why: 'A frame that is answered too late is a frame that is lost. The budget is of a percentile, since it is the slow runs that miss the deadline; it counts as broken only where its lower 99 % bound is over the budget, and where base was timed too, only if head is slower than base.',
        fix: 'Use a smaller network, input or precision, or raise `latency_ms` of the target in the policy. What was measured is the machine that the gate runs on: run it where the model will run.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['targets'],
        uses: ['latency', 'durations'],
        messages: {
            over: '{model} takes {took} ms at {percentile} on {target} for a batch of {batch} (at least {least} ms, {runs} runs on {device}), and {allowed} ms are allowed.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head, pair }) {
        for (const target of Object.values(head.targets)) {
            const on = ({ target: name }) => name === target.target;
            for (const latency of Object.values(pair.latency).filter(on))
                yield* judge(latency, target, true);
            for (const latency of Object.values(head.durations).filter(on))
                yield* judge(latency, target, false);
        }
    },
}));
/** @param besideBase - whether base's model is another one, which head may be slower than */
function* judge(latency, target, besideBase) {
    const { model, batch, device, pairs } = latency;
    const runs = runsOf(latency, 'head');
    for (const [percentile, allowed] of Object.entries(target.latencyMs)) {
        const bounds = percentileBounds(runs, shares[percentile]);
        const place = {
            message: 'over',
            subject: `${model} on ${target.target}`,
            identity: `${model}/${target.target}/${percentile}`,
            at: target.at,
            data: {
                model,
                target: target.target,
                batch,
                device,
                percentile,
                allowed,
                runs: runs.length,
                took: milliseconds(bounds?.estimate ?? Math.max(...runs)),
                least: milliseconds(bounds?.lower ?? Math.min(...runs)),
            },
        };
        if (bounds === null) {
            const requiredN = fewestRuns(shares[percentile]);
            yield {
                ...place,
                effect: 0,
                interval: unknown,
                tolerance: 0,
                p: 1,
                n: runs.length,
                requiredN,
                family: 'latency',
            };
        }
        else if (bounds.lower > allowed) {
            const change = { ...compareTimes(pairs, 0), ...place, tolerance: 0, family: 'latency' };
            yield { ...place, measured: bounds.estimate, limit: allowed, unit: 'ms', ...(besideBase && { change }) };
        }
    }
}

;// CONCATENATED MODULE: ./lib/rules/deployment/latency-regression.js


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
            const compared = compareTimes(pairs, latency.tolerance);
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
                    base: milliseconds(typicalTime(pairs, 'base')),
                    head: milliseconds(typicalTime(pairs, 'head')),
                    sessions: pairs.length,
                },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/deployment/nondeterministic-output.js

/* harmony default export */ const nondeterministic_output = (defineRule({
    meta: {
        id: 'deployment/nondeterministic-output',
        title: 'A model answers the same picture differently.',
        why: 'An answer that depends on the session or on the other pictures of its batch cannot be reproduced, neither when it is disputed nor when it is debugged. A model exported in training mode (dropout, batch statistics) does just that.',
        fix: 'Export the model in evaluation mode (`model.eval()`), without dropout, random operators and normalisation over the batch.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['determinism'],
        messages: {
            repeated: '{model} gives {output} up to {difference} apart for the same picture in one session ({share} of its largest value; {turned} of {images} answers turn).',
            session: '{model} gives {output} up to {difference} apart for the same picture in two sessions ({share} of its largest value; {turned} of {images} answers turn).',
            batch: '{model} gives {output} up to {difference} apart for the same picture alone and in a batch ({share} of its largest value; {turned} of {images} answers turn).',
        },
        options: { tolerance: "Difference that is accepted, as a share of the output's largest value." },
    },
    defaults: { tolerance: 0.001 },
    *evaluate({ head, options }) {
        for (const { model, images, ways, at } of Object.values(head.determinism)) {
            for (const { way, turned, outputs } of ways) {
                const worst = worstOf(outputs);
                // Not-finite differences count too.
                if (!worst || worst.share <= options.tolerance)
                    continue;
                yield {
                    message: messages[way],
                    subject: model,
                    identity: `${model}/${way}`,
                    at,
                    measured: worst.share,
                    limit: options.tolerance,
                    noise: options.tolerance,
                    data: {
                        model,
                        images,
                        turned,
                        output: `\`${worst.output}\``,
                        difference: Number(worst.maxError.toPrecision(3)),
                        share: `${Number((100 * worst.share).toPrecision(2))} %`,
                    },
                };
                // Whoever differs in one session differs in two and in a batch.
                break;
            }
        }
    },
}));
const messages = { 'same session': 'repeated', 'another session': 'session', batch: 'batch' };
function worstOf(outputs) {
    return outputs
        .map((output) => ({ ...output, share: output.maxError === 0 ? 0 : output.maxError / output.maxReference }))
        .toSorted((a, b) => b.share - a.share)[0];
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
function tail_lowerTail(ascending, limit) {
    const counted = tail_shareBelow(ascending, limit);
    if (counted * ascending.length >= BEYOND_ENOUGH)
        return counted;
    const line = probitLine(ascending);
    if (line === null)
        return Math.max(counted, 0.5 / ascending.length);
    return Math.min(distributions_normalCdf(line.intercept + line.slope * limit), BEYOND_ENOUGH / ascending.length);
}
/** Share of ascending values below `limit`; equal ones, up to rounding, count half. */
function tail_shareBelow(ascending, limit) {
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
function bca_biasCorrection(ascending, estimate) {
    const half = 0.5 / ascending.length;
    return normalQuantile(Math.min(Math.max(shareBelow(ascending, estimate), half), 1 - half));
}
/**
 * a = Σ Uᵢ³ / 6 (Σ Uᵢ²)^{3/2}, U the jackknife's deviations from their mean within each independent sample.
 *
 * Where a sample has more than 1 000 types, an even selection of them stands for all.
 *
 * @param samples - units of each type, for each independent sample
 * @param statistic - the estimate from such counts
 */
function bca_acceleration(samples, statistic) {
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
function bca_bcaInterval(ascending, correction, confidence) {
    const tail = (1 - confidence) / 2;
    return [bcaQuantile(ascending, tail, correction), bcaQuantile(ascending, 1 - tail, correction)];
}
function bcaQuantile(ascending, probability, { bias, acceleration: a }) {
    const z = bias + normalQuantile(probability);
    const position = normalCdf(bias + z / Math.max(1 - a * z, 0.1)) * (ascending.length - 1);
    const low = Math.floor(position);
    const high = Math.min(low + 1, ascending.length - 1);
    return ascending[low] + (position - low) * (ascending[high] - ascending[low]);
}
/** One-sided p of "the parameter is at most `limit`": the level at which the lower BCa bound touches it. */
function bca_bcaP(ascending, { bias, acceleration: a }, limit) {
    const share = tail_lowerTail(ascending, limit);
    const distance = distributions_normalQuantile(share) - bias;
    if (!Number.isFinite(distance))
        return share;
    return distributions_normalCdf(distance / Math.max(1 + a * distance, 0.1) - bias);
}
/** Standard deviation with n − 1; 0 of one value. */
function bca_standardDeviation(values) {
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
function multinomial_multinomialSampler(counts, random) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    return counts.length * 6 < n ? drawByType(counts, n, random) : drawByUnit(counts, n, random);
}
function drawByType(counts, n, random) {
    return (into) => {
        let toDraw = n;
        let unseen = n;
        for (let t = 0; t < counts.length; t++) {
            const drawn = toDraw === 0 ? 0 : counts[t] === unseen ? toDraw : multinomial_binomial(toDraw, counts[t] / unseen, random);
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
function multinomial_binomial(n, p, random) {
    if (p > 0.5)
        return n - multinomial_binomial(n, 1 - p, random);
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

;// CONCATENATED MODULE: ./lib/src/statistics/bootstrap.js





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
    const drawn = resampleLoss(units, effect, options);
    if (drawn === null) {
        return { effect, interval: [Number.NaN, Number.NaN], p: 1, standardError: Number.NaN, n, resamples: 0 };
    }
    const { values, correction } = drawn;
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
/** The defined effects of resamples, ascending, and BCa's corrections; `null` when no resample has a defined effect. */
function resampleLoss(units, effect, options) {
    const random = randomStream([...options.key, 'bootstrap']);
    const values = drawUntilDecided(resampledEffects(units, random), effect, options);
    if (values.length === 0)
        return null;
    const bias = biasCorrection(values, effect);
    return {
        values,
        correction: { bias, acceleration: acceleration([units.counts], ([counts]) => units.effect(counts)) },
    };
}
/**
 * A comparison that can be held against any tolerance afterwards (`lossAt`), for classes, groups and slices whose tolerance a
 * rule's option sets. `resampled` is empty where base and head answer alike.
 *
 * @returns `null` where the effect is undefined
 */
function keptLoss(units, options) {
    const n = units.counts.reduce((sum, count) => sum + count, 0);
    const effect = units.effect(units.counts);
    if (Number.isNaN(effect))
        return null;
    const none = { standardError: 0, resampled: new Float64Array(0), bias: 0, acceleration: 0, randomisation: 1 };
    if (!units.discordant.includes(1))
        return { effect: 0, interval: [0, 0], n, ...none };
    const drawn = resampleLoss(units, effect, options);
    if (drawn === null)
        return null;
    const { values, correction } = drawn;
    return {
        effect,
        interval: bcaInterval(values, correction, 0.95),
        n,
        standardError: standardDeviation(values),
        resampled: values,
        ...correction,
        randomisation: bcaP(values, correction, 0) < GUARD_BELOW ? randomisationP(units, effect, options) : 0,
    };
}
/** One-sided p of "effect ≤ tolerance" of a kept loss; as `pairedBootstrap`'s. */
function lossAt({ n, resampled, bias, acceleration, randomisation }, tolerance) {
    if (resampled.length === 0)
        return tolerance >= 0 ? 1 : Math.max(0, 1 + tolerance) ** n;
    const p = bca_bcaP(resampled, { bias, acceleration }, tolerance);
    return tolerance >= 0 && p < GUARD_BELOW ? Math.max(p, randomisation) : p;
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
    const score = distributions_normalCdf(-tangoStatistic(counts, tolerance));
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
    return { ...comparison, tolerance, ...wouldDecide({ n, standardError, distance }) };
}
/** The samples that would decide a comparison, where any number would. */
function wouldDecide(now) {
    const isDecidable = now.standardError > 0 && now.distance !== 0;
    return isDecidable ? { requiredN: requiredSamples({ ...now, alpha: paired_level }) } : {};
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

;// CONCATENATED MODULE: ./lib/rules/shared/subject-tests.js




/** One test for each class, group or slice of each model: is head worse on it than base? */
function* subjectTests({ base, head, pair, options }, subjects, family = 'classes and groups') {
    for (const model of Object.keys(head.scores)) {
        for (const compared of pair.comparisons[model]?.[subjects] ?? []) {
            const { data, subject, score, n } = compared;
            if (n === 0)
                continue;
            const loss = lossOf(compared, Math.max(options.tolerance, 'whole' in compared ? compared.whole : 0));
            if (loss === null)
                continue;
            const { base: before, head: after, ...test } = loss;
            yield {
                ...test,
                message: regressed[data],
                subject: `${model}: ${subject}`,
                identity: `${model}/${subject}`,
                at: placeOfChange(head.models[model], base.models?.[model]),
                family,
                data: {
                    model,
                    name: subject,
                    n,
                    ...thingsOf(subjects, score),
                    score: scoreNames[score] ?? score,
                    base: before,
                    head: after,
                },
            };
        }
    }
}
/** What `n` of a class counts. */
function thingsOf(subjects, score) {
    if (subjects !== 'classes')
        return {};
    return { things: score === 'ap' ? 'objects' : 'images' };
}
/** Scores in the words of a sentence; others keep their names. */
const scoreNames = { ap: 'AP', iou: 'IoU', f1: 'F1' };
/** How much worse the second competitor is, held against a tolerance: shares of images by their exact test, other scores by their resamples. */
function lossOf({ counts, loss }, tolerance) {
    if (counts) {
        const { n, bothRight, onlyFirst, onlySecond } = counts;
        return {
            ...lossOfAccuracy(counts, tolerance),
            base: percent((bothRight + onlyFirst) / n),
            head: percent((bothRight + onlySecond) / n),
        };
    }
    if (!loss)
        return null;
    const { base, head, effect, interval, n, standardError } = loss;
    return {
        effect,
        interval,
        tolerance,
        p: lossAt(loss, tolerance),
        n,
        ...wouldDecide({ n, standardError, distance: effect - tolerance }),
        base: wording_score(base),
        head: wording_score(head),
    };
}

;// CONCATENATED MODULE: ./lib/rules/deployment/precision-loss.js



/* harmony default export */ const precision_loss = (defineRule({
    meta: {
        id: 'deployment/precision-loss',
        title: 'A model of lower precision answers worse than the one that it stands for.',
        why: 'What is evaluated is the full model and what is shipped is its fp16 or int8 variant. Quantisation that costs nothing on average can cost a whole class: the one whose activations the calibration never saw.',
        fix: "Calibrate with pictures of every class, keep the first and the last layers in full precision, quantise by channel, or train with quantisation; or accept the loss by the variant's `tolerance`.",
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['parity'],
        messages: {
            score: '{model} scores {variant} in {score}, and {reference}, which it is a variant of, {full} on the same {n} images: {turned}{outputs}.',
            class: '{model} reaches {variant} in {score} of {name}, and {reference}, which it is a variant of, {full} on the same {n} {things}: {turned}{outputs}.',
            'not-finite': '{model} gives {output} values that are not finite, where {reference} does not.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const parity of Object.values(head.parity)) {
            const { model, reference, tolerance, at } = parity;
            const told = { model, reference, turned: turnedOf(parity), outputs: outputsOf(parity) };
            for (const { output } of parity.outputs.filter(({ maxError }) => !Number.isFinite(maxError))) {
                const data = { model, reference, output: `\`${output}\`` };
                yield { message: 'not-finite', subject: model, identity: `${model}/${output}`, at, data };
            }
            for (const { base, head: own, data: _, requiredN, ...test } of parity.overall) {
                yield {
                    ...test,
                    message: 'score',
                    subject: model,
                    identity: `${model}/${reference}`,
                    at,
                    requiredN: requiredN ?? undefined,
                    family: 'score',
                    data: { ...told, score: parity.score, variant: wording_score(own), full: wording_score(base), n: test.n },
                };
            }
            for (const compared of parity.classes) {
                const { subject, score, n } = compared;
                const loss = n === 0 ? null : lossOf(compared, tolerance);
                if (loss === null)
                    continue;
                const { base, head: own, ...test } = loss;
                yield {
                    ...test,
                    message: 'class',
                    subject: `${model}: ${subject}`,
                    identity: `${model}/${reference}/${subject}`,
                    at,
                    family: 'classes and groups',
                    data: {
                        ...told,
                        name: subject,
                        score: scoreNames[score] ?? score,
                        variant: own,
                        full: base,
                        n,
                        things: score === 'ap' ? 'objects' : 'images',
                    },
                };
            }
        }
    },
}));
function turnedOf({ flips: { negative, positive, of, n } }) {
    return `${negative} of ${n} ${of} turned from right to wrong and ${positive} from wrong to right`;
}
/** Tensors explain, and do not decide: what a difference is worth only the answers tell. */
function outputsOf({ outputs }) {
    return outputs
        .filter(({ values, maxError }) => values > 0 && Number.isFinite(maxError))
        .map(({ output, cosine, sqnr, maxError }) => `; output \`${output}\` has cosine ${cosine.toFixed(4)}, ${Number.isFinite(sqnr) ? `${sqnr.toFixed(1)} dB` : 'no noise'}, at most ${Number(maxError.toPrecision(3))} apart`)
        .join('');
}

;// CONCATENATED MODULE: ./lib/rules/deployment/throughput-regression.js


/* harmony default export */ const throughput_regression = (defineRule({
    meta: {
        id: 'deployment/throughput-regression',
        title: 'A model answers fewer images in a second than its base.',
        why: 'What a machine gets through in an hour follows from the mean run, not from the median: a few slow runs in a hundred cost images that no median shows.',
        fix: 'Look for memory that is allocated anew in every run, for fallbacks and for a batch that no longer fits the caches; or raise the option `tolerance`.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'latency'],
        messages: {
            fewer: '{model} answers {head} images a second on {target} at a batch of {batch}, {loss} fewer than its base with {base} (means of {sessions} session pairs, {provider}).',
        },
        options: { tolerance: 'Share of the throughput whose loss is accepted: 0.05 is 5 %.' },
    },
    defaults: { tolerance: 0.05 },
    *evaluate({ head, pair, options }) {
        for (const { model, target, provider, batch, pairs } of Object.values(pair.latency)) {
            const means = pairs.map(({ base, again, head: own }) => ({
                base: [throughput_regression_mean(base)],
                again: [throughput_regression_mean(again)],
                head: [throughput_regression_mean(own)],
            }));
            // The time of an image is the inverse of throughput: a loss of 5 % takes 1 / 0.95 of the time.
            const inTime = 1 / (1 - options.tolerance) - 1;
            const { effect, interval, p, n, requiredN } = compareTimes(means, inTime);
            const loss = (longer) => 1 - 1 / (1 + longer);
            const perSecond = (side) => (1000 * batch) / throughput_regression_mean(means.map(({ [side]: [time] }) => time));
            yield {
                message: 'fewer',
                subject: `${model} on ${target}`,
                identity: `${model}/${target}`,
                at: head.models[model] && { path: head.models[model].path },
                effect: loss(effect),
                interval: [loss(interval[0]), loss(interval[1])],
                tolerance: options.tolerance,
                p,
                n,
                requiredN,
                family: 'advisory',
                data: {
                    model,
                    target,
                    provider,
                    batch,
                    head: imagesPerSecond(perSecond('head')),
                    base: imagesPerSecond(perSecond('base')),
                    loss: `${(100 * loss(effect)).toFixed(1)} %`,
                    sessions: pairs.length,
                },
            };
        }
    },
}));
function throughput_regression_mean(values) {
    return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
function imagesPerSecond(value) {
    return String(Number(value.toPrecision(3)));
}

;// CONCATENATED MODULE: ./lib/rules/deployment/unsafe-model-file.js

/* harmony default export */ const unsafe_model_file = (defineRule({
    meta: {
        id: 'deployment/unsafe-model-file',
        title: 'A model file does more than compute when it is loaded.',
        why: 'A Python pickle is a program: whoever loads it runs what its author wrote, with all the rights of that user. A model that reads files outside its folder, or that needs a library of its own, is as dangerous, and fails on a machine that lacks them.',
        fix: 'Keep weights as safetensors or ONNX, arrays as numbers (`np.save(…, allow_pickle=False)`), and external data beside its model. Where the operator’s library is your own, name it in `libraries`.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['modelFiles'],
        messages: {
            pickle: '{path} is a Python pickle{compression}: loading it runs its code.',
            archive: '{path} holds a Python pickle, `{member}`: loading it runs its code.',
            objects: '{path} holds an array of Python objects{member}, which are kept as a pickle: loading it runs their code.',
            outside: '{path} has external data outside its folder: {location}.',
            library: '{path} has the operator `{operator}`, which a library of machine code has to bring.',
        },
        options: { libraries: 'Domains of operators whose libraries are known and trusted.' },
    },
    defaults: { libraries: [] },
    *evaluate({ head, options }) {
        for (const { files } of Object.values(head.modelFiles)) {
            for (const { path, hash, dangers } of files) {
                for (const danger of dangers) {
                    const { message, data, part } = worded(danger);
                    if (message === 'library' && options.libraries.includes(part.slice(0, part.lastIndexOf(':'))))
                        continue;
                    yield { message, subject: path, identity: `${hash}/${part}`, at: { path }, data: { path, ...data } };
                }
            }
        }
    },
}));
function worded({ kind, detail }) {
    switch (kind) {
        case 'pickle':
            return {
                message: 'pickle',
                part: 'pickle',
                data: { compression: detail && `, compressed by ${detail}` },
            };
        case 'zipped pickle':
            return { message: 'archive', part: detail, data: { member: detail } };
        case 'object array':
            return { message: 'objects', part: detail, data: { member: detail && ` (\`${detail}\`)` } };
        case 'outside':
            return { message: 'outside', part: detail, data: { location: detail } };
        case 'library':
            return { message: 'library', part: detail, data: { operator: detail } };
    }
}

;// CONCATENATED MODULE: ./lib/src/runtimes/tables.js
/** The opsets in which each of ONNX's own operators was defined anew (onnx 1.23.2). */
const definitions = 'Abs:1,6,13 Acos:7,22 Acosh:9,22 Add:1,6,7,13,14 AffineGrid:20 And:1,7 ArgMax:1,11,12,13 ArgMin:1,11,12,13 Asin:7,22 Asinh:9,22 Atan:7,22 Atanh:9,22 Attention:23,24,25 AveragePool:1,7,10,11,19,22 BatchNormalization:1,6,7,9,14,15 Bernoulli:15,22 BitCast:26 BitShift:11,28 BitwiseAnd:18 BitwiseNot:18 BitwiseOr:18 BitwiseXor:18 BlackmanWindow:17 Cast:1,6,9,13,19,21,23,24,25,28 CastLike:15,19,21,23,24,25 CausalConvWithState:27 Ceil:1,6,13 Celu:12,28 CenterCropPad:18 Clip:1,6,11,12,13 Col2Im:18 Compress:9,11,28 Concat:1,4,11,13 ConcatFromSequence:11 Constant:1,9,11,12,13,19,21,23,24,25 ConstantOfShape:9,20,21,23,24,25 Conv:1,11,22 ConvInteger:10 ConvTranspose:1,11,22 Cos:7,22 Cosh:9,22 CumProd:26 CumSum:11,14 DFT:17,20 DeformConv:19,22 DepthToSpace:1,11,13,28 DequantizeLinear:10,13,19,21,23,24,25,28 Det:11,22 Div:1,6,7,13,14 Dropout:1,6,7,10,12,13,22 DynamicQuantizeLinear:11 Einsum:12,28 Elu:1,6,22 Equal:1,7,11,13,19 Erf:9,13 Exp:1,6,13 Expand:8,13 EyeLike:9,22 Flatten:1,9,11,13,21,23,24,25 Floor:1,6,13 GRU:1,3,7,14,22 Gather:1,11,13 GatherElements:11,13 GatherND:11,12,13 Gelu:20 Gemm:1,6,7,9,11,13 GlobalAveragePool:1,22 GlobalLpPool:1,2,22 GlobalMaxPool:1,22 Greater:1,7,9,13 GreaterOrEqual:12,16 GridSample:16,20,22 GroupNormalization:18,21 HammingWindow:17 HannWindow:17 HardSigmoid:1,6,22 HardSwish:14,22 Hardmax:1,11,13 Identity:1,13,14,16,19,21,23,24,25 If:1,11,13,16,19,21,23,24,25 ImageDecoder:20 InstanceNormalization:1,6,22 IsInf:10,20 IsNaN:9,13,20 LRN:1,13 LSTM:1,7,14,22 LayerNormalization:17 LeakyRelu:1,6,16 Less:1,7,9,13 LessOrEqual:12,16 LinearAttention:27 Log:1,6,13 LogSoftmax:1,11,13 Loop:1,11,13,16,19,21,23,24,25 LpNormalization:1,22 LpPool:1,2,11,18,22 MatMul:1,9,13 MatMulInteger:10 Max:1,6,8,12,13 MaxPool:1,8,10,11,12,22 MaxRoiPool:1,22 MaxUnpool:9,11,22 Mean:1,6,8,13 MeanVarianceNormalization:9,13 MelWeightMatrix:17 Min:1,6,8,12,13 Mish:18,22 Mod:10,13,28 Mul:1,6,7,13,14 Multinomial:7,22 Neg:1,6,13 NegativeLogLikelihoodLoss:12,13,22 NonMaxSuppression:10,11 NonZero:9,13 Not:1 OneHot:9,11,28 Optional:15,28 OptionalGetElement:15,18,28 OptionalHasElement:15,18,28 Or:1,7 PRelu:1,6,7,9,16 Pad:1,2,11,13,18,19,21,23,24,25 Pow:1,7,12,13,15 QLinearConv:10 QLinearMatMul:10,21 QuantizeLinear:10,13,19,21,23,24,25,28 RMSNormalization:23 RNN:1,7,14,22 RandomNormal:1,22 RandomNormalLike:1,22 RandomUniform:1,22 RandomUniformLike:1,22 Range:11,27 Reciprocal:1,6,13 ReduceL1:1,11,13,18 ReduceL2:1,11,13,18 ReduceLogSum:1,11,13,18,28 ReduceLogSumExp:1,11,13,18,28 ReduceMax:1,11,12,13,18,20 ReduceMean:1,11,13,18 ReduceMin:1,11,12,13,18,20 ReduceProd:1,11,13,18 ReduceSum:1,11,13 ReduceSumSquare:1,11,13,18 RegexFullMatch:20 Relu:1,6,13,14 Reshape:1,5,13,14,19,21,23,24,25 Resize:10,11,13,18,19 ReverseSequence:10,28 RoiAlign:10,16,22 RotaryEmbedding:23 Round:11,22 STFT:17 Scan:8,9,11,16,19,21,23,24,25 Scatter:9,11 ScatterElements:11,13,16,18 ScatterND:11,13,16,18 Selu:1,6,22 SequenceAt:11 SequenceConstruct:11 SequenceEmpty:11 SequenceErase:11 SequenceInsert:11 SequenceLength:11 SequenceMap:17 Shape:1,13,15,19,21,23,24,25 Shrink:9 Sigmoid:1,6,13 Sign:9,13 Sin:7,22 Sinh:9,22 Size:1,13,19,21,23,24,25 Slice:1,10,11,13 Softmax:1,11,13 SoftmaxCrossEntropyLoss:12,13 Softplus:1,22 Softsign:1,22 SpaceToDepth:1,13,28 Split:1,2,11,13,18 SplitToSequence:11,24 Sqrt:1,6,13 Squeeze:1,11,13,21,23,24,25 StringConcat:20 StringNormalizer:10 StringSplit:20 Sub:1,6,7,13,14 Sum:1,6,8,13 SwiGLU:28 Swish:24 Tan:7,22 Tanh:1,6,13 TensorScatter:24 TfIdfVectorizer:9 ThresholdedRelu:10,22 Tile:1,6,13 TopK:1,10,11,24 Transpose:1,13,21,23,24,25 Trilu:14 Unique:11,28 Unsqueeze:1,11,13,21,23,24,25 Upsample:1,7,9,10 Where:9,16 Xor:1,7';
const tables = {
    onnxruntime: {
        title: 'ONNX Runtime',
        source: 'https://raw.githubusercontent.com/microsoft/onnxruntime/109c0baa9367a6818c00eb42d160ae3719ffb609/docs/reference/compatibility.md, and the operators of onnxruntime 1.32.0 on the CPU',
        read: '2026-11-25',
        releases: [
            {
                version: '1.0',
                opset: [7, 11],
            },
            {
                version: '1.1',
                opset: [7, 11],
            },
            {
                version: '1.2',
                opset: [7, 11],
            },
            {
                version: '1.3',
                opset: [7, 12],
            },
            {
                version: '1.4',
                opset: [7, 12],
            },
            {
                version: '1.5',
                opset: [7, 12],
            },
            {
                version: '1.6',
                opset: [7, 13],
            },
            {
                version: '1.7',
                opset: [7, 13],
            },
            {
                version: '1.8',
                opset: [7, 14],
            },
            {
                version: '1.9',
                opset: [7, 15],
            },
            {
                version: '1.10',
                opset: [7, 15],
            },
            {
                version: '1.11',
                opset: [7, 16],
            },
            {
                version: '1.12',
                opset: [7, 17],
            },
            {
                version: '1.13',
                opset: [7, 17],
            },
            {
                version: '1.14',
                opset: [7, 18],
            },
            {
                version: '1.15',
                opset: [7, 19],
            },
            {
                version: '1.16',
                opset: [7, 19],
            },
            {
                version: '1.17',
                opset: [7, 20],
            },
            {
                version: '1.18',
                opset: [7, 21],
            },
            {
                version: '1.19',
                opset: [7, 21],
            },
            {
                version: '1.20',
                opset: [7, 21],
            },
            {
                version: '1.21',
                opset: [7, 22],
            },
            {
                version: '1.22',
                opset: [7, 22],
            },
            {
                version: '1.23',
                opset: [7, 23],
            },
            {
                version: '1.24',
                opset: [7, 25],
            },
            {
                version: '1.25',
                opset: [7, 26],
            },
            {
                version: '1.26',
                opset: [7, 26],
            },
            {
                version: '1.27',
                opset: [7, 26],
            },
            {
                version: '1.28',
                opset: [7, 26],
            },
            {
                version: '1.29',
                opset: [7, 26],
            },
            {
                version: '1.30',
                opset: [7, 26],
            },
            {
                version: '1.31',
                opset: [7, 26],
            },
            {
                version: '1.32',
                opset: [7, 28],
            },
        ],
        operators: 'Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization Bernoulli BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh Crop CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear DynamicSlice Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual LinearAttention Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix MemcpyFromHost MemcpyToHost Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad ParametricSoftplus Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scale ScaledTanh Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum SwiGLU Swish Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor ai.onnx.ml:ArrayFeatureExtractor ai.onnx.ml:Binarizer ai.onnx.ml:CastMap ai.onnx.ml:CategoryMapper ai.onnx.ml:DictVectorizer ai.onnx.ml:FeatureVectorizer ai.onnx.ml:Imputer ai.onnx.ml:LabelEncoder ai.onnx.ml:LinearClassifier ai.onnx.ml:LinearRegressor ai.onnx.ml:Normalizer ai.onnx.ml:OneHotEncoder ai.onnx.ml:SVMClassifier ai.onnx.ml:SVMRegressor ai.onnx.ml:Scaler ai.onnx.ml:TreeEnsemble ai.onnx.ml:TreeEnsembleClassifier ai.onnx.ml:TreeEnsembleRegressor ai.onnx.ml:ZipMap com.microsoft.nchwc:AveragePool com.microsoft.nchwc:Conv com.microsoft.nchwc:GlobalAveragePool com.microsoft.nchwc:GlobalMaxPool com.microsoft.nchwc:MaxPool com.microsoft.nchwc:ReorderInput com.microsoft.nchwc:ReorderOutput com.microsoft.nchwc:Upsample com.microsoft:Attention com.microsoft:AttnLSTM com.microsoft:BeamSearch com.microsoft:BiasGelu com.microsoft:BifurcationDetector com.microsoft:BranchwiseRMSNorm com.microsoft:CDist com.microsoft:CausalConvWithState com.microsoft:ConvTransposeWithDynamicPads com.microsoft:CropAndResize com.microsoft:DecoderMaskedMultiHeadAttention com.microsoft:DequantizeLinear com.microsoft:DynamicQuantizeLSTM com.microsoft:DynamicQuantizeMatMul com.microsoft:DynamicTimeWarping com.microsoft:EmbedLayerNormalization com.microsoft:EngramGate com.microsoft:ExpandDims com.microsoft:FastGelu com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:GatedAdd com.microsoft:GatedDeltaNet com.microsoft:GatedRMSNorm com.microsoft:GatherBlockQuantized com.microsoft:GatherND com.microsoft:GatherPacked com.microsoft:Gelu com.microsoft:GreedySearch com.microsoft:GridSample com.microsoft:GroupQueryAttention com.microsoft:HyperConnectionPostMix com.microsoft:HyperConnectionPreMix com.microsoft:Inverse com.microsoft:LinearAttention com.microsoft:LinearAttentionGate com.microsoft:MRotaryEmbedding com.microsoft:MatMulBnb4 com.microsoft:MatMulFpQ4 com.microsoft:MatMulInteger16 com.microsoft:MatMulIntegerToFloat com.microsoft:MatMulNBits com.microsoft:MaxpoolWithMask com.microsoft:MoE com.microsoft:MoEGroupRouter com.microsoft:MultiHeadAttention com.microsoft:MurmurHash3 com.microsoft:NGramHashMapping com.microsoft:NGramRepeatBlock com.microsoft:NhwcMaxPool com.microsoft:Pad com.microsoft:QAttention com.microsoft:QEmbedLayerNormalization com.microsoft:QGemm com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConcat com.microsoft:QLinearConv com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearSigmoid com.microsoft:QLinearSoftmax com.microsoft:QLinearWhere com.microsoft:QMoE com.microsoft:QuantizeLinear com.microsoft:QuickGelu com.microsoft:Range com.microsoft:RotaryEmbedding com.microsoft:SampleOp com.microsoft:Sampling com.microsoft:ScaledSiLU com.microsoft:SkipLayerNormalization com.microsoft:SkipSimplifiedLayerNormalization com.microsoft:SparseAttention com.microsoft:SparseToDenseMatMul com.microsoft:Tokenizer com.microsoft:TransposeMatMul com.microsoft:Trilu com.microsoft:UnfoldTensor com.microsoft:Unique com.microsoft:VarlenCausalConvWithState com.microsoft:VarlenNGramHashMapping com.microsoft:WhisperBeamSearch com.microsoft:WordConvEmbedding',
    },
    'onnxruntime-mobile': {
        title: 'ONNX Runtime\u2019s pre-built mobile package',
        source: 'https://raw.githubusercontent.com/microsoft/onnxruntime/93f3c4bb0e216a9a8c759418eb9705ec256b6a66/docs/reference/operators/mobile_package_op_type_support_1.17.md',
        read: '2026-11-25',
        releases: [
            {
                version: '1.17',
                opset: [7, 20],
            },
        ],
        operators: 'Abs Add And ArgMax ArgMin AveragePool Cast Ceil Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos CumSum DepthToSpace DequantizeLinear Div DynamicQuantizeLinear Elu Equal Erf Exp Expand Flatten Floor Gather GatherND Gemm GlobalAveragePool Greater GreaterOrEqual HardSigmoid Identity If InstanceNormalization LRN LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop MatMul MatMulInteger Max MaxPool Mean Min Mul Neg NonMaxSuppression NonZero Not Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear Range Reciprocal ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum Relu Reshape Resize ReverseSequence Round Scan ScatterND Shape Sigmoid Sin Size Slice Softmax SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh ThresholdedRelu Tile TopK Transpose Unique Unsqueeze Where com.microsoft:DynamicQuantizeMatMul com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:Gelu com.microsoft:MatMulIntegerToFloat com.microsoft:NhwcMaxPool com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConv com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearSigmoid',
        definitions: 15,
    },
    tensorrt: {
        title: 'TensorRT',
        source: 'https://raw.githubusercontent.com/onnx/onnx-tensorrt/96e781103cfc4adf4a6bb557e94bac8e693f6f4c/docs/operators.md',
        read: '2026-11-25',
        releases: [
            {
                version: '8.6',
                opset: [7, 17],
                operators: 'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
            },
            {
                version: '9.3',
                opset: [7, 19],
                operators: 'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast CastLike Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
            },
            {
                version: '10.1',
                opset: [9, 20],
                operators: 'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast CastLike Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DeformConv DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mish Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
            },
        ],
    },
    openvino: {
        title: 'OpenVINO',
        source: 'https://raw.githubusercontent.com/openvinotoolkit/openvino/0ae60f0ffec990b581cf29cae47563090e5deca0/src/frontends/onnx/docs/supported_ops.md',
        read: '2026-11-25',
        releases: [],
        operators: 'ATen Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantFill ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh Crop CumSum DFT DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsFinite IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization MatMul MatMulInteger Max MaxPool MaxRoiPool Mean MeanVarianceNormalization Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor ai.onnx.ml:Normalizer com.microsoft:Attention com.microsoft:BiasAdd com.microsoft:BiasGelu com.microsoft:BifurcationDetector com.microsoft:DequantizeLinear com.microsoft:DynamicQuantizeMatMul com.microsoft:EmbedLayerNormalization com.microsoft:FastGelu com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:GatherND com.microsoft:Gelu com.microsoft:GroupNorm com.microsoft:GroupQueryAttention com.microsoft:MatMulIntegerToFloat com.microsoft:MatMulNBits com.microsoft:Pad com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConcat com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearReduceMean com.microsoft:QLinearSigmoid com.microsoft:QLinearSoftmax com.microsoft:QLinearWhere com.microsoft:QuantizeLinear com.microsoft:QuickGelu com.microsoft:Range com.microsoft:RotaryEmbedding com.microsoft:SimplifiedLayerNormalization com.microsoft:SkipLayerNormalization com.microsoft:SkipSimplifiedLayerNormalization com.microsoft:Trilu mmdeploy:MMCVRoIAlignRotated mmdeploy:NMSRotated org.openvinotoolkit:DeformableConv2D org.openvinotoolkit:DetectionOutput org.openvinotoolkit:ExperimentalDetectronDetectionOutput org.openvinotoolkit:ExperimentalDetectronGenerateProposalsSingleImage org.openvinotoolkit:ExperimentalDetectronGroupNorm org.openvinotoolkit:ExperimentalDetectronPriorGridGenerator org.openvinotoolkit:ExperimentalDetectronROIFeatureExtractor org.openvinotoolkit:ExperimentalDetectronTopKROIs org.openvinotoolkit:FakeQuantize org.openvinotoolkit:GenerateProposals org.openvinotoolkit:GroupNorm org.openvinotoolkit:Normalize org.openvinotoolkit:PriorBox org.openvinotoolkit:PriorBoxClustered org.openvinotoolkit:Swish org.pytorch.aten:adaptive_avg_pool2d',
    },
    coreml: {
        title: 'Core ML',
        source: 'https://raw.githubusercontent.com/microsoft/onnxruntime/04f568d869ec533a48f29f67f9842ddf694d7ab1/tools/ci_build/github/apple/coreml_supported_mlprogram_ops.md',
        read: '2026-11-25',
        releases: [],
        operators: 'Add ArgMax AveragePool Cast Ceil Clip Concat Constant Conv ConvTranspose Cos DepthToSpace Div Elu Erf Exp GatherND Gelu Gemm GlobalAveragePool GlobalMaxPool GridSample GroupNormalization HardSigmoid Identity InstanceNormalization LayerNormalization LeakyRelu MatMul Max MaxPool Mul PRelu Pow Range Reciprocal ReduceMax ReduceMean ReduceSum Relu Reshape Resize Round Shape Sigmoid Sin Slice Softmax Softplus Split Sqrt Squeeze Sub Tanh Tile Transpose Unsqueeze com.microsoft:FusedConv com.microsoft:QuickGelu',
    },
    tflite: {
        title: 'TensorFlow Lite, by onnx2tf',
        source: 'https://raw.githubusercontent.com/PINTO0309/onnx2tf/2c0cb019b77bb7464828123eb3b708e05b4737a7/README.md',
        read: '2026-11-25',
        releases: [],
        operators: 'Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization Bernoulli BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor FusedConv GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageDecoder Input InstanceNormalization Inverse IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad Pow QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu QLinearMatMul QLinearMul QLinearSigmoid QLinearSoftmax QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT ScaleAndTranslate Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor',
    },
};

;// CONCATENATED MODULE: ./lib/src/runtimes/runtimes.js

const runtimeNames = Object.keys(tables);
/**
 * What is published of a runtime: of the release that was asked for, else of the last one before it.
 * @param written `name`, or `name@version` (`onnxruntime@1.20`, `tensorrt@10`); a version's missing parts stand for any
 * @returns `null` for a name that is not known, or a version that is older than all that are
 */
function supportOf(written) {
    const [name, version] = written.split('@');
    if (!Object.hasOwn(tables, name))
        return null;
    const { title, read, releases, operators = '', definitions: newest = null } = tables[name];
    const known = releases.map((release) => ({ ...release, order: version ? compare(release.version, version) : 0 }));
    const release = known.findLast(({ order }) => order <= 0);
    if (release === undefined && releases.length > 0)
        return null;
    return {
        title: release ? `${title} ${release.version}` : title,
        opset: release?.opset ?? null,
        operators: new Set((release?.operators ?? operators).split(' ')),
        definitions: newest,
        isOlder: release !== undefined && (release.order < 0 || (release === known.at(-1) && isVague(release.version, version))),
        read,
    };
}
/** Whether a version leaves open which of its releases is meant, so that it may be one that came after the last known. */
function isVague(release, version) {
    return version !== undefined && version.split('.').length < Math.min(release.split('.').length, 2);
}
/** Of versions by their parts, as far as the second one has them. */
function compare(a, b) {
    const [x, y] = [a, b].map((version) => version.split('.').map(Number));
    for (const [i, part] of y.entries())
        if ((x[i] ?? part) !== part)
            return (x[i] ?? part) - part;
    return 0;
}
const versionsByOperator = new Map(definitions.split(' ').map((entry) => {
    const [name, versions] = entry.split(':');
    return [name, versions.split(',').map(Number)];
}));
/** The opset that defined one of ONNX's own operators as it is in `opset`; `null` when ONNX has none of that name there. */
function definedIn(operator, opset) {
    return versionsByOperator.get(operator)?.findLast((version) => version <= opset) ?? null;
}

;// CONCATENATED MODULE: ./lib/rules/deployment/unsupported-operator.js



/* harmony default export */ const unsupported_operator = (defineRule({
    meta: {
        id: 'deployment/unsupported-operator',
        title: 'A model has an operator that its target does not have.',
        why: 'A converter stops at an operator that it does not know, and a runtime refuses the model or computes that part elsewhere, slowly. It is found out when the model is converted or loaded on the device.',
        fix: 'Export the model with operators that the target has: another opset, another layer, or the post-processing left to the code that calls it. The operators are those that the makers of the runtime publish; name its version in the policy as exactly as you know it.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['targets', 'models'],
        messages: {
            missing: '{model} has {nodes} of {operator}, which {runtime}, the runtime of {target}, does not have.',
            redefined: '{model} has {nodes} of {operator} as opset {version} defines it, and {runtime}, the runtime of {target}, has it as of opset {most} at most.',
        },
        options: {
            allowed: 'Operators that the target has all the same, by a plug-in or a newer build: `domain:Name`, or `Name` for ONNX’s own.',
        },
    },
    defaults: { allowed: [] },
    *evaluate({ head, options }) {
        for (const { target, runtime, models } of Object.values(head.targets)) {
            const support = runtime === undefined ? null : supportOf(runtime);
            if (support === null)
                continue;
            for (const name of models) {
                const model = head.models[name];
                if (!model)
                    continue;
                for (const { operator, count, message, data } of refused(model, support)) {
                    if (options.allowed.includes(operator))
                        continue;
                    yield {
                        message,
                        subject: name,
                        identity: `${name}/${target}/${operator}`,
                        at: { path: model.path },
                        ...(support.isOlder && { severity: 'warning' }),
                        data: { model: name, nodes: counted(count, 'node'), operator, runtime: support.title, target, ...data },
                    };
                }
            }
        }
    },
}));
/** Operators of the model that the runtime lacks, or has only as they were defined before. */
function* refused({ operators, opsets, structure }, { operators: known, definitions }) {
    const own = new Set(structure.functions);
    for (const [operator, count] of Object.entries(operators)) {
        if (own.has(operator))
            continue;
        if (!known.has(operator)) {
            yield { operator, count, message: 'missing', data: {} };
            continue;
        }
        const version = operator.includes(':') ? null : definedIn(operator, opsets['ai.onnx'] ?? opsets[''] ?? 0);
        if (definitions !== null && version !== null && version > definitions) {
            yield { operator, count, message: 'redefined', data: { version, most: definitions } };
        }
    }
}

;// CONCATENATED MODULE: ./lib/rules/deployment/unsupported-opset.js


/* harmony default export */ const unsupported_opset = (defineRule({
    meta: {
        id: 'deployment/unsupported-opset',
        title: 'A model is of an ONNX opset that its target does not take.',
        why: 'A runtime refuses a model of an opset that is newer than itself, or reads operators by definitions that it does not have. It is found out when the model is loaded on the device.',
        fix: 'Export the model with an older `opset_version`, convert it with `onnx.version_converter`, or name the newer runtime in the policy once the devices have it.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['targets', 'models'],
        messages: {
            above: '{model} is of opset {opset}, and {target} takes {most} at most.',
            newer: '{model} is of opset {opset}, and {runtime}, which {target} has, takes {least} to {most}.',
            older: '{model} is of opset {opset}, and {runtime}, which {target} has, takes {least} to {most}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const target of Object.values(head.targets)) {
            for (const name of target.models) {
                const model = head.models[name];
                const opset = model && opsetOf(model);
                if (opset === undefined)
                    continue;
                for (const { message, limit, data, isGuess } of limitsOf(opset, target)) {
                    yield {
                        message,
                        subject: name,
                        identity: `${name}/${target.target}`,
                        at: { path: model.path },
                        ...(isGuess && { severity: 'warning' }),
                        measured: opset,
                        limit,
                        unit: 'opset',
                        data: { model: name, opset, target: target.target, ...data },
                    };
                }
            }
        }
    },
}));
function opsetOf({ opsets }) {
    return opsets['ai.onnx'] ?? opsets[''];
}
function* limitsOf(opset, { opset: declared, runtime }) {
    if (declared !== undefined && opset > declared) {
        yield { message: 'above', limit: declared, data: { most: declared }, isGuess: false };
    }
    const support = runtime === undefined ? null : supportOf(runtime);
    if (!support?.opset)
        return;
    const [least, most] = support.opset;
    const data = { runtime: support.title, least, most };
    if (opset > most)
        yield { message: 'newer', limit: most, data, isGuess: support.isOlder };
    if (opset < least)
        yield { message: 'older', limit: least, data, isGuess: false };
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

;// CONCATENATED MODULE: ./lib/src/model/facts/places.js
/** Where a sample is declared: its line in the manifest, else the file that holds it, else the image itself. */
function placeOf(samples, row) {
    const { manifest, line, column, hash } = samples;
    if (line[row] > 0) {
        return { path: manifest[row], line: line[row], ...(column[row] > 0 ? { column: column[row] } : {}) };
    }
    // A file that is only named is not there to be shown.
    return { path: (hash[row] === '' && manifest[row]) || fileOf(samples, row) };
}
/** The file of the commit that a sample's image lies in: itself, or what holds it together with others. */
function fileOf({ container, path }, row) {
    return container?.[row] ?? path[row];
}

;// CONCATENATED MODULE: ./lib/rules/shared/samples.js


/** Whether a row of head is at base as it is: the same file, content, split and label. Only `rows` may be asked for. */
function unchangedAmong(samples, base, rows) {
    const hashes = new Set(rows.map((row) => samples.hash[row]));
    const atBase = new Set();
    if (hashes.size === 0)
        return () => false;
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
const copies = new WeakMap();
/** Rows of the images that several samples hold, ascending, a group for each content. Found once for all rules. */
function copiesOf(samples) {
    const { count, hash } = samples;
    const known = copies.get(samples) ?? [...repeated(count, (row) => hash[row] || null).values()];
    copies.set(samples, known);
    return known;
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
function entry(samples, row) {
    const { hash, split, label } = samples;
    return [fileOf(samples, row), hash[row], split[row], label[row] ?? ''].join('\0');
}

;// CONCATENATED MODULE: ./lib/rules/ethics/erased-sample.js



const how = {
    content: 'it has the same bytes as',
    pixels: 'it has the same pixels as',
    look: 'it looks like',
};
/* harmony default export */ const erased_sample = (defineRule({
    meta: {
        id: 'ethics/erased-sample',
        title: 'An image that was erased is in the data.',
        why: 'Somebody asked for this image to be erased (GDPR, article 17), and it was. Copies, smaller versions and crops of it live on in other folders and datasets and come back with them, and a model that is trained on it holds it too.',
        fix: 'Delete the image from the dataset and rewrite the commit. Train the models that are named again without it. Take an entry out of the register only in a pull request of its own, with a reason.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'erasure', 'erasedSamples'],
        messages: {
            erased: '{path} was erased and is in {dataset} again: {how} what line {line} of {register} names.',
            alike: '{path} may have been erased: it is much like what line {line} of {register} names. Look at both.',
            model: '{dataset} trains {model} and still lists {images} that {were} erased, such as {path}.',
            lost: '{register} no longer names {entries} that the base names. What was erased stays erased.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        const register = head.erasure.repository;
        if (register === undefined)
            return;
        yield* lostEntries(base.erasure?.repository, register);
        for (const erased of Object.values(head.erasedSamples)) {
            const samples = head.samples[erased.dataset];
            if (samples)
                yield* ofDataset(erased, samples, base.samples?.[erased.dataset], register);
        }
    },
}));
function* lostEntries(before, register) {
    const here = new Set(register.entries);
    const lost = before?.entries.filter((entry) => !here.has(entry)) ?? [];
    if (lost.length === 0)
        return;
    yield {
        message: 'lost',
        subject: register.path,
        identity: lost.join(' '),
        at: { path: register.path },
        data: { register: register.path, entries: counted(lost.length, 'image') },
    };
}
function* ofDataset({ dataset, row: rows, by, line, models }, samples, before, register) {
    const names = namesByContent(samples, before, rows);
    for (const [index, row] of rows.entries()) {
        const path = samples.path[row];
        const place = { subject: path, identity: names[index], at: placeOf(samples, row) };
        const named = { path, line: line[index], register: register.path };
        const way = by[index];
        if (way === 'likeness')
            yield { message: 'alike', severity: 'warning', ...place, data: named };
        else
            yield { message: 'erased', ...place, data: { ...named, dataset, how: how[way] } };
    }
    const trained = rows.filter((row, index) => by[index] !== 'likeness' && samples.split[row] === 'train');
    if (trained.length === 0 || models.length === 0)
        return;
    const path = samples.path[trained[0]];
    yield {
        message: 'model',
        subject: models.join(', '),
        identity: `${dataset} ${models.join(' ')}`,
        at: placeOf(samples, trained[0]),
        measured: trained.length,
        limit: 0,
        data: {
            model: listed(models),
            dataset,
            images: counted(trained.length, 'image'),
            were: trained.length === 1 ? 'was' : 'were',
            path,
        },
    };
}

;// CONCATENATED MODULE: ./lib/rules/ethics/group-gap.js


/* harmony default export */ const group_gap = (defineRule({
    meta: {
        id: 'ethics/group-gap',
        title: 'A model does much better for one group than for another.',
        why: 'A system that works for some people and not for others discriminates, whatever its average. The average also says nothing of how it will do where the mix of people is another.',
        fix: 'Collect more images of the group that comes off worst, look at its labels, and weight or sample it up in training.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models', 'comparisons'],
        messages: {
            gap: '{model} is right on {highest} of {best} and {lowest} of {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
            gapInObjects: '{model} finds {highest} of the objects in {best} and {lowest} of those in {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
            gapInOverlap: '{model} reaches a mean IoU of {highest} in {best} and {lowest} in {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
            hidden: '{model} reached {highest} in {best} and {lowest} in {worst} at the base: a gap of {gap} in {attribute}, limit {allowed}. Head has {count} of {hidden}, where base has {before}, so that the gap can no longer be seen.',
        },
        options: {
            gap: 'Largest minus smallest share of right answers, of objects found, or mean IoU that is accepted: 0.1 is 10 points.',
            lost: 'Share of its evaluation images, 0–1, that a group of such a gap may lose in one change.',
            images: 'Groups with fewer evaluation images are left out, and named.',
        },
    },
    defaults: { gap: 0.1, lost: 0.2, images: 30 },
    *evaluate({ base, head, pair, options }) {
        yield* hiddenGaps({ base: base.scores, head, options });
        for (const { model, attribute, message, groups, gap } of gapsOf(head.scores, options)) {
            const named = { subject: `${model}: ${attribute}`, identity: `${model}/${attribute}` };
            const change = changeOf(pair.comparisons[model], attribute);
            yield {
                ...named,
                message,
                at: head.models[model] && { path: head.models[model].path },
                measured: gap.size,
                limit: options.gap,
                ...(change ? { change: { ...named, ...change } } : { noise: 1.96 * standardError(gap.best, gap.worst) }),
                data: {
                    ...wordsOf(model, attribute, gap, options),
                    small: leftOut(groups.filter(({ n }) => n < options.images), options.images),
                },
            };
        }
    },
}));
/** By what groups are told apart in each task. */
const group_gap_messages = {
    classification: 'gap',
    detection: 'gapInObjects',
    'instance-segmentation': 'gapInObjects',
    segmentation: 'gapInOverlap',
};
/** The gaps beyond the limit, between groups that are large enough to say. */
function* gapsOf(scores, options) {
    for (const { model, task, evaluation, splits } of Object.values(scores)) {
        const message = group_gap_messages[task];
        if (message === undefined)
            continue;
        for (const [attribute, groups] of byAttribute(splits[evaluation]?.groups ?? [])) {
            const large = groups.filter(({ n }) => n >= options.images).sort((a, b) => b.share - a.share);
            if (large.length < 2)
                continue;
            const [best, worst] = [large[0], large[large.length - 1]];
            const gap = { best, worst, size: best.share - worst.share };
            if (gap.size > options.gap)
                yield { model, attribute, message, groups, gap };
        }
    }
}
function wordsOf(model, attribute, { best, worst, size }, options) {
    return {
        model,
        attribute,
        best: `${attribute}=${best.value}`,
        worst: `${attribute}=${worst.value}`,
        highest: percent(best.share),
        lowest: percent(worst.share),
        gap: points(size),
        allowed: points(options.gap),
    };
}
/** Gaps of base that head hides: the groups at their ends lost their images, or the words that told them. */
function* hiddenGaps({ base, head, options, }) {
    for (const { model, attribute, gap } of gapsOf(base ?? {}, options)) {
        const now = head.scores[model];
        if (!now)
            continue;
        const after = byAttribute(now.splits[now.evaluation]?.groups ?? []).get(attribute);
        const left = (group) => after?.find(({ value }) => value === group.value)?.n ?? 0;
        const hidden = [gap.worst, gap.best].find((group) => left(group) < (1 - options.lost) * group.n);
        if (!hidden)
            continue;
        yield {
            message: 'hidden',
            subject: `${model}: ${attribute}`,
            identity: `${model}/${attribute}`,
            at: head.models[model] && { path: head.models[model].path },
            measured: gap.size,
            limit: options.gap,
            data: {
                ...wordsOf(model, attribute, gap, options),
                hidden: `${attribute}=${hidden.value}`,
                count: counted(left(hidden), 'image'),
                before: hidden.n,
            },
        };
    }
}
function byAttribute(groups) {
    return Map.groupBy(groups.filter((group) => group.share !== null), ({ attribute }) => attribute);
}
/** The paired test of the gap's growth, on base's evaluation data where head's are others. */
function changeOf(comparison, attribute) {
    const growth = comparison?.gaps.find((gap) => gap.attribute === attribute && gap.data !== 'head');
    if (!growth)
        return null;
    const { effect, interval, p, n } = growth;
    return { effect, interval, p, n, tolerance: 0, family: 'classes and groups' };
}
/** Of the difference between the shares of two disjoint groups, at most: no mean of values from 0 to 1 varies more than a share of images. */
function standardError(...groups) {
    return Math.sqrt(groups.reduce((sum, { share, n }) => sum + (share * (1 - share)) / n, 0));
}
function leftOut(small, images) {
    if (small.length === 0)
        return '';
    return `; too few images to say: ${listed(small.map(({ value, n }) => `${value} (${n} of ${images})`))}`;
}

;// CONCATENATED MODULE: ./lib/src/statistics/association.js

/** How strongly two categories go together. */
function association(table) {
    const rows = table.map((row) => row.reduce((a, b) => a + b, 0));
    const columns = table[0].map((_, index) => table.reduce((sum, row) => sum + row[index], 0));
    const n = rows.reduce((a, b) => a + b, 0);
    let chiSquared = 0;
    for (const [i, row] of table.entries()) {
        for (const [j, observed] of row.entries()) {
            const expected = (rows[i] * columns[j]) / n;
            chiSquared += (observed - expected) ** 2 / expected;
        }
    }
    const df = (rows.length - 1) * (columns.length - 1);
    const spread = Math.max(0, chiSquared / n - df / (n - 1));
    const corrected = (levels) => levels - 1 - (levels - 1) ** 2 / (n - 1);
    const most = Math.min(corrected(rows.length), corrected(columns.length));
    return { n, chiSquared, df, v: most > 0 ? Math.min(1, Math.sqrt(spread / most)) : 0 };
}
/**
 * Whether two categories go together more than Cramér's V of `tolerance`: χ² is noncentral with n·V²·(levels − 1), where
 * levels are those of the category that has fewer. The interval holds the V under which χ² is neither too large nor too small.
 */
function associationTest(table, tolerance) {
    const found = association(table);
    const { n, chiSquared, df } = found;
    const unit = n * (Math.min(table.length, table[0].length) - 1);
    const tailAt = (v) => noncentralChiSquaredTail(chiSquared, df, unit * v * v);
    return {
        ...found,
        p: tailAt(tolerance),
        interval: [solve((v) => tailAt(v) < 0.025), solve((v) => tailAt(v) < 0.975)],
    };
}
/** P(X > x) of the noncentral χ² with `df` degrees of freedom: a mixture of central ones with Poisson weights. */
function noncentralChiSquaredTail(x, df, noncentrality) {
    const [mean, y] = [noncentrality / 2, x / 2];
    const first = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean) - 20));
    const shape = df / 2 + first;
    let tail = special_functions_incompleteGamma(shape, y)[1];
    let step = y === 0 ? 0 : Math.exp(shape * Math.log(y) - y - logGamma(shape + 1));
    let weight = mean === 0 ? 1 : Math.exp(first * Math.log(mean) - mean - logGamma(first + 1));
    let sum = 0;
    for (let j = first;; j++) {
        sum += weight * tail;
        if (j >= mean && weight <= 1e-17 * sum)
            return Math.min(1, sum);
        if (weight === 0 && j > mean)
            return Math.min(1, sum);
        tail = Math.min(1, tail + step);
        step *= y / (df / 2 + j + 1);
        weight *= mean / (j + 1);
    }
}
/** The largest of 0–1 for which the condition holds, to 1e-6; it holds up to some value and not beyond. */
function solve(holds) {
    if (!holds(0))
        return 0;
    let [low, high] = [0, 1];
    while (high - low > 1e-6) {
        const middle = (low + high) / 2;
        if (holds(middle))
            low = middle;
        else
            high = middle;
    }
    return high;
}

;// CONCATENATED MODULE: ./lib/rules/shared/contingency.js
/** What levels that are too rare to be told apart are counted as. */
const rest = -1;
/**
 * Counts pairs of levels, numbered from 0. Levels of either side that occur less than `least` times are counted as one,
 * and left out where even together they are fewer.
 */
function contingency(rows, columns, least) {
    const [rowOf, columnOf] = [pooled(rows, least), pooled(columns, least)];
    const table = rowOf.kept.map(() => columnOf.kept.map(() => 0));
    for (let i = 0; i < rows.length; i++) {
        const [row, column] = [rowOf.places[rows[i]], columnOf.places[columns[i]]];
        if (row >= 0 && column >= 0)
            table[row][column]++;
    }
    const isFull = table.map((counts) => counts.some((count) => count > 0));
    const isUsed = columnOf.kept.map((_, j) => table.some((counts) => counts[j] > 0));
    return {
        rows: rowOf.kept.filter((_, i) => isFull[i]),
        columns: columnOf.kept.filter((_, j) => isUsed[j]),
        counts: table.filter((_, i) => isFull[i]).map((counts) => counts.filter((_, j) => isUsed[j])),
    };
}
/**
 * The row and column that go together most beyond chance, by the largest adjusted residual.
 * @returns their levels, and the share of the row and of all other rows that has the column, 0–1
 */
function strongestPair({ rows, columns, counts }) {
    const sum = (values) => values.reduce((total, value) => total + value, 0);
    const rowTotals = counts.map(sum);
    const columnTotals = columns.map((_, j) => sum(counts.map((row) => row[j])));
    const n = sum(rowTotals);
    let best = { i: 0, j: 0, residual: Number.NEGATIVE_INFINITY };
    for (const [i, row] of counts.entries()) {
        for (const [j, count] of row.entries()) {
            const expected = (rowTotals[i] * columnTotals[j]) / n;
            const residual = (count - expected) / Math.sqrt(expected * (1 - rowTotals[i] / n) * (1 - columnTotals[j] / n));
            if (residual > best.residual)
                best = { i, j, residual };
        }
    }
    const { i, j } = best;
    return {
        row: rows[i],
        column: columns[j],
        inside: counts[i][j] / rowTotals[i],
        outside: (columnTotals[j] - counts[i][j]) / (n - rowTotals[i]),
    };
}
/** The levels that are kept, and the place of each level among them: −1 for one that is left out. */
function pooled(levels, least) {
    const totals = [];
    for (const level of levels)
        totals[level] = (totals[level] ?? 0) + 1;
    const kept = [...totals.keys()].filter((level) => totals[level] >= least);
    const rare = [...totals.keys()].filter((level) => totals[level] < least);
    const places = new Int32Array(totals.length).fill(-1);
    for (const [place, level] of kept.entries())
        places[level] = place;
    const together = rare.reduce((sum, level) => sum + totals[level], 0);
    if (rare.length > 0 && together >= least) {
        for (const level of rare)
            places[level] = kept.length;
        kept.push(rest);
    }
    return { kept, places };
}

;// CONCATENATED MODULE: ./lib/src/statistics/drift.js
/** Distances as `scipy.stats.ks_2samp` and `scipy.stats.wasserstein_distance` give them, and the stability index. */
function drift(reference, sample) {
    const [n, m] = [reference.length, sample.length];
    let [i, j, statistic, distance] = [0, 0, 0, 0];
    let value = Math.min(reference[0], sample[0]);
    while (i < n || j < m) {
        while (i < n && reference[i] === value)
            i++;
        while (j < m && sample[j] === value)
            j++;
        const apart = Math.abs(i / n - j / m);
        const next = Math.min(i < n ? reference[i] : Number.POSITIVE_INFINITY, j < m ? sample[j] : Number.POSITIVE_INFINITY);
        if (apart > statistic)
            statistic = apart;
        if (apart > 0)
            distance += apart * (next - value);
        value = next;
    }
    return { statistic, wasserstein: distance, stability: stabilityIndex(reference, sample) };
}
/** Shares below this are taken for it, so that an empty bin does not make the index infinite. */
const leastShare = 1e-4;
const bins = 10;
/** Σ (q − p) ln(q / p) over bins between the tenths of the reference; below 0.1 is called stable, above 0.25 a shift. */
function stabilityIndex(reference, sample) {
    const edges = new Set(Array.from({ length: bins - 1 }, (_, index) => quantile(reference, (index + 1) / bins)));
    let index = 0;
    let [from, to] = [0, 0];
    for (const edge of [...edges, Number.POSITIVE_INFINITY]) {
        const [i, j] = [countUpTo(reference, edge), countUpTo(sample, edge)];
        const p = Math.max((i - from) / reference.length, leastShare);
        const q = Math.max((j - to) / sample.length, leastShare);
        index += (q - p) * Math.log(q / p);
        [from, to] = [i, j];
    }
    return index;
}
/** Quantile of ascending values, interpolated as NumPy does by default. */
function quantile(ascending, share) {
    const place = share * (ascending.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}
/** P(K > x) of Kolmogorov's distribution: the limit of √(mn / (m + n)) times the statistic of equal distributions. */
function kolmogorovTail(x) {
    if (x <= 0)
        return 1;
    let sum = 0;
    if (x < 1) {
        for (let k = 1; k < 40; k += 2)
            sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
        return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
    }
    for (let k = 1; k < 40; k++)
        sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
    return sum;
}
/** Kolmogorov's 95th percentile. */
const percentile95 = 1.3580986393225505;
/**
 * Whether two distributions lie further apart than a tolerance. The observed statistic is off the true one by no more
 * than the two empirical functions are off theirs, so that Kolmogorov's tail of the excess bounds p from above; the
 * interval is as careful. It holds for tied values too.
 */
function driftTest(statistic, sizes, tolerance) {
    const scale = Math.sqrt((sizes[0] * sizes[1]) / (sizes[0] + sizes[1]));
    const margin = percentile95 / scale;
    return {
        p: kolmogorovTail(scale * (statistic - tolerance)),
        interval: [Math.max(0, statistic - margin), Math.min(1, statistic + margin)],
    };
}
/** How many of the ascending values are at or below the limit. */
function countUpTo(ascending, limit) {
    let [low, high] = [0, ascending.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (ascending[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./lib/rules/shared/properties.js
/** deepchecks' properties of an image: those of its light, and those of its shape. */
const lightProperties = [
    { name: 'brightness', value: (images, row) => images.brightness[row] },
    { name: 'contrast', value: (images, row) => images.contrast[row] },
    { name: 'share of red', value: (images, row) => images.red[row] },
    { name: 'share of green', value: (images, row) => images.green[row] },
    { name: 'share of blue', value: (images, row) => images.blue[row] },
];
const shapeProperties = [
    { name: 'area', value: ({ width, height }, row) => width[row] * height[row] },
    { name: 'aspect ratio', value: ({ width, height }, row) => width[row] / height[row] },
];
/** Whether the image was decoded, so that it has properties. */
function isReadable({ error, width, height }, row) {
    return error[row] === null && width[row] > 0 && height[row] > 0;
}
/** The property of each of those rows. */
function valuesOf(images, rows, { value }) {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++)
        values[i] = value(images, rows[i]);
    return values;
}
/** The same, ascending, as statistics want it. */
function ascending(images, rows, property) {
    return valuesOf(images, rows, property).sort();
}
/** Rows of the images that were decoded. */
function readableRows(images) {
    const rows = [];
    for (let row = 0; row < images.error.length; row++)
        if (isReadable(images, row))
            rows.push(row);
    return rows;
}

;// CONCATENATED MODULE: ./lib/rules/shared/image-levels.js


const tenths = 10;
/** What a picture can be known by without looking at what it shows: its file, its size and its light. Quantities are cut at their tenths among `rows`. */
function* levelledProperties(images, rows) {
    const { format, mode, width, height, tables, quality, progressive } = images;
    yield named('format', rows, (row) => (progressive[row] ? `${format[row]}, progressive` : format[row]), (row) => `is a ${format[row].toUpperCase()}${progressive[row] ? ', progressive' : ''}`);
    yield named('colour mode', rows, (row) => mode[row], (row) => `is ${mode[row]}`);
    yield named('size', rows, (row) => width[row] * 2 ** 24 + height[row], (row) => `is ${width[row]} × ${height[row]}`);
    yield named('JPEG compression', rows, (row) => tables[row], (row) => tables[row] ? `has JPEG quality ${Math.round(quality[row])} (tables ${tables[row].slice(0, 8)})` : 'is no JPEG');
    for (const property of [...shapeProperties, ...lightProperties])
        yield cut(property, images, rows);
}
/** One level for each key, in the order in which they are met, and in the words of the first row that has it. */
function named(name, rows, keyOf, phraseOf) {
    const known = new Map();
    const firsts = [];
    const levels = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
        const key = keyOf(rows[i]);
        let level = known.get(key);
        if (level === undefined) {
            level = firsts.push(rows[i]) - 1;
            known.set(key, level);
        }
        levels[i] = level;
    }
    return { name, levels, phrase: (level) => phraseOf(firsts[level]) };
}
function cut(property, images, rows) {
    const { name } = property;
    const values = valuesOf(images, rows, property);
    const ascending = values.toSorted();
    const cuts = [...new Set(Array.from({ length: tenths - 1 }, (_, i) => quantile(ascending, (i + 1) / tenths)))];
    const levels = new Int32Array(values.length);
    for (let i = 0; i < values.length; i++) {
        let level = 0;
        while (level < cuts.length && values[i] > cuts[level])
            level++;
        levels[i] = level;
    }
    return { name, levels, phrase: (level) => between(cuts, level, name) };
}
function between(cuts, level, name) {
    if (level === 0)
        return `has ${name} up to ${image_levels_short(cuts[0])}`;
    if (level === cuts.length)
        return `has ${name} above ${image_levels_short(cuts[level - 1])}`;
    return `has ${name} from ${image_levels_short(cuts[level - 1])} to ${image_levels_short(cuts[level])}`;
}
function image_levels_short(value) {
    return Number(value.toPrecision(3));
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

;// CONCATENATED MODULE: ./lib/rules/ethics/group-label-correlation.js







/** Groups, classes and levels that fewer images have are counted together. */
const leastCount = 20;
/* harmony default export */ const group_label_correlation = (defineRule({
    meta: {
        id: 'ethics/group-label-correlation',
        title: 'The group that an image is of tells its class, or how the picture was taken.',
        why: 'Where nearly all images of a class show one group, a model learns the group and answers by it. Where one group was photographed darker or smaller, a gap between groups may be the camera’s, and mending the labels will not close it.',
        fix: 'Collect the classes in all groups, under the same conditions. Where the group has the class more often in the world too, say so in the data card and raise the association.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images'],
        messages: {
            label: "{attribute} goes with the class in {split} of {dataset} (Cramér's V {association}): of {group} {inside} are {class}, of all others {outside}.",
            image: "{attribute} goes with the {property} of the picture in {split} of {dataset} (Cramér's V {association}): of {group} {inside} {level}, of all others {outside}. A gap between the groups may be the picture's.",
        },
        options: {
            association: "Cramér's V of group and class or property, 0–1, corrected for bias, that is accepted.",
            samples: 'Images with the attribute that a split must have.',
        },
    },
    defaults: { association: 0.3, samples: 100 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            const splits = [...new Set(samples.split)].filter((split) => roleOf(split) >= 0);
            for (const attribute of samples.groups) {
                for (const split of splits.sort((a, b) => roleOf(a) - roleOf(b))) {
                    const rows = Array.from({ length: samples.count }, (_, row) => row).filter((row) => samples.split[row] === split && (samples.attributes[attribute]?.[row] ?? null) !== null);
                    yield* withLabel(samples, attribute, split, rows, options);
                    const images = head.images[samples.dataset];
                    if (images)
                        yield* withPicture(samples, images, attribute, split, rows, options);
                }
            }
        }
    },
}));
function* withLabel(samples, attribute, split, rows, options) {
    const labelled = rows.filter((row) => samples.label[row] !== null);
    if (labelled.length < options.samples)
        return;
    const groups = levelsOf(labelled.map((row) => samples.attributes[attribute][row]));
    const classes = levelsOf(labelled.map((row) => samples.label[row]));
    const found = associated(groups, classes.levels, options.association);
    if (!found)
        return;
    const { row, column, inside, outside, ...test } = found;
    yield {
        ...test,
        message: 'label',
        subject: `${samples.dataset}: ${attribute}`,
        identity: `${samples.dataset}/${split}/${attribute}`,
        data: {
            ...group_label_correlation_dataOf(samples, attribute, split, test.effect),
            group: groups.nameOf(row),
            class: column === rest ? 'of a rarer class' : classes.names[column],
            inside,
            outside,
        },
    };
}
function* withPicture(samples, images, attribute, split, rows, options) {
    const readable = rows.filter((row) => isReadable(images, row));
    if (readable.length < options.samples)
        return;
    const groups = levelsOf(readable.map((row) => samples.attributes[attribute][row]));
    for (const { name, levels, phrase } of levelledProperties(images, readable)) {
        const found = associated(groups, levels, options.association);
        if (!found)
            continue;
        const { row, column, inside, outside, ...test } = found;
        yield {
            ...test,
            message: 'image',
            subject: `${samples.dataset}: ${attribute} and ${name}`,
            identity: `${samples.dataset}/${split}/${attribute}/${name}`,
            data: {
                ...group_label_correlation_dataOf(samples, attribute, split, test.effect),
                property: name,
                group: groups.nameOf(row),
                level: column === rest ? 'is of a rarer kind' : phrase(column),
                inside,
                outside,
            },
        };
    }
}
function group_label_correlation_dataOf({ dataset }, attribute, split, association) {
    return { dataset, attribute, split, association };
}
/** The test of the association, and the group and level that go together most; `null` where there is but one of either. */
function associated(groups, levels, tolerance) {
    const table = contingency(groups.levels, levels, leastCount);
    if (table.rows.length < 2 || table.columns.length < 2)
        return null;
    const { v, p, interval, n } = associationTest(table.counts, tolerance);
    const { row, column, inside, outside } = strongestPair(table);
    return {
        effect: v,
        interval,
        tolerance,
        p,
        n,
        family: 'advisory',
        row,
        column,
        inside: percent(inside),
        outside: percent(outside),
    };
}
/** Values numbered in the order in which they are met. */
function levelsOf(values) {
    const names = [...new Set(values)].map(String);
    const places = new Map(names.map((name, place) => [name, place]));
    return {
        names,
        levels: Int32Array.from(values, (value) => places.get(String(value)) ?? 0),
        nameOf: (level) => (level === rest ? 'rarer groups' : names[level]),
    };
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

;// CONCATENATED MODULE: ./lib/rules/ethics/location-metadata.js


/* harmony default export */ const location_metadata = (defineRule({
    meta: {
        id: 'ethics/location-metadata',
        title: 'An image carries the place where it was taken.',
        why: 'A GPS position in EXIF or XMP tells where somebody lives, works or was treated. It is personal data, it is published with the dataset, and git keeps it after the file is gone.',
        fix: 'Strip the metadata (`exiftool -gps:all= FILE`) and rewrite the commit, so that the history does not keep the position.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        uses: ['metadata'],
        messages: { located: '{path} holds a GPS position in its {place} metadata.' },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const { dataset, location } of Object.values(head.images)) {
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const found = head.metadata[dataset]?.found;
            const placeIn = (row) => /(?:^| )position@(\w+)/.exec(found?.[row] ?? '')?.[1];
            const rows = [...location.keys()].filter((row) => location[row] === 1 || placeIn(row) !== undefined);
            const names = namesByContent(samples, base.samples?.[dataset], rows);
            for (const [index, row] of rows.entries()) {
                yield {
                    message: 'located',
                    subject: samples.path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: samples.path[row], place: placeIn(row) ?? 'EXIF or XMP' },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/card-faults.js

/** What is wrong with a card whatever it is of. */
const cardMessages = {
    missing: 'The {kind} {name} has no card; the gate looked in {looked}.',
    bare: 'The card {path} has no YAML front matter, so that no tool can read its licence, tags and results.',
    broken: 'The front matter of the card {path} cannot be read: {reason}.',
    section: 'The card {path} has no section on {topic}.',
};
/** @param sections topics that must have a heading: words of it, alternatives between `|` */
function* cardFaults(card, sections) {
    const { name, kind, path, at, looked, keys, fault, headings } = card;
    const found = { subject: name, identity: `${kind}/${name}`, at };
    if (path === null) {
        yield { ...found, message: 'missing', data: { kind, name, looked: listed(looked) || 'the repository' } };
        return;
    }
    if (fault)
        yield { ...found, message: 'broken', at: fault.at, data: { path, reason: fault.message } };
    else if (keys === null)
        yield { ...found, message: 'bare', data: { path } };
    for (const section of sections) {
        const alternatives = section.split('|').map((words) => words.trim().toLowerCase());
        if (headings.some((heading) => alternatives.some((words) => heading.toLowerCase().includes(words))))
            continue;
        const topic = alternatives.length > 1 ? `${alternatives[0]} (or ${alternatives.slice(1).join(', ')})` : alternatives[0];
        yield { ...found, message: 'section', identity: `${kind}/${name}/${alternatives[0]}`, data: { path, topic } };
    }
}

;// CONCATENATED MODULE: ./lib/rules/ethics/missing-data-card.js



/* harmony default export */ const missing_data_card = (defineRule({
    meta: {
        id: 'ethics/missing-data-card',
        title: 'A dataset has no card, or one that leaves out what must be said.',
        why: 'Who collected the images, how, of whom, and what they must not be used for is known to a few today and to nobody in a year. Regulations ask for it in writing.',
        fix: 'Write a README.md beside the images, with YAML front matter (license, tags) and the sections that the policy asks for. For Croissant metadata, fill in what mlcroissant requires.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['governance'],
        messages: {
            ...cardMessages,
            croissant: 'The Croissant metadata {path} of {name} lack {missing}.',
        },
        options: {
            sections: 'Topics that must have a heading: words of it, alternatives between `|`, such as `limitations|risks`.',
            recommended: 'Whether Croissant metadata must have what mlcroissant only recommends.',
        },
    },
    defaults: { sections: [], recommended: false },
    *evaluate({ head, options }) {
        for (const { cards = [] } of Object.values(head.governance)) {
            for (const card of cards) {
                if (card.kind !== 'dataset')
                    continue;
                yield* cardFaults(card, options.sections);
                if (!card.croissant)
                    continue;
                const { path, problems, recommended } = card.croissant;
                const missing = [...problems, ...(options.recommended ? recommended : [])];
                if (missing.length === 0)
                    continue;
                yield {
                    message: 'croissant',
                    subject: card.name,
                    identity: `dataset/${card.name}/croissant`,
                    at: { path, line: 1 },
                    measured: missing.length,
                    limit: 0,
                    data: { path, name: card.name, missing: listed(missing) },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/ethics/missing-group.js




/* harmony default export */ const missing_group = (defineRule({
    meta: {
        id: 'ethics/missing-group',
        title: 'A group is missing from a split, or too thin to be learned or judged.',
        why: 'A model is only as fair as it can be shown to be. What it never saw it will not know, and a group without evaluation images can fail unseen: no average tells.',
        fix: 'Collect images of the group for the split, or bring back those that left. Where their attribute was edited on purpose, say so in the pull request.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            missing: '{dataset} has no image of {group} in {split}, but {others}.',
            thin: '{dataset} has {count} of {group} in {split}, {share} of the split; {limit} would do.',
            dropped: '{dataset} has no image of {group} left in {split}; it had {before}.',
            shrunken: '{dataset} has {count} of {group} in {split}; it had {before}, and the group lost {share} of them.',
            regrouped: '{count} in {split} of {dataset} {were} {group} and {are} {now} now, the first of them {path}.',
        },
        options: {
            train: 'Training images that a group needs.',
            evaluation: 'Images that a group needs in an evaluation split: 30 tell a share to ± 18 points.',
            lost: 'Share of its evaluation images, 0–1, that a group may lose in one change.',
        },
    },
    defaults: { train: 30, evaluation: 30, lost: 0.2 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const before = base.samples?.[samples.dataset];
            for (const attribute of samples.groups) {
                yield* coverage(samples, before, attribute, options);
                if (before)
                    yield* regrouped(samples, before, attribute);
            }
        }
    },
}));
/** Images of every group that either side knows, in every split that has images. */
function* coverage(samples, base, attribute, options) {
    const { dataset } = samples;
    const [now, was] = [countGroups(samples, attribute), base ? countGroups(base, attribute) : new Map()];
    const values = [...new Set([...now.values(), ...was.values()].flatMap((counts) => [...counts.keys()]))].sort();
    const splits = [...new Set(samples.split)]
        .filter((split) => roleOf(split) >= 0)
        .sort((a, b) => roleOf(a) - roleOf(b));
    for (const value of values) {
        for (const split of splits) {
            const count = now.get(split)?.get(value) ?? 0;
            const before = was.get(split)?.get(value) ?? 0;
            const limit = split === 'train' ? options.train : options.evaluation;
            const found = {
                subject: `${dataset}: ${attribute}=${value}`,
                identity: `${dataset}/${split}/${attribute}=${value}`,
                data: {
                    dataset,
                    split,
                    group: `${attribute}=${value}`,
                    count: counted(count, 'image'),
                    before: counted(before, 'image'),
                },
            };
            if (count === 0 && before > 0) {
                yield { ...found, message: 'dropped' };
            }
            else if (isEvaluation(split) && before - count > options.lost * before) {
                const share = (before - count) / before;
                yield {
                    ...found,
                    message: 'shrunken',
                    measured: share,
                    limit: options.lost,
                    data: { ...found.data, share: percent(share) },
                };
            }
            if (count === 0 && before === 0) {
                const elsewhere = splits
                    .map((other) => [now.get(other)?.get(value) ?? 0, other])
                    .filter(([n]) => n > 0);
                if (elsewhere.length === 0)
                    continue;
                const others = elsewhere.map(([n, other]) => `${n} in ${other}`).join(' and ');
                yield { ...found, message: 'missing', measured: 0, limit, data: { ...found.data, others } };
            }
            else if (count > 0 && count < limit) {
                const total = samples.split.reduce((sum, of) => sum + Number(of === split), 0);
                yield {
                    ...found,
                    message: 'thin',
                    measured: count,
                    limit,
                    unit: 'images',
                    data: { ...found.data, share: percent(count / total) },
                };
            }
        }
    }
}
/** Evaluation images that both sides have, under another value of the attribute: a group can be hidden by its words alone. */
function* regrouped(samples, base, attribute) {
    const groupIn = ({ attributes }, row) => attributes[attribute]?.[row] ?? null;
    const was = new Map();
    for (let row = 0; row < base.count; row++)
        if (isEvaluation(base.split[row]))
            was.set(base.hash[row], groupIn(base, row));
    const moved = new Map();
    for (let row = 0; row < samples.count; row++) {
        const before = was.get(samples.hash[row]);
        if (!isEvaluation(samples.split[row]) || before === undefined || before === null)
            continue;
        const after = groupIn(samples, row);
        if (after === before)
            continue;
        const now = after ?? 'without one';
        const split = samples.split[row];
        const key = JSON.stringify([split, before, now]);
        const known = moved.get(key);
        if (known)
            known.rows.push(row);
        else
            moved.set(key, { rows: [row], split, value: before, now });
    }
    const { dataset } = samples;
    for (const { rows, split, value, now } of moved.values()) {
        yield {
            message: 'regrouped',
            subject: `${dataset}: ${attribute}=${value}`,
            identity: `${dataset}/${split}/${attribute}=${value}/${now}`,
            at: placeOf(samples, rows[0]),
            measured: rows.length,
            limit: 0,
            unit: 'images',
            data: {
                dataset,
                split,
                group: `${attribute}=${value}`,
                now,
                count: counted(rows.length, 'image'),
                were: rows.length === 1 ? 'was' : 'were',
                are: rows.length === 1 ? 'is' : 'are',
                path: samples.path[rows[0]],
            },
        };
    }
}
/** Images by split and value of an attribute. */
function countGroups({ attributes, split, count }, attribute) {
    const column = attributes[attribute] ?? [];
    const counts = new Map();
    for (let row = 0; row < count; row++) {
        const value = column[row];
        if (value === null || value === undefined)
            continue;
        const own = counts.get(split[row]) ?? new Map();
        counts.set(split[row], own.set(value, (own.get(value) ?? 0) + 1));
    }
    return counts;
}

;// CONCATENATED MODULE: ./lib/rules/shared/licence-expression.js
/** Reads an expression; `null` for words that are none. AND binds tighter than OR; operators may be lower case, as SPDX 3 allows. */
function parseLicence(text) {
    const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
    let at = 0;
    const isNext = (word) => tokens[at]?.toUpperCase() === word;
    const list = (of, part) => {
        const parts = [part()];
        while (isNext(of)) {
            at++;
            parts.push(part());
        }
        if (parts.includes(null))
            return null;
        return parts.length === 1 ? parts[0] : { of, parts: parts };
    };
    const either = () => list('OR', () => list('AND', single));
    const single = () => {
        const token = tokens[at++];
        if (token === '(') {
            const inner = either();
            return tokens[at++] === ')' ? inner : null;
        }
        const name = /^((?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*?)(\+?)$/.exec(token ?? '');
        if (!name || /^(and|or|with)$/i.test(token))
            return null;
        if (!isNext('WITH'))
            return { id: name[1], orLater: name[2] === '+', exception: null };
        at++;
        const exception = tokens[at++];
        if (exception === undefined || !/^(?:AdditionRef-)?[A-Za-z0-9][A-Za-z0-9.-]*$/.test(exception))
            return null;
        return { id: name[1], orLater: name[2] === '+', exception };
    };
    const expression = either();
    return at === tokens.length ? expression : null;
}
/**
 * The licences of an expression that are not among the allowed ids: all that stand in the way under AND, and under OR none
 * where one alternative is free of them. Case does not matter; `GPL-2.0+` is allowed as itself, and where `GPL-2.0` or
 * `GPL-2.0-or-later` is; an exception only adds permissions.
 */
function forbiddenIn(expression, allowed) {
    const known = new Set(allowed.map((id) => id.toLowerCase()));
    if (!('of' in expression)) {
        const { id, orLater, exception } = expression;
        const names = [id, ...(orLater ? [`${id}+`, `${id}-or-later`] : [])];
        const all = [...names, ...(exception ? names.map((name) => `${name} with ${exception}`) : [])];
        return all.some((name) => known.has(name.toLowerCase())) ? [] : [`${id}${orLater ? '+' : ''}`];
    }
    const parts = expression.parts.map((part) => forbiddenIn(part, allowed));
    if (expression.of === 'AND')
        return [...new Set(parts.flat())];
    return parts.some((part) => part.length === 0) ? [] : [...new Set(parts.flat())];
}

;// CONCATENATED MODULE: ./lib/rules/ethics/missing-licence.js




/* harmony default export */ const missing_licence = (defineRule({
    meta: {
        id: 'ethics/missing-licence',
        title: 'A dataset or model has no licence, or none that the policy allows.',
        why: 'Without a licence nobody may use the images or the weights, and nobody can show that they were allowed to train on them. One image under other terms binds the whole dataset.',
        fix: 'Add a licence file beside it, `license:` in the front matter of its card, or `licence:` in the policy; take out images that are not allowed, or allow their licence.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['governance'],
        uses: ['samples'],
        messages: {
            missing: 'The {kind} {name} has no licence; the gate looked in {looked}.',
            forbidden: 'The {kind} {name} is under {licence}, and {forbidden} is not among the allowed licences.',
            unclear: 'The licence of the {kind} {name} reads “{licence}”, which is no SPDX expression: nobody can say whether it is allowed.',
            unlicensed: '{count} of {name} {have} nothing in the column {column}, the first of them {path}.',
            image: '{count} of {name} {are} under {licence}, which is not among the allowed licences, the first of them {path}.',
        },
        options: {
            allowed: 'SPDX identifiers that are allowed; every licence when empty.',
        },
    },
    defaults: { allowed: [] },
    *evaluate({ head, options }) {
        for (const { licences } of Object.values(head.governance)) {
            for (const fact of licences) {
                const samples = fact.kind === 'dataset' ? head.samples[fact.name] : undefined;
                const ofImages = samples ? [...imageLicences(fact, samples, options.allowed)] : [];
                yield* ofImages;
                if (ofImages.length === 0)
                    yield* wholeLicence(fact, options.allowed);
            }
        }
    },
}));
function* wholeLicence({ name, kind, licence, at, looked }, allowed) {
    const found = { subject: name, identity: `${kind}/${name}`, at };
    if (licence === null) {
        yield { ...found, message: 'missing', data: { kind, name, looked: listed(looked) || 'the policy' } };
        return;
    }
    if (allowed.length === 0)
        return;
    // Several licences of one card or column all hold.
    const parts = licence.split(/\s*,\s*/).map(parseLicence);
    if (parts.includes(null)) {
        yield { ...found, message: 'unclear', data: { kind, name, licence } };
        return;
    }
    const forbidden = parts.flatMap((part) => (part ? forbiddenIn(part, allowed) : []));
    if (forbidden.length === 0)
        return;
    yield { ...found, message: 'forbidden', data: { kind, name, licence, forbidden: listed(forbidden) } };
}
/** What the licence column of a dataset's table says, value by value. */
function* imageLicences({ name, kind }, samples, allowed) {
    const column = Object.keys(samples.attributes).find((attribute) => /^licen[cs]es?$/i.test(attribute));
    if (column === undefined)
        return;
    const rows = Map.groupBy(samples.path.keys(), (row) => samples.attributes[column][row]);
    for (const [licence, own] of rows) {
        const data = { name, column, count: counted(own.length, 'image'), path: samples.path[own[0]] };
        const found = { subject: name, at: placeOf(samples, own[0]), measured: own.length, limit: 0, unit: 'images' };
        if (licence === null) {
            if (own.length === samples.count)
                continue;
            const have = own.length === 1 ? 'has' : 'have';
            yield { ...found, message: 'unlicensed', identity: `${kind}/${name}/images`, data: { ...data, have } };
            continue;
        }
        const expression = parseLicence(licence);
        if (allowed.length === 0 || (expression && forbiddenIn(expression, allowed).length === 0))
            continue;
        const are = own.length === 1 ? 'is' : 'are';
        yield { ...found, message: 'image', identity: `${kind}/${name}/${licence}`, data: { ...data, licence, are } };
    }
}

;// CONCATENATED MODULE: ./lib/rules/ethics/missing-model-card.js



/* harmony default export */ const missing_model_card = (defineRule({
    meta: {
        id: 'ethics/missing-model-card',
        title: 'A model has no card, or one that leaves out or misstates what must be said.',
        why: 'Whoever uses the model decides by its card what it is for and how far to trust it. A number that was true of an older model is a promise that this one does not keep.',
        fix: 'Write a README.md beside the model, with YAML front matter and the sections that the policy asks for, and renew the results of its `model-index` whenever the model changes.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['governance'],
        uses: ['scores'],
        messages: {
            ...cardMessages,
            claim: 'The card of {name} claims {metric} of {claimed}; the gate measured {measured} on {split}.',
        },
        options: {
            sections: 'Topics that must have a heading: words of it, alternatives between `|`, such as `limitations|risks`.',
            difference: 'Difference between a claimed and a measured score that is accepted, in its own unit.',
        },
    },
    defaults: { sections: [], difference: 0.01 },
    *evaluate({ head, options }) {
        for (const { cards = [] } of Object.values(head.governance)) {
            for (const card of cards) {
                if (card.kind !== 'model')
                    continue;
                yield* cardFaults(card, options.sections);
                const scores = head.scores[card.name];
                if (scores)
                    yield* falseClaims(card, scores, options.difference);
            }
        }
    },
}));
/** Names that Hugging Face's metrics have and ours have not. */
const otherNames = { f1: 'macro_f1', precision: 'macro_precision', recall: 'macro_recall' };
/** Results whose metric is one of ours and whose value is neither the measured one nor a hundred times it. */
function* falseClaims({ name, results }, { evaluation, splits }, difference) {
    const values = splits[evaluation]?.values ?? {};
    for (const { metric, value, at } of results) {
        const plain = metric.toLowerCase().replace(/[\s-]+/g, '_');
        const measured = values[plain] ?? values[otherNames[plain] ?? ''];
        if (measured === undefined || measured === null)
            continue;
        const away = Math.min(Math.abs(value - measured), Math.abs(value / 100 - measured));
        if (away <= difference)
            continue;
        yield {
            message: 'claim',
            subject: name,
            identity: `model/${name}/${plain}`,
            at,
            measured: away,
            limit: difference,
            data: { name, metric, claimed: value, measured: wording_score(measured), split: evaluation },
        };
    }
}

;// CONCATENATED MODULE: ./lib/src/model/facts/dataset.js
/** How an object is marked. `Annotations.shape` holds the index. */
const shapes = ['box', 'rotated box', 'polygon', 'run lengths', 'keypoints'];

;// CONCATENATED MODULE: ./lib/src/model/facts/privacy.js
/** What metadata can tell of people and places. The words are those of the report. */
const metadataKinds = {
    position: 'a GPS position',
    place: 'the name of a place',
    body: "the camera's serial number",
    lens: "the lens' serial number",
    owner: "the owner's name",
    artist: "the author's name",
    person: 'the name of a person shown',
    face: 'a region of a face',
    'larger-thumbnail': 'a thumbnail that shows more than the picture',
    'other-thumbnail': 'a thumbnail that shows something else than the picture',
};
/** What is recognised in texts. The words are those of the report, for one and for several. */
const textKinds = {
    card: ['a payment card number', 'payment card numbers'],
    iban: ['a bank account number (IBAN)', 'bank account numbers (IBAN)'],
    'national-id': ['a national identity number', 'national identity numbers'],
    email: ['an e-mail address', 'e-mail addresses'],
    phone: ['a phone number', 'phone numbers'],
    name: ['the name of a person', 'names of persons'],
};
/** The blocks of metadata that a kind can be found in, as the report names them. */
const metadataPlaces = (/* unused pure expression or super */ null && (['EXIF', 'XMP', 'IPTC', 'text', 'comment']));

;// CONCATENATED MODULE: ./lib/src/model/facts.js





;// CONCATENATED MODULE: ./lib/rules/shared/personal.js

/** A credit may be what the licence asks for, a place what the picture shows; another thumbnail may come from a heavy edit. */
const guesses = new Set(['artist', 'place', 'other-thumbnail', 'email', 'phone', 'name']);
/** Reads one value of `Metadata.found`. */
function toldOf(found) {
    if (found === '')
        return [];
    return found.split(' ').map((entry) => {
        const [marked, place] = entry.split('@');
        const kind = marked.replace('!', '');
        const isText = kind in textKinds;
        const words = isText ? textKinds[kind][0] : metadataKinds[kind];
        return { kind, words: `${words} (${place})`, certain: isText ? marked.endsWith('!') : !guesses.has(kind) };
    });
}
/** `an e-mail address`, `3 e-mail addresses`. */
function amountOf({ kind, count }) {
    const [one, several] = textKinds[kind];
    return count === 1 ? one : `${count} ${several}`;
}
/** Index of the first place that base does not have: where something was put in. 0 where that cannot be told. */
function firstNew(hit, before) {
    if (!before || hit.count <= before.count)
        return 0;
    const index = hit.lines.findIndex((line, i) => line !== before.lines[i] || hit.columns[i] !== before.columns[i]);
    return Math.max(0, index);
}

;// CONCATENATED MODULE: ./lib/rules/ethics/personal-data.js




/* harmony default export */ const personal_data = (defineRule({
    meta: {
        id: 'ethics/personal-data',
        title: 'The data name or number a person.',
        why: 'Serial numbers tie all pictures of one camera together, owners and regions of faces name people, a thumbnail keeps what was cut away, and card, account and identity numbers are what thieves look for. Whoever publishes the dataset publishes them, and git keeps them after the file is gone. The report says where and of which kind, never what.',
        fix: 'Strip the metadata (`exiftool -all= FILE`), remove the values or replace them by keys that mean nothing, and rewrite the commit, so that the history does not keep them.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'metadata', 'personalData'],
        messages: {
            metadata: '{path} holds {what}.',
            credit: '{path} holds {what}.',
            damaged: '{path} has metadata that cannot be read to the end, so that what they tell is not known ({detail}).',
            text: '{path} holds {what}{column}{place}.',
            path: 'The path {path} holds {what}{times}.',
        },
        options: {
            credits: "Whether authors' names in metadata are told: a credit may be what the licence asks for.",
        },
    },
    defaults: { credits: true },
    *evaluate({ base, head, options }) {
        for (const metadata of Object.values(head.metadata)) {
            const samples = head.samples[metadata.dataset];
            if (samples)
                yield* ofImages(metadata, samples, base.samples?.[metadata.dataset], options.credits);
        }
        for (const { dataset, hits } of Object.values(head.personalData)) {
            const before = base.personalData?.[dataset];
            for (const hit of hits)
                yield ofText(dataset, hit, before);
        }
    },
}));
function* ofImages({ found, damaged }, samples, before, withCredits) {
    const rows = [...found.keys()].filter((row) => found[row] !== '' || damaged[row] !== '');
    const names = namesByContent(samples, before, rows);
    for (const [index, row] of rows.entries()) {
        const path = samples.path[row];
        const place = { subject: path, identity: names[index], at: placeOf(samples, row) };
        // Positions have a rule of their own.
        const told = toldOf(found[row]).filter(({ kind }) => kind !== 'position' && (withCredits || kind !== 'artist'));
        const certain = told.filter((one) => one.certain);
        const guessed = told.filter((one) => !one.certain);
        const say = (all) => ({ path, what: listed(all.map(({ words }) => words)) });
        if (certain.length > 0)
            yield { message: 'metadata', ...place, data: say(certain) };
        if (guessed.length > 0)
            yield { message: 'credit', severity: 'warning', ...place, data: say(guessed) };
        if (damaged[row] !== '') {
            yield { message: 'damaged', severity: 'warning', ...place, data: { path, detail: damaged[row] } };
        }
    }
}
function ofText(dataset, hit, before) {
    const { path, kind, column, where, certain, count, lines, columns } = hit;
    const file = hit.manifest ?? path;
    const name = `${dataset}/${where}/${kind}/${column}/${where === 'path' ? path : path.slice(path.lastIndexOf('/') + 1)}`;
    const old = before?.hits.find((other) => isSame(other, hit));
    const index = firstNew(hit, old);
    const line = lines[index];
    const at = where === 'text' || hit.manifest ? { path: file, ...(line && { line, column: columns[index] }) } : undefined;
    const isNew = old !== undefined && count > old.count;
    return {
        message: where,
        subject: column === '' ? path : `${path}: ${column}`,
        identity: name,
        ...(certain ? {} : { severity: 'warning' }),
        ...(at && { at }),
        measured: count,
        limit: 0,
        data: {
            path,
            what: where === 'path' ? amountOf({ ...hit, count: 1 }) : amountOf(hit),
            ...(where === 'path'
                ? { times: count > 1 ? ` (${count} images)` : '' }
                : {
                    column: column === '' ? '' : ` in ${/^column \d+$/.test(column) ? column : `\`${column}\``}`,
                    place: line ? `, ${count === 1 ? '' : isNew ? 'a new one ' : 'the first '}in line ${line}` : '',
                }),
        },
    };
}
/** The same kind in the same column of the same file, wherever that lies. */
function isSame(a, b) {
    const name = ({ path }) => path.slice(path.lastIndexOf('/') + 1);
    return a.kind === b.kind && a.column === b.column && a.where === b.where && name(a) === name(b);
}

;// CONCATENATED MODULE: ./lib/rules/fitting/diverging-history.js


/* harmony default export */ const diverging_history = (defineRule({
    meta: {
        id: 'fitting/diverging-history',
        title: 'A training run diverged, or went on after it had stopped to learn.',
        why: 'A loss that is no number has destroyed the weights from that step on. Where the validation loss rises while the training loss falls, every further epoch learns the training images by heart.',
        fix: 'Where a loss is no number, lower the learning rate, clip gradients, and look for broken images and labels; start again from before. Where the validation loss rises, keep the weights of its best epoch, stop there, or regularise.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['histories'],
        messages: {
            notFinite: '{series} of {model} is {value} in epoch {epoch}.',
            rising: '{series} of {model} rose from {best} in epoch {bestEpoch} to {last} in epoch {epoch}, by {share}, while {training} fell.',
        },
        options: {
            rise: 'Share by which a validation loss may rise above its lowest value.',
            epochs: 'Epochs that must follow the lowest value, so that a bump at the end is none.',
        },
    },
    defaults: { rise: 0.2, epochs: 5 },
    *evaluate({ head, options }) {
        for (const { model, series } of Object.values(head.histories)) {
            for (const one of series) {
                const at = one.kind === 'loss' ? one.values.findIndex((value) => !Number.isFinite(value)) : -1;
                if (at < 0)
                    continue;
                yield {
                    message: 'notFinite',
                    subject: `${model}: ${one.name}`,
                    identity: `${model}/${one.name}`,
                    at: { path: one.path, line: one.line[at] },
                    data: {
                        series: one.name,
                        model,
                        value: Number.isNaN(one.values[at]) ? 'not a number' : 'infinite',
                        epoch: one.epoch[at],
                    },
                };
            }
            for (const validation of series) {
                const training = series.find((other) => other.split === 'train' && other.quantity === validation.quantity);
                const risen = training && rise(validation, training, options.epochs);
                if (!risen || risen.share <= options.rise)
                    continue;
                yield {
                    message: 'rising',
                    subject: `${model}: ${validation.name}`,
                    identity: `${model}/${validation.name}`,
                    at: { path: validation.path, line: validation.line[risen.best] },
                    measured: risen.share,
                    limit: options.rise,
                    data: {
                        series: validation.name,
                        model,
                        best: validation.values[risen.best],
                        bestEpoch: validation.epoch[risen.best],
                        last: risen.last,
                        share: percent(risen.share),
                        epoch: validation.epoch[validation.epoch.length - 1],
                        training: training.name,
                    },
                };
            }
        }
    },
}));
/** How far a validation loss lies above its lowest value at the end, where the training loss went on falling since. */
function rise(validation, training, epochs) {
    const { kind, split, values, epoch } = validation;
    if (kind !== 'loss' || split !== 'validation' || !values.every(Number.isFinite) || values.length < 3)
        return null;
    const best = values.reduce((low, value, index) => (value < values[low] ? index : low), 0);
    if (new Set(epoch.slice(best + 1)).size < epochs || !(values[best] > 0))
        return null;
    const last = medianOf(values.slice(-3));
    const since = training.values.filter((_, index) => training.epoch[index] >= epoch[best]);
    const hasFallen = since.length >= 6 && medianOf(since.slice(-3)) < medianOf(since.slice(0, 3));
    return hasFallen ? { best, last, share: last / values[best] - 1 } : null;
}
function medianOf(values) {
    const [, middle] = values.toSorted();
    return middle;
}

;// CONCATENATED MODULE: ./lib/rules/shared/change.js

/** As `changeOf`, of a model: where it is base's own, what moved its value is the data, which is told as such and is no fault of it. */
function changeOfModel({ comparisons }, model, ...[named, base, head]) {
    return comparisons[model]?.sameModel ? { noise: Number.MAX_VALUE } : change_changeOf(named, base, head);
}
/**
 * What tells a value that head made worse from one that lay near its limit before: the normal test of the difference of two values
 * that have an interval each, as of independent samples. Both commits' values rest on nearly the same images and vary together, so
 * that the test errs towards *no worse*. Where base has no such value, any problem of it is new.
 */
function change_changeOf({ subject, identity, family, worse }, base, head) {
    if (base === undefined)
        return {};
    const effect = worse === 'higher' ? head.value - base.value : base.value - head.value;
    const error = Math.hypot(change_standardError(base), change_standardError(head));
    const half = distributions_normalQuantile(0.975) * error;
    return {
        change: {
            subject,
            identity,
            effect,
            interval: [effect - half, effect + half],
            tolerance: 0,
            p: error > 0 ? distributions_normalCdf(-effect / error) : Number(effect <= 0),
            n: head.n,
            family,
        },
    };
}
function change_standardError({ interval: [low, high] }) {
    return (high - low) / 2 / distributions_normalQuantile(0.975);
}

;// CONCATENATED MODULE: ./lib/rules/fitting/inflated-score.js



/* harmony default export */ const inflated_score = (defineRule({
    meta: {
        id: 'fitting/inflated-score',
        title: 'The score is bought by images that the model was trained on.',
        why: 'An evaluation image that is in the training split too, or looks the same as one there, asks what the model remembers and not what it can do. The score without such images is the one that users will meet.',
        fix: 'Take the images that `training-data/split-leakage` names out of one of the splits, and judge the model again.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models'],
        messages: {
            inflated: '{model} reaches {clean} in {score} on the {n} images of {split} that it was not trained on, and {leaked} on the {known} that are in train too: {measured} better, at least {low} with 95 % confidence.',
        },
        options: { difference: 'Difference between the two that is accepted, in the unit of the score.' },
    },
    defaults: { difference: 0 },
    *evaluate({ base, head, options }) {
        for (const { model, evaluation, splits, leaked } of Object.values(head.scores)) {
            if (!leaked || leaked.interval[0] <= options.difference)
                continue;
            const named = { subject: model, identity: model };
            yield {
                message: 'inflated',
                ...named,
                at: head.models[model] && { path: head.models[model].path },
                measured: leaked.value,
                limit: options.difference,
                ...change_changeOf({ ...named, family: 'advisory', worse: 'higher' }, base.scores?.[model]?.leaked ?? undefined, leaked),
                data: {
                    model,
                    clean: wording_score(leaked.cleanScore),
                    score: splits[evaluation]?.declared.name ?? 'the declared score',
                    n: leaked.clean,
                    split: evaluation,
                    leaked: wording_score(leaked.score),
                    known: leaked.n,
                    low: wording_score(leaked.interval[0]),
                },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/fitting/memorised-labels.js




/* harmony default export */ const memorised_labels = (defineRule({
    meta: {
        id: 'fitting/memorised-labels',
        title: 'A model has learnt doubtful labels by heart.',
        why: 'Where the five nearest training images are all of one other class, a label is often wrong. A model that answers such labels far more often on images it was trained on than on others has not understood them: it remembers them, and will answer new images of their kind at random.',
        fix: 'Look at the labels that `training-data/label-noise` and `label-conflict` name and correct them; stop earlier, smooth labels, or use a loss that forgives noise.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['baselines'],
        uses: ['models', 'comparisons'],
        messages: {
            memorised: '{model} answers the given label on {seen} of {n} training images that look like another class, and on {fresh} of {m} such evaluation images: {difference} more, at least {low} with 95 % confidence.',
        },
        options: {
            difference: 'Difference between the two shares that is accepted, 0–1.',
            samples: 'Such images that each split must have.',
        },
    },
    defaults: { difference: 0.2, samples: 20 },
    *evaluate({ base, head, pair, options }) {
        for (const { model, contradicted } of Object.values(head.baselines)) {
            if (!contradicted)
                continue;
            const { train, evaluation } = contradicted;
            if (Math.min(train.n, evaluation.n) < options.samples)
                continue;
            const found = differenceOf(contradicted);
            const { value: difference, interval } = found;
            if (interval[0] <= options.difference)
                continue;
            const named = { subject: model, identity: model };
            const before = base.baselines?.[model]?.contradicted;
            yield {
                message: 'memorised',
                ...named,
                at: head.models[model] && { path: head.models[model].path },
                measured: difference,
                limit: options.difference,
                ...changeOfModel(pair, model, { ...named, family: 'advisory', worse: 'higher' }, before ? differenceOf(before) : undefined, found),
                data: {
                    model,
                    seen: percent(train.given / train.n),
                    n: train.n,
                    fresh: percent(evaluation.given / evaluation.n),
                    m: evaluation.n,
                    difference: points(difference),
                    low: points(interval[0]),
                },
            };
        }
    },
}));
/** Difference of two independent shares, with its 95 % interval by Agresti and Caffo (2000): one more right and wrong of each. */
function differenceOf({ train, evaluation }) {
    const [seen, fresh] = [train, evaluation].map(({ n, given }) => ({ share: (given + 1) / (n + 2), n: n + 2 }));
    const error = Math.sqrt((seen.share * (1 - seen.share)) / seen.n + (fresh.share * (1 - fresh.share)) / fresh.n);
    const [centre, half] = [seen.share - fresh.share, distributions_normalQuantile(0.975) * error];
    return {
        value: train.given / train.n - evaluation.given / evaluation.n,
        interval: [centre - half, centre + half],
        n: train.n + evaluation.n,
    };
}

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
        uses: ['models', 'comparisons'],
        messages: {
            gap: '{model} scores {train} in {score} on train and {evaluation} on {split}: a gap of {measured}, at least {low} with 95 % confidence, limit {limit}.',
        },
        options: { gap: 'Train score minus evaluation score that is accepted, in the unit of the declared score.' },
    },
    defaults: { gap: 0.1 },
    *evaluate({ base, head, pair, options }) {
        for (const { model, evaluation: split, splits, gap } of Object.values(head.scores)) {
            // A tenth of a share is much, a tenth of a decibel is nothing.
            const limit = gap && gap.train > 1 ? 10 * options.gap : options.gap;
            if (!gap || gap.interval[0] <= limit)
                continue;
            const { train, evaluation, value, interval } = gap;
            const n = splits[split]?.n ?? 0;
            const before = base.scores?.[model]?.gap;
            const named = { subject: model, identity: model };
            yield {
                message: 'gap',
                ...named,
                at: head.models[model] && { path: head.models[model].path },
                measured: value,
                limit,
                ...changeOfModel(pair, model, { ...named, family: 'score', worse: 'higher' }, before ? { ...before, n } : undefined, { value, interval, n }),
                data: {
                    model,
                    score: splits[split]?.declared.name ?? 'the declared score',
                    train: wording_score(train),
                    evaluation: wording_score(evaluation),
                    split,
                    low: wording_score(interval[0]),
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
/** Intersection over union, hits / (support + predicted − hits); 0 where the class does not occur. */
const jaccardOfClass = ({ support, predicted, hits }, c) => ratio(hits[c], support[c] + predicted[c] - hits[c]);
/** One of the scores above for every class, in order. */
function perClass(ofClass, tallies) {
    return tallies.support.map((_, c) => ofClass(tallies, c));
}
/** Precision averaged over classes, in [0, 1]. */
const precision = (tallies, average) => averaged(precisionOfClass, tallies, average);
/** Recall averaged over classes, in [0, 1]. */
const recall = (tallies, average) => averaged(recallOfClass, tallies, average);
/** F1 averaged over classes, in [0, 1]. */
const f1 = (tallies, average) => averaged(f1OfClass, tallies, average);
/** Intersection over union averaged over classes, in [0, 1]. */
const jaccard = (tallies, average) => averaged(jaccardOfClass, tallies, average);
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
 * Expected calibration error (Guo et al. 2017): Σ_b (n_b / n)·|mean confidence − accuracy| over bins of equal width, in
 * [0, 1]. NaN of no images.
 *
 * @param bins - number of bins
 * @returns the error under any image weights
 */
function calibrationError(columns, bins = 15) {
    const binned = binByWidth(columns, bins);
    return (weights) => expectedGap(tallyBins(binned, weights));
}
/**
 * Maximum calibration error (Naeini et al. 2015): the largest |mean confidence − accuracy| of the bins of equal width
 * that hold an image, in [0, 1]. NaN of no images.
 */
function maximumCalibrationError(columns, bins = 15) {
    const binned = binByWidth(columns, bins);
    return (weights) => largestGap(tallyBins(binned, weights));
}
/**
 * Adaptive calibration error: the expected error over `bins` bins of (nearly) equal numbers of images, so that no bin is
 * empty and none holds nearly everything. Bin edges lie midway between neighbours; equal confidences share a bin.
 * NaN of no images.
 *
 * @returns the error under whole image weights, each counting the image so many times
 */
function adaptiveCalibrationError(columns, bins = 15) {
    const { confidence, correct } = topPredictions(columns);
    const order = Int32Array.from(confidence, (_, i) => i).sort((left, right) => confidence[left] - confidence[right]);
    const bin = new Int32Array(order.length);
    return (weights) => {
        const edges = equalMassEdges(repeat(order, confidence, weights), bins);
        let b = 0;
        for (let at = 0; at < order.length; at++) {
            while (confidence[order[at]] > edges[b])
                b++;
            bin[order[at]] = b;
        }
        return expectedGap(tallyBins({ confidence, correct, bin, bins: edges.length }, weights));
    };
}
/** The bars of a reliability diagram, by rising confidence, empty ones included. */
function reliabilityBins(columns, bins = 15) {
    const { weight, confidence, correct } = tallyBins(binByWidth(columns, bins));
    return Array.from(weight, (n, b) => ({
        low: b / bins,
        high: (b + 1) / bins,
        n,
        confidence: confidence[b] / n,
        accuracy: correct[b] / n,
    }));
}
function binByWidth(columns, bins) {
    const top = topPredictions(columns);
    return { ...top, bin: Int32Array.from(top.confidence, (value) => equalWidthBin(value, bins)), bins };
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
/** The confidences, ascending, each as often as its image counts. */
function repeat(order, confidence, weights) {
    if (weights === undefined)
        return Float64Array.from(order, (i) => confidence[i]);
    let n = 0;
    for (let i = 0; i < order.length; i++)
        n += weights[i];
    const repeated = new Float64Array(n);
    for (let at = 0, end = 0; at < order.length; at++) {
        const from = end;
        end += weights[order[at]];
        repeated.fill(confidence[order[at]], from, end);
    }
    return repeated;
}
/** Upper edges of bins of nearly equal numbers of ascending values, the first of them one larger; never falling. */
function equalMassEdges(ascending, most) {
    const bins = Math.max(1, Math.min(most, ascending.length));
    const size = Math.trunc(ascending.length / bins);
    const larger = ascending.length % bins;
    const edges = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
    for (let b = 1; b < bins; b++) {
        const end = b * size + Math.min(b, larger);
        edges[b - 1] = (ascending[end - 1] + ascending[end]) / 2;
    }
    return edges;
}
function tallyBins({ confidence, correct, bin, bins }, weights) {
    const totals = {
        weight: new Float64Array(bins),
        confidence: new Float64Array(bins),
        correct: new Float64Array(bins),
    };
    for (let i = 0; i < confidence.length; i++) {
        const weight = weights ? weights[i] : 1;
        totals.weight[bin[i]] += weight;
        totals.confidence[bin[i]] += weight * confidence[i];
        totals.correct[bin[i]] += weight * correct[i];
    }
    return totals;
}
function expectedGap({ weight, confidence, correct }) {
    let gaps = 0;
    let total = 0;
    for (let b = 0; b < weight.length; b++) {
        gaps += Math.abs(confidence[b] - correct[b]);
        total += weight[b];
    }
    return gaps / total;
}
function largestGap({ weight, confidence, correct }) {
    let largest = Number.NaN;
    for (let b = 0; b < weight.length; b++) {
        if (weight[b] === 0)
            continue;
        const gap = Math.abs(confidence[b] - correct[b]) / weight[b];
        if (!(gap <= largest))
            largest = gap;
    }
    return largest;
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
const calibration = (prepare) => ({
    kind: 'corpus',
    direction: 'lower',
    needsProbabilities: true,
    prepare,
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
    macro_jaccard: ofTallies((tallies) => jaccard(tallies, 'macro')),
    weighted_jaccard: ofTallies((tallies) => jaccard(tallies, 'weighted')),
    mcc: ofTallies(mcc),
    kappa: ofTallies(cohenKappa),
    top_3_accuracy: topK(3),
    top_5_accuracy: topK(5),
    log_loss: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: logLossPerSample },
    brier: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: brierPerSample },
    roc_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: rocAuc },
    pr_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: prAuc },
    ece: calibration((columns) => calibrationError(columns)),
    adaptive_ece: calibration((columns) => adaptiveCalibrationError(columns)),
    mce: calibration((columns) => maximumCalibrationError(columns)),
};
/** Every name that `computeScore` knows, in the order reports list them. */
const scores_scoreNames = Object.keys(scores);
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
        uses: ['models', 'comparisons'],
        messages: {
            underfitted: '{model} scores {value} in {score} on its training images, at most {high} with 95 % confidence; {trivially} scores {trivial}, and {required} is required.',
        },
        options: {
            gain: 'Share of the way from the trivial score to 1 that the training score must have come, 0–1 (deepchecks: 0.1).',
        },
    },
    defaults: { gain: 0.1 },
    *evaluate({ base, head, pair, options }) {
        for (const { model, task, splits } of Object.values(head.scores)) {
            const fit = fitOf(task, splits.train);
            const trivial = fit && trivialOf(task, fit.name, splits.train, head.models[model]?.labels ?? []);
            if (!fit || !trivial)
                continue;
            const required = trivial.score + options.gain * (1 - trivial.score);
            if (fit.interval[1] >= required)
                continue;
            const named = { subject: model, identity: model };
            const before = fitOf(task, base.scores?.[model]?.splits.train);
            yield {
                message: 'underfitted',
                ...named,
                at: head.models[model] && { path: head.models[model].path },
                measured: fit.value,
                limit: required,
                ...changeOfModel(pair, model, { ...named, family: 'score', worse: 'lower' }, before ?? undefined, fit),
                data: {
                    model,
                    score: fit.name,
                    value: wording_score(fit.value),
                    high: wording_score(fit.interval[1]),
                    trivially: trivial.words,
                    trivial: wording_score(trivial.score),
                    required: wording_score(required),
                },
            };
        }
    },
}));
/** The most frequent class; a picture in which nothing is found; a map of one class. `null` where nothing is trivial. */
function trivialOf(task, name, split, labels) {
    if (task === 'detection' || task === 'instance-segmentation')
        return { words: 'finding nothing', score: 0 };
    const { confusion, classes } = split;
    if (confusion === null)
        return null;
    if (task === 'classification') {
        const trivial = trivialModel(name, confusion);
        if (!trivial)
            return null;
        const label = labels[trivial.answer] ?? `class ${trivial.answer}`;
        return { words: `always answering ${label}`, score: trivial.score };
    }
    if (task !== 'segmentation' || name !== 'mean_iou')
        return null;
    const support = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
    const most = Math.max(...support);
    const used = support.filter((count) => count > 0).length;
    const share = most / support.reduce((sum, count) => sum + count, 0);
    return { words: `answering ${classes[support.indexOf(most)].name} everywhere`, score: share / used };
}
function fitOf(task, train) {
    if (!train)
        return null;
    return task === 'classification' ? trainingFit(train) : declaredFit(train);
}
function declaredFit({ declared: { name, value, interval }, n }) {
    return value === null || !interval ? null : { name, value, interval, n };
}
/** The declared score where the trivial model has it too, else the accuracy with Wilson's interval. */
function trainingFit(split) {
    const { declared, confusion } = split;
    if (confusion === null)
        return null;
    if (ofPredictedClasses(declared.name))
        return declaredFit(split);
    const n = confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = confusion.reduce((sum, row, truth) => sum + row[truth], 0);
    return n === 0 ? null : { name: 'accuracy', value: right / n, interval: wilsonInterval(right, n), n };
}

;// CONCATENATED MODULE: ./lib/rules/metrics/changed-evaluation-set.js


/* harmony default export */ const changed_evaluation_set = (defineRule({
    meta: {
        id: 'metrics/changed-evaluation-set',
        title: 'The data that models are evaluated on changed.',
        why: 'A score on other images or other labels is another score. An easier test set makes a worse model look better, so the gate compares models on both sets. Each edited label is named by `training-data/relabelled-evaluation`.',
        fix: 'Change evaluation data in a pull request of its own, and let the reviewer look at each edited label.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['changes'],
        messages: {
            changed: 'The {split} images of {dataset} changed: {what}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ pair }) {
        for (const { dataset, totals } of Object.values(pair.changes)) {
            for (const split of ['validation', 'test']) {
                const what = countedKinds(totals.filter((total) => total.split === split || total.from === split));
                if (what.length === 0)
                    continue;
                yield {
                    message: 'changed',
                    subject: `${dataset}: ${split}`,
                    identity: `${dataset}/${split}`,
                    data: { split, dataset, what: listed(what) },
                };
            }
        }
    },
}));
/** A renamed image is the same evaluation. */
function countedKinds(totals) {
    return ['added', 'removed', 'modified', 're-encoded', 'moved', 'relabelled'].flatMap((kind) => {
        const count = totals.reduce((sum, total) => sum + (total.kind === kind ? total.n : 0), 0);
        return count > 0 ? [`${count} ${kind}`] : [];
    });
}

;// CONCATENATED MODULE: ./lib/rules/metrics/class-regression.js



/* harmony default export */ const class_regression = (defineRule({
    meta: {
        id: 'metrics/class-regression',
        title: 'A model got worse on one class.',
        why: 'A better average can hide a class that got worse, and the users of that class do not meet the average.',
        fix: "Look at the class's training images: fewer of them, new labels, or new images that look like another class.",
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['scores', 'comparisons'],
        uses: ['models'],
        messages: onEachData('{model} reaches {head} in {score} of {name}, on {n} {things}; it was {base}.'),
        options: { tolerance: "Loss that is accepted, in the score's own unit: 0.02 is 2 points of recall." },
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
            trivialMap: 'Always answering {class} scores {trivial} in {score} on {split}: {share} of its pixels are {class}. Declare mean_iou.',
            trivialLabels: 'Never answering a label scores {trivial} in {score} on {split}: an image has {labels} of {classes} labels. Declare macro_f1 or macro_pr_auc.',
            trivial: 'Always answering {class} scores {trivial} in {score} on {split}: {share} of its images are {class}.',
            vacuous: 'Any model scores 1 in {score}: there are {classes} classes.',
        },
        options: { trivial: 'Score of the model that always answers one class, from which on a score is inadequate, 0–1.' },
    },
    defaults: { trivial: 0.8 },
    *evaluate({ head, options }) {
        for (const { model, task, evaluation, splits } of Object.values(head.scores)) {
            const split = splits[evaluation];
            if (!split)
                continue;
            const name = split.declared.name;
            const fault = { subject: model, identity: model, at: head.models[model]?.at };
            if (task === 'multilabel') {
                const found = trivialLabels(split, options.trivial);
                if (found)
                    yield { ...fault, message: 'trivialLabels', limit: options.trivial, ...found };
                continue;
            }
            const { confusion } = split;
            if (confusion === null)
                continue;
            if (task === 'segmentation') {
                const found = trivialMap(split, confusion, options.trivial);
                if (found)
                    yield { ...fault, message: 'trivialMap', limit: options.trivial, ...found };
                continue;
            }
            const classes = confusion.length;
            if (classes > 0 && classes <= ranks(name)) {
                yield { ...fault, message: 'vacuous', data: { score: name, classes } };
            }
            const trivial = ofPredictedClasses(name) ? trivialModel(name, confusion) : null;
            if (trivial && trivial.score >= options.trivial) {
                const support = confusion[trivial.answer].reduce((sum, count) => sum + count, 0);
                yield {
                    ...fault,
                    message: 'trivial',
                    measured: trivial.score,
                    limit: options.trivial,
                    data: {
                        class: head.models[model]?.labels[trivial.answer] ?? `class ${trivial.answer}`,
                        trivial: wording_score(trivial.score),
                        score: name,
                        split: evaluation,
                        share: percent(support / split.n),
                    },
                };
            }
        }
    },
}));
/** The map that is of one class everywhere. */
function trivialMap({ split, declared: { name }, classes }, confusion, limit) {
    const support = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
    const pixels = support.reduce((sum, count) => sum + count, 0);
    const share = Math.max(...support) / pixels;
    const scores = { pixel_accuracy: share, frequency_weighted_iou: share * share };
    const trivial = scores[name];
    if (trivial === undefined || !(trivial >= limit))
        return null;
    const most = classes[support.indexOf(Math.max(...support))].name;
    return {
        measured: trivial,
        data: { class: most, trivial: wording_score(trivial), score: name, split, share: percent(share) },
    };
}
/** The answer without a label: wrong in as many labels as an image has, which are few of many. */
function trivialLabels({ split, n, declared: { name }, classes }, limit) {
    const labels = classes.reduce((sum, own) => sum + own.n, 0) / n;
    const trivial = labels / classes.length;
    if (name !== 'hamming_loss' || !(1 - trivial >= limit))
        return null;
    return {
        measured: 1 - trivial,
        data: { trivial: wording_score(trivial), score: name, split, labels: Number(labels.toFixed(1)), classes: classes.length },
    };
}
/** k of `top_k_accuracy`, 0 of any other score. */
function ranks(name) {
    return Number(/^top_(\d+)_accuracy$/.exec(name)?.[1] ?? 0);
}

;// CONCATENATED MODULE: ./lib/rules/metrics/miscalibration.js


/* harmony default export */ const miscalibration = (defineRule({
    meta: {
        id: 'metrics/miscalibration',
        title: 'The confidence of a model is not the share of its right answers.',
        why: 'A threshold on the confidence, a second look below it, or a decision by expected cost is only as good as the confidence is true: of answers given with 90 %, nine in ten should be right.',
        fix: 'Scale the temperature on the validation split before the export (one number), or train with label smoothing or mixup.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['scores'],
        uses: ['models', 'comparisons'],
        messages: {
            miscalibrated: '{model} is off by {measured} between confidence and right answers on {split} (expected calibration error, 15 bins; {adaptive} with bins of equal size), {limit} is accepted.',
        },
        options: {
            error: 'Expected calibration error that is accepted, 0–1.',
            samples: 'Evaluation images below which the error is mostly chance.',
        },
    },
    defaults: { error: 0.1, samples: 200 },
    *evaluate({ head, pair, options }) {
        for (const { model, task, evaluation, splits } of Object.values(head.scores)) {
            const split = splits[evaluation];
            const { ece, adaptive_ece: adaptive } = split?.values ?? {};
            if (task !== 'classification' || ece == null || adaptive == null || split.n < options.samples)
                continue;
            // Both ways of binning must say so: few images in a bin make one of them large by chance.
            if (Math.min(ece, adaptive) <= options.error)
                continue;
            const named = { subject: model, identity: model };
            yield {
                message: 'miscalibrated',
                ...named,
                at: head.models[model] && { path: head.models[model].path },
                measured: ece,
                limit: options.error,
                ...miscalibration_changeOf(pair, model, named, split.n),
                data: { model, split: evaluation, adaptive: wording_score(adaptive) },
            };
        }
    },
}));
/** The paired test of the error's growth, on base's evaluation data where head's are others; what only the data moved is no fault of the model. */
function miscalibration_changeOf({ comparisons }, model, named, n) {
    if (comparisons[model]?.sameModel)
        return { noise: Number.MAX_VALUE };
    const growth = comparisons[model]?.calibration.find(({ data }) => data !== 'head');
    if (!growth)
        return { noise: 1 / Math.sqrt(n) };
    const { effect, interval, p, n: images } = growth;
    return { change: { ...named, effect, interval, p, n: images, tolerance: 0, family: 'advisory' } };
}

;// CONCATENATED MODULE: ./lib/rules/metrics/negative-flips.js



/* harmony default export */ const negative_flips = (defineRule({
    meta: {
        id: 'metrics/negative-flips',
        title: 'Many right answers turned wrong.',
        why: 'Two models of the same score can differ in many answers. Each that turned from right to wrong is a case that worked for a user and no longer does, however many others were won.',
        fix: 'Look at the images, the surest first. Distil from the old model, or average the two, if the answers must stay; say so in the release notes if they need not.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['comparisons'],
        messages: {
            many: '{negative} of {n} {things} that {model} got right before are wrong now ({share}, at least {low} with 95 % confidence); {positive} turned from wrong to right.',
            flipped: '{path}: {model} answered {was}{before} and now answers {is}{after}; it is {label}.',
            missed: '{path}: {model} found {label}{before} and now misses it.',
            worse: '{path}: {model} reached {was} and now reaches {is}.',
        },
        options: {
            share: 'Share of images or objects that may turn from right to wrong, 0–1.',
            listed: 'Images or objects that are named, those that are worst first.',
        },
    },
    defaults: { share: 0.03, listed: 5 },
    *evaluate({ pair, options }) {
        for (const { model, flips, negativeFlips } of Object.values(pair.comparisons)) {
            const { negative, positive, of, n } = flips;
            if (n === 0)
                continue;
            const [low] = wilsonInterval(negative, n);
            if (low <= options.share)
                continue;
            yield {
                message: 'many',
                subject: model,
                identity: model,
                measured: negative / n,
                limit: options.share,
                data: { negative, positive, n, things: of, model, share: percent(negative / n), low: percent(low) },
            };
            for (const flip of negativeFlips.slice(0, options.listed)) {
                yield {
                    message: kindOf(flip),
                    subject: flip.path,
                    identity: `${model} ${flip.hash} ${flip.box?.join() ?? ''}`,
                    at: { path: flip.path },
                    data: negative_flips_dataOf(flip, model),
                    evidence: { kind: 'image', images: [{ path: flip.path, hash: flip.hash, side: 'head' }] },
                };
            }
        }
    },
}));
/** By what the task answers: a class, an object, or how near it came. */
function kindOf({ label, box }) {
    if (label === '')
        return 'worse';
    return box ? 'missed' : 'flipped';
}
function negative_flips_dataOf(flip, model) {
    const { path, label, base, head } = flip;
    const sure = (confidence) => (confidence === null ? '' : ` with ${percent(confidence)}`);
    switch (kindOf(flip)) {
        case 'worse':
            return { path, model, was: base.answer, is: head.answer };
        case 'missed':
            return { path, model, label, before: sure(base.confidence) };
        case 'flipped':
            return {
                path,
                model,
                label,
                was: base.answer,
                is: head.answer,
                before: sure(base.confidence),
                after: sure(head.confidence),
            };
    }
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
                    data: { model, score: name, base: wording_score(before), head: wording_score(after) },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/metrics/slice-regression.js



/* harmony default export */ const slice_regression = (defineRule({
    meta: {
        id: 'metrics/slice-regression',
        title: 'A model got worse on a part of the evaluation images.',
        why: 'A better average can hide a loss on night images, one camera or one site: the users there meet that part, not the average. Slices are values of attributes (those of `groups` are judged by `ethics/group-regression`), the outer thirds of brightness, contrast, sharpness, size and shape, and what a search finds on one half of the images and confirms on the other. One is named where it lost more than the whole.',
        fix: "Look at the slice's evaluation images and at what training saw of their kind; add such images, or weight them.",
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['scores', 'comparisons'],
        uses: ['models'],
        messages: onEachData('{model} reaches {head} in {score} on {n} images of {name}; it was {base}.'),
        options: { tolerance: "Loss that is accepted, in the score's own unit: 0.02 is 2 points of accuracy." },
    },
    defaults: { tolerance: 0 },
    *evaluate(input) {
        yield* subjectTests(input, 'slices', 'advisory');
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
                    value: wording_score(declared.value),
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

;// CONCATENATED MODULE: ./lib/rules/model-choice/dead-weights.js


/* harmony default export */ const dead_weights = (defineRule({
    meta: {
        id: 'model-choice/dead-weights',
        title: 'Weights of a network do nothing, or are no numbers.',
        why: 'A filter of zeros answers the same whatever it sees: it costs memory and time, and tells of a training that killed it (too high a learning rate, a dying ReLU). A weight that is no number makes every answer none.',
        fix: 'Lower the learning rate or the weight decay and train again; remove filters that were pruned on purpose. Where weights are no numbers, go back to a checkpoint from before.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['models'],
        messages: {
            dead: '{dead} of {filters} filters of {model} ({share}) are zero everywhere, {zeros} of its weights.',
            notFinite: '{model} has weights that are no finite numbers: {tensors}.',
        },
        options: { share: 'Share of filters that may be zero, 0–1.' },
    },
    defaults: { share: 0.05 },
    *evaluate({ head, options }) {
        for (const { model, path, weights } of Object.values(head.models)) {
            if (!weights)
                continue;
            const { values, zeros, filters, deadFilters, notFinite } = weights;
            if (notFinite.length > 0) {
                yield {
                    message: 'notFinite',
                    subject: model,
                    identity: model,
                    at: { path },
                    data: {
                        model,
                        tensors: listed(notFinite.map(({ tensor, values: count }) => `${counted(count, 'value')} of ${tensor}`)),
                    },
                };
            }
            if (filters === 0 || deadFilters / filters <= options.share)
                continue;
            yield {
                message: 'dead',
                subject: model,
                identity: model,
                at: { path },
                measured: deadFilters / filters,
                limit: options.share,
                data: {
                    dead: deadFilters,
                    filters,
                    model,
                    share: percent(deadFilters / filters),
                    zeros: percent(zeros / values),
                },
            };
        }
    },
}));

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

;// CONCATENATED MODULE: ./lib/src/score/classification/task.js





/** The scores of single-label classification. Classes are compared by recall, groups by accuracy: shares of images, with exact tests. */
const classification = {
    names: scores_scoreNames,
    direction: (name) => classificationScore(name).direction,
    compute: (name, results) => results.hard && classificationScore(name).needsProbabilities
        ? Number.NaN
        : computeScore(name, results),
    single: (name, results, cluster) => scoredUnits(name, results, cluster),
    paired: (name, base, head, cluster) => pairedUnits(name, base, head, cluster),
    select: selectImages,
    classScore: 'recall',
    classes(results) {
        const tallies = tallyClasses(results);
        const precision = perClass(precisionOfClass, tallies);
        const recall = perClass(recallOfClass, tallies);
        const f1 = perClass(f1OfClass, tallies);
        return Array.from(tallies.support, (n, c) => ({
            n,
            values: { precision: precision[c], recall: recall[c], f1: f1[c] },
        }));
    },
    compareClass(category, base, head, cluster) {
        const images = [];
        for (let i = 0; i < base.truth.length; i++)
            if (base.truth[i] === category)
                images.push(i);
        return compareShares('recall', images, base, head, cluster);
    },
    compareImages: (_name, images, base, head, cluster) => compareShares('accuracy', images, base, head, cluster),
    groupScore: () => 'accuracy',
    shares: ({ truth, predicted }) => ({
        part: Float64Array.from(truth, (own, image) => Number(own === predicted[image])),
        whole: new Float64Array(truth.length).fill(1),
    }),
    confusion(results) {
        const { classes } = results;
        const confusion = confusionMatrix(results);
        return Array.from({ length: classes }, (_, row) => [...confusion.subarray(row * classes, (row + 1) * classes)]);
    },
};
/** Shares of right answers to some of the images: counted where images are independent, else resampled by cluster. */
function compareShares(score, images, base, head, cluster) {
    const n = images.length;
    if (n === 0)
        return null;
    const counts = countAnswers(images, base, head);
    if (!cluster)
        return { score, n, counts };
    const own = Int32Array.from(images, (image) => cluster[image]);
    const [before, after] = [selectImages(base, images), selectImages(head, images)];
    return {
        score,
        n,
        units: pairedUnits('accuracy', before, after, own),
        base: (counts.bothRight + counts.onlyFirst) / n,
        head: (counts.bothRight + counts.onlySecond) / n,
    };
}
/** Right and wrong answers of two models to some of the images. */
function countAnswers(images, base, head) {
    const counts = { n: images.length, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
    for (let i = 0; i < images.length; i++) {
        const image = images[i];
        const first = base.predicted[image] === base.truth[image];
        const second = head.predicted[image] === base.truth[image];
        counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
    }
    return counts;
}
function selectImages(results, images) {
    const { classes, truth, predicted } = results;
    const scores = new Float32Array(images.length * classes);
    for (let i = 0; i < images.length; i++) {
        scores.set(results.scores.subarray(images[i] * classes, (images[i] + 1) * classes), i * classes);
    }
    return {
        ...results,
        truth: Int32Array.from(images, (image) => truth[image]),
        predicted: Int32Array.from(images, (image) => predicted[image]),
        scores,
    };
}

;// CONCATENATED MODULE: ./lib/src/score/task-scores.js
/** The share of some images, 0–1; NaN where they have nothing to be a share of. */
function shareOf({ part, whole }, images) {
    let [own, all] = [0, 0];
    for (const image of images) {
        own += part[image];
        all += whole[image];
    }
    return own / all;
}
/** A task that is judged by its declared score throughout: groups and parts of the images too. */
function judgedByScore(scores) {
    return { ...scores, compareImages: compareSelected(scores), groupScore: (name) => name };
}
function compareSelected(scores) {
    return (name, images, base, head, cluster) => {
        const [before, after] = [scores.select(base, images), scores.select(head, images)];
        const [own, theirs] = [scores.compute(name, before), scores.compute(name, after)];
        if (Number.isNaN(own) || Number.isNaN(theirs))
            return null;
        const clusters = cluster && Int32Array.from(images, (image) => cluster[image]);
        return {
            score: name,
            n: images.length,
            units: scores.paired(name, before, after, clusters),
            base: own,
            head: theirs,
        };
    };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/columns.js
/** Number of images, n. */
const columns_imageCount = ({ truth }) => truth.start.length - 1;
/** The image of each object, in [0, n). */
function imagesOf({ start }) {
    const images = new Int32Array(start[start.length - 1]);
    for (let i = 0; i + 1 < start.length; i++)
        images.fill(i, start[i], start[i + 1]);
    return images;
}
/**
 * Throws unless lengths agree, classes lie in [0, k), scores are numbers, and masks are there where they are compared.
 *
 * Scores are computed from trusted shapes; this is the one place that looks.
 */
function columns_checkDetection({ classes, overlap, truth, detected }) {
    if (!Number.isInteger(classes) || classes < 1) {
        throw new RangeError(`Expected a positive integer for \`classes\` but received ${classes}. Pass the number of classes the model has.`);
    }
    if (truth.start.length === 0 || detected.start.length !== truth.start.length) {
        throw new RangeError(`Expected \`truth.start\` and \`detected.start\` of one length, 1 or more, but received ${truth.start.length} and ${detected.start.length}. Lay out the detections of the images that have a truth.`);
    }
    checkObjects('truth', truth, classes, overlap);
    checkObjects('detected', detected, classes, overlap);
    const n = truth.category.length;
    checkLength('truth.area', truth.area, n);
    checkLength('truth.crowd', truth.crowd, n);
    if (truth.ignore)
        checkLength('truth.ignore', truth.ignore, n);
    checkLength('detected.score', detected.score, detected.category.length);
    const at = detected.score.findIndex(Number.isNaN);
    if (at >= 0) {
        throw new RangeError(`Expected a number for \`detected.score[${at}]\` but received NaN. Leave out detections without a score.`);
    }
}
function checkObjects(name, objects, classes, overlap) {
    const { start, category, boxes, masks } = objects;
    const n = start[start.length - 1];
    checkLength(`${name}.category`, category, n);
    checkLength(`${name}.boxes`, boxes, 4 * n);
    const at = category.findIndex((index) => index < 0 || index >= classes);
    if (at >= 0) {
        throw new RangeError(`Expected a class index in [0, ${classes}) for \`${name}.category[${at}]\` but received ${category[at]}. Map labels to the model's label list first.`);
    }
    if (overlap !== 'mask')
        return;
    if (masks === null) {
        throw new RangeError(`Expected a mask for every object in \`${name}.masks\` but received none. Give masks, or compare boxes.`);
    }
    checkLength(`${name}.masks`, masks, n);
}
function checkLength(name, values, n) {
    if (values.length !== n) {
        throw new RangeError(`Expected ${n} values for \`${name}\` but received ${values.length}. Lay the images' objects end to end.`);
    }
}
/** Throws unless both models answered for the same true objects. */
function columns_checkPaired(base, head) {
    columns_checkDetection(base);
    columns_checkDetection(head);
    if (base.classes !== head.classes || base.overlap !== head.overlap) {
        throw new RangeError(`Expected ${base.classes} classes compared by ${base.overlap} in \`head\` but received ${head.classes} by ${head.overlap}. Map both models to one list of classes, and compare both by boxes or both by masks.`);
    }
    const same = ['start', 'category', 'boxes', 'area', 'crowd'].every((column) => equal(base.truth[column], head.truth[column]));
    if (!same || !equal(base.truth.ignore ?? [], head.truth.ignore ?? [])) {
        throw new RangeError('Expected the same true objects in `base` and `head` but received others. Compare both models on one set of labelled images.');
    }
}
function equal(own, theirs) {
    if (own.length !== theirs.length)
        return false;
    for (let at = 0; at < own.length; at++)
        if (own[at] !== theirs[at])
            return false;
    return true;
}
/** The columns of some of the images, in the order given; an image may be asked for more than once. */
function columns_selectImages(columns, images) {
    return { ...columns, truth: selectTrue(columns.truth, images), detected: selectDetected(columns.detected, images) };
}
function selectTrue(truth, images) {
    const { start, rows } = rowsOf(truth.start, images);
    return {
        ...selectObjects(truth, start, rows),
        area: Float64Array.from(rows, (row) => truth.area[row]),
        crowd: Uint8Array.from(rows, (row) => truth.crowd[row]),
        ignore: truth.ignore && Uint8Array.from(rows, (row) => truth.ignore[row]),
    };
}
function selectDetected(detected, images) {
    const { start, rows } = rowsOf(detected.start, images);
    return {
        ...selectObjects(detected, start, rows),
        score: Float64Array.from(rows, (row) => detected.score[row]),
    };
}
function selectObjects({ category, boxes, masks }, start, rows) {
    const selected = new Float64Array(4 * rows.length);
    for (let at = 0; at < rows.length; at++) {
        selected.set(boxes.subarray(4 * rows[at], 4 * rows[at] + 4), 4 * at);
    }
    return {
        start,
        category: Int32Array.from(rows, (row) => category[row]),
        boxes: selected,
        masks: masks && Array.from(rows, (row) => masks[row]),
    };
}
function rowsOf(start, images) {
    const selected = new Int32Array(images.length + 1);
    for (let i = 0; i < images.length; i++) {
        selected[i + 1] = selected[i] + start[images[i] + 1] - start[images[i]];
    }
    const rows = new Int32Array(selected[images.length]);
    for (let i = 0; i < images.length; i++) {
        for (let at = selected[i], row = start[images[i]]; at < selected[i + 1]; at++, row++)
            rows[at] = row;
    }
    return { start: selected, rows };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/protocol.js
/** What COCOeval counts as found (cocodataset.org, "Detection Evaluation"; pycocotools' `Params`). */
/** IoU from which a detection meets an object: 0.5, 0.55, … 0.95, as `numpy.linspace` gives them. */
const overlapThresholds = evenlySpaced(0.5, 0.95, 10);
/** Recalls at which precision is read: 0, 0.01, … 1. */
const recallThresholds = evenlySpaced(0, 1, 101);
/** Names of the size ranges, in the order in which `ClassMatches` has them. */
const sizes = ['all', 'small', 'medium', 'large'];
/** Area in pixels², both ends included: an object of 32² is small and medium. */
const areaRanges = {
    all: [0, 1e10],
    small: [0, 32 ** 2],
    medium: [32 ** 2, 96 ** 2],
    large: [96 ** 2, 1e10],
};
/** Detections of one class that count in an image: those of the highest scores. */
const detectionLimit = 100;
/** One bit for each overlap threshold. */
const everyThreshold = 2 ** overlapThresholds.length - 1;
function evenlySpaced(first, last, n) {
    const step = (last - first) / (n - 1);
    return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? last : i * step + first));
}

;// CONCATENATED MODULE: ./lib/src/score/detection/image-matching.js

/**
 * Each detection in turn takes the object that it overlaps most of those still free – the later on ties – and one that counts
 * before one that does not; a crowd is never used up (COCOeval's `evaluateImg`).
 */
function imageMatcher(overlap, { counted, crowd, unseen }) {
    const least = overlapThresholds[0];
    // Objects that each detection overlaps enough for the lowest threshold: those of detection d up to `ends[d]`.
    const ends = new Int32Array(detectionLimit);
    let near = new Int32Array(1024);
    let overlaps = new Float64Array(1024);
    /** Bit t of each object: taken at threshold t. */
    let taken = new Uint16Array(256);
    /** The best free object among candidates, an index into `objects`, or −1. */
    function bestOf(from, to, threshold, bit, objects, size) {
        for (const counts of [1, 0]) {
            let best = -1;
            let reached = threshold;
            for (let c = from; c < to; c++) {
                const object = near[c];
                const row = objects[object];
                if (((counted[row] >> size) & 1) !== counts || overlaps[c] < reached)
                    continue;
                if (taken[object] & bit && crowd[row] !== 1)
                    continue;
                reached = overlaps[c];
                best = object;
            }
            if (best >= 0)
                return best;
        }
        return -1;
    }
    return ({ row, found, ignored, partner }, outside, positions, objects) => {
        const m = row.length;
        if (near.length < positions.length * objects.length) {
            near = new Int32Array(2 * positions.length * objects.length);
            overlaps = new Float64Array(near.length);
        }
        if (taken.length < objects.length)
            taken = new Uint16Array(2 * objects.length);
        let candidates = 0;
        for (let d = 0; d < positions.length; d++) {
            for (let g = 0; g < objects.length; g++) {
                const share = overlap(row[positions[d]], objects[g]);
                if (!(share >= least))
                    continue;
                near[candidates] = g;
                overlaps[candidates++] = share;
            }
            ends[d] = candidates;
        }
        if (candidates === 0)
            return;
        for (let size = 0; size < sizes.length; size++) {
            taken.fill(0, 0, objects.length);
            for (let d = 0, from = 0; d < positions.length; from = ends[d++]) {
                if (from === ends[d])
                    continue;
                let [hits, passes, misses] = [0, 0, everyThreshold];
                for (let t = 0, bit = 1; t < overlapThresholds.length; t++, bit <<= 1) {
                    const best = bestOf(from, ends[d], overlapThresholds[t], bit, objects, size);
                    if (best < 0)
                        continue;
                    taken[best] |= bit;
                    const own = objects[best];
                    if (size === 0 && t === 0)
                        partner[positions[d]] = own;
                    const counts = (counted[own] >> size) & 1;
                    if (!counts)
                        passes |= bit;
                    if (unseen[own])
                        continue;
                    misses &= ~bit;
                    if (counts)
                        hits |= bit;
                }
                if ((outside[positions[d]] >> size) & 1)
                    passes |= misses;
                found[size * m + positions[d]] = hits;
                ignored[size * m + positions[d]] = passes;
            }
        }
    };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/overlap.js
/**
 * The overlap that `columns` ask for.
 *
 * @throws {RangeError} when asked to compare masks of different sizes
 */
function overlapOf({ overlap, truth, detected }) {
    const crowd = (object) => truth.crowd[object] === 1;
    if (overlap === 'box') {
        const [own, theirs] = [detected.boxes, truth.boxes];
        return (detection, object) => boxOverlap(own, 4 * detection, theirs, 4 * object, crowd(object));
    }
    const [own, theirs] = [boundsOfMasks(detected), boundsOfMasks(truth)];
    return (detection, object) => {
        // Most pairs are told apart by their bounds.
        if (boxOverlap(own, 4 * detection, theirs, 4 * object, true) === 0)
            return 0;
        return maskOverlap(detected.masks[detection], truth.masks[object], crowd(object));
    };
}
/** Area of each detection in pixels: of its mask where masks are compared, else of its box. */
function detectedAreas({ overlap, detected }) {
    const { boxes, masks, category } = detected;
    if (overlap === 'mask')
        return Float64Array.from(masks, maskArea);
    return Float64Array.from(category, (_, row) => boxes[4 * row + 2] * boxes[4 * row + 3]);
}
/**
 * IoU of two boxes (left, top, width, height), read at an offset each.
 *
 * @param crowd - divide by the first box's area alone
 */
function boxOverlap(own, at, theirs, from, crowd) {
    const width = Math.min(own[at + 2] + own[at], theirs[from + 2] + theirs[from]) - Math.max(own[at], theirs[from]);
    if (!(width > 0))
        return 0;
    const height = Math.min(own[at + 3] + own[at + 1], theirs[from + 3] + theirs[from + 1]) - Math.max(own[at + 1], theirs[from + 1]);
    if (!(height > 0))
        return 0;
    const both = width * height;
    const area = own[at + 2] * own[at + 3];
    return both / (crowd ? area : area + theirs[from + 2] * theirs[from + 3] - both);
}
/**
 * IoU of two masks, straight on their run lengths.
 *
 * @param crowd - divide by the first mask's area alone
 * @throws {RangeError} when they differ in size
 */
function maskOverlap(own, theirs, crowd) {
    if (own.width !== theirs.width || own.height !== theirs.height) {
        throw new RangeError(`Expected a mask of ${theirs.width} × ${theirs.height} but received ${own.width} × ${own.height}. Answer with masks as large as the image.`);
    }
    const both = sharedPixels(own.counts, theirs.counts);
    if (both === 0)
        return 0;
    const area = maskArea(own);
    return both / (crowd ? area : area + maskArea(theirs) - both);
}
function sharedPixels(own, theirs) {
    let [i, j, shared] = [1, 1, 0];
    let from = own[0];
    let theirFrom = theirs[0];
    while (i < own.length && j < theirs.length) {
        const to = from + own[i];
        const theirTo = theirFrom + theirs[j];
        shared += Math.max(0, Math.min(to, theirTo) - Math.max(from, theirFrom));
        if (to <= theirTo) {
            from = to + (own[i + 1] ?? 0);
            i += 2;
        }
        else {
            theirFrom = theirTo + (theirs[j + 1] ?? 0);
            j += 2;
        }
    }
    return shared;
}
/** Pixels inside. */
function maskArea({ counts }) {
    let area = 0;
    for (let i = 1; i < counts.length; i += 2)
        area += counts[i];
    return area;
}
/** Left, top, width and height of each mask's pixels; 4m. */
function boundsOfMasks({ masks }) {
    const bounds = new Float64Array(4 * masks.length);
    for (const [row, { height, counts }] of masks.entries()) {
        let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, height, 0, 0];
        for (let i = 1, at = counts[0]; i < counts.length; i += 2) {
            if (counts[i] > 0) {
                const last = at + counts[i] - 1;
                const column = Math.floor(last / height);
                left = Math.min(left, Math.floor(at / height));
                right = column + 1;
                // A run over the foot of a column goes on at the head of the next.
                const wraps = column > Math.floor(at / height);
                top = wraps ? 0 : Math.min(top, at % height);
                bottom = wraps ? height : Math.max(bottom, (last % height) + 1);
            }
            at += counts[i] + (counts[i + 1] ?? 0);
        }
        if (right > 0)
            bounds.set([left, top, right - left, bottom - top], 4 * row);
    }
    return bounds;
}

;// CONCATENATED MODULE: ./lib/src/score/detection/matching.js
/**
 * COCO's greedy matching of the detections of a class to its true objects, image by image, at every overlap threshold and
 * for every size range. Done once: all scores, on any weights of the images, are read from it.
 */




/**
 * Matches each class by itself.
 *
 * @param only - the one class to match; every class when left out
 * @throws {RangeError} where masks of one image differ in size
 */
function matching_matchClasses(columns, options, only) {
    const { truth, detected, classes } = columns;
    const images = { truth: imagesOf(truth), detected: imagesOf(detected) };
    const counted = countedSizes(columns, options);
    const areas = detectedAreas(columns);
    const match = imageMatcher(overlapOf(columns), {
        counted,
        crowd: truth.crowd,
        unseen: Uint8Array.from(truth.category, (_, row) => Number(options.compatibility === 'pycocotools' && options.ids?.[row] === 0)),
    });
    const rowsOfTruth = rowsByClass(truth.category, classes);
    const rowsOfDetected = rowsByClass(detected.category, classes);
    const wanted = only === undefined ? Array.from({ length: classes }, (_, k) => k) : [only];
    return wanted.map((k) => {
        const objects = rowsOfTruth[k];
        const ranked = rankRows(rowsOfDetected[k], detected.score, images.detected, columns_imageCount(columns));
        const m = ranked.row.length;
        const matches = {
            ...ranked,
            score: Float64Array.from(ranked.row, (row) => detected.score[row]),
            found: new Uint16Array(sizes.length * m),
            ignored: new Uint16Array(sizes.length * m),
            partner: new Int32Array(m).fill(-1),
            truth: {
                image: Int32Array.from(objects, (row) => images.truth[row]),
                counted: Uint8Array.from(objects, (row) => counted[row]),
            },
        };
        const outside = Uint8Array.from(ranked.row, (row) => sizesWithout(areas[row]));
        ignoreOtherSizes(matches.ignored, outside);
        for (let from = 0, to = 0; from < objects.length; from = to) {
            const image = images.truth[objects[from]];
            while (to < objects.length && images.truth[objects[to]] === image)
                to++;
            const positions = ranked.byImage.subarray(ranked.start[image], ranked.start[image + 1]);
            if (positions.length > 0)
                match(matches, outside, positions, objects.subarray(from, to));
        }
        return matches;
    });
}
/** Bit s of each true object: whether it counts in size range s. */
function countedSizes({ truth }, { compatibility }) {
    return Uint8Array.from(truth.category, (_, row) => {
        const ignored = compatibility !== 'pycocotools' && truth.ignore?.[row] === 1;
        return ignored || truth.crowd[row] === 1 ? 0 : ~sizesWithout(truth.area[row]) & (2 ** sizes.length - 1);
    });
}
/** Bit s: whether an area lies outside size range s. */
function sizesWithout(area) {
    let bits = 0;
    for (let s = 0; s < sizes.length; s++) {
        const [least, most] = areaRanges[sizes[s]];
        if (area < least || area > most)
            bits |= 1 << s;
    }
    return bits;
}
function ignoreOtherSizes(ignored, outside) {
    const m = outside.length;
    for (let s = 0; s < sizes.length; s++) {
        for (let at = 0; at < m; at++)
            if ((outside[at] >> s) & 1)
                ignored[s * m + at] = everyThreshold;
    }
}
/** Rows of each class, ascending. */
function rowsByClass(category, classes) {
    const counts = new Int32Array(classes);
    for (let row = 0; row < category.length; row++)
        counts[category[row]]++;
    const rows = Array.from(counts, (count) => new Int32Array(count));
    counts.fill(0);
    for (let row = 0; row < category.length; row++)
        rows[category[row]][counts[category[row]]++] = row;
    return rows;
}
function rankRows(rows, score, images, n) {
    const falling = rows.slice().sort((one, other) => score[other] - score[one] || one - other);
    const start = new Int32Array(n + 1);
    const rank = new Uint8Array(falling.length);
    let kept = 0;
    for (let at = 0; at < falling.length; at++) {
        const before = start[images[falling[at]] + 1];
        if (before === detectionLimit)
            continue;
        start[images[falling[at]] + 1]++;
        rank[kept] = before;
        falling[kept++] = falling[at];
    }
    for (let i = 0; i < n; i++)
        start[i + 1] += start[i];
    const row = falling.slice(0, kept);
    const image = row.map((own) => images[own]);
    const byImage = new Int32Array(kept);
    for (let at = 0; at < kept; at++)
        byImage[start[image[at]] + rank[at]] = at;
    return { row, image, rank: rank.slice(0, kept), byImage, start };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/matches.js


/** A detection is one that a user would see from this score on: for telling what was found and missed. */
const visible = 0.25;
/**
 * Which detection meets which true object at IoU 0.5 or more by COCO's greedy matching, for showing what was found and missed.
 *
 * @param minimumScore - detections below it are left out
 * @throws {RangeError} as `computeDetectionScore`
 */
function matchesAt50(columns, minimumScore = Number.NEGATIVE_INFINITY, options = {}) {
    columns_checkDetection(columns);
    const found = new Float64Array(columns.truth.category.length).fill(Number.NaN);
    const by = new Int32Array(found.length).fill(-1);
    const alone = new Uint8Array(columns.detected.category.length);
    for (const { row, score, partner } of matching_matchClasses(columns, options)) {
        for (let at = 0; at < row.length && score[at] >= minimumScore; at++) {
            const object = partner[at];
            if (object < 0)
                alone[row[at]] = 1;
            else if (by[object] < 0) {
                by[object] = row[at];
                found[object] = score[at];
            }
        }
    }
    const start = new Int32Array(columns.detected.start.length);
    const rows = Int32Array.from([...alone.keys()].filter((row) => alone[row] === 1));
    const images = imagesOf(columns.detected);
    for (const row of rows)
        start[images[row] + 1]++;
    for (let i = 0; i + 1 < start.length; i++)
        start[i + 1] += start[i];
    return { found, by, unmatched: { start, rows } };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/curve.js
/**
 * Average precision and recall of one class under weights of the images (how often each is in a resample), from its ranking.
 *
 * Of a ranking, precision is only ever read at true positives. One prefix sum of weights serves all thresholds; each then walks
 * its true positives, and the few detections that it alone ignores.
 */

/** `numpy.spacing(1)`, which pycocotools adds to what it divides by. */
const spacing = Number.EPSILON;
/**
 * Mean over the part's overlap thresholds of the precision at 101 recalls, each the best at that recall or beyond.
 *
 * Copies of one image stand next to each other, detection by detection.
 */
function curve_averagePrecision(ranking, { thresholds }) {
    const stops = stopsOf(ranking);
    const events = thresholds.map((t) => eventsOf(ranking, stops, t));
    const image = ranking.image.slice(0, (stops.at(-1) ?? -1) + 1);
    const weight = new Float64Array(stops.length);
    // Detections up to each stop.
    const seen = new Float64Array(stops.length);
    const steps = recallThresholds.length;
    const needed = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY);
    // Best precision from each recall up to the next.
    const reached = new Float64Array(steps);
    return (weights) => {
        const objects = weigh(ranking.truthImage, weights);
        if (objects === 0)
            return Number.NaN;
        hitsNeeded(objects, needed);
        for (let s = 0, at = 0, sum = 0; s < stops.length; s++) {
            for (const stop = stops[s]; at < stop; at++)
                sum += weights[image[at]];
            weight[s] = weights[image[at++]];
            sum += weight[s];
            seen[s] = sum;
        }
        let total = 0;
        for (const stop of events) {
            let found = 0;
            let skipped = 0;
            let best = 0;
            // Recall 0 is reached before anything is found.
            let step = 1;
            for (let e = 0; e < stop.length; e++) {
                const s = stop[e];
                if (s < 0) {
                    skipped += weight[~s];
                    continue;
                }
                found += weight[s];
                if (found >= needed[step]) {
                    reached[step - 1] = best;
                    for (step++; found >= needed[step]; step++)
                        reached[step - 1] = 0;
                    best = 0;
                }
                // Of an image that is not drawn, no more than at the detection before.
                const precision = found / (seen[s] - skipped + spacing);
                if (precision > best)
                    best = precision;
            }
            for (reached[step - 1] = best, best = 0; step > 0; step--) {
                best = Math.max(best, reached[step - 1]);
                total += best;
            }
        }
        return total / (steps * events.length);
    };
}
/** Mean over the part's overlap thresholds of the share of true objects found. */
function averageRecall(ranking, { thresholds }) {
    const hits = [];
    for (let at = 0; at < ranking.found.length; at++)
        if (ranking.found[at] !== 0)
            hits.push(at);
    const image = Int32Array.from(hits, (at) => ranking.image[at]);
    const times = Uint8Array.from(hits, (at) => thresholds.filter((t) => (ranking.found[at] >> t) & 1).length);
    return (weights) => {
        const objects = weigh(ranking.truthImage, weights);
        let found = 0;
        for (let at = 0; at < image.length; at++)
            found += weights[image[at]] * times[at];
        return objects === 0 ? Number.NaN : found / objects / thresholds.length;
    };
}
/** Positions in a ranking that any threshold looks at: it finds the detection, or ignores it though another does not. */
function stopsOf({ found, ignored }) {
    const stops = [];
    for (let at = 0; at < found.length; at++)
        if ((found[at] | ignored[at]) !== 0)
            stops.push(at);
    return Int32Array.from(stops);
}
/** What one threshold looks at: indices into the stops, ascending; `~index` where it ignores the detection and does not find it. */
function eventsOf({ found, ignored }, stops, threshold) {
    const bit = 1 << threshold;
    const looked = Int32Array.from(stops.keys()).filter((s) => (found[stops[s]] | ignored[stops[s]]) & bit);
    return looked.map((s) => ((found[stops[s]] & bit) === 0 ? ~s : s));
}
function weigh(images, weights) {
    let sum = 0;
    for (let at = 0; at < images.length; at++)
        sum += weights[images[at]];
    return sum;
}
/** Fewest hits with which found / objects reaches each recall threshold, as compared in double precision. */
function hitsNeeded(objects, needed) {
    for (let r = 0; r < recallThresholds.length; r++) {
        let hits = Math.ceil(recallThresholds[r] * objects);
        while (hits > 0 && (hits - 1) / objects >= recallThresholds[r])
            hits--;
        while (hits / objects < recallThresholds[r])
            hits++;
        needed[r] = hits;
    }
}

;// CONCATENATED MODULE: ./lib/src/score/detection/ranking.js

/** The ranking of one class in one part of the evaluation. */
function rankingOf(matches, { size, limit, thresholds }) {
    const m = matches.row.length;
    const s = sizes.indexOf(size);
    const read = thresholds.reduce((bits, t) => bits | (1 << t), 0);
    const kept = new Int32Array(m);
    const { rank, ignored } = matches;
    let n = 0;
    for (let at = 0; at < m; at++)
        if (rank[at] < limit && (ignored[s * m + at] & read) !== read)
            kept[n++] = at;
    const ranking = {
        score: new Float64Array(n),
        image: new Int32Array(n),
        found: new Uint16Array(n),
        ignored: new Uint16Array(n),
        truthImage: matches.truth.image.filter((_, at) => (matches.truth.counted[at] >> s) & 1),
    };
    for (let to = 0; to < n; to++) {
        const at = kept[to];
        ranking.score[to] = matches.score[at];
        ranking.image[to] = matches.image[at];
        ranking.found[to] = matches.found[s * m + at] & read;
        ranking.ignored[to] = matches.ignored[s * m + at] & read;
    }
    return ranking;
}
/**
 * Two models' rankings as one of twice the images: base's image i is 2i there, head's is 2i + 1. Equal scores stand in the
 * order of images, as they do in each.
 */
function poolRankings(base, head) {
    const n = base.score.length + head.score.length;
    const pooled = {
        score: new Float64Array(n),
        image: new Int32Array(n),
        found: new Uint16Array(n),
        ignored: new Uint16Array(n),
        truthImage: new Int32Array(base.truthImage.length + head.truthImage.length),
    };
    for (let at = 0, b = 0, h = 0; at < n; at++) {
        const before = h === head.score.length ||
            (b < base.score.length &&
                (base.score[b] > head.score[h] || (base.score[b] === head.score[h] && base.image[b] <= head.image[h])));
        const own = before ? base : head;
        const from = before ? b++ : h++;
        pooled.score[at] = own.score[from];
        pooled.image[at] = 2 * own.image[from] + Number(!before);
        pooled.found[at] = own.found[from];
        pooled.ignored[at] = own.ignored[from];
    }
    pooled.truthImage.set(base.truthImage.map((image) => 2 * image));
    pooled.truthImage.set(head.truthImage.map((image) => 2 * image + 1), base.truthImage.length);
    return pooled;
}
/** Marks in `differs` the images in which the two rankings are not the same detections with the same fate. */
function markDifferences(base, head, differs) {
    const start = new Int32Array(differs.length + 1);
    for (const image of base.image)
        start[image + 1]++;
    for (let i = 0; i < differs.length; i++)
        start[i + 1] += start[i];
    const positions = new Int32Array(base.image.length);
    const next = start.slice();
    base.image.forEach((image, at) => {
        positions[next[image]++] = at;
    });
    next.set(start);
    head.image.forEach((image, h) => {
        const at = next[image]++;
        const b = positions[at];
        const same = at < start[image + 1] &&
            base.score[b] === head.score[h] &&
            base.found[b] === head.found[h] &&
            base.ignored[b] === head.ignored[h];
        if (!same)
            differs[image] = 1;
    });
    for (let i = 0; i < differs.length; i++)
        if (next[i] !== start[i + 1])
            differs[i] = 1;
}

;// CONCATENATED MODULE: ./lib/src/score/detection/scores.js





const everyOverlap = [...overlapThresholds.keys()];
const scores_precision = (size, thresholds = everyOverlap) => ({
    curve: curve_averagePrecision,
    size,
    limit: detectionLimit,
    thresholds,
});
const scores_recall = (size, limit = detectionLimit) => ({
    curve: averageRecall,
    size,
    limit,
    thresholds: everyOverlap,
});
const scores_scores = {
    map: scores_precision('all'),
    map_50: scores_precision('all', [0]),
    map_75: scores_precision('all', [5]),
    map_small: scores_precision('small'),
    map_medium: scores_precision('medium'),
    map_large: scores_precision('large'),
    mar_1: scores_recall('all', 1),
    mar_10: scores_recall('all', 10),
    mar_100: scores_recall('all'),
    mar_small: scores_recall('small'),
    mar_medium: scores_recall('medium'),
    mar_large: scores_recall('large'),
};
/** Every name that `computeDetectionScore` knows, in the order of COCOeval's summary. */
const detectionScoreNames = Object.keys(scores_scores);
/** Which part of the evaluation a score reads, and what of it. */
const detectionScore = (name) => scores_scores[name];
/**
 * One score of one model, in [0, 1].
 *
 * @returns the score; NaN where COCOeval says −1: no true object counts
 * @throws {RangeError} where lengths disagree, an index is out of range, or masks are needed and absent
 */
function computeDetectionScore(name, columns, options = {}) {
    checkDetection(columns);
    return meanOverClasses(matchClasses(columns, options), scores_scores[name], imageCount(columns));
}
/** All twelve, from one matching. @throws {RangeError} as `computeDetectionScore` */
function summarise(columns, options = {}) {
    columns_checkDetection(columns);
    const matches = matching_matchClasses(columns, options);
    return Object.fromEntries(detectionScoreNames.map((name) => [name, meanOverClasses(matches, scores_scores[name], columns_imageCount(columns))]));
}
/**
 * What each class scores; `n` counts its true objects that count. `ap`: mean over overlap thresholds; `ap_50`: at 0.5; `ar`: mean
 * recall of 100 detections an image.
 *
 * @throws {RangeError} as `computeDetectionScore`
 */
function perClassDetection(columns, options = {}) {
    columns_checkDetection(columns);
    const once = new Int32Array(columns_imageCount(columns)).fill(1);
    const read = (matches, score) => score.curve(rankingOf(matches, score), score)(once);
    return matching_matchClasses(columns, options).map((matches) => ({
        n: matches.truth.counted.reduce((sum, bits) => sum + (bits & 1), 0),
        values: {
            ap: read(matches, scores_scores.map),
            ap_50: read(matches, scores_scores.map_50),
            ar: read(matches, scores_scores.mar_100),
        },
    }));
}
function meanOverClasses(matches, score, images) {
    const curves = matches.map((own) => score.curve(rankingOf(own, score), score));
    return meanOfCurves(curves, new Int32Array(images).fill(1));
}
/** Mean over the classes of which a true object counts; NaN where there is none. */
function meanOfCurves(curves, weights) {
    let sum = 0;
    let classes = 0;
    for (const curve of curves) {
        const value = curve(weights);
        if (Number.isNaN(value))
            continue;
        sum += value;
        classes++;
    }
    return sum / classes;
}

;// CONCATENATED MODULE: ./lib/src/score/detection/units.js





/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} as `computeDetectionScore`
 */
function detectionScoredUnits(name, columns, cluster) {
    columns_checkDetection(columns);
    const score = detectionScore(name);
    const n = columns_imageCount(columns);
    const rankings = rankingsOf(columns, score);
    const { counts, type } = typesOf(n, [rankings], new Uint8Array(n), cluster);
    const curves = curvesOf(rankings, score);
    const weights = new Int32Array(n);
    return {
        counts,
        score(drawn) {
            for (let i = 0; i < n; i++)
                weights[i] = drawn[type[i]];
            return meanOfCurves(curves, weights);
        },
    };
}
/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film, one patient)
 * @throws {RangeError} as `computeDetectionScore`, or where the two differ in images, classes or true objects
 */
function detectionPairedUnits(name, base, head, cluster) {
    return pairUnits(detectionScore(name), base, head, cluster);
}
/** The same of the AP of one class. @throws {RangeError} as `detectionPairedUnits` */
function classPairedUnits(category, base, head, cluster) {
    return pairUnits(detectionScore('map'), base, head, cluster, category);
}
function pairUnits(score, base, head, cluster, category) {
    columns_checkPaired(base, head);
    const n = columns_imageCount(base);
    const [own, theirs] = [rankingsOf(base, score, category), rankingsOf(head, score, category)];
    const differs = new Uint8Array(n);
    own.forEach((ranking, k) => {
        markDifferences(ranking, theirs[k], differs);
    });
    const { counts, type, discordant } = typesOf(n, [own, theirs], differs, cluster);
    const [curvesOfBase, curvesOfHead] = [curvesOf(own, score), curvesOf(theirs, score)];
    const weights = new Int32Array(n);
    let pooled;
    const [asBase, asHead] = [new Int32Array(2 * n), new Int32Array(2 * n)];
    return {
        counts,
        discordant,
        effect(drawn, swapped) {
            if (swapped === undefined) {
                for (let i = 0; i < n; i++)
                    weights[i] = drawn[type[i]];
                return meanOfCurves(curvesOfBase, weights) - meanOfCurves(curvesOfHead, weights);
            }
            pooled ??= curvesOf(own.map((ranking, k) => poolRankings(ranking, theirs[k])), score);
            for (let i = 0; i < n; i++) {
                const exchanged = swapped[type[i]];
                const kept = drawn[type[i]] - exchanged;
                asBase[2 * i] = kept;
                asBase[2 * i + 1] = exchanged;
                asHead[2 * i] = exchanged;
                asHead[2 * i + 1] = kept;
            }
            return meanOfCurves(pooled, asBase) - meanOfCurves(pooled, asHead);
        },
    };
}
/** The rankings of classes of which a true object counts: others never score, whatever is drawn. */
function rankingsOf(columns, score, category) {
    return matching_matchClasses(columns, {}, category)
        .map((matches) => rankingOf(matches, score))
        .filter(({ truthImage }) => truthImage.length > 0);
}
const curvesOf = (rankings, score) => rankings.map((ranking) => score.curve(ranking, score));
/** Every unit is a type of its own but those whose images hold nothing that counts: these are all alike. */
function typesOf(n, models, differs, cluster) {
    const holds = new Uint8Array(n);
    for (const { image, truthImage } of models.flat()) {
        for (const i of image)
            holds[i] = 1;
        for (const i of truthImage)
            holds[i] = 1;
    }
    const type = new Int32Array(n);
    const counts = [];
    const discordant = [];
    let empty = -1;
    for (const images of groupRows(n, cluster)) {
        const held = images.some((i) => holds[i] === 1);
        let own = held ? -1 : empty;
        if (own < 0) {
            own = counts.push(0) - 1;
            discordant.push(Number(images.some((i) => differs[i] === 1)));
            if (!held)
                empty = own;
        }
        counts[own]++;
        for (const i of images)
            type[i] = own;
    }
    return { counts: Int32Array.from(counts), type, discordant: Uint8Array.from(discordant) };
}

;// CONCATENATED MODULE: ./lib/src/score/detection/task.js





/** The scores of detection and of instance segmentation: COCO's. Classes are compared by AP, groups by the declared score. */
const detection = judgedByScore({
    names: detectionScoreNames,
    direction: () => 'higher',
    compute: (name, results) => scoresOf(results)[name],
    single: (name, results, cluster) => detectionScoredUnits(name, results, cluster),
    paired: (name, base, head, cluster) => detectionPairedUnits(name, base, head, cluster),
    select: columns_selectImages,
    classScore: 'ap',
    classes: classesOf,
    compareClass(category, base, head, cluster) {
        const [own, theirs] = [classesOf(base)[category], classesOf(head)[category]];
        if (own.n === 0)
            return null;
        const units = classPairedUnits(category, base, head, cluster);
        return { score: 'ap', n: own.n, units, base: own.values.ap, head: theirs.values.ap };
    },
    shares: foundObjects,
    confusion: () => null,
});
/** Objects that a user would see found, of those that count. */
function foundObjects(results) {
    const { truth } = results;
    const { found } = matchesAt50(results, visible);
    const images = truth.start.length - 1;
    const shares = { part: new Float64Array(images), whole: new Float64Array(images) };
    for (let image = 0; image < images; image++) {
        for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
            if (truth.crowd[object] === 1 || truth.ignore?.[object] === 1)
                continue;
            shares.whole[image] += 1;
            shares.part[image] += Number(!Number.isNaN(found[object]));
        }
    }
    return shares;
}
/** Matching costs far more than reading a score from it, so the twelve of the same results are computed once. */
const known = new WeakMap();
const knownClasses = new WeakMap();
function scoresOf(results) {
    const scores = known.get(results) ?? summarise(results);
    known.set(results, scores);
    return scores;
}
function classesOf(results) {
    const classes = knownClasses.get(results) ?? perClassDetection(results);
    knownClasses.set(results, classes);
    return classes;
}

;// CONCATENATED MODULE: ./lib/src/score/class-sums.js
/** Support, answers and hits by class from their sums, laid end to end; views, not copies. */
function talliesOf(sums) {
    const size = sums.length / 3;
    return {
        support: sums.subarray(0, size),
        predicted: sums.subarray(size, 2 * size),
        hits: sums.subarray(2 * size),
    };
}

;// CONCATENATED MODULE: ./lib/src/score/summed-units.js

/** Lists what images add, image by image. `visit` calls `add` for one image, each sum at most once; zeros are left out. */
function listAddends(images, width, visit) {
    const start = new Int32Array(images + 1);
    const at = [];
    const value = [];
    const add = (index, amount) => {
        if (amount === 0)
            return;
        at.push(index);
        value.push(amount);
    };
    for (let i = 0; i < images; i++) {
        visit(i, add);
        start[i + 1] = at.length;
    }
    return { width, start, at: Int32Array.from(at), value: Float64Array.from(value) };
}
/** What all images add up to. */
function sumAddends({ width, start, at, value }) {
    const sums = new Float64Array(width);
    for (let e = 0; e < start[start.length - 1]; e++)
        sums[at[e]] += value[e];
    return sums;
}
/** Units of a score of one model's sums; NaN of no images. */
function summedOfUnits(addends, score, cluster) {
    const units = groupRows(addends.start.length - 1, cluster).map((rows) => collect(addends, rows));
    const { counts, representatives } = groupTypes(units, keyOf);
    const types = layOut(representatives, addends.width);
    const sums = new Float64Array(addends.width);
    return {
        counts,
        score(drawn) {
            sums.fill(0);
            accumulate(sums, types, drawn);
            return counts.length === 0 ? Number.NaN : score(sums);
        },
    };
}
/** Units of the difference of a score of two models' sums over the same images. */
function summedUnits(base, head, score, direction, cluster) {
    const units = groupRows(base.start.length - 1, cluster).map((rows) => {
        const [own, theirs] = [collect(base, rows), collect(head, rows)];
        const [ownKey, theirKey] = [keyOf(own), keyOf(theirs)];
        return { base: own, head: theirs, key: `${ownKey}|${theirKey}`, differs: ownKey !== theirKey };
    });
    const { counts, representatives } = groupTypes(units, ({ key }) => key);
    const typesOfBase = layOut(representatives.map((unit) => unit.base), base.width);
    const typesOfHead = layOut(representatives.map((unit) => unit.head), head.width);
    const sign = direction === 'higher' ? 1 : -1;
    const ofBase = new Float64Array(base.width);
    const ofHead = new Float64Array(head.width);
    return {
        counts,
        discordant: Uint8Array.from(representatives, ({ differs }) => Number(differs)),
        effect(drawn, swapped) {
            if (counts.length === 0)
                return Number.NaN;
            ofBase.fill(0);
            ofHead.fill(0);
            const kept = swapped ? drawn.map((times, t) => times - swapped[t]) : drawn;
            accumulate(ofBase, typesOfBase, kept);
            accumulate(ofHead, typesOfHead, kept);
            if (swapped) {
                accumulate(ofBase, typesOfHead, swapped);
                accumulate(ofHead, typesOfBase, swapped);
            }
            return sign * (score(ofBase) - score(ofHead));
        },
    };
}
/** What the images of one unit add together, by rising index. */
function collect({ start, at, value }, rows) {
    const entries = [];
    for (const i of rows)
        for (let e = start[i]; e < start[i + 1]; e++)
            entries.push({ at: at[e], value: value[e] });
    entries.sort((left, right) => left.at - right.at);
    if (rows.length === 1)
        return entries;
    const merged = [];
    for (const entry of entries) {
        const last = merged.at(-1);
        if (last?.at === entry.at)
            last.value += entry.value;
        else
            merged.push(entry);
    }
    return merged;
}
const keyOf = (entries) => entries.map(({ at, value }) => `${at}:${value}`).join();
function layOut(types, width) {
    return listAddends(types.length, width, (t, add) => {
        for (const { at, value } of types[t])
            add(at, value);
    });
}
function accumulate(sums, { start, at, value }, times) {
    for (let t = 0; t < times.length; t++) {
        const weight = times[t];
        if (weight === 0)
            continue;
        for (let e = start[t], end = start[t + 1]; e < end; e++)
            sums[at[e]] += weight * value[e];
    }
}

;// CONCATENATED MODULE: ./lib/src/score/multilabel/averages.js
/**
 * Scores of answered labels from each label's counts. Definitions are scikit-learn's for label indicators, with
 * `zero_division=0`: every label counts in a macro average, and 0/0 is 0. With no images every score is NaN.
 */

/** 2·Σ hits / Σ (support + predicted) over all labels, in [0, 1]. */
function microF1({ support, predicted, hits }) {
    const whole = averages_sum(support) + averages_sum(predicted);
    return whole === 0 ? 0 : (2 * averages_sum(hits)) / whole;
}
/** Mean F1 of the labels, in [0, 1]. */
const macroF1 = (tallies) => averages_macro(f1OfClass, tallies);
/** Mean precision of the labels, in [0, 1]. */
const macroPrecision = (tallies) => averages_macro(precisionOfClass, tallies);
/** Mean recall of the labels, in [0, 1]. */
const macroRecall = (tallies) => averages_macro(recallOfClass, tallies);
/** F1 averaged over the labels by how many images have them, in [0, 1]; 0 where none has any. */
function weightedF1(tallies) {
    const { support } = tallies;
    let total = 0;
    for (let c = 0; c < support.length; c++)
        total += support[c] * f1OfClass(tallies, c);
    const whole = averages_sum(support);
    return whole === 0 ? 0 : total / whole;
}
function averages_macro(ofClass, tallies) {
    let total = 0;
    for (let c = 0; c < tallies.support.length; c++)
        total += ofClass(tallies, c);
    return total / tallies.support.length;
}
function averages_sum(values) {
    let total = 0;
    for (let i = 0; i < values.length; i++)
        total += values[i];
    return total;
}

;// CONCATENATED MODULE: ./lib/src/score/multilabel/columns.js
/** Number of images, n. */
const multilabel_columns_imageCount = ({ truth, classes }) => truth.length / classes;
/** Throws unless the lengths agree and `truth` holds 0 and 1 alone. */
function checkMultilabel({ classes, truth, scores }) {
    if (!Number.isInteger(classes) || classes < 1) {
        throw new RangeError(`Expected a positive integer for \`classes\` but received ${classes}. Pass the number of labels the model has.`);
    }
    if (truth.length % classes !== 0) {
        throw new RangeError(`Expected a multiple of ${classes} values for \`truth\` but received ${truth.length}. Pass one row of labels per image.`);
    }
    if (scores.length !== truth.length) {
        throw new RangeError(`Expected ${truth.length} values for \`scores\` but received ${scores.length}. Pair truth and scores image by image.`);
    }
    const at = truth.findIndex((value) => value > 1);
    if (at >= 0) {
        throw new RangeError(`Expected 0 or 1 for \`truth[${at}]\` but received ${truth[at]}. Write 1 where the image has the label.`);
    }
}
/** Throws unless both models answered for the same labels of the same images. */
function multilabel_columns_checkPaired(base, head) {
    checkMultilabel(base);
    checkMultilabel(head);
    if (base.classes !== head.classes) {
        throw new RangeError(`Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one label list first.`);
    }
    if (!sameLabels(base.truth, head.truth)) {
        throw new RangeError('Expected `head.truth` to equal `base.truth` but received other labels. Compare both models on one set of labelled images.');
    }
}
function sameLabels(base, head) {
    if (base.length !== head.length)
        return false;
    for (let entry = 0; entry < base.length; entry++)
        if (base[entry] !== head[entry])
            return false;
    return true;
}
/** The columns of some of the images, in the order given; an image may be asked for more than once. */
function multilabel_columns_selectImages(columns, images) {
    const { classes, truth, scores } = columns;
    const selected = {
        truth: new Uint8Array(images.length * classes),
        scores: new scores.constructor(images.length * classes),
    };
    for (let i = 0; i < images.length; i++) {
        const [from, to] = [images[i] * classes, (images[i] + 1) * classes];
        selected.truth.set(truth.subarray(from, to), i * classes);
        selected.scores.set(scores.subarray(from, to), i * classes);
    }
    return { ...columns, ...selected };
}
/** The threshold as scores of its columns' precision are held against it. */
function answerLimit({ scores, threshold }) {
    return scores instanceof Float32Array ? Math.fround(threshold) : threshold;
}
/** 1 for each label that the model answers, row-major [n × k]. */
function answeredLabels(columns) {
    const { scores } = columns;
    const limit = answerLimit(columns);
    const answered = new Uint8Array(scores.length);
    for (let entry = 0; entry < scores.length; entry++)
        answered[entry] = Number(scores[entry] >= limit);
    return answered;
}

;// CONCATENATED MODULE: ./lib/src/score/multilabel/per-image.js
/**
 * Scores of multi-label answers that are means over images. Definitions are scikit-learn's, with `average='samples'`
 * and `zero_division=0`: an image without labels and without answers counts as 0 in F1 and Jaccard.
 */

/** 1 for each image whose labels are all answered and nothing else, in {0, 1}. */
const subsetAccuracyPerImage = (columns) => per_image_perImage(columns, ({ support, predicted, hits }) => Number(support === hits && predicted === hits));
/** Share of each image's k labels that are answered wrongly, in [0, 1]. */
const hammingLossPerImage = (columns) => per_image_perImage(columns, ({ support, predicted, hits }) => (support + predicted - 2 * hits) / columns.classes);
/** F1 of each image's answered labels, in [0, 1]. */
const f1PerImage = (columns) => per_image_perImage(columns, ({ support, predicted, hits }) => per_image_ratio(2 * hits, support + predicted));
/** Intersection over union of each image's true and answered labels, in [0, 1]. */
const jaccardPerImage = (columns) => per_image_perImage(columns, ({ support, predicted, hits }) => per_image_ratio(hits, support + predicted - hits));
/**
 * Each image's binary cross-entropy, averaged over its k labels, in nats, ≥ 0. Scores are clipped to [ε, 1 − ε] with
 * the machine epsilon of their own type, as scikit-learn's `log_loss` of each label by itself.
 */
function logLossPerImage({ classes, truth, scores }) {
    const epsilon = scores instanceof Float32Array ? 2 ** -23 : 2 ** -52;
    const loss = new Float64Array(truth.length / classes);
    for (let entry = 0; entry < truth.length; entry++) {
        const score = Math.min(Math.max(scores[entry], epsilon), 1 - epsilon);
        loss[Math.trunc(entry / classes)] -= (truth[entry] ? Math.log(score) : Math.log1p(-score)) / classes;
    }
    return loss;
}
function per_image_perImage(columns, score) {
    const { classes, truth } = columns;
    const answered = answeredLabels(columns);
    return Float64Array.from({ length: multilabel_columns_imageCount(columns) }, (_, i) => {
        const counts = { support: 0, predicted: 0, hits: 0 };
        for (let entry = i * classes; entry < (i + 1) * classes; entry++) {
            counts.support += truth[entry];
            counts.predicted += answered[entry];
            counts.hits += truth[entry] & answered[entry];
        }
        return score(counts);
    });
}
const per_image_ratio = (part, whole) => (whole === 0 ? 0 : part / whole);

;// CONCATENATED MODULE: ./lib/src/score/multilabel/ranking.js
/** Ranking scores of labels, each prepared by sorting once, so that a bootstrap asks for thousands under image weights. */

/**
 * Mean average precision: Σ (R_i − R_{i−1})·P_i of each label, averaged over the labels, in [0, 1]. A label that no
 * image has counts as 0, as in `average_precision_score(average='macro')`. NaN of no images.
 */
const macroPrAuc = (columns) => ranking_macro(columns, averagePrecision);
/** Area under the ROC curve averaged over the labels, in [0, 1]; NaN as soon as all images, or none, have one label. */
const macroRocAuc = (columns) => ranking_macro(columns, areaUnderRoc);
/** Average precision of all n × k answers as one ranking, in [0, 1]; 0 where no image has a label, NaN of no images. */
function microPrAuc({ classes, truth, scores }) {
    if (truth.length === 0)
        return () => Number.NaN;
    const { order, ...rest } = rank(truth, scores);
    const ranking = { ...rest, order: order.map((entry) => Math.trunc(entry / classes)) };
    return (weights) => averagePrecision(ranking, weights);
}
/** Average precision of each label, in [0, 1]; 0 where no image has it. */
function averagePrecisionPerLabel(columns) {
    return Float64Array.from({ length: columns.classes }, (_, c) => averagePrecision(rankLabel(columns, c)));
}
function ranking_macro(columns, ofRanking) {
    const { classes, truth } = columns;
    if (truth.length === 0)
        return () => Number.NaN;
    const rankings = Array.from({ length: classes }, (_, c) => rankLabel(columns, c));
    return (weights) => {
        let total = 0;
        for (const ranking of rankings)
            total += ofRanking(ranking, weights);
        return total / classes;
    };
}
function rankLabel({ classes, truth, scores }, c) {
    const own = (_, entry) => entry % classes === c;
    return rank(truth.filter(own), scores.filter(own));
}
function rank(truth, scores) {
    const order = Int32Array.from(truth, (_, entry) => entry).sort((left, right) => scores[right] - scores[left]);
    return {
        order,
        positive: Uint8Array.from(order, (entry) => truth[entry]),
        closes: Uint8Array.from(order, (entry, at) => Number(at + 1 === order.length || scores[entry] !== scores[order[at + 1]])),
    };
}

;// CONCATENATED MODULE: ./lib/src/score/multilabel/units.js
/** What bootstraps of multi-label scores resample. */




/** Each image's support, answers and hits of the given labels; `talliesOf` reads the sums. */
function labelAddends(columns, labels) {
    const { classes, truth, scores } = columns;
    const limit = answerLimit(columns);
    const size = labels.length;
    return listAddends(multilabel_columns_imageCount(columns), 3 * size, (image, add) => {
        labels.forEach((label, c) => {
            const entry = image * classes + label;
            const answered = Number(scores[entry] >= limit);
            add(c, truth[entry]);
            add(size + c, answered);
            add(2 * size + c, truth[entry] * answered);
        });
    });
}
/**
 * Units of a ranking score. Each model's images are ranked by themselves; both together, which takes twice as long, only
 * where base and head are exchanged in some of the units.
 */
function rankedUnits(prepare, base, head, direction, cluster) {
    const [ofBase, ofHead] = [prepare(base), prepare(head)];
    const changed = changedImages(base, head);
    const units = groupRows(changed.length, cluster);
    const sign = direction === 'higher' ? 1 : -1;
    const weights = new Float64Array(changed.length);
    let pooled = null;
    return {
        counts: new Int32Array(units.length).fill(1),
        discordant: Uint8Array.from(units, (rows) => Number(rows.some((i) => changed[i] === 1))),
        effect(drawn, swapped) {
            if (swapped) {
                pooled ??= weightedUnits(prepare(pool(base, head)), changed, direction, cluster);
                return pooled.effect(drawn, swapped);
            }
            units.forEach((rows, t) => {
                for (const i of rows)
                    weights[i] = drawn[t];
            });
            return sign * (ofBase(weights) - ofHead(weights));
        },
    };
}
function changedImages(base, head) {
    const { classes } = base;
    return Uint8Array.from({ length: multilabel_columns_imageCount(base) }, (_, i) => {
        for (let at = i * classes; at < (i + 1) * classes; at++)
            if (base.scores[at] !== head.scores[at])
                return 1;
        return 0;
    });
}
/** Base's images and then head's. */
function pool(base, head) {
    const truth = new Uint8Array(2 * base.truth.length);
    const scores = new Float64Array(2 * base.truth.length);
    truth.set(base.truth);
    truth.set(head.truth, base.truth.length);
    scores.set(base.scores);
    scores.set(head.scores, base.truth.length);
    return { ...base, truth, scores };
}

;// CONCATENATED MODULE: ./lib/src/score/multilabel/scores.js
/** The multi-label scores that a policy's `score:` may take, and how each is computed and compared. */












const multilabel_scores_scores = {
    micro_f1: { kind: 'tallies', direction: 'higher', ofTallies: microF1 },
    macro_f1: { kind: 'tallies', direction: 'higher', ofTallies: macroF1 },
    weighted_f1: { kind: 'tallies', direction: 'higher', ofTallies: weightedF1 },
    samples_f1: { kind: 'mean', direction: 'higher', perImage: f1PerImage },
    macro_precision: { kind: 'tallies', direction: 'higher', ofTallies: macroPrecision },
    macro_recall: { kind: 'tallies', direction: 'higher', ofTallies: macroRecall },
    subset_accuracy: { kind: 'mean', direction: 'higher', perImage: subsetAccuracyPerImage },
    hamming_loss: { kind: 'mean', direction: 'lower', perImage: hammingLossPerImage },
    jaccard: { kind: 'mean', direction: 'higher', perImage: jaccardPerImage },
    macro_pr_auc: { kind: 'ranking', direction: 'higher', prepare: macroPrAuc },
    micro_pr_auc: { kind: 'ranking', direction: 'higher', prepare: microPrAuc },
    macro_roc_auc: { kind: 'ranking', direction: 'higher', prepare: macroRocAuc },
    log_loss: { kind: 'mean', direction: 'lower', perImage: logLossPerImage },
};
/** Every name that `computeMultilabelScore` knows, in the order reports list them. */
const multilabelScoreNames = Object.keys(multilabel_scores_scores);
/** Whether a policy's word names a multi-label score. */
const isMultilabelScore = (name) => Object.hasOwn(multilabel_scores_scores, name);
/** Whether a score reads more than which labels were answered. */
const needsScores = (name) => name === 'log_loss' || multilabel_scores_scores[name].kind === 'ranking';
/** Which way is better. */
const multilabelDirection = (name) => multilabel_scores_scores[name].direction;
/**
 * One score of one model.
 *
 * @returns the score; NaN where it is undefined (no images, or as the score's own function documents)
 * @throws {RangeError} where lengths disagree
 */
function computeMultilabelScore(name, columns) {
    checkMultilabel(columns);
    const score = multilabel_scores_scores[name];
    if (columns.truth.length === 0)
        return Number.NaN;
    switch (score.kind) {
        case 'mean':
            return probability_mean(score.perImage(columns));
        case 'tallies':
            return score.ofTallies(talliesOf(sumAddends(labelAddends(columns, labelsOf(columns)))));
        case 'ranking':
            return score.prepare(columns)();
    }
}
/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
function multilabelScoredUnits(name, columns, cluster) {
    checkMultilabel(columns);
    const score = multilabel_scores_scores[name];
    switch (score.kind) {
        case 'mean':
            return meanOfUnits(score.perImage(columns), cluster);
        case 'tallies': {
            const addends = labelAddends(columns, labelsOf(columns));
            return summedOfUnits(addends, (sums) => score.ofTallies(talliesOf(sums)), cluster);
        }
        case 'ranking':
            return weightedOfUnits(score.prepare(columns), multilabel_columns_imageCount(columns), cluster);
    }
}
/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (near duplicates, one patient)
 * @throws {RangeError} where lengths disagree, or the two differ in images or labels
 */
function multilabelPairedUnits(name, base, head, cluster) {
    multilabel_columns_checkPaired(base, head);
    const score = multilabel_scores_scores[name];
    switch (score.kind) {
        case 'mean':
            return meanUnits(score.perImage(base), score.perImage(head), score.direction, cluster);
        case 'tallies': {
            const [own, theirs] = [labelAddends(base, labelsOf(base)), labelAddends(head, labelsOf(head))];
            return summedUnits(own, theirs, (sums) => score.ofTallies(talliesOf(sums)), score.direction, cluster);
        }
        case 'ranking':
            return rankedUnits(score.prepare, base, head, score.direction, cluster);
    }
}
/** What each label scores by itself; `n` counts the images that have it. */
function perClassMultilabel(columns) {
    checkMultilabel(columns);
    const tallies = talliesOf(sumAddends(labelAddends(columns, labelsOf(columns))));
    const averagePrecision = averagePrecisionPerLabel(columns);
    return Array.from(tallies.support, (n, c) => ({
        n,
        values: {
            precision: precisionOfClass(tallies, c),
            recall: recallOfClass(tallies, c),
            f1: f1OfClass(tallies, c),
            average_precision: averagePrecision[c],
        },
    }));
}
/** What the paired bootstrap of one label's F1 resamples. @throws {RangeError} as `multilabelPairedUnits` */
function scores_classPairedUnits(label, base, head, cluster) {
    multilabel_columns_checkPaired(base, head);
    const [own, theirs] = [labelAddends(base, [label]), labelAddends(head, [label])];
    return summedUnits(own, theirs, (sums) => f1OfClass(talliesOf(sums), 0), 'higher', cluster);
}
const labelsOf = ({ classes }) => Array.from({ length: classes }, (_, c) => c);

;// CONCATENATED MODULE: ./lib/src/score/multilabel/task.js






/** The scores of multi-label classification. Labels are compared by F1, groups by the declared score. */
const multilabel = judgedByScore({
    names: multilabelScoreNames,
    direction: multilabelDirection,
    compute: (name, results) => results.hard && needsScores(name)
        ? Number.NaN
        : computeMultilabelScore(name, results),
    single: multilabelScoredUnits,
    paired: multilabelPairedUnits,
    select: multilabel_columns_selectImages,
    classScore: 'f1',
    classes: perClassMultilabel,
    compareClass(label, base, head, cluster) {
        const [own, theirs] = [base, head].map((results) => talliesOf(sumAddends(labelAddends(results, [label]))));
        const n = own.support[0];
        if (n === 0)
            return null;
        const units = scores_classPairedUnits(label, base, head, cluster);
        return { score: 'f1', n, units, base: f1OfClass(own, 0), head: f1OfClass(theirs, 0) };
    },
    shares: null,
    confusion: () => null,
});

;// CONCATENATED MODULE: ./lib/src/score/restoration/columns.js
/** Throws unless there is one value of each per image. */
function checkRestoration({ psnr, ssim }) {
    if (psnr.length !== ssim.length) {
        throw new RangeError(`Expected ${psnr.length} values for \`ssim\` but received ${ssim.length}. Pass one value of each per image.`);
    }
}
/** Throws unless both models have as many images. */
function restoration_columns_checkPaired(base, head) {
    checkRestoration(base);
    checkRestoration(head);
    if (base.psnr.length !== head.psnr.length) {
        throw new RangeError(`Expected ${base.psnr.length} images in \`head\` but received ${head.psnr.length}. Compare both models on one set of images.`);
    }
}
/** The columns of some of the images, in the order given; an image may be asked for more than once. */
function restoration_columns_selectImages(columns, images) {
    const select = (values) => Float64Array.from(images, (image) => values[image]);
    return { ...columns, psnr: select(columns.psnr), ssim: select(columns.ssim) };
}

;// CONCATENATED MODULE: ./lib/src/score/restoration/scores.js
/** The restoration scores that a policy's `score:` may take: means over images. */





/** What an image counts at most, in dB: equal pictures have no noise, and one of them must not drown all others. */
const HIGHEST_PSNR = 100;
const restoration_scores_scores = {
    /** Mean over images of the peak signal-to-noise ratio in dB, each at most 100. */
    psnr: ({ psnr }) => psnr.map((value) => Math.min(value, HIGHEST_PSNR)),
    /** Mean over images of the structural similarity, in [−1, 1]. */
    ssim: ({ ssim }) => ssim,
};
/** Every name that `computeRestorationScore` knows, in the order reports list them. */
const restorationScoreNames = Object.keys(restoration_scores_scores);
/** Whether a policy's word names a restoration score. */
const isRestorationScore = (name) => Object.hasOwn(restoration_scores_scores, name);
/** Which way is better: higher, for both. */
const restorationDirection = (_name) => 'higher';
/**
 * One score of one model.
 *
 * @returns the score; NaN of no images
 * @throws {RangeError} where lengths disagree
 */
function computeRestorationScore(name, columns) {
    checkRestoration(columns);
    return probability_mean(restoration_scores_scores[name](columns));
}
/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
function restorationScoredUnits(name, columns, cluster) {
    checkRestoration(columns);
    return meanOfUnits(restoration_scores_scores[name](columns), cluster);
}
/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film)
 * @throws {RangeError} where lengths disagree, or the two differ in number of images
 */
function restorationPairedUnits(name, base, head, cluster) {
    restoration_columns_checkPaired(base, head);
    return meanUnits(restoration_scores_scores[name](base), restoration_scores_scores[name](head), restorationDirection(name), cluster);
}

;// CONCATENATED MODULE: ./lib/src/score/restoration/task.js


/** The scores of image restoration, which has no classes. Groups are compared by the declared score. */
const restoration = judgedByScore({
    names: restorationScoreNames,
    direction: restorationDirection,
    compute: computeRestorationScore,
    single: restorationScoredUnits,
    paired: restorationPairedUnits,
    select: restoration_columns_selectImages,
    classScore: null,
    classes: () => [],
    compareClass: () => null,
    shares: null,
    confusion: () => null,
});

;// CONCATENATED MODULE: ./lib/src/score/segmentation/overlap.js
/**
 * Intersection over union of a class, hits / (support + predicted − hits), in [0, 1]; NaN where it is neither true nor
 * predicted.
 */
function iouOfClass({ support, predicted, hits }, c) {
    return hits[c] / (support[c] + predicted[c] - hits[c]);
}
/** Dice coefficient of a class, 2·hits / (support + predicted), in [0, 1]; NaN where it is neither true nor predicted. */
function diceOfClass({ support, predicted, hits }, c) {
    return (2 * hits[c]) / (support[c] + predicted[c]);
}
/** Mean IoU of the classes that are true or predicted somewhere, in [0, 1]; NaN where none is. */
const meanIou = (tallies) => meanOfUsed(iouOfClass, tallies);
/** Mean Dice coefficient of the classes that are true or predicted somewhere, in [0, 1]; NaN where none is. */
const meanDice = (tallies) => meanOfUsed(diceOfClass, tallies);
/** IoU of the classes weighted by their true pixels, in [0, 1]; NaN where there are none. */
function frequencyWeightedIou(tallies) {
    const { support } = tallies;
    let total = 0;
    let pixels = 0;
    for (let c = 0; c < support.length; c++) {
        if (support[c] === 0)
            continue;
        total += support[c] * iouOfClass(tallies, c);
        pixels += support[c];
    }
    return total / pixels;
}
function meanOfUsed(ofClass, tallies) {
    const { support, predicted } = tallies;
    let total = 0;
    let used = 0;
    for (let c = 0; c < support.length; c++) {
        if (support[c] + predicted[c] === 0)
            continue;
        total += ofClass(tallies, c);
        used++;
    }
    return total / used;
}

;// CONCATENATED MODULE: ./lib/src/score/segmentation/columns.js
/** Number of images, n. */
const segmentation_columns_imageCount = ({ start }) => start.length - 1;
/** Throws unless the lengths agree and every cell is one of k × k. */
function checkSegmentation({ classes, start, cell, pixels, boundary }) {
    if (!Number.isInteger(classes) || classes < 1) {
        throw new RangeError(`Expected a positive integer for \`classes\` but received ${classes}. Pass the number of classes the model has.`);
    }
    const entries = start.at(-1);
    if (entries === undefined || entries !== cell.length || entries !== pixels.length) {
        throw new RangeError(`Expected as many values for \`cell\` and \`pixels\` as \`start\` ends with (${entries}) but received ${cell.length} and ${pixels.length}. Lay the images' confusions end to end.`);
    }
    const at = cell.findIndex((value) => value < 0 || value >= classes * classes);
    if (at >= 0) {
        throw new RangeError(`Expected a cell in [0, ${classes * classes}) for \`cell[${at}]\` but received ${cell[at]}. Number cells as true class × ${classes} + predicted class.`);
    }
    const counts = segmentation_columns_imageCount({ start }) * classes;
    for (const [name, values] of Object.entries(boundary ?? {})) {
        if (values.length === counts)
            continue;
        throw new RangeError(`Expected ${counts} values for \`boundary.${name}\` but received ${values.length}. Pass one row of classes per image.`);
    }
}
/** Throws unless both models answered for the same true maps. */
function segmentation_columns_checkPaired(base, head) {
    checkSegmentation(base);
    checkSegmentation(head);
    if (base.classes !== head.classes) {
        throw new RangeError(`Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one list of classes first.`);
    }
    const [own, theirs] = [supports(base), supports(head)];
    if (own.length !== theirs.length || own.some((pixels, at) => pixels !== theirs[at])) {
        throw new RangeError('Expected the same true pixels of each class in `base` and `head` but received others. Compare both models on one set of true maps.');
    }
}
/** True pixels of each class in each image, row-major [n × k]. */
function supports({ classes, start, cell, pixels }) {
    const support = new Float64Array(segmentation_columns_imageCount({ start }) * classes);
    for (let i = 0; i < segmentation_columns_imageCount({ start }); i++) {
        for (let e = start[i]; e < start[i + 1]; e++)
            support[i * classes + Math.trunc(cell[e] / classes)] += pixels[e];
    }
    return support;
}
/** The columns of some of the images, in the order given; an image may be asked for more than once. */
function segmentation_columns_selectImages(columns, images) {
    const { classes, boundary } = columns;
    const start = new Int32Array(images.length + 1);
    for (let i = 0; i < images.length; i++) {
        start[i + 1] = start[i] + columns.start[images[i] + 1] - columns.start[images[i]];
    }
    const cell = new Int32Array(start[images.length]);
    const pixels = new Float64Array(start[images.length]);
    for (let i = 0; i < images.length; i++) {
        const [from, to] = [columns.start[images[i]], columns.start[images[i] + 1]];
        cell.set(columns.cell.subarray(from, to), start[i]);
        pixels.set(columns.pixels.subarray(from, to), start[i]);
    }
    const rows = (values) => {
        const selected = new Float64Array(images.length * classes);
        for (let i = 0; i < images.length; i++) {
            selected.set(values.subarray(images[i] * classes, (images[i] + 1) * classes), i * classes);
        }
        return selected;
    };
    return {
        ...columns,
        start,
        cell,
        pixels,
        boundary: boundary && {
            predicted: rows(boundary.predicted),
            predictedMatched: rows(boundary.predictedMatched),
            truth: rows(boundary.truth),
            truthMatched: rows(boundary.truthMatched),
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/score/segmentation/sums.js
/** What each image adds to the sums that segmentation scores are read from. */




/** Each image's true, predicted and agreeing pixels of each class; `talliesOf` reads the sums. */
function pixelAddends(columns) {
    const row = new Float64Array(3 * columns.classes);
    return listAddends(segmentation_columns_imageCount(columns), row.length, (image, add) => {
        countPixels(columns, image, row);
        row.forEach((pixels, at) => {
            add(at, pixels);
        });
    });
}
/** The same of one class alone. */
function classAddends(category, columns) {
    const { classes } = columns;
    const row = new Float64Array(3 * classes);
    return listAddends(segmentation_columns_imageCount(columns), 3, (image, add) => {
        countPixels(columns, image, row);
        for (let at = 0; at < 3; at++)
            add(at, row[at * classes + category]);
    });
}
/** Each image's own mean IoU, and 1 where it has one; `meanOfSums` reads the sums. */
function imageIouAddends(columns) {
    const row = new Float64Array(3 * columns.classes);
    return listAddends(segmentation_columns_imageCount(columns), 2, (image, add) => {
        countPixels(columns, image, row);
        const iou = meanIou(talliesOf(row));
        if (Number.isNaN(iou))
            return;
        add(0, iou);
        add(1, 1);
    });
}
/**
 * Each image's boundary F-measure of each class, and 1 where the class has a boundary in either map; `meanOfSums` reads
 * the sums. Of no width where outlines were not compared.
 */
function boundaryAddends(columns) {
    const { classes, boundary } = columns;
    return listAddends(segmentation_columns_imageCount(columns), boundary ? 2 * classes : 0, (image, add) => {
        if (boundary === null)
            return;
        for (let c = 0, at = image * classes; c < classes; c++, at++) {
            const [answered, own] = [boundary.predicted[at], boundary.truth[at]];
            if (answered + own === 0)
                continue;
            const precision = answered === 0 ? 1 : boundary.predictedMatched[at] / answered;
            const recall = own === 0 ? 1 : boundary.truthMatched[at] / own;
            add(c, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall));
            add(classes + c, 1);
        }
    });
}
/** Means from totals followed by how many each is of, averaged over those that are defined; NaN where none is. */
function meanOfSums(sums) {
    const size = sums.length / 2;
    let total = 0;
    let defined = 0;
    for (let at = 0; at < size; at++) {
        if (sums[size + at] === 0)
            continue;
        total += sums[at] / sums[size + at];
        defined++;
    }
    return total / defined;
}
function countPixels({ classes, start, cell, pixels }, image, row) {
    row.fill(0);
    for (let e = start[image]; e < start[image + 1]; e++) {
        const own = Math.trunc(cell[e] / classes);
        const answer = cell[e] % classes;
        row[own] += pixels[e];
        row[classes + answer] += pixels[e];
        if (own === answer)
            row[2 * classes + own] += pixels[e];
    }
}

;// CONCATENATED MODULE: ./lib/src/score/segmentation/scores.js
/** The segmentation scores that a policy's `score:` may take, and how each is computed and compared. */







const ofPixels = (score) => ({
    addends: pixelAddends,
    ofSums: (sums) => score(talliesOf(sums)),
});
const segmentation_scores_scores = {
    /** Of all images' pixels together. */
    mean_iou: ofPixels(meanIou),
    mean_dice: ofPixels(meanDice),
    pixel_accuracy: ofPixels(accuracy),
    mean_class_accuracy: ofPixels(balancedAccuracy),
    frequency_weighted_iou: ofPixels(frequencyWeightedIou),
    /** Mean over images, of those with a pixel that counts, of the mean IoU of the classes true or predicted in each. */
    mean_image_iou: { addends: imageIouAddends, ofSums: meanOfSums },
    /** Mean over classes of the mean over the images in which the class has a boundary. NaN where none were compared. */
    boundary_f: { addends: boundaryAddends, ofSums: meanOfSums },
};
/** Every name that `computeSegmentationScore` knows, in the order reports list them. */
const segmentationScoreNames = Object.keys(segmentation_scores_scores);
/** Whether a policy's word names a segmentation score. */
const isSegmentationScore = (name) => Object.hasOwn(segmentation_scores_scores, name);
/** Which way is better: higher, for every one. */
const segmentationDirection = (_name) => 'higher';
/**
 * One score of one model, in [0, 1].
 *
 * @returns the score; NaN where it is undefined: no images, or no pixel that counts
 * @throws {RangeError} where lengths disagree
 */
function computeSegmentationScore(name, columns) {
    checkSegmentation(columns);
    const { addends, ofSums } = segmentation_scores_scores[name];
    return ofSums(sumAddends(addends(columns)));
}
/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
function segmentationScoredUnits(name, columns, cluster) {
    checkSegmentation(columns);
    const { addends, ofSums } = segmentation_scores_scores[name];
    return summedOfUnits(addends(columns), ofSums, cluster);
}
/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film, one patient)
 * @throws {RangeError} where lengths disagree, or the two differ in images, classes or true pixels
 */
function segmentationPairedUnits(name, base, head, cluster) {
    segmentation_columns_checkPaired(base, head);
    const { addends, ofSums } = segmentation_scores_scores[name];
    return summedUnits(addends(base), addends(head), ofSums, segmentationDirection(name), cluster);
}
/** What each class scores in all images together; `n` counts its true pixels. */
function perClassSegmentation(columns) {
    checkSegmentation(columns);
    const { classes } = columns;
    const tallies = talliesOf(sumAddends(pixelAddends(columns)));
    const boundary = sumAddends(boundaryAddends(columns));
    return Array.from(tallies.support, (n, c) => ({
        n,
        values: {
            iou: iouOfClass(tallies, c),
            dice: diceOfClass(tallies, c),
            boundary_f: columns.boundary ? boundary[c] / boundary[classes + c] : Number.NaN,
        },
    }));
}
/** What the paired bootstrap of one class's IoU resamples. @throws {RangeError} as `segmentationPairedUnits` */
function segmentation_scores_classPairedUnits(category, base, head, cluster) {
    segmentation_columns_checkPaired(base, head);
    const [own, theirs] = [classAddends(category, base), classAddends(category, head)];
    return summedUnits(own, theirs, (sums) => iouOfClass(talliesOf(sums), 0), 'higher', cluster);
}

;// CONCATENATED MODULE: ./lib/src/score/segmentation/task.js






/** The scores of semantic segmentation. Classes are compared by IoU, groups by the declared score. */
const segmentation = judgedByScore({
    names: segmentationScoreNames,
    direction: segmentationDirection,
    compute: computeSegmentationScore,
    single: segmentationScoredUnits,
    paired: segmentationPairedUnits,
    select: segmentation_columns_selectImages,
    classScore: 'iou',
    classes: perClassSegmentation,
    compareClass(category, base, head, cluster) {
        const n = imagesWith(category, base);
        if (n === 0)
            return null;
        const [own, theirs] = [base, head].map((results) => iouOfClass(talliesOf(sumAddends(classAddends(category, results))), 0));
        return { score: 'iou', n, units: segmentation_scores_classPairedUnits(category, base, head, cluster), base: own, head: theirs };
    },
    shares(results) {
        const { start, at, value } = imageIouAddends(results);
        const images = start.length - 1;
        const shares = { part: new Float64Array(images), whole: new Float64Array(images) };
        for (let image = 0; image < images; image++) {
            for (let e = start[image]; e < start[image + 1]; e++)
                (at[e] === 0 ? shares.part : shares.whole)[image] = value[e];
        }
        return shares;
    },
    confusion({ classes, cell, pixels }) {
        const counts = Array.from({ length: classes }, () => Array(classes).fill(0));
        cell.forEach((at, entry) => {
            counts[Math.trunc(at / classes)][at % classes] += pixels[entry];
        });
        return counts;
    },
});
/** Images in which a class is true somewhere. */
function imagesWith(category, { classes, start, cell, pixels }) {
    let images = 0;
    for (let i = 0; i + 1 < start.length; i++) {
        let own = 0;
        for (let e = start[i]; e < start[i + 1]; e++)
            if (Math.trunc(cell[e] / classes) === category)
                own += pixels[e];
        if (own > 0)
            images++;
    }
    return images;
}

;// CONCATENATED MODULE: ./lib/src/score/tasks.js





const tasks = {
    classification: classification,
    multilabel: multilabel,
    detection: detection,
    'instance-segmentation': detection,
    segmentation: segmentation,
    restoration: restoration,
};
/** The scores of a task, for results of any task: a caller has results of one. */
function tasks_scoresOf(task) {
    return tasks[task];
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
                    data: { model: model.model, size: growth.size, score: model.score, own: wording_score(own), theirs: wording_score(theirs) },
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
                    own: wording_score(rival.own),
                    score: model.score,
                    more: amount(model[rival.size] ?? 0),
                    size: dominated_model_sizes[rival.size],
                    other: rival.model.model,
                    theirs: wording_score(rival.theirs),
                    fewer: amount(rival.model[rival.size] ?? 0),
                },
            };
        }
    },
}));
const dominated_model_sizes = { parameters: 'parameters', macs: 'multiply–accumulates' };
/** The interval of the loss does not exclude that nothing was gained. */
function mayBeNoBetter({ interval }) {
    return interval[1] >= 0;
}
/** The larger of the two growths, unless one of them is a shrinkage. */
function growthOf(model, other) {
    const growths = ['parameters', 'macs'].flatMap((key) => {
        const [own, theirs] = [model[key], other[key]];
        return own !== null && theirs ? [{ key, size: dominated_model_sizes[key], ratio: own / theirs }] : [];
    });
    if (growths.length === 0 || growths.some(({ ratio }) => ratio < 1))
        return null;
    return growths.reduce((most, growth) => (growth.ratio > most.ratio ? growth : most));
}
/** The best of the smaller models that score at least as well on the same evaluation split. */
function bestRival(model, { models, scores }, growth) {
    const own = declared(scores[model.model]);
    if (!own)
        return null;
    const sign = tasks_scoresOf(model.task).direction(model.score) === 'higher' ? 1 : -1;
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

;// CONCATENATED MODULE: ./lib/rules/shared/baselines.js
/** What answers without a network, in the words of a sentence. */
const baselineNames = {
    majority: 'always answering the most frequent class',
    'nearest-centroid': 'the nearest class mean of colours and gradients of small pictures',
    'k-nearest-neighbours': 'a vote of the nearest neighbours by colours and gradients of small pictures',
    'logistic-regression': 'logistic regression on colours and gradients of small pictures',
    'label-frequencies': 'answering each label with its share of the training images',
    'mean-boxes': 'one mean box of each class in every image',
    'majority-pixels': 'answering the most frequent class everywhere',
    untouched: 'leaving the pictures as they are, enlarged by bicubic interpolation where need be',
};

;// CONCATENATED MODULE: ./lib/rules/model-choice/no-better-than-baseline.js




/* harmony default export */ const no_better_than_baseline = (defineRule({
    meta: {
        id: 'model-choice/no-better-than-baseline',
        title: 'A model is no better than a trivial one.',
        why: 'If something does as well that looks at thumbnails, or not at all, the network costs its weights, its latency and its upkeep for nothing, or something between the image and the network is broken.',
        fix: 'Look for the broken step first (preprocessing, label order, training), then ask whether the simple model will do.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['baselines'],
        uses: ['models', 'comparisons'],
        messages: {
            beaten: '{model} scores {own} in {score} on {n} images, and {baseline} scores {theirs}: the model is {verdict} with 95 % confidence, and more than {limit} is required.',
        },
        options: { margin: 'How much better than each baseline the model must be able to be, in the unit of the score.' },
    },
    defaults: { margin: 0 },
    *evaluate({ base, head, pair, options }) {
        for (const { model, score: name, baselines } of Object.values(head.baselines)) {
            for (const baseline of baselines) {
                const { method, margin, interval, n } = baseline;
                const [low, high] = interval;
                const sameAnswers = low === high;
                if (high > options.margin || (high === options.margin && !sameAnswers))
                    continue;
                const named = { subject: model, identity: `${model}/${method}` };
                const before = base.baselines?.[model]?.baselines.find((other) => other.method === method);
                yield {
                    message: 'beaten',
                    ...named,
                    at: head.models[model] && { path: head.models[model].path },
                    measured: margin,
                    limit: options.margin,
                    ...changeOfModel(pair, model, { ...named, family: 'score', worse: 'lower' }, before && { ...before, value: before.margin }, { value: margin, interval, n }),
                    data: {
                        model,
                        score: name,
                        own: wording_score(baseline.model),
                        n,
                        baseline: baselineNames[method],
                        theirs: wording_score(baseline.score),
                        verdict: high < 0 ? `worse by at least ${wording_score(-high)}` : `better by at most ${wording_score(high)}`,
                    },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/model-choice/non-spatial-architecture.js

/* harmony default export */ const non_spatial_architecture = (defineRule({
    meta: {
        id: 'model-choice/non-spatial-architecture',
        title: 'A network for pictures does not look at neighbouring pixels together.',
        why: 'A network of dense layers alone takes a picture for a list of numbers: an object that moves by a pixel is another one, and must be learnt again at each place. It needs far more images, and more parameters, than one with convolutions or attention.',
        fix: 'Use a small convolutional network or a vision transformer; a pretrained one needs fewer images still.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['models'],
        messages: {
            dense: '{model} takes pictures of {size} and has neither convolution nor pooling nor attention: {operators}.',
        },
        options: { side: 'Shorter side of the input in pixels, up to which a picture is a list of numbers.' },
    },
    defaults: { side: 8 },
    *evaluate({ head, options }) {
        for (const { model, path, inputs, operators, spatial, preprocessing } of Object.values(head.models)) {
            const input = inputs.find(({ shape }) => shape.length === 4);
            if (!input || spatial)
                continue;
            const sides = preprocessing.layout === 'nchw' ? input.shape.slice(2) : input.shape.slice(1, 3);
            const [height, width] = sides.map((side) => (typeof side === 'number' ? side : Number.POSITIVE_INFINITY));
            if (Math.min(height, width) <= options.side)
                continue;
            const known = Number.isFinite(height + width);
            yield {
                message: 'dense',
                subject: model,
                identity: model,
                at: { path },
                data: {
                    model,
                    size: known ? `${width} × ${height} pixels` : 'any size',
                    operators: Object.entries(operators)
                        .map(([name, count]) => `${count} ${name}`)
                        .join(', '),
                },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/model-choice/oversized-model.js



/** Values of a 16 × 16 thumbnail in three colours, and of its gradients. */
const features = 768 + 324;
/* harmony default export */ const oversized_model = (defineRule({
    meta: {
        id: 'model-choice/oversized-model',
        title: 'A model costs many times what a simple one does, and is hardly better.',
        why: 'Each run of the network costs its multiply–accumulates in time, power and hardware. Where a comparison of thumbnails comes within a few points, most of that buys nothing.',
        fix: 'Ask whether the simple model will do, or a network of a tenth of the size; show what the large one is needed for.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['models', 'baselines'],
        uses: ['samples'],
        messages: {
            oversized: '{model} takes {macs} multiply–accumulates an image and is better by at most {high} in {score} than {baseline}, which takes {cheap}: {times} times as much.',
        },
        options: {
            times: 'How many times the cost of a simple model is a lot.',
            margin: 'How much better the model must be able to be, in the unit of the score.',
        },
    },
    defaults: { times: 50, margin: 0.03 },
    *evaluate({ head, options }) {
        for (const { model, score: name, baselines } of Object.values(head.baselines)) {
            const own = head.models[model];
            if (!own || own.macs === null)
                continue;
            for (const baseline of baselines) {
                const cheap = costOf(baseline, own.labels.length, head.samples[own.dataset]);
                const [low, high] = baseline.interval;
                // One that is no better at all is `no-better-than-baseline`.
                if (cheap === null || own.macs / cheap < options.times || high > options.margin || high <= 0)
                    continue;
                yield {
                    message: 'oversized',
                    subject: model,
                    identity: `${model}/${baseline.method}`,
                    at: { path: own.path },
                    measured: baseline.margin,
                    limit: options.margin,
                    noise: high - low,
                    data: {
                        model,
                        macs: amount(own.macs),
                        high: wording_score(high),
                        score: name,
                        baseline: baselineNames[baseline.method],
                        cheap: amount(cheap),
                        times: amount(Math.round(own.macs / cheap)),
                    },
                };
            }
        }
    },
}));
/** Multiply–accumulates of one answer; `null` for one that looks at no picture. */
function costOf({ method }, classes, samples) {
    if (method === 'nearest-centroid' || method === 'logistic-regression')
        return classes * features;
    if (method !== 'k-nearest-neighbours')
        return null;
    const training = samples?.split.filter((split) => split === 'train').length ?? 0;
    return training === 0 ? null : Math.min(training, 2000) * features;
}

;// CONCATENATED MODULE: ./lib/rules/model-choice/vanishing-objects.js


/* harmony default export */ const vanishing_objects = (defineRule({
    meta: {
        id: 'model-choice/vanishing-objects',
        title: 'Objects vanish in the resize before the model.',
        why: 'What is a pixel or two wide after the resize cannot be found by any network, however good: it is missed in training and in use, and no score on small pictures shows why.',
        fix: 'Give the model a larger input, cut the images into tiles, or leave such objects out of the task and say so.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['models', 'samples'],
        uses: ['images'],
        messages: {
            vanishing: '{count} of {n} objects of {dataset} ({share}) are narrower than {pixels} pixels after the resize of {model}; most of them are {class}: {ofClass}.',
        },
        options: {
            pixels: 'Width and height in pixels of the resized picture that an object needs.',
            share: 'Share of objects that may be smaller, 0–1.',
        },
    },
    defaults: { pixels: 2, share: 0.01 },
    *evaluate({ head, options }) {
        for (const { model, dataset, preprocessing, preprocessingAt } of Object.values(head.models)) {
            const samples = head.samples[dataset];
            if (!samples?.annotations)
                continue;
            const small = smallObjects(samples, samples.annotations, head.images[dataset], preprocessing, options.pixels);
            const count = small.byClass.reduce((sum, own) => sum + own, 0);
            if (small.n === 0 || count / small.n <= options.share)
                continue;
            const most = small.byClass.indexOf(Math.max(...small.byClass));
            yield {
                message: 'vanishing',
                subject: model,
                identity: model,
                at: preprocessingAt,
                measured: count / small.n,
                limit: options.share,
                data: {
                    count,
                    n: small.n,
                    dataset,
                    share: percent(count / small.n),
                    pixels: options.pixels,
                    model,
                    class: samples.classes[most],
                    ofClass: small.byClass[most],
                },
            };
        }
    },
}));
/** Objects below a size after the resize, by class, and all whose size is known. */
function smallObjects(samples, { count, sample, category, boxes, unit }, images, { resize }, pixels) {
    const byClass = samples.classes.map(() => 0);
    let n = 0;
    for (let at = 0; at < count; at++) {
        const [row, label] = [sample[at], category[at]];
        if (row < 0 || label < 0)
            continue;
        const [width, height] = sizeOf(samples, images, row);
        const [across, down] = scalesOf(resize, width, height);
        const size = unit === 'pixels' ? [1, 1] : [width, height];
        const side = Math.min(boxes[4 * at + 2] * size[0] * across, boxes[4 * at + 3] * size[1] * down);
        if (!(side >= 0))
            continue;
        n += 1;
        if (side < pixels)
            byClass[label] += 1;
    }
    return { n, byClass };
}
/** As it is declared, else as it was decoded; NaN where neither is known. */
function sizeOf({ declared }, images, row) {
    if (declared && declared.width[row] > 0)
        return [declared.width[row], declared.height[row]];
    const [width, height] = [images?.width[row] ?? 0, images?.height[row] ?? 0];
    if (width === 0)
        return [Number.NaN, Number.NaN];
    return (images?.orientation[row] ?? 1) >= 5 ? [height, width] : [width, height];
}
function scalesOf(resize, width, height) {
    switch (resize.mode) {
        case 'none':
            return [1, 1];
        case 'stretch':
            return [resize.width / width, resize.height / height];
        case 'letterbox': {
            const scale = Math.min(resize.width / width, resize.height / height);
            return [scale, scale];
        }
        case 'shortest': {
            const shortest = resize.size / Math.min(width, height);
            const scale = resize.longest === undefined ? shortest : Math.min(shortest, resize.longest / Math.max(width, height));
            return [scale, scale];
        }
    }
}

;// CONCATENATED MODULE: ./lib/rules/preprocessing/beaten-preprocessing.js



/* harmony default export */ const beaten_preprocessing = (defineRule({
    meta: {
        id: 'preprocessing/beaten-preprocessing',
        title: 'A model does better with another preprocessing than with the declared one.',
        why: 'A model is fed other pixels than it was trained on when a mean, a channel order, a layout or a resize got lost on the way. It still answers, only worse, and nothing fails. The usual alternatives are tried on some evaluation images, and the best of them is tested on the others.',
        fix: 'Declare the preprocessing that the model was trained with; the finding names one that does better.',
        severity: 'error',
        recommended: true,
        measure: 'measured',
        needs: ['probes'],
        uses: ['models'],
        messages: {
            beaten: '{model} scores {better} in {score} with {alternative}, and {declared} {how} (n = {n}, {p}).',
        },
        options: {
            margin: "Gain of another preprocessing that is accepted, in the score's own unit: 0.01 is 1 point of accuracy.",
        },
    },
    defaults: { margin: 0.01 },
    *evaluate({ head, options }) {
        for (const { model, probes } of Object.values(head.probes)) {
            for (const { alternative, confirm } of probes) {
                const loss = confirm && confirm.n > 0 ? lossOf(confirm, options.margin) : null;
                if (!confirm || !loss)
                    continue;
                const { base: better, head: declared, ...test } = loss;
                const isDeclared = head.models[model]?.preprocessingDeclared ?? true;
                yield {
                    ...test,
                    message: 'beaten',
                    subject: model,
                    identity: model,
                    at: head.models[model]?.preprocessingAt,
                    family: 'score',
                    data: {
                        model,
                        score: confirm.score,
                        alternative,
                        better,
                        declared,
                        how: isDeclared ? 'as declared' : 'as it is fed where nothing is declared',
                        n: confirm.n,
                        p: pValue(test.p),
                    },
                };
            }
        }
    },
}));

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
            ? [{ message: 'layout', layout, fitting: first ? 'NHWC' : 'NCHW' }]
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
            layout: 'The preprocessing of {model} declares the layout {layout}, and the input {input} is {shape}: {fitting} fits it.',
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

;// CONCATENATED MODULE: ./lib/rules/preprocessing/distorted-aspect.js



/* harmony default export */ const distorted_aspect = (defineRule({
    meta: {
        id: 'preprocessing/distorted-aspect',
        title: 'A stretch to the size of the input squeezes many images.',
        why: 'A circle becomes an ellipse, and how flat depends on the picture: a model has to learn every shape in every distortion. Where training cropped or padded instead, it has never seen them.',
        fix: 'Keep the aspect ratio: resize the shorter side and crop (`size: { shortest_edge }`, `crop_size`), or pad (`letterbox`). If the model was trained with the stretch and is good enough, raise `ratio`.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['models', 'samples', 'images'],
        messages: {
            squeezed: '{model} stretches {share} of the images of {dataset} by a factor of more than {ratio}, {path} the most: {width} × {height} to {to}.',
        },
        options: {
            ratio: 'Factor by which one side may be stretched against the other: 1.78 is 16 : 9 made square.',
            share: 'Share of images that may be stretched by more.',
        },
    },
    defaults: { ratio: 1.75, share: 0.1 },
    *evaluate({ head, options }) {
        for (const { model, dataset, preprocessing, preprocessingAt } of Object.values(head.models)) {
            const [samples, images] = [head.samples[dataset], head.images[dataset]];
            const { resize, orientation } = preprocessing;
            if (!samples || !images || resize.mode !== 'stretch')
                continue;
            let n = 0;
            let squeezed = 0;
            let worst = { row: -1, factor: 0, width: 0, height: 0 };
            for (let row = 0; row < samples.count; row += 1) {
                if (images.error[row] !== null || images.width[row] === 0)
                    continue;
                const isTurned = orientation === 'apply' && images.orientation[row] >= 5;
                const [width, height] = isTurned
                    ? [images.height[row], images.width[row]]
                    : [images.width[row], images.height[row]];
                const ratio = (width * resize.height) / (height * resize.width);
                const factor = Math.max(ratio, 1 / ratio);
                n += 1;
                if (factor > options.ratio)
                    squeezed += 1;
                if (factor > worst.factor)
                    worst = { row, factor, width, height };
            }
            if (n === 0 || squeezed / n <= options.share)
                continue;
            yield {
                message: 'squeezed',
                subject: model,
                identity: model,
                at: preprocessingAt,
                measured: squeezed / n,
                limit: options.share,
                data: {
                    model,
                    share: percent(squeezed / n),
                    dataset,
                    ratio: options.ratio,
                    path: samples.path[worst.row],
                    width: worst.width,
                    height: worst.height,
                    to: `${resize.width} × ${resize.height}`,
                },
                evidence: imageOf(samples, worst.row),
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/label-changes.js
/** Words in the names of classes that change places under an effect. */
const words = [
    [['horizontal flip', 'half turn'], [['left', 'right']]],
    [
        ['vertical flip', 'half turn'],
        [
            ['up', 'down'],
            ['upward', 'downward'],
            ['top', 'bottom'],
            ['upper', 'lower'],
        ],
    ],
    [
        ['quarter turn'],
        [
            ['horizontal', 'vertical'],
            ['portrait', 'landscape'],
            ['left', 'up'],
            ['left', 'down'],
            ['right', 'up'],
            ['right', 'down'],
        ],
    ],
];
/** Signs of writing that become another sign. */
const signs = [
    [
        'horizontal flip',
        [
            ['b', 'd'],
            ['p', 'q'],
            ['(', ')'],
            ['<', '>'],
        ],
    ],
    [
        'vertical flip',
        [
            ['b', 'p'],
            ['d', 'q'],
            ['M', 'W'],
        ],
    ],
    [
        'half turn',
        [
            ['6', '9'],
            ['b', 'q'],
            ['d', 'p'],
            ['n', 'u'],
            ['M', 'W'],
        ],
    ],
    ['quarter turn', [['N', 'Z']]],
];
/** Digits in words, which class lists of digits often have. */
const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Signs that a mirror leaves as they are, seen from the side and from above. */
const mirrored = {
    'horizontal flip': /^[08AHIMOTUVWXYilovwx+*=|-]$/,
    'vertical flip': /^[038BCDEHIKOXclox+*=|-]$/,
};
/** Pairs of classes that an effect makes of each other. */
function swapsOf(effect, labels) {
    const byName = new Map(labels.map((label) => [partsOf(label).join(' '), label]));
    const pairs = words.flatMap(([under, known]) => (under.includes(effect) ? known : []));
    const ofWords = labels.flatMap((label) => pairs.flatMap(([a, b]) => {
        const parts = partsOf(label);
        if (!parts.includes(a))
            return [];
        const other = byName.get(parts.map((part) => (part === a ? b : part)).join(' '));
        return other === undefined ? [] : [[label, other]];
    }));
    const written = new Map(labels.map((label) => [signOf(label), label]));
    const ofSigns = signs.flatMap(([under, known]) => (under === effect ? known : []).flatMap(([a, b]) => {
        const [from, to] = [written.get(a), written.get(b)];
        return from === undefined || to === undefined ? [] : [[from, to]];
    }));
    return [...ofWords, ...ofSigns];
}
/** Digits and letters that have a wrong side, in a class list that consists of such signs. */
function unreadableUnder(effect, labels) {
    const symmetric = mirrored[effect];
    const written = labels.filter((label) => /^[0-9A-Za-z]$/.test(signOf(label)));
    if (!symmetric || written.length < 3 || written.length < labels.length / 2)
        return [];
    return written.filter((label) => !symmetric.test(signOf(label)));
}
function signOf(label) {
    const digit = digits.indexOf(label.toLowerCase());
    return digit >= 0 ? String(digit) : label.trim();
}
/** Words of a name: `turnLeft_sign` is turn, left, sign. */
function partsOf(label) {
    return label
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((part) => part !== '');
}

;// CONCATENATED MODULE: ./lib/rules/preprocessing/harmful-augmentation.js



/* harmony default export */ const harmful_augmentation = (defineRule({
    meta: {
        id: 'preprocessing/harmful-augmentation',
        title: 'An augmentation turns images of one class into images of another.',
        why: 'A flip leaves a cat a cat, and makes a left arrow a right one. The label stays, so that training teaches the model the opposite of the truth for every image that is flipped.',
        fix: 'Take the transform out, or swap the label together with the image.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['augmentation', 'models'],
        messages: {
            swapped: '{transform} ({effect}) turns {from} into {to}, and both are classes of {model}.',
            unreadable: '{transform} ({effect}) makes signs that nobody writes of {classes}, which are classes of {model}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { model, transforms } of Object.values(head.augmentation)) {
            const labels = head.models[model]?.labels ?? [];
            const told = new Set();
            for (const { name, effects, at } of transforms) {
                for (const effect of effects) {
                    const [pair] = swapsOf(effect, labels);
                    const unread = pair ? [] : unreadableUnder(effect, labels);
                    if ((!pair && unread.length === 0) || told.has(effect))
                        continue;
                    told.add(effect);
                    const shared = { subject: model, identity: `${model}/${effect}`, at };
                    if (pair) {
                        const [from, to] = pair;
                        yield { ...shared, message: 'swapped', data: { model, transform: name, effect, from, to } };
                    }
                    else {
                        yield {
                            ...shared,
                            message: 'unreadable',
                            severity: 'warning',
                            data: { model, transform: name, effect, classes: shortened(unread) },
                        };
                    }
                }
            }
        }
    },
}));
function shortened(labels) {
    const shown = labels.slice(0, 5);
    return labels.length > shown.length ? `${shown.join(', ')} and ${labels.length - shown.length} more` : listed(shown);
}

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

;// CONCATENATED MODULE: ./lib/rules/preprocessing/missing-augmentation.js




/** The transform in words, and the augmentation that prepares for it. */
const missing_augmentation_words = {
    brighter: ['are brighter by a quarter', 'changes of brightness'],
    darker: ['are darker by a fifth', 'changes of brightness'],
    'less contrast': ['have three quarters of the contrast', 'changes of contrast'],
    blur: ['are slightly blurred', 'blur'],
    rotation: ['are turned by 5°', 'small rotations'],
    mirror: ['are mirrored', 'horizontal flips'],
};
/* harmony default export */ const missing_augmentation = (defineRule({
    meta: {
        id: 'preprocessing/missing-augmentation',
        title: 'A model fails on images that are mildly changed, and its augmentation has no such change.',
        why: 'Another camera, another light or another hand changes a picture by this much every day. A model that has only seen one kind of picture answers another one to them, and an augmentation costs a line.',
        fix: 'Add the transform to the augmentation of the training, or, if such images never come, raise `tolerance`.',
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['mildness'],
        uses: ['models', 'augmentation'],
        messages: {
            weak: '{model} scores {changed} in {score} on images that {transform}, and {plain} on the same as they are (n = {n}, {p}): its augmentation has no {missing}.',
        },
        options: { tolerance: "Loss that is accepted, in the score's own unit: 0.05 is 5 points of accuracy." },
    },
    defaults: { tolerance: 0.05 },
    *evaluate({ head, options }) {
        for (const { model, transforms } of Object.values(head.mildness)) {
            const labels = head.models[model]?.labels ?? [];
            const isMirrored = swapsOf('horizontal flip', labels).length + unreadableUnder('horizontal flip', labels).length > 0;
            for (const { transform, compared } of transforms) {
                if (compared.n === 0 || (transform === 'mirror' && isMirrored))
                    continue;
                const loss = lossOf(compared, options.tolerance);
                if (loss === null)
                    continue;
                const { base: plain, head: changed, ...test } = loss;
                const [done, missing] = missing_augmentation_words[transform];
                yield {
                    ...test,
                    message: 'weak',
                    subject: model,
                    identity: `${model}/${transform}`,
                    at: head.augmentation[model]?.at,
                    family: 'advisory',
                    data: {
                        model,
                        score: compared.score,
                        transform: done,
                        plain,
                        changed,
                        n: compared.n,
                        p: pValue(test.p),
                        missing,
                    },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/preprocessing/mixed-colour-modes.js



/** Ways of storing colour that loaders turn into RGB each in their own manner. */
const kinds = [
    ['grey', ({ mode }, row) => mode[row].startsWith('grey')],
    ['CMYK', ({ mode }, row) => mode[row].startsWith('cmyk')],
    ['transparent', ({ mode }, row) => mode[row].endsWith(' alpha')],
    ['16 bits a channel', ({ depth }, row) => depth[row] > 8],
    ['in another colour space than sRGB', ({ icc }, row) => icc[row] !== '' && !standard.test(icc[row])],
];
/** Names of profiles that describe sRGB or its grey: those of HP, Google, Facebook (c2), GIMP, Ghostscript … */
const standard = /srgb|urgb|^c2(ci)?$|dot gain|gr[ae]y/i;
/* harmony default export */ const mixed_colour_modes = (defineRule({
    meta: {
        id: 'preprocessing/mixed-colour-modes',
        title: 'Images of one dataset are stored in several colour modes.',
        why: 'Grey, CMYK, 16-bit and transparent images, and those of a wide colour space, become RGB in another way in each library: inverted, clipped to white, on black, or with dull colours. If they are few, or lie in one split alone, the model has not learned them or is judged on them.',
        fix: 'Convert the images to 8-bit sRGB without alpha once, with a tool of your choice, and commit the result.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            mixed: 'Of {count} of {dataset} in {split}, {found} {kind} and {others} not; {path} is.',
            shifted: '{share} of the images of {dataset} in {split} are {kind}, and {trained} of those in train.',
        },
        options: {
            shift: 'Difference between the shares of train and of an evaluation split that is accepted: 0.2 is 20 points.',
        },
    },
    defaults: { shift: 0.2 },
    *evaluate({ head, options }) {
        for (const images of Object.values(head.images)) {
            const samples = head.samples[images.dataset];
            if (!samples)
                continue;
            const splits = readableBySplit(samples, images);
            for (const [kind, holds] of kinds) {
                const shares = new Map();
                for (const [split, rows] of splits) {
                    const found = rows.filter((row) => holds(images, row));
                    shares.set(split, found.length / rows.length);
                    if (found.length === 0 || found.length === rows.length)
                        continue;
                    const [first] = found;
                    yield {
                        message: 'mixed',
                        subject: images.dataset,
                        identity: `${images.dataset}/${split}/${kind}`,
                        at: placeOf(samples, first),
                        measured: Math.min(found.length, rows.length - found.length),
                        limit: 0,
                        data: {
                            count: counted(rows.length, 'image'),
                            found: found.length === 1 ? '1 is' : `${found.length} are`,
                            dataset: images.dataset,
                            split,
                            kind,
                            path: samples.path[first],
                            others: rows.length - found.length === 1 ? '1 is' : `${rows.length - found.length} are`,
                        },
                        evidence: imageOf(samples, first),
                    };
                }
                const trained = shares.get('train');
                for (const [split, share] of shares) {
                    if (trained === undefined || Math.abs(share - trained) <= options.shift)
                        continue;
                    yield {
                        message: 'shifted',
                        subject: images.dataset,
                        identity: `${images.dataset}/${split}/${kind}`,
                        measured: Math.abs(share - trained),
                        limit: options.shift,
                        data: { share: percent(share), trained: percent(trained), dataset: images.dataset, split, kind },
                    };
                }
            }
        }
    },
}));
function readableBySplit({ split }, { error, mode }) {
    const splits = new Map();
    for (const [row, name] of split.entries()) {
        if (error[row] !== null || mode[row] === '')
            continue;
        const rows = splits.get(name);
        if (rows)
            rows.push(row);
        else
            splits.set(name, [row]);
    }
    return splits;
}

;// CONCATENATED MODULE: ./lib/rules/preprocessing/serving-skew.js


/* harmony default export */ const serving_skew = (defineRule({
    meta: {
        id: 'preprocessing/serving-skew',
        title: 'Images reach the model otherwise in serving, or here, than in training.',
        why: 'Training, evaluation and serving each have code that turns an image into numbers. Where they disagree the evaluation measures another system than the one that answers, and the loss shows in production alone.',
        fix: 'Make the declarations say the same, or correct `preprocessing` so that it makes the tensors of the training pipeline; the finding names what differs.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['serving'],
        uses: ['models'],
        messages: {
            declared: '{model} is served with another {part} than it is evaluated with: {serving}, instead of {declared}.',
            shape: 'The reference tensor {tensor} has the shape {stored}, and the preprocessing of {model} makes {made} of {image}.',
            tensors: 'Of {count} of {model}, {differing} from what its preprocessing makes here, {tensor} the most: by {mean} grey levels on average, and by {most} at most.',
            explained: 'Of {count} of {model}, {differing} from what its preprocessing makes here, {tensor} the most: by {mean} grey levels on average. They were made with {explanation}.',
        },
        options: {
            levels: 'Difference from a reference tensor that is accepted, on average over its values, in grey levels of the picture: decoders and kernels of other libraries differ by less than 1.',
        },
    },
    defaults: { levels: 1 },
    *evaluate({ head, options }) {
        for (const { model, declared, tensors, explanation } of Object.values(head.serving)) {
            const at = head.models[model]?.preprocessingAt;
            for (const { part, declared: own, serving } of declared?.differences ?? []) {
                yield {
                    message: 'declared',
                    subject: model,
                    identity: `${model}/${part}`,
                    at: declared?.at,
                    data: { model, part, serving, declared: own },
                };
            }
            const others = (tensors ?? []).filter(({ shapes }) => shapes !== null);
            for (const { image, tensor, shapes } of others.slice(0, 1)) {
                yield {
                    message: 'shape',
                    subject: model,
                    identity: `${model}/shape`,
                    at,
                    data: { model, tensor, image, stored: shapes.stored.join(' × '), made: shapes.made.join(' × ') },
                };
            }
            const differing = (tensors ?? []).filter(({ shapes, mean }) => shapes === null && !(mean <= options.levels));
            if (differing.length === 0)
                continue;
            const worst = differing.reduce((most, one) => (one.mean > most.mean ? one : most));
            yield {
                message: explanation === null ? 'tensors' : 'explained',
                subject: model,
                identity: `${model}/tensors`,
                at,
                data: {
                    model,
                    count: counted(tensors.length, 'reference tensor'),
                    differing: differing.length === 1 ? '1 differs' : `${differing.length} differ`,
                    tensor: worst.tensor,
                    ...serving_skew_levelsOf(worst),
                    ...(explanation === null ? { most: serving_skew_written(worst.most) } : { explanation }),
                },
            };
        }
    },
}));
function serving_skew_levelsOf({ mean }) {
    return { mean: serving_skew_written(mean) };
}
function serving_skew_written(levels) {
    return Number.isNaN(levels) ? 'no number of' : String(Number(levels.toPrecision(3)));
}

;// CONCATENATED MODULE: ./lib/rules/preprocessing/silent-change.js


const parts = {
    orientation: 'EXIF orientation',
    colour: 'order of channels',
    resize: 'resize',
    resample: 'resampling',
    antialias: 'antialiasing',
    crop: 'crop',
    rescale: 'scale of the values',
    normalise: 'normalisation',
    layout: 'layout',
    transposed: 'axes',
};
/* harmony default export */ const silent_change = (defineRule({
    meta: {
        id: 'preprocessing/silent-change',
        title: 'Preprocessing and model did not change together.',
        why: 'Weights belong to the preprocessing that they were trained with. When one changes alone, whoever serves the model has no file to notice it by, and every answer comes from pixels that the weights have not seen.',
        fix: 'If the new declaration corrects an old mistake, say so in the pull request; else restore it, or train the model with it. If training now prepares its images otherwise, declare that.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['models'],
        uses: ['augmentation'],
        messages: {
            weights: 'The {parts} of {model} changed, and its weights are those of before.',
            training: 'The training of {model} has another {part} than before ({now}, it was {was}), its weights changed, and its declared preprocessing did not.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const [model, after] of Object.entries(head.models)) {
            const before = base.models?.[model];
            if (!before)
                continue;
            const changed = Object.keys(parts).filter((key) => JSON.stringify(before.preprocessing[key]) !== JSON.stringify(after.preprocessing[key]));
            const sameWeights = before.contentHash === after.contentHash;
            if (sameWeights && changed.length > 0) {
                yield {
                    message: 'weights',
                    subject: model,
                    identity: model,
                    at: after.preprocessingAt,
                    data: { model, parts: listed(changed.map((key) => parts[key])) },
                };
            }
            if (sameWeights || changed.length > 0)
                continue;
            const [was, now] = [base.augmentation?.[model]?.prepares, head.augmentation[model]?.prepares];
            for (const part of ['size', 'normalisation']) {
                if (!was?.[part] || !now?.[part] || was[part] === now[part])
                    continue;
                yield {
                    message: 'training',
                    subject: model,
                    identity: `${model}/${part}`,
                    at: head.augmentation[model].at,
                    data: { model, part, now: now[part], was: was[part] },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/preprocessing/statistics-mismatch.js


/** Means and standard deviations that are taken from the network that training began with, not from the images. */
const conventions = [
    { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] },
    { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
];
/** How much further off those may be. */
const patience = 6;
/** Standard errors of a mean that are noise. */
const errors = 3;
/* harmony default export */ const statistics_mismatch = (defineRule({
    meta: {
        id: 'preprocessing/statistics-mismatch',
        title: 'The declared mean and standard deviation are not those of the images.',
        why: 'Normalisation is to bring the values to a mean of 0 and a deviation of 1. Numbers of another dataset, of another range (0–255 for 0–1) or in the wrong order leave them elsewhere, and the network works outside the range that it was made for.',
        fix: "Declare the training images' own mean and standard deviation, or those of the pretrained network, as training uses them.",
        severity: 'warning',
        recommended: true,
        measure: 'measured',
        needs: ['pixelStatistics', 'models'],
        messages: {
            mean: 'Channel {channel} of {model} has a mean of {found} in {count} of {split}, and {declared} is declared: {measured} declared deviations apart, limit {limit}.',
            deviation: 'Channel {channel} of {model} has a standard deviation of {found} in {count} of {split}, and {declared} is declared: a factor of {measured}, limit {limit}.',
        },
        options: {
            mean: 'Distance between the means that is accepted, in declared standard deviations; six times that for the numbers of ImageNet, CLIP and 0.5.',
            factor: 'Ratio of the standard deviations, the larger to the smaller, that is accepted; its sixth power for those numbers.',
            images: 'Images that it takes to say so.',
        },
    },
    defaults: { mean: 0.3, factor: 1.3, images: 50 },
    *evaluate({ head, options }) {
        for (const { model, split, n, ...found } of Object.values(head.pixelStatistics)) {
            const { preprocessing, preprocessingAt: at } = head.models[model] ?? {};
            const normalise = preprocessing?.normalise;
            if (!preprocessing || !normalise || n < options.images)
                continue;
            const range = preprocessing.rescale * 255;
            const scale = isConvention(normalise) ? patience : 1;
            for (const [channel, own] of found.mean.entries()) {
                const pick = (values) => values[values.length === 1 ? 0 : channel];
                const [mean, std] = [pick(normalise.mean), pick(normalise.std)];
                const shared = { subject: model, at, identity: `${model}/${channel}` };
                const data = { channel: channel + 1, model, split, count: counted(n, 'image') };
                const noise = (errors * found.standardError[channel] * range) / std;
                const distance = Math.abs(own * range - mean) / std;
                if (distance - noise > options.mean * scale) {
                    yield {
                        ...shared,
                        message: 'mean',
                        measured: statistics_mismatch_rounded(distance),
                        limit: statistics_mismatch_rounded(options.mean * scale),
                        noise,
                        data: { ...data, found: statistics_mismatch_rounded(own * range), declared: statistics_mismatch_rounded(mean) },
                    };
                }
                const deviation = found.std[channel] * range;
                const factor = Math.max(deviation / std, std / deviation);
                if (Number.isFinite(factor) && factor > options.factor ** scale) {
                    yield {
                        ...shared,
                        message: 'deviation',
                        measured: statistics_mismatch_rounded(factor),
                        limit: statistics_mismatch_rounded(options.factor ** scale),
                        noise: factor * (errors / Math.sqrt(n)),
                        data: { ...data, found: statistics_mismatch_rounded(deviation), declared: statistics_mismatch_rounded(std) },
                    };
                }
            }
        }
    },
}));
function isConvention({ mean, std }) {
    const near = (values, known) => {
        const same = (order) => values.every((value, c) => Math.abs(value - order[c]) < 0.002);
        return values.length === known.length && (same(known) || same(known.toReversed()));
    };
    return (conventions.some((known) => near(mean, known.mean) && near(std, known.std)) ||
        (mean.every((value) => value === 0.5) && std.every((value) => value === 0.5)));
}
const statistics_mismatch_rounded = (value) => Number(value.toPrecision(3));

;// CONCATENATED MODULE: ./lib/rules/shared/image-scores.js

/** Every readable image whose score, low where bad and NaN where there is none, is below `limit`. */
function* imagesBelow({ base, head }, score, limit) {
    for (const images of Object.values(head.images)) {
        const { dataset } = images;
        const samples = head.samples[dataset];
        if (!samples)
            continue;
        const values = Float64Array.from({ length: samples.count }, (_, row) => score(images, row));
        const rows = [...values.keys()].filter((row) => values[row] < limit);
        const names = namesByContent(samples, base.samples?.[dataset], rows);
        for (const [index, row] of rows.entries()) {
            yield {
                subject: samples.path[row],
                identity: names[index],
                at: placeOf(samples, row),
                measured: values[row],
                limit,
                data: { path: samples.path[row], width: images.width[row], height: images.height[row] },
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
        const blurred = imagesBelow({ base, head }, ({ blurry }, row) => blurry[row], options.limit);
        for (const image of blurred)
            yield { message: 'blurred', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/bright-image.js


/* harmony default export */ const bright_image = (defineRule({
    meta: {
        id: 'training-data/bright-image',
        title: 'An image is so bright that little can be seen in it.',
        why: 'Where a picture is overexposed its details are gone for good, and what is left teaches the model that white is the class.',
        fix: 'Take the image out, or expose it again. If the pictures are meant to be white, such as scanned pages, switch the rule off or lower its limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            bright: '{path} is overexposed: 95 % of its pixels are so bright that only {measured} of full brightness is left above them, limit {limit}.',
        },
        options: {
            limit: 'Least distance of the 5th percentile of brightness to white, 0–1, of an image that is not overexposed (cleanvision: 0.05).',
        },
    },
    defaults: { limit: 0.05 },
    *evaluate({ base, head, options }) {
        const found = imagesBelow({ base, head }, ({ bright }, row) => bright[row], options.limit);
        for (const image of found)
            yield { message: 'bright', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/shared/classes.js
/** Images where any has a label of its own; else annotations, where objects are marked in the images. */
function countedBy({ annotations, label }) {
    return annotations && annotations.count > 0 && label.every((name) => name === null) ? 'annotation' : 'image';
}
/** Labelled images, or annotations, by split, then by class, in the order in which they are first met. */
function countClasses(samples) {
    const { split, label, annotations, classes } = samples;
    const counts = new Map();
    const count = (row, name) => {
        if (name == null)
            return;
        const ofSplit = counts.get(split[row]) ?? new Map();
        counts.set(split[row], ofSplit.set(name, (ofSplit.get(name) ?? 0) + 1));
    };
    if (countedBy(samples) === 'image') {
        for (let row = 0; row < samples.count; row++)
            count(row, label[row]);
        return counts;
    }
    const { sample, category } = annotations;
    for (let row = 0; row < sample.length; row++)
        if (sample[row] >= 0)
            count(sample[row], classes[category[row]]);
    return counts;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/class-imbalance.js


/* harmony default export */ const class_imbalance = (defineRule({
    meta: {
        id: 'training-data/class-imbalance',
        title: 'One class has many times the training examples of another.',
        why: 'A model that sees one class twenty times as often learns to answer it when in doubt. The rare class pays, and accuracy hides it.',
        fix: 'Collect more images of the rare class, or weight the loss or the sampling and raise this ratio in the policy to what you accept.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            imbalance: '{dataset} has {most} training {what} of {largest} and {least} of {smallest}, a ratio of {measured} to 1.',
        },
        options: {
            ratio: 'Largest class over smallest class that is accepted, by training images, or by annotations where images have no label of their own.',
        },
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
                data: { dataset: samples.dataset, largest, most, smallest, least, what: `${countedBy(samples)}s` },
            };
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/class-order-change.js


/** Formats whose labels are indices into the class list. */
const indexed = new Set(['coco', 'yolo', 'masks', 'parquet']);
/* harmony default export */ const class_order_change = (defineRule({
    meta: {
        id: 'training-data/class-order-change',
        title: 'Classes have other indices than before.',
        why: 'Models and index-based label files know a class by its place in the list. When a class moves, every trained model answers with the wrong name, and every label file that was not rewritten means another class, without an error anywhere.',
        fix: 'Keep the order and add new classes at the end. If the new order is meant, rewrite the label files, train the models anew, and waive this finding.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'changes'],
        messages: {
            reordered: 'The class list of {dataset} is in another order: {moves}.',
            inserted: '{names} came into the class list of {dataset} before the end, so that {moved} moved: {moves}.',
            removed: '{names} left the class list of {dataset} before the end, so that {moved} moved: {moves}.',
            shifted: '{names} left the class list of {dataset} and {added} came in before the end, so that {moved} moved: {moves}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ head, pair }) {
        for (const { dataset, classes } of Object.values(pair.changes)) {
            const samples = head.samples[dataset];
            if (!samples || (!samples.classesAt && !indexed.has(samples.format)))
                continue;
            const order = class_order_change_compare(classes.base, classes.head);
            if (!order)
                continue;
            const { message, moves, removed, added } = order;
            yield {
                message,
                subject: dataset,
                identity: `${dataset}: ${moves.map(({ name, from, to }) => `${name} ${from} ${to}`).join(', ')}`,
                at: samples.classesAt ?? undefined,
                data: {
                    dataset,
                    moves: inWords(moves),
                    moved: counted(moves.length, 'class', 'classes'),
                    names: listed((message === 'inserted' ? added : removed).map(quoted)),
                    added: listed(added.map(quoted)),
                },
            };
        }
    },
}));
/** What moved the classes that both lists have; `null` when none moved. */
function class_order_change_compare(base, head) {
    const places = new Map(head.map((name, index) => [name, index]));
    const kept = base.flatMap((name, from) => {
        const to = places.get(name);
        return to === undefined ? [] : [{ name, from, to }];
    });
    const moves = kept.filter(({ from, to }) => from !== to);
    if (moves.length === 0)
        return null;
    const known = new Set(base);
    const last = Math.max(...moves.map(({ from, to }) => Math.max(from, to)));
    const removed = base.slice(0, last).filter((name) => !places.has(name));
    const added = head.slice(0, last).filter((name) => !known.has(name));
    const inOrder = kept.every(({ to }, index) => index === 0 || kept[index - 1].to < to);
    const message = !inOrder
        ? 'reordered'
        : removed.length === 0
            ? 'inserted'
            : added.length === 0
                ? 'removed'
                : 'shifted';
    return { message, moves, removed, added };
}
function inWords(moves) {
    const shown = moves.slice(0, 3).map(({ name, from, to }) => `${quoted(name)} was ${from} and is ${to}`);
    return [...shown, ...(moves.length > 3 ? [`and ${moves.length - 3} more`] : [])].join(', ');
}
function quoted(name) {
    return `“${name}”`;
}

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
        const dark = imagesBelow({ base, head }, (images, row) => images.dark[row], options.limit);
        for (const image of dark)
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
            const { path, split, label } = samples;
            const groups = copiesOf(samples).flatMap((rows) => [
                ...Map.groupBy(rows, (row) => `${split[row]}\0${label[row] ?? ''}`).values(),
            ]);
            const unchanged = unchangedAmong(samples, base.samples?.[samples.dataset], groups.flat());
            const copies = groups.flatMap((rows) => {
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

;// CONCATENATED MODULE: ./lib/rules/shared/annotations.js
/** Where an annotation is written. */
function annotationPlace({ files, file, line, column }, row) {
    return {
        path: files[file[row]],
        ...(line[row] > 0 ? { line: line[row] } : {}),
        ...(column[row] > 0 ? { column: column[row] } : {}),
    };
}
/** The annotation's class, in words. */
function classOf(samples, annotations, row) {
    return samples.classes[annotations.category[row]] ?? 'no known class';
}
/** An annotation's name across commits: content of its image, class and geometry. Ids change with every export. */
function annotationName(samples, annotations, row) {
    const sample = annotations.sample[row];
    const image = samples.hash[sample] || samples.path[sample] || 'no image';
    const box = annotations.boxes.subarray(row * 4, row * 4 + 4).join(' ');
    return [image, classOf(samples, annotations, row), box, annotations.geometry[row]].join(' ').trimEnd();
}
/** Names that occur again get `#2`, `#3` …, in the order in which they are asked for. */
function nameOnce() {
    const copies = new Map();
    return (name) => {
        const copy = (copies.get(name) ?? 0) + 1;
        copies.set(name, copy);
        return copy === 1 ? name : `${name}#${copy}`;
    };
}
/**
 * Rows of annotations by the sample that they lie in, without an array for each: those of sample i are
 * `rows[starts[i]]` to `rows[starts[i + 1] − 1]`, ascending. Annotations of no sample are left out.
 */
function rowsBySample({ sample, count }, samples) {
    const starts = new Int32Array(samples + 1);
    for (let row = 0; row < count; row++)
        if (sample[row] >= 0)
            starts[sample[row] + 1]++;
    for (let i = 0; i < samples; i++)
        starts[i + 1] += starts[i];
    const rows = new Int32Array(starts[samples]);
    const next = starts.slice();
    for (let row = 0; row < count; row++)
        if (sample[row] >= 0)
            rows[next[sample[row]]++] = row;
    return { starts, rows };
}

;// CONCATENATED MODULE: ./lib/rules/shared/boxes.js
/** The annotation's box in pixels of a frame of that size. Its numbers are as written: not finite, or negative, where those are. */
function boxInPixels({ boxes, unit }, row, { width, height }) {
    const [x, y] = unit === 'fractions' ? [width, height] : [1, 1];
    const start = row * 4;
    return {
        left: boxes[start] * x,
        top: boxes[start + 1] * y,
        width: boxes[start + 2] * x,
        height: boxes[start + 3] * y,
    };
}
/** Whether all four numbers of an annotation's box are. */
function isFiniteBox({ boxes }, row) {
    const start = row * 4;
    for (let i = start; i < start + 4; i++)
        if (!Number.isFinite(boxes[i]))
            return false;
    return true;
}
/** By how many pixels a box reaches beyond its frame; 0 when it lies within. */
function excess({ left, top, width, height }, frame) {
    return Math.max(0, -left, -top, left + width - frame.width, top + height - frame.height);
}
/** What a box may reach beyond its frame by rounding: a pixel, or a hundredth of the longer side. */
function tolerated(frame) {
    return Math.max(1, 0.01 * Math.max(frame.width, frame.height));
}
/** Size of the stored image; else of the listing's word; `null` when neither is known. */
function storedSize(samples, images, row) {
    if (images && images.width[row] > 0 && images.height[row] > 0) {
        return { width: images.width[row], height: images.height[row] };
    }
    const { declared } = samples;
    if (!declared || declared.width[row] <= 0 || declared.height[row] <= 0)
        return null;
    return { width: declared.width[row], height: declared.height[row] };
}
function turned({ width, height }) {
    return { width: height, height: width };
}
/** Whether the image's EXIF orientation lays it on its side. */
function liesOnSide(images, row) {
    return images !== undefined && images.width[row] > 0 && images.orientation[row] >= 5;
}

;// CONCATENATED MODULE: ./lib/rules/shared/annotation-faults.js




/** What is wrong with the geometry of annotations, image by image. Boxes that are not finite or negative are the reader's to name. */
function annotationFaults(samples, images) {
    const { annotations } = samples;
    if (!annotations)
        return [];
    const { starts, rows } = rowsBySample(annotations, samples.count);
    const faults = [];
    const once = nameOnce();
    for (let sample = 0; sample < samples.count; sample++) {
        if (starts[sample] === starts[sample + 1])
            continue;
        const own = rows.subarray(starts[sample], starts[sample + 1]).filter((row) => isFiniteBox(annotations, row));
        for (const fault of [
            ...outOfFrame(samples, annotations, images, sample, own),
            ...withoutExtent(samples, annotations, images, sample, own),
            ...twice(annotations, own),
        ]) {
            const { row, message, data } = fault;
            const name = once(`${message} ${message === 'turned' ? imageName(samples, sample) : annotationName(samples, annotations, row)}`);
            const file = annotations.files[annotations.file[row]];
            faults.push({
                name,
                file,
                message,
                row,
                data: { ...data, path: samples.path[sample], class: classOf(samples, annotations, row) },
            });
        }
    }
    return faults;
}
function imageName({ hash, path }, sample) {
    return hash[sample] || path[sample];
}
/** The frame that annotations are drawn in: the picture as its orientation shows it, unless the policy says that it is ignored. */
function frameOf(samples, images, sample) {
    const stored = storedSize(samples, images, sample);
    return stored && liesOnSide(images, sample) && samples.orientation !== 'ignore' ? turned(stored) : stored;
}
function outOfFrame(samples, annotations, images, sample, rows) {
    const known = frameOf(samples, images, sample);
    if (!known && annotations.unit === 'pixels')
        return [];
    const frame = known ?? { width: 1, height: 1 };
    const limit = known ? tolerated(known) : 0.01;
    const beyond = (size) => rows.filter((row) => excess(boxInPixels(annotations, row, size), size) > limit);
    const outside = beyond(frame);
    if (outside.length === 0)
        return [];
    const size = { width: frame.width, height: frame.height };
    if (annotations.unit === 'pixels' && liesOnSide(images, sample) && beyond(turned(frame)).length === 0) {
        return [
            { message: 'turned', row: outside[0], data: { ...size, otherWidth: frame.height, otherHeight: frame.width } },
        ];
    }
    return [...outside].map((row) => {
        const far = excess(boxInPixels(annotations, row, frame), frame);
        const by = known ? counted(Math.ceil(far), 'pixel') : `${Number((100 * far).toPrecision(2))} % of the side`;
        return { message: 'outside', row, data: { by } };
    });
}
/** Boxes of less than a pixel, and regions without area. */
function withoutExtent(samples, annotations, images, sample, rows) {
    const frame = frameOf(samples, images, sample);
    if (!frame && annotations.unit === 'fractions')
        return [];
    return [...rows].flatMap((row) => {
        const box = boxInPixels(annotations, row, frame ?? { width: 1, height: 1 });
        if (box.width < 0 || box.height < 0)
            return [];
        const shape = shapes[annotations.shape[row]];
        if (shape !== 'keypoints' && (box.width < 1 || box.height < 1)) {
            return [{ message: 'thin', row, data: { width: round(box.width), height: round(box.height) } }];
        }
        return annotations.area[row] === 0 && shape !== 'keypoints' ? [{ message: 'flat', row, data: { shape } }] : [];
    });
}
/** Each annotation that repeats the class and geometry of an earlier one of its image. */
function twice(annotations, rows) {
    if (rows.length < 2)
        return [];
    const { boxes, category, geometry } = annotations;
    const order = [...rows].sort((a, b) => {
        for (let i = 0; i < 4; i++) {
            const difference = boxes[a * 4 + i] - boxes[b * 4 + i];
            if (difference !== 0)
                return difference;
        }
        return category[a] - category[b] || annotation_faults_compare(geometry[a], geometry[b]) || a - b;
    });
    const isSame = (a, b) => {
        for (let i = 0; i < 4; i++)
            if (boxes[a * 4 + i] !== boxes[b * 4 + i])
                return false;
        return category[a] === category[b] && geometry[a] === geometry[b];
    };
    const repeats = order.filter((row, index) => index > 0 && isSame(order[index - 1], row));
    return repeats
        .sort((a, b) => a - b)
        .map((row) => ({ message: 'twice', row, data: { shape: shapes[annotations.shape[row]] } }));
}
function annotation_faults_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function round(pixels) {
    return Number(pixels.toPrecision(2));
}

;// CONCATENATED MODULE: ./lib/rules/shared/mask-faults.js



/** What is wrong with the masks of a dataset; `file` is the dataset, since each mask is a file of its own. */
function maskFaults(samples, images, masks) {
    const listed = samples.masks;
    if (!listed || !masks)
        return [];
    const once = nameOnce();
    return Array.from({ length: samples.count }, (_, row) => row)
        .filter((row) => listed.hash[row] !== '')
        .flatMap((row) => faultsOf(samples, images, masks, row).map(({ message, data }) => ({
        message,
        row,
        name: once(`${message} ${listed.hash[row]}`),
        file: samples.dataset,
        data: { ...data, mask: listed.path[row], path: samples.path[row] },
    })));
}
function faultsOf(samples, images, masks, row) {
    const error = masks.error[row];
    if (error !== null)
        return [{ message: 'maskUnreadable', data: { error: error.trim().replace(/[.!]+$/, '') } }];
    return [...otherSize(images, masks, row), ...otherClass(samples, masks, row), ...nothing(masks, row)];
}
function otherSize(images, masks, row) {
    if (!images || images.width[row] === 0)
        return [];
    const [width, height] = [images.width[row], images.height[row]];
    const [maskWidth, maskHeight] = [masks.width[row], masks.height[row]];
    if (maskWidth === width && maskHeight === height)
        return [];
    if (liesOnSide(images, row) && maskWidth === height && maskHeight === width)
        return [];
    return [{ message: 'maskSize', data: { maskWidth, maskHeight, width, height } }];
}
/** The first value, or colour, that stands for no class; where a class list is declared. */
function otherClass({ classes, classesAt }, masks, row) {
    for (let i = masks.start[row]; i < masks.start[row + 1]; i++) {
        const value = masks.value[i];
        if (value >= 0 && (classesAt === null || value < classes.length))
            continue;
        const what = value >= 0 ? `value ${value}` : `colour ${colourOf(value)}`;
        return [{ message: 'maskClass', data: { what, pixels: counted(masks.pixels[i], 'pixel') } }];
    }
    return [];
}
function nothing(masks, row) {
    const isEmpty = masks.start[row] === masks.start[row + 1];
    return isEmpty && masks.ignored[row] > 0 ? [{ message: 'maskIgnored', data: {} }] : [];
}
function colourOf(value) {
    return `#${(-1 - value).toString(16).padStart(6, '0')}`;
}

;// CONCATENATED MODULE: ./lib/rules/shared/short-list.js
/**
 * What is written out of what was found: of each file the first `limit` that base has too, and the first `limit` that are
 * new. So a file of a million faults makes a few sentences, what is new is never crowded out by what is old, and what is
 * old stays listed as it was.
 */
function shortList(found, known, limit) {
    const files = new Map();
    const listed = found.filter(({ name, file }) => {
        const counts = files.get(file) ?? { total: 0, old: 0, fresh: 0 };
        files.set(file, counts);
        counts.total++;
        const kind = known.has(name) ? 'old' : 'fresh';
        return ++counts[kind] <= limit;
    });
    const crowded = [...files].flatMap(([file, { total, old, fresh }]) => {
        const shown = Math.min(old, limit) + Math.min(fresh, limit);
        return total > shown ? [{ file, total, listed: shown }] : [];
    });
    return { listed, crowded };
}

;// CONCATENATED MODULE: ./lib/rules/training-data/invalid-annotation.js







/* harmony default export */ const invalid_annotation = (defineRule({
    meta: {
        id: 'training-data/invalid-annotation',
        title: 'A label or annotation cannot be what was meant.',
        why: 'A row that is ragged, repeated or points nowhere is dropped by one reader and misread by another, so that nobody trains on the dataset that was meant. A box outside its image, without extent or drawn twice teaches the model to mark what is not there.',
        fix: 'Mend the line; each finding says what was expected there.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images', 'masks'],
        messages: {
            invalid: '{problem}.',
            outside: 'The box of {class} in {path} reaches {by} beyond the image.',
            turned: 'The boxes of {path} fit only {otherWidth} × {otherHeight}, and the image is {width} × {height} as its EXIF orientation is read: one of the two is turned.',
            thin: 'The box of {class} in {path} is {width} × {height} pixels: a side of less than one pixel holds nothing.',
            flat: 'The {shape} of {class} in {path} has no area.',
            twice: 'The {shape} of {class} in {path} is there twice.',
            size: '{path} is declared as {declaredWidth} × {declaredHeight}, and the image is {width} × {height}.',
            more: '{path} has {measured} annotations that cannot be what was meant; {listed} of them are named.',
            maskUnreadable: 'The mask {mask} of {path} cannot be read: {error}.',
            maskSize: 'The mask {mask} is {maskWidth} × {maskHeight}, and its image {path} is {width} × {height}.',
            maskClass: 'The mask {mask} of {path} has {pixels} of {what}, which is no class of the list.',
            maskIgnored: 'The mask {mask} of {path} holds nothing but the value that is ignored.',
            moreMasks: '{measured} faults are in the masks of {dataset}; {listed} of them are named.',
        },
        options: {
            listed: 'Annotations of one file that are named, of those that base has too and of those that are new.',
        },
    },
    defaults: { listed: 50 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset } = samples;
            const images = head.images[dataset];
            const before = base.samples?.[dataset];
            yield* unreadable(samples);
            yield* invalid_annotation_sizes(samples, images, before);
            const imagesBefore = base.images?.[dataset];
            yield* geometry(samples, images, before, imagesBefore, options.listed);
            const masksBefore = before && maskFaults(before, imagesBefore, base.masks?.[dataset]);
            yield* masks(samples, images, head.masks[dataset], masksBefore ?? [], options.listed);
        }
    },
}));
function* geometry(samples, images, before, imagesBefore, limit) {
    const { dataset, annotations, path } = samples;
    if (!annotations)
        return;
    const faults = annotationFaults(samples, images);
    if (faults.length === 0)
        return;
    const atBase = before ? annotationFaults(before, imagesBefore) : [];
    const { listed, crowded } = shortList(faults, namesOf(atBase), limit);
    for (const { message, row, name, data } of listed) {
        yield {
            message,
            subject: path[annotations.sample[row]],
            identity: name,
            at: annotationPlace(annotations, row),
            data,
            evidence: imageOf(samples, annotations.sample[row]),
        };
    }
    for (const { file, total, listed } of crowded) {
        yield {
            message: 'more',
            subject: file,
            identity: `${dataset}/${file}`,
            at: { path: file },
            measured: total,
            limit: 0,
            unit: 'annotations',
            data: { path: file, listed },
        };
    }
}
function* masks(samples, images, facts, atBase, limit) {
    const { dataset, path } = samples;
    const { listed, crowded } = shortList(maskFaults(samples, images, facts), namesOf(atBase), limit);
    for (const { message, row, name, data } of listed) {
        yield {
            message,
            subject: path[row],
            identity: name,
            ...(message === 'maskIgnored' ? { severity: 'warning' } : {}),
            at: { path: samples.masks?.path[row] ?? path[row] },
            data,
            evidence: imageOf(samples, row),
        };
    }
    for (const { total, listed } of crowded) {
        yield {
            message: 'moreMasks',
            subject: dataset,
            identity: dataset,
            measured: total,
            limit: 0,
            data: { dataset, listed },
        };
    }
}
function namesOf(faults) {
    return new Set(faults.map(({ name }) => name));
}
/** What the reader could not take in, but for labels outside the class list, which have a rule of their own. */
function* unreadable({ dataset, problems }) {
    const once = nameOnce();
    for (const { message, at, unknown } of problems) {
        if (unknown)
            continue;
        yield {
            message: 'invalid',
            subject: at.path,
            identity: once(`${dataset}/${at.path}: ${withoutPlaces(message)}`),
            at,
            data: { problem: message.replace(/\.$/, '') },
        };
    }
}
/** Images of another size than the listing says, as stored or as turned. */
function* invalid_annotation_sizes(samples, images, before) {
    const { declared, path, count } = samples;
    if (!declared || !images)
        return;
    const rows = Array.from({ length: count }, (_, row) => row).filter((row) => {
        const [width, height] = [declared.width[row], declared.height[row]];
        if (width === 0 || height === 0 || images.width[row] === 0)
            return false;
        if (width === images.width[row] && height === images.height[row])
            return false;
        return !(liesOnSide(images, row) && width === images.height[row] && height === images.width[row]);
    });
    const names = namesByContent(samples, before, rows);
    for (const [index, row] of rows.entries()) {
        yield {
            message: 'size',
            subject: path[row],
            identity: names[index],
            at: placeOf(samples, row),
            data: {
                path: path[row],
                declaredWidth: declared.width[row],
                declaredHeight: declared.height[row],
                width: images.width[row],
                height: images.height[row],
            },
        };
    }
}
/** Lines move when rows are added above them, and the problem stays the same. */
function withoutPlaces(message) {
    return message.replace(/\b(line|column) \d+/g, '$1');
}

;// CONCATENATED MODULE: ./lib/rules/shared/near-pairs.js

/**
 * Pairs of look-alikes that are worth a word: confirmed ones, and others up to a distance. Of each content's rows the
 * first of each split and label.
 */
function nearPairs(samples, near, distance) {
    if (!near || near.first.length === 0)
        return [];
    const { hash, split, label } = samples;
    const kept = Array.from(near.first.keys()).filter((pair) => near.confirmed[pair] || near.distance[pair] <= distance);
    const rows = new Map();
    for (const pair of kept) {
        rows.set(hash[near.first[pair]], []);
        rows.set(hash[near.second[pair]], []);
    }
    for (let row = 0; row < samples.count; row++) {
        const own = rows.get(hash[row]);
        if (own && !own.some((other) => split[other] === split[row] && label[other] === label[row]))
            own.push(row);
    }
    return kept.map((pair) => {
        const hashes = [hash[near.first[pair]], hash[near.second[pair]]];
        return {
            first: rows.get(hashes[0]),
            second: rows.get(hashes[1]),
            distance: near.distance[pair],
            confirmed: near.confirmed[pair] === 1,
            name: hashes.sort().join(' '),
        };
    });
}
/** Whether a row of one of the pairs is at base as it is. */
function unchangedInPairs(samples, base, pairs) {
    const rows = pairs.flatMap(({ first, second }) => [...first, ...second]);
    return unchangedAmong(samples, base, rows);
}
/** One match for each row, in the order of the rows: a confirmed one before others, then the nearest. */
function bestMatches(matches) {
    const best = new Map();
    for (const match of matches) {
        const other = best.get(match.row);
        if (!other || isBetter(match, other))
            best.set(match.row, match);
    }
    return [...best.values()].sort((a, b) => a.row - b.row);
}
function isBetter({ pair: a, twin }, { pair: b, twin: other }) {
    if (a.confirmed !== b.confirmed)
        return a.confirmed;
    return a.distance < b.distance || (a.distance === b.distance && twin < other);
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
        uses: ['nearDuplicates'],
        messages: {
            conflict: '{path} is labelled {label}, and the same image is labelled {other} as {twin}.',
            same: '{path} is labelled {label}, and the same picture, in other bytes, is labelled {other} as {twin}.',
            similar: '{path} is labelled {label}, and {twin}, which looks like it, is labelled {other}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
        },
        options: {
            distance: 'Bits, of 64, in which the perceptual hashes of pictures may differ that are named, as a warning, without agreeing pixels.',
        },
    },
    defaults: { distance: 2 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { path, hash, label } = samples;
            const before = base.samples?.[samples.dataset];
            for (const { row, twin, pair } of nearConflicts(samples, before, head.nearDuplicates[samples.dataset], options.distance)) {
                yield {
                    message: pair.confirmed ? 'same' : 'similar',
                    subject: path[row],
                    identity: [pair.name, ...[label[row], label[twin]].sort()].join(' '),
                    ...(pair.confirmed ? {} : { severity: 'warning' }),
                    at: placeOf(samples, row),
                    data: {
                        path: path[row],
                        label: label[row] ?? '',
                        twin: path[twin],
                        other: label[twin] ?? '',
                        distance: pair.distance,
                    },
                    evidence: conflictOf(samples, row, twin),
                };
            }
            for (const { row, twin } of conflicts(samples, before)) {
                const labels = [label[row], label[twin]].sort();
                yield {
                    message: 'conflict',
                    subject: path[row],
                    identity: [hash[row], ...labels].join(' '),
                    at: placeOf(samples, row),
                    data: { path: path[row], label: label[row] ?? '', twin: path[twin], other: label[twin] ?? '' },
                    evidence: conflictOf(samples, row, twin),
                };
            }
        }
    },
}));
/** For each image with several labels, the first copy of each label but the one that it has had for longest. */
function conflicts(samples, base) {
    const { label } = samples;
    const groups = copiesOf(samples).map((rows) => rows.filter((row) => label[row] !== null));
    const unchanged = unchangedAmong(samples, base, groups.flat());
    const found = groups.flatMap((rows) => {
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
/** Look-alikes of which no label agrees: the one to blame is the new one, else the later one. */
function nearConflicts(samples, base, near, distance) {
    const { label } = samples;
    const pairs = nearPairs(samples, near, distance);
    const unchanged = unchangedInPairs(samples, base, pairs);
    const matches = pairs.flatMap((pair) => {
        const [first, second] = [pair.first, pair.second].map((rows) => rows.filter((row) => label[row] !== null));
        if (first.length === 0 || second.length === 0)
            return [];
        if (first.some((a) => second.some((b) => label[a] === label[b])))
            return [];
        const [a, b] = [first[0], second[0]].sort((x, y) => x - y);
        return [unchanged(b) && !unchanged(a) ? { row: a, twin: b, pair } : { row: b, twin: a, pair }];
    });
    return bestMatches(matches);
}
function conflictOf(samples, row, twin) {
    const { path, label } = samples;
    return pairOf(samples, [
        [twin, `${label[twin]}: ${path[twin]}`],
        [row, `${label[row]}: ${path[row]}`],
    ]);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/label-drift.js





/* harmony default export */ const label_drift = (defineRule({
    meta: {
        id: 'training-data/label-drift',
        title: 'Classes have other shares in one part of the data than in another.',
        why: 'A model learns how often each class occurs. When evaluation has other shares than training, the score measures that difference; when a change shifts the shares of a split, scores before and after cannot be compared.',
        fix: 'Split by class (stratify), so that each split has the same shares. If the shares are meant to differ, raise the association that is accepted.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            split: "Classes have other shares in {split} of {dataset} than in train (Cramér's V {association}): {class} is {share} of {split} and {other} of train.",
            change: "Classes have other shares in {split} of {dataset} than before (Cramér's V {association}): {class} is {share} and was {other}.",
        },
        options: {
            association: "Cramér's V, 0–1, corrected for bias, that is accepted (deepchecks: 0.15).",
            samples: 'Labelled images that each side of a comparison must have.',
        },
    },
    defaults: { association: 0.15, samples: 50 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const splits = sharesOf(samples);
            const before = base.samples?.[samples.dataset];
            const splitsBefore = before ? sharesOf(before) : new Map();
            const train = splits.get('train');
            for (const [split, shares] of splits) {
                if (isEvaluation(split))
                    yield* comparison('split', samples, split, train, shares, options);
                const was = splitsBefore.get(split);
                if (was && !label_drift_isSame(was, shares))
                    yield* comparison('change', samples, split, was, shares, options);
            }
        }
    },
}));
/**
 * Objects of one image are no independent examples: of annotations as many are reckoned as there are images, in the
 * shares that the annotations have.
 */
function sharesOf(samples) {
    const images = countedBy(samples) === 'annotation' ? imagesWithAnnotations(samples) : null;
    return new Map([...countClasses(samples)].map(([split, counts]) => {
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
        return [split, { counts, total, images: images?.get(split) ?? total }];
    }));
}
function label_drift_isSame(a, b) {
    return a.counts.size === b.counts.size && [...a.counts].every(([name, count]) => b.counts.get(name) === count);
}
function imagesWithAnnotations({ annotations, split }) {
    const images = new Map();
    for (const row of new Set(annotations?.sample))
        if (row >= 0)
            images.set(split[row], (images.get(split[row]) ?? 0) + 1);
    return images;
}
function* comparison(message, { dataset, classesAt }, split, reference, shares, options) {
    if (!reference || Math.min(reference.images, shares.images) < options.samples)
        return;
    const { names, table } = tableOf(reference, shares);
    if (names.length < 2)
        return;
    const { v, p, interval } = associationTest(table, options.association);
    const [was, is] = table.map((row) => row.map((count) => count / row.reduce((a, b) => a + b, 0)));
    const most = names.reduce((best, _, i) => (Math.abs(is[i] - was[i]) > Math.abs(is[best] - was[best]) ? i : best), 0);
    yield {
        message,
        subject: `${dataset}: ${split}`,
        identity: `${dataset}/${split}`,
        at: classesAt ?? undefined,
        effect: v,
        interval,
        tolerance: options.association,
        p,
        n: reference.images + shares.images,
        family: 'advisory',
        data: {
            dataset,
            split,
            association: v,
            class: names[most],
            share: percent(is[most]),
            other: percent(was[most]),
        },
    };
}
/** χ² wants five expected in each cell: classes that are rarer on both sides are counted as one. */
const leastExpected = 5;
function tableOf(reference, shares) {
    const sides = [reference, shares];
    const all = [...new Set(sides.flatMap(({ counts }) => [...counts.keys()]))];
    const countOf = ({ counts, total, images }, name) => ((counts.get(name) ?? 0) * images) / total;
    const smaller = Math.min(reference.images, shares.images) / (reference.images + shares.images);
    const isCommon = (name) => smaller * (countOf(reference, name) + countOf(shares, name)) >= leastExpected;
    const common = all.filter(isCommon);
    const rare = all.filter((name) => !isCommon(name));
    const table = sides.map((side) => [
        ...common.map((name) => countOf(side, name)),
        ...(rare.length > 0 ? [rare.reduce((sum, name) => sum + countOf(side, name), 0)] : []),
    ]);
    return { names: rare.length > 0 ? [...common, rare.length === 1 ? rare[0] : 'a rarer class'] : common, table };
}

;// CONCATENATED MODULE: ./lib/src/score/label-quality/confident-joint.js
/** Slack of comparisons, as in cleanlab. */
const slack = 1e-6;
const leastThreshold = 2 * slack;
/** No probability reaches it: a class that no image is labelled with counts nothing. */
const unreachable = 2;
/** Mean probability of each class among the images that are labelled so (Northcutt et al. 2021). */
function confidentThresholds({ labels, probabilities, classes }) {
    const sums = new Float64Array(classes);
    const counts = new Float64Array(classes);
    for (const [row, label] of labels.entries()) {
        sums[label] += probabilities[row * classes + label];
        counts[label]++;
    }
    return sums.map((sum, k) => (counts[k] === 0 ? unreachable : Math.max(leastThreshold, sum / counts[k])));
}
/** Counts each image to the class that it confidently belongs to: the likeliest of those whose threshold it reaches. */
function confidentCounts(given) {
    const { labels, probabilities, classes } = given;
    const thresholds = confidentThresholds(given);
    const joint = Array.from({ length: classes }, () => new Float64Array(classes));
    const offDiagonal = [];
    for (const [row, label] of labels.entries()) {
        const start = row * classes;
        let [reached, only, likeliest] = [0, -1, 0];
        for (let k = 0; k < classes; k++) {
            const p = probabilities[start + k];
            if (p > probabilities[start + likeliest])
                likeliest = k;
            if (p < thresholds[k] - slack)
                continue;
            if (reached++ === 0)
                only = k;
        }
        if (reached === 0)
            continue;
        const guess = reached > 1 ? likeliest : only;
        joint[label][guess]++;
        if (guess !== label)
            offDiagonal.push(row);
    }
    for (const [k, counts] of joint.entries())
        counts[k] = Math.max(1, counts[k]);
    return { joint, offDiagonal };
}
/** Scales the counts so that each row sums to the number of images with that label, in whole numbers. */
function calibrated(joint, labels) {
    const counts = new Float64Array(joint.length);
    for (const label of labels)
        counts[label]++;
    const scaled = joint.map((row, i) => {
        const sum = row.reduce((a, b) => a + b, 0);
        return row.map((count) => (count / sum) * counts[i]);
    });
    const total = pairwiseSum(Float64Array.from(scaled.flatMap((_, j) => scaled.map((row) => row[j]))));
    return scaled.map((row) => roundedToSum(row.map((value) => (value / total) * labels.length)));
}
/** Whole numbers near the values, that sum to what the values sum to: those that lose most by rounding are raised first. */
function roundedToSum(values) {
    const whole = values.map(roundHalfEven);
    const target = roundHalfEven(values.reduce((a, b) => a + b, 0));
    for (;;) {
        const missing = target - whole.reduce((a, b) => a + b, 0);
        if (missing === 0)
            return whole;
        const order = [...values.keys()].sort((a, b) => values[a] - whole[a] - (values[b] - whole[b]) || a - b);
        if (missing > 0)
            order.reverse();
        for (const index of order.slice(0, Math.abs(missing)))
            whole[index] += Math.sign(missing);
    }
}
function roundHalfEven(value) {
    const floor = Math.floor(value);
    const rest = value - floor;
    if (rest !== 0.5)
        return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
}
/** NumPy's order of adding, so that halves round as they do there. */
function pairwiseSum(values) {
    const n = values.length;
    if (n < 8)
        return values.reduce((a, b) => a + b, 0);
    if (n > 128) {
        const half = Math.floor(n / 2) - (Math.floor(n / 2) % 8);
        return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half));
    }
    const r = values.slice(0, 8);
    let i = 8;
    for (; i + 8 <= n; i += 8)
        for (let j = 0; j < 8; j++)
            r[j] += values[i + j];
    let sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
    for (; i < n; i++)
        sum += values[i];
    return sum;
}

;// CONCATENATED MODULE: ./lib/src/score/label-quality/quality.js
const labelQualities = (/* unused pure expression or super */ null && (['self_confidence', 'normalized_margin', 'confidence_weighted_entropy']));
/** Lower bound of what is divided by, as in cleanlab. */
const least = 1e-6;
/** How far each label can be trusted by cleanlab's scores, 0–1, low is doubtful. */
function labelQuality(given, method) {
    const { labels, probabilities, classes } = given;
    return Float64Array.from(labels, (label, row) => quality_scores[method](probabilities.subarray(row * classes, (row + 1) * classes), label));
}
const quality_scores = {
    self_confidence: (p, label) => p[label],
    /** (p of the label − the largest other p + 1) / 2. */
    normalized_margin(p, label) {
        let other = 0;
        for (const [k, value] of p.entries())
            if (k !== label && value > other)
                other = value;
        return (p[label] - other + 1) / 2;
    },
    /** Entropy of the answer over the confidence in the label, on a scale that falls as that grows. */
    confidence_weighted_entropy(p, label) {
        let entropy = 0;
        for (const value of p)
            if (value > 0)
                entropy -= value * Math.log(value);
        const weighted = entropy / Math.log(p.length) / Math.max(least, p[label]);
        return Math.log(weighted + 1) / Math.max(least, weighted);
    },
};

;// CONCATENATED MODULE: ./lib/src/score/label-quality/label-issues.js


const labelFilters = [
    'prune_by_noise_rate',
    'prune_by_class',
    'both',
    'confident_learning',
    'predicted_neq_given',
    'low_normalized_margin',
    'low_self_confidence',
];
/** Images whose label is likely wrong, by confident learning: the flags of cleanlab's `find_label_issues`, 1 or 0 for each row. */
function labelIssues(given, filter) {
    const { labels } = given;
    switch (filter) {
        case 'low_normalized_margin':
        case 'low_self_confidence': {
            const quality = labelQuality(given, filter === 'low_self_confidence' ? 'self_confidence' : 'normalized_margin');
            const issues = withoutAgreed(given, flagsOf(labels.length, confidentCounts(given).offDiagonal));
            const count = issues.reduce((sum, flag) => sum + flag, 0);
            return flagsOf(labels.length, lowest(quality, count));
        }
        case 'confident_learning':
            return withoutAgreed(given, flagsOf(labels.length, confidentCounts(given).offDiagonal));
        case 'predicted_neq_given':
            return withoutAgreed(given, new Uint8Array(labels.length).fill(1));
        default:
            return withoutAgreed(given, pruned(given, filter));
    }
}
/** Takes the flag off images whose likeliest class is the given one. */
function withoutAgreed({ labels, probabilities, classes }, flags) {
    return flags.map((flag, row) => {
        if (flag === 0)
            return 0;
        const start = row * classes;
        const own = probabilities[start + labels[row]] + slack;
        for (let k = 0; k < classes; k++) {
            const p = probabilities[start + k];
            if (p > own || (p === own && k < labels[row]))
                return 1;
        }
        return 0;
    });
}
function pruned(given, filter) {
    const { labels, classes } = given;
    const counts = keepingOne(calibrated(confidentCounts(given).joint, labels));
    const rowsOf = Array.from({ length: classes }, () => []);
    for (const [row, label] of labels.entries())
        rowsOf[label].push(row);
    const prune = (by) => flagsOf(labels.length, rowsOf.flatMap((rows, k) => (rows.length > 1 ? by(given, rows, k, counts) : [])));
    if (filter === 'prune_by_class')
        return prune(pruneByClass);
    const byNoise = prune(pruneByNoise);
    if (filter === 'prune_by_noise_rate')
        return byNoise;
    const byClass = prune(pruneByClass);
    return byNoise.map((flag, row) => flag & byClass[row]);
}
/** Of a class, as many images as are counted to others, least confident first. */
function pruneByClass({ probabilities, classes }, rows, k, counts) {
    const confidence = Float64Array.from(rows, (row) => probabilities[row * classes + k]);
    return lowest(confidence, rows.length - counts[k][k]).map((index) => rows[index]);
}
/** Of a class, for each other class as many images as are counted to that, by how much likelier that is. */
function pruneByNoise({ probabilities, classes }, rows, k, counts) {
    return [...counts[k]].flatMap((count, j) => {
        if (j === k || count <= 0)
            return [];
        const margin = Float64Array.from(rows, (row) => probabilities[row * classes + k] - probabilities[row * classes + j]);
        return lowest(margin, count).map((index) => rows[index]);
    });
}
/**
 * Leaves each class one image at least: what its diagonal lacks is taken from its other counts in equal parts, and the
 * rest is cut to whole numbers.
 */
function keepingOne(joint) {
    return joint.map((row, k) => {
        const diagonal = Math.max(row[k], 1);
        const rates = Math.max(row.filter((count) => count !== 0).length - 1, 1);
        const part = (diagonal - row[k]) / rates;
        return row.map((count, j) => (j === k ? diagonal : Math.trunc(Math.max(0, count - part))));
    });
}
/** Indices of the lowest values, lowest first; the earlier one on ties. */
function lowest(values, count) {
    if (count <= 0)
        return [];
    return [...values.keys()].sort((a, b) => values[a] - values[b] || a - b).slice(0, count);
}
function flagsOf(n, rows) {
    const flags = new Uint8Array(n);
    for (const row of rows)
        flags[row] = 1;
    return flags;
}

;// CONCATENATED MODULE: ./lib/src/score/label-quality/object-similarity.js
/** How like true and detected boxes of an image are, as ObjectLab measures it. */

/** Weight of the overlap against the distance of the centres. */
const alpha = 0.9;
/** How fast likeness falls with the distance of the centres, by pixel. */
const decay = 0.1;
const smallestArea = 1e-6;
function matrixOf({ truth, detected }, image) {
    const [firstObject, firstDetection] = [truth.start[image], detected.start[image]];
    const objects = truth.start[image + 1] - firstObject;
    const detections = detected.start[image + 1] - firstDetection;
    const overlap = new Float64Array(objects * detections);
    const similarity = new Float64Array(objects * detections);
    for (let i = 0, at = 0; i < objects; i++) {
        for (let j = 0; j < detections; j++, at++) {
            const [own, theirs] = [4 * (firstObject + i), 4 * (firstDetection + j)];
            overlap[at] = object_similarity_overlapOf(truth.boxes, own, detected.boxes, theirs);
            similarity[at] = overlap[at] * alpha + (1 - alpha) * closeness(truth.boxes, own, detected.boxes, theirs);
        }
    }
    const isMarkedTwice = (object, least) => {
        const row = firstObject + object;
        for (let other = firstObject; other < firstObject + objects; other++) {
            if (truth.category[other] === truth.category[row])
                continue;
            if (object_similarity_overlapOf(truth.boxes, 4 * row, truth.boxes, 4 * other) >= least)
                return true;
        }
        return false;
    };
    return { objects, detections, firstObject, firstDetection, overlap, similarity, isMarkedTwice };
}
/** The smallest likeness above zero of any true and detected box of one image; 1 where there is none. */
function smallestSimilarity(columns) {
    let least = 1;
    for (let image = 0; image < columns_imageCount(columns); image++) {
        for (const value of matrixOf(columns, image).similarity)
            if (value > 0 && value < least)
                least = value;
    }
    return least;
}
/** IoU of two boxes (left, top, width, height), read at an offset each. */
function object_similarity_overlapOf(own, at, theirs, from) {
    const width = Math.min(own[at] + own[at + 2], theirs[from] + theirs[from + 2]) - Math.max(own[at], theirs[from]);
    const height = Math.min(own[at + 1] + own[at + 3], theirs[from + 1] + theirs[from + 3]) - Math.max(own[at + 1], theirs[from + 1]);
    if (width < 0 || height < 0)
        return 0;
    const both = width * height;
    const areas = own[at + 2] * own[at + 3] + theirs[from + 2] * theirs[from + 3];
    return both / Math.max(areas - both, smallestArea);
}
/** 1 where the centres meet, falling with their distance in pixels. */
function closeness(own, at, theirs, from) {
    const x = own[at] + own[at + 2] / 2 - theirs[from] - theirs[from + 2] / 2;
    const y = own[at + 1] + own[at + 3] / 2 - theirs[from + 1] - theirs[from + 3] / 2;
    // As cleanlab rounds it: what is far is 0, and not the smallest likeness.
    return 1 - (1 - Math.exp(-Math.sqrt(x * x + y * y) * decay));
}

;// CONCATENATED MODULE: ./lib/src/score/label-quality/object-precision.js
/** Average precision by class as ObjectLab's thresholds are built on: Pascal VOC's area under the curve, averaged over IoU 0.5 to 0.95. */


const overlaps = Array.from({ length: 10 }, (_, step) => 0.5 + 0.05 * step);
/**
 * Mean average precision of each class, 0–1; 0 for one that is not detected. A detection goes for the box that it overlaps most,
 * whether that is taken or not. In single precision where cleanlab is.
 */
function meanPrecisions(columns) {
    const best = bestOverlaps(columns);
    const images = imagesOf(columns.detected);
    const objects = new Int32Array(columns.classes);
    for (const category of columns.truth.category)
        objects[category]++;
    return Array.from({ length: columns.classes }, (_, category) => {
        const rows = [...columns.detected.category.keys()]
            .filter((row) => columns.detected.category[row] === category)
            .sort((a, b) => columns.detected.score[b] - columns.detected.score[a] || images[a] - images[b] || a - b);
        const sum = overlaps.reduce((total, least) => Math.fround(total + Math.fround(precisionOf(rows, best, least, objects[category]))), 0);
        return Math.fround(sum / overlaps.length);
    });
}
/** Of each detection: the box of its class that it overlaps most, −1 where its image has none. */
function bestOverlaps({ truth, detected, ...columns }) {
    const best = {
        overlap: new Float64Array(detected.category.length),
        object: new Int32Array(detected.category.length).fill(-1),
    };
    for (let image = 0; image < columns_imageCount({ truth, ...columns }); image++) {
        for (let row = detected.start[image]; row < detected.start[image + 1]; row++) {
            for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
                if (truth.category[object] !== detected.category[row])
                    continue;
                const overlap = object_similarity_overlapOf(detected.boxes, 4 * row, truth.boxes, 4 * object);
                if (best.object[row] >= 0 && overlap <= best.overlap[row])
                    continue;
                best.overlap[row] = overlap;
                best.object[row] = object;
            }
        }
    }
    return best;
}
function precisionOf(rows, { overlap, object }, least, n) {
    const taken = new Set();
    let hits = 0;
    const curve = rows.map((row, index) => {
        if (object[row] >= 0 && overlap[row] >= least && !taken.has(object[row])) {
            taken.add(object[row]);
            hits++;
        }
        return { recall: hits / Math.max(n, 2 ** -23), precision: Math.fround(hits / (index + 1)) };
    });
    let area = 0;
    let ceiling = 0;
    for (let at = curve.length - 1; at >= 0; at--) {
        ceiling = Math.max(ceiling, curve[at].precision);
        area += (curve[at].recall - (at > 0 ? curve[at - 1].recall : 0)) * ceiling;
    }
    return area;
}

;// CONCATENATED MODULE: ./lib/src/score/label-quality/object-lab.js
/**
 * ObjectLab: which boxes of a detection dataset are likely wrong, by a model that has not seen the images (Tkachenko, Thyagarajan,
 * Mueller 2023, "ObjectLab: Automated Diagnosis of Mislabeled Images in Object Detection Data"). Numbers, defaults and thresholds
 * are those of cleanlab's `object_detection`.
 */



/** A detection of this confidence speaks for an object that is not marked, or marked as another class. */
const high = 0.95;
/** A detection of more than this speaks for a better place of a box of its class. */
const low = 0.5;
/** Boxes that overlap by this much (IoU) and differ in class are one object marked twice. */
const object_lab_twice = 0.95;
/** How sharply the softmin of an image's boxes takes the worst. */
const temperature = 0.1;
/** Share of a class's mean precision below which a box of it is flagged. */
const flagFactor = 0.8;
const precisionFactor = 0.25;
/** The quality of every box; columns' boxes are compared, whatever `overlap` says. */
function boxQuality(columns) {
    const { truth, detected } = columns;
    const least = smallestSimilarity(columns);
    const quality = {
        overlooked: new Float64Array(detected.category.length).fill(Number.NaN),
        badlyLocated: new Float64Array(truth.category.length).fill(1),
        swapped: new Float64Array(truth.category.length).fill(1),
    };
    for (let image = 0; image < columns_imageCount(columns); image++) {
        const matrix = matrixOf(columns, image);
        judgeOverlooked(columns, matrix, least, quality.overlooked);
        judgePlaces(columns, matrix, quality.badlyLocated);
        judgeClasses(columns, matrix, least, quality.swapped);
    }
    return quality;
}
/** Boxes that are likely wrong, 1 or 0 each: those whose quality lies below a share of their class's mean precision. */
function boxIssues(columns, quality) {
    const precisions = meanPrecisions(columns).map((value) => Math.fround(Math.fround(value * precisionFactor) * flagFactor));
    const flags = (values, categories) => Uint8Array.from(values, (value, row) => (value <= precisions[categories[row]] ? 1 : 0));
    return {
        overlooked: flags(quality.overlooked, columns.detected.category),
        badlyLocated: flags(quality.badlyLocated, columns.truth.category),
        swapped: flags(quality.swapped, columns.truth.category),
    };
}
/** Quality of each image, 0–1: the geometric mean of the softmin of its boxes' three qualities. */
function imageQuality({ truth, detected }, quality) {
    const n = truth.start.length - 1;
    return Float64Array.from({ length: n }, (_, image) => {
        const own = (values, start) => Math.log(1e-100 + softmin(values.subarray(start[image], start[image + 1])));
        return Math.exp((own(quality.overlooked, detected.start) +
            own(quality.badlyLocated, truth.start) +
            own(quality.swapped, truth.start)) /
            3);
    });
}
/** The softmin of what is judged, 1 where nothing is. */
function softmin(values) {
    const judged = values.filter((value) => !Number.isNaN(value));
    if (judged.length === 0)
        return 1;
    const least = judged.reduce((a, b) => Math.min(a, b));
    const weights = judged.map((value) => Math.exp((least - value) / temperature));
    const sum = weights.reduce((a, b) => a + b);
    return judged.reduce((total, value, index) => total + (weights[index] / sum) * value, 0);
}
/** A sure detection that overlaps no box at all: the farther the nearest box of its class, the surer. */
function judgeOverlooked({ truth, detected }, matrix, least, into) {
    for (let j = 0; j < matrix.detections; j++) {
        const row = matrix.firstDetection + j;
        if (detected.score[row] < high || anyOverlap(matrix, j))
            continue;
        let nearest = Number.NaN;
        for (let i = 0; i < matrix.objects; i++) {
            if (truth.category[matrix.firstObject + i] !== detected.category[row])
                continue;
            const similarity = matrix.similarity[i * matrix.detections + j];
            if (!(similarity <= nearest))
                nearest = similarity;
        }
        into[row] = Number.isNaN(nearest) ? least * (1 - detected.score[row]) : nearest;
    }
}
function anyOverlap({ objects, detections, overlap }, j) {
    for (let i = 0; i < objects; i++)
        if (overlap[i * detections + j] > 0)
            return true;
    return false;
}
/** How like the most similar detection of its class is that overlaps a box at all. */
function judgePlaces({ truth, detected }, matrix, into) {
    for (let i = 0; i < matrix.objects; i++) {
        const row = matrix.firstObject + i;
        let most = Number.NaN;
        for (let j = 0; j < matrix.detections; j++) {
            const by = matrix.firstDetection + j;
            const at = i * matrix.detections + j;
            if (detected.category[by] !== truth.category[row] || !(detected.score[by] > low))
                continue;
            if (matrix.overlap[at] > 0 && !(matrix.similarity[at] <= most))
                most = matrix.similarity[at];
        }
        if (!Number.isNaN(most))
            into[row] = most;
    }
}
/** How unlike the most similar sure detection of another class is; least where the box is marked twice, as two classes. */
function judgeClasses({ truth, detected }, matrix, least, into) {
    for (let i = 0; i < matrix.objects; i++) {
        const row = matrix.firstObject + i;
        let most = Number.NaN;
        for (let j = 0; j < matrix.detections; j++) {
            const by = matrix.firstDetection + j;
            if (detected.category[by] === truth.category[row] || !(detected.score[by] > high))
                continue;
            const similarity = matrix.similarity[i * matrix.detections + j];
            if (!(similarity <= most))
                most = similarity;
        }
        if (matrix.isMarkedTwice(i, object_lab_twice))
            into[row] = least;
        else if (!Number.isNaN(most))
            into[row] = Math.max(least, 1 - most);
    }
}

;// CONCATENATED MODULE: ./lib/rules/training-data/label-noise.js









/* harmony default export */ const label_noise = (defineRule({
    meta: {
        id: 'training-data/label-noise',
        title: 'The label of an evaluation image is likely wrong.',
        why: 'A model that has not seen the image is surer of another class than it usually is of that class. Often the label is at fault, and each wrong label in an evaluation set takes a right answer for a wrong one. Boxes are judged as ObjectLab does: sure detections that no box meets, boxes that meet a detection of their class badly or one of another class.',
        fix: 'Look at the images, the most doubtful first, and correct the labels that are wrong. Where the model is wrong and the label right, nothing is to be done: the finding only asks to look.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'predictions'],
        messages: {
            doubtful: '{path} in {split} is labelled {label}, and {model} answers {answer} with {confidence}: look at the label.',
            boxes: '{path} in {split}: by the answers of {model}, {what}: look at the boxes.',
            more: '{measured} labels of {split} in {dataset} are doubtful to {model}; {listed} of them are named, the most doubtful first.',
        },
        options: {
            filter: `Method of cleanlab's find_label_issues: ${labelFilters.join(', ')}; any other name stands for the first.`,
            listed: 'Images of one split that are named, of those that were doubtful before and of those that are new.',
            samples: 'Predicted images that a split must have.',
        },
    },
    defaults: { filter: 'prune_by_noise_rate', listed: 20, samples: 50 },
    *evaluate({ base, head, options }) {
        const once = nameOnce();
        for (const predictions of Object.values(head.predictions)) {
            const { model, dataset } = predictions;
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const before = base.samples?.[dataset];
            const predictedBefore = base.predictions?.[model];
            const doubtfulBefore = before && predictedBefore ? doubtful(before, predictedBefore, options) : [];
            const known = new Set(doubtfulBefore.map(nameOf));
            const old = new Set(before ? evaluated(before) : []);
            const doubts = doubtful(samples, predictions, options).filter(({ name }) => known.has(name) || !old.has(name));
            // Of the old ones those that base names, and no other: which come first changes with every model.
            const named = new Set(shortList(doubtfulBefore, known, options.listed).listed.map(nameOf));
            const isNamed = ({ name }) => named.has(name);
            const inOrder = [...doubts.filter(isNamed), ...doubts.filter((doubt) => !isNamed(doubt))];
            const { listed: first, crowded } = shortList(inOrder, known, options.listed);
            const listed = first.filter((doubt) => isNamed(doubt) || !known.has(doubt.name));
            for (const { name, row, file: split, message, data } of listed) {
                yield {
                    message,
                    subject: samples.path[row],
                    identity: once(`${model} ${name}`),
                    at: placeOf(samples, row),
                    data: { path: samples.path[row], split, model, ...data },
                    evidence: imageOf(samples, row),
                };
            }
            for (const { file: split, total, listed } of crowded) {
                yield {
                    message: 'more',
                    subject: `${dataset}: ${split}`,
                    identity: `${model} ${dataset}/${split}`,
                    measured: total,
                    limit: 0,
                    data: { split, dataset, model, listed },
                };
            }
        }
    },
}));
const nameOf = ({ name }) => name;
/** Content and marks of each evaluation image: what a judgement of its label depends on, but for the model. */
function evaluated(samples) {
    const marks = marksOf(samples);
    return Array.from({ length: samples.count }, (_, row) => row)
        .filter((row) => isEvaluation(samples.split[row]))
        .map((row) => `${samples.hash[row]} ${marks(row)}`);
}
/** What is said of each image: its label, or what is marked in it. */
function marksOf({ annotations, label }) {
    if (!annotations)
        return (row) => String(label[row]);
    const marked = markedIn(annotations);
    return (row) => marked.get(row)?.join(' ') ?? '';
}
function markedIn({ count, sample, category, boxes }) {
    const marked = new Map();
    for (let at = 0; at < count; at++) {
        const own = `${category[at]}:${boxes.subarray(4 * at, 4 * at + 4).join()}`;
        const others = marked.get(sample[at]);
        if (others)
            others.push(own);
        else
            marked.set(sample[at], [own]);
    }
    return marked;
}
/** Doubtful labels of the evaluation splits, which the model was not trained on; the most doubtful of each split first. */
function doubtful(samples, { classes, splits }, options) {
    const filter = labelFilters.find((name) => name === options.filter) ?? labelFilters[0];
    return Object.values(splits)
        .filter(({ split, rows }) => isEvaluation(split) && rows.length >= options.samples && classes.length > 1)
        .flatMap(({ split, rows, results }) => {
        if (results.task === 'classification' && !results.hard) {
            return inSplit(samples, classes, { split, rows, results }, filter);
        }
        return results.task === 'detection' ? boxesInSplit(samples, { split, rows, results }) : [];
    });
}
/** Images with a box that ObjectLab flags, the most doubtful first. */
function boxesInSplit(samples, { split, rows, results }) {
    const quality = boxQuality(results);
    const issues = boxIssues(results, quality);
    const ofImage = imageQuality(results, quality);
    const marks = marksOf(samples);
    const countIn = (flags, start, image) => flags.subarray(start[image], start[image + 1]).reduce((sum, flag) => sum + flag, 0);
    return [...ofImage.keys()]
        .sort((a, b) => ofImage[a] - ofImage[b] || a - b)
        .flatMap((image) => {
        const { truth, detected } = results;
        const overlooked = countIn(issues.overlooked, detected.start, image);
        const misplaced = countIn(issues.badlyLocated, truth.start, image);
        const swapped = countIn(issues.swapped, truth.start, image);
        const what = [
            ...(overlooked > 0 ? [`${counted(overlooked, 'object')} not marked`] : []),
            ...(misplaced > 0 ? [`${counted(misplaced, 'box', 'boxes')} badly placed`] : []),
            ...(swapped > 0 ? [`${counted(swapped, 'box', 'boxes')} of another class`] : []),
        ];
        if (what.length === 0)
            return [];
        const row = rows[image];
        return [
            {
                name: `${samples.hash[row]} ${marks(row)}`,
                file: split,
                row,
                message: 'boxes',
                data: { what: listed(what) },
            },
        ];
    });
}
function inSplit(samples, classes, { split, rows, results }, filter) {
    const { truth, scores, predicted } = results;
    const given = { labels: truth, probabilities: scores, classes: classes.length };
    const flags = labelIssues(given, filter);
    const quality = labelQuality(given, 'normalized_margin');
    return [...flags.keys()]
        .filter((index) => flags[index] === 1)
        .sort((a, b) => quality[a] - quality[b] || a - b)
        .map((index) => ({
        name: `${samples.hash[rows[index]]} ${samples.label[rows[index]]}`,
        file: split,
        row: rows[index],
        message: 'doubtful',
        data: {
            label: classes[truth[index]],
            answer: classes[predicted[index]],
            confidence: percent(scores[index * classes.length + predicted[index]]),
        },
    }));
}

;// CONCATENATED MODULE: ./lib/rules/training-data/low-information-image.js


/* harmony default export */ const low_information_image = (defineRule({
    meta: {
        id: 'training-data/low-information-image',
        title: 'An image holds hardly any information.',
        why: 'A picture of one colour, or of a few, is a placeholder, a failed export or a lens cap. It has a label all the same, and the model learns to give that label to nothing.',
        fix: 'Look at the image and take it out if nothing is on it. If the pictures are meant to be plain, such as line drawings, lower the limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            plain: '{path} holds hardly any information: its entropy is {measured} of what a picture can have, limit {limit}.',
        },
        options: {
            limit: 'Lowest entropy, a tenth of the bits of the histogram of all channels, of an image that holds enough (cleanvision: 0.3).',
        },
    },
    defaults: { limit: 0.3 },
    *evaluate({ base, head, options }) {
        const found = imagesBelow({ base, head }, ({ lowInformation }, row) => lowInformation[row], options.limit);
        for (const image of found)
            yield { message: 'plain', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/near-duplicate.js




/* harmony default export */ const near_duplicate = (defineRule({
    meta: {
        id: 'training-data/near-duplicate',
        title: 'A split holds the same picture more than once, in other bytes.',
        why: 'A picture that was resized, recompressed or cropped is no second example. In training it is learnt by heart, and in evaluation it counts twice. Near copies across splits and with other labels are worse, and have rules of their own.',
        fix: 'Keep one of each picture, the best one. Frames of one video, or parts of one sheet, can look alike without being the same: name them by a `unit` in the policy, so that they stay in one split.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'nearDuplicates'],
        messages: {
            same: '{path} is the same picture as {twin}, in {split}, in other bytes.',
            similar: '{path} looks like {twin}, in {split}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree.',
        },
        options: {
            distance: 'Bits, of 64, in which the perceptual hashes of pictures may differ that are named without agreeing pixels.',
        },
    },
    defaults: { distance: 2 },
    *evaluate({ base, head, options }) {
        const once = nameOnce();
        for (const near of Object.values(head.nearDuplicates)) {
            const samples = head.samples[near.dataset];
            if (!samples)
                continue;
            const { path, split } = samples;
            for (const { row, twin, pair } of matches(samples, base.samples?.[near.dataset], near, options.distance)) {
                yield {
                    message: pair.confirmed ? 'same' : 'similar',
                    subject: path[row],
                    identity: once(pair.name),
                    at: placeOf(samples, row),
                    data: { path: path[row], twin: path[twin], split: split[row], distance: pair.distance },
                    evidence: pairOf(samples, [
                        [twin, path[twin]],
                        [row, path[row]],
                    ]),
                };
            }
        }
    },
}));
/** Each picture that looks like an earlier one of its split and label; those that base has too are earlier than new ones. */
function matches(samples, base, near, distance) {
    const { split, label } = samples;
    const pairs = nearPairs(samples, near, distance);
    const unchanged = unchangedInPairs(samples, base, pairs);
    const isLater = (a, b) => (unchanged(a) === unchanged(b) ? a > b : unchanged(b));
    return bestMatches(pairs.flatMap((pair) => pair.first.flatMap((a) => {
        const b = pair.second.find((other) => split[other] === split[a] && label[other] === label[a]);
        if (b === undefined)
            return [];
        return [isLater(a, b) ? { row: a, twin: b, pair } : { row: b, twin: a, pair }];
    })));
}

;// CONCATENATED MODULE: ./lib/rules/shared/box-groups.js

/** datumaro's properties of a box. */
const boxProperties = ['width', 'height', 'area', 'ratio', 'short side', 'long side'];
/** Attributes of more values than this are names or numbers, and make no groups. */
const mostValues = 20;
/** Each property of each annotation's box, in pixels where the image's size is known, else as written; NaN for boxes without extent. */
function boxColumns(samples, images, annotations) {
    const { count, sample, unit } = annotations;
    const columns = Object.fromEntries(boxProperties.map((name) => [name, new Float64Array(count).fill(Number.NaN)]));
    const asWritten = { width: 1, height: 1 };
    for (let row = 0; row < count; row++) {
        if (!isFiniteBox(annotations, row))
            continue;
        const size = unit === 'fractions' && sample[row] >= 0 ? storedSize(samples, images, sample[row]) : null;
        const { width, height } = boxInPixels(annotations, row, size ?? asWritten);
        const least = unit === 'fractions' && !size ? 0 : 1;
        if (width <= 0 || height <= 0 || width < least || height < least)
            continue;
        columns.width[row] = width;
        columns.height[row] = height;
        columns.area[row] = width * height;
        columns.ratio[row] = width / height;
        columns['short side'][row] = Math.min(width, height);
        columns['long side'][row] = Math.max(width, height);
    }
    return columns;
}
/** Groups of annotations by class, then by class and each value of each attribute of few values. */
function boxGroups({ classes }, annotations, columns) {
    const { count, category, attributes } = annotations;
    const ofClass = classes.map((label) => ({ label, attribute: null, rows: [] }));
    for (let row = 0; row < count; row++) {
        if (category[row] >= 0 && columns.width[row] > 0)
            ofClass[category[row]].rows.push(row);
    }
    const groups = ofClass.filter(({ rows }) => rows.length > 0);
    const named = Object.entries(attributes).filter(([, values]) => hasFewValues(values));
    return [
        ...groups,
        ...groups.flatMap(({ label, rows }) => named.flatMap(([name, values]) => [
            ...Map.groupBy(rows.filter((row) => values[row] !== null), (row) => values[row] ?? ''),
        ].map(([value, own]) => ({ label, attribute: { name, value }, rows: own })))),
    ];
}
/** Whether a column has so few values that each stands for a group. */
function hasFewValues(values) {
    const seen = new Set();
    for (const value of values) {
        if (value !== null && seen.add(value).size > mostValues)
            return false;
    }
    return seen.size > 0;
}
/** Mean and standard deviation (of the population) of a column's rows. */
function moments(column, rows) {
    let sum = 0;
    for (const row of rows)
        sum += column[row];
    const mean = sum / rows.length;
    let squares = 0;
    for (const row of rows)
        squares += (column[row] - mean) ** 2;
    return { mean, deviation: Math.sqrt(squares / rows.length) };
}
/** Share of a column's rows that lies in the fullest of ten bins of equal width between the least and the greatest value. */
function fullestTenth(column, rows) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const row of rows) {
        low = Math.min(low, column[row]);
        high = Math.max(high, column[row]);
    }
    if (low === high)
        return 1;
    const counts = new Float64Array(10);
    for (const row of rows)
        counts[Math.min(9, Math.floor(((column[row] - low) * 10) / (high - low)))]++;
    return Math.max(...counts) / rows.length;
}

;// CONCATENATED MODULE: ./lib/rules/shared/far-boxes.js


/** datumaro's FarFromLabelMean and FarFromAttrMean: each box, group and property of more than so many standard deviations from the mean. */
function farBoxes(samples, annotations, columns, limit) {
    return boxGroups(samples, annotations, columns).flatMap((group) => boxProperties.flatMap((property) => {
        const column = columns[property];
        const { mean, deviation } = moments(column, group.rows);
        return group.rows
            .filter((row) => column[row] > mean + limit * deviation || column[row] < mean - limit * deviation)
            .map((row) => ({
            row,
            group,
            property,
            value: column[row],
            mean,
            deviations: Math.abs(column[row] - mean) / deviation,
        }));
    }));
}
/** For each annotation the property in which it is farthest, in the order of the rows. */
function farthestOfEach(far) {
    const best = new Map();
    for (const box of far)
        if (box.deviations > (best.get(box.row)?.deviations ?? 0))
            best.set(box.row, box);
    return [...best.values()].sort((a, b) => a.row - b.row);
}
/** Those of the names that annotations of `samples` have: whether an annotation was there before. */
function namesAmong(samples, wanted) {
    const found = new Set();
    if (!samples?.annotations || wanted.size === 0)
        return found;
    const images = new Set([...wanted].map((name) => name.slice(0, name.indexOf(' '))));
    const { annotations, hash, path } = samples;
    for (let row = 0; row < annotations.count; row++) {
        const sample = annotations.sample[row];
        if (sample < 0 || !images.has(hash[sample] || path[sample]))
            continue;
        const name = annotationName(samples, annotations, row);
        if (wanted.has(name))
            found.add(name);
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/odd-annotation.js






/* harmony default export */ const odd_annotation = (defineRule({
    meta: {
        id: 'training-data/odd-annotation',
        title: 'A box is unlike all others of its class.',
        why: 'A box ten times as large as any other of its class is most often a slip: a drag too far, a box around a group, the wrong class. One of a few pixels is too small for most models to learn anything from it.',
        fix: 'Look at the box and draw it again, correct its class, or remove it. Where sizes differ this much by nature, raise the limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images'],
        messages: {
            far: 'The box of {class} in {path} has {property} {value}; the mean of {group} is {mean}, and it lies {deviations} standard deviations away.',
            tiny: 'The box of {class} in {path} is {width} × {height} pixels.',
            more: '{path} has {measured} odd annotations; {listed} of them are named.',
        },
        options: {
            deviations: 'Standard deviations from the mean of its class that a box may lie (datumaro: 5).',
            side: 'Pixels that each side of a box should have.',
            listed: 'Annotations of one file that are named, of those that base has too and of those that are new.',
        },
    },
    defaults: { deviations: 5, side: 3, listed: 50 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, annotations, path } = samples;
            if (!annotations)
                continue;
            const before = base.samples?.[dataset];
            const found = odd(samples, head.images[dataset], options);
            if (found.length === 0)
                continue;
            const known = new Set(before ? odd(before, base.images?.[dataset], options).map(({ name }) => name) : []);
            const old = namesAmong(before, new Set(found.map(({ base }) => base)));
            const { listed, crowded } = shortList(found.filter(({ name, base }) => known.has(name) || !old.has(base)), known, options.listed);
            for (const { row, name, message, data } of listed) {
                yield {
                    message,
                    subject: path[annotations.sample[row]],
                    identity: name,
                    at: annotationPlace(annotations, row),
                    data: { ...data, path: path[annotations.sample[row]], class: classOf(samples, annotations, row) },
                    evidence: imageOf(samples, annotations.sample[row]),
                };
            }
            for (const { file, total, listed } of crowded) {
                yield {
                    message: 'more',
                    subject: file,
                    identity: `${dataset}/${file}`,
                    at: { path: file },
                    measured: total,
                    limit: 0,
                    unit: 'annotations',
                    data: { path: file, listed },
                };
            }
        }
    },
}));
function odd(samples, images, options) {
    const { annotations } = samples;
    if (!annotations)
        return [];
    const once = nameOnce();
    const columns = boxColumns(samples, images, annotations);
    return [...far(samples, annotations, columns, options.deviations), ...tiny(columns, options.side)]
        .filter(({ row }) => annotations.sample[row] >= 0)
        .sort((a, b) => a.row - b.row)
        .map((one) => {
        const base = annotationName(samples, annotations, one.row);
        return { ...one, base, name: once(`${one.message} ${base}`), file: annotations.files[annotations.file[one.row]] };
    });
}
function far(samples, annotations, columns, limit) {
    return farthestOfEach(farBoxes(samples, annotations, columns, limit)).map(({ row, group, property, value, mean, deviations }) => ({
        message: 'far',
        row,
        data: {
            property,
            value: odd_annotation_short(value),
            mean: odd_annotation_short(mean),
            deviations: odd_annotation_short(deviations),
            group: group.attribute ? `${group.label} with ${group.attribute.name} ${group.attribute.value}` : group.label,
        },
    }));
}
/** Boxes of a side of few pixels; those of less than one are no boxes at all, and have another rule. */
function tiny({ width, height }, side) {
    const rows = [...width.keys()].filter((row) => Math.min(width[row], height[row]) >= 1);
    return rows
        .filter((row) => Math.min(width[row], height[row]) < side)
        .map((row) => ({ message: 'tiny', row, data: { width: odd_annotation_short(width[row]), height: odd_annotation_short(height[row]) } }));
}
function odd_annotation_short(value) {
    return Number(value.toPrecision(3));
}

;// CONCATENATED MODULE: ./lib/rules/training-data/odd-aspect-ratio.js


/* harmony default export */ const odd_aspect_ratio = (defineRule({
    meta: {
        id: 'training-data/odd-aspect-ratio',
        title: 'An image is far wider than high, or far higher than wide.',
        why: 'Most models look at squares: a strip is squeezed until nothing in it has its shape, or cropped until most of it is gone. Strips are often banners, screenshots or broken crops that came in with a scrape.',
        fix: 'Look at the image: crop it to what it is about, or take it out. If strips are the subject, lower the limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            odd: '{path} is {width} × {height}: its sides are in a ratio of {measured}, limit {limit}.',
        },
        options: { limit: 'Lowest ratio of the shorter side to the longer that is accepted (cleanvision: 0.35).' },
    },
    defaults: { limit: 0.35 },
    *evaluate({ base, head, options }) {
        const found = imagesBelow({ base, head }, ({ width, height }, row) => Math.min(width[row], height[row]) / Math.max(width[row], height[row]), options.limit);
        for (const image of found)
            yield { message: 'odd', ...image };
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/odd-size.js




/* harmony default export */ const odd_size = (defineRule({
    meta: {
        id: 'training-data/odd-size',
        title: 'An image is far smaller or far larger than the others of its dataset.',
        why: 'A thumbnail among photographs is enlarged until it is a blur; a scan among thumbnails is shrunk until its subject is gone. Either way the model sees a picture unlike those that it will be asked about.',
        fix: 'Find out where the image comes from: take the original instead of its thumbnail, crop, or take it out. If sizes are mixed on purpose, raise the factor.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            small: '{path} is {width} × {height}, far smaller than the others: {side} pixels a side, limit {bound}.',
            large: '{path} is {width} × {height}, far larger than the others: {side} pixels a side, limit {bound}.',
        },
        options: {
            factor: 'Interquartile ranges that the side of a square of the same area may lie outside the quartiles of the dataset (cleanvision: 3).',
            samples: 'Images that the dataset must have: of a few, none is usual.',
        },
    },
    defaults: { factor: 3, samples: 30 },
    *evaluate({ base, head, options }) {
        for (const images of Object.values(head.images)) {
            const { dataset } = images;
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const before = base.samples?.[dataset];
            if (samples.count < options.samples)
                continue;
            const limits = odd_size_limitsOf(images, options.factor);
            const odd = Array.from(samples.hash.keys()).filter((row) => outside(sideOf(images, row), limits));
            if (odd.length === 0)
                continue;
            const limitsBefore = base.images?.[dataset] ? odd_size_limitsOf(base.images[dataset], options.factor) : limits;
            const known = new Set(before?.hash);
            const rows = odd.filter((row) => !known.has(samples.hash[row]) || outside(sideOf(images, row), limitsBefore));
            yield* found(samples, before, images, rows, limits);
        }
    },
}));
function* found(samples, before, images, rows, [low, high]) {
    const names = namesByContent(samples, before, rows);
    for (const [index, row] of rows.entries()) {
        const side = sideOf(images, row);
        yield {
            message: side < low ? 'small' : 'large',
            subject: samples.path[row],
            identity: names[index],
            at: placeOf(samples, row),
            // No measured value: the limit moves with the other images, which makes no old image worse.
            data: {
                path: samples.path[row],
                width: images.width[row],
                height: images.height[row],
                side: Math.round(side),
                bound: Math.round(side < low ? low : high),
            },
            evidence: imageOf(samples, row),
        };
    }
}
/** Side of a square of the image's area; 0 when it cannot be read. */
function sideOf({ width, height }, row) {
    return Math.sqrt(width[row]) * Math.sqrt(height[row]);
}
function odd_size_limitsOf(images, factor) {
    const sides = ascending(images, readableRows(images), { name: 'side', value: sideOf });
    if (sides.length === 0)
        return [0, Number.POSITIVE_INFINITY];
    const [first, third] = [quantile(sides, 0.25), quantile(sides, 0.75)];
    const reach = factor * (third - first);
    return [first - reach, third + reach];
}
function outside(side, [low, high]) {
    return side > 0 && (side < low || side > high);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/outlier-image.js




/** A median absolute deviation of normal values is a standard deviation over this. */
const deviationsInSpread = 1.4826;
/** Datasets of one light have hardly any spread; a difference that nobody sees is no outlier. */
const leastSpread = 0.01;
/** Of a property in which more of the images are far out, none is an outlier. */
const usualShare = 0.01;
/* harmony default export */ const outlier_image = (defineRule({
    meta: {
        id: 'training-data/outlier-image',
        title: 'An image has a light or a tint that no other of its dataset has.',
        why: 'A picture in another light than all others is often one that came in by mistake: an infrared frame, a negative, a scan, a broken export. One is harmless in training and a riddle in evaluation.',
        fix: 'Look at the image and take it out if it does not belong. Outliers that are rare but real are worth keeping: waive them, or raise the limit.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            outlier: '{path} has {property} {value}: {deviations} standard deviations from the median {median} of {dataset}, limit {bound}.',
        },
        options: {
            limit: 'Standard deviations from the median that are accepted, for brightness, contrast and the shares of red, green and blue. The deviation is the median absolute one times 1.4826, and 0.01 at least. A property in which more than 1 % of the images at the base (of all, in an audit) lie farther is not looked at.',
            samples: 'Images that the dataset must have.',
        },
    },
    defaults: { limit: 6, samples: 50 },
    *evaluate({ base, head, options }) {
        for (const images of Object.values(head.images)) {
            const { dataset } = images;
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const before = base.samples?.[dataset];
            const atBase = { samples: before, images: base.images?.[dataset] };
            if (outliers(images, lightProperties, options).length === 0)
                continue;
            const calm = lightTails(atBase.images ?? images, options);
            const found = news(outliers(images, calm, options), images, samples, atBase, options);
            const names = namesByContent(samples, before, found.map(({ row }) => row));
            for (const [index, { row, property, median, deviations }] of found.entries()) {
                yield {
                    message: 'outlier',
                    ...placed(samples, row),
                    identity: names[index],
                    // No measured value: the deviation changes with the other images, which makes no old image worse.
                    data: {
                        deviations: Math.round(deviations * 10) / 10,
                        bound: options.limit,
                        path: samples.path[row],
                        dataset,
                        property: property.name,
                        value: property.value(images, row).toFixed(2),
                        median: median.toFixed(2),
                    },
                };
            }
        }
    },
}));
function placed(samples, row) {
    return { subject: samples.path[row], at: placeOf(samples, row), evidence: imageOf(samples, row) };
}
/**
 * The properties in which hardly any image lies far out. Where many do, as tints do in a collection of indoor and outdoor
 * pictures, lying far out is nothing unusual.
 */
function lightTails(images, { limit, samples }) {
    const rows = readableRows(images);
    if (rows.length < samples)
        return lightProperties;
    const most = Math.max(1, usualShare * rows.length);
    return spreads(images, rows, lightProperties)
        .filter((spread) => rows.filter((row) => distance(spread, images, row) > limit).length <= most)
        .map(({ property }) => property);
}
/** Images that lie far from the others, each in the property in which it lies farthest. */
function outliers(images, properties, { limit, samples }) {
    const rows = readableRows(images);
    if (rows.length < samples)
        return [];
    const farthest = new Map();
    for (const spread of spreads(images, rows, properties)) {
        for (const row of rows) {
            const deviations = distance(spread, images, row);
            if (deviations <= limit || deviations <= (farthest.get(row)?.deviations ?? 0))
                continue;
            farthest.set(row, { row, property: spread.property, median: spread.median, deviations });
        }
    }
    return [...farthest.values()].sort((a, b) => a.row - b.row);
}
/** Those that base has not, or that were outliers there: what is taken out makes no other image odd. */
function news(outliers, images, samples, base, { limit, samples: least }) {
    if (outliers.length === 0 || !base.samples || !base.images)
        return outliers;
    const rows = readableRows(base.images);
    if (rows.length < least)
        return outliers;
    const known = new Set(base.samples.hash);
    const usual = spreads(base.images, rows, lightProperties);
    const wasFar = (row) => usual.some((spread) => distance(spread, images, row) > limit);
    return outliers.filter(({ row }) => !known.has(samples.hash[row]) || wasFar(row));
}
/** Median and robust standard deviation of each property. */
function spreads(images, rows, properties) {
    return properties.map((property) => {
        const values = valuesOf(images, rows, property).sort();
        const median = quantile(values, 0.5);
        const away = values.map((value) => Math.abs(value - median)).sort();
        return { property, median, deviation: Math.max(leastSpread, deviationsInSpread * quantile(away, 0.5)) };
    });
}
function distance({ property, median, deviation }, images, row) {
    return Math.abs(property.value(images, row) - median) / deviation;
}

;// CONCATENATED MODULE: ./lib/rules/shared/file-formats.js
/** Extensions of each format, as decoders name it, that images of it go by. */
const extensions = {
    jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
    png: ['png', 'apng'],
    webp: ['webp'],
    gif: ['gif'],
    tiff: ['tif', 'tiff'],
    heif: ['heif', 'heic', 'avif'],
    bmp: ['bmp', 'dib'],
};
const file_formats_known = new Set(Object.values(extensions).flat());
/** Whether a pointer to the content lies in the image's place. */
function isPointer(format) {
    return format.endsWith('pointer');
}
/** The path's extension, where it is that of another image format than the file's own; else `null`. */
function wrongExtension(path, format) {
    const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
    if (!file_formats_known.has(extension) || !extensions[format])
        return null;
    return extensions[format].includes(extension) ? null : extension;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/pointer-instead-of-image.js



/* harmony default export */ const pointer_instead_of_image = (defineRule({
    meta: {
        id: 'training-data/pointer-instead-of-image',
        title: 'A pointer lies where an image should be.',
        why: 'A few lines of text that say where the image is were committed as if they were the image. Whoever fetches the data gets the text; training skips it, or stops.',
        fix: 'For Git LFS, track the path in .gitattributes and add the image anew. For DVC, keep the pointer in a .dvc file beside the image, and the image out of git.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: { pointer: '{path} is a {pointer} and not an image.' },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const { dataset, format } of Object.values(head.images)) {
            const samples = head.samples[dataset];
            if (!samples)
                continue;
            const rows = [...format.keys()].filter((row) => isPointer(format[row]));
            const names = namesByContent(samples, base.samples?.[dataset], rows);
            for (const [index, row] of rows.entries()) {
                yield {
                    message: 'pointer',
                    subject: samples.path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: samples.path[row], pointer: format[row] },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/property-drift.js




const properties = [...lightProperties, ...shapeProperties];
/* harmony default export */ const property_drift = (defineRule({
    meta: {
        id: 'training-data/property-drift',
        title: 'Images of one part of the data look otherwise than those of another.',
        why: 'When evaluation images are brighter, larger or of another tint than training images, they come from elsewhere: the score then measures another task than the one that was trained. The same holds for a delivery that does not look like the images that were there.',
        fix: 'Find out where the images come from. Mix the sources before splitting, or say that evaluation is meant to be from elsewhere and raise the distance.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            split: 'Images of {split} and of train in {dataset} differ in {property}: the distributions lie {distance} apart (Kolmogorov–Smirnov), medians {median} and {other}.',
            added: 'The {count} images that come into {split} of {dataset} differ from those that are there in {property}: the distributions lie {distance} apart (Kolmogorov–Smirnov), medians {median} and {other}.',
        },
        options: {
            distance: "Kolmogorov–Smirnov's statistic, 0–1, that is accepted (deepchecks: 0.2).",
            samples: 'Images that each side of a comparison must have.',
        },
    },
    defaults: { distance: 0.2, samples: 50 },
    *evaluate({ base, head, options }) {
        for (const images of Object.values(head.images)) {
            const samples = head.samples[images.dataset];
            if (!samples)
                continue;
            const splits = rowsOfSplits(samples, images);
            const train = columnsOf(images, splits.get('train') ?? []);
            for (const [split, rows] of splits) {
                if (isEvaluation(split))
                    yield* comparisons('split', images, split, train, rows, options);
            }
            const before = base.samples?.[images.dataset];
            const imagesBefore = base.images?.[images.dataset];
            if (!before || !imagesBefore)
                continue;
            for (const [split, rows] of rowsOfSplits(before, imagesBefore)) {
                const known = new Set(rows.map((row) => before.hash[row]));
                const added = (splits.get(split) ?? []).filter((row) => !known.has(samples.hash[row]));
                yield* comparisons('added', images, split, columnsOf(imagesBefore, rows), added, options);
            }
        }
    },
}));
function rowsOfSplits({ split }, images) {
    return Map.groupBy(readableRows(images), (row) => split[row]);
}
/** The properties of those rows, each sorted when it is first asked for. */
function columnsOf(images, rows) {
    const sorted = new Map();
    return {
        length: rows.length,
        ascending(property) {
            const known = sorted.get(property) ?? ascending(images, rows, property);
            sorted.set(property, known);
            return known;
        },
    };
}
function* comparisons(message, images, split, reference, rows, options) {
    if (reference.length < options.samples || rows.length < options.samples)
        return;
    for (const property of properties) {
        const there = reference.ascending(property);
        const here = ascending(images, rows, property);
        const { statistic, wasserstein, stability } = drift(there, here);
        yield {
            message,
            subject: `${images.dataset}: ${split}`,
            identity: `${images.dataset}/${split}/${property.name}`,
            effect: statistic,
            ...driftTest(statistic, [there.length, here.length], options.distance),
            tolerance: options.distance,
            n: there.length + here.length,
            family: 'advisory',
            data: {
                dataset: images.dataset,
                split,
                property: property.name,
                count: here.length,
                distance: statistic,
                median: quantile(here, 0.5),
                other: quantile(there, 0.5),
                wasserstein,
                stability,
            },
        };
    }
}

;// CONCATENATED MODULE: ./lib/rules/training-data/relabelled-evaluation.js




/* harmony default export */ const relabelled_evaluation = (defineRule({
    meta: {
        id: 'training-data/relabelled-evaluation',
        title: 'Labels of evaluation images were edited.',
        why: 'Labels of validation and test images are what every score is measured by. An edit can mend a mistake, or make a model look better than it is; only a reader can tell.',
        fix: 'Look at each image. If the edits are right, merge them in a pull request of their own, so that a change of score is not taken for a change of the model.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['changes'],
        messages: {
            label: '{path} in {split} is labelled {label}; it was {was}.',
            annotations: 'The annotations of {path} in {split} were edited: {what}.',
            more: '{measured} labels and annotations were edited in {split} of {dataset}; {images} named one by one.',
        },
        options: { listed: 'Images of one split that are named one by one.' },
    },
    defaults: { listed: 50 },
    *evaluate({ pair, options }) {
        const once = nameOnce();
        for (const changes of Object.values(pair.changes)) {
            for (const split of ['validation', 'test']) {
                const edits = [...labelEdits(changes, split), ...annotationEdits(changes, split)];
                for (const edit of edits.slice(0, options.listed)) {
                    const { path, hash, identity, ...said } = edit;
                    yield {
                        ...said,
                        subject: path,
                        identity: once(identity),
                        evidence: { kind: 'image', images: [{ path, hash, side: 'head' }] },
                    };
                }
                if (edits.length <= options.listed)
                    continue;
                yield {
                    message: 'more',
                    subject: `${changes.dataset}: ${split}`,
                    identity: `${changes.dataset}/${split}`,
                    measured: totalOf(changes, split),
                    limit: 0,
                    data: {
                        split,
                        dataset: changes.dataset,
                        images: options.listed === 1 ? '1 image is' : `${options.listed} images are`,
                    },
                };
            }
        }
    },
}));
function labelEdits({ samples }, split) {
    const edits = samples.filter((change) => change.kind === 'relabelled' && change.split === split);
    return edits.map(({ path, hash, label, from, at }) => ({
        message: 'label',
        path,
        hash,
        identity: `${hash} ${path} ${label ?? ''}`,
        at,
        data: { path, split, label: label ?? 'nothing', was: from?.label ?? 'nothing' },
    }));
}
/** One for each image: what was edited in it, at the place of the first edit. */
function annotationEdits({ annotations }, split) {
    if (!annotations || !isEvaluation(split))
        return [];
    const edits = Map.groupBy(annotations.items.filter((change) => change.split === split), ({ path }) => path);
    return [...edits].map(([path, items]) => ({
        message: 'annotations',
        path,
        hash: items[0].hash,
        identity: `${items[0].hash} ${path} ${items.map(signatureOf).join(', ')}`,
        at: items[0].at,
        data: { path, split, what: relabelled_evaluation_inWords(items) },
    }));
}
function signatureOf({ kind, label, from, iou }) {
    return [kind, label, from, iou].filter((part) => part != null).join(' ');
}
function relabelled_evaluation_inWords(items) {
    const kinds = Map.groupBy(items, ({ kind, label, from }) => kind === 're-classed' ? `${from ?? 'no class'} became ${label ?? 'no class'}` : `${label ?? 'mask'} ${kind}`);
    return listed([...kinds].map(([what, of]) => (of.length === 1 ? what : `${what} (${counted(of.length, 'time')})`)));
}
/** All edits in the split, those too that the change does not list. */
function totalOf({ totals, annotations }, split) {
    const labels = totals.filter((total) => total.kind === 'relabelled' && total.split === split);
    const marks = annotations?.totals.filter((total) => total.split === split) ?? [];
    return [...labels, ...marks].reduce((sum, { n }) => sum + n, 0);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/shortcut.js






/** Levels and classes that fewer images have are counted together. */
const shortcut_leastCount = 20;
/* harmony default export */ const shortcut = (defineRule({
    meta: {
        id: 'training-data/shortcut',
        title: 'A property of the image file tells the class on its own.',
        why: 'When every image of one class is a PNG, or darker, or of one size, a model can answer without looking at what is shown: it learns the camera, the source or the export. It scores well here and fails on images from anywhere else.',
        fix: 'Give all classes the same sources and the same treatment: convert, resize and compress every image alike, and collect each class from each source. Where the property is the subject, such as day and night, raise the association.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'images'],
        messages: {
            shortcut: "{property} tells the class of {dataset} (Cramér's V {association}): of {class} {inside} {level}, of all others {outside}. Guessing by it is right for {guessed}, always saying {majority} for {baseline}.",
        },
        options: {
            association: "Cramér's V of property and class, 0–1, corrected for bias, that is accepted.",
            samples: 'Labelled training images that the dataset must have.',
        },
    },
    defaults: { association: 0.3, samples: 100 },
    *evaluate({ head, options }) {
        for (const images of Object.values(head.images)) {
            const samples = head.samples[images.dataset];
            if (!samples)
                continue;
            const { dataset, split, label, count } = samples;
            const rows = Array.from({ length: count }, (_, row) => row).filter((row) => split[row] === 'train' && label[row] !== null && isReadable(images, row));
            if (rows.length < options.samples)
                continue;
            const names = [...new Set(rows.map((row) => label[row]))];
            const places = new Map(names.map((name, place) => [name, place]));
            const classes = Int32Array.from(rows, (row) => places.get(label[row]) ?? 0);
            const classOf = (level) => names[level] ?? 'rarer classes';
            for (const property of levelledProperties(images, rows)) {
                const { name } = property;
                const table = contingency(classes, property.levels, shortcut_leastCount);
                if (table.rows.length < 2 || table.columns.length < 2)
                    continue;
                const { v, p, interval, n } = associationTest(table.counts, options.association);
                yield {
                    message: 'shortcut',
                    subject: `${dataset}: ${name}`,
                    identity: `${dataset}/${name}`,
                    effect: v,
                    interval,
                    tolerance: options.association,
                    p,
                    n,
                    family: 'advisory',
                    data: {
                        dataset,
                        property: capitalised(name),
                        association: v,
                        ...mostTelling(table, classOf, property),
                        ...shortcut_guesses(table, classOf),
                    },
                };
            }
        }
    },
}));
/** The class and level that go together most, in words. */
function mostTelling(table, classOf, { phrase }) {
    const { row, column, inside, outside } = strongestPair(table);
    return {
        class: classOf(row),
        level: column === rest ? 'is of a rarer kind' : phrase(column),
        inside: percent(inside),
        outside: percent(outside),
    };
}
/** How often the likeliest class of each level is right, and the likeliest class of all. */
function shortcut_guesses({ rows, columns, counts }, classOf) {
    const totals = counts.map((row) => shortcut_sum(row));
    const n = shortcut_sum(totals);
    const right = shortcut_sum(columns.map((_, j) => Math.max(...counts.map((row) => row[j]))));
    const majority = totals.indexOf(Math.max(...totals));
    return { guessed: percent(right / n), majority: classOf(rows[majority]), baseline: percent(totals[majority] / n) };
}
function shortcut_sum(values) {
    return values.reduce((total, value) => total + value, 0);
}
function capitalised(name) {
    return name.charAt(0).toUpperCase() + name.slice(1);
}

;// CONCATENATED MODULE: ./lib/rules/training-data/shrunken-class.js


/* harmony default export */ const shrunken_class = (defineRule({
    meta: {
        id: 'training-data/shrunken-class',
        title: 'A class lost many of its samples.',
        why: 'Samples that leave by accident – a filter too strict, a folder not copied, a half of an upload – are missed by no test: everything still runs, on less. What the model knew of the class it may forget.',
        fix: 'Find out why the samples left, and restore them. If they were taken out on purpose, say so in a waiver.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples', 'changes'],
        messages: {
            shrunken: '{class} has {now} in {split} of {dataset}; it had {before} and lost {share} of them.',
            vanished: '{class} has no {what} left in {split} of {dataset}; it had {before}.',
        },
        options: {
            share: 'Share of its samples, 0–1, that a class may lose in a split.',
            samples: 'Samples that a class must have had, at least, in a split.',
        },
    },
    defaults: { share: 0.2, samples: 10 },
    *evaluate({ head, pair, options }) {
        for (const changes of Object.values(pair.changes)) {
            const samples = head.samples[changes.dataset];
            for (const [what, counts] of [
                ['image', changes.counts],
                ['annotation', changes.annotations?.counts ?? []],
            ]) {
                for (const count of counts.filter(({ base }) => base >= options.samples)) {
                    const lost = lostShare(count);
                    if (lost <= options.share)
                        continue;
                    const { split, label, base: before, head: now } = count;
                    yield {
                        message: now === 0 ? 'vanished' : 'shrunken',
                        subject: label,
                        identity: `${changes.dataset}/${split}/${label}/${what}`,
                        at: samples?.classesAt ?? undefined,
                        measured: lost,
                        limit: options.share,
                        data: {
                            class: label,
                            split,
                            dataset: changes.dataset,
                            what,
                            now: counted(now, what),
                            before: counted(before, what),
                            share: percent(lost),
                        },
                    };
                }
            }
        }
    },
}));
function lostShare({ base, head }) {
    return (base - head) / base;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/skewed-annotation.js



/* harmony default export */ const skewed_annotation = (defineRule({
    meta: {
        id: 'training-data/skewed-annotation',
        title: 'Nearly all boxes of a class have much the same size or shape.',
        why: 'A detector that has seen a class at one size only finds it at that size. Boxes that are all alike can also be placeholders that nobody has drawn.',
        fix: 'Add images in which the class is nearer, farther or turned. Where it has one size by nature, leave the rule off.',
        severity: 'warning',
        recommended: false,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images'],
        messages: {
            skewed: '{share} of {boxes} of {group} in {dataset} have a {property} within one tenth of its range; {accepted} are accepted.',
        },
        options: {
            share: 'Share of the boxes of a class, 0–1, in the fullest of ten bins of a property (datumaro: 0.8).',
            boxes: 'Boxes that a class must have.',
        },
    },
    defaults: { share: 0.8, boxes: 20 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, annotations, classesAt } = samples;
            if (!annotations)
                continue;
            const columns = boxColumns(samples, head.images[dataset], annotations);
            for (const { label, attribute, rows } of boxGroups(samples, annotations, columns)) {
                if (rows.length < options.boxes)
                    continue;
                const group = attribute ? `${label} with ${attribute.name} ${attribute.value}` : label;
                for (const property of boxProperties) {
                    const share = fullestTenth(columns[property], rows);
                    if (share < options.share)
                        continue;
                    yield {
                        message: 'skewed',
                        subject: group,
                        identity: `${dataset}/${group}/${property}`,
                        at: classesAt ?? undefined,
                        measured: share,
                        limit: options.share,
                        data: {
                            dataset,
                            group,
                            property,
                            share: percent(share),
                            boxes: counted(rows.length, 'box', 'boxes'),
                            accepted: percent(options.share),
                        },
                    };
                }
            }
        }
    },
}));

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
        uses: ['nearDuplicates'],
        messages: {
            image: '{path} in {split} is the same image as {twin} in {twinSplit}.',
            same: '{path} in {split} is the same picture as {twin} in {twinSplit}, in other bytes.',
            similar: '{path} in {split} looks like {twin} in {twinSplit}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
            unit: '{unit} has images in {splits}: {path} is in {split}.',
        },
        options: {
            distance: 'Bits, of 64, in which the perceptual hashes of pictures may differ that are named, as a warning, without agreeing pixels.',
        },
    },
    defaults: { distance: 2 },
    *evaluate({ base, head, options }) {
        const once = nameOnce();
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
            const near = nearLeaks(samples, base.samples?.[dataset], head.nearDuplicates[dataset], options.distance);
            for (const { row, twin, pair } of near) {
                yield {
                    message: pair.confirmed ? 'same' : 'similar',
                    subject: path[row],
                    identity: once(pair.name),
                    ...(pair.confirmed ? {} : { severity: 'warning' }),
                    at: placeOf(samples, row),
                    data: {
                        path: path[row],
                        split: split[row],
                        twin: path[twin],
                        twinSplit: split[twin],
                        distance: pair.distance,
                    },
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
    const { split } = samples;
    const groups = copiesOf(samples).map((rows) => rows.filter((row) => roleOf(split[row]) >= 0));
    const unchanged = unchangedAmong(samples, base, groups.flat());
    const leaks = groups.flatMap((rows) => {
        const first = rows.reduce((earliest, row) => Math.min(earliest, roleOf(split[row])), Number.POSITIVE_INFINITY);
        const sources = rows.filter((row) => roleOf(split[row]) === first);
        const source = sources.find(unchanged) ?? sources[0];
        return rows
            .filter((row) => roleOf(split[row]) > first)
            .map((row) => (unchanged(row) && !unchanged(source) ? { row: source, twin: row } : { row, twin: source }));
    });
    return leaks.sort((a, b) => a.row - b.row);
}
/** Each picture of a later split that looks like one of an earlier split; the copy to blame is the one that is new, as above. */
function nearLeaks(samples, base, near, distance) {
    const { split } = samples;
    const pairs = nearPairs(samples, near, distance);
    const unchanged = unchangedInPairs(samples, base, pairs);
    const matches = pairs.flatMap((pair) => {
        const rows = [...pair.first, ...pair.second].filter((row) => roleOf(split[row]) >= 0);
        const isFirst = (row) => pair.first.includes(row);
        const [early] = rows.toSorted((a, b) => roleOf(split[a]) - roleOf(split[b]) || a - b);
        if (early === undefined)
            return [];
        const late = rows.find((row) => isFirst(row) !== isFirst(early) && roleOf(split[row]) > roleOf(split[early]));
        if (late === undefined)
            return [];
        const blamed = unchanged(late) && !unchanged(early) ? early : late;
        return [{ row: blamed, twin: blamed === early ? late : early, pair }];
    });
    return bestMatches(matches);
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

;// CONCATENATED MODULE: ./lib/rules/training-data/thin-attribute.js



/* harmony default export */ const thin_attribute = (defineRule({
    meta: {
        id: 'training-data/thin-attribute',
        title: 'An attribute says too little of the images or objects that have it.',
        why: 'Attributes are there to look at parts of the data apart: by camera, by site, by weather. A value that one image has, or a gap where a value should be, makes its part too small to say anything of, and is often a slip in writing.',
        fix: 'Correct the value, fill the gap, or collect more of what is rare.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            missing: '{measured} of {total} of {dataset} have no {attribute}, which the others have.',
            empty: '{attribute} has no value for any of {total} of {dataset}.',
            single: '{attribute} is {value} for all of {total} of {dataset} that have it: there are no groups to compare.',
            few: '{attribute} is {value} for {count} of {dataset} alone.',
            imbalanced: '{attribute} is {largest} for {most} of {dataset} and {smallest} for {least}, a ratio of {measured} to 1.',
        },
        options: {
            missing: 'Largest share, 0–1, without a value that is taken for a slip; above it an attribute is not meant for all.',
            few: 'Images or objects that are too few for a value (datumaro: 1).',
            ratio: 'Most frequent value over the rarest that is accepted (datumaro: 50).',
        },
    },
    defaults: { missing: 0.1, few: 1, ratio: 50 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            for (const { dataset, name, of, values, isGroup } of attributesOf(samples)) {
                const subject = `${dataset}: ${name}`;
                const data = { attribute: name, dataset, total: counted(values.length, of) };
                const counts = [...countsOf(values)].sort((a, b) => b[1] - a[1]);
                const present = counts.reduce((sum, [, count]) => sum + count, 0);
                const gaps = values.length - present;
                if (counts.length === 0) {
                    yield { message: 'empty', subject, identity: `${dataset}/${of}/${name}`, data };
                    continue;
                }
                if (gaps > 0 && gaps <= options.missing * values.length) {
                    yield { message: 'missing', subject, identity: `${dataset}/${of}/${name}`, measured: gaps, limit: 0, data };
                }
                if (counts.length === 1) {
                    if (isGroup) {
                        const [[value]] = counts;
                        yield { message: 'single', subject, identity: `${dataset}/${of}/${name}`, data: { ...data, value } };
                    }
                    continue;
                }
                const rare = counts.filter(([, count]) => count <= options.few);
                for (const [value, count] of rare) {
                    yield {
                        message: 'few',
                        subject,
                        identity: `${dataset}/${of}/${name}=${value}`,
                        measured: count,
                        limit: options.few,
                        unit: `${of}s`,
                        data: { ...data, value, count: counted(count, of) },
                    };
                }
                const [[largest, most], [smallest, least]] = [counts[0], counts[counts.length - 1]];
                if (rare.length > 0 || most < options.ratio * least)
                    continue;
                yield {
                    message: 'imbalanced',
                    subject,
                    identity: `${dataset}/${of}/${name}`,
                    measured: most / least,
                    limit: options.ratio,
                    data: { ...data, largest, most: counted(most, of), smallest, least: counted(least, of) },
                };
            }
        }
    },
}));
/** Attributes of images, then of objects, whose values stand for groups; those of many values are names. */
function attributesOf(samples) {
    const { dataset, groups, annotations } = samples;
    const columns = (of, attributes) => Object.entries(attributes)
        .filter(([, values]) => values.length > 0 && (isGrouping(values) || values.every((value) => value === null)))
        .map(([name, values]) => ({
        dataset,
        name,
        of,
        values,
        isGroup: of === 'image' && groups.includes(name),
    }));
    return [...columns('image', samples.attributes), ...columns('object', annotations?.attributes ?? {})];
}
/** Whether the values make groups: few of them, and five images or objects for each at least. */
function isGrouping(values) {
    if (!hasFewValues(values))
        return false;
    const present = values.filter((value) => value !== null);
    return new Set(present).size * 5 <= present.length;
}
function countsOf(values) {
    const counts = new Map();
    for (const value of values)
        if (value !== null)
            counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
}

;// CONCATENATED MODULE: ./lib/rules/training-data/too-few-samples.js





/* harmony default export */ const too_few_samples = (defineRule({
    meta: {
        id: 'training-data/too-few-samples',
        title: 'A class has too few examples in a split.',
        why: 'A class of a handful of training images is memorised, not learnt. With 20 evaluation images, all of them right, the true recall may still be 84 % (95 % interval); with fewer, a class can fail unseen.',
        fix: 'Collect more images of the class, merge it with another, or take it out of the class list.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: { few: '{class} has {count} in {split} of {dataset}; {limit} are wanted.' },
        options: {
            train: 'Images, or annotations where images have no label of their own, that each class should have in train.',
            evaluation: 'The same for each evaluation split.',
        },
    },
    defaults: { train: 20, evaluation: 20 },
    *evaluate({ head, options }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, classes } = samples;
            const what = countedBy(samples);
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
                        unit: `${what}s`,
                        data: { class: name, count: counted(count, what), split, dataset },
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

;// CONCATENATED MODULE: ./lib/rules/training-data/unknown-label.js


/* harmony default export */ const unknown_label = (defineRule({
    meta: {
        id: 'training-data/unknown-label',
        title: 'A label is not in the class list.',
        why: 'A label that the class list does not hold has no index: one trainer stops, another drops the image, a third counts a class more than the model has. Most often it is a slip of the pen, and the class that was meant loses an image.',
        fix: 'Correct the label, or add the class to the list.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: { unknown: '{problem}.' },
        options: {},
    },
    defaults: {},
    *evaluate({ head }) {
        for (const { dataset, problems } of Object.values(head.samples)) {
            const once = nameOnce();
            for (const { message, at, unknown } of problems) {
                if (!unknown)
                    continue;
                yield {
                    message: 'unknown',
                    subject: unknown.label || '(empty)',
                    identity: once(`${dataset}/${unknown.label}`),
                    at,
                    measured: unknown.count,
                    limit: 0,
                    data: { problem: message.replace(/\.$/, '') },
                };
            }
        }
    },
}));

;// CONCATENATED MODULE: ./lib/rules/training-data/unlabelled-image.js




/* harmony default export */ const unlabelled_image = (defineRule({
    meta: {
        id: 'training-data/unlabelled-image',
        title: 'An image has no label, or nothing is marked in it.',
        why: 'An image without a label is dropped by one loader and taken for the first class by another. An image in which nothing is marked teaches that nothing is there, which is right for a background and wrong for an image that nobody has annotated yet.',
        fix: 'Label the image, or take it out of the split. Where backgrounds are meant, raise the share.',
        severity: 'warning',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        messages: {
            unlabelled: '{path} in {split} has no label.',
            more: '{measured} images in {split} of {dataset} have no label; {listed} of them are named.',
            unmarked: 'Nothing is marked in {count} of {total} in {split} of {dataset}: {share}, and {accepted} are accepted.',
        },
        options: {
            share: 'Share of a split, 0–1, in which nothing may be marked, for backgrounds.',
            listed: 'Images of one split that are named, of those that base has too and of those that are new.',
        },
    },
    defaults: { share: 0.1, listed: 50 },
    *evaluate({ base, head, options }) {
        for (const samples of Object.values(head.samples)) {
            const before = base.samples?.[samples.dataset];
            yield* withoutLabel(samples, before, options.listed);
            yield* unmarked(samples, options.share);
        }
    },
}));
/** Images without a label, in splits where others have one. */
function* withoutLabel(samples, before, limit) {
    const { dataset, path, split } = samples;
    const rows = rowsWithoutLabel(samples);
    const names = namesByContent(samples, before, rows);
    const known = new Set(before ? namesByContent(before, undefined, rowsWithoutLabel(before)) : []);
    const { listed, crowded } = shortList(rows.map((row, index) => ({ row, name: names[index], file: split[row] })), known, limit);
    for (const { row, name } of listed) {
        yield {
            message: 'unlabelled',
            subject: path[row],
            identity: name,
            at: placeOf(samples, row),
            data: { path: path[row], split: split[row] },
            evidence: imageOf(samples, row),
        };
    }
    for (const { file, total, listed } of crowded) {
        yield {
            message: 'more',
            subject: `${dataset}: ${file}`,
            identity: `${dataset}/${file}`,
            measured: total,
            limit: 0,
            data: { split: file, dataset, listed },
        };
    }
}
function rowsWithoutLabel({ label, split, count }) {
    const labelled = new Set();
    for (let row = 0; row < count; row++)
        if (label[row] !== null)
            labelled.add(split[row]);
    if (labelled.size === 0)
        return [];
    return Array.from({ length: count }, (_, row) => row).filter((row) => label[row] === null && labelled.has(split[row]));
}
/** Splits of which too large a share has no annotation, where others of the dataset have some. */
function* unmarked({ dataset, annotations, split, count, classesAt }, accepted) {
    if (!annotations || annotations.count === 0)
        return;
    const isMarked = new Uint8Array(count);
    for (const row of annotations.sample)
        if (row >= 0)
            isMarked[row] = 1;
    const splits = new Map();
    for (let row = 0; row < count; row++) {
        const own = splits.get(split[row]) ?? { total: 0, marked: 0 };
        splits.set(split[row], own);
        own.total++;
        own.marked += isMarked[row];
    }
    for (const [name, { total, marked }] of splits) {
        const share = 1 - marked / total;
        if (marked === 0 || share <= accepted)
            continue;
        yield {
            message: 'unmarked',
            subject: `${dataset}: ${name}`,
            identity: `${dataset}/${name}`,
            at: classesAt ?? undefined,
            measured: share,
            limit: accepted,
            data: {
                dataset,
                split: name,
                count: total - marked,
                total: counted(total, 'image'),
                share: percent(share),
                accepted: percent(accepted),
            },
        };
    }
}

;// CONCATENATED MODULE: ./lib/rules/training-data/unreadable-image.js



/* harmony default export */ const unreadable_image = (defineRule({
    meta: {
        id: 'training-data/unreadable-image',
        title: 'An image of the dataset cannot be read.',
        why: 'A truncated or missing image stops a training run hours in, or is skipped in silence, so that the dataset is smaller than its listing says. One whose name lies about its format is read by one decoder and refused by another.',
        fix: 'Restore the image from its source, or take it out of the dataset. If it is stored with Git LFS, make sure that its content was pushed. Give an image the extension of its format.',
        severity: 'error',
        recommended: true,
        measure: 'counted',
        needs: ['samples'],
        uses: ['images'],
        messages: {
            missing: '{path} is listed in {dataset}, and the commit does not hold it.',
            undecodable: '{path} cannot be decoded: {error}.',
            misnamed: '{path} is named .{extension} and is a {format}.',
        },
        options: {},
    },
    defaults: {},
    *evaluate({ base, head }) {
        for (const samples of Object.values(head.samples)) {
            const { dataset, path, hash, count } = samples;
            const images = head.images[dataset];
            const error = images?.error ?? [];
            const before = base.samples?.[dataset];
            const all = Array.from({ length: count }, (_, row) => row);
            const unread = all.filter((row) => hash[row] === '' || (error[row] && !isPointer(images.format[row])));
            const names = namesByContent(samples, before, unread);
            for (const [index, row] of unread.entries()) {
                yield {
                    message: hash[row] === '' ? 'missing' : 'undecodable',
                    subject: path[row],
                    identity: names[index],
                    at: placeOf(samples, row),
                    data: { path: path[row], dataset, error: withoutStop(error[row] ?? '') },
                };
            }
            if (!images)
                continue;
            const misnamed = all.filter((row) => wrongExtension(path[row], images.format[row]) !== null);
            const others = namesByContent(samples, before, misnamed);
            for (const [index, row] of misnamed.entries()) {
                yield {
                    message: 'misnamed',
                    severity: 'warning',
                    subject: path[row],
                    identity: others[index],
                    at: placeOf(samples, row),
                    data: {
                        path: path[row],
                        extension: wrongExtension(path[row], images.format[row]) ?? '',
                        format: images.format[row].toUpperCase(),
                    },
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
    cost_growth,
    incomplete_training,
    out_of_memory,
    over_budget,
    provider_fallback,
    starved_accelerator,
    training_cost,
    cold_start,
    corruption_fragility,
    fixed_batch,
    interface_change,
    latency_over_budget,
    latency_regression,
    nondeterministic_output,
    precision_loss,
    throughput_regression,
    unsafe_model_file,
    unsupported_operator,
    unsupported_opset,
    changed_gate,
    erased_sample,
    group_gap,
    group_label_correlation,
    group_regression,
    location_metadata,
    missing_data_card,
    missing_group,
    missing_licence,
    missing_model_card,
    personal_data,
    diverging_history,
    inflated_score,
    memorised_labels,
    overfitting,
    underfitting,
    changed_evaluation_set,
    class_regression,
    inadequate_metric,
    miscalibration,
    negative_flips,
    regression,
    slice_regression,
    small_evaluation_set,
    dead_weights,
    dominated_model,
    no_better_than_baseline,
    non_spatial_architecture,
    oversized_model,
    vanishing_objects,
    beaten_preprocessing,
    contract_mismatch,
    distorted_aspect,
    harmful_augmentation,
    ignored_orientation,
    missing_augmentation,
    mixed_colour_modes,
    serving_skew,
    silent_change,
    statistics_mismatch,
    blurry_image,
    bright_image,
    class_imbalance,
    class_order_change,
    dark_image,
    exact_duplicate,
    invalid_annotation,
    label_conflict,
    label_drift,
    label_noise,
    low_information_image,
    near_duplicate,
    odd_annotation,
    odd_aspect_ratio,
    odd_size,
    outlier_image,
    pointer_instead_of_image,
    property_drift,
    relabelled_evaluation,
    shortcut,
    shrunken_class,
    skewed_annotation,
    split_leakage,
    thin_attribute,
    too_few_samples,
    unknown_label,
    unlabelled_image,
    unreadable_image,
];

;// CONCATENATED MODULE: ./lib/src/columns/texts.js
/** Distinct values up to which a column is written as codes of them. */
const MOST_DISTINCT = (/* unused pure expression or super */ null && (2 ** 12));
const SEPARATOR = '\0';
function texts_packTexts(column) {
    const places = new Map();
    const codes = new Uint16Array(column.length);
    for (let row = 0; row < column.length && places.size <= MOST_DISTINCT; row++) {
        let place = places.get(column[row]);
        if (place === undefined) {
            place = places.size;
            places.set(column[row], place);
        }
        codes[row] = place;
    }
    if (places.size <= MOST_DISTINCT)
        return { codes, distinct: [...places.keys()] };
    if (column.some((text) => text === null || text.includes(SEPARATOR)))
        return { plain: [...column] };
    return { joined: column.join(SEPARATOR), count: column.length };
}
function unpackTexts(packed) {
    if ('plain' in packed)
        return packed.plain;
    if ('joined' in packed)
        return packed.count === 0 ? [] : packed.joined.split(SEPARATOR);
    const { codes, distinct } = packed;
    const column = new Array(codes.length);
    for (let row = 0; row < codes.length; row++)
        column[row] = distinct[codes[row]];
    return column;
}

;// CONCATENATED MODULE: ./lib/src/columns/tree.js

/** Columns that are shorter are copied as they are. */
const LEAST = 256;
/** Packs plain data for another thread: a structured clone copies its texts one by one. The data stays as it is. */
function packTree(data) {
    const columns = [];
    const visit = (value, path) => {
        if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value))
            return value;
        if (Array.isArray(value)) {
            if (isColumn(value)) {
                columns.push({ path, texts: packTexts(value) });
                return [];
            }
            return value.length >= LEAST ? value : value.map((entry, index) => visit(entry, [...path, String(index)]));
        }
        if (Object.getPrototypeOf(value) !== Object.prototype)
            return value;
        return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, visit(entry, [...path, key])]));
    };
    return { tree: visit(data, []), columns };
}
function unpackTree({ tree, columns }) {
    const root = { tree };
    for (const { path, texts } of columns) {
        const keys = ['tree', ...path];
        let holder = root;
        for (const key of keys.slice(0, -1))
            holder = holder[key];
        holder[keys.at(-1)] = unpackTexts(texts);
    }
    return root.tree;
}
function isColumn(value) {
    return value.length >= LEAST && value.every((entry) => typeof entry === 'string' || entry === null);
}

;// CONCATENATED MODULE: ./lib/src/statistics/multiplicity.js
/** Corrections for testing many hypotheses at once. Any order of p-values; results keep that order. */
/**
 * Adjusted p-values of Holm's step-down method (1979). Rejecting where the adjusted p ≤ α keeps the chance of any false
 * rejection at most α.
 *
 * @param p - p-values in [0, 1]; none gives none
 */
function holm(p) {
    multiplicity_checkProbabilities(p);
    const adjusted = new Array(p.length);
    let largest = 0;
    ascendingOrder(p).forEach((test, rank) => {
        largest = Math.max(largest, Math.min(1, (p.length - rank) * p[test]));
        adjusted[test] = largest;
    });
    return adjusted;
}
/**
 * The level that Holm's method holds each test's own p-value against: α / (m − r + 1) for the r-th smallest of m. A
 * test is rejected when it and every smaller p-value lie within their levels.
 *
 * @param level - family-wise error rate α, in (0, 1)
 */
function holmLevels(p, level) {
    multiplicity_checkProbabilities(p);
    const levels = new Array(p.length);
    ascendingOrder(p).forEach((test, rank) => {
        levels[test] = level / (p.length - rank);
    });
    return levels;
}
/**
 * Adjusted p-values of Benjamini & Hochberg's step-up method (1995). Rejecting where the adjusted p ≤ q keeps the
 * expected share of false rejections among all at most q.
 *
 * @param p - p-values in [0, 1]; none gives none
 */
function benjaminiHochberg(p) {
    multiplicity_checkProbabilities(p);
    const order = ascendingOrder(p);
    const adjusted = new Array(p.length);
    let smallest = 1;
    for (let rank = p.length; rank >= 1; rank--) {
        const test = order[rank - 1];
        smallest = Math.min(smallest, (p[test] * p.length) / rank);
        adjusted[test] = smallest;
    }
    return adjusted;
}
function ascendingOrder(p) {
    return [...p.keys()].sort((left, right) => p[left] - p[right]);
}
function multiplicity_checkProbabilities(p) {
    const at = p.findIndex((value) => !(value >= 0 && value <= 1));
    if (at >= 0) {
        throw new RangeError(`Expected a probability in [0, 1] for \`p[${at}]\` but received ${p[at]}. Leave out tests that could not be computed.`);
    }
}

;// CONCATENATED MODULE: ./lib/src/evaluate/decide.js

const falseDiscoveryRate = 0.1;
/**
 * Decides every test at once, since each family's chance of a false alarm is shared among its tests: Holm within
 * `score`, `classes and groups` and `latency` at their budgets, Benjamini–Hochberg for `advisory`.
 */
function decide(tests, budget) {
    const judged = new Array(tests.length);
    const alpha = {
        score: budget.score,
        'classes and groups': budget.classesAndGroups,
        latency: budget.latency,
        advisory: falseDiscoveryRate,
    };
    for (const family of Object.keys(alpha)) {
        const members = tests.flatMap(({ test }, index) => (test.family === family ? [index] : []));
        const p = members.map((index) => tests[index].test.p);
        const adjusted = family === 'advisory' ? benjaminiHochberg(p) : holm(p);
        members.forEach((index, position) => {
            const { rule, test } = tests[index];
            const adjustedP = adjusted[position];
            judged[index] = { ...test, rule, adjustedP, decision: decisionOf(test, adjustedP <= alpha[family]) };
        });
    }
    return judged;
}
function decisionOf({ interval, tolerance }, rejected) {
    if (rejected)
        return 'worse';
    return interval[1] <= tolerance ? 'not worse' : 'inconclusive';
}

;// CONCATENATED MODULE: ./lib/src/evaluate/fingerprint.js
/**
 * A finding's name across commits: 64 bits, as 16 hex digits, of rule, message and identity (cyrb53's mixing, run with
 * two seeds). It is a key, not a defence: nothing is trusted because its fingerprint fits.
 */
function fingerprint(rule, message, identity) {
    const text = `${rule}\0${message}\0${identity}`;
    return mix(text, 0x9e3779b9) + mix(text, 0x85ebca6b);
}
function mix(text, seed) {
    let a = 0xdeadbeef ^ seed;
    let b = 0x41c6ce57 ^ seed;
    for (let index = 0; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        a = Math.imul(a ^ unit, 2654435761);
        b = Math.imul(b ^ unit, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    return (a >>> 0).toString(16).padStart(8, '0');
}

;// CONCATENATED MODULE: ./lib/src/evaluate/message.js
/** Fills `{slots}` from the problem's data, then from its own subject, measured value, limit and unit. */
function fillMessage(message, problem) {
    const own = {
        subject: problem.subject,
        measured: problem.measured,
        limit: problem.limit,
        unit: problem.unit,
        path: problem.at?.path,
    };
    return message.replace(/\{(\w+)\}/g, (slot, name) => {
        const value = problem.data && Object.hasOwn(problem.data, name) ? problem.data[name] : own[name];
        return value === undefined ? slot : typeof value === 'number' ? formatNumber(value) : value;
    });
}
/** Integers as they are, other numbers with three significant digits. */
function formatNumber(value) {
    if (!Number.isFinite(value))
        return String(value);
    if (Number.isInteger(value))
        return String(value);
    return String(Number(value.toPrecision(3)));
}

;// CONCATENATED MODULE: ./lib/src/evaluate/findings.js


/** Problems and failed tests of head in their context, most urgent first, and what base had and head has not. */
function findingsOf(judged) {
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
    const further = before === undefined ? true : findings_excess(problem) > findings_excess(before);
    if (!further)
        return 'inherited';
    const origin = before === undefined ? 'introduced' : 'worsened';
    if (rule.meta.measure === 'counted')
        return origin;
    if (change)
        return change.decision === 'worse' ? origin : 'inherited';
    if (problem.noise !== undefined) {
        const step = before === undefined ? findings_excess(problem) : findings_excess(problem) - findings_excess(before);
        return step > problem.noise ? origin : 'inherited';
    }
    return before === undefined ? 'introduced' : 'inherited';
}
/** Distance past the limit; a value without a limit is past it by itself. */
function findings_excess({ measured, limit }) {
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
        cause: causeOf(rule),
        severity: problem.severity ?? severity,
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
function causeOf(rule) {
    return rule.meta.id.slice(0, rule.meta.id.indexOf('/'));
}
const urgency = { introduced: 0, worsened: 1, inherited: 2 };
function byUrgency(a, b) {
    if (a.origin !== b.origin)
        return urgency[a.origin] - urgency[b.origin];
    if (a.severity !== b.severity)
        return a.severity === 'error' ? -1 : 1;
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
    modelDiffs: true,
    comparisons: true,
    latency: true,
    fragility: true,
    gate: true,
};
const run_rule_nothing = { problems: [], tests: [] };
/** Runs one rule on base as if it were head. Head need not be known yet. */
function runOnBase(rule, base, options) {
    const { sideReads, pairReads, required } = readsOf(rule);
    if (required.length === 0 || !required.every((need) => hasEntries(base.facts[need])))
        return { said: null };
    const facts = pick(sideReads, base.facts);
    try {
        return { said: run_rule_collect(rule.evaluate({ base: facts, head: facts, pair: pick(pairReads, {}), options })) };
    }
    catch (error) {
        return { error };
    }
}
/**
 * Runs one rule on head. Never throws: a rule that does is errored.
 *
 * @param onBase - what `runOnBase` gave, when there is a base
 */
function runRule(rule, sides, options, onBase = sides.base ? runOnBase(rule, sides.base, options) : { said: null }) {
    const { reads, sideReads, pairReads, required } = readsOf(rule);
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
        head: run_rule_nothing,
        base: null,
    });
    const absent = required.find((need) => !hasEntries(sides.head.facts[need]));
    if (absent) {
        return idle(lost.length > 0 ? `Head no longer has what it reads: ${lost.join(', ')}.` : nothingToRead(absent));
    }
    if (!sides.base && pairReads.some((fact) => rule.meta.needs.includes(fact)))
        return idle('It compares two commits, and this is an audit of one.');
    const pair = pick(pairReads, sides.pair.facts);
    const baseFacts = sides.base ? pick(sideReads, sides.base.facts) : {};
    try {
        if ('error' in onBase)
            throw onBase.error;
        return {
            rule,
            ran: true,
            reason: reasons.length > 0 ? reasons.join(' ') : null,
            ...place,
            errored: unread.length > 0,
            lost,
            head: run_rule_collect(rule.evaluate({ base: baseFacts, head: pick(sideReads, sides.head.facts), pair, options })),
            base: onBase.said,
        };
    }
    catch (error) {
        const threw = `The rule itself failed: ${error instanceof Error ? error.message : String(error)}. Report this as a bug of the gate.`;
        return { ...idle(threw), reason: threw, errored: true };
    }
}
function readsOf({ meta }) {
    const reads = [...meta.needs, ...(meta.uses ?? [])];
    const sideReads = reads.filter(isSide);
    return {
        reads,
        sideReads,
        pairReads: reads.filter(isPair),
        required: sideReads.filter((fact) => meta.needs.includes(fact)),
    };
}
function isPair(fact) {
    return fact in pairFacts;
}
function isSide(fact) {
    return !isPair(fact);
}
function run_rule_collect(said) {
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
    nearDuplicates: 'The policy declares no dataset that this commit has.',
    masks: 'The policy declares no dataset with masks that this commit has.',
    models: 'The policy declares no model that this commit has.',
    modelFiles: 'This commit has no file that could hold a model.',
    histories: 'No model of the policy has a training history that this commit has.',
    trainings: 'No model of the policy has a training history that this commit has.',
    predictions: 'There are no predictions to judge.',
    scores: 'There are no predictions to score.',
    baselines: 'No baseline could be trained: that takes a model with labelled training and evaluation images.',
    mildness: 'The policy gives `augmentation` for no model with labelled evaluation images.',
    augmentation: 'The policy gives `augmentation` for no model.',
    serving: 'The policy gives neither `serving` nor `reference_tensors` for a model that this commit has.',
    pixelStatistics: 'The policy declares no model with images that this commit has.',
    probes: 'No preprocessing could be probed: that takes a model with labelled evaluation images.',
    metadata: 'The policy declares no dataset that this commit has.',
    personalData: 'The policy declares no dataset that this commit has.',
    erasure: 'The policy names no erasure register.',
    erasedSamples: 'The policy names no erasure register, or no dataset that this commit has.',
    governance: 'The policy declares neither datasets nor models.',
    targets: 'The policy declares no targets.',
    memory: 'No target limits memory.',
    pace: 'No target of the policy has an accelerator and a model with evaluation images.',
    placements: 'No model of the policy is run on another provider than the CPU.',
    newFragility: 'No model with labelled evaluation images is new.',
    determinism: 'No model could be asked twice: that takes one with labelled evaluation images.',
    parity: 'The policy names no model `variant_of` another one.',
    durations: 'No target limits the latency of a model that is new.',
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

;// CONCATENATED MODULE: ./lib/src/evaluate/verdict.js
/**
 * The verdict of one run. Failure: an error that this change brought in and nobody waived, a rule that could not look,
 * files that vanished; neutral: warnings brought in, or comparisons that the data cannot decide; else success.
 */
function verdictOf(results, policy) {
    const because = [];
    const say = (conclusion, sentence) => because.push({ conclusion, sentence });
    const news = (result, severity) => result.findings.filter((finding) => finding.severity === severity && finding.origin !== 'inherited' && !finding.waiver);
    for (const result of results) {
        const errors = news(result, 'error');
        if (errors.length > 0)
            say('failure', sentence(result, errors));
    }
    const errored = results.filter(({ outcome }) => outcome === 'errored');
    for (const [reason, blind] of Map.groupBy(errored, ({ reason }) => reason ?? '')) {
        say('failure', `${rulesIn(blind)} could not look: ${reason}`);
    }
    const bereft = results.filter(({ lost, severity }) => lost.length > 0 && severity !== 'off');
    for (const [names, losers] of Map.groupBy(bereft, ({ lost }) => lost.join(', '))) {
        say(policy.lost, `${rulesIn(losers)} lost what ${losers.length === 1 ? 'it judges' : 'they judge'}: ${names}.`);
    }
    const undecided = results
        .filter(({ severity }) => severity === 'error')
        .flatMap(({ tests }) => tests.filter(({ decision, inherited }) => decision === 'inconclusive' && !inherited));
    if (undecided.length > 0)
        say(policy.strict ? 'failure' : 'neutral', undecidedSentence(undecided));
    for (const result of results) {
        const warnings = news(result, 'warning');
        if (warnings.length > 0)
            say('neutral', sentence(result, warnings));
    }
    const rank = { failure: 0, neutral: 1, success: 2 };
    because.sort((a, b) => rank[a.conclusion] - rank[b.conclusion]);
    const conclusion = because[0]?.conclusion ?? 'success';
    return {
        conclusion,
        because: conclusion === 'success'
            ? ['Nothing that this change brings in is at fault.']
            : because.map((item) => item.sentence),
    };
}
function rulesIn(results) {
    return results.length === 1 ? results[0].rule : `${results.length} rules`;
}
/** Which comparisons are open, and what would decide the nearest: most take more images, timings a quieter machine. */
function undecidedSentence(tests) {
    const count = tests.length === 1 ? 'One comparison is' : `${tests.length} comparisons are`;
    const rules = [...new Set(tests.map(({ rule }) => rule))].join(', ');
    const images = tests.flatMap(({ family, requiredN }) => (family === 'latency' || !requiredN ? [] : [requiredN]));
    const ways = [
        ...(images.length > 0
            ? [
                `about ${Math.min(...images).toLocaleString('en')} images would decide ${images.length > 1 ? 'the nearest' : 'it'}`,
            ]
            : []),
        ...(tests.some(({ family }) => family === 'latency') ? ['a quieter runner would decide the latency'] : []),
    ];
    return `${count} inconclusive (${rules})${ways.length > 0 ? `; ${ways.join(', and ')}` : ''}.`;
}
function sentence({ rule }, [first, ...others]) {
    return others.length === 0 ? `${rule}: ${first.text}` : `${rule}: ${first.text} And ${others.length} more.`;
}

;// CONCATENATED MODULE: ./lib/src/evaluate/waivers.js
/**
 * Marks the findings that a waiver holds for. It holds up to and on its last day.
 * @param today `YYYY-MM-DD`, UTC.
 */
function waive(findings, waivers, today) {
    const holding = waivers
        .filter(({ until }) => until >= today)
        .map((waiver) => ({ waiver, matches: globMatcher(waiver.subject) }));
    if (holding.length === 0)
        return findings;
    return findings.map((finding) => {
        const found = holding.find(({ waiver, matches }) => waiver.rule === finding.rule && matches(finding.subject));
        return found ? { ...finding, waiver: { reason: found.waiver.reason, until: found.waiver.until } } : finding;
    });
}
/** `*` matches within a folder, `**` across folders, `?` one character; everything else is itself. */
function globMatcher(glob) {
    const parts = glob.split(/(\*\*\/?|\*|\?)/);
    const source = parts
        .map((part) => {
        if (part === '**/')
            return '(?:.*/)?';
        if (part === '**')
            return '.*';
        if (part === '*')
            return '[^/]*';
        if (part === '?')
            return '[^/]';
        return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
        .join('');
    const pattern = new RegExp(`^${source}$`, 's');
    return (text) => text === glob || pattern.test(text);
}

;// CONCATENATED MODULE: ./lib/src/evaluate/evaluate.js







/** The rules that a run is about: all, or those named by id or cause. */
function chosenRules(rules, only) {
    return rules.filter((rule) => only.length === 0 || only.includes(rule.meta.id) || only.includes(causeOf(rule)));
}
/** Every fact that some rule of this run reads: nothing else need be gathered. */
function factsRead(rules, policy, only) {
    const active = chosenRules(rules, only).filter((rule) => settingOf(rule, policy).severity !== 'off');
    return new Set(active.flatMap(({ meta: { needs, uses } }) => [...needs, ...(uses ?? [])]));
}
/** Runs every rule on base as if it were head, which takes no knowledge of head. */
function evaluateBase(rules, base, { policy, only }) {
    const settings = chosenRules(rules, only).map((rule) => ({ rule, ...settings_settingOf(rule, policy) }));
    const active = settings.filter(({ severity }) => severity !== 'off');
    return new Map(active.map(({ rule, options }) => [rule, runOnBase(rule, base, options)]));
}
/**
 * Facts → findings → verdict. Pure: the same facts give the same evaluation, in the order of the causes and of the rules' ids.
 *
 * @param onBase - what `evaluateBase` gave, where it was asked before
 */
function evaluate(rules, sides, options, onBase = sides.base ? evaluateBase(rules, sides.base, options) : new Map()) {
    const { policy, only, today } = options;
    const chosen = chosenRules(rules, only);
    const runs = chosen.map((rule) => {
        const setting = settings_settingOf(rule, policy);
        const run = setting.severity === 'off' ? null : runRule(rule, sides, setting.options, onBase.get(rule));
        return { rule, setting, run };
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

;// CONCATENATED MODULE: ./lib/src/worker.js
/** The door of the worker thread in which rules run, so that the main one can always talk and listen. */




let begun;
external_node_worker_threads_namespaceObject.parentPort?.on('message', (packed) => {
    const message = unpackTree(packed);
    if (message.step === 'base') {
        const { base, options } = message;
        begun = { base, options, onBase: base ? evaluateBase(rules, base, options) : new Map() };
    }
    else {
        const { base, options, onBase } = begun;
        external_node_worker_threads_namespaceObject.parentPort?.postMessage(evaluate(rules, { base, ...message.rest }, options, onBase));
    }
});

