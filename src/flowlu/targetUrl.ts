import { apiBase, type Account } from './account';

/**
 * The absolute URL of a scratchpad target. `crm/lead/list` and `/crm/lead/list` start at the account's API base, `/api/…` at its origin,
 * an absolute URL stands for itself. What a URL cannot hold is percent-encoded; what is encoded already stays as it is.
 * Undefined when the result is no URL.
 */
export function resolveTarget(target: string, account: Account): string | undefined {
	const absolute = isAbsolute(target) ? target : `${baseOf(target, account)}/${target.replace(/^\//u, '')}`;
	if (!URL.canParse(absolute)) {
		return undefined;
	}
	const url = new URL(absolute);
	url.hash = '';
	return encodeRest(url.href);
}

/** The origin that an absolute target names; undefined for a relative one, and for one that is no URL. */
export function originOf(target: string): string | undefined {
	if (!isAbsolute(target) || !URL.canParse(target)) {
		return undefined;
	}
	const { origin, protocol } = new URL(target);
	return origin === 'null' ? protocol : origin;
}

function isAbsolute(target: string): boolean {
	return /^[a-z][a-z0-9+.-]*:\/\//iu.test(target);
}

function baseOf(target: string, account: Account): string {
	return /^\/?api\//u.test(target) ? account.origin : apiBase(account);
}

/** The URL standard leaves these in a query; servers and proxies do not all accept them. A lone percent sign is meant as itself. */
function encodeRest(url: string): string {
	return url.replace(/[{}|\\^`]/gu, character => encodeURIComponent(character)).replace(/%(?![0-9a-f]{2})/giu, '%25');
}
