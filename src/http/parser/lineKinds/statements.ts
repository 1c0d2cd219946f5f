import type { Span } from '../../problem';
import { type Draft, type ParserState, readUses } from '../draft';
import { addCheck, isCheck } from './directives';
import { readRuns } from './runs';

/** Reads a request that is written otherwise: one that runs others, or a command line of curl. All that follows in the segment belongs to it. */
export function readStatement(state: ParserState, draft: Draft, word: string): void {
	if (word.toLowerCase() === 'run') {
		readRuns(state, draft);
	} else {
		readCurl(state, draft);
	}
}

/** Where it goes and how is only guessed here, for what is shown while it is written: the shell's quotes are read when it is sent. */
function readCurl(state: ParserState, draft: Draft): void {
	const { lines, text } = state;
	draft.form = 'curl';
	const { start } = draft;
	let { end } = draft;
	// Those that no line of the command follows: within quotation marks a line may be anything.
	let checks: Span[] = [];
	while (!lines.done) {
		if (lines.code !== -1) {
			readUses(state, draft);
			if (isCheck(lines)) {
				checks.push({ start: lines.first, end: lines.end });
			} else {
				checks = [];
				end = lines.end;
			}
		}
		lines.advance();
	}
	for (const check of checks) {
		addCheck(text, draft, check);
	}
	const command = text.slice(start, end);
	const target = /(?<=[\s'"])https?:\/\/[^\s'"]+/iu.exec(command);
	draft.targetStart = start + (target?.index ?? command.length);
	draft.targetEnd = draft.targetStart + (target?.[0].length ?? 0);
	const { method } = /\s(?:-[sSvifLkNgGI#]*X|--request\s)\s*['"]?(?<method>[A-Za-z]+)/u.exec(command)?.groups ?? {};
	draft.method = method?.toUpperCase() ?? methodByOptions(command);
}

function methodByOptions(command: string): string {
	if (/\s(?:-G|--get)\s/u.test(command)) {
		return 'GET';
	}
	return /\s(?:-[sSvifLkNg#]*[dF]|--data|--form|--json)/u.test(command) ? 'POST' : 'GET';
}
