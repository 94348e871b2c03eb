using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Protection;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>领走的, 值班, 保管的物资, 任务, 结对的人, 看的风险点, 走的巡查, 网格长, 交给他探访的门, 保护个案.</summary>
internal enum Held
{
    Equipment,
    Turn,
    Lot,
    Task,
    Person,
    Risk,
    Patrol,
    Grid,
    Visits,
    Protection,
}

/// <summary>A thing in somebody's hands that goes to another person before they leave.</summary>
/// <param name="Key">Key among the things of its kind.</param>
/// <param name="Text">Description without a person's name; a turn is described by day, shift and post.</param>
/// <param name="Incident">Incident of a task.</param>
internal sealed record HeldThing(Held What, string Key, string Text, DutyKey? Turn = null, Guid? Incident = null);

/// <summary>Everything in a member's hands.</summary>
/// <param name="Leads">Running drills that nobody else leads; they keep the member from leaving.</param>
internal sealed record Holdings(IReadOnlyList<HeldThing> Things, IReadOnlyList<string> Leads)
{
    public static Holdings Of(Known known, string realm, string community, MemberId member, DateTimeOffset now)
    {
        var (team, incidents) = (known.Of<TeamsKnown>(realm).Of(community).State, known.Of<IncidentsKnown>(realm));
        return new(
            [
                .. team.UpkeepOf(member).Equipment.Select(one => new HeldThing(Held.Equipment, one.Id.ToString(), one.What)),
                .. incidents.Open.SelectMany(incident =>
                    incident
                        .State.Tasks.Values.Where(task => task.Holder?.Member == member)
                        .Select(task => new HeldThing(
                            Held.Task,
                            $"{incident.Id}/{task.Id}",
                            task.Text is { } text ? $"{incidents.Number(incident)} {text}" : incidents.Number(incident),
                            Incident: incident.Id.Value
                        ))
                ),
                .. team
                    .Roster.Values.Ahead(member.Value, now)
                    .InOrder()
                    .Select(turn => new HeldThing(Held.Turn, KeyOf(turn.Key), "", turn.Key)),
                .. known
                    .Of<SuppliesKnown>(realm)
                    .Of(community)
                    .Lots.Values.Where(lot => lot.Facts.Keeper == member)
                    .OrderBy(lot => lot.Facts.Location, StringComparer.Ordinal)
                    .ThenBy(lot => lot.Facts.Name, StringComparer.Ordinal)
                    .Select(lot => new HeldThing(
                        Held.Lot,
                        lot.Facts.Id.ToString(),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{lot.Facts.Name} {lot.Facts.Quantity} {lot.Facts.Unit} · {lot.Facts.Location}"
                        )
                    )),
                .. known
                    .Of<ResidentsKnown>(realm)
                    .Persons.Values.Where(person => person.Community == community && person.Helper == member && person.Left is null)
                    .OrderBy(person => person.Place.ToString(), StringComparer.Ordinal)
                    .Select(person => new HeldThing(
                        Held.Person,
                        person.Id.ToString(),
                        string.Concat(person.Listed.Building, person.Listed.Unit, person.Listed.Room)
                    )),
                .. realm == Entities.Live ? Watched(known, community, member) : [],
            ],
            Leading(known, community, member)
        );
    }

    // Risk points are not part of a drill.
    private static IEnumerable<HeldThing> Watched(Known known, string community, MemberId member) =>
        known
            .Of<RiskPointsKnown>(Entities.Live)
            .In(community)
            .Where(one => one.State.Facts!.Watcher == member)
            .Select(one => new HeldThing(Held.Risk, one.Id.ToString(), one.State.Facts!.Name))
            .Concat(
                known
                    .Of<PatrolsKnown>(Entities.Live)
                    .In(community)
                    .Where(one => one.State.Facts!.Walker == member)
                    .Select(one => new HeldThing(Held.Patrol, one.Id.ToString(), one.State.Facts!.Name))
            )
            .Concat(
                known
                    .Of<QuartersKnown>(Entities.Live)
                    .Of(community)
                    .Grids.Values.Where(grid => grid.Chief == member)
                    .Select(grid => new HeldThing(Held.Grid, grid.Name, grid.Name))
            )
            .OrderBy(thing => thing.What)
            .ThenBy(thing => thing.Text, StringComparer.Ordinal)
            .Concat(Handed(known, community, member))
            .Concat(Cases(known, community, member));

    private static IEnumerable<HeldThing> Handed(Known known, string community, MemberId member) =>
        known
            .Of<VisitsKnown>(Entities.Live)
            .Of(community)
            .Where(one => one.Value.Aside?.Hand == member)
            .Select(one => (one.Key, Person: known.Of<ResidentsKnown>(Entities.Live).Persons.GetValueOrDefault(one.Key)))
            .Where(one => one.Person is { Left: null, Erased: false })
            .OrderBy(one => one.Person!.Place.ToString(), StringComparer.Ordinal)
            .Select(one => new HeldThing(
                Held.Visits,
                one.Key.ToString(),
                string.Concat(one.Person!.Listed.Building, one.Person.Listed.Unit, one.Person.Listed.Room)
            ));

    // Only accounts that may read a case see whose it is: here cases are only numbered.
    private static IEnumerable<HeldThing> Cases(Known known, string community, MemberId member) =>
        CasesOf(known, community, member).Select((one, n) => new HeldThing(Held.Protection, KeyOf(one.Id), $"#{n + 1}"));

    internal static IEnumerable<ChildCaseKnown> CasesOf(Known known, string community, MemberId member) =>
        known
            .Of<ProtectionKnown>(Entities.Live)
            .All.Values.Where(one => one.State.IsOpen && one.State.Community == community && one.State.Member == member)
            .OrderBy(one => one.OpenedAt)
            .ThenBy(one => one.Id.Value);

    internal static string KeyOf(PersonId child) => Derived.Id(child.Value, "held").ToString();

    private static List<string> Leading(Known known, string community, MemberId member)
    {
        var (drills, accounts) = (known.Of<DrillsKnown>(), known.Of<AccountsKnown>());
        var own = accounts.ByMember(community, member);
        return
        [
            .. drills
                .Playing.Select(id => drills.All[id])
                .Where(drill =>
                    drill.Leaders.Any(own.Contains)
                    && drill.Leaders.All(one => own.Contains(one) || accounts.Find(one) is not { State.Closed: false })
                )
                .Select(drill => drill.Facts.Title)
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static string KeyOf(DutyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Day:yyyy-MM-dd}/{key.Shift}/{key.Post}");
}
