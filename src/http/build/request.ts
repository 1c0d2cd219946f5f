import { type BodyContent, buildBody, type ReadFile } from './bodyContent';
import type { Body, BodyFile, BodyKind, Header, HttpDocument, RequestBlock, VariableUse } from '../document/document';
import { textOfFile } from './fileText';
import { boundaryOf, isClosed } from './multipart';
import { type Problem, type ProblemCode, problemAt, shiftedSpan, type Span } from '../problem';
import { refusals } from './refusal';
import { timeoutOf } from './sendingMetadata';
import { splitTarget, targetProblem } from '../parser/lineKinds/target';
import {
	type GivenValues,
	settleVariables,
	tableWith,
	useFailure,
	type VariableContext,
	variableNames,
	type VariableTable,
	VariableValues,
} from './variables';

/** A request as the text asks for it, with all variables resolved. Where it goes and with which credential is decided elsewhere. */
export interface ScratchpadRequest {
	readonly method: string;
	/** `https://…`, `/module/entity/method` or `module/entity/method`, percent-encoded only where the text is. */
	readonly target: string;
	/** In the order of the text, repeated names included; without those that the transport computes. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** A form is encoded; line breaks are line feeds, in multipart bodies preceded by carriage returns. */
	readonly body?: BodyContent;
	readonly bodyKind?: BodyKind;
	/** Milliseconds, where the text sets a limit. */
	readonly timeout?: number;
}

export type BuiltRequest =
	| { readonly ok: true; readonly request: ScratchpadRequest; readonly account?: string; readonly key?: string }
	| { readonly ok: false; readonly problems: readonly Problem[] };

