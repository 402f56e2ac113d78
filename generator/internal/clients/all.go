package clients

import "strings"

// All returns all clients, in the order in which they are told. The slice is the caller's own.
func All() []Client {
	return []Client{
		netClient(), httpClient(), grpcClient(), connectClient(),
		pgxClient(), pqClient(), mysqlClient(), sqliteClient(), sqlite3Client(), redisClient(),
		awsClient(), gcpClient(), azureClient(), k8sClient(),
		saramaClient(), kafkagoClient(), franzClient(), natsClient(),
		mongoClient(), elasticClient(), etcdClient(), gocqlClient(), clickhouseClient(), temporalClient(),
	}
}

// In returns c as another of its modules has it: the packages below the path of its own are those below module.
func (c Client) In(module string) Client {
	if len(c.Modules) == 0 {
		return c
	}
	own := c.Modules[0].Path
	move := func(p Package) Package {
		if rest, ok := strings.CutPrefix(p.Path, own); ok && (rest == "" || rest[0] == '/') {
			p.Path = module + rest
		}
		return p
	}
	rules := make([]Rule, len(c.Rules))
	for i, r := range c.Rules {
		r.Match = r.Match.moved(move)
		rules[i] = r
	}
	c.Rules = rules
	return c
}
