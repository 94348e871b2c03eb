using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Counties;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>Own deadlines of each county, by its 6 digits; they lie in live and hold in every drill too.</summary>
/// <param name="InForce">The same values in the form that rules use.</param>
internal sealed record DeadlinesKnown(ImmutableDictionary<string, CountyDeadlines> Counties, InForce InForce) : IKnowsDeadlines
{
    public static readonly DeadlinesKnown None = new(ImmutableDictionary<string, CountyDeadlines>.Empty, InForce.Table);

    public CountyDeadlines Of(string county) => Counties.GetValueOrDefault(county, CountyDeadlines.None);

    internal DeadlinesKnown With(string county, DeadlineSet set)
    {
        var key = (county, set.Code);
        return new(
            Counties.SetItem(county, CountyDeadlines.Evolve(Of(county), set)),
            new(set.Value is { } value ? InForce.Set.SetItem(key, value) : InForce.Set.Remove(key))
        );
    }
}
