import type { FilledCheck } from '../../http/build/checkValues';
import { type Check, readCheckLine } from '../../http/checks/checkLine';
import type { CheckMeaning } from '../../http/checks/checkWords';
import { TooMuchWork, WorkBudget } from '../../json/workBudget';
import { beginningOf, mask, type ShownText } from '../../net/redaction/shownText';
import type { Exchange } from '../exchange';
import type { Turns } from '../reading';
import type { CheckResult } from './checkResult';
import { type JsonValue, readJsonValue } from './jsonValue';
import { type Expected, predicateOf, type Verdict } from './predicates';
import { filterOf, type Found, type FoundInRecords, valueOf, type ValueSource } from './subjectValues';

interface Needs extends Turns {
	/** Masks secrets: what a check shows goes to messages, reports and terminals. */
	readonly redact: (text: string) => ShownText;
}

/** Units for all checks of a request: half a second or so. */
const maxWork = 5_000_000;

/** In UTF-16 code units, of what is shown of a value. */
const maxShownLength = 300;

/** What a result shows of the line of a check. */
export function shownCheck(line: string, { redact }: Pick<Needs, 'redact'>): ShownText {
	return beginningOf(redact(line.slice(readCheckLine(line).subject.start)), maxShownLength);
}

/** What the checks of a request find in its response, in the order of the text. */
export async function runChecks(
	exchange: Pick<Exchange, 'response' | 'reading'>,
	checks: readonly FilledCheck[],
	{ redact, yieldToEventLoop }: Needs,
): Promise<readonly CheckResult[]> {
	const results: CheckResult[] = [];
	const source: ValueSource = { exchange, budget: new WorkBudget(maxWork), filter: filterOf(exchange.reading) };
	for (const check of checks) {
		results.push(resultOf(source, check, redact));
		await yieldToEventLoop();
	}
	return results;
}

function resultOf(
	source: ValueSource,
	{ line, text, span, expected }: FilledCheck,
	redact: Needs['redact'],
): CheckResult {
	const { check } = line;
	const shown = (whole: string) => beginningOf(redact(whole), maxShownLength);
	const { verdict, actual } =
		check === undefined ? { verdict: 'unreadable' as const, actual: undefined } : verdictOn(source, check, expected);
	const isVerdict = typeof verdict === 'boolean';
	const said = line.predicate === undefined ? '' : text.slice(line.predicate.start - line.subject.start);
	const written = said.slice(0, (line.predicate?.end ?? 0) - (line.predicate?.start ?? 0));
	const isSecret =
		check !== undefined && namesSecret(check, redact) && (actual?.type === 'string' || actual?.type === 'array');
	const fitting = check === undefined || verdict !== false || isSecret ? undefined : fittingText(check, actual);
	return {
		text: shown(text),
		span,
		kind: isVerdict ? (verdict ? 'holds' : 'fails') : 'notRun',
		...(!isVerdict && { because: verdict }),
		expected: shown([written, expected].filter(word => word !== '').join(' ') || text),
		actual: shown(actual?.text === '' ? '""' : isSecret ? mask : (actual?.text ?? '')),
		...(fitting !== undefined && redact(fitting) === fitting && { fitting }),
		decidesOutcome: check !== undefined && decides(check, { text: expected, mayBeQuoted: true }, source),
	};
}

/** Does the last name of what is looked for tell that the value is a secret, as it does in the response? */
function namesSecret({ argument }: Check, redact: Needs['redact']): boolean {
	const name = argument.split(/[^\w-]+/u).findLast(word => word !== '') ?? '';
	const member = `"${name}": "x1y2z3"`;
	return redact(member) !== member;
}

/**
 * A check that an error and a success fulfil alike (`?? status != 404`, `?? ok exists`) says nothing of the outcome. A status that is no success is said
 * by whoever expects an error; that of a success goes with Flowlu's errors too.
 */
function decides({ subject, meaning }: Check, expected: Expected, { exchange, budget }: ValueSource): boolean {
	const { status } = exchange.response;
	const allows = (value: string) => mayHold(meaning, value, expected, budget);
	if (subject === 'ok') {
		return !(allows('true') && allows('false'));
	}
	return subject === 'error' || (subject === 'status' && (status < 200 || status >= 300) && !allows('200'));
}

/** Also where there is no time left to say. */
function mayHold(meaning: CheckMeaning, value: string, expected: Expected, budget: WorkBudget): boolean {
	const read = readJsonValue(value);
	try {
		return read !== undefined && predicateOf[meaning](read, expected, budget) === true;
	} catch (error) {
		if (error instanceof TooMuchWork) {
			return true;
		}
		throw error;
	}
}

interface Judged {
	readonly verdict: Verdict;
	/** The value that decided it; of records, the first that does not fit. */
	readonly actual: JsonValue | undefined;
}

/** They hold for any text where nothing is looked for. */
const ofParts: ReadonlySet<CheckMeaning> = new Set(['contains', 'startsWith', 'endsWith', 'matches']);

function verdictOn(source: ValueSource, check: Check, text: string): Judged {
	const { subject, argument } = check;
	const mayBeQuoted = subject !== 'header' && (subject !== 'body' || argument !== '');
	if (text === '' && ofParts.has(check.meaning)) {
		return { verdict: 'noValue', actual: undefined };
	}
	try {
		return judge(valueOf(source, check), check, { text, mayBeQuoted }, source.budget);
	} catch (error) {
		if (error instanceof TooMuchWork) {
			return { verdict: 'costly', actual: undefined };
		}
		throw error;
	}
}

function judge(found: Found | FoundInRecords, check: Check, expected: Expected, budget: WorkBudget): Judged {
	switch (found.kind) {
		case 'nothing':
			return { verdict: false, actual: undefined };
		case 'notRun':
			return { verdict: found.because, actual: undefined };
		case 'value':
			return { verdict: predicateOf[check.meaning](found.value, expected, budget), actual: found.value };
		case 'records': {
			for (const one of found.values) {
				const judged = judge(one, check, expected, budget);
				if (judged.verdict !== true) {
					return judged;
				}
			}
			return { verdict: true, actual: undefined };
		}
	}
}

/** What stands behind an equals sign so that the check holds: in quotation marks where it would be taken for something else. */
function fittingText({ meaning, subject, argument }: Check, actual: JsonValue | undefined): string | undefined {
	if (actual === undefined || (meaning !== 'equals' && meaning !== 'same') || subject === 'every') {
		return undefined;
	}
	const { type, text } = actual;
	const isRaw = subject === 'header' || (subject === 'body' && argument === '');
	const isAmbiguous = type === 'string' && !isRaw && (text === '' || readJsonValue(text) !== undefined);
	const written = isAmbiguous ? JSON.stringify(text) : text;
	const survives = written === written.trim() && !/[\r\n]/u.test(written) && !written.includes('{{');
	return survives && written !== '' && written.length <= maxShownLength ? written : undefined;
}
