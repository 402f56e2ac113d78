package generator

import (
	"fmt"
	"io"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/clients"
)

// A ClientTable is what is known of the errors of well-known clients.
type ClientTable struct {
	clients []clients.Client
}

// Clients returns what is known of the named clients, or of all when there are no names, in the order of the table. A name may
// be written as in an annotation, @pgx. An error means that there is no client of a name, and says which are there.
func Clients(names ...string) (ClientTable, error) {
	if len(names) == 0 {
		return ClientTable{clients.All()}, nil
	}
	var table ClientTable
	for _, name := range names {
		bare := strings.TrimPrefix(name, "@")
		c, ok := clients.Lookup(bare)
		if !ok {
			return ClientTable{}, unknownClient(bare)
		}
		table.clients = append(table.clients, c)
	}
	return table, nil
}

// unknownClient is the error of a name that no client has.
func unknownClient(name string) error {
	if client, _, ok := strings.Cut(name, "."); ok {
		if _, known := clients.Lookup(client); known {
			return fmt.Errorf("%s is a class; the whole client is named %s", name, client)
		}
	}
	if near := clients.Nearest(name); near != "" {
		return fmt.Errorf("there is no client %s (did you mean %s?)", name, near)
	}
	return fmt.Errorf("there is no client %s; the clients are %s", name, strings.Join(clients.Names(), ", "))
}

// WriteText writes the table for people to read. The error is the writer's.
func (t ClientTable) WriteText(w io.Writer) error { return clients.WriteText(w, t.clients) }

// WriteJSON writes the table as a JSON array with an object for each client. The error is the writer's.
func (t ClientTable) WriteJSON(w io.Writer) error { return clients.WriteJSON(w, t.clients) }
