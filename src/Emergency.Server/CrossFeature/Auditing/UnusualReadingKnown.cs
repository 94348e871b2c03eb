using System.Collections.Immutable;
using Emergency.Domain;

namespace Emergency.Server.CrossFeature.Auditing;

/// <summary>How often one account has read personal data within one hour of the clock (UTC), in which county last, and when the hour began.</summary>
internal sealed record ReadingHour(AccountId Account, string County, DateTimeOffset Hour, int Readings);

/// <summary>The hour in which each account read last, and the hours that were unusual, the newest last; at most a thousand.</summary>
internal sealed record UnusualReadingKnown(ImmutableDictionary<AccountId, ReadingHour> Last, ImmutableList<ReadingHour> Hours)
{
    public static readonly UnusualReadingKnown None = new(ImmutableDictionary<AccountId, ReadingHour>.Empty, []);
}
