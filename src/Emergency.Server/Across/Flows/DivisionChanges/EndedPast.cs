using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Hazards;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Resources;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.Parties;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A community as it stood when the change that ended it began, with the destination of each thing.</summary>
/// <param name="Change">The change with its decisions; null where none of ours ended it.</param>
/// <param name="Things">Things with the destination of each: a code, or nowhere.</param>
internal sealed record EndedPast(
    DivisionChange? Change,
    TeamKnown Team,
    ImmutableDictionary<MemberId, string> MembersTo,
    Supplies Stock,
    IReadOnlyList<(Thing Thing, string To)> Things
);

/// <summary>Reads a former community from its own streams: no view has anything of it any more, since everything has moved.</summary>
internal sealed class EndedPasts(IFeed feed, ISealing sealing)
{
    public async Task<EndedPast> Of(Known known, string community, DateOnly today, CancellationToken stop)
    {
        var (change, begun) = await Change(community, known.At, stop);
        var (team, members) = await Team(community, begun, known.At, stop);
        var homes = await Homes(known, community, begun, today, stop);
        var (stock, lots) = await Stock(community, begun, known.At, stop);
        var others = new List<(Thing, string)>();
        foreach (var (id, to) in (change?.Said ?? DivisionChange.None.Said).OrderBy(one => one.Key, StringComparer.Ordinal))
            if (await Other(known, community, id, begun, stop) is { } thing)
                others.Add((thing, to));
        return new(
            change,
            team,
            members.ToImmutableDictionary(one => one.Id, one => one.To),
            stock,
            [
                .. homes,
                .. members.Select(one =>
                {
                    var member = team.Members[one.Id];
                    return (
                        new Thing(
                            $"member/{one.Id}",
                            community,
                            Masks.Name(member.Contact?.Name ?? ""),
                            0,
                            member.Facts.Grid,
                            member.Facts.Building
                        ),
                        one.To
                    );
                }),
                .. lots,
                .. others,
            ]
        );
    }

    /// <summary>Finds the change that ended it, and the position in the journal from which its things moved.</summary>
    private async Task<(DivisionChange? Change, Position Begun)> Change(string community, Position upTo, CancellationToken stop)
    {
        var (state, begun, found, at) = (DivisionChange.None, upTo, (DivisionChange?)null, upTo);
        await foreach (var happened in feed.Stream(Entities.DivisionChange(Divisions.Street(community)), upTo, stop))
        {
            if (happened.Event is not DivisionChangeEvent e)
                continue;
            state = DivisionChange.Evolve(state, e);
            if (e is DivisionChangeBegun)
                begun = happened.Position;
            if (e is DivisionChangeFinished && state.Ending.Contains(community, StringComparer.Ordinal))
                (found, at) = (state, begun);
        }
        return (found, at);
    }

    // Members who joined during the move are listed with the earlier ones.
    private async Task<(TeamKnown Team, IReadOnlyList<(MemberId Id, string To)> Gone)> Team(
        string community,
        Position begun,
        Position upTo,
        CancellationToken stop
    )
    {
        var (state, gone) = (Domain.Teams.Team.None, new List<(MemberId, string)>());
        await foreach (var happened in feed.Stream(Entities.Team(Entities.Live, community), upTo, stop))
            switch (happened.Event)
            {
                case MemberPassed passed when happened.Position > begun:
                    gone.Add((passed.Passed.Member.Id, passed.To));
                    break;
                case TeamEvent e:
                    state = Domain.Teams.Team.Evolve(state, e);
                    break;
                default:
                    break;
            }
        var members = state.Members.ToImmutableDictionary(one => one.Key, one => MemberKnown.Of(one.Value, sealing));
        return (new(state, members), [.. gone.Where(one => members.ContainsKey(one.Item1))]);
    }

    private async Task<IReadOnlyList<(Thing, string)>> Homes(
        Known known,
        string community,
        Position begun,
        DateOnly today,
        CancellationToken stop
    )
    {
        var (homes, persons) = (new List<(Thing Thing, string To, HouseholdId Id)>(), new List<PersonPassed>());
        await foreach (var happened in feed.Stream(Entities.Residents(Entities.Live, community), known.At, stop))
            if (happened.Position > begun && happened.Event is HouseholdPassed home)
                homes.Add((Home(home.Household, community), home.To, home.Household.Id));
            else if (happened.Position > begun && happened.Event is PersonPassed person)
                persons.Add(person);
        var (ids, residents) = (homes.Select(one => one.Id).ToHashSet(), known.Of<ResidentsKnown>());
        return
        [
            .. homes
                .OrderBy(one => one.Thing.Building?.Length)
                .ThenBy(one => one.Thing.Building, StringComparer.Ordinal)
                .ThenBy(one => one.Thing.Label, StringComparer.Ordinal)
                .Select(one => (one.Thing, one.To)),
            .. persons
                .Where(one => one.Person.Household is not { } home || !ids.Contains(home))
                .Select(one => (Person(residents.Persons.GetValueOrDefault(one.Person.Id), one.Person, community, today), one.To)),
        ];
    }

    private Thing Home(Household home, string community)
    {
        var door = sealing.Open<HouseholdContact>(home.Contact) ?? HouseholdContact.Unknown;
        return new(
            $"household/{home.Id}",
            community,
            Things.Door(door.Building, door.Unit, door.Room) is { Length: > 0 } label ? label : door.Address ?? "",
            home.Members,
            home.Grid,
            door.Building
        );
    }

