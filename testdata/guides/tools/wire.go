//go:build wireinject

package tools

import "github.com/google/wire"

// Initialize puts the service together.
func Initialize() *Service {
	wire.Build(NewDB, ProvideLogger, ProvideStore, NewService)
	return nil
}
