import { chunksOf } from './chunks';
import type { HttpDocument } from './document';
import { ParsedDocument } from './parsedDocument';
import { readSegments } from '../parser/segments';

/** Reads a scratchpad. Never throws: whatever the text holds, there is a document, and problems say what is wrong with it. */
export function parseDocument(text: string): HttpDocument {
	return new ParsedDocument(chunksOf(readSegments(text)));
}
