import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import type { Redactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import type { Log } from '../../../src/ui/log';

suite('A sink of texts', () => {
	const text = randomBytes(20).toString('base64url');
	const secret = new Secret(text);
	const taken: unknown[] = [];
	const take = (given: string): string => {
		taken.push(given);
		return given;
	};
	const log: Pick<Log, 'info' | 'warn'> = { info: take, warn: take };
	const redactor: Pick<Redactor, 'redact'> = { redact: take };

	// Each has an error that is expected: without one, the types are no guard any more and this file does not compile.
	const attempts: Readonly<Record<string, () => void>> = {
		'the log': () => {
			// @ts-expect-error a secret is no line of a log
			log.info(secret);
		},
		'a warning': () => {
			// @ts-expect-error nor a warning
			log.warn(secret);
		},
		'the redactor': () => {
			// @ts-expect-error nor something to redact
			redactor.redact(secret);
		},
		'an address': () => {
			// @ts-expect-error nor a part of an address
			take(encodeURIComponent(secret));
		},
		'a parameter': () => {
			// @ts-expect-error nor the value of a parameter
			take(new URLSearchParams({ api_key: secret }).toString());
		},
		'a message of an error': () => {
			// @ts-expect-error nor what an error says
			take(new Error(secret).message);
		},
		'a list of texts': () => {
			// @ts-expect-error nor one of many
			const texts: string[] = [secret];
			take(texts.join());
		},
	};
	for (const [sink, attempt] of Object.entries(attempts)) {
		test(`takes no secret by its type, and gets only dots where the types are got around: ${sink}`, () => {
			taken.length = 0;
			attempt();
			assert.match(decodeURIComponent(taken.map(String).join()), /^(?:api_key=)?•••$/u);
		});
	}
});
