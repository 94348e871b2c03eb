using Emergency.Domain.Grids;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

public sealed partial class AssignmentStories
{
    private static readonly Member Book = Of(1, TeamRole.Secretary),
        Head = Of(2, TeamRole.Director),
        Children = Of(3, TeamRole.ChildDirector);
    private static readonly Member Grid1 = Of(11, TeamRole.GridChief, G1),
        Grid2 = Of(12, TeamRole.GridChief, G2),
        Building1 = Of(13, TeamRole.BuildingChief, G1, "1号楼"),
        Building2 = Of(14, TeamRole.BuildingChief, G2, "2号楼");
    private static readonly Member Unit1 = Of(15, TeamRole.UnitChief, G1, "1号楼", "1单元"),
        Unit2 = Of(16, TeamRole.UnitChief, G1, "1号楼", "2单元"),
        Group3 = Of(17, TeamRole.GroupLeader, G1, "3组"),
        Group4 = Of(18, TeamRole.GroupLeader, G1, "4组");
    private static readonly Member Strong = Of(21, TeamRole.Responder),
        Willing = Of(31, TeamRole.Volunteer),
        Neighbour = Of(32, TeamRole.Volunteer);
    private static readonly Member[] Everybody =
    [
        Book,
        Head,
        Children,
        Grid1,
        Grid2,
        Building1,
        Building2,
        Unit1,
        Unit2,
        Group3,
        Group4,
        Strong,
        Willing,
        Neighbour,
    ];
    private static readonly Door Family = new(Id<HouseholdId>(1), G1, "1号楼", "1单元", [Neighbour.Id]),
        Upstairs = new(Id<HouseholdId>(2), G1, "1号楼", "1单元", []),
        NextUnit = new(Id<HouseholdId>(3), G1, "1号楼", "2单元", []),
        Farm = new(Id<HouseholdId>(4), G1, "3组", null, []);

    private static Member Of(int id, TeamRole role, string? grid = null, string? building = null, string? unit = null) =>
        new(Id<MemberId>(id), role, grid, building, unit, [], Availability.OnPost, Hidden($"{id}"));

    private static Duty On(Post post, Member member) => new(Today, Shift.Night, post, member.Id, After(-67), After(653), null);

    private static Step Step(TaskClass kind, params string[] roles) =>
        new("s", kind, ListOf.From(roles.AsEnumerable()), "逐户叫醒", 120, []);

    private static ListOf<PlannedTask> Resolve(
        Step step,
        IEnumerable<Member>? members = null,
        Duty[]? roster = null,
        Door[]? doors = null
    ) =>
        Assignment.Resolve(
            new("c", "fire", "火灾", [step]),
            members ?? Everybody,
            roster ?? [],
            doors ?? [],
            Night,
            ordinal => Id<TaskId>(100 + ordinal)
        );

    private static string[] Levels(PlannedTask task) =>
        [.. task.Levels.Select(l => $"{l.Role}:{string.Join(',', l.Members.Select(m => BitConverter.ToInt32(m.Value.ToByteArray())))}")];

    private static Member[] Without(params Member[] who) => [.. Everybody.Except(who)];

    [Fact]
    public void Waking_a_building_is_one_task_per_unit_for_everybody_in_the_chain_of_its_doors()
    {
        var tasks = Resolve(
            Step(TaskClass.Life, "door-chain"),
            roster: [On(Post.Response, Strong), On(Post.Desk, Grid2)],
            doors: [NextUnit, Family, Upstairs]
        );
        tasks.Count.ShouldBe(2);
        tasks[0].Doors.ShouldBe([Id<HouseholdId>(1), Id<HouseholdId>(2)]);
        Levels(tasks[0]).ShouldBe(["unit-chief:15", "building-chief:13", "grid-chief:11", "response:21", "helper:32"]);
        tasks[1].Doors.ShouldBe([Id<HouseholdId>(3)]);
        Levels(tasks[1]).ShouldBe(["unit-chief:16", "building-chief:13", "grid-chief:11", "response:21"]);
        tasks.Select(t => t.Id).ShouldBe([Id<TaskId>(100), Id<TaskId>(101)]);
    }

