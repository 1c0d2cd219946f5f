import { dataFile, formPairs, joinedData } from './curlData';
import { type CurlPart, partOf } from './curlForm';
import type { CurlOption } from './curlOptions';
import { CurlRefused } from './refusal';

/** What a body is made of. */
export type CurlBody =
	| { readonly kind: 'text'; readonly text: string }
	/** Pairs, encoded as they are sent. */
	| { readonly kind: 'form'; readonly pairs: readonly string[] }
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'multipart'; readonly parts: readonly CurlPart[] };

/** What the Content-Type says of data. */
export type DataKind = 'json' | 'form' | 'multipart' | 'text';

/** @param data not empty @throws CurlRefused */
export function bodyOf(data: readonly CurlOption[], kind: DataKind): CurlBody {
	const path = dataFile(data);
	if (path !== undefined) {
		return { kind: 'file', path };
	}
	const text = joinedData(data);
	if (kind === 'form') {
		const span = { start: data[0]?.span.start ?? 0, end: data.at(-1)?.span.end ?? 0 };
		return { kind: 'form', pairs: formPairs(text, { span }) };
	}
	return { kind: 'text', text: kind === 'text' ? text : asWritten(text, kind) };
}

/** @throws CurlRefused */
export function multipartOf(parts: readonly CurlOption[]): CurlBody | undefined {
	return parts.length === 0 ? undefined : { kind: 'multipart', parts: parts.map(partOf) };
}

function asWritten(text: string, kind: 'json' | 'multipart'): string {
	if (kind === 'json') {
		// Line breaks and blanks around JSON are layout, and so is a carriage return within it.
		return text.replaceAll('\r\n', '\n').trim();
	}
	// Each line break of a scratchpad's multipart body is sent as these two; what is behind the last boundary counts for nothing.
	return linesOfCarriageReturns(text.trimEnd());
}

/** With line feeds for what is sent as CR LF. @throws CurlRefused for a line feed by itself, which would become one */
export function linesOfCarriageReturns(text: string): string {
	if (/(?<!\r)\n/u.test(text)) {
		throw new CurlRefused('curlUnwritable');
	}
	return text.replaceAll('\r\n', '\n');
}
