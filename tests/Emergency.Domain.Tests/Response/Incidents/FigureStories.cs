using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.DoorLadder;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>应查 = 已落实 + 未落实 + 失联, or 应转 = 已转 + 未转 + 失联, in three rows: each figure counts the marks at the doors.</summary>
public sealed class FigureStories
{
    private static Figures After(params DoorsEvent[] acts) => Figures.Of(Counted.Concat(acts).Aggregate(Doors.None, Doors.Evolve));

    [Fact]
    public void At_the_start_everybody_is_still_to_be_moved() =>
        After().ShouldBe(new Figures(new(0, 3, 0, 0, 3), new(0, 3, 0, 0, 3), new(0, 7, 0, 0, 7)));

    [Fact]
    public void What_was_found_adds_up_to_the_first_row_and_a_visitor_is_counted_beside_it()
    {
        var doors = Counted
            .Concat([
                Ticked(OldMan, DoorState.NeedsHelp),
                new VisitorAdded(Fire, Community, Tourist, Couple, DoorState.Safe, Hidden("游客"), GridChief, Cast.After(9)),
            ])
            .Aggregate(Doors.None, Doors.Evolve);
        Findings.Of(doors).ShouldBe(Findings.None with { NeedsHelp = 1, Unchecked = 2, Visitors = 1 });
    }

    [Fact]
    public void Who_is_safe_is_out_and_who_refuses_is_a_part_of_who_is_left() =>
        After(Ticked(OldMan, DoorState.Refuses), Ticked(Guest, DoorState.AtHospital), DoorTicked(Couple, DoorState.Unreachable, []))
            .ShouldBe(new Figures(new(1, 2, 0, 1, 2), new(0, 2, 1, 1, 3), new(1, 4, 2, 1, 6)));

    [Fact]
    public void A_household_counts_as_its_worst_person()
    {
        After(DoorTicked(Family, DoorState.Safe, [Grandmother])).Households.ShouldBe(new(1, 2, 0, 0, 2));
        After(DoorTicked(Family, DoorState.Safe, [Grandmother]), Ticked(Grandmother, DoorState.Unreachable))
            .Households.ShouldBe(new(0, 2, 1, 0, 3));
        After(DoorTicked(Family, DoorState.NeedsHelp, []), Ticked(Grandmother, DoorState.Unreachable))
            .Households.ShouldBe(new(0, 3, 0, 0, 3));
    }

    [Fact]
    public void A_visitor_in_need_found_with_a_household_keeps_that_door_open()
    {
        DoorsEvent[] safe = [DoorTicked(Couple, DoorState.Safe, [])];
        After(safe).Households.ShouldBe(new(1, 2, 0, 0, 2));
        After([.. safe, new VisitorAdded(Fire, Community, Tourist, Couple, DoorState.NeedsHelp, Hidden("游客"), GridChief, Cast.After(9))])
            .ShouldBe(new Figures(new(0, 3, 0, 0, 3), new(0, 3, 0, 0, 3), new(2, 6, 0, 0, 6)));
    }

    [Fact]
    public void Who_was_not_met_at_a_door_is_still_to_be_found_and_keeps_it_open()
    {
        After(DoorTicked(Family, DoorState.Safe, [Grandmother]) with { NotMet = 1 })
            .ShouldBe(new Figures(new(1, 2, 0, 0, 2), new(0, 3, 0, 0, 3), new(2, 5, 0, 0, 5)));
        After(DoorTicked(Family, DoorState.Safe, [Grandmother]) with { NotMet = 1 }, DoorTicked(Family, DoorState.Safe, [], 9))
            .People.ShouldBe(new(3, 4, 0, 0, 4));
        // A number above all residents counts as all residents.
        After(DoorTicked(Couple, DoorState.Safe, []) with { NotMet = 7 }).People.ShouldBe(new(0, 7, 0, 0, 7));
    }

    [Fact]
    public void A_household_without_others_needs_no_mark_of_its_own() =>
        After(Ticked(OldMan, DoorState.Safe)).Households.ShouldBe(new(1, 2, 0, 0, 2));

    [Fact]
    public void A_door_with_somebody_taken_over_is_settled_and_still_not_moved() =>
        After(
                Ticked(OldMan, DoorState.Refuses),
                new DoorTakenOver(Fire, Community, OldMan, null, "street", Hidden("王科"), StreetOfficer, Cast.After(8))
            )
            .ShouldBe(new Figures(new(0, 3, 0, 1, 2), new(0, 3, 0, 1, 2), new(0, 7, 0, 1, 6)));

    [Fact]
    public void More_people_at_risk_than_members_written_down_all_count() =>
        After(new DoorsJoined(Fire, Community, [new(Id<PersonId>(8), Alone)], [], Night)).People.ToMove.ShouldBe(8);

    [Fact]
    public void Two_communities_are_added_up() => (After() + After(Ticked(OldMan, DoorState.Safe))).AtRisk.ShouldBe(new(1, 5, 0, 0, 5));

