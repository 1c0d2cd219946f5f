import type { Exchange } from './exchange';
import type { LatestExchange } from './exchangeStore';
import type { RequestVariable } from '../http/build/requestVariables';
import { isSecretName } from '../http/build/secretNames';
import type { VariableFailure } from '../http/build/variables';
import type { JsonText, Span } from '../json/jsonText';
import { compactJson, stringAt, textAt } from '../json/values';
import { TooMuchWork, WorkBudget } from '../json/workBudget';
import { bodyBytes, findByPath, jsonBody } from './messageBody';

const quote = 0x22;

/** Units for all paths of a request: a second or two. */
const maxWork = 20_000_000;

/** What was sent last for a request that has a name; `otherAccount`: it does not count, as the request goes elsewhere now. */
export type NamedExchange = LatestExchange | { readonly kind: 'otherAccount' };

/**
 * Gives parts of what other requests sent and got.
 * @param exchanges by the names of the requests
 * @param onSecret hears of what the path names like a secret
 */
export function requestValues(
	exchanges: ReadonlyMap<string, NamedExchange>,
	onSecret: (name: string, value: string) => void,
): (variable: RequestVariable) => string | VariableFailure {
	const budget = new WorkBudget(maxWork);
	const known = new Map<string, string | VariableFailure>();
	return variable => {
		const found = exchanges.get(variable.request);
		if (found?.kind !== 'kept') {
			return { code: failureOf(found), detail: variable.request };
		}
		// A request may use a value many times.
		const key = JSON.stringify(variable);
		const value = known.get(key) ?? valueOf(found.exchange, variable, budget);
		known.set(key, value);
		const name = lastName(variable.path);
		if (typeof value === 'string' && isSecretName(name)) {
			onSecret(name, value);
		}
		return value;
	};
}

function valueOf(exchange: Exchange, variable: RequestVariable, budget: WorkBudget): string | VariableFailure {
	const { path } = variable;
	try {
		return partOf(exchange, variable, budget) ?? { code: 'noSuchValue', detail: path };
	} catch (error) {
		if (error instanceof TooMuchWork) {
			return { code: 'costlyPath', detail: path };
		}
		throw error;
	}
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
	return path.match(/\w[\w-]*/gu)?.at(-1) ?? '';
}

function partOf(exchange: Exchange, variable: RequestVariable, budget: WorkBudget): string | undefined {
	const { request, response } = exchange;
	const { message, part, path } = variable;
	if (part === 'headers') {
		const wanted = path.toLowerCase();
		const { headers } = message === 'request' ? request : response;
		const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
		// RFC 9110 §5.3: several lines of a header mean one whose values are joined.
		return values.length === 0 ? undefined : values.join(', ');
	}
	if (path === '*') {
		const bytes = bodyBytes(exchange, variable);
		return textAt(bytes, { start: 0, end: bytes.length });
	}
	const json = jsonBody(exchange, variable);
	const span = json && findByPath(json, path, budget);
	return span && valueAt(json, span);
}

/** A string as what it says; all else as JSON in one line, with every digit as it came. */
function valueAt(json: JsonText, span: Span): string {
	return json.bytes[span.start] === quote ? stringAt(json.bytes, span) : compactJson(json, span);
}
