/** A record of twenty fields, as a lead or a deal is. */
export function leadRecord(id: number): Readonly<Record<string, string | number | boolean | null>> {
	const day = new Date(Date.UTC(2020, 0, 1 + (id % 2000), id % 24, id % 60)).toISOString();
	return {
		id,
		name: `Company ${id} of the ${id % 97}th street`,
		description: `Met at the fair, wants an offer for ${id % 31} of them & a call <${id}>.`,
		comment: `Привет, ${id}`,
		email: `person${id}@example.com`,
		phone: `+49 30 ${1_000_000 + id}`,
		created_date: day.slice(0, 19).replace('T', ' '),
		deadline: day.slice(0, 10),
		budget: `${id % 100_000}.50`,
		total: (id * 7) % 1_000_003,
		code: String(id).padStart(8, '0'),
		status: String(id % 7),
		active: id % 2,
		archived: id % 5 === 0,
		owner_id: (id % 50) + 1,
		account_id: (id * 13) % 100_000,
		source: ['web', 'phone', 'fair', ''][id % 4] ?? '',
		city: ['Berlin', 'Köln', 'Wien', 'Praha'][id % 4] ?? '',
		note: null,
		url: `https://example.com/leads/${id}?from=list`,
	};
}
