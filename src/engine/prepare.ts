import { accountOf, type SessionEntry } from '../flowlu/sessionEntry';
import { isRepeatable, type Operation, operationOf } from '../flowlu/operation';
import type { FilledCheck } from '../http/build/checkValues';
import { bodyFilePaths, buildRequest, type BuiltRequest, type ScratchpadRequest } from '../http/build/request';
import { allPagesOf, retryOf } from '../http/build/sendingMetadata';
import type { GivenValues, VariableContext } from '../http/build/variables';
import type { Place } from '../http/document/blockTracker';
import type { RequestBlock } from '../http/document/document';
import { type Problem, problemAt } from '../http/problem';
import type { HttpRequest } from '../net/http';
import { type Blocked, blockedByProblems } from './outcome';
import { repeatable, withoutGivenValues } from './sentRequest';
import { sessionFor } from './sessionChoice';
import { takesFromOthers, type ValueDependencies, valuesFor } from './valueSources';
import { wireRequest } from './wireRequest';

/** A request that is ready to be signed, and the text that it is made of. */
export interface Prepared {
	readonly kind: 'prepared';
	/** With a plain request in the place of a curl command. */
	readonly place: Place;
	readonly request: HttpRequest;
	/** The paths of the files in its body, variables filled in; each once. */
	readonly bodyFiles: readonly string[];
	readonly entry: SessionEntry;
	/** What the response is to be like. */
	readonly checks: readonly FilledCheck[];
	/** The same to be kept, with placeholders for what was asked for; undefined where it cannot be made. */
	readonly kept: () => ScratchpadRequest | undefined;
}

export type Preparation = Prepared | Blocked | { readonly kind: 'declined' };

/**
 * Makes the request of a block with the values of this moment, and chooses who sends it.
 * @param given values of variables that count more than the document's
 * @param as the session that sends it, whatever the text says
 */
export async function prepare(
	place: Place,
	given: GivenValues,
	dependencies: ValueDependencies,
	as?: SessionEntry,
): Promise<Preparation> {
	const plain = await plainPlace(place);
	if ('problems' in plain) {
		return blockedByProblems(place.uri, plain.problems);
	}
	if (as !== undefined && takesFromOthers(plain.document, plain.block)) {
		return { kind: 'blocked', because: 'usesOthers' };
	}
	// Asked first: what was sent before counts only for the same account.
	const early = as ?? (await chosenEntry(plain, undefined, dependencies));
	if (early === 'declined') {
		return { kind: 'declined' };
	}
	const context = await valuesFor(plain, given, dependencies);
	if (context === undefined) {
		return { kind: 'declined' };
	}
	const built = await build(plain, context, dependencies);
	if (!built.ok) {
		// What a curl command was made into stands elsewhere than what is shown.
		const isPlain = plain === place;
		const problems = built.problems.map(problem => (isPlain ? problem : { ...problem, span: place.block.requestLine }));
		return blockedByProblems(place.uri, problems);
	}
	const entry = as ?? (await chosenEntry(plain, built.request.target, dependencies));
	if (entry === 'declined') {
		return { kind: 'declined' };
	}
	if ('because' in entry) {
		return entry;
	}
	const request = wireRequest(built.request, accountOf(entry), dependencies.ports.userAgent);
	if (request === undefined) {
		return blockedByProblems(place.uri, [problemAt('invalidTarget', place.block.targetSpan, built.request.target)]);
	}
	const problems = operationProblems(plain.block.metadata, operationOf(request));
	return problems.length > 0
		? blockedByProblems(place.uri, problems)
		: {
				kind: 'prepared',
				place: plain,
				request,
				entry,
				bodyFiles: built.bodyFiles,
				kept: built.kept,
				checks: checksAt(place.block, built.checks),
			};
}

/** Where the text has them, which a curl command is only a part of. */
function checksAt(
	{ parts: { checks: written } }: RequestBlock,
	checks: readonly FilledCheck[],
): readonly FilledCheck[] {
	return checks.map((check, index) => ({ ...check, span: written[index] ?? check.span }));
}

/** What its metadata asks for and only some requests can do. */
function operationProblems(metadata: RequestBlock['metadata'], operation: Operation): readonly Problem[] {
	const all = allPagesOf(metadata);
	const retry = retryOf(metadata);
	return [
		...(all !== undefined && operation.kind !== 'list' ? [problemAt('invalidAllPages', all.span, '')] : []),
		...(retry !== undefined && !isRepeatable(operation) ? [problemAt('retryOfWrite', retry.span, '')] : []),
	];
}

/** What was built, and the same without what was asked for. */
type BuiltToKeep =
	| (Extract<BuiltRequest, { readonly ok: true }> & Pick<Prepared, 'bodyFiles' | 'kept'>)
	| Extract<BuiltRequest, { readonly ok: false }>;

async function build(
	{ uri, document, block }: Place,
	context: VariableContext,
	{ ports: { files } }: ValueDependencies,
): Promise<BuiltToKeep> {
	const contents = new Map<string, Uint8Array>();
	const problems: Problem[] = [];
	const sources = repeatable(context.sources);
	for (const { path, span } of bodyFilePaths(document, block, { ...context, sources: sources() })) {
		const read = await files.read(uri, path);
		if (read instanceof Uint8Array) {
			contents.set(path, read);
		} else {
			problems.push(problemAt(read.code, span, read.detail));
		}
	}
	if (problems.length > 0) {
		return { ok: false, problems };
	}
	const built = buildRequest(document, block, { ...context, files: contents, sources: sources() });
	return built.ok
		? {
				...built,
				bodyFiles: [...contents.keys()],
				kept: () =>
					withoutGivenValues({ uri, document, block }, built.request, {
						...context,
						files: contents,
						sources: sources(),
					}),
			}
		: built;
}

/** With a plain request in the place of a curl command. What reads curl is loaded with the first one. */
export async function plainPlace(place: Place): Promise<Place | { readonly problems: readonly Problem[] }> {
	if (place.block.form !== 'curl') {
		return place;
	}
	const { plainRequest } = await import('../http/curl/plainRequest');
	const plain = plainRequest(place.document, place.block);
	return plain.ok ? { uri: place.uri, document: plain.document, block: plain.block } : plain;
}

/** The session that sends it; asks the user where the text leaves it open, and remembers that for the document. */
async function chosenEntry(
	place: Place,
	target: string | undefined,
	{ ports: { scope, sessions, interaction } }: ValueDependencies,
): Promise<SessionEntry | Blocked | 'declined'> {
	const choice = sessionFor(place, await sessions.list(), scope, target);
	if (choice.kind === 'session') {
		return choice.entry;
	}
	if (choice.kind !== 'ambiguous') {
		return { kind: 'blocked', because: 'session', choice };
	}
	const entry = await interaction.chooseSession(choice.candidates);
	if (entry !== undefined) {
		scope.chooseSession(place.uri, entry);
	}
	return entry ?? 'declined';
}
