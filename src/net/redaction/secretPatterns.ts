import { anyCase, type Needle } from './encodings';

/** What comes before a secret even when its value is unknown, and how the secret goes on from there. */
export interface SecretPattern {
	readonly needle: Needle;
	/** Match where the needle ends: what stands between (`pattern`), and the secret. */
	readonly tails: readonly RegExp[];
}

const colon = String.raw`\s{0,8}:\s{0,8}`;

/** In URLs and form bodies, in JSON and printed objects, in JSON within JSON. Escapes are counted because the engine remembers each, and gives up on a text of some millions of them. */
function valueTails(equals: string): readonly RegExp[] {
	return [
		new RegExp(String.raw`(?<pattern>${equals}|%(?:25){0,3}3d)[^&\s"'<>#]+`, 'iuy'),
		new RegExp(String.raw`(?<pattern>["']?${colon}")(?!")[^"\\]*(?:\\[^][^"\\]*){0,9999}`, 'uy'),
		new RegExp(String.raw`(?<pattern>["']?${colon}')(?!')[^'\\]*(?:\\[^][^'\\]*){0,9999}`, 'uy'),
		new RegExp(String.raw`(?<pattern>\\{1,3}"${colon}\\{1,3}")[^"\\]+`, 'uy'),
	];
}

/** `X-Api-Key: …` */
function keyHeaderTails(): readonly RegExp[] {
	return [/(?<pattern>\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?)[^\s"',\\&]+/iuy];
}

/** In headers, printed objects and lists of headers; the scheme is a part of the secret. */
function headerTails(): readonly RegExp[] {
	return [
		/(?<=\bauthorization)(?<pattern>\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?|["'],\s{0,8}["'])(?:[\w-]{1,40}[ \t]{1,8})?[^\s"',\\]+/iuy,
	];
}

/** `Cookie: PHPSESSID=…`, all that is sent of them; a word of ordinary sentences, so that nothing else than a pair behind it counts. Not `Set-Cookie`. */
function cookieTails(): readonly RegExp[] {
	return [
		/(?<=(?<![\w-])cookie)(?<pattern>\\{0,3}["']?\s{0,8}:\s{0,8}\\{0,3}["']?|["'],\s{0,8}["'])[\w.-]{1,100}=(?:(?<==)"[^"\r\n;]*"(?=[;\s']|$)|[^\r\n"'\\])*/iuy,
	];
}

/** Name and password in an address. */
function addressTails(): readonly RegExp[] {
	return [/(?<pattern>)[^/\s@:"'<>?#]*:[^/\s"'<>?#]*(?=@)/uy];
}

/**
 * What a secret looks like even when its value is unknown. Each tail is found in one pass: nothing follows an unbounded part that could send the
 * search back to try again from there. Made when it is needed: there is nothing to redact while the extension is activated.
 */
export function createSecretPatterns(): readonly SecretPattern[] {
	// Definitions and forms have blanks around the equals sign. A password is a word of ordinary sentences too.
	const values = valueTails(String.raw`[ \t]{0,8}=[ \t]{0,8}`);
	return [
		...['api_key', 'apikey', 'access_token', 'refresh_token', 'client_secret'].map(name => ({
			needle: anyCase(name),
			tails: values,
		})),
		{ needle: anyCase('password'), tails: valueTails('=') },
		{ needle: anyCase('api-key'), tails: keyHeaderTails() },
		{ needle: anyCase('authorization'), tails: headerTails() },
		{ needle: anyCase('cookie'), tails: cookieTails() },
		{ needle: anyCase('//'), tails: addressTails() },
	];
}

/** `has_password`, `usePassword`: names of truth values, and none of secrets. */
const isOfAQuestion =
	/(?:^|[^a-z])(?:has|have|is|uses?|with|without|needs?|requires?|show|hide|no|forgot|lost)[_-]?$/iu;
const maxQuestionLength = 10;

/** A truth value, or nothing that anybody would hide. */
const isNoSecret = /^(?:true|false|null|none|undefined|yes|no|on|off|[01]|[*•]+)$/iu;

/** The stretch of the secret that a pattern ends before, or undefined. */
export function secretBehind(
	{ needle, tails }: SecretPattern,
	text: string,
	end: number,
): readonly [start: number, end: number] | undefined {
	for (const tail of tails) {
		tail.lastIndex = end;
		const match = tail.exec(text);
		const start = end + (match?.groups?.['pattern']?.length ?? 0);
		if (match !== null && !isNoSecret.test(text.slice(start, end + match[0].length)) && !isAsked(needle, text, end)) {
			return [start, end + match[0].length];
		}
	}
	return undefined;
}

/** Asked last: V8 takes milliseconds to read an expression that is case-insensitive by Unicode, and most texts have none of these. */
function isAsked({ length }: Needle, text: string, end: number): boolean {
	return isOfAQuestion.test(text.slice(Math.max(0, end - length - maxQuestionLength), end - length));
}
