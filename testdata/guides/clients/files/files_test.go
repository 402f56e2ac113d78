package files

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// A server that answers 503 twice is asked three times, a body is sent again from its start, and what is returned can be read.
func TestClient(t *testing.T) {
	var bodies []string
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method == http.MethodPut {
			bodies = append(bodies, string(body))
		}
		if requests++; requests%3 != 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "stored")
	}))
	defer server.Close()
	client := New(s3.Options{
		Region: "eu-west-1", BaseEndpoint: aws.String(server.URL), UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""), RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
	})
	_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("b"), Key: aws.String("k"), Body: strings.NewReader("hello")})
	if err != nil || strings.Join(bodies, " ") != "hello hello hello" {
		t.Errorf("PutObject: %v, with the bodies %q", err, bodies)
	}
	out, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("b"), Key: aws.String("k")})
	if err != nil || requests != 6 {
		t.Fatalf("GetObject: %v, after %d requests in all, want 6", err, requests)
	}
	defer out.Body.Close()
	if text, err := io.ReadAll(out.Body); string(text) != "stored" || err != nil {
		t.Errorf("the object is %q, %v", text, err)
	}
}
