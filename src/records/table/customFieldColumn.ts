import type { Span } from '../../json/jsonText';
import { membersOf, stringAt, textAt } from '../../json/values';

/** A custom field with its definition, as `customfields=1` asks for them. */
interface CustomField {
	/** As the record would have it without the definition: `cf_3`, or `cf_signed` where the alias is used. */
	readonly name: string;
	readonly title: string;
	readonly value: Span;
}

const quote = 0x22;

/** @param element of a `customfields` list: `{"id": 3, "title": "Signed", "alias": "signed", "api_use_alias": 1, "value": 0}` */
export function customFieldIn(bytes: Uint8Array, element: Span): CustomField | undefined {
	const texts: Record<string, string> = {};
	let value: Span | undefined;
	for (const { step, start, end } of membersOf({ bytes, large: new Map() }, element)) {
		if (step === 'value') {
			value = { start, end };
		} else if (typeof step === 'string' && ['id', 'title', 'alias', 'api_use_alias'].includes(step)) {
			texts[step] = bytes[start] === quote ? stringAt(bytes, { start, end }) : textAt(bytes, { start, end });
		}
	}
	const { id = '', title = '', alias = '', api_use_alias: usesAlias } = texts;
	const called = usesAlias === '1' && alias !== '' ? alias : id;
	return value === undefined || called === '' ? undefined : { name: `cf_${called}`, title, value };
}
