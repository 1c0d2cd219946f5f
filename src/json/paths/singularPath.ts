import type { JsonStep } from '../values';

/** RFC 9535 §2.3 and §2.5.1: one name or one index, with the blanks that may stand around it. Without the rarest of names, which have control characters. */
const segment =
	/[ \t\r\n]*(?:\.(?<name>[A-Z_\u0080-\u{10FFFF}][\w\u0080-\u{10FFFF}]*)|\[[ \t\r\n]*(?:(?<index>0|-?[1-9]\d*)|'(?<single>(?:[^'\\\p{Cc}]|\\(?:[bfnrt/\\']|u[\dA-F]{4}))*)'|"(?<double>(?:[^"\\\p{Cc}]|\\(?:[bfnrt/\\"]|u[\dA-F]{4}))*)")[ \t\r\n]*\])/iuy;

/**
 * The steps of a JSONPath that leads to one value at most: `$.response.items[0]['a b']`.
 * @returns undefined for a path that may find several, such as `$..id`, and for what is no JSONPath
 */
export function singularPath(path: string): readonly JsonStep[] | undefined {
	if (!path.startsWith('$')) {
		return undefined;
	}
	const steps: JsonStep[] = [];
	for (let at = 1; at < path.length; at = segment.lastIndex) {
		segment.lastIndex = at;
		const groups = segment.exec(path)?.groups;
		if (groups === undefined) {
			return undefined;
		}
		const { name, index, single, double } = groups;
		steps.push(name ?? (index === undefined ? unquoted(single, double) : Number(index)));
	}
	return steps;
}

/** A step as it is written: `[0]`, `.name`, else `['a b']`, without braces, which would end a variable. */
export function writtenStep(step: JsonStep): string {
	if (typeof step === 'number') {
		return `[${step}]`;
	}
	return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(step)
		? `.${step}`
		: `['${step.replaceAll(/['\\]/gu, '\\$&').replaceAll(/[{}\p{Cc}]/gu, escaped)}']`;
}

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Single quotes are for JSONPath what double quotes are for JSON. */
function unquoted(single: string | undefined, double = ''): string {
	const inJson = single?.replaceAll(/\\.|"/gu, found => (found === '"' ? '\\"' : found === "\\'" ? "'" : found));
	const value: unknown = JSON.parse(`"${inJson ?? double}"`);
	return String(value);
}
