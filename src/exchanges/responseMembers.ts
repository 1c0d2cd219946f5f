import type { Exchange } from './exchange';
import type { RequestVariable } from '../http/build/requestVariables';
import { isSecretHeader, isSecretName } from '../http/build/secretNames';
import type { JsonText, Span } from '../json/jsonText';
import { writtenStep } from '../json/paths/singularPath';
import { isArray, isContainer, membersOf, sizeOfContainer, stringAt, textAt, type JsonStep } from '../json/values';
import { TooMuchWork, WorkBudget } from '../json/workBudget';
import { mask } from '../net/redaction/shownText';
import { findByPath, jsonBody } from './messageBody';

/** What can be written behind a part of what was sent or got. */
export interface ResponseMember {
	/** What is written: `.name`, `['a b']`, `[0]`, or the name of a header. */
	readonly step: string;
	/** Its value, of a long string the beginning; masked where its name is that of a secret, and else as it came. */
	readonly value: string;
	/** Whether it has members itself. */
	readonly isContainer: boolean;
}

/** Bytes of what was sent above which nothing of it is offered: reading it would hold up who types. */
const maxBodyBytes = 2_000_000;

/** More than anybody reads. */
const maxMembers = 200;

/** Bytes of a string that is read whole to show its beginning. */
const maxStringBytes = 10_000;

/** Units for a path. */
const maxWork = 2_000_000;

const quote = 0x22;

/** The first members of the part of the exchange, in the order they came; none where it is no JSON or has none. */
export function responseMembers(exchange: Exchange, variable: RequestVariable): readonly ResponseMember[] {
	if (variable.part === 'headers') {
		const { headers } = variable.message === 'request' ? exchange.request : exchange.response;
		const names = new Map(headers.map(([name, value]) => [name.toLowerCase(), { name, value }]));
		return [...names.values()].map(({ name, value }) => ({
			step: name,
			value: isSecretHeader(name) ? mask : value,
			isContainer: false,
		}));
	}
	// What was sent is not kept read.
	if (variable.message === 'request' && (exchange.request.body?.length ?? 0) > maxBodyBytes) {
		return [];
	}
	const json = jsonBody(exchange, variable);
	if (json === undefined) {
		return [];
	}
	const container = containerAt(json, variable.path);
	return container === undefined ? [] : firstMembers(json, container);
}

/** Undefined also where finding it would hold up who types. */
function containerAt(json: JsonText, path: string): Span | undefined {
	try {
		return findByPath(json, path, new WorkBudget(maxWork));
	} catch (error) {
		if (error instanceof TooMuchWork) {
			return undefined;
		}
		throw error;
	}
}

function firstMembers(json: JsonText, container: Span): readonly ResponseMember[] {
	const members = new Map<JsonStep, Span>();
	for (const { step, start, end } of membersOf(json, container)) {
		members.set(step, { start, end });
		if (members.size === maxMembers) {
			break;
		}
	}
	return Array.from(members, ([step, span]) => memberOf(json, step, span));
}

function memberOf(json: JsonText, step: JsonStep, span: Span): ResponseMember {
	const written = writtenStep(step);
	if (isContainer(json, span)) {
		const size = isArray(json, span) ? sizeOfContainer(json, span) : undefined;
		const isEmpty = membersOf(json, span).next().done === true;
		return { step: written, value: size === undefined ? '{…}' : `[${size}]`, isContainer: !isEmpty };
	}
	const isSecret = typeof step === 'string' && isSecretName(step) && json.bytes[span.start] === quote;
	return { step: written, value: isSecret ? mask : shownScalar(json, span), isContainer: false };
}

/** What a string says; of a long one the beginning of its JSON. */
function shownScalar({ bytes }: JsonText, { start, end }: Span): string {
	if (bytes[start] !== quote) {
		return textAt(bytes, { start, end });
	}
	return end - start > maxStringBytes
		? textAt(bytes, { start: start + 1, end: start + maxStringBytes })
		: stringAt(bytes, { start, end });
}
