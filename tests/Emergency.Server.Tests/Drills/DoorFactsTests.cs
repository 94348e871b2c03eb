using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Foundation;

namespace Emergency.Server.Tests.Drills;

/// <summary>A household of an old couple and a grandson, one of an old woman alone, and one where nobody is at risk.</summary>
public sealed class DoorFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 17, 40, 0, TimeSpan.Zero);
    private static readonly IncidentId Fire = new(Guid.CreateVersion7());
    private static readonly By Secretary = new(new("secretary"), Role.Secretary);
    private static readonly DoorNote NoNote = new(null, null, null);
    private static readonly HouseholdId Couple = new(Guid.CreateVersion7()),
        Alone = new(Guid.CreateVersion7()),
        Young = new(Guid.CreateVersion7());
    private static readonly PersonId He = new(Guid.CreateVersion7()),
        She = new(Guid.CreateVersion7()),
        Widow = new(Guid.CreateVersion7());
    private readonly List<RealmEvent> _log = [];
    private DoorFacts _facts = DoorFacts.None;
    private long _position;

    public DoorFactsTests() =>
        Happens(
            new DoorsCounted(
                Fire,
                "411502001001",
                1,
                [new(He, Couple), new(She, Couple), new(Widow, Alone)],
                [new(Couple, 3), new(Alone, 1), new(Young, 2)],
                [],
                [],
                [],
                [],
                Now
            )
        );

    private void Happens(DoorsEvent e)
    {
        var entity = Entities.Doors("drill-1", Fire, "411502001001");
        var form = e switch
        {
            PersonChecked => DoorFacts.Person,
            HouseholdChecked => DoorFacts.Whole,
            _ => "doors.other.v1",
        };
        (_facts, var told) = _facts.Of(
            new Happened(new(++_position), entity, _position, form, new(Guid.Empty, "", "", "", "", null, Now, null), e)
        );
        _log.AddRange(told);
    }

    private void Household(HouseholdId id, DoorState state, int? notMet, params PersonId[] with) =>
        Happens(new HouseholdChecked(Fire, "411502001001", id, state, ListOf.From(with), NoNote, Secretary, Now, notMet));

    private void Person(PersonId id, DoorState state) =>
        Happens(new PersonChecked(Fire, "411502001001", id, state, NoNote, Secretary, Now));

    private int Proved(string form, string distinct, params string[] states) =>
        _log.Where(new Pattern(form, [new("state", ListOf.From(states))]).Matches)
            .DistinctBy(one => string.Join('\n', one.Values(distinct)), StringComparer.Ordinal)
            .Count();

    [Fact]
    public void A_household_marked_is_its_persons_seen()
    {
        Household(Couple, DoorState.Safe, null, He, She);
        Proved(DoorFacts.Person, "person", "safe").ShouldBe(3);
        Proved(DoorFacts.Whole, "household", "safe").ShouldBe(1);
        _log.Where(one => one.Position == 2).Select(one => one.Part).ShouldBe([0, 1, 2, 3]);
        _log.Where(one => one.Form == DoorFacts.Person)
            .ShouldAllBe(one =>
                one.Values("by.role").SequenceEqual(new[] { "secretary" })
                && one.Values("household").SequenceEqual(new[] { Couple.ToString() })
            );
    }

    [Fact]
    public void Who_was_not_met_was_not_seen_and_a_door_nobody_opened_is_nobody_seen()
    {
        Household(Young, DoorState.Safe, 1);
        Proved(DoorFacts.Person, "person", "safe").ShouldBe(1);
        Household(Couple, DoorState.Unchecked, null);
        _log.Count(one => one.Form == DoorFacts.Person).ShouldBe(1);
    }

    [Fact]
    public void Marking_the_last_person_behind_a_door_marks_the_household()
    {
        Person(Widow, DoorState.Safe);
        Proved(DoorFacts.Whole, "household", "safe").ShouldBe(1);
        Person(He, DoorState.Safe);
        Person(She, DoorState.Safe);
        // The grandson has not been seen yet.
        Proved(DoorFacts.Whole, "household", "safe").ShouldBe(1);
        Proved(DoorFacts.Person, "person", "safe").ShouldBe(3);
    }

    [Fact]
    public void A_household_that_refuses_is_its_person_that_refuses_and_a_visitor_is_a_person()
    {
        Household(Alone, DoorState.Refuses, null, Widow);
        Proved(DoorFacts.Person, "person", "refuses", "needs-help").ShouldBe(1);
        Happens(new VisitorAdded(Fire, "411502001001", new(Guid.CreateVersion7()), Young, DoorState.Safe, new(""), Secretary, Now));
        Proved(DoorFacts.Person, "person", "safe").ShouldBe(1);
    }
}
