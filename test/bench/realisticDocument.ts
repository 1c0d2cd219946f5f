/** A document as people write them: lists with filters, forms, JSON, comments, names and variables; about 280 characters a block. */
export function realisticDocument(blocks: number): string {
	const head = '@host = https://acme.flowlu.com\n@owner = 12\n@pipeline = 3\n@api = {{host}}/api/v1/module\n\n';
	return head + Array.from({ length: blocks }, (_, index) => realisticBlock(index)).join('');
}

function realisticBlock(index: number): string {
	const title = `### Request ${index}: what the sales team looks at in the morning\n# @name request${index}\n# @account acme\n`;
	switch (index % 3) {
		case 0:
			return `${title}GET /crm/lead/list\n\t?page=${index}\n\t&limit=100\n\t&filter[owner_id]={{owner}}\n\t&filter[pipeline_id]={{pipeline}}\n\t&order_by[desc][]=id\n\t&fields=id,name,start_date,end_date\nAccept: application/json\n\n`;
		case 1:
			return `${title}POST {{api}}/crm/account/create\nContent-Type: application/x-www-form-urlencoded\n\nname = Acme and Sons ${index}\n# the owner of the pipeline\n&owner_id={{owner}}\n&type=2\n&email=info${index}@example.com\n\n`;
		default:
			return `${title}POST /task/tasks/create HTTP/1.1\nContent-Type: application/json\nAccept: application/json\n\n{\n\t"name": "Call back ${index}",\n\t"owner_id": {{owner}},\n\t"tags": ["sales", "phone"]\n}\n\n`;
	}
}
