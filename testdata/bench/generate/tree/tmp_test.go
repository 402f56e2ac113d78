package tree
import ("testing";"os")
func TestTmp(t *testing.T){ os.RemoveAll("/tmp/gtry/s"); if err:=Write("/tmp/gtry/s","/work/main",Module{Packages:200,Annotated:200,Methods:3}); err!=nil {t.Fatal(err)}
 text,_:=os.ReadFile("../client/client.go"); sums,_:=os.ReadFile("../go.sum"); os.RemoveAll("/tmp/gtry/c")
 if err:=WriteClient("/tmp/gtry/c","/work/main",string(text),string(sums),[]string{"github.com/redis/go-redis/v9 v9.23.0","github.com/cespare/xxhash/v2 v2.3.0 // indirect", "go.uber.org/atomic v1.12.0 // indirect"}); err!=nil {t.Fatal(err)}}
