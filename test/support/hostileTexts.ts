import fc from 'fast-check';

/** What readers, writers and XML trip over. */
const hostile = fc.oneof(
	...[
		...[
			'_x0041_',
			'_x0041',
			'_x',
			'_',
			'x0001_',
			'_x005F_',
			'_xd800_',
			'\0',
			'\u0001',
			'\b',
			'\u001f',
			'\u007f',
			'\u0085',
			'\r',
		],
		...[
			'\n',
			'\r\n',
			'\t',
			' ',
			'\u00a0',
			'\u2028',
			'\ufeff',
			'\ufffe',
			'\uffff',
			'\ufffd',
			'\ud800',
			'\udfff',
			'😀',
			'=cmd',
			'"',
		],
		...["'", '<', '>', '&', ';', '[', ']', '{', '}', 'é', '漢', '0', '+', '-', '@'],
	].map(text => fc.constant(text)),
);

/** Of any length. */
export const digits = fc
	.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 })
	.map(each => each.join(''));

/** A text of such pieces, of digits, or of anything. */
export const hostileText = fc.oneof(
	{ weight: 6, arbitrary: fc.array(hostile, { maxLength: 8 }).map(parts => parts.join('')) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
	{ weight: 2, arbitrary: digits },
	{
		weight: 1,
		arbitrary: fc.tuple(hostile, fc.integer({ min: 5000, max: 40_000 })).map(([part, count]) => part.repeat(count)),
	},
);