    [Fact]
    public void Whatever_is_done_at_the_doors_the_rows_add_up_and_nobody_is_lost() =>
        Any.Holds(
            length: 60,
            times: 400,
            acts =>
            {
                var doors = Doors.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    var command = (Command)
                        any.Make(
                            any.Among([
                                typeof(CountDoors),
                                typeof(JoinDoors),
                                typeof(CheckPerson),
                                typeof(CheckPerson),
                                typeof(CheckPerson),
                                typeof(CheckHousehold),
                                typeof(CheckHousehold),
                                typeof(AddVisitor),
                                typeof(TakeOverDoor),
                            ])
                        );
                    var before = doors;
                    if (Doors.Decide(doors, command) is Decision.Happened { Events: var events })
                        doors = events.Aggregate(doors, Doors.Evolve);

                    before
                        .Persons.Values.Where(p => (p.Visitor || p.State != DoorState.Unchecked) && !doors.Persons.ContainsKey(p.Id))
                        .ShouldBeEmpty();
                    if (command is CountDoors)
                        before
                            .Persons.Values.Where(p => doors.Persons.TryGetValue(p.Id, out var now) && now.State != p.State)
                            .ShouldBeEmpty();
                    if (command is CountDoors count && count.AreaVersion >= before.AreaVersion)
                        count.Persons.Where(p => doors.Persons[p.Person].Outside).ShouldBeEmpty();
                    AddsUp(doors);
                }
            }
        );

    [Fact]
    public void Safe_at_home_is_settled_where_doors_are_checked_and_still_left_where_everybody_has_to_leave()
    {
        DoorsEvent[] acts = [Ticked(OldMan, DoorState.Safe), Ticked(Guest, DoorState.Moved)];
        var checking = Counted.Concat(acts).Aggregate(Doors.None, Doors.Evolve);
        Figures.Of(checking).AtRisk.ShouldBe(new(2, 1, 0, 0, 1));
        Figures.Of(checking, AreaPurpose.Evacuate).AtRisk.ShouldBe(new(1, 2, 0, 0, 2));
        var leaving = Doors.Evolve(checking, new DoorsCounted(Fire, Community, 2, [], [], [], [], [], [], Night, AreaPurpose.Evacuate));
        Figures.Of(leaving).ShouldBe(Figures.Of(checking, AreaPurpose.Evacuate));
        Figures.Of(Doors.Evolve(leaving, Ticked(OldMan, DoorState.Away, 9))).AtRisk.ShouldBe(new(2, 1, 0, 0, 1, 1));
    }

    [Fact]
    public void Who_is_safe_at_home_keeps_the_scene_open_where_everybody_has_to_leave()
    {
        var leaving = Counted
            .Append(new DoorsCounted(Fire, Community, 2, [], [], [], [], [], [], Night, AreaPurpose.Evacuate))
            .Concat([
                DoorTicked(Family, DoorState.Moved, [Grandmother]),
                DoorTicked(Couple, DoorState.Moved, []),
                Ticked(Guest, DoorState.Moved),
                Ticked(OldMan, DoorState.Safe),
            ])
            .Aggregate(Doors.None, Doors.Evolve);
        Doors.Decide(leaving, new CloseDoors(Cast.After(20))).ShouldBeOfType<Decision.Rejected>();
        var moved = Doors.Evolve(leaving, Ticked(OldMan, DoorState.Moved, 9));
        Doors.Decide(moved, new CloseDoors(Cast.After(20))).ShouldBeOfType<Decision.Happened>();
    }

    // Marks at doors, with their printed class: 安全 in the own home counts as not moved.
    private static readonly DoorState[] Found =
        [DoorState.Safe, DoorState.Away, DoorState.Moved, DoorState.WithRelatives, DoorState.AtHospital, DoorState.HandedOver],
        Gone = [.. Found.Except([DoorState.Safe])];

    private static void AddsUp(Doors doors)
    {
        AddsUp(doors, Figures.Of(doors, AreaPurpose.Check), Found);
        AddsUp(doors, Figures.Of(doors, AreaPurpose.Evacuate), Gone);
        Figures.Of(doors).ShouldBe(Figures.Of(doors, doors.Purpose));
    }

    private static void AddsUp(Doors doors, Figures figures, DoorState[] counted)
    {
        var registered = doors.Persons.Values.Where(p => !p.Visitor).ToList();
        figures.AtRisk.ToMove.ShouldBe(registered.Count);
        figures.Households.ToMove.ShouldBe(doors.Households.Count);
        // Each person under their mark: persons under their own, the others under that of their household.
        var words = doors
            .Persons.Values.Select(p => p.State)
            .Concat(
                doors.Households.Values.SelectMany(h =>
                {
                    var others = Math.Max(0, h.Members - registered.Count(p => p.Household == h.Id));
                    var notMet = Math.Min(h.NotMet, others);
                    return Enumerable.Repeat(h.State, others - notMet).Concat(Enumerable.Repeat(DoorState.Unchecked, notMet));
                })
            )
            .ToList();
        foreach (var (row, pressed) in new[] { (figures.AtRisk, registered.ConvertAll(p => p.State)), (figures.People, words) })
        {
            row.Moved.ShouldBe(pressed.Count(counted.Contains));
            row.Lost.ShouldBe(pressed.Count(word => word == DoorState.Unreachable));
            row.Left.ShouldBe(pressed.Count - row.Moved - row.Lost);
            row.Refuses.ShouldBe(pressed.Count(word => word == DoorState.Refuses));
            row.Away.ShouldBe(pressed.Count(word => word == DoorState.Away));
        }
        foreach (var row in new[] { figures.AtRisk, figures.Households, figures.People })
        {
            row.Refuses.ShouldBeLessThanOrEqualTo(row.Left);
            row.Away.ShouldBeLessThanOrEqualTo(row.Moved);
            row.Open.ShouldBeInRange(0, row.Left + row.Lost);
        }
    }
}
