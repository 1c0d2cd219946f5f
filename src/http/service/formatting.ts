import type { HttpDocument, RequestBlock } from '../document/document';
import type { Span } from '../problem';
import { jsonLayout } from '../../json/layout';

/** A text in the place of another. */
export interface TextChange {
	readonly span: Span;
	readonly text: string;
}

/**
 * What lays out the JSON bodies of the span anew. Bodies that are no JSON stay as they are, and so does everything else.
 * @param indent of one level
 */
export function formatting(document: HttpDocument, span: Span, indent: string): TextChange[] {
	return document.blocksWithin(span).flatMap(block => bodyChange(block, indent) ?? []);
}

function bodyChange({ body, text, span }: RequestBlock, indent: string): TextChange | undefined {
	if (body?.kind !== 'json') {
		return undefined;
	}
	const before = text.slice(body.span.start - span.start, body.span.end - span.start);
	const after = jsonLayout(before, indent);
	const isSame = after === undefined || after === before.replaceAll('\r\n', '\n');
	return isSame ? undefined : { span: body.span, text: after };
}
