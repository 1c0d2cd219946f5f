import { ApiError, type FieldProblem, type Remedy } from './flowluErrors';
import { saysTooManyRequests } from './rateLimitWords';

/** Members by name, of a body or of its `error`. */
export type Members = Readonly<Record<string, unknown>>;

/** Where the words of an error stand; the first one counts. The third is spelt as Flowlu's documentation has it. */
const messageNames = [
	'error_msg',
	'error_message',
	'error_descrption',
	'error_description',
	'description',
	'message',
	'msg',
	'detail',
	'title',
];
const codeNames = ['error_code', 'code', 'status'];
const detailNames = ['error_details', 'details', 'errors', 'fields'];

/** All that tells an error apart, in a body and in its `error`. */
export const errorNames: ReadonlySet<string> = new Set([
	...messageNames,
	...codeNames,
	...detailNames,
	'error',
	'success',
]);

/**
 * The error that a body without data tells of, in any shape that clients of Flowlu met; undefined where it tells of none.
 *
 * - `{"error": {"error_code": 20, "error_msg": …, "error_details": …}}`, of which each part may be missing or named as others do (`code`, `message`)
 * - `{"error": "validation", "description": …, "details": {…}}`, `{"error": "invalid_grant", "error_descrption": …}`
 * - `{"error": "Access token has been revoked"}`, `{"error": ["…"]}`, `{"error": true, "message": …}`
 * - `{"message": …}` and `{"errors": …}` where the status or `success` says that it is an error
 */
export function errorIn(members: Members, status: number): ApiError | undefined {
	const { error } = members;
	if (isRecord(error)) {
		return errorOf(error, status);
	}
	if (typeof error === 'string' && error !== '') {
		return namedError(error, members, status);
	}
	if (Array.isArray(error) && error.length > 0) {
		return errorOf(
			{ message: error.map(each => (isRecord(each) ? first(each, messageNames) || textOf(each) : textOf(each))) },
			status,
		);
	}
	if (error === true || (typeof error === 'number' && error !== 0)) {
		return errorOf({ ...members, ...(typeof error === 'number' && { error_code: error }) }, status);
	}
	const isError =
		status >= 400 ||
		members['success'] === false ||
		/^(?:error|fail(?:ed|ure)?)$/iu.test(textOf(members['status'])) ||
		!isNothing(members['errors']) ||
		saysTooManyRequests(first(members, messageNames));
	return isError && (first(members, messageNames) !== '' || !isNothing(first(members, detailNames)))
		? errorOf(members, status)
		: undefined;
}

/** Is it what PHP makes of an error that there is none of? */
export function isNothing(error: unknown): boolean {
	return error === undefined || error === null || error === false || error === 0 || error === '' || isEmptyList(error);
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0;
}

function errorOf(error: Members, status: number): ApiError {
	const code = first(error, codeNames);
	const message = first(error, messageNames);
	const known = /^-?\d+$/u.test(code)
		? Number(code)
		: /^\w+$/u.test(code) && !/^(?:error|fail)/iu.test(code)
			? code
			: codeOf(status);
	return new ApiError(known, message, fieldProblems(detailsOf(error)), remedyOf(known, message, status));
}

/** Where an error is but a word, it is the code; a sentence is the message. */
function namedError(error: string, body: Members, status: number): ApiError {
	const description = first(body, messageNames);
	const fields = fieldProblems(detailsOf(body));
	if (/\s/u.test(error.trim())) {
		const message = [error, description].filter(words => words !== '').join(' · ');
		const code = codeOf(status);
		// What was said of a token, the grant brings back.
		const remedy = status === 401 ? 'signInAgain' : remedyOf(code, message, status);
		return new ApiError(code, message, fields, remedy);
	}
	return new ApiError(error, description, fields, remedyOf(error, description, status));
}

/** The status in the place of a code that is missing; empty where it says that all went well. */
export function codeOf(status: number): number | '' {
	return status >= 400 ? status : '';
}

const remedies: Readonly<Record<string, Remedy>> = {
	10: 'retryLater',
	11: 'checkKey',
	12: 'checkRequest',
	13: 'retryLater',
	20: 'checkRecord',
	21: 'fixFields',
	22: 'askForAccess',
	30: 'checkMethod',
	31: 'checkModule',
	429: 'slowDown',
	validation: 'fixFields',
	invalid_grant: 'signInAgain',
	invalid_request: 'checkRequest',
	invalid_request_ssl: 'checkAccount',
};

function remedyOf(code: number | string, message: string, status: number): Remedy {
	const usual = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
	if (usual !== 'fixFields' && saysTooManyRequests(`${code} ${message}`)) {
		return 'slowDown';
	}
	// Clients met error 11 "account not found" for a wrong sub-domain, and 30 "access denied" for a key that lacks the module.
	if (code === 11 && /account not found/iu.test(message)) {
		return 'checkAccount';
	}
	if (code === 30 && /access denied/iu.test(message)) {
		return 'askForAccess';
	}
	return usual ?? (code === codeOf(status) ? remedyOfStatus(status) : 'readMessage');
}

/** What to do where nothing but the status says what is wrong. */
export function remedyOfStatus(status: number): Remedy {
	switch (status) {
		case 400:
		case 422:
			return 'checkRequest';
		case 401:
			return 'checkKey';
		case 403:
			return 'askForAccess';
		case 404:
			return 'checkPath';
		case 405:
			return 'checkMethod';
		case 429:
			return 'slowDown';
		default:
			return status >= 500 ? 'retryLater' : 'readMessage';
	}
}

/** The first of these members that says something; empty where none does. */
function first(members: Members, names: readonly string[]): string {
	return names.map(name => textOf(members[name])).find(text => text !== '') ?? '';
}

function detailsOf(members: Members): unknown {
	return detailNames.map(name => members[name]).find(details => !isNothing(details));
}

/** Details come as an object by field, as a list, or as a text; whatever it is, nothing is dropped. */
function fieldProblems(details: unknown): readonly FieldProblem[] {
	if (Array.isArray(details)) {
		return details.map(detail => ({ field: '', message: textOf(detail) }));
	}
	if (isRecord(details)) {
		return Object.entries(details).map(([field, message]) => ({ field, message: textOf(message) }));
	}
	const message = textOf(details);
	return message === '' ? [] : [{ field: '', message }];
}

function textOf(value: unknown): string {
	if (Array.isArray(value)) {
		return value.map(textOf).join('; ');
	}
	if (typeof value === 'string') {
		return value;
	}
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
