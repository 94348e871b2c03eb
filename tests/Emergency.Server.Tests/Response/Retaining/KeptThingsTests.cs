using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Retaining;
using Emergency.Server.Across.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Retaining;

/// <summary>Data of people kept after its purpose, with its terms.</summary>
public sealed class KeptThingsTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly DateTimeOffset Day = Shanghai.At(new(2025, 6, 30), 9);

    private static async Task<World> Made(Borough town)
    {
        var world = await World.Make(town);
        world.Now = Day;
        foreach (
            var (name, ends) in ((string, IncidentEvent[])[])
                [
                    ("runs", []),
                    ("has its scene ended", [new SceneEnded(0, Borough.By, Day.AddDays(1))]),
                    ("ended", [new SceneEnded(0, Borough.By, Day.AddDays(1)), new ResponseEnded(Borough.By, Day.AddDays(2))]),
                    ("was none", [new IncidentWithdrawn(world.Words, Borough.By, Day.AddDays(2))]),
                    (
                        "whose callers are gone",
                        [
                            new SceneEnded(0, Borough.By, Day.AddDays(3)),
                            new ResponseEnded(Borough.By, Day.AddDays(3)),
                            new CallersErased(ErasureBasis.TermOver, [Guid.Empty], Borough.By, Day.AddDays(4)),
                        ]
                    ),
                ]
        )
        {
            var id = world.New<IncidentId>($"an incident that {name}");
            var (incident, report) = (Entities.Incident(Entities.Live, id), world.New<ReportId>($"the call of {name}"));
            var caller = await world.Seal(report.Value, new CallerTold("某甲", "13900000009"));
            world.Happen(
                incident,
                new IncidentOpened(
                    Borough.County,
                    Here,
                    null,
                    Category.Fire,
                    Priority.Life,
                    null,
                    null,
                    report,
                    null,
                    null,
                    Day,
                    world.Words,
                    Borough.By,
                    Day,
                    caller
                )
            );
            var visitor = world.New<PersonId>($"a visitor of {name}");
            world.Happen(Entities.Doors(Entities.Live, id, Here), new DoorsCounted(id, Here, 1, [], [], [], [], [], [], Day));
            world.Happen(
                Entities.Doors(Entities.Live, id, Here),
                new VisitorAdded(
                    id,
                    Here,
                    visitor,
                    null,
                    DoorState.Safe,
                    await world.Seal(visitor.Value, new VisitorText("某乙", null, null)),
                    Borough.By,
                    Day
                )
            );
            foreach (var e in ends)
            {
                world.Now = Day.AddDays(5);
                world.Happen(incident, e);
            }
        }
        var key = new CaseKey("12345", "7");
        var (of, telling) = (world.New<IncidentId>("a case that became none"), world.New<ReportId>("its telling"));
        var facts = new CaseFacts(
            key,
            Category.Other,
            Priority.Normal,
            Borough.County,
            Here,
            null,
            null,
            null,
            null,
            Day,
            world.Words,
            await world.Seal(telling.Value, new CallerTold("某丙", "13900000008"))
        );
        world.Happen(Entities.Case(Entities.Live, key), new CaseReceived(facts, of, telling, Day, true));
        foreach (
            var (name, days, member) in ((string, int, MemberId?)[])
                [
                    ("first", 0, BoroughRegisters.UnitChief),
                    ("second", 20, BoroughRegisters.UnitChief),
                    ("alone", 7, null),
                    ("whose member still signs in", 3, BoroughRegisters.GridChief),
                ]
        )
        {
            var account = Entities.Account(new(name));
            world.Happen(
                account,
                new AccountAdded(
                    world.Words,
                    "–",
                    [new(Role.UnitChief, new(Here))],
                    member is { } self ? new(Here, self) : null,
                    Borough.By,
                    Day.AddDays(-9)
                )
            );
            world.Now = Day.AddDays(days);
            world.Happen(account, new AccountClosed(Borough.By, world.Now));
        }
        world.Happen(
            Entities.Account(new("open")),
            new AccountAdded(world.Words, "–", [new(Role.GridChief, new(Here))], new(Here, BoroughRegisters.GridChief), Borough.By, Day)
        );
        return world;
    }

    [Fact]
    public async Task What_is_kept_of_whom_since_when_and_until_when()
    {
        var world = await Made(town);
        var things = new KeptThings(new Settings(), town.Sealing);
        var text = new StringBuilder();
        foreach (
            var line in things
                .All(world.Known)
                .Select(thing =>
                    $"{world.Text(thing)}, until {world.Text(thing.Due)}, called {world.Text(KeptThings.Called(thing, world.Known, town.Sealing))}"
                )
                .Order(StringComparer.Ordinal)
        )
            text.Append(line).Append('\n');
        Frozen.Check("asked/kept-things.txt", text.ToString());
    }

    [Fact]
    public async Task It_is_to_be_decided_from_the_moment_its_term_is_over()
    {
        var world = await Made(town);
        var things = new KeptThings(new Settings(), town.Sealing);
        var due = things.All(world.Known).Where(thing => thing.Due is not null).ToList();
        due.Count.ShouldBeGreaterThan(1);
        foreach (var thing in due)
        {
            world.Now = thing.Due!.Value.AddTicks(-1);
            Asked(thing).ShouldNotContain(thing.Id, $"{world.Text(thing)}, a moment before");
            world.Now = thing.Due.Value;
            Asked(thing).ShouldContain(thing.Id, $"{world.Text(thing)}, then");
        }

        IEnumerable<Guid> Asked(KeptThing thing) =>
            RetentionEndpoints
                .List(null, null, null, Deciding(thing), world.Known, things, town.Sealing)
                .Value!.Items.Select(item => item.Id);
        Asked Deciding(KeptThing thing) =>
            Enum.GetValues<Role>().Select(role => world.Asking(role, Borough.County)).First(asked => thing.May(asked, thing.Asks));
    }

    /// <summary>Questions to each deciding office over the years, without the settled or held ones.</summary>
    [Fact]
    public async Task What_is_to_be_decided_by_whom_and_when()
    {
        var world = await Made(town);
        var things = new KeptThings(new Settings(), town.Sealing);
        var text = new StringBuilder();
        var ended = world.New<IncidentId>("an incident that ended").ToString();
        foreach (var months in (int[])[5, 7, 13, 25, 37])
        {
            world.Now = Day.AddMonths(months);
            foreach (
                var (name, said) in ((string, RetentionEvent?)[])
                    [
                        ("", null),
                        (
                            " after somebody kept it",
                            new DataKept(new(KeptClass.Callers, Here, ended), world.Today, world.Words, Borough.By, world.Now)
                        ),
                        (
                            " after that day",
                            new DataKept(new(KeptClass.Callers, Here, ended), world.Today.AddDays(-1), world.Words, Borough.By, world.Now)
                        ),
                        (
                            " after somebody archived it",
                            new DataArchived(new(KeptClass.Callers, Here, ended), world.Words, Borough.By, world.Now)
                        ),
                        (
                            " after the incident is held",
                            new DataHeld(new(KeptClass.Incident, Here, ended), world.Today, world.Words, Borough.By, world.Now)
                        ),
                    ]
            )
            {
                if (said is not null && months != 13)
                    continue;
                var apart = world.Fork();
                if (said is not null)
                    apart.Happen(Entities.Retention(said.Of), said);
                foreach (
                    var (role, division) in ((Role, string)[])
                        [
                            (Role.StreetOfficer, Borough.Street),
                            (Role.CivilAffairs, Borough.County),
                            (Role.Operator, Borough.County),
                            (Role.Secretary, Here),
                            (Role.Auditor, Borough.County),
                        ]
                )
                {
                    var page = RetentionEndpoints
                        .List(null, null, null, apart.Asking(role, division), apart.Known, things, town.Sealing)
                        .Value!;
                    var items = page.Items.Select(one =>
                        $"{world.Text(one.Class)} {world.Text(one.Subject)}{(one.IsDue ? "" : " not due")}{(one.Hold is null ? "" : " held")}{(one.MayDecide ? "" : " not theirs")}"
                    );
                    text.Append(CultureInfo.InvariantCulture, $"{months} months{name}, {world.Text(role)}: {string.Join(", ", items)}\n");
                }
            }
        }
        Frozen.Check("asked/retention.txt", text.ToString());
    }
}
