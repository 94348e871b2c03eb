using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.KeptLists;

namespace Emergency.Server.Features.KeptLists;

/// <summary>
/// Accounts that can keep a list, and papers in circulation, by community. A paper whose destruction two have signed
/// leaves memory.
/// </summary>
internal sealed record StandingKnown(ImmutableDictionary<string, StandingLists> All)
{
    public static readonly StandingKnown None = new(ImmutableDictionary.Create<string, StandingLists>(StringComparer.Ordinal));

    public StandingLists Of(string community) => All.GetValueOrDefault(community, StandingLists.None);

    /// <summary>Communities in which a list is given to an account, including one whose term is over.</summary>
    public IEnumerable<string> GivenTo(AccountId account) => All.Where(one => one.Value.Given.ContainsKey(account)).Select(one => one.Key);
}
