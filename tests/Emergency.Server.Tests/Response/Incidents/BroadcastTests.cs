using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Audience of each event of an incident.</summary>
public sealed class BroadcastTests
{
    private const string Home = "411502001001",
        Next = "411502001002";
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero);
    private static readonly IncidentId Fire = new(new Guid("00000000-0000-0000-0000-000000000001"));
    private static readonly TaskId Wake = new(new Guid("00000000-0000-0000-0000-000000000002"));
    private static readonly MemberId Near = new(new Guid("00000000-0000-0000-0000-000000000003")),
        Far = new(new Guid("00000000-0000-0000-0000-000000000004"));
    private static readonly By Duty = new(new("duty"), Role.CountyDuty);
    private readonly IncidentsView _view = new(new Settings());
    private readonly Changes _changes = new();
    private IncidentsKnown _known = IncidentsKnown.None;
    private long _position;

    public BroadcastTests()
    {
        foreach (var (account, member) in new[] { ("near", Near), ("far", Far) })
            Happens(
                Entities.Account(new(account)),
                new AccountAdded(new("s"), "", [new(Role.UnitChief, new(Home))], new(Home, member), Duty, Now)
            );
        Happens(
            Entities.Incident(Entities.Live, Fire),
            new IncidentOpened(
                "411502",
                Home,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                new(Guid.Empty),
                null,
                null,
                Now,
                new("s"),
                Duty,
                Now
            )
        );
    }

    private IReadOnlyList<Change> Happens(EntityId entity, Event happened)
    {
        _changes.Clear();
        _known = (IncidentsKnown)
            ((IView)_view).Fold(
                _known,
                new Happened(new(++_position), entity, _position, "", new(Guid.Empty, "", "", "", "", null, Now, null), happened),
                _changes
            );
        return [.. _changes.All];
    }

    private IReadOnlyList<Change> Happens(Event happened) => Happens(Entities.Incident(Entities.Live, Fire), happened);

    private TaskOpened Opened(TaskClass kind, params Level[] levels) =>
        new(
            Wake,
            Home,
            "card",
            new(Wake, "step", kind, "叫醒", null, [], [new(Guid.Empty)], [.. levels], 60),
            Now.AddMinutes(1),
            Duty,
            Now
        );

    private static IEnumerable<string> Me(IEnumerable<Change> changes, bool gone = false) =>
        changes
            .Where(change => change.Group.Kind == "me" && change.Value is null == gone)
            .Select(change => change.Group.Id)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Divisions(IEnumerable<Change> changes, bool gone = false) =>
        changes
            .Where(change => change.Group.Kind == "division" && change.View == Lights.Incident && change.Value is null == gone)
            .Select(change => change.Group.Id)
            .Order(StringComparer.Ordinal);

    [Fact]
    public void An_incident_that_turns_out_to_be_elsewhere_leaves_the_old_community_and_reaches_the_new()
    {
        var changes = Happens(new LocationVerified(new(new(114, 32), Datum.Wgs84, new(114, 32)), "411502", Next, null, Duty, Now));
        Divisions(changes).ShouldBe(["41", "4115", "411502", "411502001", Next]);
        Divisions(changes, gone: true).ShouldBe([Home]);
    }

    [Fact]
    public void An_area_that_reaches_the_neighbours_reaches_their_pages_until_it_is_drawn_smaller()
    {
        var area = new Area.Circle(new(114, 32), 150);
        Divisions(Happens(new ImpactDrawn(area, [Home, Next], [], 1, Duty, Now))).ShouldContain(Next, StringComparer.Ordinal);
        Divisions(Happens(new ImpactDrawn(area, [Home], [Next], 2, Duty, Now)), gone: true).ShouldBe([Next]);
    }

    [Fact]
    public void Everybody_a_life_safety_task_concerns_hears_of_it_and_all_but_the_taker_are_left_in_peace()
    {
        Me(Happens(Opened(TaskClass.Life, new("unit-chief", [Near]), new("grid-chief", [Far])))).ShouldBe(["far", "near"]);
        var taken = Happens(new TaskTaken(Wake, new(new("near"), Role.UnitChief, Near), Now));
        Me(taken).ShouldBe(["near"]);
        Me(taken, gone: true).ShouldBe(["far"]);
        Me(Happens(new TaskDone(Wake, new(new("near"), Role.UnitChief, Near), Now)), gone: true).ShouldBe(["near"]);
    }

    [Fact]
    public void A_task_that_can_wait_reaches_the_next_only_when_it_goes_up_and_is_late_then()
    {
        Me(Happens(Opened(TaskClass.Wait, new("unit-chief", [Near]), new("grid-chief", [Far])))).ShouldBe(["near"]);
        var up = Happens(new TaskEscalated(Wake, 1, null, Now));
        Me(up).ShouldBe(["far", "near"]);
        _known.Find(Fire)!.Late.ShouldBe(1);
        up.Select(change => change.Value).OfType<IncidentLight>().First().Tasks.Late.ShouldBe(1);
    }

    [Fact]
    public void Who_said_that_they_cannot_is_not_asked_again()
    {
        Happens(Opened(TaskClass.Life, new Level("unit-chief", [Near, Far])));
        var declined = Happens(new TaskDeclined(Wake, null, 0, Now, new(new("near"), Role.UnitChief, Near), Now));
        Me(declined, gone: true).ShouldBe(["near"]);
        Me(declined).ShouldBe(["far"]);
    }

    [Fact]
    public void An_account_that_comes_to_stand_for_a_member_hears_of_its_tasks_at_once()
    {
        Happens(Opened(TaskClass.Life, new Level("unit-chief", [Near])));
        Me(Happens(Entities.Account(new("deputy")), new AccountAdded(new("s"), "", [], new(Home, Near), Duty, Now))).ShouldBe(["deputy"]);
        Me(Happens(Entities.Account(new("near")), new AccountClosed(Duty, Now)), gone: true).ShouldBe(["near"]);
    }

    [Fact]
    public void Lateness_and_danger_to_life_come_first_on_the_board()
    {
        var second = new IncidentId(Guid.CreateVersion7());
        Happens(
            Entities.Incident(Entities.Live, second),
            new IncidentOpened(
                "411502",
                Home,
                null,
                Category.Power,
                Priority.Normal,
                null,
                null,
                new(Guid.Empty),
                null,
                null,
                Now,
                new("s"),
                Duty,
                Now
            )
        );
        _known.Open.Select(incident => incident.Id).ShouldBe([Fire, second]);
        Happens(new IncidentContained(Duty, Now));
        _known.Open.Select(incident => incident.Id).ShouldBe([second, Fire]);
        Happens(new IncidentWithdrawn(new("s"), Duty, Now));
        _known.Open.Select(incident => incident.Id).ShouldBe([second]);
    }
}
