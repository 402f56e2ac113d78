package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/backoffgen/backoffgen/generator"
)

const explainUsage = `usage: backoffgen explain [flags] [packages]
       backoffgen explain [-json] CODE…
       backoffgen explain [-json] -rules
       backoffgen explain [-json] -clients [NAME…]
       backoffgen explain [-json] -keys [NAME…]

For each annotated method it prints the policy, the times of the attempts, how long a call may take, and how many
attempts it may make. For the code of a diagnostic it prints what is wrong, what to do, and which rule it is about.
For a well-known client it prints what its errors mean, and whether it retries by itself. For a key or a directive it prints
what that does and where it may be written. It writes no files.

  -clients    print what the errors of the named clients mean, or of all
  -keys       list the keys and directives of annotations, or say more about the named ones
  -rules      list the codes of all diagnostics, by the rules that they are about
  -html file  write it into a file as a page with pictures, which needs no other file and no network
  -tags list  build tags to consider satisfied, separated by commas
  -json       print it as a JSON array
  -codes      print the code of each diagnostic after it
  -v          say what is loaded
`

// explain explains packages, or the codes of diagnostics.
func explain(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	flags := opts.flags("backoffgen explain", explainUsage, stderr)
	list := flags.Bool("rules", false, "")
	ofClients := flags.Bool("clients", false, "")
	ofKeys := flags.Bool("keys", false, "")
	page := flags.String("html", "", "")
	if code, done := opts.parse(flags, args); done {
		return code
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	named := namedCodes(opts.patterns, dir)
	switch {
	case *page != "" && (*ofClients || *ofKeys || *list || named != nil):
		return fail(stderr, errors.New("the flag -html is for packages"))
	case *ofClients && *list:
		return fail(stderr, errors.New("the flags -clients and -rules exclude each other"))
	case *ofKeys && (*ofClients || *list):
		return fail(stderr, errors.New("the flag -keys excludes -clients and -rules"))
	case *ofKeys:
		err = explainKeys(opts, stdout)
	case *ofClients:
		err = explainClients(opts, stdout)
	case *list && len(opts.patterns) > 0:
		return fail(stderr, errors.New("the flag -rules lists all codes, and takes no packages or codes"))
	case *list && opts.json:
		err = writeCodesJSON(stdout, generator.Rules())
	case *list:
		err = writeCodeList(stdout, generator.Rules())
	case named != nil && opts.json:
		err = writeCodesJSON(stdout, named)
	case named != nil:
		err = writeCodes(stdout, named)
	default:
		return explainPackages(ctx, opts, dir, *page, stdout, stderr)
	}
	if err != nil {
		return fail(stderr, err)
	}
	return exitFine
}

// explainClients tells of the clients that are named.
func explainClients(opts options, stdout io.Writer) error {
	table, err := generator.Clients(opts.patterns...)
	switch {
	case err != nil:
		return err
	case opts.json:
		return table.WriteJSON(stdout)
	}
	return table.WriteText(stdout)
}

// explainKeys tells of the keys and directives that are named.
func explainKeys(opts options, stdout io.Writer) error {
	found, err := generator.Keys(opts.patterns...)
	switch {
	case err != nil:
		return err
	case opts.json:
		return found.WriteJSON(stdout)
	}
	return found.WriteText(stdout)
}

// explainPackages explains the annotations of packages; into the file page, if it is not empty, instead of for people to read here.
func explainPackages(ctx context.Context, opts options, dir, page string, stdout, stderr io.Writer) int {
	explained, err := generator.Explain(ctx, opts.config(dir, stderr))
	if err != nil {
		err = hintAtCode(err, opts.patterns)
	}
	write := explained.WriteText
	if page != "" {
		write = func(io.Writer, string) error { return nil }
	}
	if opts.json {
		write, opts.json = explained.WriteJSON, false // diagnostics are not part of it
	}
	code := opts.report(stdout, stderr, explained.Diagnostics, err, dir)
	if err := write(stdout, dir); err != nil {
		return fail(stderr, err)
	}
	if page == "" || err != nil {
		return code
	}
	if err := writePage(page, func(w io.Writer) error { return explained.WriteHTML(w, dir) }); err != nil {
		return fail(stderr, err)
	}
	return code
}
