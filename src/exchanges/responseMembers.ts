import type { Exchange } from './exchange';
import type { RequestVariable } from '../http/build/requestVariables';
import { isSecretName } from '../http/build/sendingMetadata';
import { bodyText, jsonAt } from './requestValues';

/** What can be written behind a part of what was sent or got. */
export interface AnswerMember {
	/** What is written: `.name`, `['a b']`, `[0]`, or the name of a header. */
	readonly step: string;
	/** Its value in a few characters; masked where its name is that of a secret. */
	readonly value: string;
	/** Whether it has members itself. */
	readonly isContainer: boolean;
}

/** Bytes of a body above which nothing of it is offered: reading it would hold up who types. */
const largestBody = 2_000_000;

/** More than anybody reads. */
const mostMembers = 200;

/** Of a value, in UTF-16 code units. */
const longestValue = 60;

const mask = '•••';

/** The members of the part of the exchange; none where it is no JSON or has none. */
export function answerMembers(exchange: Exchange, variable: RequestVariable): readonly AnswerMember[] {
	if (variable.part === 'headers') {
		const { headers } = variable.message === 'request' ? exchange.request : exchange.response;
		const names = new Map(headers.map(([name, value]) => [name.toLowerCase(), { name, value }]));
		return [...names.values()].map(({ name, value }) => ({
			step: name,
			value: /cookie|authorization/iu.test(name) || isSecretName(name) ? mask : shortened(value),
			isContainer: false,
		}));
	}
	const { body } = variable.message === 'request' ? exchange.request : exchange.response;
	const value = (body?.length ?? 0) > largestBody ? undefined : jsonAt(bodyText(exchange, variable), variable.path);
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	return (
		Array.isArray(value)
			? value.map((item, index) => [`[${index}]`, item] as const)
			: Object.entries(value).map(([name, member]) => [stepTo(name), member] as const)
	)
		.slice(0, mostMembers)
		.map(([step, member]) => memberOf(step, member));
}

function memberOf(step: string, member: unknown): AnswerMember {
	if (typeof member === 'object' && member !== null) {
		const value = Array.isArray(member) ? `[${member.length}]` : '{…}';
		return { step, value, isContainer: Object.keys(member).length > 0 };
	}
	const value = typeof member === 'string' ? member : JSON.stringify(member);
	return { step, value: isSecretName(step.replaceAll(/\W/gu, '')) ? mask : shortened(value), isContainer: false };
}

/** RFC 9535 §2.5.1.1: a name in shorthand where it is one, else in brackets. Braces would end the variable. */
function stepTo(name: string): string {
	return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)
		? `.${name}`
		: `['${name.replaceAll(/['\\]/gu, '\\$&').replaceAll('{', '\\u007B').replaceAll('}', '\\u007D')}']`;
}

function shortened(value: string): string {
	return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
