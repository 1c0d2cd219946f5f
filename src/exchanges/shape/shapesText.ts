import type { ShapeKey, ValueKind } from './seenFields';
import type { KnownField, KnownShape } from './shapeMemory';

/** What is remembered of an account, those noted last at the end. */
export type KnownShapes = ReadonlyMap<ShapeKey, KnownShape>;

/** Characters that are kept of an account: some fifty shapes of ordinary size. What was noted longest ago is forgotten first. */
const maxLength = 100_000;

const version = 1;

const kinds: readonly ValueKind[] = ['string', 'number', 'boolean', 'object', 'array'];

/** As JSON: names of fields, kinds by their number, and counts. */
export function writeShapes(shapes: KnownShapes): string {
	const written: string[] = [];
	let length = 0;
	for (const [key, shape] of [...shapes].toReversed()) {
		const line = `${JSON.stringify(key)}:${JSON.stringify([shape.records, shape.settledAt, fieldsAsJson(shape)])}`;
		length += line.length + 2;
		if (length > maxLength) {
			break;
		}
		written.unshift(line);
	}
	return `{"version":${version},"shapes":{\n${written.join(',\n')}\n}}\n`;
}

/** Undefined where the text is something else, as after a newer version has written it. */
export function readShapes(text: string): KnownShapes | undefined {
	const { version: found, shapes } = asObject(parsed(text));
	if (found !== version) {
		return undefined;
	}
	const entries = Object.entries(asObject(shapes)).map(([key, value]) => {
		const [records, settledAt, fields] = asArray(value);
		const known = Object.entries(asObject(fields)).map(([name, counts]) => [name, fieldOf(counts)] as const);
		return isShapeKey(key) && isCount(records) && isCount(settledAt)
			? ([
					key,
					{ records, settledAt, fields: new Map(known.flatMap(([name, field]) => (field ? [[name, field]] : []))) },
				] as const)
			: undefined;
	});
	return new Map(entries.filter(entry => entry !== undefined));
}

function fieldsAsJson({ fields }: KnownShape): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		[...fields].map(([name, field]) => [
			name,
			[
				...[field.first, field.last, field.records, field.responses, bits(field.kinds), field.values],
				...(field.otherValues > 0 ? [bits(field.otherKinds), field.otherValues] : []),
			],
		]),
	);
}

function fieldOf(json: unknown): KnownField | undefined {
	const counts = asArray(json);
	const [first, last, records, responses, kindBits, values, otherBits = 0, otherValues = 0] = counts.filter(isCount);
	if (first === undefined || last === undefined || records === undefined || responses === undefined) {
		return undefined;
	}
	return kindBits === undefined || values === undefined
		? undefined
		: {
				first,
				last,
				records,
				responses,
				values,
				otherValues,
				kinds: kindsOf(kindBits),
				otherKinds: kindsOf(otherBits),
			};
}

function bits(found: readonly ValueKind[]): number {
	return kinds.reduce((sum, kind, index) => (found.includes(kind) ? sum + 2 ** index : sum), 0);
}

function kindsOf(sum: number): readonly ValueKind[] {
	return kinds.filter((_kind, index) => Math.floor(sum / 2 ** index) % 2 === 1).toSorted();
}

function isShapeKey(key: string): key is ShapeKey {
	return /^[a-z_]{1,30}\/[a-z_]{1,30} (?:list|get)$/u.test(key);
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// A file that was cut off is none of ours either.
		return undefined;
	}
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asArray(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
