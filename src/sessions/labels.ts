import type { Account } from '../flowlu/account';
import type { SessionEntry } from '../flowlu/sessionEntry';

/** Longest label in characters, so that a row of the tree can show it. */
export const maxLabelLength = 60;

export type LabelProblem = 'empty' | 'tooLong' | 'taken';

/** Why a session of the account cannot have the label. Scratchpads name sessions by it, so it is the only one of its account. */
export function labelProblem(
	others: readonly SessionEntry[],
	account: Account,
	text: string,
): LabelProblem | undefined {
	const label = text.trim();
	if (label === '') {
		return 'empty';
	}
	if (label.length > maxLabelLength) {
		return 'tooLong';
	}
	return labelsOf(others, account).has(label) ? 'taken' : undefined;
}

/** The wanted label, shortened and numbered where that is needed: `acme`, `acme 2`. */
export function freeLabel(others: readonly SessionEntry[], account: Account, wanted: string): string {
	const taken = labelsOf(others, account);
	const short = wanted.slice(0, maxLabelLength - ' 99'.length).trim();
	let label = short;
	for (let number = 2; taken.has(label); number++) {
		label = `${short} ${number}`;
	}
	return label;
}

function labelsOf(entries: readonly SessionEntry[], account: Account): ReadonlySet<string> {
	return new Set(
		entries.filter(({ session }) => session.account.origin === account.origin).map(({ session }) => session.label),
	);
}
