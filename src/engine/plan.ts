import { mayUseVariable, requestMayUse } from '../http/build/overrides';
import { earlierRequests } from '../http/build/sendingMetadata';
import type { GivenValues } from '../http/build/variables';
import type { BlockId, BlockTracker, Place } from '../http/document/blockTracker';
import type { Override, Reference, RequestBlock } from '../http/document/document';
import { type Problem, problemAt } from '../http/problem';
import { type Blocked, blockedByProblems } from './outcome';
import type { Files, Scope } from './ports';
import { plannedRows } from './rows/plannedRows';
import type { Row } from './rows/readRows';

/** One request that is to be sent, or one `run`, with what has to be sent before it. Nothing of it has values yet. */
export interface Step {
	readonly block: BlockId;
	/** What people call the request. */
	readonly name: string;
	/** Of the block when it was planned: a request that was edited since is another one. */
	readonly text: string;
	/** `# @ref`, `# @forceRef`. */
	readonly earlier: readonly { readonly step: Step; readonly always: boolean }[];
	/** What a `run` sends, one after the other; undefined for a request. */
	readonly runs: readonly PlannedRun[] | undefined;
	/** `# @each`: it is sent once for each, together with what is sent before it. */
	readonly rows: readonly Row[] | undefined;
	/** May the values that are given change what it sends, or what is sent before it? Else a response of before counts. */
	readonly usesGiven: boolean;
	/** How many requests it sends at most, without those that are sent before it only if they have no response yet: these are sent once. */
	readonly requests: number;
}

export interface PlannedRun {
	/** Of the `run`; their values are taken when the step is due. */
	readonly overrides: readonly Override[];
	readonly step: Step;
}

/** Requests of one plan. A `run` of a `run`, each of which names the next twice, has a million of them in twenty lines. */
const maxRequests = 10_000;

export interface PlanDependencies {
	readonly scope: Scope;
	readonly files: Pick<Files, 'read'>;
	readonly blocks: BlockTracker;
	/** Values that are given to every request. */
	readonly always: GivenValues;
	/** What the rows are called by for which the request itself is to be sent; all where it is undefined. */
	readonly onlyRows?: ReadonlySet<string> | undefined;
}

export type Planned = { readonly kind: 'planned'; readonly step: Step } | Blocked;

interface Planning extends PlanDependencies {
	/** Steps that were planned, by request and the names that are given to it: many may wait for one. */
	readonly known: Map<string, Step>;
}

/** Variables that are given, by name, and whether it is for this sending only: then a response of before was got with other values. */
type GivenNames = ReadonlyMap<string, boolean>;

/** Says what would be sent for a request, in which order, or why nothing would: a plan is made whole before anything of it is sent. */
export async function planFor(place: Place, given: GivenValues, dependencies: PlanDependencies): Promise<Planned> {
	const { always } = dependencies;
	const names = new Map(Array.from(given, ([name, value]) => [name, always.get(name) !== value]));
	return planStep(place, names, [], { ...dependencies, known: new Map() });
}

async function planStep(
	place: Place,
	before: GivenNames,
	waiting: readonly BlockId[],
	planning: Planning,
): Promise<Planned> {
	const { uri, block } = place;
	const id = planning.blocks.idOf(uri, block);
	const key = JSON.stringify([id, [...before].sort()]);
	const known = planning.known.get(key);
	if (known !== undefined) {
		return { kind: 'planned', step: known };
	}
	const only = waiting.length === 0 ? planning.onlyRows : undefined;
	const { rows, problems } = await plannedRows(place, new Set(before.keys()), planning.files, only);
	if (problems.length > 0) {
		return blockedByProblems(uri, problems);
	}
	const given = withOwn(before, rows?.[0]?.values.keys() ?? []);
	const chain = [...waiting, id];
	const earlier: { step: Step; always: boolean }[] = [];
	for (const { name, span, always } of earlierRequests(block.metadata)) {
		const named = await findNamed(uri, name, planning.scope);
		const planned = await planNamed({ uri, name, span }, named === undefined ? [] : [named], given, chain, planning);
		if (planned.kind === 'blocked') {
			return planned;
		}
		for (const step of planned.steps) {
			earlier.push({ step, always });
		}
	}
	const runs = block.form === 'run' ? await planRuns(place, given, chain, planning) : undefined;
	if (runs?.kind === 'blocked') {
		return runs;
	}
	const sentEachTime = earlier.filter(({ step, always }) => always || step.usesGiven);
	const atOnce = [...sentEachTime, ...(runs?.runs ?? [])].reduce(
		(count, { step }) => count + step.requests,
		runs === undefined ? 1 : 0,
	);
	const requests = atOnce * (rows?.length ?? 1);
	if (requests > maxRequests) {
		return blockedByProblems(uri, [problemAt('tooManyRequests', block.requestLine, String(maxRequests))]);
	}
	// Columns are its own values, whoever has it sent.
	const own = new Set([...before].filter(([, isOwn]) => isOwn).map(([name]) => name));
	const usesGiven =
		own.size > 0 &&
		(requestMayUse(place, own) || [...earlier, ...(runs?.runs ?? [])].some(({ step }) => step.usesGiven));
	const step: Step = {
		block: id,
		name: nameOf(block),
		text: block.text,
		earlier,
		runs: runs?.runs,
		rows,
		usesGiven,
		requests,
	};
	planning.known.set(key, step);
	return { kind: 'planned', step };
}

