import { isInVendorDomain, parseAccount, type Account } from '../../flowlu/account';

/** What a link may ask for: to open something that the user then sees and completes. */
export interface Link {
	readonly route: 'addKey' | 'newScratchpad';
	/** The account of the link, or the one that the user is asked for. */
	readonly account?: Account;
}

/** Why a link does nothing. `foreignHost`: whoever follows a link would type a key for a host that its author chose. */
export type LinkProblem = 'unknownRoute' | 'secret' | 'unknownParameter' | 'invalidAccount' | 'foreignHost';

const routes: ReadonlyMap<string, Link['route']> = new Map([
	['/add-key', 'addKey'],
	['/new-scratchpad', 'newScratchpad'],
]);

/** Names and values by which people would hand over a credential. */
const secretName = /key|token|secret|passw|pwd|auth|bearer|credential|session|login|user/iu;

/**
 * Reads `/add-key?account=acme` and `/new-scratchpad?account=acme`, the only links there are. Nothing of a link that is refused is given back.
 * @param known the accounts that are configured; others have to be in Flowlu's own domains
 */
export function readLink(
	{ path, query, fragment }: { readonly path: string; readonly query: string; readonly fragment: string },
	known: readonly Account[],
): Link | { readonly problem: LinkProblem } {
	const parameters = [...new URLSearchParams(query)];
	if (fragment !== '' || parameters.some(([name]) => name !== 'account' && secretName.test(name))) {
		return { problem: 'secret' };
	}
	const route = routes.get(path);
	if (route === undefined) {
		return { problem: 'unknownRoute' };
	}
	const [first, ...others] = parameters;
	if (first === undefined) {
		return { route };
	}
	const [name, value] = first;
	return name === 'account' && others.length === 0 ? withAccount(route, value, known) : { problem: 'unknownParameter' };
}

function withAccount(
	route: Link['route'],
	text: string,
	known: readonly Account[],
): Link | { readonly problem: LinkProblem } {
	// A key may stand behind either; of an address that is read it would be left out without a word.
	if (/[?#]/u.test(text)) {
		return { problem: 'secret' };
	}
	const parsed = parseAccount(text);
	if (!parsed.ok) {
		return { problem: parsed.problem === 'hasCredentials' ? 'secret' : 'invalidAccount' };
	}
	const { origin } = parsed.account;
	const account = known.find(other => other.origin === origin) ?? parsed.account;
	const isFamiliar = account !== parsed.account || isInVendorDomain(account);
	return isFamiliar ? { route, account } : { problem: 'foreignHost' };
}
