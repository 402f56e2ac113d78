package clients

// kafkaRules are what Kafka's error codes mean, whatever the client calls them.
func kafkaRules(source string, refused, unclear []Name, throttled Name) []Rule {
	const protocol = "Kafka protocol, error codes"
	return []Rule{{
		Class: Throttled, Match: Is{[]Name{throttled}},
		Words:   "a quota is used up for now",
		Promise: "the broker refuses the request",
		Source:  protocol + "; " + source, Proof: Run,
	}, {
		Class: Transient, Match: Is{refused},
		Words:   "the wrong broker, one that is starting or electing, or too few replicas before anything was appended",
		Promise: "the broker refuses what is for this partition, group or cluster before it appends or changes anything",
		Source:  protocol + "; " + source, Proof: Run,
	}, {
		Class: Unknown, Match: Is{unclear},
		Words:   "not acknowledged in time, or not by enough replicas",
		Promise: "the records may have been appended",
		Source:  protocol + "; " + source, Proof: Run,
	}}
}

// kafkaConflict is why no client of Kafka has conflicts.
const kafkaConflict = "Kafka undoes nothing in favour of another"

// kafkaBeware is what all clients of Kafka have in common.
func kafkaBeware() Fact {
	return Fact{
		Text:   "A batch is several records, and each partition answers for itself: to repeat a whole batch is to append again what was acknowledged.",
		Source: "Kafka protocol, Produce", Proof: Read,
	}
}
