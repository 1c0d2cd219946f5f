import type { Body, BodyKind, Header, HttpDocument, RequestBlock } from './document';
import { buildForm } from './form';
import { type Problem, problemAt, shiftedSpan } from './problem';
import { timeoutOf } from './sendingMetadata';
import { targetProblem } from './target';
import { settleVariables, useFailure, type VariableContext, VariableValues } from './variables';

/** A request as the text asks for it, with all variables resolved. Where it goes and with which credential is decided elsewhere. */
export interface ScratchpadRequest {
	readonly method: string;
	/** `https://…`, `/module/entity/method` or `module/entity/method`, percent-encoded only where the text is. */
	readonly target: string;
	/** In the order of the text, repeated names included; without those that the transport computes. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** A form is encoded; line breaks are line feeds. */
	readonly body?: string;
	readonly bodyKind?: BodyKind;
	/** Milliseconds, where the text sets a limit. */
	readonly timeout?: number;
}

export type BuiltRequest =
	| { readonly ok: true; readonly request: ScratchpadRequest; readonly account?: string; readonly key?: string }
	| { readonly ok: false; readonly problems: readonly Problem[] };

interface Building {
	readonly block: RequestBlock;
	readonly values: VariableValues;
	readonly problems: Problem[];
}

/** What keeps a request from being sent, as far as the text tells. */
export function requestErrors(block: RequestBlock): readonly Problem[] {
	return block.problems.filter(({ severity, code }) => severity === 'error' || code === 'disabledRequest');
}

/** @returns the request, or the errors that keep it from being sent. */
export function buildRequest(document: HttpDocument, block: RequestBlock, context: VariableContext): BuiltRequest {
	const errors = requestErrors(block);
	if (errors.length > 0) {
		return { ok: false, problems: errors };
	}
	const table = document.variableTable;
	const outcomes = settleVariables(
		table,
		block.uses.map(({ name }) => name),
	);
	const problems: Problem[] = [];
	for (const use of block.uses.filter(({ name }) => !context.answers.has(name))) {
		const failure = useFailure(use.name, table, outcomes);
		if (failure !== undefined) {
			problems.push(problemAt(failure.code, use.span, failure.detail));
		}
	}
	if (problems.length > 0) {
		return { ok: false, problems };
	}
	const building = { block, values: new VariableValues(table, outcomes, context), problems };
	const request = assembleRequest(building);
	if (building.values.tooLong) {
		problems.push(problemAt('variableTooLong', block.requestLine, ''));
	}
	for (const name of building.values.unset) {
		const use = block.uses.find(candidate => candidate.name === name);
		problems.push(problemAt('unsetVariable', use?.span ?? block.requestLine, name));
	}
	if (problems.length > 0) {
		return { ok: false, problems };
	}
	return {
		ok: true,
		request,
		...(block.account === undefined ? {} : { account: block.account }),
		...(block.key === undefined ? {} : { key: block.key }),
	};
}

function assembleRequest(building: Building): ScratchpadRequest {
	const { block, values } = building;
	const { text, headers, body, metadata } = block.parts;
	const timeout = timeoutOf(metadata);
	return {
		method: block.method,
		target: buildTarget(building),
		headers: headers.map(header => buildHeader(building, header)).filter(([name]) => !isComputed(name)),
		...(body === undefined ? {} : { body: buildBody(text, body, values), bodyKind: body.kind }),
		...(timeout !== undefined && { timeout }),
	};
}

function buildTarget({ block, values, problems }: Building): string {
	const [path = ''] = block.target.split('?', 1);
	// A number sign would cut off the rest of the query; in the value of a variable nobody sees it coming.
	const query = values.resolve(block.target.slice(path.length), value => value.replaceAll('#', '%23'));
	const target = values.resolve(path) + query;
	// URL parsers drop tabs without a word.
	const problem = hasControl(target) || target.includes('\t') ? 'controlCharacter' : targetProblem(target);
	if (problem !== undefined) {
		problems.push(problemAt(problem, block.targetSpan, target));
	}
	return target;
}

function buildHeader({ block, values, problems }: Building, header: Header): readonly [string, string] {
	const { text } = block.parts;
	const { start } = block.span;
	const name = values.resolve(text.slice(header.name.start, header.name.end));
	const value = values.resolve(headerText(text, header));
	if (!/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) {
		problems.push(problemAt('invalidHeaderName', shiftedSpan(header.name, start), name));
	}
	if (/^host$/iu.test(name)) {
		problems.push(problemAt('hostHeader', header.name, value));
	}
	// HTTP carries Latin-1; Node refuses the rest only when the request is on its way.
	if (hasControl(value) || /[^\0-\u00FF]/u.test(value)) {
		problems.push(problemAt('invalidHeaderValue', shiftedSpan(header.value, start), value));
	}
	return [name, value];
}

/** The value as it is sent: continuation lines are joined by a blank (RFC 7230, 3.2.4), comments between them left out. */
export function headerText(text: string, { value }: Header): string {
	const content = text.slice(value.start, value.end);
	if (!content.includes('\n')) {
		return content;
	}
	const [first = '', ...others] = content.split('\n').map(line => line.trim());
	return [first, ...others.filter(line => !/^(?:#|\/\/)/u.test(line))].join(' ').trim();
}

function buildBody(text: string, body: Body, values: VariableValues): string {
	if (body.kind === 'form') {
		return buildForm(text, body, values);
	}
	let content = '';
	let offset = body.span.start;
	for (const comment of body.comments) {
		content += text.slice(offset, comment.start);
		offset = comment.end;
	}
	return values.resolve(content + text.slice(offset, body.span.end)).replaceAll('\r\n', '\n');
}

function isComputed(name: string): boolean {
	return /^(?:connection|content-length|transfer-encoding)$/iu.test(name);
}

/** A tab is none in a header. */
function hasControl(text: string): boolean {
	return /[^\P{Cc}\t]/u.test(text);
}
