import type { HttpDocument, RequestBlock } from '../../document/document';
import { formPairs } from '../../parser/lineKinds/formLines';
import type { Span } from '../../problem';
import { endpointOf } from './targetPlace';
import { jsonDepth } from './jsonDepth';

/** A parameter or a field with its value. */
export interface FieldPlace {
	readonly kind: 'field';
	/** `crm/lead/list`. */
	readonly endpoint: string;
	/** As it is written: `filter[active]`, `active`. */
	readonly name: string;
	readonly where: 'query' | 'body';
	/** As it is written, without quotes; empty where there is none, or an object or a list. */
	readonly value: string;
	/** The name and, where it stands on the same line, the value. */
	readonly span: Span;
}

/** The parameter or the field of a request that the offset is in; not those of objects within a JSON body. */
export function fieldPlaceAt(document: HttpDocument, block: RequestBlock, offset: number): FieldPlace | undefined {
	if (block.form !== 'plain') {
		return undefined;
	}
	const endpoint = endpointOf(block.target);
	if (offset < block.targetSpan.end) {
		const found = pairAround(
			document.text,
			block.targetSpan,
			offset,
			/[?&](?<name>[^?&=\s#]+)(?:=(?<value>[^&\s#]*))?/gu,
		);
		return (
			found && {
				kind: 'field',
				endpoint,
				where: 'query',
				...found,
				span: { ...found.span, start: found.span.start + 1 },
			}
		);
	}
	const { body } = block;
	if (body === undefined || offset < body.span.start || offset > body.span.end) {
		return undefined;
	}
	const found =
		body.kind === 'form'
			? formFieldAt(block, offset)
			: body.kind === 'json'
				? memberAt(document, body.span, offset)
				: undefined;
	return found && { kind: 'field', endpoint, where: 'body', ...found };
}

type Found = Pick<FieldPlace, 'name' | 'value' | 'span'>;

function pairAround(text: string, { start, end }: Span, offset: number, pattern: RegExp): Found | undefined {
	for (const match of text.slice(start, end).matchAll(pattern)) {
		const span = { start: start + match.index, end: start + match.index + match[0].length };
		if (span.start <= offset && offset < span.end) {
			return { name: match.groups?.['name'] ?? '', value: match.groups?.['value'] ?? '', span };
		}
	}
	return undefined;
}

function formFieldAt(
	{ parts: { text, body }, span: { start: from } }: RequestBlock,
	offset: number,
): Found | undefined {
	const at = offset - from;
	const pairs = body === undefined ? [] : formPairs(text, body);
	const pair = pairs.find(({ span }) => span.start <= at && at < span.end);
	if (pair?.name === undefined) {
		return undefined;
	}
	const [value] = pair.value;
	return {
		name: text.slice(pair.name.start, pair.name.end),
		value: value === undefined || pair.value.length > 1 ? '' : text.slice(value.start, value.end),
		span: { start: from + pair.name.start, end: from + (value?.end ?? pair.name.end) },
	};
}

function memberAt({ text }: HttpDocument, body: Span, offset: number): Found | undefined {
	const start = Math.max(body.start, text.lastIndexOf('\n', offset - 1) + 1);
	const lineFeed = text.indexOf('\n', offset);
	const line = { start, end: lineFeed < 0 ? body.end : Math.min(lineFeed, body.end) };
	const member = /"(?<name>[\w-]+)"[ \t]*:[ \t]*(?:"(?<text>(?:[^"\\]|\\.)*)"|(?<value>[^\s",{}[\]]+))?/gu;
	const found = pairAround(text, line, offset, member);
	return found !== undefined && jsonDepth(text.slice(body.start, found.span.start)) === 1 ? found : undefined;
}
