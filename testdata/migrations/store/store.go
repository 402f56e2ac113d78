package store

import "context"

//go:generate go tool backoffgen

// Store hands out the stores of thirty kinds of records.
//
//backoff:wrap
type Store interface {
	Team() TeamStore
	Channel() ChannelStore
	Post() PostStore
	Thread() ThreadStore
	User() UserStore
	Bot() BotStore
	Audit() AuditStore
	ClusterDiscovery() ClusterDiscoveryStore
	Compliance() ComplianceStore
	Session() SessionStore
	OAuth() OAuthStore
	System() SystemStore
	Webhook() WebhookStore
	Command() CommandStore
	Preference() PreferenceStore
	License() LicenseStore
	Token() TokenStore
	Emoji() EmojiStore
	Status() StatusStore
	FileInfo() FileInfoStore
	UploadSession() UploadSessionStore
	Reaction() ReactionStore
	Role() RoleStore
	Scheme() SchemeStore
	Job() JobStore
	UserAccessToken() UserAccessTokenStore
	Plugin() PluginStore
	Group() GroupStore
	LinkMetadata() LinkMetadataStore
	Draft() DraftStore

	Close()
	MarkSystemRanUnitTests()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type TeamStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type ChannelStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type PostStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type ThreadStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type UserStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type BotStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type AuditStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type ClusterDiscoveryStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type ComplianceStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type SessionStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type OAuthStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type SystemStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type WebhookStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type CommandStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type PreferenceStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type LicenseStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type TokenStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type EmojiStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type StatusStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type FileInfoStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type UploadSessionStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type ReactionStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type RoleStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type SchemeStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type JobStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type UserAccessTokenStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type PluginStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type GroupStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
	ClearCaches()
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type LinkMetadataStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
}

//backoff:policy pause=100ms max_tries=3 errors=isRepeatable map_error=giveUp
type DraftStore interface {
	Get(ctx context.Context, id string) (string, error)
	Save(record string) (string, error)
	Delete(id string) error
}
