import type { Span } from '../problem';

/** What a text points to. */
export type Link = { readonly span: Span } &
	/** As written, from the document's folder on. */
	(
		| { readonly kind: 'file'; readonly path: string }
		/** Scheme and host: nothing of a path or a query, which a browser would send. */
		| { readonly kind: 'origin'; readonly origin: string }
	);

/** `< ./file`, `<@latin1 ./file`, `import ./file`, `# @import ./file`, `run ./file (@a = b)`, and the host of a request line or a variable. */
const places =
	/^[ \t]*(?:<(?:@[\w-]*)?[ \t]+|import[ \t]+|(?:#|\/\/)[ \t]*@import[ \t=]+)(?<path>[^\s{%<>].*?)[ \t\r]*$|^[ \t]*run[ \t]+(?<run>[^\s{}()#][^{}\r\n]*?)[ \t]*(?:\([ \t]*@[^()\r\n]*\))?[ \t\r]*$|^(?:[ \t]*[A-Za-z]+[ \t]+|@[^\s={}]+[ \t]*=[ \t]*)?(?<origin>https?:\/\/[^\s/?#@{}"']+)(?=[/?#\s]|$)/gmu;

/** @param text of whole lines */
export function linksOf(text: string): Link[] {
	const links: Link[] = [];
	for (const { 0: found, index, groups } of text.matchAll(places)) {
		const path = groups?.['path'] ?? groups?.['run'];
		const origin = groups?.['origin'];
		if (path !== undefined) {
			const start = index + found.lastIndexOf(path);
			links.push({ kind: 'file', path, span: { start, end: start + path.length } });
		} else if (origin !== undefined) {
			const start = index + found.length - origin.length;
			links.push({ kind: 'origin', origin, span: { start, end: start + origin.length } });
		}
	}
	return links;
}