/** What a request takes from outside the text. */
export interface RequestContext extends VariableContext {
	/** The content of files, by their path as `bodyFilePaths` gives it. */
	readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A file whose content belongs to a body. */
export interface FilePath {
	/** As it is written, variables filled in. */
	readonly path: string;
	/** Where it stands in the document. */
	readonly span: Span;
}

export interface Building {
	readonly table: VariableTable;
	readonly block: RequestBlock;
	readonly values: VariableValues;
	readonly problems: Problem[];
}

/**
 * What keeps a request from being sent, as far as the text tells.
 * @param given the names of variables whose values come from elsewhere
 */
export function requestErrors(block: RequestBlock, given: Pick<GivenValues, 'has'> = new Map()): readonly Problem[] {
	return block.problems.filter(
		({ severity, code, detail }) =>
			(severity === 'error' || code === 'disabledRequest') &&
			!((code === 'unknownVariable' || code === 'redefinedVariable') && given.has(detail)),
	);
}

/** The files that have to be read before the request can be built; none where it cannot be. */
export function bodyFilePaths(document: HttpDocument, block: RequestBlock, context: VariableContext): FilePath[] {
	const building = startBuilding(document, block, context);
	return building.problems.length > 0 ? [] : pathsOf(building).map(({ path, span }) => ({ path, span }));
}

/** @returns the request, or the errors that keep it from being sent. */
export function buildRequest(document: HttpDocument, block: RequestBlock, context: RequestContext): BuiltRequest {
	if (block.form !== 'plain') {
		// What they come to is known where they are read.
		return {
			ok: false,
			problems: [problemAt(block.form === 'curl' ? 'curlCommand' : 'runStatement', block.requestLine, '')],
		};
	}
	const building = startBuilding(document, block, context);
	const { problems } = building;
	const files = problems.length > 0 ? [] : readFiles(building, context);
	if (problems.length > 0) {
		return { ok: false, problems };
	}
	const request = assembleRequest(building, files);
	addFailures(building);
	checkMultipart(building, request);
	const refused = problems.length > 0 ? problems : refusals(block, request);
	if (refused.length > 0) {
		return { ok: false, problems: refused };
	}
	return {
		ok: true,
		request,
		...(block.account === undefined ? {} : { account: block.account }),
		...(block.key === undefined ? {} : { key: block.key }),
	};
}

export function startBuilding(document: HttpDocument, block: RequestBlock, context: VariableContext): Building {
	const table = tableWith(document.variableTable, context.answers);
	const building: Building = {
		table,
		block,
		values: new VariableValues(table, context),
		problems: [...requestErrors(block, context.answers)],
	};
	if (building.problems.length === 0) {
		addValues(
			building,
			block.uses.filter(({ name }) => !context.answers.has(name)),
		);
	}
	return building;
}

/** Settles the variables that are used, and reports those that have no value. */
function addValues({ table, values, problems }: Building, uses: readonly VariableUse[]): void {
	const outcomes = settleVariables(
		table,
		uses.map(({ name }) => name),
	);
	for (const use of uses) {
		const failure = useFailure(use.name, table, outcomes);
		if (failure !== undefined) {
			problems.push(problemAt(failure.code, use.span, failure.detail));
		}
	}
	if (problems.length === 0) {
		values.add(outcomes);
	}
}

/** What had no value after all. */
export function addFailures({ block, values, problems }: Building): void {
	if (values.tooLong) {
		problems.push(problemAt('variableTooLong', block.requestLine, ''));
	}
	for (const [name, { code, detail }] of values.failures) {
		const use = block.uses.find(candidate => candidate.name === name);
		problems.push(problemAt(code, use?.span ?? block.requestLine, detail));
	}
}

function pathsOf({ block, values }: Building): (FilePath & { readonly file: BodyFile })[] {
	const { text, body } = block.parts;
	return (body?.files ?? []).map(file => ({
		file,
		path: values.resolve(text.slice(file.pathSpan.start, file.pathSpan.end)),
		span: shiftedSpan(file.pathSpan, block.span.start),
	}));
}

/** The variables of those that are read as text are settled too. */
/** Of all files of a body: a line may name the same one again and again. */
const maxFileBytes = 100_000_000;

function readFiles(building: Building, { files, answers }: RequestContext): ReadFile[] {
	let length = 0;
	return pathsOf(building).flatMap(({ file, path, span }) => {
		const bytes = files.get(path);
		if (bytes === undefined) {
			building.problems.push(problemAt('missingFile', span, path));
			return [];
		}
		if (file.encoding !== undefined) {
			const names = variableNames(textOfFile(bytes, file.encoding)).filter(name => !answers.has(name));
			addValues(
				building,
				names.map(name => ({ name, span })),
			);
		}
		length += bytes.length;
		if (length > maxFileBytes) {
			building.problems.push(problemAt('fileTooLarge', span, path));
			return [];
		}
		return [{ file, path, bytes }];
	});
}

function assembleRequest(building: Building, files: readonly ReadFile[]): ScratchpadRequest {
	const { block, values } = building;
	const { text, headers, body, metadata } = block.parts;
	const timeout = timeoutOf(metadata);
	const sentHeaders = headers.map(header => buildHeader(building, header)).filter(([name]) => !isComputed(name));
	const sentBody = body && kindAsSent(body, sentHeaders, files);
	return {
		method: block.method,
		target: buildTarget(building),
		headers: sentHeaders,
		...(sentBody === undefined ? {} : { body: buildBody(text, sentBody, files, values), bodyKind: sentBody.kind }),
		...(timeout !== undefined && { timeout }),
	};
}

/** Boundaries of variables are known only now, and so is a Content-Type that is one. */
function checkMultipart({ block, problems }: Building, { headers, body, bodyKind }: ScratchpadRequest): void {
	if (body === undefined || bodyKind !== 'multipart') {
		return;
	}
	const contentType = contentTypeIn(headers) ?? '';
	const boundary = boundaryOf(contentType);
	if (boundary === undefined) {
		problems.push(problemAt('multipartBoundary', block.requestLine, contentType));
	} else if (!isClosed(body, boundary)) {
		problems.push(problemAt('multipartEnd', block.body?.span ?? block.requestLine, `--${boundary}--`));
	}
}

function contentTypeIn(headers: ScratchpadRequest['headers']): string | undefined {
	return headers.find(([name]) => /^content-type$/iu.test(name))?.[1];
}

/** A Content-Type may be told only by its variables, and a file by its name. */
function kindAsSent(body: Body, headers: readonly (readonly [string, string])[], files: readonly ReadFile[]): Body {
	const contentType = contentTypeIn(headers);
	if (contentType !== undefined) {
		return /^\s*multipart\//iu.test(contentType) ? { ...body, kind: 'multipart' } : body;
	}
	return body.kind === 'file' && files.every(({ path }) => /\.json$/iu.test(path)) ? { ...body, kind: 'json' } : body;
}

function buildTarget({ block, values, problems }: Building): string {
	const [path] = splitTarget(block.target);
	// A number sign would cut off the rest of the query; in the value of a variable nobody sees it coming.
	const query = values.resolve(block.target.slice(path.length), value => value.replaceAll('#', '%23'));
	const target = values.resolve(path) + query;
	const problem = problemOfBuilt(target);
	if (problem !== undefined) {
		problems.push(problemAt(problem, block.targetSpan, target));
	}
	return target;
}

/** All variables have their values by now: braces that are left are no address. */
function problemOfBuilt(target: string): ProblemCode | undefined {
	// URL parsers drop tabs without a word.
	if (hasControl(target) || target.includes('\t')) {
		return 'controlCharacter';
	}
	return target.startsWith('{{') ? 'invalidTarget' : targetProblem(target);
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
		problems.push(problemAt('hostHeader', shiftedSpan(header.name, start), value));
	}
	// HTTP carries Latin-1; Node refuses the rest only when the request is on its way.
	if (hasControl(value) || /[^\0-\u00FF]/u.test(value)) {
		problems.push(problemAt('invalidHeaderValue', shiftedSpan(header.value, start), name));
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

function isComputed(name: string): boolean {
	return /^(?:connection|content-length|transfer-encoding)$/iu.test(name);
}

/** A tab is none in a header. */
function hasControl(text: string): boolean {
	return /[^\P{Cc}\t]/u.test(text);
}
