import { bodyFilePaths, buildRequest, requestErrors } from '../build/request';
import { promptsOf, rowFileOf } from '../build/sendingMetadata';
import { isPlainName, type VariableContext } from '../build/variables';
import type { Segment } from '../parser/segment';
import { type Problem, shiftedProblem } from '../problem';
import type { HttpDocument, RequestBlock } from './document';

/** Stands for a value that only sending has: it may be a number, a word, a part of an address. */
const placeholder = '1';

const unknownSources: VariableContext['sources'] = {
	now: new Date(0),
	random: () => 0,
	uuid: () => placeholder,
	processVariable: () => placeholder,
	dotenvVariable: () => placeholder,
};

/**
 * What would be wrong with the request that the text makes, where nothing is wrong with the text itself: it is made with the values that the text has.
 * Nothing of a curl command, which is read elsewhere.
 */
function sendingProblems(document: HttpDocument, block: RequestBlock): readonly Problem[] {
	if (block.form !== 'plain') {
		return [];
	}
	const context: VariableContext = {
		answers: new Map(
			[...promptsOf(block.metadata), ...columnsOf(document, block)].map(({ name }) => [name, placeholder]),
		),
		sources: unknownSources,
		requestValue: () => placeholder,
	};
	const files = new Map(bodyFilePaths(document, block, context).map(({ path }) => [path, new Uint8Array()]));
	const built = buildRequest(document, block, { ...context, files });
	const problems = built.ok ? [] : built.problems;
	const bodyStart = block.body?.span.start ?? Infinity;
	// What a body is that files are put into is known only when they are read.
	return files.size === 0 ? problems : problems.filter(({ span }) => span.start < bodyStart);
}

/** Variables that may be columns of the file for whose rows the request is sent. */
function columnsOf({ variableTable }: HttpDocument, { metadata, uses }: RequestBlock): readonly { name: string }[] {
	return rowFileOf(metadata) === undefined
		? []
		: uses.filter(({ name }) => isPlainName(name) && !variableTable.has(name));
}

/**
 * The same, made once for a segment as long as no variable changes; offsets are those of the segment.
 * @param known what was found with the variables that there are
 */
export function knownSendingProblems(
	document: HttpDocument,
	block: RequestBlock,
	segment: Segment,
	known: WeakMap<Segment, readonly Problem[]>,
): readonly Problem[] {
	// Errors may come and go with other requests, while what is known of this one stays.
	if (requestErrors(block).length > 0) {
		return [];
	}
	const { start } = block.span;
	const found = known.get(segment) ?? sendingProblems(document, block).map(problem => shiftedProblem(problem, -start));
	known.set(segment, found);
	return found;
}
