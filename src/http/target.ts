import type { ProblemCode } from './problem';

/** Methods that are sent as they are written. Flowlu itself knows GET and POST only. */
const sentMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

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
	if (/^(?:[\w-]|\{\{[^{}]*\}\})+\//u.test(target) && !/^localhost\//iu.test(target)) {
		return pathProblem(target);
	}
	// What may be a host is one in the other tools: example.com/x, localhost:8080, [::1]/x.
	const [host = ''] = target.split(/[/?#]/u, 1);
	return !/\s/u.test(host) && /[.:\]]|^localhost$/iu.test(host) ? 'missingScheme' : 'invalidTarget';
}

/** Blanks are encoded in a query, where people type them; in a path they are more likely to be a slip. */
function pathProblem(target: string): ProblemCode | undefined {
	const [path = ''] = target.replaceAll(/\{\{[^{}]*\}\}/gu, '').split(/[?#]/u, 1);
	return /\s/u.test(path) ? 'whitespaceInPath' : undefined;
}
