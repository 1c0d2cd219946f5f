import type { HttpDocument, RequestBlock } from '../../document/document';
import { shiftedSpan, type Span } from '../../problem';
import { readCheckLine } from '../../checks/checkLine';
import { type CheckPredicate, type CheckSubject, isPredicate, isSubject } from '../../checks/checkWords';
import { type FieldPlace, fieldPlaceAt } from './fieldPlace';

/** What a pointer is on, of what there is something to say about. */
export type HoverPlace = { readonly span: Span } &
	/** The name between the braces, or that of a definition. */
	(
		| { readonly kind: 'variable'; readonly name: string }
		| { readonly kind: 'metadata'; readonly name: string }
		/** The subject or the predicate of a check. */
		| { readonly kind: 'check'; readonly word: CheckSubject | CheckPredicate }
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
	const check = block?.checks.find(has);
	if (check !== undefined) {
		return checkWordAt(document.text.slice(check.start, check.end), check.start, offset);
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

function checkWordAt(line: string, start: number, offset: number): HoverPlace | undefined {
	const { subject, predicate } = readCheckLine(line);
	const word = [subject, predicate].find(
		span => span !== undefined && start + span.start <= offset && offset < start + span.end,
	);
	const text = word === undefined ? '' : line.slice(word.start, word.end).replace(/\s+/u, ' ');
	const name = text.startsWith('$') ? '$' : text;
	return word !== undefined && (isSubject(name) || isPredicate(name))
		? { kind: 'check', word: name, span: shiftedSpan(word, start) }
		: undefined;
}
