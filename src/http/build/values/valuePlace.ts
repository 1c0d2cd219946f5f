import type { VariableUse } from '../../document/document';
import type { Charset } from '../body/charsets';
import type { ProblemCode } from '../../problem';

/**
 * Where the values of variables land: what is typed around one decides how it has to be written, so that whoever reads the request gets the value
 * back and nothing else. The pieces of a text are handed over in its order.
 */
export interface ValuePlace {
	/** What is sent of the typed text up to the next variable. */
	readonly typed: (text: string) => string;
	/** The value as it is written there; what cannot be written there is refused. */
	readonly value: (value: string, use: VariableUse) => string;
	/** Judges the whole, once all of it was handed over. */
	readonly finish?: (sent: string) => void;
}

/** Reports that the value of a variable cannot stand where it is used. */
export type Refuse = (code: ProblemCode, use: VariableUse) => void;

/** Half a surrogate pair has no encoding. */
export function isWellFormed(text: string): boolean {
	return !/\p{Cs}/u.test(text);
}

/** A tab is a control character too. */
export function hasControl(text: string): boolean {
	return /\p{Cc}/u.test(text);
}

/** Text that holds values as they are. */
export function plainValues(refuse: Refuse): ValuePlace {
	return {
		typed: text => text,
		value: (value, use) => {
			if (!isWellFormed(value)) {
				refuse('valueSurrogate', use);
			}
			return value;
		},
	};
}

/**
 * The same of a text that is not sent in UTF-8.
 * @param charset in which it has to be
 * @param reportTyped that something typed is not in it
 */
export function inCharset(
	place: ValuePlace,
	charset: Pick<Charset, 'holds'>,
	refuse: Refuse,
	reportTyped: () => void,
): ValuePlace {
	return {
		...place,
		typed: text => {
			if (!charset.holds(text)) {
				reportTyped();
			}
			return place.typed(text);
		},
		value: (value, use) => {
			if (isWellFormed(value) && !charset.holds(value)) {
				refuse('valueCharset', use);
			}
			return place.value(value, use);
		},
	};
}
