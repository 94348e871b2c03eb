using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Membership;

/// <summary>领走的, 值班, 保管的物资, 任务, 结对的人.</summary>
internal enum Held
{
    Equipment,
    Turn,
    Lot,
    Task,
    Person,
}

/// <summary>One thing that somebody has in hand and that goes to another before they leave.</summary>
/// <param name="Key">Names it among those of its kind.</param>
/// <param name="Text">What it is, without a name; a turn is said by day, shift and post.</param>
/// <param name="Incident">Of a task.</param>
internal sealed record HeldThing(Held What, string Key, string Text, DutyKey? Turn = null, Guid? Incident = null);

/// <summary>Everything a member has in hand.</summary>
/// <param name="Leads">Drills that run and that nobody else leads; they keep somebody from leaving.</param>
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
            ],
            Leading(known, community, member)
        );
    }

    private static List<string> Leading(Known known, string community, MemberId member)
    {
        var (drills, accounts) = (known.Of<DrillsKnown>(), known.Of<AccountsKnown>());
        var own = accounts.ByMember(community, member);
        return
        [
            .. drills
                .Playing.Select(id => drills.All[id])
                .Where(drill =>
                    drill.Leaders.Any(own.Contains) && drill.Leaders.All(one => own.Contains(one) || accounts.Find(one) is null)
                )
                .Select(drill => drill.Facts.Title)
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static string KeyOf(DutyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Day:yyyy-MM-dd}/{key.Shift}/{key.Post}");
}
