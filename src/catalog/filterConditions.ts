import type { FieldFacts } from './fieldFacts';

/** A filter beyond a plain value, as Flowlu's vendor documents them. */
export interface FilterCondition {
	readonly condition:
		'equals' | 'anyOf' | 'not' | 'between' | 'from' | 'until' | 'thisMonth' | 'above' | 'below' | 'numbersBetween';
	/** What is written; a stop is an example that is typed over. */
	readonly parts: readonly (string | { readonly stop: string })[];
}

/** In the order of use. Ranges of days are inclusive, `above` and `below` are not. */
export function conditionsOf({ kind, values, refersTo, field }: FieldFacts, now: Date): readonly FilterCondition[] {
	switch (kind) {
		case 'flag':
			return [];
		case 'day':
		case 'moment':
		case 'date':
			return dateConditions(now);
		case 'choice':
			return listConditions(values[0]?.[0] ?? '', values[1]?.[0]);
		case 'number':
			return [...listConditions('1', '2'), ...numberConditions];
		case 'id':
			// Records of others have no order that means anything.
			return [...listConditions('1', '2'), ...(refersTo !== undefined && field.name === 'id' ? numberConditions : [])];
		case 'text':
			return listConditions('a', 'b');
	}
}

/** `YYYY-MM-DD`, in the time zone of the user. */
export function isoDay(date: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function listConditions(one: string, other: string | undefined): readonly FilterCondition[] {
	return [
		...(other === undefined ? [] : [{ condition: 'anyOf' as const, parts: [{ stop: one }, ',', { stop: other }] }]),
		{ condition: 'not', parts: ['!', { stop: one }] },
	];
}

function dateConditions(now: Date): readonly FilterCondition[] {
	const today = { stop: isoDay(now) };
	const first = isoDay(new Date(now.getFullYear(), now.getMonth(), 1));
	const last = isoDay(new Date(now.getFullYear(), now.getMonth() + 1, 0));
	return [
		{ condition: 'equals', parts: [today] },
		{
			condition: 'between',
			parts: ['{"start_date":"', { stop: first }, '","end_date":"', today, '"}'],
		},
		{ condition: 'from', parts: ['{"start_date":"', today, '"}'] },
		{ condition: 'until', parts: ['{"end_date":"', today, '"}'] },
		{ condition: 'thisMonth', parts: [`{"start_date":"${first}","end_date":"${last}"}`] },
	];
}

const numberConditions: readonly FilterCondition[] = [
	{ condition: 'above', parts: ['{"type":"more","value":', { stop: '1' }, '}'] },
	{ condition: 'below', parts: ['{"type":"less","value":', { stop: '1' }, '}'] },
	{
		condition: 'numbersBetween',
		parts: ['{"type":"range","start_value":', { stop: '1' }, ',"end_value":', { stop: '5' }, '}'],
	},
];
