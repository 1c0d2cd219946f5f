import type { ApiError } from '../../flowlu/responses/flowluErrors';
import { beginningOf, type ShownText } from '../../net/redaction/shownText';
import { type Exchange, isErrorResponse } from '../exchange';
import type { CheckResult } from './checkResult';

/** In UTF-16 code units, of what Flowlu says of an error. */
const maxShownLength = 300;

/** The check that is meant where a request says nothing of its outcome: `?? ok`. */
export function okCheck(
	exchange: Pick<Exchange, 'reading' | 'response'>,
	redact: (text: string) => ShownText,
): CheckResult {
	const { envelope } = exchange.reading;
	const isError = isErrorResponse(exchange);
	const said = envelope.kind === 'error' ? errorText(envelope.error) : `HTTP ${exchange.response.status}`;
	return {
		text: redact('ok'),
		span: { start: 0, end: 0 },
		kind: isError ? 'fails' : 'holds',
		expected: redact('ok'),
		actual: beginningOf(redact(isError ? said : 'ok'), maxShownLength),
		decidesOutcome: true,
	};
}

/** An error may have no code, or no message. */
function errorText({ code, message }: ApiError): string {
	return `error${code === '' ? '' : ` ${code}`}${message === '' ? '' : `: ${message}`}`;
}
