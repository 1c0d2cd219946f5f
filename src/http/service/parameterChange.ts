import type { HttpDocument, RequestBlock } from '../document/document';
import { decodedOrAsIs } from '../../net/sentNames';
import { targetLines } from '../parser/lineKinds/requestLine';
import { maskUses } from '../parser/variableUses';
import type { TextChange } from './formatting';
import { endpointOf } from './places/targetPlace';

/** A parameter of a query as it is written: percent-encoded where it has to be. */
interface WrittenParameter {
	readonly name: string;
	readonly value: string;
}

/**
 * What gives the query of a request a parameter: in the place of its value where it is there, else at the end of the query, on a line of its own where
 * the lines before it are such. Undefined for a target that ends in a fragment, and for a curl command.
 */
function parameterChange(
	{ text }: Pick<HttpDocument, 'text'>,
	{ targetSpan, form }: Pick<RequestBlock, 'targetSpan' | 'form'>,
	{ name, value }: WrittenParameter,
): TextChange | undefined {
	const written = text.slice(targetSpan.start, targetSpan.end);
	// Values of variables, whatever they are, are no part of what is looked for.
	const masked = maskUses(written, '\0');
	if (form !== 'plain' || masked.includes('#', masked.lastIndexOf('\n') + 1)) {
		return undefined;
	}
	const lines = targetLines(written);
	for (const { start, end } of lines) {
		for (const found of masked.slice(start, end).matchAll(/[?&](?<name>[^?&=]+)=(?<value>[^&]*)/gu)) {
			const { name: foundName = '', value: foundValue = '' } = found.groups ?? {};
			if (decodedOrAsIs(foundName) === name) {
				const valueEnd = targetSpan.start + start + found.index + found[0].length;
				return { span: { start: valueEnd - foundValue.length, end: valueEnd }, text: value };
			}
		}
	}
	const last = lines.at(-1) ?? { start: 0, end: written.length };
	const at = targetSpan.start + last.end;
	const separator = masked.includes('?') ? (/[?&]$/u.test(masked.slice(0, last.end)) ? '' : '&') : '?';
	const lineStart = written.lastIndexOf('\n', last.start - 1) + 1;
	const lineBreak =
		lines.length > 1 ? `${text.includes('\r\n') ? '\r\n' : '\n'}${written.slice(lineStart, last.start)}` : '';
	return { span: { start: at, end: at }, text: `${lineBreak}${separator}${name}=${value}` };
}

/** A filter of a list, as plain text. */
interface ListFilter {
	readonly name: string;
	readonly value: string;
	/** Of the list: `crm/lead/list`. */
	readonly path: string;
}

/** What gives the request of a list a filter, and leads back to its first page. Undefined where it is not plainly the request of that list. */
export function filterChanges(
	document: Pick<HttpDocument, 'text'>,
	block: RequestBlock,
	{ name, value, path }: ListFilter,
): readonly TextChange[] | undefined {
	const filter = parameterChange(document, block, { name, value: readable(value) });
	if (filter === undefined || endpointOf(block.target) !== path) {
		return undefined;
	}
	const hasPage = /[?&]page=/u.test(block.target);
	const page = hasPage ? parameterChange(document, block, { name: 'page', value: '1' }) : undefined;
	return [filter, ...(page === undefined ? [] : [page])];
}

/** What of a value means nothing else in a query stays as it is; JSON of ours has neither blanks nor two braces beside each other. */
function readable(value: string): string {
	return /^\{"[\w":,.-]+\}$/u.test(value)
		? value
		: value.replace(/\p{Cs}/gu, '\uFFFD').replace(/[^\p{L}\p{N}._~:@,!()/-]/gu, encodeURIComponent);
}
