import type { ProblemCode } from '../../problem';
import { replaceUses } from '../variableUses';

/** Methods that are sent as they are written. Flowlu itself knows GET and POST only. */
const sentMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

export const sentMethodNames: readonly string[] = [...sentMethods];

/** The method that the word between the offsets is, written in capitals; the same string each time, so that it costs no memory. */
export function sentMethod(text: string, start: number, end: number): string | undefined {
	const length = end - start;
	for (const method of sentMethodNames) {
		if (method.length === length && text.startsWith(method, start)) {
			return method;
		}
	}
	return undefined;
}

/** Methods whose requests have the same form as those that are sent. */
const otherMethods = new Set([
	...['ACL', 'BASELINE-CONTROL', 'CHECKIN', 'CHECKOUT', 'CONNECT', 'COPY', 'LOCK', 'MERGE', 'MKACTIVITY', 'MKCALENDAR'],
	...['MKCOL', 'MKWORKSPACE', 'MOVE', 'PROPFIND', 'PROPPATCH', 'QUERY', 'REPORT', 'SEARCH', 'TRACE', 'UNLOCK'],
	'VERSION-CONTROL',
]);

/** Protocols that JetBrains and httpYac write like a method; what follows the first line has a form of its own. */
const foreignProtocols = new Set([
	...['AMQP', 'EVENTSOURCE', 'GRAPHQL', 'GRAPHQLWS', 'GRPC', 'MQTT', 'RSOCKET', 'SSE', 'WEBSOCKET', 'WS', 'WSS'],
]);

export type MethodKind = 'sent' | 'other' | 'foreign';

/** @param word in any case: REST Client and JetBrains take `get`. */
export function methodKind(word: string): MethodKind | undefined {
	if (sentMethods.has(word)) {
		return 'sent';
	}
	const method = word.toUpperCase();
	if (sentMethods.has(method)) {
		return 'sent';
	}
	if (otherMethods.has(method)) {
		return 'other';
	}
	return foreignProtocols.has(method) ? 'foreign' : undefined;
}

/**
 * Whether the text between the offsets is the start of a good target, as nearly all are, by a look at each character.
 * False tells nothing: `targetProblem` has to judge.
 */
export function isPlainTarget(text: string, start: number, end: number): boolean {
	let offset = start;
	if (text.charCodeAt(start) === 123) {
		return end - start > 1 && text.charCodeAt(start + 1) === 123;
	}
	if (text.charCodeAt(start) === 47) {
		offset++;
	} else if (text.startsWith('https://', start)) {
		offset += 8;
	} else {
		while (offset < end && isWordCharacter(text.charCodeAt(offset))) {
			offset++;
		}
		if (offset === start || text.charCodeAt(offset) !== 47 || text.startsWith('localhost/', start)) {
			return false;
		}
		offset++;
	}
	const code = text.charCodeAt(offset);
	return offset <= end && code !== 47 && code !== 92 && isPlainPath(text, offset, end);
}

function isPlainPath(text: string, start: number, end: number): boolean {
	for (let offset = start; offset < end; offset++) {
		const code = text.charCodeAt(offset);
		if (code === 63) {
			return true;
		}
		const maybeIndirect = code === 37 || code === 92 || (code === 46 && text.charCodeAt(offset - 1) === 47);
		if (code <= 35 || code > 126 || maybeIndirect) {
			return false;
		}
	}
	return true;
}

/** `\w` and the dash */
function isWordCharacter(code: number): boolean {
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 48 && code <= 57) ||
		code === 95 ||
		code === 45
	);
}

/**
 * What is wrong with a target. Good ones are `https://…`, `/module/entity/method` and its short form without the slash.
 * One that starts with a variable can be judged only when that is resolved.
 */
export function targetProblem(target: string): ProblemCode | undefined {
	if (target === '') {
		return 'missingTarget';
	}
	if (target.startsWith('{{')) {
		return undefined;
	}
	const scheme = /^(?<scheme>[a-z][a-z\d+.-]*):\/\//iu.exec(target)?.groups?.['scheme'];
	if (scheme !== undefined) {
		return /^https?$/iu.test(scheme) ? pathProblem(target) : 'unsupportedScheme';
	}
	// URL parsers take a backslash for a slash.
	if (/^[/\\]{2}/u.test(target)) {
		return 'missingScheme';
	}
	if (target.startsWith('/')) {
		return pathProblem(target);
	}
	return shortFormProblem(target);
}

function shortFormProblem(target: string): ProblemCode | undefined {
	if (/^[\w-]+\//u.test(replaceUses(target, () => 'x')) && !/^localhost\//iu.test(target)) {
		return pathProblem(target);
	}
	// What may be a host is one in the other tools: example.com/x, localhost:8080, [::1]/x.
	const [host = ''] = target.split(/[/?#]/u, 1);
	return !/\s/u.test(host) && /[.:\]]|^localhost$/iu.test(host) ? 'missingScheme' : 'invalidTarget';
}

/** Blanks are encoded in a query, where people type them; in a path they are more likely to be a slip. */
function pathProblem(target: string): ProblemCode | undefined {
	const [path = ''] = replaceUses(target, () => 'x').split(/[?#]/u, 1);
	if (/\s/u.test(path)) {
		return 'whitespaceInPath';
	}
	return isIndirect(path.replace(/^[a-z][a-z\d+.-]*:[/\\]*[^/\\]*/iu, '')) ? 'indirectPath' : undefined;
}

/**
 * URL parsers resolve `.` and `..`, also where a dot is written `%2e`, and take a backslash for a slash; servers may read `%2f` and `%5c` so.
 * `get/../delete/1` would then be sent as `delete/1`.
 */
function isIndirect(path: string): boolean {
	if (!/[.\\]|%2e/iu.test(path)) {
		return false;
	}
	return path.includes('\\') || path.split(/\/|%2f|%5c/iu).some(segment => /^(?:\.|%2e){1,2}$/iu.test(segment));
}
