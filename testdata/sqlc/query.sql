-- GetOrder reads one order.
-- name: GetOrder :one
--backoff:policy attempt_timeout=1s deadline=5s pause=20ms jitter=full max_tries=4 errors=@pgx idempotent=yes
SELECT ref, cent FROM orders WHERE ref = $1;

-- PutOrder writes an order, be it there or not: to do it twice does no harm.
-- name: PutOrder :exec
-- backoff:policy deadline=5s pause=20ms max_tries=4
-- backoff:with errors=@pgx,@pgx.conflict idempotent=yes
INSERT INTO orders (ref, cent) VALUES ($1, $2)
ON CONFLICT (ref) DO UPDATE SET cent = excluded.cent;

-- AddToAll must not be carried out twice.
-- name: AddToAll :execrows
--backoff:policy deadline=5s pause=20ms max_tries=4 errors=@pgx idempotent=no
UPDATE orders SET cent = cent + $1;

-- name: CountOrders :one
SELECT count(*) FROM orders;