    [Fact]
    public void Whoever_leads_two_grids_is_alerted_for_the_doors_of_both_and_once_for_each()
    {
        Quarter Drawn(string name, string building, Member chief) => new(QuarterKind.Grid, name, [building], chief.Id);
        var quarters = Quarters.None with
        {
            Grids = Quarters.None.Grids.Add(G1, Drawn(G1, "1号楼", Grid1)).Add(G2, Drawn(G2, "2号楼", Grid1)),
        };
        var across = new Door(Id<HouseholdId>(5), G2, "2号楼", "1单元", []);
        string[] Asked(IEnumerable<Member> team) => Levels(Resolve(Step(TaskClass.Life, "door-chain"), team, doors: [across]).Single());
        Asked(Without(Grid2)).ShouldBe(["building-chief:14"]);
        Asked(Assignment.OfEachGrid(Without(Grid2), quarters)).ShouldBe(["building-chief:14", "grid-chief:11"]);
        Levels(Resolve(Step(TaskClass.Wait, "网格长"), Assignment.OfEachGrid(Without(Grid2), quarters)).Single())[0]
            .ShouldBe("grid-chief:11");
        Asked(Assignment.OfEachGrid([Grid1 with { Availability = Availability.OnLeave }, Building2], quarters))
            .ShouldBe(["building-chief:14"]);
    }

    [Fact]
    public void Where_the_same_people_answer_for_all_stairwells_of_a_building_it_is_one_task_with_all_its_doors()
    {
        var tasks = Resolve(
            Step(TaskClass.Life, "door-chain"),
            Without(Unit1, Unit2),
            doors: [NextUnit, Upstairs, Family with { Helpers = [] }]
        );
        var only = tasks.ShouldHaveSingleItem();
        only.Doors.ShouldBe([Id<HouseholdId>(2), Id<HouseholdId>(1), Id<HouseholdId>(3)]);
        Levels(only).ShouldBe(["building-chief:13", "grid-chief:11"]);
        // A helper of one stairwell only goes there: nobody is shown the doors of others.
        Resolve(Step(TaskClass.Life, "door-chain"), Without(Unit1, Unit2), doors: [NextUnit, Family]).Count.ShouldBe(2);
        // Another building needs a task of its own.
        Resolve(Step(TaskClass.Life, "door-chain"), [Grid1], doors: [NextUnit, Upstairs with { Building = "9号楼" }]).Count.ShouldBe(2);
    }

    [Fact]
    public void Who_is_grounded_is_not_sent_out_and_is_still_asked_at_the_own_door()
    {
        ListOf<PlannedTask> Resolve(params Member[] grounded) =>
            Assignment.Resolve(
                new("c", "fire", "火灾", [Step(TaskClass.Life, "door-chain")]),
                Everybody,
                [On(Post.Response, Strong)],
                [Family],
                Night,
                ordinal => Id<TaskId>(100 + ordinal),
                grounded.Select(one => one.Id).ToHashSet()
            );
        Levels(Resolve().ShouldHaveSingleItem()).ShouldContain("response:21", StringComparer.Ordinal);
        Levels(Resolve(Strong, Unit1, Neighbour).ShouldHaveSingleItem())
            .ShouldBe(["unit-chief:15", "building-chief:13", "grid-chief:11", "helper:32"]);
    }

    [Fact]
    public void Who_has_several_roles_is_asked_in_each_of_them() =>
        Levels(
                Resolve(
                        Step(TaskClass.Life, "灾害信息员"),
                        [Of(11, TeamRole.GridChief) with { Also = [TeamRole.HazardReporter, TeamRole.FloodWarner] }]
                    )
                    .ShouldHaveSingleItem()
            )
            .ShouldBe(["hazard-reporter:11"]);

