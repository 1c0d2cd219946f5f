import { parseDocument } from '../../src/http/document/parse';
import { buildRequest } from '../../src/http/build/request';
import { variableNames } from '../../src/http/build/variables';
import type { VariableDefinition } from '../../src/http/document/document';
import { fixedContext } from '../support/fixedContext';
import { comparableBody, headersByName, type SentRequest } from './sentRequest';

/** What stands for a variable wherever it is used; nothing in it has to be encoded. */
export function valueOf(name: string): string {
	return `value-of-${name.replaceAll('$', '')}`;
}

/** What we send of a file, or the problems for which a request is refused. */
export function ourRequests(
	text: string,
	files: ReadonlyMap<string, Uint8Array>,
): readonly (SentRequest | { readonly refused: readonly string[] })[] {
	const parsed = parseDocument(text);
	const answers = new Map(
		variableNames(text + textsOf(files))
			.filter(isName)
			.map(name => [name, valueOf(name)]),
	);
	const document = parsed.within({ variables: [...answers].map(definition), requests: new Set(), titles: new Map() });
	return document.blocks.map(block => {
		const built = buildRequest(document, block, { ...fixedContext, answers, files });
		if (!built.ok) {
			return { refused: [...new Set(built.problems.map(({ code }) => code))] };
		}
		const { method, target, body = '' } = built.request;
		const headers = headersByName(built.request.headers);
		const content = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
		return { method, url: target, headers, body: comparableBody(headers, content) };
	});
}

function isName(name: string): boolean {
	return /^[\w$.]+$/u.test(name);
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): string {
	return [...files.values()].map(bytes => Buffer.from(bytes).toString('latin1')).join('');
}

function definition([name, value]: readonly [string, string]): VariableDefinition {
	const nowhere = { start: 0, end: 0 };
	return { name, value, span: nowhere, nameSpan: nowhere, valueSpan: nowhere, uses: [], closed: true };
}
