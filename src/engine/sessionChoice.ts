import { type SessionEntry, findSession } from '../flowlu/sessionEntry';
import { type Account, isInVendorDomain, isNamed, parseAccount } from '../flowlu/account';
import { originOf } from '../flowlu/targetUrl';
import type { Place } from '../http/document/blockTracker';
import type { HttpDocument, Stretch } from '../http/document/document';
import { filledIn } from '../http/service/shownValues';

/** What metadata says about who sends a request. */
export interface SenderMetadata {
	/** `# @account`: a name, a host or an address. */
	readonly account?: string | undefined;
	/** `# @key`: the label of a session. */
	readonly key?: string | undefined;
}

/** What a request block says about who sends it. */
export interface SessionHints extends SenderMetadata {
	/** What stands above the first request of the document. */
	readonly document?: SenderMetadata;
	/** Variables resolved where that is possible. */
	readonly target: string;
	/** The id of the session the user chose for the document in this window. */
	readonly chosen?: string;
	/** The origin of the account that the user chose for all documents that name none. */
	readonly defaultAccount?: string;
}

/** Who sends a request, or why that is not clear. */
export type SessionChoice =
	| { readonly kind: 'session'; readonly entry: SessionEntry }
	/** Several accounts would do: the user has to say which. */
	| { readonly kind: 'ambiguous'; readonly candidates: readonly SessionEntry[] }
	/** Nothing is configured; `account` is what the request names, by its metadata or its address. */
	| { readonly kind: 'noSession'; readonly account?: string }
	/** `origin`: the account is configured, but the address is one of another. */
	| { readonly kind: 'unknownAccount'; readonly account: string; readonly origin?: string }
	| { readonly kind: 'unknownKey'; readonly key: string; readonly candidates: readonly SessionEntry[] }
	/** An absolute target outside every configured account. */
	| { readonly kind: 'foreignOrigin'; readonly origin: string };

/** Why there is nobody to send a request. */
export type Unsendable = Exclude<SessionChoice, { kind: 'session' | 'ambiguous' }>;

/** Who would send a request, as far as can be told while it is written. `open`: what is not known yet decides between accounts. */
export type ExpectedSession = SessionChoice | { readonly kind: 'open' };

/** The parts of a document above its first request. */
export function* stretchesAbove(document: Pick<HttpDocument, 'stretchAt'>): Iterable<Stretch> {
	let stretch = document.stretchAt(0);
	while (stretch !== undefined && stretch.block === undefined) {
		yield stretch;
		const next = document.stretchAt(stretch.start + stretch.text.length);
		// At the end of the text it is the last one again.
		stretch = next !== undefined && next.start > stretch.start ? next : undefined;
	}
}

/** The metadata above the first request, in a part of its own: it holds for the requests that say nothing else. */
export function documentMetadata(document: Pick<HttpDocument, 'stretchAt'>): SenderMetadata {
	let account: string | undefined;
	let key: string | undefined;
	for (const stretch of stretchesAbove(document)) {
		account ??= stretch.account;
		key ??= stretch.key;
	}
	return { account, key };
}

/**
 * The block's own words come first (`# @account`, `# @key`, the host of an absolute target), then those above the first request, then the user's choice
 * for the document, then the active session of the default account, or of the only one.
 */
export function chooseSession(entries: readonly SessionEntry[], hints: SessionHints): SessionChoice {
	const origin = originOf(hints.target);
	// An address names an account of its own.
	const account = hints.account ?? (origin === undefined ? hints.document?.account : undefined);
	if (entries.length === 0) {
		const named = account ?? origin;
		return { kind: 'noSession', ...(named !== undefined && { account: named }) };
	}
	const ofAccount = entries.filter(entry => isOfAccount(entry, account) && isOfOrigin(entry, origin));
	if (ofAccount.length === 0) {
		if (origin !== undefined && !entries.some(entry => isOfOrigin(entry, origin))) {
			return { kind: 'foreignOrigin', origin };
		}
		const isConfigured = entries.some(entry => isOfAccount(entry, account));
		return {
			kind: 'unknownAccount',
			account: account ?? '',
			...(origin !== undefined && isConfigured && { origin }),
		};
	}
	const key = hints.key ?? keyOf(hints.document, ofAccount);
	const candidates = key === undefined ? ofAccount : ofAccount.filter(({ session }) => session.label === key);
	if (key !== undefined && candidates.length === 0) {
		return { kind: 'unknownKey', key, candidates: ofAccount };
	}
	return pickFrom(candidates, hints);
}

