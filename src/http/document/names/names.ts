import { type Chunk, visitSegments } from '../chunks';
import { NameCounts } from './nameCounts';
import type { Segment } from '../../parser/segment';
import { headingOf } from '../../parser/lineKinds/separators';

/** Names in a document. One document owns them at a time: the one made by an edit takes them over and brings them up to date. */
export interface Names {
	readonly ofRequests: NameCounts;
	readonly used: NameCounts;
}

export function namesIn(chunks: readonly Chunk[]): Names {
	const names: Names = { ofRequests: new NameCounts(), used: new NameCounts() };
	visitSegments(
		chunks,
		() => true,
		segment => {
			countNames(segment, names, 'add');
		},
	);
	return names;
}

export function countNames({ isRequest, name, uses }: Segment, names: Names, change: 'add' | 'remove'): void {
	if (isRequest && name !== undefined) {
		names.ofRequests[change](name);
	}
	for (const use of uses) {
		names.used[change](use);
	}
}

/** The requests whose name another one above has. */
export function namesakesIn(chunks: readonly Chunk[], { repeated }: NameCounts): Set<Segment> {
	const found = new Set<Segment>();
	if (repeated.size === 0) {
		return found;
	}
	const seen = new Set<string>();
	visitSegments(
		chunks,
		() => true,
		segment => {
			const { name, isRequest } = segment;
			if (isRequest && name !== undefined && repeated.has(name)) {
				if (seen.has(name)) {
					found.add(segment);
				}
				seen.add(name);
			}
		},
	);
	return found;
}

/** The title by which `run` finds the request; undefined for what is none itself, or has none. */
export function titleOf({ text, isRequest, form }: Segment): string | undefined {
	const heading = isRequest && form !== 'run' ? headingOf(text) : undefined;
	return heading && text.slice(heading.start, heading.end);
}

/** How many requests have each title. */
export function titlesIn(chunks: readonly Chunk[]): ReadonlyMap<string, number> {
	const titles = new Map<string, number>();
	visitSegments(
		chunks,
		chunk => chunk.requests > 0,
		segment => {
			const title = titleOf(segment);
			if (title !== undefined) {
				titles.set(title, (titles.get(title) ?? 0) + 1);
			}
		},
	);
	return titles;
}