type PlannedRuns = { readonly kind: 'planned'; readonly runs: readonly PlannedRun[] } | Blocked;

async function planRuns(
	{ uri, block }: Place,
	given: GivenNames,
	chain: readonly BlockId[],
	planning: Planning,
): Promise<PlannedRuns> {
	const runs: PlannedRun[] = [];
	for (const { reference, overrides } of block.runs) {
		const places = await placesOf(uri, reference, planning.scope);
		if ('code' in places) {
			return blockedByProblems(uri, [places]);
		}
		const unused = overrides
			.filter(({ name }) => !places.some(({ document }) => mayUseVariable(document, name)))
			.map(({ name, nameSpan }) => problemAt('unusedOverride', nameSpan, name));
		if (unused.length > 0) {
			return blockedByProblems(uri, unused);
		}
		const names = withOwn(
			given,
			overrides.map(({ name }) => name),
		);
		const named = { uri, name: reference.text, span: reference.span };
		const planned = await planNamed(named, places, names, chain, planning);
		if (planned.kind === 'blocked') {
			return planned;
		}
		for (const step of planned.steps) {
			runs.push({ overrides, step });
		}
	}
	return { kind: 'planned', runs };
}

/** @param place where the name stands */
async function planNamed(
	place: { readonly uri: string; readonly name: string; readonly span: Reference['span'] },
	found: readonly Place[],
	given: GivenNames,
	chain: readonly BlockId[],
	planning: Planning,
): Promise<{ readonly kind: 'planned'; readonly steps: readonly Step[] } | Blocked> {
	const { uri, name, span } = place;
	if (found.length === 0) {
		return blockedByProblems(uri, [problemAt('unknownRequest', span, name)]);
	}
	if (found.some(other => chain.includes(planning.blocks.idOf(other.uri, other.block)))) {
		return blockedByProblems(uri, [problemAt('cyclicReference', span, name)]);
	}
	const steps: Step[] = [];
	for (const other of found) {
		const planned = await planStep(other, given, chain, planning);
		if (planned.kind === 'blocked') {
			return planned;
		}
		steps.push(planned.step);
	}
	return { kind: 'planned', steps };
}

/** The request of the name or the title, or those of the file but for disabled ones. */
async function placesOf(
	uri: string,
	{ kind, text, span }: Reference,
	scope: Scope,
): Promise<readonly Place[] | Problem> {
	if (kind === 'run') {
		const named = await findNamed(uri, text, scope);
		const places = named === undefined ? await findTitled(uri, text, scope) : [named];
		return places.length > 1 ? problemAt('ambiguousTitle', span, text) : places;
	}
	const file = await scope.open(uri, text);
	if ('code' in file) {
		return problemAt(file.code, span, file.detail);
	}
	const document = scope.document(file.uri);
	const blocks = (document?.blocks ?? []).filter(
		({ problems }) => !problems.some(({ code }) => code === 'disabledRequest'),
	);
	return document === undefined || blocks.length === 0
		? problemAt('noRequests', span, text)
		: blocks.map(block => ({ uri: file.uri, document, block }));
}

/** The request with a name: the document's own, else that of an import. */
async function findNamed(uri: string, name: string, scope: Scope): Promise<Place | undefined> {
	for (const candidate of [uri, ...(await scope.imports(uri))]) {
		const document = scope.document(candidate);
		const block = document?.named(name);
		if (document !== undefined && block !== undefined) {
			return { uri: candidate, document, block };
		}
	}
	return undefined;
}

/** The requests that a title may stand for: the document's own, else those of the first import that has any. */
async function findTitled(uri: string, title: string, scope: Scope): Promise<readonly Place[]> {
	for (const candidate of [uri, ...(await scope.imports(uri))]) {
		const document = scope.document(candidate);
		const blocks = document?.titled(title) ?? [];
		if (document !== undefined && blocks.length > 0) {
			return blocks.map(block => ({ uri: candidate, document, block }));
		}
	}
	return [];
}

function withOwn(given: GivenNames, names: Iterable<string>): GivenNames {
	return new Map([...given, ...Array.from(names, name => [name, true] as const)]);
}

/** What people call a request. */
export function nameOf({ name, title, method, target }: RequestBlock): string {
	return name ?? title ?? `${method} ${target}`;
}
