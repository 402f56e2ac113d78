package tools

import (
	"log/slog"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ProvideLogger is where retries are told.
func ProvideLogger() *slog.Logger { return slog.Default() }

// ProvideStore retries what the database fails at.
func ProvideStore(db *DB, log *slog.Logger) Store {
	return NewRetryingStore(db, backoff.WithLogger(log))
}
