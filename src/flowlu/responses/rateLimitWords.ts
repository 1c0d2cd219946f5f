/** What is counted, and what is said of the count, in either order and a few words apart; Flowlu's own "Request rate per second exceeded" among them. */
const counted = String.raw`\b(?:requests?|calls?|queries|query|api|rate|frequency)\b`;
const exceeded = String.raw`\b(?:exceed\w*|limit\w*|quota\w*|throttl\w*)\b`;
const between = String.raw`(?:[\s,:]+[\w/]+){0,4}?[\s,:]+`;

/** Nothing else is meant by these. */
const plainWords = new RegExp(
	[
		String.raw`\btoo many (?:api |concurrent |simultaneous )?(?:requests?|calls?|queries)\b`,
		String.raw`\brate ?limit`,
		String.raw`\bthrottl(?:ed|ing)\b`,
		String.raw`\bslow down\b`,
		String.raw`\b(?:requests?|calls?|queries) (?:per|a|an) (?:second|minute|hour|day)\b`,
		String.raw`(?:превы[сш]|слишком|лимит|предел|часто)[^.]{0,40}запрос`,
		String.raw`запрос[^.]{0,40}(?:превы[сш]|слишком|лимит|предел|часто)`,
	].join('|'),
	'iu',
);

/** These may speak of another limit. */
const looseWords = new RegExp(`${counted}${between}${exceeded}|${exceeded}${between}${counted}`, 'iu');

/** The limit that is spoken of is one of size, not of speed. */
const otherLimit =
	/\b(?:size|length|bytes?|characters|large|long|storage|disk|credit|depth|nesting|users?|fields?)\b/iu;

/** Words are looked for in so many characters: an error is short. */
const searchedLength = 1000;

/** Does a server say that requests come too fast? In any spelling: `too_many_requests`, `RateLimitExceeded`, sentences in English or Russian. */
export function saysTooManyRequests(text: string): boolean {
	const words = text
		.slice(0, searchedLength)
		.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
		.replace(/[\s_-]+/gu, ' ');
	return plainWords.test(words) || (looseWords.test(words) && !otherLimit.test(words));
}
