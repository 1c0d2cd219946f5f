import type { VariableUse } from '../../document/document';
import type { Refuse, ValuePlace } from './valuePlace';

interface Inserted {
	readonly value: string;
	readonly use: VariableUse;
}

/** The values of a JSON body: escaped within a string; elsewhere JSON itself, and the whole has to be JSON then. */
export function jsonValues(refuse: Refuse): ValuePlace {
	const { scan, state } = jsonScanner();
	const inserted: Inserted[] = [];
	let isRefused = false;
	const refuseOnce: Refuse = (code, use) => {
		isRefused = true;
		refuse(code, use);
	};
	return {
		typed: text => {
			scan(text);
			return text;
		},
		value: (value, use) => {
			const { inString, openEscape, last, bracket } = state();
			if (inString) {
				if (openEscape) {
					refuseOnce('valueNotJson', use);
				}
				return JSON.stringify(value).slice(1, -1);
			}
			inserted.push({ value, use });
			if (!fits(value, last, bracket)) {
				refuseOnce('valueNotJson', use);
			}
			scan('0');
			return value;
		},
		finish: sent => {
			if (inserted.length > 0 && !isRefused && !isJson(sent)) {
				const use = (inserted.find(({ value }) => !isJson(value)) ?? inserted[0])?.use;
				if (use !== undefined) {
					refuse('valueNotJson', use);
				}
			}
		},
	};
}

/**
 * Can the value only be what stands there, and not end it and begin something else?
 * @param last the character before it, without blanks
 * @param bracket the innermost one that is open
 */
function fits(value: string, last: string, bracket: string): boolean {
	if (/^[\w.+-]*$/u.test(value)) {
		return true;
	}
	if (bracket === '[' && /[[,]/u.test(last)) {
		return isJson(`[${value}]`);
	}
	if (bracket === '{' && /[{,]/u.test(last)) {
		return isJson(`{${value}}`);
	}
	return (last === ':' || last === '') && isJson(value);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

interface ScannerState {
	readonly inString: boolean;
	/** An escape has begun that what follows would complete. */
	readonly openEscape: boolean;
	/** The last character that is no blank, '' before there is one. */
	readonly last: string;
	readonly bracket: string;
}

/** Follows JSON piece by piece as far as it has to be known where one is. */
function jsonScanner(): { readonly scan: (text: string) => void; readonly state: () => ScannerState } {
	const brackets: string[] = [];
	let inString = false;
	/** How many more characters belong to the escape. */
	let escape = 0;
	let last = '';

	function scanString(character: string): void {
		if (escape > 0) {
			escape = escape === 5 ? (character === 'u' ? 4 : 0) : escape - 1;
		} else if (character === '\\') {
			escape = 5;
		} else if (character === '"') {
			inString = false;
		}
	}

	return {
		scan: text => {
			for (const character of text) {
				if (inString) {
					scanString(character);
					continue;
				}
				last = /\s/u.test(character) ? last : character;
				if (character === '"') {
					inString = true;
				} else if (character === '{' || character === '[') {
					brackets.push(character);
				} else if (character === '}' || character === ']') {
					brackets.pop();
				}
			}
		},
		state: () => ({ inString, openEscape: escape > 0, last, bracket: brackets.at(-1) ?? '' }),
	};
}
