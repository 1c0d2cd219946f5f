import type { Span } from '../../json/jsonText';

/** What a check of a request (`?? status == 200`) found in the response. Holds no more of the body than what a message shows. */
export interface CheckResult {
	/** The line as it is written, without the question marks. */
	readonly text: string;
	/** The line, counted from the start of the request's own text, in UTF-16 code units. */
	readonly span: Span;
	/** `notRun`: it asks for what this extension does not carry out (`js`, `xpath`), or cannot be read: nobody may take it for one that holds. */
	readonly kind: 'holds' | 'fails' | 'notRun';
	/** What was to be, with its variables filled in: `== 200`. May hold secrets until it is redacted; so may `actual`. */
	readonly expected: string;
	/** What came, cut to a length that a message shows; empty where there is nothing. */
	readonly actual: string;
	/** Does it say itself whether the response is to be an error: `ok`, `error`, or a status that is no success? Else an error fails the request. */
	readonly decidesOutcome: boolean;
}
