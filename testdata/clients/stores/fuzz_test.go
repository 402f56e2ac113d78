package stores

import (
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	gocql "github.com/apache/cassandra-gocql-driver/v2"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// FuzzClients asks the predicates about trees of errors that are made at random, with codes of all kinds.
func FuzzClients(f *testing.F) {
	codes := func(of map[string][]int) func(uint16) (int, []string) {
		byCode := map[int][]string{}
		for class, list := range of {
			for _, code := range list {
				byCode[code] = append(byCode[code], class)
			}
		}
		return classcheck.Codes(byCode, func(code uint16) int { return int(code) })
	}
	mongoCodes := codes(map[string][]int{"unknown": {6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436}})
	gocqlCodes := codes(map[string][]int{
		"throttled": {gocql.ErrCodeOverloaded}, "transient": {gocql.ErrCodeUnavailable, gocql.ErrCodeBootstrapping},
		"unknown": {gocql.ErrCodeWriteTimeout, gocql.ErrCodeWriteFailure, gocql.ErrCodeReadTimeout, gocql.ErrCodeReadFailure, gocql.ErrCodeCASWriteUnknown},
	})
	clickhouseCodes := codes(map[string][]int{"throttled": {202, 252}, "transient": {242}, "unknown": {159, 203, 209, 210, 225, 241, 279, 319, 439, 999}})
	classcheck.FuzzClients(f,
		classcheck.Client{Predicates: redisClasses(), Known: redisCases(f)}, // which has no errors with codes
		classcheck.Client{Predicates: mongoClasses(), Known: mongoCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := mongoCodes(code)
			return []classcheck.Case{classcheck.In(mongo.CommandError{Code: int32(n)}, classes...)}
		}},
		classcheck.Client{Predicates: gocqlClasses(), Known: gocqlCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := gocqlCodes(code)
			return []classcheck.Case{classcheck.In(failure(n), classes...)}
		}},
		classcheck.Client{Predicates: gocqlotherClasses(), Known: gocqlotherCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := gocqlCodes(code)
			return []classcheck.Case{classcheck.In(failure(n), classes...)}
		}},
		classcheck.Client{Predicates: clickhouseClasses(), Known: clickhouseCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := clickhouseCodes(code)
			return []classcheck.Case{classcheck.In(&clickhouse.Exception{Code: int32(n)}, classes...)}
		}},
	)
}