    // The person as the register has them today: one who was erased since has no name here either.
    private static Thing Person(PersonKnown? person, AtRiskResident then, string community, DateOnly today) =>
        new(
            $"person/{then.Id}",
            community,
            person is null ? ""
                : person.IsMinor(today) ? Things.Door(person.Listed.Building, person.Listed.Unit, person.Listed.Room)
                : ResidentsQuery.Masked(person, today),
            1,
            then.Grid,
            person?.Listed.Building
        );

    private async Task<(Supplies Stock, IReadOnlyList<(Thing, string)> Gone)> Stock(
        string community,
        Position begun,
        Position upTo,
        CancellationToken stop
    )
    {
        var (state, gone) = (Supplies.None, new List<(Thing, string)>());
        await foreach (var happened in feed.Stream(Entities.Supplies(Entities.Live, community), upTo, stop))
            switch (happened.Event)
            {
                case LotPassed passed when happened.Position > begun:
                    gone.Add((new($"lot/{passed.Lot}", community, passed.Facts.Name, passed.Facts.Quantity), passed.To));
                    break;
                // In this reading, giving out a lot and passing it on are one act.
                case LotGiven when happened.Position > begun:
                    break;
                case SuppliesEvent e:
                    state = Supplies.Evolve(state, e);
                    break;
                default:
                    break;
            }
        return (state, [.. gone.OrderBy(one => one.Item1.Label, StringComparer.Ordinal)]);
    }

    /// <summary>Reads a thing that neither team, register nor stock has, from its own stream; null for another community's.</summary>
    private async Task<Thing?> Other(Known known, string community, string id, Position begun, CancellationToken stop)
    {
        var key = id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (id == $"plan/{community}")
            return new(id, community, "");
        if (DivisionChange.Kind(id) is "grid" or "schedule")
            return !key.StartsWith($"{community}.", StringComparison.Ordinal)
                ? null
                : new(
                    id,
                    community,
                    DivisionChange.Kind(id) == "grid" ? key.Split('.', 3)[^1] : Planned(known, key[(community.Length + 1)..])
                );
        if (DivisionChange.Kind(id) == "account")
            return await Account(known, community, id, key, begun, stop);
        if (!Guid.TryParse(key, out var guid))
            return null;
        var (of, name) = DivisionChange.Kind(id) switch
        {
            "shelter" => await At(Entities.Shelter(Entities.Live, new(guid)), begun, Shelter.None, Shelter.Evolve, stop)
                is { Facts: { } facts }
                ? (facts.Community, facts.Name)
                : default,
            "risk" => await At(Entities.RiskPoint(new(guid)), begun, RiskPoint.None, RiskPoint.Evolve, stop) is { Facts: { } facts } one
                ? (one.Community, facts.Name)
                : default,
            "patrol" => await At(Entities.Patrol(new(guid)), begun, Patrol.None, Patrol.Evolve, stop) is { Facts: { } facts } one
                ? (one.Community, facts.Name)
                : default,
            "party" => await At(Entities.Party(new(guid)), begun, Party.None, Party.Evolve, stop) is { Facts: { } facts }
                ? (facts.Community, PartyKnown.NameOf(facts, sealing))
                : default,
            "resource" => (
                await At(Entities.Resources(Entities.Live, community), begun, ResourceList.None, ResourceList.Evolve, stop)
            ).All.GetValueOrDefault(new(guid))
                is { } one
                ? (community, one.Facts.Name)
                : default,
            "ground" => (
                await At(Entities.Ground(Entities.Live, community), begun, GroundFeatures.None, GroundFeatures.Evolve, stop)
            ).All.GetValueOrDefault(new(guid))
                is { } one
                ? (community, one.Facts.Name)
                : default,
            "hazard" => await Hazard(known, new(guid), begun, stop),
            _ => default((string, string)),
        };
        return of == community ? new(id, community, name) : null;
    }

    private static string Planned(Known known, string schedule) =>
        Guid.TryParse(schedule, out var id) ? known.Of<SchedulesKnown>().Find(new(id))?.Facts.Title ?? "" : "";

    // A row of a file became a hazard by moving.
    private async Task<(string, string)> Hazard(Known known, HazardId id, Position begun, CancellationToken stop)
    {
        var (state, from) = (HazardCase.None, (string?)null);
        await foreach (var happened in feed.Stream(Entities.Hazard(id), known.At, stop))
            if (happened.Event is HazardEvent e && from is null)
            {
                from = happened.Position > begun && e is HazardMoved moved ? moved.From : null;
                state = HazardCase.Evolve(state, e);
            }
        return (from ?? "", from is null ? "" : state.Row?.Type ?? state.Facts?.Kind ?? "");
    }

    private async Task<Thing?> Account(Known known, string community, string id, string key, Position begun, CancellationToken stop)
    {
        if (known.Of<AccountsKnown>().Accounts.Values.FirstOrDefault(one => one.Id.Key == key) is not { } account)
            return null;
        var then = await At(Entities.Account(account.Id), begun, Domain.Accounts.Account.None, Domain.Accounts.Account.Evolve, stop);
        return then.Grants.Any(grant => grant.Scope.Division == community) ? new(id, community, account.Name ?? "") : null;
    }

    private async Task<T> At<T>(EntityId entity, Position upTo, T none, Func<T, Event, T> evolve, CancellationToken stop)
    {
        var state = none;
        await foreach (var happened in feed.Stream(entity, upTo, stop))
            if (happened.Event is Event e)
                state = evolve(state, e);
        return state;
    }
}
