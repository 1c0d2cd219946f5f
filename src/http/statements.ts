import { type Draft, type ParserState, readUses, report } from './draft';
import { skipBlanks } from './lines';

/**
 * Reads a request that is written otherwise: `run #name` of JetBrains, which sends the request of that name, or a command line of curl.
 * All that follows in the segment belongs to it.
 */
export function readStatement(state: ParserState, draft: Draft, word: string): void {
	if (word.toLowerCase() === 'run') {
		readRun(state, draft);
	} else {
		readCurl(state, draft);
	}
}

function readRun({ lines, text }: ParserState, draft: Draft): void {
	draft.form = 'run';
	draft.method = 'RUN';
	draft.targetStart = draft.targetEnd = lines.end;
	const start = skipBlanks(text, lines.first + 3, lines.end);
	const name = text.slice(start + 1, lines.end);
	if (text.charCodeAt(start) === 35 && name !== '' && !/[{}()]/u.test(name)) {
		draft.references.push({ kind: 'request', text: name, span: { start: start + 1, end: lines.end } });
	} else {
		report(draft, 'runStatement', { start: lines.first, end: lines.end }, text.slice(start, lines.end));
	}
	lines.advance();
	while (!lines.done) {
		if (lines.code !== -1 && !lines.isComment) {
			report(draft, 'afterRun', { start: lines.first, end: lines.end }, lines.content);
		}
		lines.advance();
	}
}

/** Where it goes and how is only guessed here, for what is shown while it is written: the shell's quotes are read when it is sent. */
function readCurl(state: ParserState, draft: Draft): void {
	const { lines, text } = state;
	draft.form = 'curl';
	const { start } = draft;
	let { end } = draft;
	while (!lines.done) {
		if (lines.code !== -1) {
			readUses(state, draft);
			end = lines.end;
		}
		lines.advance();
	}
	const command = text.slice(start, end);
	const target = /(?<=[\s'"])https?:\/\/[^\s'"]+/iu.exec(command);
	draft.targetStart = start + (target?.index ?? command.length);
	draft.targetEnd = draft.targetStart + (target?.[0].length ?? 0);
	const { method } = /\s(?:-X|--request[\s=])\s*['"]?(?<method>[A-Za-z]+)/u.exec(command)?.groups ?? {};
	draft.method = method?.toUpperCase() ?? (/\s(?:-d|--data|-F|--form|--json)/u.test(command) ? 'POST' : 'GET');
}
