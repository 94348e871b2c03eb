using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Across.Reactions;

/// <summary>Withdraws extra visits once their cause is over.</summary>
internal static class ExtraVisits
{
    /// <summary>An ordinal that is the same for a person on every run: even for a request, odd for a withdrawal.</summary>
    public static int Ordinal(PersonId person, bool back = false) =>
        (BitConverter.ToInt32(person.Value.ToByteArray(), 0) & (int.MaxValue - 1)) | (back ? 1 : 0);

    public static IEnumerable<Reacted> Withdraw(VisitsKnown visits, string community, IReadOnlySet<string> causes, DateTimeOffset at)
    {
        foreach (var (person, visit) in visits.Of(community))
        foreach (var cause in visit.Extras.Select(extra => extra.Cause).Where(causes.Contains).Distinct(StringComparer.Ordinal))
            yield return new(
                Entities.Visits(Entities.Live, community, person),
                new WithdrawExtraVisits(cause, at),
                Ordinal(person, back: true) ^ (StableHash(cause) & ~1)
            );
    }

    // Several versions of one warning may ask for the same person.
    private static int StableHash(string cause) => cause.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)) & int.MaxValue;
}
