package clients

// postgresStates are rules about SQLSTATE codes, which one field has whatever the client.
func postgresStates(of func(codes ...string) Match, clientSource string) []Rule {
	const manual = "PostgreSQL manual, appendix A"
	source := manual + "; " + clientSource
	return []Rule{{
		Class: Throttled, Match: of("53300", "too_many_connections"),
		Words:   "too many connections",
		Promise: "the server refuses the connection before a statement can be sent",
		Source:  source, Proof: Run,
	}, {
		Class:   Transient,
		Match:   of("57P03", "cannot_connect_now", "55P03", "lock_not_available", "25006", "read_only_sql_transaction"),
		Words:   "starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more",
		Promise: "57P03 refuses the connection; the others refuse a statement, and a statement with an error leaves nothing behind",
		Source:  source, Proof: Run,
	}, {
		Class: Conflict, Match: of("40001", "serialization_failure", "40P01", "deadlock_detected"),
		Words:   "a serialization failure or a deadlock",
		Promise: "the server has rolled the transaction back, or will do nothing else with it",
		Source:  source + "; PostgreSQL manual, section 13.5", Proof: Run,
	}, {
		Class: Unknown,
		Match: of("57P01", "admin_shutdown", "57P02", "crash_shutdown", "57P05", "idle_session_timeout", "57014", "query_canceled, also by statement_timeout",
			"08000", "connection_exception", "08001", "sqlclient_unable_to_establish_sqlconnection", "08003", "connection_does_not_exist",
			"08004", "sqlserver_rejected_establishment_of_sqlconnection", "08006", "connection_failure",
			"08007", "transaction_resolution_unknown", "40003", "statement_completion_unknown"),
		Words:   "shut down, cancelled, or a connection that failed somewhere",
		Promise: "the server may have committed before",
		Source:  source, Proof: Run,
	}}
}

// postgresRefused are codes of a connection that is refused for good.
func postgresRefused(of func(codes ...string) Match, source string) Rule {
	return Rule{
		Class: Never, Excludes: []Class{Unsent},
		Match: of("28000", "invalid_authorization_specification", "28P01", "invalid_password", "3D000", "invalid_catalog_name",
			"42501", "insufficient_privilege"),
		Words:   "a user, a password or a database that is wrong",
		Promise: "nothing was sent, but it is refused the next time too",
		Source:  "PostgreSQL manual, appendix A; " + source, Proof: Run,
	}
}

// sqlStates returns a match of a type of errors by the SQLSTATE in a field.
func sqlStates(t Type, field string) func(codes ...string) Match {
	return func(codes ...string) Match {
		for i := 0; i < len(codes); i += 2 {
			codes[i] = `"` + codes[i] + `"`
		}
		return As{Type: t, Where: []Condition{{Field: field, In: literals(codes...)}}}
	}
}
