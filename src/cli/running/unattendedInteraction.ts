import type { Interaction, Writing } from '../../engine/ports';
import type { BlockId } from '../../http/document/blockTracker';

/** Nobody is there to be asked: what the options do not say is declined, and why is kept for who tells it. */
export interface UnattendedInteraction extends Interaction {
	/** Why the request was not sent when it was tried last. */
	reasonOf(block: BlockId): string | undefined;
	/** Why what was asked last was declined, told once. */
	takeReason(): string | undefined;
}

export function unattendedInteraction(allowWrites: boolean): UnattendedInteraction {
	const reasons = new Map<BlockId, string>();
	let latest: string | undefined;
	function declined(reason: string): Promise<undefined> {
		latest = reason;
		return Promise.resolve(undefined);
	}
	function takeReason(): string | undefined {
		const reason = latest;
		latest = undefined;
		return reason;
	}
	return {
		promptValues: prompts =>
			declined(
				`Not sent: no value for ${prompts.map(({ name }) => name).join(', ')}. Give it by ${prompts.map(({ name, isSecret }) => (isSecret ? `--var ${name} and a variable of the environment` : `--var ${name}=…`)).join(', ')}`,
			),
		confirmNote: async note => {
			await declined(
				`Not sent: it needs a confirmation (# @note${note === '' ? '' : ` ${note}`}), and nobody can be asked here.`,
			);
			return false;
		},
		confirmWrite: writing => (allowWrites ? Promise.resolve('send') : declined(writeReason(writing))),
		chooseSession: candidates =>
			declined(
				`Not sent: it names no account, and there are keys of ${candidates.map(({ session }) => session.account.name).join(', ')}. Write # @account above it, or --account.`,
			),
		stepEnded: ({ block, outcome }) => {
			const reason = outcome.kind === 'declined' ? takeReason() : undefined;
			if (reason !== undefined) {
				reasons.set(block, reason);
			}
			return Promise.resolve();
		},
		reasonOf: block => reasons.get(block),
		takeReason,
	};
}

function writeReason({ request: { method } }: Writing): string {
	return `Not sent: the ${method} may change records. --allow-writes permits it.`;
}
