import type { Catalog } from '../catalog/catalog';
import type { Permission } from './access/keyPermissions';

/**
 * Points where public sources disagree or say nothing. Each default is the best-founded reading; README.md names the
 * grounds of each. All are off or absent unless told otherwise.
 */
export interface SandboxSwitches {
	/** Requests a second for the whole account; above it HTTP 429. Absent: no limit. The plans' numbers are unknown. */
	readonly requestsPerSecond?: number;
	/** Seconds in a `Retry-After` header on 429. Absent: no such header, since none is established. */
	readonly retryAfterSeconds?: number;
	/** HTTP status of `{"error": "Request rate per second exceeded"}`, the body that clients met above the rate; 429. */
	readonly rateErrorStatus?: 200 | 429;
	/** Above the rate: the documentation's words "Too Many Requests" as plain text, instead of the body that clients met. */
	readonly rateErrorAsText?: boolean;
	/** Every call gets this: for the shapes of errors that clients met, `{}` with 401 or `{"error": {"message": "…"}}`. */
	readonly fixedResponse?: { readonly status: number; readonly body: string };
	/** `filter[...]` and `search` are accepted and have no effect. */
	readonly ignoreFilters?: boolean;
	/** `order_by` is accepted and has no effect. Records then come in no order of their ids, since none is promised. */
	readonly ignoreSorting?: boolean;
	/** `page` is accepted and has no effect: every page is the first. */
	readonly ignorePages?: boolean;
	/** These lists get HTTP 500, counted from 1 in the order that they are asked for. */
	readonly failedLists?: readonly number[];
	/** How many records the lists of these entities (`crm/lead`) have: made like the others as they are asked for, and not held. */
	readonly generated?: Readonly<Record<string, number>>;
	/** `total` counts after filters, as the text of 2020 says, rather than before them. */
	readonly totalAfterFilters?: boolean;
	readonly omitTotal?: boolean;
	readonly omitTotalResult?: boolean;
	/** Page size without `limit`; 50. The text of 2020 says 100. */
	readonly defaultLimit?: number;
	/** A larger `limit` is cut to this; 100. The text of 2020 says 200; what happens above it is unknown. */
	readonly maximumLimit?: number;
	/** Bodies of `Content-Type: application/json` are read; without it they are ignored, as one client met. */
	readonly acceptJsonBodies?: boolean;
	/** Tokens of the password grant are accepted as `Authorization: Bearer` besides Basic `bearer:TOKEN`. */
	readonly bearerTokens?: boolean;
	/** API errors come with a fitting HTTP status instead of 200. */
	readonly httpStatusForErrors?: boolean;
	/** HTTP status of the token endpoint's errors; 400. Not documented. */
	readonly tokenErrorStatus?: number;
	/** The token endpoint refuses plain HTTP with `invalid_request_ssl`, as the real one does. */
	readonly demandTls?: boolean;
	/** A revoked token gets HTTP 401 and `{"error": "Access token has been revoked"}` instead of error 11. */
	readonly revokedTokenStatus401?: boolean;
	/** Validation as code 21 with `error_details` instead of `{"error": "validation", "details": …}`. */
	readonly validationCode21?: boolean;
	/** Validation without `description`, which one client allows for. */
	readonly omitValidationDescription?: boolean;
	/** The id of a record that does not exist is refused as invalid in fields that link to records; taken as it comes otherwise. */
	readonly refuseUnknownLinks?: boolean;
	/** An update leaves the name of a person as it was composed at the start, rather than composing it anew of its parts. */
	readonly keepComposedNames?: boolean;
	/** The older fields of an account for social networks are saved like others, as `link_facebook`. */
	readonly saveOldSocialFields?: boolean;
	/** Records of get and update are wrapped in `items`, as in the draft of 2020. */
	readonly wrapRecords?: boolean;
	/** Numbers of records are sent as text (`"id": "42"`). */
	readonly numbersAsText?: boolean;
	/** Code for a key that lacks the permission; 22. One client's test has 30 with "access denied". */
	readonly deniedCode?: 22 | 30;
	/** Code for an entity that its module does not have; 32, which is inferred. */
	readonly unknownEntityCode?: number;
	/** `GET /{module}/{entity}` describes every entity, not only the three where clients use it. */
	readonly describeEverywhere?: boolean;
	/** Every call gets error 11 "account not found", as under a wrong account name. */
	readonly accountNotFound?: boolean;
}

/** A key to start with. */
export interface ApiKeyOptions {
	readonly name: string;
	/** Random when absent. */
	readonly key?: string;
	/** Everything when absent. */
	readonly permissions?: readonly Permission[];
}

/** One API call or page that was served, without anything secret: the path has no query. */
export interface RequestEntry {
	readonly method: string;
	readonly path: string;
	readonly status: number;
}

export interface SandboxOptions extends SandboxSwitches {
	readonly catalog: Catalog;
	/** 0 or absent: any free port. */
	readonly port?: number;
	/** Absent: "Workbench" with every permission and "CRM only (read)". */
	readonly apiKeys?: readonly ApiKeyOptions[];
	/** The clock for dates in records and keys; records are made relative to its day at the start. */
	readonly now?: () => Date;
	/** The last 200 requests are kept for `requests()`, with everything secret in them: for tests. */
	readonly recordsRequests?: boolean;
	readonly onRequest?: (entry: RequestEntry) => void;
	/** Told of a fault of the sandbox's own, which its client gets as HTTP 500 without a word of detail. */
	readonly onError?: (error: unknown) => void;
}
