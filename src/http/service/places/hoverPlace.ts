import type { HttpDocument, RequestBlock } from '../../document/document';
import type { Span } from '../../problem';
import { type FieldPlace, fieldPlaceAt } from './fieldPlace';

/** What a pointer is on, of what there is something to say about. */
export type HoverPlace = { readonly span: Span } &
	/** The name between the braces, or that of a definition. */
	(
		| { readonly kind: 'variable'; readonly name: string }
		| { readonly kind: 'metadata'; readonly name: string }
		| FieldPlace
		/** The method or the target of a request. */
		| { readonly kind: 'request'; readonly block: RequestBlock }
	);

export function hoverPlaceAt(document: HttpDocument, offset: number): HoverPlace | undefined {
	const has = ({ start, end }: Span): boolean => start <= offset && offset < end;
	const block = document.blockAt(offset);
	const use = [...(block?.uses ?? []), ...document.variables.flatMap(({ uses }) => uses)].find(({ span }) => has(span));
	if (use !== undefined) {
		return { kind: 'variable', name: use.name, span: use.span };
	}
	const definition = document.variables.find(({ nameSpan }) => has(nameSpan));
	if (definition !== undefined) {
		return { kind: 'variable', name: definition.name, span: definition.nameSpan };
	}
	const metadata = block?.metadata.find(({ span, nameSpan }) => has({ start: span.start, end: nameSpan.end }));
	if (metadata !== undefined) {
		return { kind: 'metadata', name: metadata.name, span: metadata.nameSpan };
	}
	if (block?.form !== 'plain') {
		return undefined;
	}
	const field = fieldPlaceAt(document, block, offset);
	if (field !== undefined && has(field.span)) {
		return field;
	}
	const span = { start: block.requestLine.start, end: block.targetSpan.end };
	return has(span) ? { kind: 'request', block, span } : undefined;
}
