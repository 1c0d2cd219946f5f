import { mask } from '../../net/redaction/shownText';
import type { VariableDefinition } from '../document/document';
import { isSecretName } from '../build/secretNames';
import { targetValues } from '../build/values/targetValues';
import { settleVariables, type VariableTable } from '../build/variables';
import { replaceUses, usesIn } from '../parser/variableUses';

/** Of a value, in UTF-16 code units: nested uses multiply. Far more than is shown: what is cut off here is not yet redacted. */
const maxValueLength = 10_000;

/**
 * The values of variables to show while a request is written, by name: those that have one. Whatever else they are made of
 * (dynamic variables, answers to prompts) stays as it is written; one with the name of a secret or of a
 * private file of environments is masked, also within others.
 */
export function shownValues(table: VariableTable, names: Iterable<string>): ReadonlyMap<string, string> {
	return valuesOf(table, names, (definition, values) =>
		isHidden(definition) ? mask : fillIn(definition.value, values),
	);
}

/** The text with all variables filled in that have a value, secrets too: to decide by, and not to be shown. */
export function filledIn(text: string, table: VariableTable): string {
	return text.includes('{{')
		? fillIn(
				text,
				valuesOf(table, namesIn(text), ({ value }, values) => fillIn(value, values)),
			)
		: text;
}

function valuesOf(
	table: VariableTable,
	names: Iterable<string>,
	valueOf: (definition: VariableDefinition, values: ReadonlyMap<string, string>) => string,
): ReadonlyMap<string, string> {
	const values = new Map<string, string>();
	for (const [name, failure] of settleVariables(table, names)) {
		const definition = table.get(name);
		if (failure === undefined && definition !== undefined) {
			values.set(name, valueOf(definition, values));
		}
	}
	return values;
}

/** What is shown of a variable, whether it has a value or not. */
export function shownValue(definition: VariableDefinition, values: ReadonlyMap<string, string>): string {
	return values.get(definition.name) ?? (isHidden(definition) ? mask : definition.value);
}

function isHidden({ name, environment }: VariableDefinition): boolean {
	return environment === 'private' || isSecretName(name);
}

/** The text with the values in the place of the variables that have one; cut off where it grows long. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
	return cut(replaceUses(text, ({ name, start, end }) => values.get(name) ?? text.slice(start, end)));
}

/** The target as it would be sent; uses without a value to show stay as they are. */
export function shownTarget(target: string, table: VariableTable): string {
	const values = shownValues(table, namesIn(target));
	const place = targetValues(target, () => undefined);
	let offset = 0;
	let shown = '';
	for (const { name, start, end } of usesIn(target)) {
		const value = values.get(name);
		shown += place.typed(target.slice(offset, start));
		const sent = place.value(value ?? 'x', { name, span: { start, end } });
		shown += value === undefined ? target.slice(start, end) : sent;
		offset = end;
	}
	return cut(shown + target.slice(offset));
}

function cut(text: string): string {
	return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}

/** The names of the variables in a text. */
function namesIn(text: string): string[] {
	return usesIn(text).map(({ name }) => name);
}
