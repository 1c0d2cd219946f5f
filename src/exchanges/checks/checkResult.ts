import type { Span } from '../../json/jsonText';
import type { ShownText } from '../../net/redaction/shownText';

/** Why a check was not carried out, which nobody may take for one that holds. */
export type NotRun =
	/** The line cannot be read, or asks for what is not carried out here (`js`, `xpath`). */
	| 'unreadable'
	/** No JSONPath of RFC 9535. */
	| 'noPath'
	/** Finding it would look at more of the response than there is time for. */
	| 'costly'
	/** No regular expression that can be looked for in a bounded time. */
	| 'noPattern'
	/** A variable has no text, of which every value has a part. */
	| 'noValue'
	/** What is expected has no order: neither a number nor a date. */
	| 'noOrder'
	/** The value is too large to be compared. */
	| 'tooLarge';

/** What a check of a request (`?? status == 200`) found in the response. Holds no more of the body than what a message shows. */
export interface CheckResult {
	/** The line as it is written, without the question marks. */
	readonly text: ShownText;
	/** The line with them, counted from the start of the request's own text, in UTF-16 code units. */
	readonly span: Span;
	readonly kind: 'holds' | 'fails' | 'notRun';
	/** Only where it was not run. */
	readonly because?: NotRun;
	/** What was to be, with the values of its variables: `== 200`. */
	readonly expected: ShownText;
	/** What came, cut to a length that a message shows: `""` for an empty text, empty where there is nothing. */
	readonly actual: ShownText;
	/** What to write behind the predicate so that it holds; absent where that would lose a part of the value, or show a secret. */
	readonly fitting?: string;
	/** Does it say itself whether the response is to be an error: `ok`, `error`, or a status that is no success? Else an error fails the request. */
	readonly decidesOutcome: boolean;
}
