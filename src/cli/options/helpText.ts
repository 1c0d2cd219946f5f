export const helpText = `Flowlu Workbench: sends the requests of scratchpads and checks what comes back.

  flowlu-workbench run FILES…            send the requests of files and folders
  flowlu-workbench export LIST --to FILE write all records of a list, such as crm/account/list

run:
  --account ACCOUNT    who requests are sent to that name no account
  --env NAME           the environment of http-client.env.json
  --var NAME=VALUE     the value of a variable; --var NAME takes it from the environment
  --only NAME          only the request with this name or title; may be repeated
  --keep-going         go on when a request fails, which else ends the run
  --timeout TIME       how long a response may take, such as 30 s
  --report KIND=FILE   write a report, junit or json; may be repeated
  --include-bodies     with the bodies of the responses in the reports
  --allow-writes       also send requests that may change records
  --dry-run            only say what would be sent

export:
  --to FILE            what is written; it goes on where an export before ended
  --format FORMAT      csv, ndjson or json, where the ending of the file does not say it
  --max NUMBER         records at most
  --account, --timeout as above

The key of an account is read from FLOWLU_API_KEY or, of several, FLOWLU_API_KEY_<ACCOUNT>,
and never from an argument:
  --key-stdin          read it from standard input
  --key-file FILE      read it from a file that only its owner may read (mode 0600)
Its account is that of --account, of FLOWLU_ACCOUNT, or of the text's '# @account'.

It ends with 0 where all is well, 1 options, 2 files and variables, 3 not sent or no response
of Flowlu, 4 a check failed, 130 interrupted.
`;
