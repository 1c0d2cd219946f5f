import type { CatalogEntity } from '../../catalog/catalog';
import type { SandboxSwitches } from '../sandboxOptions';
import type { Database } from './database';
import type { Row } from './fields';

/** Contacts are accounts of type 2 (persons), under another path. */
const person = 2;

/** Older fields of which clients found that values are likely not saved; `social_network_link_1` and so on took their place. */
const oldSocialFields: ReadonlySet<string> = new Set([
	'skype',
	'link_facebook',
	'link_google',
	'link_instagram',
	'link_linkedin',
]);

const nameParts = ['honorific_title_id', 'first_name', 'last_name'] as const;

export function isAccount({ module, entity }: CatalogEntity): boolean {
	return module === 'crm' && (entity === 'account' || entity === 'contact');
}

export function isSaved(entity: CatalogEntity, field: string, { saveOldSocialFields }: SandboxSwitches): boolean {
	return saveOldSocialFields === true || !isAccount(entity) || !oldSocialFields.has(field);
}

/**
 * What the server makes of the parts of a person's name; a name that is sent stands (our choice). Nothing for organizations.
 * @param stored the record before, when there was one
 */
export function composedNames(
	{ database, switches }: { readonly database: Database; readonly switches: SandboxSwitches },
	{ entity }: CatalogEntity,
	{ sent, stored }: { readonly sent: Row; readonly stored: Row | undefined },
): Row {
	const values = { ...stored, ...sent };
	const isPerson = entity === 'contact' || values['type'] === person;
	const isComposed =
		stored === undefined || (switches.keepComposedNames !== true && nameParts.some(part => sent[part] !== undefined));
	if (!isPerson || !isComposed) {
		return {};
	}
	const title = database.table('crm', 'honorific_title').find(Number(values['honorific_title_id']))?.['name'];
	const composed = composeName([title, values['first_name'], values['last_name']].map(part => String(part ?? '')));
	return {
		name: sent['name'] === undefined || sent['name'] === '' ? composed : sent['name'],
		name_legal_full: sent['name_legal_full'] ?? composed,
	};
}

/** Title, first and last name; where the middle name goes is not known. */
export function composeName(parts: readonly string[]): string {
	return parts.filter(part => part !== '').join(' ');
}

/** Lists spell the tax id `VAT`, single records `vat`. */
export function spellTaxId(
	entity: CatalogEntity,
	record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	return isAccount(entity)
		? Object.fromEntries(Object.entries(record).map(([name, value]) => [name === 'VAT' ? 'vat' : name, value]))
		: record;
}
