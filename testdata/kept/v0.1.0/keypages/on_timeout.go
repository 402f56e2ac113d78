package keypages

// Sensor is read through a driver that knows no context, and hangs at times.
type Sensor interface {
	// Temperature comes back after 400ms at the latest, whatever the driver does.
	//
	//backoff:policy attempt_timeout=200ms max_tries=2 on_timeout=abandon idempotent=yes
	Temperature(register int) (float64, error)
}
