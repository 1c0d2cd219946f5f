import type { HttpDocument, VariableDefinition } from '../../http/document/document';
import type { Span } from '../../http/problem';
import { credentialRemovals, merged, withSeparator, wholeLines } from '../../http/service/credentialRemovals';
import { keyNameBefore, type TypedKey } from './findTypedKeys';

/**
 * What is deleted of a text, so that the request stays well-formed: the parameter with one of its separators, the whole header, or the value. With a
 * variable that is nothing but the key, the parameters and headers go that use it.
 */
export function removalsOf(document: HttpDocument, key: TypedKey): readonly Span[] {
	const { text } = document;
	const removal = removalAt(text, key);
	const definition = document.variables.find(({ span }) => span.start <= key.start && key.end <= span.end);
	if (definition === undefined || key.place === 'header') {
		return [removal];
	}
	if (isValueOf(text, definition, key)) {
		return merged([wholeLines(text, definition.span), ...usesAsCredential(document, definition.name)]);
	}
	const { name, valueSpan } = definition;
	// One that is left empty would only stand in the way.
	return removal.start <= valueSpan.start && valueSpan.end <= removal.end
		? merged([wholeLines(text, definition.span), ...usesOf(document, name).map(span => withSeparator(text, span))])
		: [removal];
}

function removalAt(text: string, key: TypedKey): Span {
	switch (key.place) {
		case 'parameter':
			return parameterAt(text, key);
		case 'header':
			return wholeLines(text, key);
		case 'value':
			return key;
	}
}

/** Whether the value is the key, or starts with one that is called so by the name of the variable. */
function isValueOf(text: string, { valueSpan }: VariableDefinition, { place, start, end }: TypedKey): boolean {
	const isQuote = (written: string): boolean => /^["']?$/u.test(written);
	return (
		isQuote(text.slice(valueSpan.start, start)) && (place === 'parameter' || isQuote(text.slice(end, valueSpan.end)))
	);
}

function usesOf({ blocks }: HttpDocument, name: string): readonly Span[] {
	return blocks.flatMap(({ uses }) => uses.filter(use => use.name === name).map(({ span }) => span));
}

function usesAsCredential(document: HttpDocument, name: string): readonly Span[] {
	const uses = usesOf(document, name);
	return document.blocks
		.flatMap(block => credentialRemovals(document.text, block))
		.filter(({ start, end }) => uses.some(use => start <= use.start && use.end <= end));
}

/** In UTF-16 code units. */
const maxNameLength = 100;

function parameterAt(text: string, key: TypedKey): Span {
	const name = keyNameBefore(text.slice(0, key.start));
	// A header is one line.
	if (/^x?[-_]?api-key/iu.test(name)) {
		return wholeLines(text, key);
	}
	const at = key.start - name.replace(/^["']/u, '').length;
	// It may be the end of a longer name.
	const beginning =
		text
			.slice(Math.max(0, at - maxNameLength), at)
			.split(/[^\w.%-]/u)
			.at(-1) ?? '';
	const start = at - beginning.length;
	const isMember = /["']/u.test(text.charAt(start - 1)) && /key["']/iu.test(name);
	return withSeparator(text, {
		start: isMember ? start - 1 : start,
		end: isMember && /["']/u.test(text.charAt(key.end)) ? key.end + 1 : key.end,
	});
}
