/**
 * A value of a parameter; lists repeat the name with `[]`, objects nest it in brackets, booleans are 1 and 0. Absent values are left out.
 * Objects and lists within a list are numbered: with `[]` each of their own values would start another one.
 */
export type ParameterValue =
	| string
	| number
	| boolean
	| undefined
	| null
	| readonly ParameterValue[]
	| { readonly [name: string]: ParameterValue };

export type Parameters = Readonly<Record<string, ParameterValue>>;

/**
 * Query or form text, percent-encoded, brackets kept readable: `filter[active]=1&order_by[asc][]=name&cf_1[]=2`.
 */
export function encodeParameters(parameters: Parameters): string {
	return Object.entries(parameters)
		.flatMap(([name, value]) => pairs(encodeURIComponent(name), value))
		.join('&');
}

function pairs(name: string, value: ParameterValue): readonly string[] {
	if (value === undefined || value === null) {
		return [];
	}
	if (typeof value !== 'object') {
		const text = typeof value === 'boolean' ? Number(value) : value;
		return [`${name}=${encodeURIComponent(text)}`];
	}
	if (isList(value)) {
		return value.flatMap((item, index) => pairs(`${name}[${isNested(item) ? index : ''}]`, item));
	}
	return Object.entries(value).flatMap(([key, item]) => pairs(`${name}[${encodeURIComponent(key)}]`, item));
}

function isNested(value: ParameterValue): boolean {
	return typeof value === 'object' && value !== null;
}

function isList(value: object): value is readonly ParameterValue[] {
	return Array.isArray(value);
}
