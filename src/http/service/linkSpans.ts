import type { HttpDocument } from '../document/document';
import { fileReferences } from '../document/fileReferences';
import type { Span } from '../problem';

/** What a text points to. */
export type Link = { readonly span: Span } &
	/** The path as it is written. */
	(
		| { readonly kind: 'file'; readonly path: string }
		/** Scheme and host: nothing of a path or a query, which a browser would send. */
		| { readonly kind: 'origin'; readonly origin: string }
	);

/** Files that the document names, and the hosts of its variables and requests. */
export function linksWithin(document: HttpDocument, { start, end }: Span): Link[] {
	const isWithin = ({ span }: { readonly span: Span }): boolean => span.start >= start && span.end <= end;
	const files = fileReferences(document).map(({ text, span }): Link => ({ kind: 'file', path: text, span }));
	const origins = [
		...document.variables.map(({ value, valueSpan }) => originAt(value, valueSpan)),
		...document.blocksWithin({ start, end }).map(({ target, targetSpan }) => originAt(target, targetSpan)),
	];
	return [...files, ...origins.filter(link => link !== undefined)].filter(isWithin);
}

/** The host of an address that says nothing of a user. */
function originAt(address: string, { start }: Span): Link | undefined {
	const [origin] = /^https?:\/\/[^\s/?#@{}"']+(?=[/?#]|$)/iu.exec(address) ?? [];
	return origin === undefined ? undefined : { kind: 'origin', origin, span: { start, end: start + origin.length } };
}
