package store

// The stores of one database are all the same here.
func (d *database) Team() TeamStore                         { return d }
func (d *database) Channel() ChannelStore                   { return d }
func (d *database) Post() PostStore                         { return d }
func (d *database) Thread() ThreadStore                     { return d }
func (d *database) User() UserStore                         { return d }
func (d *database) Bot() BotStore                           { return d }
func (d *database) Audit() AuditStore                       { return d }
func (d *database) ClusterDiscovery() ClusterDiscoveryStore { return d }
func (d *database) Compliance() ComplianceStore             { return d }
func (d *database) Session() SessionStore                   { return d }
func (d *database) OAuth() OAuthStore                       { return d }
func (d *database) System() SystemStore                     { return d }
func (d *database) Webhook() WebhookStore                   { return d }
func (d *database) Command() CommandStore                   { return d }
func (d *database) Preference() PreferenceStore             { return d }
func (d *database) License() LicenseStore                   { return d }
func (d *database) Token() TokenStore                       { return d }
func (d *database) Emoji() EmojiStore                       { return d }
func (d *database) Status() StatusStore                     { return d }
func (d *database) FileInfo() FileInfoStore                 { return d }
func (d *database) UploadSession() UploadSessionStore       { return d }
func (d *database) Reaction() ReactionStore                 { return d }
func (d *database) Role() RoleStore                         { return d }
func (d *database) Scheme() SchemeStore                     { return d }
func (d *database) Job() JobStore                           { return d }
func (d *database) UserAccessToken() UserAccessTokenStore   { return d }
func (d *database) Plugin() PluginStore                     { return d }
func (d *database) Group() GroupStore                       { return d }
func (d *database) LinkMetadata() LinkMetadataStore         { return d }
func (d *database) Draft() DraftStore                       { return d }
