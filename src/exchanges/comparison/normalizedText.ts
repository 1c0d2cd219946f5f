import { type ComparedValue, compareIds, recordsBy } from './comparedValue';
import type { IsIgnored } from './ignoredFields';

/** Stands in the place of what is not compared. */
const ignoredMark = '"‹ignored›"';

/** The JSON in lines that differ only where what it says does: members by name, records of a list by id, ignored values as a mark. */
export function normalizedText(value: ComparedValue, isIgnored: IsIgnored): string {
	const lines: string[] = [];
	write(value, { names: [], before: '', after: '', indent: '' }, { lines, isIgnored });
	return `${lines.join('\n')}\n`;
}

interface At {
	readonly names: readonly string[];
	/** What stands before and behind the value in its line. */
	readonly before: string;
	readonly after: string;
	readonly indent: string;
}

interface Writing {
	readonly lines: string[];
	readonly isIgnored: IsIgnored;
}

function write(value: ComparedValue, { names, before, after, indent }: At, writing: Writing): void {
	const { lines, isIgnored } = writing;
	const start = indent + before;
	if (isIgnored(names)) {
		lines.push(`${start}${ignoredMark}${after}`);
	} else if (value.kind === 'scalar') {
		lines.push(`${start}${value.text}${after}`);
	} else {
		const inner = indent + '  ';
		const content =
			value.kind === 'array'
				? inOrder(value.elements).map(element => ({ names, before: '', value: element }))
				: [...value.members]
						.sort(([one], [other]) => (one < other ? -1 : 1))
						.map(([name, member]) => ({
							names: [...names, name],
							before: `${JSON.stringify(name)}: `,
							value: member,
						}));
		const [open, close] = value.kind === 'array' ? ['[', ']'] : ['{', '}'];
		if (content.length === 0) {
			lines.push(`${start}${open}${close}${after}`);
			return;
		}
		lines.push(start + open);
		for (const [index, { value: part, ...place }] of content.entries()) {
			write(part, { ...place, after: index < content.length - 1 ? ',' : '', indent: inner }, writing);
		}
		lines.push(indent + close + after);
	}
}

function inOrder(elements: readonly ComparedValue[]): readonly ComparedValue[] {
	const byId = recordsBy('id', elements);
	return byId === undefined
		? elements
		: [...byId].sort(([one], [other]) => compareIds(one, other)).map(([, element]) => element);
}
