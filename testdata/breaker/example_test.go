package breaker

import (
	"context"
	"fmt"
	"time"

	"github.com/sony/gobreaker/v2"
)

func Example() {
	client := &shop{answer: down(2)} // it fails twice
	prices := NewCached(NewRetryingPrices(NewGuarded(client, gobreaker.Settings{Timeout: time.Minute})))
	for range 2 {
		price, err := prices.Price(context.Background(), "gopher")
		fmt.Println(price, err, "after", client.asked, "attempts")
	}
	// Output:
	// 4200 <nil> after 3 attempts
	// 4200 <nil> after 3 attempts
}
