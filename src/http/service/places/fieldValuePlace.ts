import type { RequestBlock } from '../../document/document';
import type { CompletionPlace } from './completionKinds';
import { jsonDepth } from './jsonDepth';
import { type CursorLine, spanAround } from './cursorLine';

type FieldValuePlace = Extract<CompletionPlace, { kind: 'fieldValue' }>;

/** How a value is written at the place: with the quotes that a text has in JSON, where they are not there yet. */
export function valueAsWritten(
	{ opening, closing }: Pick<FieldValuePlace, 'opening' | 'closing'>,
	value: string,
): string {
	return opening !== '' && isNumber(value) ? value : opening + value + closing;
}

export function isNumber(value: string): boolean {
	return /^\d+$/u.test(value);
}

/**
 * A cursor in the value of a parameter.
 * @param written what is of the target on the cursor's line before the cursor
 */
export function parameterValuePlace(
	{ offset, after }: CursorLine,
	written: string,
	endpoint: string,
): FieldValuePlace | undefined {
	// Only what is behind the last separator: looked for in all of it, each question mark would be followed to the end.
	const last = written.split(/[&\s#]/u).at(-1) ?? '';
	const behind = written.at(-last.length - 1) === '&' ? `&${last}` : last;
	const [, name, value] = /(?:^&|\?)(?<name>[^?&=]+)=(?<value>.*)$/su.exec(behind) ?? [];
	const [rest = ''] = /^[^&\s#]*/u.exec(after) ?? [];
	if (name === undefined || value === undefined || hasVariable(value + rest)) {
		return undefined;
	}
	// A condition is one value; all else may be a list, and an exclamation mark stands before it.
	const isCondition = value.startsWith('{');
	const itemStart = isCondition ? 0 : Math.max(value.startsWith('!') ? 1 : 0, value.lastIndexOf(',') + 1);
	const comma = isCondition ? -1 : rest.indexOf(',');
	const itemRest = comma < 0 ? rest : rest.slice(0, comma);
	const before = value.slice(itemStart);
	return {
		kind: 'fieldValue',
		endpoint,
		name,
		where: 'query',
		before,
		whole: before + itemRest,
		listed: (value.slice(0, itemStart) + rest.slice(itemRest.length)).split(/[!,]/u).filter(item => item !== ''),
		isFirst: itemStart === 0 && comma < 0,
		opening: '',
		closing: '',
		span: spanAround(offset, before, itemRest),
	};
}

/** A cursor in the value of a field of a form, behind its equals sign. */
export function formValuePlace(
	{ before: written, after, offset }: CursorLine,
	endpoint: string,
): FieldValuePlace | undefined {
	const [, name, before] =
		/^(?:.*&)?[ \t]*(?<name>[^\s=&{}<>"]+)[ \t]*=[ \t]*(?<before>(?:[^&\s][^&]*)?)$/u.exec(written) ?? [];
	const [rest = ''] = /^[^&]*/u.exec(after) ?? [];
	// Behind a bar all is text.
	const isText = written.trimStart().startsWith('|');
	if (isText || name === undefined || before === undefined || hasVariable(before + rest)) {
		return undefined;
	}
	return valuePlaceOf({ endpoint, name, where: 'form', before, whole: before + rest.trimEnd() }, offset);
}

/** A cursor in the value of a member of a JSON body that is one object; not in those of objects and lists within it. */
export function memberValuePlace(
	{ above, after, offset }: CursorLine,
	block: RequestBlock,
	endpoint: string,
): FieldValuePlace | undefined {
	const lineStart = above.lastIndexOf('\n') + 1;
	const found = /"(?<name>[\w-]+)"[ \t]*:[ \t]*(?<quote>"?)(?<before>(?:[^"\\{}[\],\s][^"\\{}[\],]*)?)$/u.exec(
		above.slice(lineStart),
	);
	const { name = '', quote = '', before = '' } = found?.groups ?? {};
	const bodyStart = (block.body?.span.start ?? offset) - (offset - above.length);
	if (found === null || hasVariable(after) || jsonDepth(above.slice(bodyStart, lineStart + found.index)) !== 1) {
		return undefined;
	}
	const [rest = '', closed = ''] =
		(quote === '' ? /^[\w.-]*/u.exec(after) : /^(?:[^"\\]*(?<closed>")|[\w.-]*)/u.exec(after)) ?? [];
	const inner = rest.slice(0, rest.length - closed.length);
	// In front of another value it would be written into that.
	if (!/^[ \t]*(?:[,}]|$)/u.test(after.slice(rest.length))) {
		return undefined;
	}
	const place = valuePlaceOf({ endpoint, name, where: 'json', before, whole: before + inner }, offset);
	return quote === ''
		? { ...place, opening: '"', closing: '"' }
		: { ...place, opening: '', closing: closed === '' ? '"' : '' };
}

function valuePlaceOf(
	value: Pick<FieldValuePlace, 'endpoint' | 'name' | 'where' | 'before' | 'whole'>,
	offset: number,
): FieldValuePlace {
	const span = spanAround(offset, value.before, value.whole.slice(value.before.length));
	return { kind: 'fieldValue', ...value, listed: [], isFirst: true, opening: '', closing: '', span };
}

function hasVariable(text: string): boolean {
	return text.includes('{{');
}
