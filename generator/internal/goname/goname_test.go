package goname_test

import (
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
)

func TestUnexported(t *testing.T) {
	for name, want := range map[string]string{
		"Fetch": "fetch", "fetch": "fetch", "A": "a", "AB": "ab", "GetURL": "getURL", "URL": "url", "URLs": "urls", "ID": "id", "IDs": "ids",
		"IDOf": "idOf", "HTTPType": "httpType", "HTTPClient": "httpClient", "HTTPSProxy": "httpsProxy", "XMLHTTP": "xmlHTTP",
		"XMLHTTPRequest": "xmlHTTPRequest", "HTTPURLType": "httpURLType", "JSONRPC": "jsonRPC", "DBID": "dbID", "ABCD": "abcd", "UIDs": "uids",
		"IDsOf": "idsOf", "HTTPStatus": "httpStatus", "UTF8": "utf8", "S3Get": "s3Get", "SQLite": "sqLite", "Ünïcode": "ünïcode", "_X": "_X", "X_Y": "x_Y", "": "",
	} {
		if got := goname.Unexported(name); got != want {
			t.Errorf("Unexported(%q) is %q, want %q", name, got, want)
		}
	}
}

func TestExported(t *testing.T) {
	for name, want := range map[string]string{"fetch": "Fetch", "Fetch": "Fetch", "übung": "Übung", "_x": "_x", "": ""} {
		if got := goname.Exported(name); got != want {
			t.Errorf("Exported(%q) is %q, want %q", name, got, want)
		}
	}
}
