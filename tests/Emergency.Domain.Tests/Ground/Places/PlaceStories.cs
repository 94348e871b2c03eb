using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Places;

public sealed partial class PlaceStories
{
    private static readonly ImportId First = Id<ImportId>(1),
        Second = Id<ImportId>(2);
    private static readonly Area.Polygons Square = new([
        [
            [new(114.06, 32.11), new(114.07, 32.11), new(114.07, 32.12), new(114.06, 32.11)],
        ],
    ]);
    private static readonly Hazard Wires = new(Id<HazardId>(1), "电气", "一般", "飞线充电", There, 30, null, Today, "found");
    private static readonly DivisionRegistered Registered = new(Community, "义阳社区", "社区", new(2024, 1, 1), First, Night);
    private static readonly ShelterFacts Hall = new(
        Id<ShelterId>(1),
        Community,
        "活动中心避难点",
        "社区活动中心",
        40,
        160,
        "全天",
        true,
        true,
        ["fire", "flood"],
        There,
        null
    );

    private static Story Division(params DivisionEvent[] events) => Story.Of(Noun.Place).Given(events);

    private static Story Shelter(params ShelterEvent[] events) => Story.Of(Noun.Shelter).Given(events);

    [Fact]
    public void A_division_keeps_its_successor() =>
        Division()
            .When(new RegisterDivision(Community, "义阳社区", "社区", new(2024, 1, 1), First, Night))
            .Then(Registered)
            .When(new RegisterDivision(Community, "义阳社区", "社区", new(2024, 1, 1), Second, After(1)))
            .Nothing()
            .When(new SucceedDivision(Neighbours, new(2027, 1, 1), After(2)))
            .Then(new DivisionSucceeded(Neighbours, new(2027, 1, 1), After(2)))
            .When(new SucceedDivision(Neighbours, new(2027, 1, 1), After(3)))
            .Nothing();

    [Fact]
    public void Only_a_registered_division_has_a_boundary_and_hazards()
    {
        Division()
            .When(new DrawBoundary(Square, true, First, Night))
            .Refused(Domain.Places.Division.Unknown)
            .When(new RecordHazards([Wires], First, Night))
            .Refused(Domain.Places.Division.Unknown);
        Division(Registered)
            .When(new DrawBoundary(Square, true, First, Night))
            .Then(new BoundaryDrawn(Square, true, First, Night))
            .When(new DrawBoundary(Square, true, Second, After(1)))
            .Nothing();
        Division(Registered)
            .When(new RecordHazards([Wires], First, Night))
            .Then(new HazardRecorded(Wires, First, Night))
            .When(new RecordHazards([Wires], Second, After(1)))
            .Nothing();
    }

    [Fact]
    public void A_boundary_drawn_by_hand_stays_when_the_file_before_it_is_undone()
    {
        Division(Registered, new BoundaryDrawn(Square, true, First, Night))
            .When(new DrawBoundary(Square, false, null, After(1)))
            .Then(new BoundaryDrawn(Square, false, null, After(1)))
            .When(new DrawBoundary(Square, false, null, After(2)))
            .Nothing()
            .When(new UndoDivisionImport(First, After(3)))
            .Then(new DivisionRemoved(Community, First, After(3)));
    }

    [Fact]
    public void Undoing_a_file_takes_away_what_it_brought_and_restores_what_it_changed()
    {
        var closed = Wires with { Status = "closed" };
        Division(
                Registered,
                new BoundaryDrawn(Square, true, First, Night),
                new HazardRecorded(Wires, First, Night),
                new HazardRecorded(closed, Second, After(1))
            )
            .When(new UndoDivisionImport(Second, After(2)))
            .Then(new HazardRecorded(Wires, null, After(2)))
            .When(new UndoDivisionImport(First, After(3)))
            .Then(
                new DivisionRemoved(Community, First, After(3)),
                new BoundaryRemoved(First, After(3)),
                new HazardRemoved(Wires.Id, First, After(3))
            )
            .When(new UndoDivisionImport(First, After(4)))
            .Nothing();
        Division(
                Registered,
                Registered with
                {
                    Name = "义阳里社区",
                    Import = Second,
                },
                new BoundaryDrawn(Square, true, First, Night),
                new BoundaryDrawn(Square, false, Second, Night)
            )
            .When(new UndoDivisionImport(Second, After(2)))
            .Then(Registered with { Import = null, At = After(2) }, new BoundaryDrawn(Square, true, null, After(2)));
    }

