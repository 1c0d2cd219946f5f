import { type ComparedValue, orderedElements, orderedMembers } from './comparedValue';
import type { IsIgnored } from './ignoredFields';

/** Stands in the place of what is not compared. */
const ignoredMark = '"‹ignored›"';

/** UTF-16 code units of a piece: writing it, and what is done with it, takes some milliseconds. */
const pieceLength = 50_000;

/**
 * The JSON in lines that differ only where what it says does: members by name, records of a list by id, ignored values as a mark.
 * @returns pieces that end with a line break
 */
export function* normalizedText(value: ComparedValue, isIgnored: IsIgnored): Generator<string> {
	const writing = { text: '', isIgnored };
	yield* write(value, { names: [], before: '', after: '', indent: '' }, writing);
	yield writing.text;
}

interface At {
	readonly names: readonly string[];
	/** What stands before and behind the value in its line. */
	readonly before: string;
	readonly after: string;
	readonly indent: string;
}

interface Writing {
	text: string;
	readonly isIgnored: IsIgnored;
}

function* write(value: ComparedValue, { names, before, after, indent }: At, writing: Writing): Generator<string> {
	const start = indent + before;
	if (writing.isIgnored(names)) {
		writing.text += `${start}${ignoredMark}${after}\n`;
	} else if (value.kind === 'scalar') {
		writing.text += `${start}${value.text}${after}\n`;
	} else {
		const parts = partsOf(value, names);
		const [open, close] = value.kind === 'array' ? ['[', ']'] : ['{', '}'];
		if (parts.length === 0) {
			writing.text += `${start}${open}${close}${after}\n`;
			return;
		}
		writing.text += `${start}${open}\n`;
		for (const [index, { value: part, ...place }] of parts.entries()) {
			yield* write(part, { ...place, after: index < parts.length - 1 ? ',' : '', indent: `${indent}  ` }, writing);
			if (writing.text.length > pieceLength) {
				yield writing.text;
				writing.text = '';
			}
		}
		writing.text += `${indent}${close}${after}\n`;
	}
}

type Part = Pick<At, 'names' | 'before'> & { readonly value: ComparedValue };

function partsOf(value: Exclude<ComparedValue, { kind: 'scalar' }>, names: readonly string[]): readonly Part[] {
	return value.kind === 'array'
		? orderedElements(value).map(element => ({ names, before: '', value: element }))
		: orderedMembers(value).map(([name, member]) => ({
				names: [...names, name],
				before: `${JSON.stringify(name)}: `,
				value: member,
			}));
}
