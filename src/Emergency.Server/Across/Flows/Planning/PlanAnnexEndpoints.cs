using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Planning;

/// <summary>The annexes of a plan from the present registers: figures only, no person.</summary>
/// <param name="Members">Number in the team; <paramref name="Callable"/> of them neither on leave nor away, <paramref name="OnDuty"/> on duty now.</param>
/// <param name="Needs">People at risk by need, as counts; left out for an asker who may not know.</param>
/// <param name="Lacks">Items and roles that the newest version needs and that are missing; they prevent nothing.</param>
internal sealed record AnnexesShown(
    int Members,
    int Callable,
    int OnDuty,
    IReadOnlyList<StockShown> Stock,
    IReadOnlyList<ShelterPlaces> Shelters,
    IReadOnlyList<NeedCount>? Needs,
    IReadOnlyList<LackShown> Lacks,
    long Position
);

internal sealed record StockShown(string Item, int Quantity, string Unit);

internal sealed record ShelterPlaces(string Name, int Capacity, bool? Indoor);

internal sealed record NeedCount(string Need, int Persons);

/// <param name="Kind">supply or role.</param>
/// <param name="Card">Id of the card.</param>
/// <param name="Asked">Number that a step needs; 1 for a role.</param>
/// <param name="Has">Number available.</param>
internal sealed record LackShown(string Kind, string What, string Card, int Asked, int Has);

/// <summary>Shows the annexes of a plan.</summary>
internal static class PlanAnnexEndpoints
{
    public static RouteGroupBuilder MapPlanAnnexes(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/plan/annexes", Read).Needs(PlanPermissions.Read).WithTags("plans");
        return api;
    }

    /// <summary>Shows team, stock, shelters and people at risk by need, from the present registers, and the needs of the newest version that are missing.</summary>
    public static Outcome<AnnexesShown> Read(string code, Asked asked, Known known)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, PlanPermissions.Read, code);
        return seen is null ? problem : new Outcome<AnnexesShown>(Of(seen), known.At);
    }

    internal static AnnexesShown Of(CommunitySeen seen)
    {
        var (known, realm, team) = (seen.Known, seen.Asked.Realm, seen.Team().State);
        var lots = known.Of<SuppliesKnown>(realm).Of(seen.Code).Lots.Values;
        IReadOnlyList<StockShown> stock =
        [
            .. lots.GroupBy(lot => (lot.Facts.Name, lot.Facts.Unit))
                .Select(item => new StockShown(item.Key.Name, item.Sum(lot => lot.Free), item.Key.Unit))
                .OrderBy(item => item.Item, StringComparer.Ordinal),
        ];
        return new(
            team.Members.Count,
            team.Members.Values.Count(member => member.Availability == Availability.OnPost),
            seen.Team().OnDuty(seen.Asked.Now).Select(duty => duty.Member).Distinct().Count(),
            stock,
            [
                .. known
                    .Of<SheltersKnown>(realm)
                    .In(seen.Code)
                    .Select(one => one.Facts!)
                    .Select(facts => new ShelterPlaces(facts.Name, facts.Capacity, facts.Indoor))
                    .OrderBy(one => one.Name, StringComparer.Ordinal),
            ],
            seen.May(PeoplePermissions.ResidentsCount)
                ?
                [
                    .. known
                        .Of<ResidentsKnown>(realm)
                        .PersonsOf(seen.Code)
                        .SelectMany(person => person.Listed.Needs.Distinct(StringComparer.Ordinal))
                        .CountBy(need => need)
                        .Select(need => new NeedCount(need.Key, need.Value))
                        .OrderBy(need => Domain.AtRisk.AtRiskTable.BuiltIn.Need(need.Need).Rank),
                ]
                : null,
            [.. Lacks(seen.Plan().State, team, stock)],
            known.At.Value
        );
    }

    // For several steps of a card the largest need counts: lamps are handed on.
    private static IEnumerable<LackShown> Lacks(Plan plan, Team team, IReadOnlyList<StockShown> stock)
    {
        foreach (var card in plan.Newest?.Cards ?? [])
        {
            foreach (var need in card.Steps.SelectMany(step => step.Supplies).GroupBy(need => need.Item, StringComparer.Ordinal))
            {
                var (asked, has) = (need.Max(one => one.Quantity), stock.Where(item => Means(item, need.Key)).Sum(item => item.Quantity));
                if (has < asked)
                    yield return new("supply", need.Key, card.Id, asked, has);
            }
            var roles = card.Steps.SelectMany(step => step.Roles).Distinct(StringComparer.Ordinal);
            foreach (var role in roles.Where(role => Assignment.RoleOf(role) is { } title && !Manned(team, title)))
                yield return new("role", role, card.Id, 1, 0);
        }
    }

    private static bool Means(StockShown item, string need) =>
        item.Item.Contains(need, StringComparison.Ordinal) || need.Contains(item.Item, StringComparison.Ordinal);

    private static bool Manned(Team team, TeamRole role) =>
        team.Members.Values.Any(member => member.Role == role && member.Availability == Availability.OnPost);
}