/** The document's key, unless the document names another account than the one that the request goes to. */
function keyOf({ account, key }: SenderMetadata = {}, ofAccount: readonly SessionEntry[]): string | undefined {
	return ofAccount.some(entry => isOfAccount(entry, account)) ? key : undefined;
}

/**
 * The account to which a key has to be added so that the request can be sent. Undefined where the text names none, or one that is neither configured nor
 * in Flowlu's own domains: the user is to say where a key goes, not the text.
 */
export function missingAccount(choice: Unsendable): Account | undefined {
	switch (choice.kind) {
		case 'noSession':
			return vendorAccount(choice.account ?? '');
		case 'unknownAccount':
			return choice.origin === undefined ? vendorAccount(choice.account) : undefined;
		case 'foreignOrigin':
			return vendorAccount(choice.origin);
		case 'unknownKey': {
			const [first, ...others] = choice.candidates.map(({ session }) => session.account);
			return others.every(({ origin }) => origin === first?.origin) ? first : undefined;
		}
	}
}

function vendorAccount(text: string): Account | undefined {
	const parsed = parseAccount(text);
	return parsed.ok && isInVendorDomain(parsed.account) ? parsed.account : undefined;
}

function pickFrom(
	candidates: readonly SessionEntry[],
	{ chosen, defaultAccount }: Pick<SessionHints, 'chosen' | 'defaultAccount'>,
): SessionChoice {
	const chosenEntry = chosen === undefined ? undefined : findSession(candidates, chosen);
	const ofDefault = candidates.filter(({ session }) => session.account.origin === defaultAccount);
	const left = ofDefault.length === 0 ? candidates : ofDefault;
	const origins = new Set(left.map(({ session }) => session.account.origin));
	const entry = chosenEntry ?? (left.length === 1 ? left[0] : left.find(({ active }) => active && origins.size === 1));
	return entry === undefined ? { kind: 'ambiguous', candidates } : { kind: 'session', entry };
}

function isOfAccount({ session: { account } }: SessionEntry, wanted: string | undefined): boolean {
	return wanted === undefined || isNamed(account, wanted);
}

function isOfOrigin({ session }: SessionEntry, origin: string | undefined): boolean {
	return origin === undefined || session.account.origin === origin;
}

/** What the user chose beside the text. */
interface UserChoices {
	/** The session for the document. */
	chosenSession(uri: string): string | undefined;
	/** The origin of the account for whatever names none. */
	defaultAccount(): string | undefined;
}

/** Who would send a plain request, to be shown before it is sent: nobody is named who may turn out to be another. */
export function expectedSession(
	{ uri, document, block }: Place,
	entries: readonly SessionEntry[],
	choices: UserChoices,
): ExpectedSession {
	const target = filledIn(block.target, document.variableTable);
	const isOpen = hasOpenOrigin(target);
	// What stands above the first request holds only for those that turn out to have no address of an account.
	const choice = isOpen
		? chooseSession(entries, { target: '', account: block.account, key: block.key })
		: sessionFor({ uri, document, block }, entries, choices, target);
	return isOpen && (choice.kind === 'session' || choice.kind === 'ambiguous') ? { kind: 'open' } : choice;
}

/** Does what stands before the path have a variable that has no value yet? */
function hasOpenOrigin(target: string): boolean {
	return /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?\{\{/iu.test(target);
}

/**
 * Who sends a request, by what is known now.
 * @param target the one that is sent, variables filled in; else as far as the text tells
 */
export function sessionFor(
	{ uri, document, block }: Place,
	entries: readonly SessionEntry[],
	choices: UserChoices,
	target = filledIn(block.target, document.variableTable),
): SessionChoice {
	const chosen = choices.chosenSession(uri);
	const defaultAccount = choices.defaultAccount();
	return chooseSession(entries, {
		// What begins with a variable that is not known yet may be anything.
		target: originOf(target) === undefined && target.startsWith('{{') ? '' : target,
		account: block.account,
		key: block.key,
		document: documentMetadata(document),
		...(chosen !== undefined && { chosen }),
		...(defaultAccount !== undefined && { defaultAccount }),
	});
}
