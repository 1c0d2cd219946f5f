import { isLoopback, type Account } from './account';

/** Where a portal shows records, as public clients link to them: Flowlu documents no address of a page. */
const pages: Readonly<Record<string, string>> = {
	'crm/lead': '_module/crm/view/lead',
	'core/user': '_module/company/view/member',
};

/**
 * The page of the portal that shows a record; undefined where none is known, and for a sandbox, which has none.
 * @param entity such as `crm/lead`
 * @param id digits
 */
export function recordPage({ origin }: Account, entity: string, id: string): string | undefined {
	const page = Object.hasOwn(pages, entity) ? pages[entity] : undefined;
	return page === undefined || isLoopback(origin) || !/^\d+$/u.test(id) ? undefined : `${origin}/${page}/${id}`;
}
