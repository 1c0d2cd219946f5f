/** A Flowlu portal. `origin` is scheme, host and port without a trailing slash; `name` is what people call it. */
export interface Account {
	readonly name: string;
	readonly origin: string;
}

/** Why a text names no account. */
export type AccountProblem = 'empty' | 'invalid' | 'notHttps' | 'hasCredentials' | 'notAPortal';

export type ParsedAccount =
	{ readonly ok: true; readonly account: Account } | { readonly ok: false; readonly problem: AccountProblem };

/** A new portal is made under this domain; `flowlu.ru` has the older Russian ones. */
const defaultDomain = 'flowlu.com';
const vendorHost = /^(?<code>.+)\.flowlu\.(?:com|ru)$/u;
/** The rule for account codes: a DNS label. */
const accountCode = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/**
 * Reads an account as people write it: its code (`acme`), its host (`acme.flowlu.com`, or a host of its own), or any address in it
 * (`https://acme.flowlu.com/_module/crm`). `http:` and a missing scheme with a port are for loopback only.
 */
export function parseAccount(text: string): ParsedAccount {
	const trimmed = text.trim();
	if (trimmed === '') {
		return refused('empty');
	}
	if (accountCode.test(trimmed.toLowerCase()) && trimmed.toLowerCase() !== 'localhost') {
		return parseAccount(`https://${trimmed}.${defaultDomain}`);
	}
	if (/[\s\\]/u.test(trimmed)) {
		return refused('invalid');
	}
	const scheme = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\//iu.exec(trimmed)?.groups?.['scheme'];
	const url = parseUrl(scheme === undefined ? `${isLoopbackText(trimmed) ? 'http' : 'https'}://${trimmed}` : trimmed);
	return url === undefined ? refused('invalid') : accountAt(url);
}

/** Does a text such as that of `# @account` mean the account, by its name, its host or an address in it? Case does not count, as in hosts. */
export function isNamed(account: Account, text: string): boolean {
	const parsed = parseAccount(text);
	return isSameName(account.name, text) || (parsed.ok && parsed.account.origin === account.origin);
}

/** Two accounts may have one name: `acme` is on `flowlu.com` and on `flowlu.ru`. */
export function isSameName(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

/**
 * Is the origin one of this machine? Only there may requests go unencrypted: to these hosts VS Code goes without a proxy, which would read the key. To
 * others in 127.0.0.0/8 it does not.
 */
export function isLoopback(origin: string): boolean {
	return /^https?:\/\/(?:localhost|\[::1\]|127\.0\.0\.1)(?::\d+)?$/u.test(origin);
}

/** Is the origin one at which the sandbox of this extension listens, now or when it is started again? */
export function isSandboxOrigin(origin: string | undefined): origin is string {
	return origin !== undefined && /^http:\/\/127\.0\.0\.1:\d+$/u.test(origin);
}

/**
 * Is the account in one of Flowlu's own domains? A text that somebody else wrote may lead to the prompt for a key of such a one only: of another, whoever
 * follows it would type a key for a host that the author of the text chose.
 */
export function isInVendorDomain({ origin }: Account): boolean {
	return /^https:\/\/[^.]+\.flowlu\.(?:com|ru)$/u.test(origin);
}

/** Below the origin of every account; no trailing slash. */
export const apiPath = '/api/v1/module';

/** Where relative targets of the account start; no trailing slash. */
export function apiBase(account: Account): string {
	return account.origin + apiPath;
}

/** Are the records of the account real, or there to try things on? */
export type AccountKind = 'production' | 'test';

/** What an account is until the user says otherwise: only a sandbox lives on this machine. */
export function usualKind({ origin }: Account): AccountKind {
	return isLoopback(origin) ? 'test' : 'production';
}

function accountAt(url: URL): ParsedAccount {
	if (url.username !== '' || url.password !== '') {
		return refused('hasCredentials');
	}
	const loopback = isLoopback(url.origin);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
		return refused('notHttps');
	}
	if (loopback) {
		return { ok: true, account: { name: url.host, origin: url.origin } };
	}
	const host = url.hostname;
	const isAddress = host.startsWith('[') || /^\d+(?:\.\d+){3}$/u.test(host);
	if (!isAddress && !hostName.test(host)) {
		return refused('invalid');
	}
	const code = vendorHost.exec(host)?.groups?.['code'];
	if (/^(?:(?:www|my)\.)?flowlu\.(?:com|ru)$/u.test(host)) {
		return refused('notAPortal');
	}
	return { ok: true, account: { name: code !== undefined && url.port === '' ? code : url.host, origin: url.origin } };
}

function refused(problem: AccountProblem): ParsedAccount {
	return { ok: false, problem };
}

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopbackText(text: string): boolean {
	return /^(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/iu.test(text);
}
