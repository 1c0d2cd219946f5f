import { query, type JsonValue } from 'jsonpath-rfc9535';
import type { Exchange } from './exchange';
import type { LatestExchange } from './exchangeStore';
import type { RequestVariable } from '../http/build/requestVariables';
import { isSecretName } from '../http/build/sendingMetadata';
import type { VariableFailure } from '../http/build/variables';
import { decodeBody } from '../net/decodedBody';
import type { Redactor } from '../net/redact';
import { Secret } from '../net/secret';

/** What was sent last for a request that has a name; `otherAccount`: it does not count, as the request goes elsewhere now. */
export type NamedExchange = LatestExchange | { readonly kind: 'otherAccount' };

/**
 * Gives parts of what other requests sent and got. What the path names like a secret is redacted from then on.
 * @param exchanges by the names of the requests
 */
export function requestValues(
	exchanges: ReadonlyMap<string, NamedExchange>,
	redactor: Redactor,
): (variable: RequestVariable) => string | VariableFailure {
	return variable => {
		const found = exchanges.get(variable.request);
		if (found?.kind !== 'kept') {
			return { code: failureOf(found), detail: variable.request };
		}
		const { exchange } = found;
		const value = partOf(exchange, variable);
		if (value === undefined) {
			return { code: 'noSuchValue', detail: variable.path };
		}
		if (isSecretName(lastName(variable.path))) {
			redactor.add(new Secret(value));
		}
		return value;
	};
}

function failureOf(found: Exclude<NamedExchange, { kind: 'kept' }> | undefined): VariableFailure['code'] {
	switch (found?.kind) {
		case undefined:
			return 'noResponse';
		case 'removed':
			return 'removedResponse';
		case 'otherAccount':
			return 'otherAccountResponse';
	}
}

function lastName(path: string): string {
	return /[\w-]+(?=\W*$)/u.exec(path)?.[0] ?? '';
}

function partOf(exchange: Exchange, variable: RequestVariable): string | undefined {
	const { request, response } = exchange;
	const { message, part, path } = variable;
	if (part === 'headers') {
		const wanted = path.toLowerCase();
		const { headers } = message === 'request' ? request : response;
		const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
		// RFC 9110 §5.3: several lines of a header mean one whose values are joined.
		return values.length === 0 ? undefined : values.join(', ');
	}
	const text = bodyText(exchange, variable);
	return path === '*' ? text : valueAt(text, path);
}

export function bodyText({ request, response }: Exchange, { message }: Pick<RequestVariable, 'message'>): string {
	return message === 'response' ? decodeBody(response).text : textOf(request.body ?? '');
}

function textOf(body: string | Uint8Array): string {
	return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** The first value that the path finds: text as it is, all else as JSON. */
function valueAt(text: string, path: string): string | undefined {
	const value = jsonAt(text, path);
	return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first value of a JSON text that the path finds. */
export function jsonAt(text: string, path: string): JsonValue | undefined {
	try {
		return query(readJson(text), path)[0];
	} catch {
		// No JSON, or no JSONPath.
		return undefined;
	}
}

/** Numbers that JavaScript would round are kept as the digits that were sent. */
function readJson(text: string): JsonValue {
	const reviver = (_key: string, value: JsonValue, context?: { readonly source?: string }): JsonValue => {
		const source = context?.source;
		return typeof value === 'number' && source !== undefined && isRounded(value, source) ? source : value;
	};
	// The context is newer than what TypeScript knows; without it numbers are rounded.
	const value: unknown = JSON.parse(text, reviver);
	return isJson(value) ? value : null;
}

function isJson(value: unknown): value is JsonValue {
	return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

function isRounded(value: number, source: string): boolean {
	if (!Number.isFinite(value)) {
		return true;
	}
	return /^-?\d+$/u.test(source) ? !Number.isSafeInteger(value) : source.replace(/\D/gu, '').length > 15;
}
