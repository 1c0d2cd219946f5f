import type { VariableUse } from '../../document/document';
import { usesIn } from '../../parser/variableUses';
import { hasControl, isWellFormed, type Refuse, type ValuePlace } from './valuePlace';

/** What a value is added to: the address up to the path, the path, or the query with all behind it. */
type Part = 'start' | 'address' | 'path' | 'query';

/**
 * The values of a target. Those that the target begins with, or within the host, are text of the address: people keep that in variables. Behind them a
 * value is data: part of one segment of the path, so that no value ever makes another path, or of one name or value of the query. A variable that is
 * a whole part of the query, between `?` and `&`, may hold several parameters and stays as it is.
 */
export function targetValues(target: string, refuse: Refuse): ValuePlace {
	const isWholePart = usesIn(target).map(
		({ start, end }) => /[?&]/u.test(target.charAt(start - 1)) && /^(?:[&#]|$)/u.test(target.slice(end)),
	);
	let number = 0;
	let part: Part = 'start';
	let head = '';
	let hasTyped = false;
	/** The segment of the path that is being written, and the first variable in it. */
	let segment = '';
	let inSegment: VariableUse | undefined;
	/** The variable whose value had the question mark. */
	let opener: VariableUse | undefined;

	function closeSegment(isLast: boolean): void {
		if (inSegment !== undefined && (/^(?:\.|%2e){1,2}$/iu.test(segment) || (segment === '' && !isLast))) {
			refuse('valueInPath', inSegment);
		}
		segment = '';
		inSegment = undefined;
	}

	/** @param use the variable that it is the value of */
	function addPath(text: string, use: VariableUse | undefined): void {
		const end = text.search(/[?#]/u);
		const segments = (end < 0 ? text : text.slice(0, end)).split('/');
		for (const [index, content] of segments.entries()) {
			if (index > 0) {
				closeSegment(false);
			}
			segment += content;
			inSegment ??= content === '' ? undefined : use;
		}
		if (end >= 0) {
			closeSegment(true);
			part = 'query';
			opener = use;
		}
	}

	/** Until it is known what is a scheme, a host or the path. */
	function addHead(text: string, use: VariableUse | undefined): void {
		head += text;
		const address = /^[a-z][a-z\d+.-]*:[/\\]{2}[^/\\?#]*/iu.exec(head)?.[0];
		if (address === head) {
			part = 'address';
		} else if (address !== undefined || !/^(?:[a-z][a-z\d+.-]*(?::[/\\]?)?)?$/iu.test(head)) {
			part = 'path';
			addPath(head.slice(address?.length ?? 0), use);
		}
	}

	function typed(text: string): string {
		hasTyped ||= text !== '';
		// With the value behind it, it would be an escape.
		const sent = text.replace(/%(?=[\da-f]?$)/iu, '%25');
		if (part === 'path') {
			addPath(sent, undefined);
		} else if (part !== 'query') {
			addHead(sent, undefined);
		} else if (opener !== undefined && /^[^?&#]*\//u.test(sent)) {
			// What is typed as the path behind it would be a part of the query.
			refuse('valueInPath', opener);
		}
		opener = part === 'query' && text === '' ? opener : undefined;
		return sent;
	}

	/** Text of the address: no character of it may get lost on the way. */
	function addressValue(value: string, use: VariableUse): string {
		if (hasControl(value) || /[\s\\]/u.test(value.split(/[?#]/u, 1)[0] ?? '')) {
			refuse('valueInAddress', use);
		} else if (!isWellFormed(value)) {
			refuse('valueSurrogate', use);
		}
		if (part === 'path') {
			addPath(value, use);
		} else {
			addHead(value, use);
		}
		return value;
	}

	function pathValue(value: string, use: VariableUse): string {
		const encoded = isWellFormed(value) ? encodeURIComponent(value) : '';
		if (/[/\\]|^\?/u.test(value) || hasControl(value)) {
			refuse('valueInPath', use);
		} else if (!isWellFormed(value)) {
			refuse('valueSurrogate', use);
		}
		inSegment ??= use;
		if (part === 'path') {
			segment += encoded;
		} else {
			addHead(encoded, use);
		}
		return encoded;
	}

	function queryValue(value: string, use: VariableUse, isWhole: boolean): string {
		if (!isWellFormed(value)) {
			refuse('valueSurrogate', use);
			return '';
		}
		if (!isWhole) {
			return encodeURIComponent(value).replace(/%(?:2C|2F|3A|40)/gu, decodeURIComponent);
		}
		if (hasControl(value)) {
			refuse('valueInAddress', use);
		}
		// It would cut off the rest of the query.
		return value.replaceAll('#', '%23');
	}

	return {
		typed,
		value: (value, use) => {
			const isWhole = isWholePart[number++] === true;
			if (part === 'query') {
				return queryValue(value, use, isWhole);
			}
			return !hasTyped || part === 'address' ? addressValue(value, use) : pathValue(value, use);
		},
		finish: () => {
			closeSegment(true);
		},
	};
}
