using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.KeptLists;

namespace Emergency.Server.Features.KeptLists;

/// <summary>By community, who may keep a list and which papers are about; one that both have signed for leaves memory.</summary>
internal sealed record StandingKnown(ImmutableDictionary<string, StandingLists> All)
{
    public static readonly StandingKnown None = new(ImmutableDictionary.Create<string, StandingLists>(StringComparer.Ordinal));

    public StandingLists Of(string community) => All.GetValueOrDefault(community, StandingLists.None);

    /// <summary>Where a list is given to an account, also one whose term is over.</summary>
    public IEnumerable<string> GivenTo(AccountId account) => All.Where(one => one.Value.Given.ContainsKey(account)).Select(one => one.Key);
}
