import type { VariableUse } from '../../document/document';
import type { Refuse, ValuePlace } from './valuePlace';

/** The values in a header's value, or in its name: HTTP carries Latin-1 without control characters, and drops blanks at the ends. */
export function headerValues(refuse: Refuse): ValuePlace {
	const uses: VariableUse[] = [];
	return {
		typed: text => text,
		value: (value, use) => {
			uses.push(use);
			if (!isHeaderText(value)) {
				refuse('valueInHeader', use);
			}
			return value;
		},
		finish: sent => {
			// Typed text has none there.
			const use = /^[ \t]/u.test(sent) ? uses[0] : /[ \t]$/u.test(sent) ? uses.at(-1) : undefined;
			if (use !== undefined) {
				refuse('valueInHeader', use);
			}
		},
	};
}

/** A tab may stand in a header. Node refuses the rest only when the request is on its way. */
export function isHeaderText(text: string): boolean {
	return !/[^\P{Cc}\t]|[^\0-\u00FF]/u.test(text);
}
