import type { RequestBlock, VariableUse } from '../document/document';
import { type Problem, problemAt, shiftedSpan, type Span } from '../problem';
import type { Refuse, ValuePlace } from './values/valuePlace';
import type { VariableValues } from './variables';

/** A request while its variables are filled in. */
export interface Filling {
	readonly block: RequestBlock;
	readonly values: VariableValues;
	readonly problems: Problem[];
}

/** Reports what cannot be sent where the variable is used. */
export function refusing({ problems }: Pick<Filling, 'problems'>): Refuse {
	return (code, { name, span }) => {
		problems.push(problemAt(code, span, name));
	};
}

/**
 * The text with the values in the place of the variables, each as its place has it.
 * @param content what is sent of the span, such as lines joined, with all its variables
 * @param span in the block's text
 */
export function fillIn({ block, values }: Filling, content: string, span: Span, place: ValuePlace): string {
	const { uses } = block.parts;
	let number = uses.findIndex(use => use.span.start >= span.start);
	return values.resolve(content, place, name => {
		const use = uses[number++];
		return use?.name === name
			? { name, span: shiftedSpan(use.span, block.span.start) }
			: { name, span: shiftedSpan(span, block.span.start) };
	});
}

/** The same of a file's text; what is wrong with a value there is reported at the line that names the file. */
export function fillInFile({ block, values }: Filling, content: string, span: Span, place: ValuePlace): string {
	const shifted = shiftedSpan(span, block.span.start);
	return values.resolve(content, place, (name): VariableUse => ({ name, span: shifted }), 'file');
}
