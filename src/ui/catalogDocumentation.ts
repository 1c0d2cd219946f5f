import * as vscode from 'vscode';
import { type Catalog, type CatalogEntity, pathOf, type SourceKey } from '../catalog/catalog';
import { type Endpoint, findEndpoint } from '../catalog/endpoints';
import { type FieldFacts, fieldFacts, type FieldKind } from '../catalog/fieldFacts';

/** What the catalog knows of an endpoint, in Flowlu's words. */
export function endpointDocumentation(catalog: Catalog, endpoint: Endpoint): string {
	return [endpoint.entity.description, methodDocumentation(catalog, endpoint)].filter(text => text !== '').join('\n\n');
}

/** What is to be known of a method beside its name, and whether it is documented. */
export function methodDocumentation(catalog: Catalog, endpoint: Endpoint): string {
	const { note = '' } = endpoint.method;
	return [note, confidenceText(catalog, endpoint)].filter(text => text !== '').join('\n\n');
}

function confidenceText(catalog: Catalog, { entity, method }: Endpoint): string {
	switch (method.confidence) {
		case 'file':
			return vscode.l10n.t('In the catalog file that you loaded.');
		case 'documented':
			return entity.source.includes(catalog.sources.doc ?? '') ? '' : sourceLine(catalog, 'aspro');
		case 'draft':
			return sourceLine(catalog, 'draft');
		case 'seen':
			return vscode.l10n.t('Not documented by Flowlu, seen in other clients.');
		case 'inferred':
			return vscode.l10n.t(
				'Neither documented nor seen in other clients: expected because other entities have it. Flowlu may respond with error 30.',
			);
	}
}

interface Asked {
	/** The path of the request: `crm/lead/list`. */
	readonly endpoint: string;
	/** As it is written: `filter[active]`, `active`. */
	readonly name: string;
	readonly value: string;
}

/** What the catalog knows of a parameter or a field and of its value, in lines; undefined where it knows nothing. */
export function fieldDocumentation(catalog: Catalog, { endpoint: path, name, value }: Asked): string | undefined {
	const endpoint = findEndpoint(catalog, path);
	if (endpoint === undefined) {
		return undefined;
	}
	const { entity, method } = endpoint;
	const parameter = method.params.find(candidate => candidate.name === name.replace('[desc]', '[asc]'));
	const [, filtered = name] = /^filter\[(?<field>[^\]]+)\]$/u.exec(name) ?? [];
	const facts = fieldFacts(catalog, entity, filtered);
	if (facts === undefined) {
		return parameter && [name, parameter.description].filter(line => line !== '').join('\n');
	}
	const isRequired = parameter?.required === true;
	return factsDocumentation(catalog, entity, facts, { value, isRequired });
}

interface Written {
	readonly value: string;
	readonly isRequired: boolean;
}

/** What the catalog knows of a field, in lines; and of its value, where one is written. */
export function factsDocumentation(
	catalog: Catalog,
	entity: CatalogEntity,
	facts: FieldFacts,
	{ value, isRequired }: Written = { value: '', isRequired: false },
): string {
	const { field } = facts;
	const meaning = facts.values.find(([known]) => known === value)?.[1] ?? '';
	return [
		meaning === '' ? '' : `${value} = ${meaning}`,
		`${entity.title}: ${field.name}`,
		facts.kind === 'choice' ? '' : field.description,
		kindLine(facts),
		isRequired ? vscode.l10n.t('Required.') : '',
		field.readOnly === true ? vscode.l10n.t('Set by Flowlu.') : '',
		field.nullable === true ? vscode.l10n.t('May be null.') : '',
		field.deprecated === true ? vscode.l10n.t('Deprecated.') : '',
		sourceLine(catalog, field.source),
	]
		.filter(line => line !== '')
		.join('\n');
}

/** A value with what it means, as far as that is known. */
export function valueText([value, meaning]: readonly [value: string, meaning: string]): string {
	return meaning === '' ? value : `${value} = ${meaning}`;
}

function kindLine({ kind, values, refersTo }: FieldFacts): string {
	const kinds: Readonly<Record<FieldKind, string>> = {
		choice: vscode.l10n.t('Known values: {0}', values.map(valueText).join(', ')),
		flag: vscode.l10n.t('1 for yes, 0 for no'),
		day: vscode.l10n.t('A date: YYYY-MM-DD'),
		moment: vscode.l10n.t('A date with a time: YYYY-MM-DD hh:mm:ss, in the time zone of the account'),
		date: vscode.l10n.t('A date, with or without a time'),
		id: refersTo === undefined ? '' : vscode.l10n.t('The id of a record: {0}', titleOf(refersTo)),
		number: vscode.l10n.t('A number'),
		text: vscode.l10n.t('Text'),
	};
	return kinds[kind];
}

function titleOf(entity: CatalogEntity): string {
	return `${entity.title} (${pathOf(entity)})`;
}

/** How sure it is: what Flowlu documents is told from what somebody else has met. */
function sourceLine({ sources }: Catalog, source: SourceKey): string {
	switch (source) {
		case 'file':
			return vscode.l10n.t('From your file {0}.', sources.file ?? '');
		case 'doc':
			return vscode.l10n.t('Documented by Flowlu.');
		case 'aspro':
			return vscode.l10n.t('Documented for Aspro.Cloud, the sister product of Flowlu.');
		case 'draft':
			return vscode.l10n.t("Only in a draft of Flowlu's documentation from 2020.");
		case 'ab':
		case 'ap':
		case 'bit':
		case 'misc':
		case 'ph': {
			const [project = ''] = (sources[source] ?? '').split(':');
			return vscode.l10n.t('Not documented by Flowlu, seen in other clients: {0}', project);
		}
	}
}