    [Fact]
    public void People_are_never_turned_away_by_a_figure()
    {
        Shelter(new ShelterRecorded(Hall, First, Night))
            .When(new OpenShelter(Secretary, After(1)))
            .Then(new ShelterOpened(Secretary, After(1)))
            .When(new OpenShelter(Secretary, After(2)))
            .Nothing()
            .When(new CountShelter(55, Secretary, After(3)))
            .Then(new ShelterCounted(55, Secretary, After(3)))
            .When(new CountShelter(55, Secretary, After(4)))
            .Nothing()
            .When(new CountShelter(-1, Secretary, After(5)))
            .Refused(Domain.Places.Shelter.NegativeOccupancy)
            .When(new CloseShelter(Secretary, After(6)))
            .Then(new ShelterClosed(Secretary, After(6)))
            .When(new CloseShelter(Secretary, After(7)))
            .Nothing();
        Shelter().When(new OpenShelter(Secretary, After(1))).Refused(Domain.Places.Shelter.Unknown);
    }

    [Fact]
    public void A_shelter_is_withdrawn_when_it_is_closed_and_empty_and_a_register_brings_it_back()
    {
        var withdrawn = new WithdrawShelter("拆了", Secretary, After(9));
        var recorded = new ShelterRecorded(Hall, First, Night);
        Shelter(recorded, new ShelterOpened(Secretary, After(1))).When(withdrawn).Refused(Domain.Places.Shelter.InUse);
        Shelter(recorded, new ShelterCounted(1, Secretary, After(1))).When(withdrawn).Refused(Domain.Places.Shelter.InUse);
        Shelter(recorded).When(withdrawn with { Reason = " " }).Refused(Domain.Places.Shelter.ReasonNeeded);
        Shelter(recorded)
            .When(withdrawn)
            .Then(new ShelterWithdrawn(Hall.Id, "拆了", Secretary, After(9)))
            .When(withdrawn)
            .Refused(Domain.Places.Shelter.Unknown)
            .When(new UndoShelterImport(First, After(10)))
            .Nothing()
            .When(new RecordShelter(Hall, Second, After(11)))
            .Then(new ShelterRecorded(Hall, Second, After(11)))
            .When(new OpenShelter(Secretary, After(12)))
            .Then(new ShelterOpened(Secretary, After(12)));
    }

    [Fact]
    public void A_shelter_with_people_in_it_stays_when_its_file_is_undone()
    {
        var bigger = Hall with { Capacity = 80 };
        Shelter(new ShelterRecorded(Hall, First, Night))
            .When(new UndoShelterImport(First, After(1)))
            .Then(new ShelterRemoved(Hall.Id, First, After(1)))
            .When(new UndoShelterImport(First, After(2)))
            .Nothing();
        Shelter(new ShelterRecorded(Hall, First, Night), new ShelterOpened(Secretary, Night))
            .When(new UndoShelterImport(First, After(1)))
            .Nothing();
        Shelter(new ShelterRecorded(Hall, First, Night), new ShelterRecorded(bigger, Second, Night))
            .When(new UndoShelterImport(First, After(1)))
            .Nothing()
            .When(new UndoShelterImport(Second, After(1)))
            .Then(new ShelterRecorded(Hall, null, After(1)))
            .When(new UndoShelterImport(First, After(2)))
            .Then<ShelterRemoved>(e => e.Import.ShouldBe(First));
        Shelter(new ShelterRecorded(Hall, First, Night))
            .When(new RecordShelter(Hall, Second, After(1)))
            .Nothing()
            .When(new RecordShelter(bigger, null, After(1)))
            .When(new UndoShelterImport(First, After(2)))
            .Nothing();
    }

    [Theory]
    [InlineData("411502", null, null, null, true)]
    [InlineData("411502001001", "001001-G1", null, null, true)]
    [InlineData("411502001001", "001001-G1", "1号楼", "4单元", true)]
    [InlineData("411502001001", "001001-G1", "1号楼", "3单元", false)]
    [InlineData("411502001001", "001001-G2", null, null, false)]
    [InlineData("411502001002", null, null, null, false)]
    [InlineData("411503", null, null, null, false)]
    [InlineData("41150", null, null, null, false)]
    [InlineData("", null, null, null, false)]
    public void Somebody_answers_for_a_door_only_where_division_and_every_named_part_are_theirs(
        string division,
        string? grid,
        string? building,
        string? unit,
        bool covers
    ) => new Scope(division, grid, building, unit).Covers(new Place(Community, G1, "1号楼", "4单元", "502")).ShouldBe(covers);

    [Fact]
    public void Who_answers_for_a_grid_does_not_answer_for_the_whole_community()
    {
        new Scope(Community, G1).Covers(new Place(Community)).ShouldBeFalse();
        new Scope(Community).Covers(new Place(County)).ShouldBeFalse();
        new Scope(Community, G1, "7号楼").ToString().ShouldBe("411502001001/001001-G1/7号楼");
    }

    [Fact]
    public void Midnight_there_begins_the_next_day()
    {
        Shanghai.Day(new DateTimeOffset(2026, 3, 10, 15, 59, 59, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 3, 10));
        Shanghai.Day(new DateTimeOffset(2026, 3, 10, 16, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 3, 11));
        Shanghai.At(new DateOnly(2026, 7, 1), 9).ShouldBe(new DateTimeOffset(2026, 7, 1, 1, 0, 0, TimeSpan.Zero));
    }
}
