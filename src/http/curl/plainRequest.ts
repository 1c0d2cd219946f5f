import type { HttpDocument, RequestBlock } from '../document/document';
import { parseDocument } from '../document/parse';
import { type Problem, problemAt, shiftedSpan, type Span } from '../problem';
import { requestTextOf } from './requestText';

/** A document in which a plain request stands in the place of a curl command. */
export type PlainRequest =
	| { readonly ok: true; readonly document: HttpDocument; readonly block: RequestBlock }
	| { readonly ok: false; readonly problems: readonly Problem[] };

/** The command as a request that can be sent. Its metadata and variables are those of the command. */
export function plainRequest(document: HttpDocument, block: RequestBlock): PlainRequest {
	const { command, span } = commandOf(block);
	const reading = requestTextOf(command);
	if (!reading.ok) {
		return { ok: false, problems: [problemIn(block, reading.refusal)] };
	}
	const plain = document.edited(span, reading.text);
	const found = plain.blockAt(span.start);
	return found === undefined ? { ok: false, problems: [] } : { ok: true, document: plain, block: found };
}

/** A problem wherever the command stands; its span counts in the command. */
type CommandProblem = Pick<Problem, 'code' | 'detail'> & { readonly span?: Span };

/** By command, those of the document that was looked at last: an edit changes one of them. */
let known: ReadonlyMap<string, readonly CommandProblem[]> = new Map();

/** What is wrong with the curl commands of a document, but for their variables, which the document knows of. */
export function curlProblems(document: HttpDocument): Problem[] {
	const found = document.blocksOf('curl').map(block => {
		const { command } = commandOf(block);
		return { block, command, problems: known.get(command) ?? problemsOf(command) };
	});
	known = new Map(found.map(({ command, problems }) => [command, problems]));
	return found.flatMap(({ block, problems }) => problems.map(problem => problemIn(block, problem)));
}

function problemIn({ requestLine }: RequestBlock, { code, detail, span }: CommandProblem): Problem {
	return problemAt(code, span === undefined ? requestLine : shiftedSpan(span, requestLine.start), detail);
}

/** Those of the request that it becomes stand for all of the command. */
function problemsOf(command: string): readonly CommandProblem[] {
	const reading = requestTextOf(command);
	return reading.ok
		? parseDocument(reading.text)
				.allProblems.filter(({ severity, code }) => severity === 'error' && !/variable/iu.test(code))
				.map(({ code, detail }) => ({ code, detail }))
		: [reading.refusal];
}

function commandOf({ parts, requestLine, span }: RequestBlock) {
	const start = requestLine.start - span.start;
	const end = parts.checks.find(check => check.start > start)?.start;
	const command = parts.text.slice(start, end).trimEnd();
	return { command, span: { start: requestLine.start, end: requestLine.start + command.length } };
}
