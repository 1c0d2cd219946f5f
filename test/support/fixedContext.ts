import type { RequestContext } from '../../src/http/build/request';

/** What requests of tests take from outside: always the same. */
export const fixedContext: RequestContext = {
	answers: new Map(),
	files: new Map(),
	requestValue: ({ request }) => ({ code: 'noResponse', detail: request }),
	sources: {
		now: new Date('2026-01-31T23:05:09.007Z'),
		random: () => 0.5,
		uuid: () => '5f0c1c1e-7d0b-4a53-9d0a-0c7f6b1f2a3b',
		processVariable: name => (name === 'FLOWLU_TEST' ? 'from outside' : undefined),
		dotenvVariable: name => (name === 'OWNER' ? '12' : undefined),
	},
};
