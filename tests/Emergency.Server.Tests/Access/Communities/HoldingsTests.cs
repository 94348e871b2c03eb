using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Protection;
using Emergency.Domain.Teams;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Across.Membership;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Communities;

/// <summary>Things that a team's member has in hand, and obstacles to the end of their record.</summary>
public sealed class HoldingsTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly By By = World.As(Role.Secretary, BoroughRegisters.Secretary);

    [Fact]
    public async Task What_each_of_a_team_has_in_hand()
    {
        var world = await EdgeRegisters.Make(town);
        var incident = Entities.Incident(Entities.Live, world.New<IncidentId>("the fire"));
        world.Happen(incident, Fire(world));
        foreach (var (n, holder) in ((MemberId[])[GridChief, GridChief, UnitChief]).Index())
        {
            var task = world.New<TaskId>($"task {n}");
            world.Do(
                incident,
                new AssignTask(
                    Here,
                    new(
                        task,
                        null,
                        TaskClass.Wait,
                        n == 0 ? "拦住返回的人" : null,
                        null,
                        [],
                        [],
                        [new("grid", [GridChief, UnitChief])],
                        600
                    ),
                    By,
                    world.Now
                )
            );
            world.Do(incident, new TakeTask(task, World.As(Role.GridChief, holder), false, world.Now));
        }
        foreach (
            var (n, (child, member, closed)) in (
                ((PersonId, MemberId, bool)[])[(LeftBehind, ChildDirector, false), (OldWoman, ChildDirector, true)]
            ).Index()
        )
        {
            var entity = Entities.Protection(Entities.Live, child);
            world.Happen(
                entity,
                new ProtectionOpened(child, Here, ProtectionSource.Report, null, null, [], null, By, world.Now.AddHours(-n))
            );
            world.Happen(entity, new ProtectionAssigned(member, By, world.Now));
            if (closed)
                world.Happen(entity, new ProtectionClosed("safe", By, world.Now));
        }
        var text = new StringBuilder();
        foreach (var realm in (string[])[Entities.Live, World.Drill])
        foreach (var member in (MemberId[])[GridChief, UnitChief, ChildDirector, OtherUnitChief])
        {
            text.Append(CultureInfo.InvariantCulture, $"{world.Text(member)}{(realm == Entities.Live ? "" : " in a drill")}\n");
            foreach (var thing in Holdings.Of(world.In(realm), realm, Here, member, world.Now).Things)
                text.Append(CultureInfo.InvariantCulture, $"  {world.Text(thing)}\n");
        }
        Frozen.Check("asked/holdings.txt", text.ToString());
    }

    /// <summary>Each row: leaders of a drill, and whether the grid chief can leave.</summary>
    [Theory]
    [InlineData("own", false)]
    [InlineData("own other", true)]
    [InlineData("other", true)]
    [InlineData("own closed", false)]
    public async Task A_drill_that_nobody_else_leads_keeps_somebody(string leaders, bool leaves)
    {
        var world = await World.Make(town);
        world.Happen(Entities.Account(new("own")), Added(world, Role.Controller, GridChief));
        world.Happen(Entities.Account(new("other")), Added(world, Role.Controller, UnitChief));
        world.Happen(Entities.Account(new("closed")), Added(world, Role.Controller, null));
        world.Happen(Entities.Account(new("closed")), new AccountClosed(By, world.Now));
        var drill = Entities.Drill(world.New<DrillId>("a drill"));
        var by = leaders.Split(' ').Select(key => new By(new(key), Role.Controller)).ToList();
        world.Happen(
            drill,
            new DrillPrepared(
                new(
                    "季度演练",
                    "old-block-fire",
                    DrillForm.Tabletop,
                    Borough.Street,
                    [Here],
                    TimeSpan.FromHours(1),
                    true,
                    world.Words,
                    "停",
                    null
                ),
                by[0],
                world.Now
            )
        );
        world.Happen(drill, new DrillStarted(world.Now, 1, [Here], by[^1], world.Now));
        var led = world.Known.Of<Features.Drills.DrillsKnown>().Find(new(Guid.Parse(drill.Key)))!.Leaders;
        led.Count().ShouldBe(by.Count, "preparing and starting both lead");
        Holdings.Of(world.Known, Entities.Live, Here, GridChief, world.Now).Leads.ShouldBe(leaves ? [] : ["季度演练"]);
        world.Happen(drill, new DrillEnded(EndReason.Finished, world.Now, by[0], world.Now));
        Holdings.Of(world.Known, Entities.Live, Here, GridChief, world.Now).Leads.ShouldBeEmpty();
    }

    /// <summary>Each row: a thing of a member, and the problem of ending the record.</summary>
    [Theory]
    [InlineData("nothing", null)]
    [InlineData("a turn that is over", null)]
    [InlineData("a turn that runs", "team.still-rostered")]
    [InlineData("a turn ahead", "team.still-rostered")]
    [InlineData("an account", "team.account-open")]
    [InlineData("a closed account", null)]
    [InlineData("a task", "team.at-work")]
    [InlineData("a task of an incident that is over", null)]
    public async Task What_stands_against_the_end_of_a_members_record(string what, string? problem)
    {
        var world = await World.Make(town);
        var (team, now) = (Entities.Team(Entities.Live, Here), world.Now);
        if (what.StartsWith("a turn", StringComparison.Ordinal))
        {
            var from =
                what.EndsWith("over", StringComparison.Ordinal) ? -12
                : what.EndsWith("runs", StringComparison.Ordinal) ? -1
                : 1;
            world.Happen(
                team,
                new DutyRostered(new(world.Today, Shift.Day, Post.Desk, Volunteer, now.AddHours(from), now.AddHours(from + 12), null), now)
            );
        }
        if (what.EndsWith("account", StringComparison.Ordinal))
            world.Happen(Entities.Account(new("own")), Added(world, Role.Volunteer, Volunteer));
        if (what.StartsWith("a closed", StringComparison.Ordinal))
            world.Happen(Entities.Account(new("own")), new AccountClosed(By, now));
        if (what.StartsWith("a task", StringComparison.Ordinal))
        {
            var incident = Entities.Incident(Entities.Live, world.New<IncidentId>("the fire"));
            world.Happen(incident, Fire(world));
            var task = world.New<TaskId>("a task");
            world.Do(
                incident,
                new AssignTask(Here, new(task, null, TaskClass.Wait, null, null, [], [], [new("grid", [Volunteer])], 600), By, now)
            );
            world.Do(incident, new TakeTask(task, World.As(Role.Volunteer, Volunteer), false, now));
            if (what.EndsWith("over", StringComparison.Ordinal))
                world.Happen(incident, new IncidentWithdrawn(world.Words, By, now));
        }
        MemberErasureAct.Against(world.Known, Here, Volunteer, world.Known.Of<TeamsKnown>().Of(Here), now)?.Code.ShouldBe(problem);
        (MemberErasureAct.Against(world.Known, Here, Volunteer, world.Known.Of<TeamsKnown>().Of(Here), now) is null).ShouldBe(
            problem is null
        );
    }

    private static AccountAdded Added(World world, Role role, MemberId? member) =>
        new(world.Words, "–", [new(role, new(Here))], member is { } self ? new(Here, self) : null, By, world.Now);

    private static IncidentOpened Fire(World world) =>
        new(
            Borough.County,
            Here,
            null,
            Category.Fire,
            Priority.Life,
            null,
            null,
            world.New<ReportId>("the call"),
            null,
            null,
            world.Now,
            world.Words,
            By,
            world.Now
        );
}