    [Fact]
    public void In_a_village_the_leader_of_the_group_is_woken_and_not_the_one_of_the_next() =>
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), doors: [Farm]).ShouldHaveSingleItem())
            .ShouldBe(["grid-chief:11", "group-leader:17"]);

    [Fact]
    public void At_night_the_empty_response_post_is_made_up_for_by_who_keeps_the_desk() =>
        Levels(Resolve(Step(TaskClass.Life, "应急队"), roster: [On(Post.Desk, Grid1), On(Post.Lead, Head)]).ShouldHaveSingleItem())
            .ShouldBe(["desk:11", "lead:2"]);

    [Fact]
    public void Posts_are_filled_by_who_stands_on_the_roster_at_that_minute()
    {
        var tomorrow = On(Post.Desk, Grid2) with { From = After(653), To = After(1373) };
        Levels(Resolve(Step(TaskClass.Life, "值班"), roster: [On(Post.Desk, Grid1), tomorrow])[0]).ShouldBe(["desk:11"]);
    }

    [Fact]
    public void A_title_is_asked_of_who_has_it_and_is_on_duty_else_of_all_who_have_it()
    {
        Levels(Resolve(Step(TaskClass.Life, "网格长"), roster: [On(Post.Desk, Grid2)])[0]).ShouldBe(["grid-chief:12"]);
        Levels(Resolve(Step(TaskClass.Life, "网格长"))[0]).ShouldBe(["grid-chief:11,12"]);
    }

    [Fact]
    public void A_life_safety_step_alerts_all_its_roles_at_once_and_nobody_twice() =>
        Levels(Resolve(Step(TaskClass.Life, "值班", "书记", "网格长"), roster: [On(Post.Desk, Book)])[0])
            .ShouldBe(["desk:1", "grid-chief:11,12"]);

    [Fact]
    public void A_step_that_can_wait_goes_by_role_then_to_who_leads_the_shift_the_secretary_and_the_street()
    {
        Levels(Resolve(Step(TaskClass.Wait, "应急队", "志愿者"), roster: [On(Post.Lead, Head)])[0])
            .ShouldBe(["volunteer:31,32", "lead:2", "secretary:1", "street:"]);
        Levels(Resolve(Step(TaskClass.Wait, "主任"), roster: [On(Post.Lead, Head)])[0]).ShouldBe(["director:2", "secretary:1", "street:"]);
        Levels(Resolve(Step(TaskClass.Wait, "应急队"), members: [])[0]).ShouldBe(["street:"]);
        Levels(Resolve(Step(TaskClass.Wait, "door-chain"), doors: [Upstairs])[0])
            .ShouldBe(["unit-chief:15", "building-chief:13", "grid-chief:11", "secretary:1", "street:"]);
    }

    [Fact]
    public void A_professional_step_names_the_professionals_and_alerts_no_lay_role()
    {
        var task = Resolve(Step(TaskClass.Professional, "消防", "志愿者"), roster: [On(Post.Desk, Grid1)], doors: [Family])
            .ShouldHaveSingleItem();
        task.Levels.ShouldBeEmpty();
        task.Professionals.ShouldBe(["消防"]);
    }

    [Fact]
    public void Whoever_is_paired_with_two_neighbours_is_woken_once() =>
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), doors: [Family, Upstairs with { Helpers = [Neighbour.Id, Unit1.Id] }])[0])
            .ShouldBe(["unit-chief:15", "building-chief:13", "grid-chief:11", "helper:32"]);

    [Fact]
    public void A_roster_that_names_somebody_who_left_the_team_asks_the_others() =>
        Levels(Resolve(Step(TaskClass.Life, "值班"), Without(Grid1), [On(Post.Desk, Grid1), On(Post.Lead, Head)])[0]).ShouldBe(["lead:2"]);
}
