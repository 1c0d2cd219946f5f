import { parseDocument } from '../../http/document/parse';
import type { Span } from '../../http/problem';
import { credentialRemovals, merged, withSeparator, wholeLines } from '../../http/service/credentialRemovals';
import { keyNameBefore, type TypedKey } from './findTypedKeys';

/**
 * What is deleted of a text, so that the request stays well-formed: the parameter with one of its separators, the whole header, or the value. With the
 * definition of a variable, the parameters and headers go that use it.
 */
export function removalsOf(text: string, key: TypedKey): readonly Span[] {
	const definition = parseDocument(text).variables.find(({ span }) => span.start <= key.start && key.end <= span.end);
	if (definition !== undefined && key.place !== 'header') {
		return merged([wholeLines(text, definition.span), ...usesAsCredential(text, definition.name)]);
	}
	switch (key.place) {
		case 'parameter':
			return [parameterAt(text, key)];
		case 'header':
			return [wholeLines(text, key)];
		case 'value':
			return [key];
	}
}

function usesAsCredential(text: string, name: string): readonly Span[] {
	return parseDocument(text).blocks.flatMap(block => {
		const uses = block.uses.filter(use => use.name === name);
		return credentialRemovals(text, block).filter(({ start, end }) =>
			uses.some(({ span }) => start <= span.start && span.end <= end),
		);
	});
}

function parameterAt(text: string, key: TypedKey): Span {
	const name = keyNameBefore(text.slice(0, key.start));
	// A header is one line.
	if (/^x?[-_]?api-key/iu.test(name)) {
		return wholeLines(text, key);
	}
	const start = key.start - name.length;
	const end = key.end + (/^["']/u.test(name) && /["']/u.test(text.charAt(key.end)) ? 1 : 0);
	return withSeparator(text, { start, end });
}
