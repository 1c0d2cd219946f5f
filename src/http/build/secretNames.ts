/** A value with such a word in its name is a secret. */
const secretWord =
	/^(?:pass|passwd|passphrases?|passcode|passwort|pwd|pswd|pw|secrets?|tokens?|credentials?|creds|otp|totp|pin|пароль|токен|секрет)$|(?:password|passwd|passphrase|pwd|token|secret|credentials|apikey)s?$|^(?:db|user|my|root|admin|ftp|smtp|mail|sql)pass$/u;

/** A key is one with a word of these before it, or alone. */
const keyOwner =
	/^(?:api|access|private|secret|auth|encryption|signing|master|session|account|client|consumer|service|license|ssh|hmac|webhook|flowlu)$/u;

/** Before the word of the secret: the name is that of a truth value or of a number. */
const questionWord =
	/^(?:has|have|is|uses?|using|with|without|no|needs?|requires?|required|show|hide|enable|allow|forgot|lost|change|must|can|should|count|max|min|number|num|total|last|next)$/u;

/** Behind it: the name is that of something about the secret. */
const aboutWord =
	/^(?:type|kind|ur[li]|endpoint|expire[sd]?|expiry|expiration|exp|ttl|lifetime|age|len|length|size|min|max|count|limit|names?|label|title|hint|policy|format|at|date|time|days?|hours?|minutes?|seconds?|fields?|header|params?|parameters?|prefix|suffix|status|state|enabled|disabled|required|changed|updated|created|path|files?|filename|location|provider|issuer|audience|scopes?|strength|description|page|form|placeholder|manager|store)$/u;

/** Whether what a name stands for is better not shown: told by whole words, so that `tokenType`, `secretary` and `has_password` are none. */
export function isSecretName(name: string): boolean {
	const words = wordsOf(name);
	const at = words.findIndex((word, index) => secretWord.test(word) || isKey(words, index));
	return (
		at >= 0 &&
		!words.slice(0, at).some(word => questionWord.test(word)) &&
		!words.slice(at + 1).some(word => aboutWord.test(word))
	);
}

/** Whether the value of a header is better not shown. */
export function isSecretHeader(name: string): boolean {
	return /cookie|authorization/iu.test(name) || isSecretName(name);
}

function isKey(words: readonly string[], index: number): boolean {
	const before = words[index - 1];
	return words[index] === 'key' && (before === undefined ? words.length === 1 : keyOwner.test(before));
}

/** `flowlu_API-key2`, `flowluApiKey` are `flowlu`, `api`, `key`. */
function wordsOf(name: string): readonly string[] {
	return name
		.replace(/(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.filter(word => word !== '');
}
