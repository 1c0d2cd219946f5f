import type { BodyKind } from '../../document/document';

/** What a body is sent as without a Content-Type. A form is what Flowlu documents for create and update. */
export const mediaTypes: Readonly<Record<BodyKind, string>> = {
	json: 'application/json',
	form: 'application/x-www-form-urlencoded',
	text: 'text/plain; charset=utf-8',
	multipart: 'multipart/form-data',
	file: 'application/octet-stream',
};
