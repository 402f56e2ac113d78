package chaos

import "sync"

// The limits of all policies.
const (
	maxTries = 6
	deadline = 2000 // milliseconds
)

// A ledger is what a server has carried out.
type ledger struct {
	once  map[int]int // how often, by id
	keyed map[int]int
	seen  map[int]int // requests with a key, by id
}

// A book is a ledger in this process, for servers that have none of their own.
type book struct {
	mu   sync.Mutex
	now  ledger
	keys map[string]bool
}

func newBook() *book {
	return &book{now: ledger{map[int]int{}, map[int]int{}, map[int]int{}}, keys: map[string]bool{}}
}

// write carries an entry out; one with a key that is there already is not written again.
func (b *book) write(id int, key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if key == "" {
		b.now.once[id]++
		return
	}
	b.now.seen[id]++
	if !b.keys[key] {
		b.keys[key] = true
		b.now.keyed[id]++
	}
}

func (b *book) read() ledger {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}
