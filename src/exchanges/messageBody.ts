import { paths, type JsonValue } from 'jsonpath-rfc9535';
import type { RequestVariable } from '../http/build/requestVariables';
import { readJson, type JsonText, type Span } from '../json/jsonText';
import { singularPath } from '../json/singularPath';
import { findJsonValue, textAt, type JsonStep } from '../json/values';
import type { Exchange } from './exchange';

type Message = Pick<RequestVariable, 'message'>;

/** The body that was sent or came, as UTF-8. */
export function bodyBytes({ request, reading }: Exchange, { message }: Message): Uint8Array {
	if (message === 'response') {
		return reading.utf8;
	}
	const { body = '' } = request;
	return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/** The body if it is JSON. That of a response was read when it came, that of a request is read now. */
export function jsonBody(exchange: Exchange, { message }: Message): JsonText | undefined {
	if (message === 'response') {
		return exchange.reading.json;
	}
	const bytes = bodyBytes(exchange, { message });
	// One step takes all of it.
	const { value } = readJson(bytes, bytes.length + 1).next();
	return value !== undefined && 'bytes' in value ? value : undefined;
}

/** The first value that a JSONPath finds. Only a path that may find several costs that the text is parsed whole. */
export function findByPath(json: JsonText, path: string): Span | undefined {
	const steps = singularPath(path) ?? firstMatch(json, path);
	return steps && findJsonValue(json, steps);
}

function firstMatch({ bytes }: JsonText, path: string): readonly JsonStep[] | undefined {
	try {
		const value: unknown = JSON.parse(textAt(bytes, { start: 0, end: bytes.length }));
		const [first] = isJson(value) ? paths(value, path) : [];
		return first === undefined ? undefined : singularPath(first);
	} catch {
		// No JSONPath.
		return undefined;
	}
}

function isJson(value: unknown): value is JsonValue {
	return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}
