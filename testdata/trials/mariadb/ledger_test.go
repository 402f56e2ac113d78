package mariadb

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// With idempotent=no no insert is carried out twice while connections break, although database/sql runs a statement up to three
// times by itself.
func TestNothingTwice(t *testing.T) {
	s := start(t, "--max-connect-errors=1000000")
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		s.exec(t, "TRUNCATE trial.ledger")
		db := openAt(t, "t", trial.BreakingProxy(t, s.addr()), "trial", "?interpolateParams=true")
		db.SetMaxIdleConns(8)
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error {
			_, err := db.ExecContext(ctx, "INSERT INTO ledger (id) VALUES (?)", id)
			return err
		}}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int { return s.carriedOut(t) }
	}}.NothingTwice(t)
}

// carriedOut is how often the server has each entry.
func (s *server) carriedOut(t *testing.T) map[int]int {
	t.Helper()
	rows, err := s.open(t, "root", "").QueryContext(t.Context(), "SELECT id, count(*) FROM trial.ledger GROUP BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	done := map[int]int{}
	for rows.Next() {
		var id, n int
		if err := rows.Scan(&id, &n); err != nil {
			t.Fatal(err)
		}
		done[id] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return done
}
