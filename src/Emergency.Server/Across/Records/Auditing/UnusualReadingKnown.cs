using System.Collections.Immutable;
using Emergency.Domain;

namespace Emergency.Server.Across.Auditing;

/// <summary>
/// The number of times one account has read personal data within one hour of the clock (UTC), the county it last read in, and the beginning
/// of the hour.
/// </summary>
internal sealed record ReadingHour(AccountId Account, string County, DateTimeOffset Hour, int Readings);

/// <summary>The hour in which each account last read, and the unusual hours, the newest last; at most a thousand.</summary>
internal sealed record UnusualReadingKnown(ImmutableDictionary<AccountId, ReadingHour> Last, ImmutableList<ReadingHour> Hours)
{
    public static readonly UnusualReadingKnown None = new(ImmutableDictionary<AccountId, ReadingHour>.Empty, []);
}
