import type { Header, RequestBlock, RequestParts } from '../../../../http/document/document';
import { headerText } from '../../../../http/parser/lineKinds/headerLines';
import { mediaTypeIn } from '../../../../http/build/body/contentType';
import { kindByType } from '../../../../http/parser/writtenBodyKind';
import type { Insertion } from './catalogFinding';

/**
 * How the field gets into the request, with an empty value in which the cursor ends; undefined where it stands there already, or where the body is
 * written in a way that is not ours to complete.
 */
export function fieldInsertion(block: RequestBlock, name: string, written: readonly string[]): Insertion | undefined {
	if (written.some(other => other.split('[', 1)[0] === name)) {
		return undefined;
	}
	const { text, body } = block.parts;
	switch (body === undefined ? kindToWrite(block.parts) : body.kind) {
		case 'form':
			return body === undefined ? atCursor(bodyOffset(block), `\n\n${name}=`) : atCursor(body.span.end, `\n${name}=`);
		case 'json':
			return body === undefined
				? atCursor(bodyOffset(block), `\n\n{"${name}": "`, '"}')
				: memberInsertion(text, body.span.start, name);
		case 'text':
		case 'multipart':
		case 'file':
			return undefined;
	}
}

/** Where a body goes that is not there yet: above checks, handlers and what else is no part of one. */
function bodyOffset({ parts: { text }, targetSpan, span }: RequestBlock): number {
	const head = targetSpan.end - span.start;
	const [above = ''] = text.slice(head).split(/^[ \t]*(?:\?\?|>|<>)/mu, 1);
	return head + above.trimEnd().length;
}

/** Of a body that is not there yet. */
function kindToWrite({ text, headers }: RequestParts): ReturnType<typeof kindByType> {
	const isType = ({ name }: Header) => text.slice(name.start, name.end).toLowerCase() === 'content-type';
	const type = headers.find(isType);
	return type === undefined ? 'form' : kindByType(mediaTypeIn(headerText(text, type.value)));
}

/** As the first member, on a line of its own where the others have theirs. */
function memberInsertion(text: string, bodyStart: number, name: string): Insertion | undefined {
	const [opening = '', blanks = ''] = /^\s*\{(\s*)/u.exec(text.slice(bodyStart)) ?? [];
	if (opening === '') {
		return undefined;
	}
	const start = bodyStart + opening.length;
	if (text.startsWith('}', start)) {
		return atCursor(start - blanks.length, `"${name}": "`, '"');
	}
	const lineFeed = blanks.lastIndexOf('\n');
	return lineFeed < 0
		? atCursor(start, `"${name}": "`, '", ')
		: atCursor(start - blanks.length, `${blanks.slice(lineFeed)}"${name}": "`, '",');
}

function atCursor(offset: number, before: string, after = ''): Insertion {
	return { offset, before, after };
}
