import type { CurlCase } from './curlCase';

const { raw } = String;

/** As programs and manuals write them. */
export const exportedCommands: readonly CurlCase[] = [
	// Postman
	raw`curl --location 'https://demo.flowlu.com/api/v1/module/crm/lead/list?limit=5&page=1'`,
	raw`curl --location --request GET 'https://demo.flowlu.com/api/v1/module/crm/lead/get/7' \
--header 'Accept: application/json' \
--header 'Cookie: PHPSESSID=abc; lang=en'`,
	raw`curl --location --globoff 'https://demo.flowlu.com/api/v1/module/crm/lead/list?filter[active]=1&filter[name]=A%20%26%20B'`,
	raw`curl --location --request POST 'https://demo.flowlu.com/api/v1/module/crm/lead/create' \
--header 'Content-Type: application/json' \
--data-raw '{
    "name": "It'\''s a lead",
    "budget": 5000.50,
    "tags": []
}'`,
	raw`curl --location 'https://demo.flowlu.com/api/v1/module/crm/lead/create' \
--header 'Content-Type: application/x-www-form-urlencoded' \
--data-urlencode 'name=Website & more' \
--data-urlencode 'phone=+49 170 1'`,
	raw`curl --location 'https://demo.flowlu.com/api/v1/module/crm/lead/create' \
--form 'name="Website"' \
--form 'budget="5000"' \
--form 'note="He said \"hi\"; then left"'`,
	raw`curl --location 'https://demo.flowlu.com/api/v1/module/core/file/upload' \
--form 'file=@"./pic.png"' \
--form 'model="crm"'`,
	raw`curl --location 'https://demo.flowlu.com/api/v1/module/core/file/upload' \
--header 'Content-Type: image/png' \
--data-binary '@pic.png'`,
	[
		raw`curl --location 'https://demo.flowlu.com/c' \
--header 'Content-Type: image/png' \
--data '@pic.png'`,
		'curlFile',
	],
	raw`curl --location --request DELETE 'https://demo.flowlu.com/c/7' \
--header 'X-Requested-With: XMLHttpRequest' \
--data ''`,
	[raw`curl --location 'https://demo.flowlu.com/c' --header 'Authorization: ••••••'`, 'curlCredential'],
	[raw`curl --location 'https://demo.flowlu.com/c' -u 'ada:s3cret'`, 'curlCredential'],
	[
		raw`curl --location 'https://demo.flowlu.com/api/v1/module/crm/lead/list?api_key={{apiKey}}&limit=5'`,
		'curlCredential',
	],
	raw`curl --location 'https://demo.flowlu.com/c' \
--header 'Content-Type: application/json' \
--data '{"query":"{ a { b } }","variables":{}}'`,
	raw`curl --location 'https://demo.flowlu.com/c' \
--header 'Content-Type: text/plain' \
--data 'Hello
World'`,
	[
		raw`curl --location --request POST "https://demo.flowlu.com/c" ^
--header "Content-Type: application/json" ^
--data-raw "{\"a\":1}"`,
		'curlWindows',
	],
	[raw`curl --location --request POST 'https://demo.flowlu.com/c' --digest -u 'a:b'`, 'curlOption'],

	// Insomnia
	raw`curl --request GET \
  --url 'https://demo.flowlu.com/api/v1/module/crm/lead/list?limit=5' \
  --header 'User-Agent: insomnia/8.6.1'`,
	raw`curl --request POST \
  --url https://demo.flowlu.com/api/v1/module/crm/lead/create \
  --header 'Content-Type: application/json' \
  --header 'User-Agent: insomnia/10.3.0' \
  --cookie a=b \
  --data '{
	"name": "A",
	"note": "it'\''s"
}'`,
	raw`curl --request POST \
  --url https://demo.flowlu.com/c \
  --header 'Content-Type: application/x-www-form-urlencoded' \
  --data 'name=A B' \
  --data budget=5`,
	raw`curl --request POST \
  --url https://demo.flowlu.com/c \
  --header 'Content-Type: multipart/form-data' \
  --form name=A \
  --form 'note=B C' \
  --form file=@note.txt`,
	raw`curl --request PUT \
  --url 'https://demo.flowlu.com/c?q=%C3%BC' \
  --header 'Content-Type: application/octet-stream' \
  --data-binary @pic.png`,
	[raw`curl --request GET --url https://demo.flowlu.com/c --user ada:s3cret`, 'curlCredential'],
	[raw`curl --request GET --url https://demo.flowlu.com/c --header 'Authorization: Bearer abc'`, 'curlCredential'],

	// Chrome and Edge, "Copy as cURL (bash)", Linux and macOS
	raw`curl 'https://demo.flowlu.com/crm/leads?page=1' \
  -H 'authority: demo.flowlu.com' \
  -H 'accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' \
  -H 'accept-language: en-US,en;q=0.9' \
  -H 'cache-control: no-cache' \
  -H 'cookie: PHPSESSID=0123; _ga=GA1.2.3' \
  -H 'sec-ch-ua: "Chromium";v="120", "Not A(Brand";v="24"' \
  -H 'sec-ch-ua-mobile: ?0' \
  -H 'upgrade-insecure-requests: 1' \
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' \
  --compressed`,
	raw`curl 'https://demo.flowlu.com/crm/leads' \
  -b 'PHPSESSID=0123; lang=en' \
  -H 'priority: u=1, i' \
  -H 'origin: https://demo.flowlu.com' \
  -H 'content-type: application/x-www-form-urlencoded; charset=UTF-8' \
  --data-raw 'name=A%20B&text=%D0%96&plus=a+b'`,
	raw`curl 'https://demo.flowlu.com/c' \
  -X 'PUT' \
  -H 'content-type: application/json' \
  --data-raw '{"a":"b","c":[1,2,{"d":null}]}' \
  --insecure`,
	raw`curl 'https://demo.flowlu.com/c' \
  -H 'content-type: application/json' \
  --data-raw $'{"a":"it\'s\\n new \u0021"}'`,
	raw`curl 'https://demo.flowlu.com/c' \
  -H 'content-type: multipart/form-data; boundary=----WebKitFormBoundaryAbC123' \
  --data-raw $'------WebKitFormBoundaryAbC123\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n------WebKitFormBoundaryAbC123\r\nContent-Disposition: form-data; name="b"\r\n\r\nü & 2\r\n------WebKitFormBoundaryAbC123--\r\n'`,
	raw`curl 'https://demo.flowlu.com/c' -X 'DELETE' -H 'accept: */*' -H 'referer: https://demo.flowlu.com/x'`,
	raw`curl 'https://demo.flowlu.com/c' -X POST -H 'content-length: 0' -H 'accept: */*'`,

	// Chrome, "Copy as cURL (cmd)", Windows
	[
		raw`curl ^"https://demo.flowlu.com/c?a=1^&b=2^" ^
  -H ^"accept: */*^" ^
  -H ^"sec-ch-ua: ^\^"Chromium^\^";v=^\^"120^\^"^" ^
  --compressed`,
		'curlWindows',
	],
	[
		raw`curl "https://demo.flowlu.com/c" ^
  -H "accept: */*" ^
  --data-raw "{^\^"a^\^":1}" ^
  --compressed`,
		'curlWindows',
	],
	[
		raw`curl ^"https://demo.flowlu.com/c^" -H ^"content-type: application/json^" --data-raw ^"^{^\^"a^\^":1^}^"`,
		'curlWindows',
	],

	// Firefox, Linux and macOS
	raw`curl 'https://demo.flowlu.com/c' -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0' -H 'Accept: */*' -H 'Accept-Language: en-US,en;q=0.5' -H 'Connection: keep-alive' -H 'Sec-Fetch-Mode: cors' -H 'Pragma: no-cache' --compressed`,
	raw`curl 'https://demo.flowlu.com/c' \
  --compressed \
  -X POST \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  -H 'DNT: 1' \
  --data-raw '{"name":"A"}'`,
	raw`curl 'https://demo.flowlu.com/c' --compressed -X PUT -H 'Content-Type: text/plain;charset=UTF-8' --data-raw $'caf\u00e9\nnext'`,
	raw`curl 'https://demo.flowlu.com/c' -X POST -H 'Content-Type: multipart/form-data; boundary=---------------------------1234' --data-binary $'-----------------------------1234\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n-----------------------------1234--\r\n'`,

	// Firefox, Windows
	[
		raw`curl "https://demo.flowlu.com/c" --compressed -X POST -H "Content-Type: application/json" --data-raw "{""a"":1}"`,
		'curlWindows',
	],
	[
		raw`curl ^"https://demo.flowlu.com/c^" ^
  --compressed ^
  -X POST ^
  --data-raw ^"a=1^"`,
		'curlWindows',
	],
	raw`curl "https://demo.flowlu.com/c?a=1" --compressed -H "Accept: */*"`,

	// Safari
	raw`curl 'https://demo.flowlu.com/c' \
-X 'POST' \
-H 'Content-Type: application/json' \
-H 'Accept: */*' \
--data-binary '{"a":1}'`,

	// Documentation made by PHP tools (Scribe, API Platform, L5 Swagger), and manuals of PHP clients
	raw`curl --request GET \
    --get "https://demo.flowlu.com/api/users/1?page=2" \
    --header "Content-Type: application/json" \
    --header "Accept: application/json"`,
	raw`curl --request POST \
    "https://demo.flowlu.com/api/users" \
    --header "Content-Type: application/json" \
    --header "Accept: application/json" \
    --data "{
    \"name\": \"consequatur\",
    \"price\": 11613.31890586
}"
`,
	raw`curl --request POST \
    "https://demo.flowlu.com/api/files" \
    --header "Content-Type: multipart/form-data" \
    --header "Accept: application/json" \
    --form "name=vmqeopfuudtdsufvyvddq"\
    --form "file=@./note.txt" `,
	[
		raw`curl --request GET \
    --get "https://demo.flowlu.com/api/users" \
    --header "Authorization: Bearer {YOUR_AUTH_KEY}" \
    --header "Accept: application/json"`,
		'curlCredential',
	],
	raw`curl -X 'POST' \
  'https://demo.flowlu.com/api/books' \
  -H 'accept: application/ld+json' \
  -H 'Content-Type: application/ld+json' \
  -d '{
  "title": "string",
  "tags": [
    "string"
  ]
}'`,
	raw`curl -X 'GET' 'https://demo.flowlu.com/api/books?page=1' -H 'accept: application/json' -H 'X-CSRF-TOKEN: '`,
	raw`curl -v -X POST https://demo.flowlu.com/test.php -d "data[user]=ann" -d "data[tags][]=1" -d "data[tags][]=2"`,
	raw`curl -s -o /dev/null -w '%{http_code}' -X POST --data-urlencode 'q=SELECT * FROM x WHERE a = "b"' https://demo.flowlu.com/test.php`,
	[raw`curl -X POST -d "name=$NAME" https://demo.flowlu.com/test.php`, 'curlShell'],

	// Flowlu's own pages
	[
		raw`curl -X POST https://demo.flowlu.com/api/v1/module/crm/lead/create?api_key=API_KEY -d {"name":"String","description":"Text"}`,
		'curlUnquoted',
	],
	[raw`curl -X GET https://demo.flowlu.com/api/v1/module/crm/lead/list?api_key=API_KEY`, 'curlCredential'],
	[
		raw`curl -X POST 'https://demo.flowlu.com/api/v1/module/task/tasks/create?api_key=API_KEY' -d 'name=Task&priority=1'`,
		'curlCredential',
	],
	[
		raw`curl -X POST -H "Authorization: Basic YmVhcmVyOkFDQ0VTU19UT0tFTg==" https://demo.flowlu.com/api/v1/module/crm/account/list`,
		'curlCredential',
	],
	raw`curl -X POST https://demo.flowlu.com/api/v1/module/crm/lead/create -d name=String -d description=Text`,
	raw`curl -X POST "https://demo.flowlu.com/api/v1/module/crm/lead/create" -d "name=New lead" -d "source_id=1" -d "budget=100.00"`,
	raw`curl -X GET "https://demo.flowlu.com/api/v1/module/crm/account/get/7"`,
	raw`curl "https://demo.flowlu.com/api/v1/module/crm/lead/list?page=1&limit=50" -H "Accept: application/json"`,
];
