package code

// A Tx is a transaction of some database.
type Tx interface{ Exec(sql string) error }

// isConflict reports that a transaction was undone in favour of another one.
func isConflict(err error) bool { return err != nil }
