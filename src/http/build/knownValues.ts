import type { RequestBlock } from '../document/document';
import { isValueProblem, type Problem } from '../problem';
import { bodyFilePaths, buildRequest } from './request';
import { promptsOf } from './sendingMetadata';
import { settleVariables, type VariableContext, type VariableTable, VariableValues } from './variables';

/** In the place of what is known only when the request is sent: fits nearly everywhere. */
const placeholder = '1';

const sometime: VariableContext = {
	answers: new Map(),
	requestValue: () => placeholder,
	sources: {
		now: new Date(0),
		random: () => 0,
		uuid: () => placeholder,
		processVariable: () => placeholder,
		dotenvVariable: () => placeholder,
	},
};

/**
 * The values that would be refused where the request uses them. Others than those that are known are left to the moment of sending.
 * @param isKnown of the name of a variable
 */
export function valueProblems(
	variableTable: VariableTable,
	block: RequestBlock,
	isKnown: (name: string) => boolean,
): readonly Problem[] {
	const answers = new Map(promptsOf(block.metadata).map(({ name }) => [name, placeholder]));
	const context = { ...sometime, answers };
	const files = new Map(bodyFilePaths({ variableTable }, block, context).map(({ path }) => [path, new Uint8Array()]));
	const built = buildRequest({ variableTable }, block, { ...context, files });
	return built.ok ? [] : built.problems.filter(problem => isValueProblem(problem.code) && isKnown(problem.detail));
}

/**
 * The values that are the same whenever a request is sent, by name, as far as the document and its environment tell. Left out are those that may
 * stand anywhere: nearly all are numbers.
 */
export function doubtfulValues(table: VariableTable): ReadonlyMap<string, string> {
	const known = new Set<string>();
	const doubtful = new Map<string, string>();
	const values = new VariableValues(table, sometime);
	for (const [name, failure] of settleVariables(table, table.keys())) {
		const definition = table.get(name);
		if (failure === undefined && definition?.uses.every(use => known.has(use.name)) === true && !values.tooLong) {
			known.add(name);
			values.add(new Map([[name, undefined]]));
			const value = values.resolve(`{{${name}}}`);
			if (!/^(?:0|-?[1-9]\d{0,14})$/u.test(value)) {
				doubtful.set(name, value);
			}
		}
	}
	return doubtful;
}

/** Whether a value has to be tried in a request. It may be tried in vain; most are words, or the address before a path. */
export function mayBeRefused(
	{ text, targetStart }: { readonly text: string; readonly targetStart: number },
	name: string,
	value: string,
): boolean {
	const isLeading = text.startsWith('{{', targetStart);
	if (isLeading && /^https?:\/\/[\w.:-]+(?:\/[\w-]+)*$/u.test(value)) {
		return text.includes(name, targetStart + name.length + 4);
	}
	return (
		!/^\w(?:[\w .@:-]*\w)?$/u.test(value) ||
		(isLeading && value.includes(' ')) ||
		/[[{:,]\s*\{\{|multipart\//iu.test(text.slice(targetStart))
	);
}
