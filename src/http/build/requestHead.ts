import type { Header } from '../document/document';
import { headerText } from '../parser/lineKinds/headerLines';
import { targetProblem } from '../parser/lineKinds/target';
import { type ProblemCode, problemAt, shiftedSpan } from '../problem';
import { fillIn, type Filling, refusing } from './filling';
import { headerValues, isHeaderText } from './values/headerValues';
import { targetValues } from './values/targetValues';
import type { ValuePlace } from './values/valuePlace';

/** The target as it is sent; percent-encoded in its values, and elsewhere only where the text is. */
export function buildTarget(filling: Filling): string {
	const { block, problems } = filling;
	const known = problems.length;
	const place = targetValues(block.target, refusing(filling));
	const target = fillIn(filling, block.target, shiftedSpan(block.targetSpan, -block.span.start), place);
	place.finish?.(target);
	const problem = problems.length > known ? undefined : problemOfBuilt(target);
	if (problem !== undefined) {
		problems.push(problemAt(problem, block.targetSpan, target));
	}
	return target;
}

/** All variables have their values by now: braces that are left are no address. */
function problemOfBuilt(target: string): ProblemCode | undefined {
	// URL parsers drop tabs without a word.
	if (/\p{Cc}/u.test(target)) {
		return 'controlCharacter';
	}
	return target.startsWith('{{') ? 'invalidTarget' : targetProblem(target);
}

export function buildHeader(filling: Filling, header: Header): readonly [name: string, value: string] {
	const { block, problems } = filling;
	const { text } = block.parts;
	const { start } = block.span;
	const known = problems.length;
	const fill = (content: string, span: Header['name'], place: ValuePlace): string => {
		const sent = fillIn(filling, content, span, place);
		place.finish?.(sent);
		return sent;
	};
	const filled = fill(text.slice(header.name.start, header.name.end), header.name, headerValues(refusing(filling)));
	const isWhole = header.value.start === header.name.end;
	const [name, value] = isWhole
		? headerIn(filled)
		: [filled, fill(headerText(text, header.value), header.value, headerValues(refusing(filling)))];
	if (problems.length > known) {
		return [name, value];
	}
	if (isWhole && name === '') {
		problems.push(problemAt('invalidHeader', shiftedSpan(header.name, start), ''));
	} else if (!/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) {
		problems.push(problemAt('invalidHeaderName', shiftedSpan(header.name, start), name));
	}
	if (/^host$/iu.test(name)) {
		problems.push(problemAt('hostHeader', shiftedSpan(header.name, start), value));
	}
	if (!isHeaderText(value)) {
		problems.push(problemAt('invalidHeaderValue', shiftedSpan(header.value, start), name));
	}
	return [name, value];
}

/** Of a header in one piece; without a name where there is no colon. */
function headerIn(line: string): readonly [name: string, value: string] {
	const colon = line.indexOf(':');
	return colon < 0 ? ['', line] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
