import type { BodyContent } from './bodyContent';

/** What stands between the parts of a multipart body, as its Content-Type says. */
export function boundaryOf(contentType: string): string | undefined {
	const [, quoted, plain] = /;\s*boundary=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s"]+))/iu.exec(contentType) ?? [];
	return quoted ?? plain;
}

/** Whether the line is there that ends the body. */
export function isClosed(body: BodyContent, boundary: string): boolean {
	// Bytes that are no text are files, whatever they are read as.
	const text = typeof body === 'string' ? body : new TextDecoder('latin1').decode(body);
	return `\n${text}`.includes(`\n--${boundary}--`);
}
