import type { RequestVariable } from '../http/build/requestVariables';
import { readJson, type JsonText, type Span } from '../json/jsonText';
import { firstByJsonPath, maxPathLength } from '../json/paths/jsonPath';
import { singularPath } from '../json/paths/singularPath';
import { findJsonValue, textAt, type JsonStep } from '../json/values';
import type { WorkBudget } from '../json/workBudget';
import type { Exchange } from './exchange';

/** Units that the way to one value costs at most, however large the text is. */
const maxUnitsForOne = 100_000;

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

/**
 * The first value that a JSONPath finds. Only a path that may find several costs that the text is parsed whole.
 * @throws TooMuchWork
 */
export function findByPath(json: JsonText, path: string, budget: WorkBudget): Span | undefined {
	if (path.length > maxPathLength) {
		return undefined;
	}
	// Large parts are passed over at once.
	budget.spend(Math.min(json.bytes.length / 16, maxUnitsForOne));
	const steps = singularPath(path) ?? firstMatch(json, path, budget);
	return steps && findJsonValue(json, steps);
}

function firstMatch({ bytes }: JsonText, path: string, budget: WorkBudget): readonly JsonStep[] | undefined {
	budget.spend(bytes.length / 4);
	const value: unknown = JSON.parse(textAt(bytes, { start: 0, end: bytes.length }));
	return firstByJsonPath(value, path, budget);
}
