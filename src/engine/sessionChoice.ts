import { type SessionEntry, findSession } from '../flowlu/sessionEntry';
import { parseAccount } from '../flowlu/account';
import { originOf } from '../flowlu/targetUrl';

/** What a request block says about who sends it. */
export interface SessionHints {
	/** `# @account`: a name, a host or an address. */
	readonly account?: string;
	/** `# @key`: the label of a session. */
	readonly key?: string;
	/** Variables resolved where that is possible. */
	readonly target: string;
	/** The id of the session the user chose for the document in this window. */
	readonly chosen?: string;
}

/** Who sends a request, or why that is not clear. */
export type SessionChoice =
	| { readonly kind: 'session'; readonly entry: SessionEntry }
	/** Several accounts would do: the user has to say which. */
	| { readonly kind: 'ambiguous'; readonly candidates: readonly SessionEntry[] }
	| { readonly kind: 'noSession' }
	| { readonly kind: 'unknownAccount'; readonly account: string }
	| { readonly kind: 'unknownKey'; readonly key: string; readonly candidates: readonly SessionEntry[] }
	/** An absolute target outside every configured account. */
	| { readonly kind: 'foreignOrigin'; readonly origin: string };

/** Who would send a request, as far as can be told while it is written. `open`: what is not known yet decides between accounts. */
export type ExpectedSession = SessionChoice | { readonly kind: 'open' };

/**
 * The block's own words come first (`# @account`, `# @key`, the host of an absolute target), then the user's choice for the document,
 * then the active session when there is one account only.
 */
export function chooseSession(entries: readonly SessionEntry[], hints: SessionHints): SessionChoice {
	if (entries.length === 0) {
		return { kind: 'noSession' };
	}
	const origin = originOf(hints.target);
	const ofAccount = entries.filter(entry => isOfAccount(entry, hints.account) && isOfOrigin(entry, origin));
	if (ofAccount.length === 0) {
		return origin !== undefined && !entries.some(entry => isOfOrigin(entry, origin))
			? { kind: 'foreignOrigin', origin }
			: { kind: 'unknownAccount', account: hints.account ?? '' };
	}
	const candidates =
		hints.key === undefined ? ofAccount : ofAccount.filter(({ session }) => session.label === hints.key);
	if (hints.key !== undefined && candidates.length === 0) {
		return { kind: 'unknownKey', key: hints.key, candidates: ofAccount };
	}
	return pickFrom(candidates, hints.chosen);
}

function pickFrom(candidates: readonly SessionEntry[], chosen: string | undefined): SessionChoice {
	const [only] = candidates;
	const preferred =
		(chosen === undefined ? undefined : findSession(candidates, chosen)) ??
		(candidates.length === 1 ? only : undefined);
	if (preferred !== undefined) {
		return { kind: 'session', entry: preferred };
	}
	const origins = new Set(candidates.map(({ session }) => session.account.origin));
	const active = candidates.find(entry => entry.active);
	return origins.size === 1 && active !== undefined
		? { kind: 'session', entry: active }
		: { kind: 'ambiguous', candidates };
}

function isOfAccount({ session: { account } }: SessionEntry, wanted: string | undefined): boolean {
	if (wanted === undefined || account.name === wanted) {
		return true;
	}
	const parsed = parseAccount(wanted);
	return parsed.ok && parsed.account.origin === account.origin;
}

function isOfOrigin({ session }: SessionEntry, origin: string | undefined): boolean {
	return origin === undefined || session.account.origin === origin;
}
