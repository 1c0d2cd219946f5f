/**
 * What a check may be about, with what stands behind the word: `name` of a header or a field, a `path` into the body. The first four are httpYac's.
 * `$` stands for a JSONPath (RFC 9535), which is its own word.
 */
export const subjects = {
	status: { argument: 'none' },
	header: { argument: 'name' },
	duration: { argument: 'none' },
	body: { argument: 'optionalPath' },
	ok: { argument: 'none' },
	error: { argument: 'optionalMessage' },
	total: { argument: 'none' },
	count: { argument: 'none' },
	field: { argument: 'name' },
	every: { argument: 'path' },
	$: { argument: 'none' },
} as const satisfies Readonly<Record<string, { readonly argument: ArgumentKind }>>;

type ArgumentKind = 'none' | 'name' | 'path' | 'optionalPath' | 'optionalMessage';

export type CheckSubject = keyof typeof subjects;

export function isSubject(word: string): word is CheckSubject {
	return Object.hasOwn(subjects, word);
}

/** httpYac's subjects that would need JavaScript or XPath. */
export const unsupportedSubjects: ReadonlySet<string> = new Set(['js', 'javascript', 'xpath', 'response', 'request']);

/** What a check may say, with whether something to compare with stands behind it. Words that mean the same have one meaning. */
export const predicates = {
	'==': { meaning: 'equals', takesValue: true },
	equals: { meaning: 'equals', takesValue: true },
	'===': { meaning: 'same', takesValue: true },
	'!=': { meaning: 'differs', takesValue: true },
	'not equals': { meaning: 'differs', takesValue: true },
	'!==': { meaning: 'notSame', takesValue: true },
	'>': { meaning: 'greater', takesValue: true },
	'>=': { meaning: 'atLeast', takesValue: true },
	'<': { meaning: 'less', takesValue: true },
	'<=': { meaning: 'atMost', takesValue: true },
	contains: { meaning: 'contains', takesValue: true },
	includes: { meaning: 'contains', takesValue: true },
	startsWith: { meaning: 'startsWith', takesValue: true },
	endsWith: { meaning: 'endsWith', takesValue: true },
	matches: { meaning: 'matches', takesValue: true },
	exists: { meaning: 'exists', takesValue: false },
	isTrue: { meaning: 'isTrue', takesValue: false },
	isFalse: { meaning: 'isFalse', takesValue: false },
	isNumber: { meaning: 'isNumber', takesValue: false },
	isString: { meaning: 'isString', takesValue: false },
	isBoolean: { meaning: 'isBoolean', takesValue: false },
	isArray: { meaning: 'isArray', takesValue: false },
	isNull: { meaning: 'isNull', takesValue: false },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly takesValue: boolean }>>;

export type CheckPredicate = keyof typeof predicates;

/** What a predicate asks of a value. */
export type CheckMeaning = (typeof predicates)[CheckPredicate]['meaning'];

export function isPredicate(word: string): word is CheckPredicate {
	return Object.hasOwn(predicates, word);
}

/** httpYac's hashes of a whole body. */
export const unsupportedPredicates: ReadonlySet<string> = new Set(['md5', 'sha256', 'sha512']);
