import { type FilledCheck, filledChecks } from './checkValues';
import { type BodyContent, buildBody, type ReadFile } from './body/bodyContent';
import { mediaTypeIn } from './body/contentType';
import type { Body, BodyFile, BodyKind, HttpDocument, RequestBlock, VariableUse } from '../document/document';
import { textOfFile } from './body/fileText';
import type { Filling } from './filling';
import { bodyKind, kindByType } from '../parser/writtenBodyKind';
import { replaceUses } from '../parser/variableUses';
import { isValueProblem, type Problem, problemAt, shiftedSpan, type Span } from '../problem';
import { buildHeader, buildTarget } from './requestHead';
import { headerText } from '../parser/lineKinds/headerLines';
import { refusals } from './refusedRequest';
import { timeoutOf } from './sendingMetadata';
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
	| {
			readonly ok: true;
			readonly request: ScratchpadRequest;
			/** What the response is to be like. */
			readonly checks: readonly FilledCheck[];
	  }
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

/** What is needed of a document. */
type Variables = Pick<HttpDocument, 'variableTable'>;

export interface Building extends Filling {
	readonly table: VariableTable;
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
export function bodyFilePaths(document: Variables, block: RequestBlock, context: VariableContext): FilePath[] {
	const building = startBuilding(document, block, context);
	return building.problems.length > 0 ? [] : pathsOf(building).map(({ path, span }) => ({ path, span }));
}

/** @returns the request, or the errors that keep it from being sent. */
export function buildRequest(document: Variables, block: RequestBlock, context: RequestContext): BuiltRequest {
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
	const checks = filledChecks(building);
	addFailures(building);
	// What has no value was tried as an empty one.
	const { failures } = building.values;
	const found = problems.filter(({ code, detail }) => !(isValueProblem(code) && failures.has(detail)));
	const refused = found.length > 0 ? found : refusals(block, request);
	if (refused.length > 0) {
		return { ok: false, problems: refused };
	}
	return { ok: true, request, checks };
}

export function startBuilding(document: Variables, block: RequestBlock, context: VariableContext): Building {
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

/** Of all files of a body: a line may name the same one again and again. */
const maxFileBytes = 100_000_000;

/** The variables of those that are read as text are settled too. */
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
	const { block } = building;
	const { text, headers, body, metadata } = block.parts;
	const timeout = timeoutOf(metadata);
	const target = buildTarget(building);
	const sentHeaders = headers.map(header => buildHeader(building, header)).filter(([name]) => !isComputed(name));
	const typeHeader = headers.find(({ name }) => /^content-type$/iu.test(text.slice(name.start, name.end)));
	const contentType = sentHeaders.find(([name]) => /^content-type$/iu.test(name))?.[1];
	const sentBody = body && { ...body, kind: kindAsSent(building, body, contentType, files) };
	return {
		method: block.method,
		target,
		headers: sentHeaders,
		...(sentBody !== undefined && {
			body: buildBody(building, {
				body: sentBody,
				contentType,
				isTypeFilledIn: typeHeader === undefined || headerText(text, typeHeader.value).includes('{{'),
				files,
			}),
			bodyKind: sentBody.kind,
		}),
		...(timeout !== undefined && { timeout }),
	};
}

/** A Content-Type may be told only by its variables, a file by its name, and a body that is a variable by its value. */
function kindAsSent(
	{ block: { parts }, values }: Building,
	{ kind, span, files: [file] }: Body,
	contentType: string | undefined,
	files: readonly ReadFile[],
): BodyKind {
	if (contentType !== undefined) {
		return kindByType(mediaTypeIn(contentType));
	}
	if (kind === 'file') {
		return files.every(({ path }) => /\.json$/iu.test(path)) ? 'json' : kind;
	}
	const [line = ''] = parts.text.slice(span.start, span.end).split('\n', 1);
	if (!line.includes('{{') || file?.span.start === span.start || replaceUses(line, () => '').trim() !== '') {
		return kind;
	}
	const [first = ''] = values.resolve(line).trim().split('\n', 1);
	return bodyKind(first, { start: 0, end: first.length }, undefined);
}

function isComputed(name: string): boolean {
	return /^(?:connection|content-length|transfer-encoding)$/iu.test(name);
}
