using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Parties;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Resources;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A thing of a community that is split or merged.</summary>
/// <param name="Id">"household/…", "lot/…", "plan/411502001001".</param>
/// <param name="From">Code of its present community.</param>
/// <param name="Label">Its door, masked name, or title.</param>
/// <param name="Count">People behind the door, or pieces of the lot; 0 for things without a number.</param>
internal sealed record Thing(string Id, string From, string Label, int Count = 0, string? Grid = null, string? Building = null)
{
    public string Kind => DivisionChange.Kind(Id);
    public string Key => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
    public Guid Guid => Guid.Parse(Key);
}

/// <summary>
/// All things that belong to communities and do not depend on another thing: a split or merge needs a destination for each. Visits, the
/// clinic's day, checks, guardians and files follow their person; turns of duty, equipment, voluntary service and accounts their member.
/// </summary>
internal static class Things
{
    public static IReadOnlyList<Thing> Of(Known known, IEnumerable<string> communities, DateOnly today) =>
        [.. communities.SelectMany(code => Of(known, code, today))];

    private static IEnumerable<Thing> Of(Known known, string code, DateOnly today)
    {
        var residents = known.Of<ResidentsKnown>();
        foreach (
            var home in residents
                .HouseholdsOf(code)
                .Where(home => home.Into is null)
                .OrderBy(home => home.Contact.Building?.Length)
                .ThenBy(home => home.Contact.Building, StringComparer.Ordinal)
                .ThenBy(home => home.Contact.Unit, StringComparer.Ordinal)
                .ThenBy(home => home.Contact.Room?.Length)
                .ThenBy(home => home.Contact.Room, StringComparer.Ordinal)
                .ThenBy(home => home.Id.Value)
        )
            yield return new(
                $"household/{home.Id}",
                code,
                Door(home.Contact.Building, home.Contact.Unit, home.Contact.Room) is { Length: > 0 } door
                    ? door
                    : home.Contact.Address ?? "",
                home.Members,
                home.Grid,
                home.Contact.Building
            );
        var homes = residents.HouseholdsOf(code).Select(home => home.Id).ToHashSet();
        foreach (
            var person in residents
                .PersonsOf(code)
                .Where(person => person.Household is not { } home || !homes.Contains(home))
                .OrderBy(person => person.Id.Value)
        )
            yield return new(
                $"person/{person.Id}",
                code,
                person.IsMinor(today)
                    ? Door(person.Listed.Building, person.Listed.Unit, person.Listed.Room)
                    : ResidentsQuery.Masked(person, today),
                1,
                person.Grid,
                person.Listed.Building
            );
        foreach (
            var member in known.Of<TeamsKnown>().Of(code).Members.Values.OrderBy(one => one.Facts.Role).ThenBy(one => one.Facts.Id.Value)
        )
            yield return new(
                $"member/{member.Facts.Id}",
                code,
                member.Contact is { } contact ? Masks.Name(contact.Name) : "",
                0,
                member.Facts.Grid,
                member.Facts.Building
            );
        foreach (
            var lot in known
                .Of<SuppliesKnown>()
                .Of(code)
                .Lots.Values.Where(lot => lot.Facts.Quantity > 0)
                .OrderBy(lot => lot.Facts.Name, StringComparer.Ordinal)
                .ThenBy(lot => lot.Facts.Id.Value)
        )
            yield return new($"lot/{lot.Facts.Id}", code, lot.Facts.Name, lot.Facts.Quantity);
        var plan = known.Of<PlansKnown>().Of(code).State;
        if ((plan.InForce ?? plan.Draft) is { } text)
            yield return new($"plan/{code}", code, $"{text.Title} {text.Version}".Trim());
        foreach (var shelter in known.Of<SheltersKnown>().In(code).OrderBy(one => one.Facts!.Name, StringComparer.Ordinal))
            yield return new($"shelter/{shelter.Facts!.Id}", code, shelter.Facts.Name);
        foreach (var thing in Dangers(known, code))
            yield return thing;
        foreach (var thing in Kept(known, code))
            yield return thing;
    }

    private static IEnumerable<Thing> Dangers(Known known, string code)
    {
        foreach (var one in HazardsKnown.In(known, code).Where(one => one.State.Open).OrderBy(one => one.Id.Value))
            yield return new($"hazard/{one.Id}", code, one.State.Row?.Type ?? one.State.Facts?.Kind ?? "");
        foreach (var (id, state) in known.Of<RiskPointsKnown>().In(code).Where(one => one.State.Stage == RiskStage.Kept))
            yield return new($"risk/{id}", code, state.Facts!.Name);
        foreach (var (id, state) in known.Of<PatrolsKnown>().In(code).Where(one => one.State.Stage == PatrolStage.Kept))
            yield return new($"patrol/{id}", code, state.Facts!.Name);
    }

    private static IEnumerable<Thing> Kept(Known known, string code)
    {
        var quarters = known.Of<QuartersKnown>().Of(code);
        foreach (var one in quarters.Grids.Values.Concat(quarters.Estates.Values).OrderBy(one => one.Name, StringComparer.Ordinal))
            yield return new($"grid/{code}.{one.Kind}.{one.Name}", code, one.Name);
        foreach (var one in known.Of<PartiesKnown>().Of(code).Where(one => one.State.LastDay is null).OrderBy(one => one.Id.Value))
            yield return new($"party/{one.Id}", code, one.Name);
        foreach (var one in known.Of<ResourcesKnown>().Of(code).All.Values.OrderBy(one => one.Id.Value))
            yield return new($"resource/{one.Id}", code, one.Facts.Name);
        foreach (
            var one in known
                .Of<GroundKnown>()
                .Of(code)
                .All.Values.Select(one => one.Facts)
                .OrderBy(one => one.Kind)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .ThenBy(one => one.Id.Value)
        )
            yield return new($"ground/{one.Id}", code, one.Name, 0, one.Grid, one.Building);
        foreach (
            var one in known
                .Of<SchedulesKnown>()
                .All.Values.Where(one => one.State.Stage != ScheduleStage.Ended && one.Facts.IsOf(code))
                .OrderBy(one => one.Id.Value)
        )
            yield return new($"schedule/{code}.{one.Id}", code, one.Facts.Title);
        foreach (var account in Accounts(known, code).OrderBy(one => one.Id.Key, StringComparer.Ordinal))
            yield return new($"account/{account.Id.Key}", code, account.Name ?? "");
    }

    /// <summary>Open accounts with a role in a community that belong to no team member: those of members follow their member.</summary>
    private static IEnumerable<AccountKnown> Accounts(Known known, string code) =>
        known
            .Of<AccountsKnown>()
            .Accounts.Values.Where(one =>
                !one.State.Closed && one.Member?.Community != code && one.Grants.Any(grant => grant.Scope.Division == code)
            );

    /// <summary>Running matters in these communities that must end before.</summary>
    public static ListOf<DivisionChangeBlock> Blocks(Known known, string street, IReadOnlyCollection<string> old) =>
        [.. Running.Of(known, street, old).Distinct().Order()];

    public static string Door(params string?[] parts) => string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
