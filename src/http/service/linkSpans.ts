import type { HttpDocument } from '../document/document';
import { fileReferences } from '../document/fileReferences';
import type { Span } from '../problem';

/** What a text points to: a path as it is written; of an address scheme and host, and nothing of the path or the query, which a browser would send. */
export type Link = { readonly span: Span } & (
	{ readonly kind: 'file'; readonly path: string } | { readonly kind: 'origin'; readonly origin: string }
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
