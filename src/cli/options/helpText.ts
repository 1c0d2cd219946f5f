/** What `--help` prints; docs/command-line.md says more. */
export const helpText = `Flowlu Workbench: sends the requests of scratchpads and checks what comes back.

  flowlu-workbench run FILES…            send the requests of files and folders
  flowlu-workbench export LIST --to FILE write all records of a list, such as crm/account/list

run:
  --account ACCOUNT    the account for requests that name none, such as acme
  --env NAME           the environment in http-client.env.json
  --var NAME=VALUE     the value of a variable; --var NAME takes it from the environment
                       variable NAME, which is the way for secrets
  --only NAME          only the request with this name or title; may be repeated
  --keep-going         go on when a request does not pass; otherwise the run ends there
  --timeout TIME       how long a response may take, such as 30 s
  --report KIND=FILE   write a report, junit or json; may be repeated
  --include-bodies     include the bodies of responses in the reports
  --allow-writes       also send requests that may change records
  --dry-run            only say what would be sent, and to which address

export:
  --to FILE            the file to write; an export that was interrupted is continued
  --format FORMAT      csv, ndjson, json or xlsx, if the ending of the file does not tell
  --max NUMBER         stop after this many records
  --account, --timeout as above

The key is read from the variable FLOWLU_API_KEY or, with several accounts, from
FLOWLU_API_KEY_<ACCOUNT> for each (_ACME for acme.flowlu.com, _CRM__EXAMPLE__COM for
crm.example.com), and never from an argument:
  --key-stdin          read it from standard input
  --key-file FILE      read it from a file that only its owner may read (mode 0600)
Its account is that of --account, otherwise of FLOWLU_ACCOUNT, otherwise of '# @account' in
the text.

Exit codes: 0 every request passed, 1 an option or a key is missing or wrong, 2 a file, a text
or a variable is wrong, 3 not sent, or no response from Flowlu, 4 a check failed, 130 interrupted.
`;
