import type { HttpDocument, Override, RequestBlock } from '../document/document';
import type { Problem } from '../problem';
import { addFailures, startBuilding } from './request';
import { promptsOf } from './sendingMetadata';
import type { GivenValues, VariableContext } from './variables';

/** Values that a run gives to variables, or why one of them has none. */
export type OverrideValues =
	{ readonly ok: true; readonly values: GivenValues } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The values as they are where the run stands. */
export function overrideValues(
	document: HttpDocument,
	block: RequestBlock,
	overrides: readonly Override[],
	context: VariableContext,
): OverrideValues {
	const building = startBuilding(document, block, context);
	const { values, problems } = building;
	if (problems.length > 0) {
		return { ok: false, problems };
	}
	const { text, span } = block;
	const resolved = new Map(
		overrides.map(({ name, valueSpan: { start, end } }) => [
			name,
			values.resolve(text.slice(start - span.start, end - span.start)),
		]),
	);
	addFailures(building);
	return problems.length > 0 ? { ok: false, problems } : { ok: true, values: resolved };
}

/** Whether a value for the variable may change what a request of the document sends; what files and other documents hold is not looked at. */
export function mayUseVariable(document: HttpDocument, name: string): boolean {
	if (document.variableTable.has(name)) {
		return true;
	}
	return document.blocks.some(
		({ text, form, uses, metadata, body }) =>
			form === 'run' ||
			(body?.files ?? []).some(({ encoding }) => encoding !== undefined) ||
			(text.includes(name) &&
				(uses.some(use => use.name === name) || promptsOf(metadata).some(prompt => prompt.name === name))),
	);
}

/** Whether a value for one of the variables may change what the request itself sends; what files hold is not looked at. */
export function requestMayUse(
	{ document, block }: { readonly document: HttpDocument; readonly block: RequestBlock },
	names: ReadonlySet<string>,
): boolean {
	if (names.size === 0) {
		return false;
	}
	if ((block.body?.files ?? []).some(({ encoding }) => encoding !== undefined)) {
		return true;
	}
	const reached = new Set([...block.uses, ...promptsOf(block.metadata)].map(({ name }) => name));
	// A set grows while it is gone through.
	for (const name of reached) {
		// `{{$dotenv %NAME}}` takes its name from a variable.
		if (names.has(name) || (name.startsWith('$') && name.includes('%'))) {
			return true;
		}
		for (const use of document.variableTable.get(name)?.uses ?? []) {
			reached.add(use.name);
		}
	}
	return false;
}
