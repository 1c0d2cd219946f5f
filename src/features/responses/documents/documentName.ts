import type { Redactor } from '../../../net/redaction/redact';
import { decodedOrAsIs } from '../../../net/sentNames';

/** What the document of a response is called: `crm_lead_list` for `…/api/v1/module/crm/lead/list`. Safe as a file name. */
export function documentName(url: string, { redact }: Pick<Redactor, 'redact'>): string {
	const segments = new URL(url).pathname.replace(/^\/api\/v1\/module(?=\/)/u, '').split('/');
	const path = segments
		.filter(segment => segment !== '')
		.map(decodedOrAsIs)
		.join('/');
	const name = redact(path)
		.replace(/[^\p{L}\p{N}._-]+/gu, '_')
		.slice(0, 80);
	return /[\p{L}\p{N}]/u.test(name) ? name : 'response';
}
