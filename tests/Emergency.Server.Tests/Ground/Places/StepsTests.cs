using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Hazards;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Across.DivisionChanges;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.KeptLists;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Places;

/// <summary>Remaining steps of a split or merge, for every point at which the former server ended.</summary>
public sealed class StepsTests(Borough town)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private Task Register(string code) =>
        town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, $"例{code[9..]}社区", "社区", new(2020, 1, 1), null, Now));

    [Fact]
    public async Task A_plan_is_left_until_it_is_in_force_and_due_where_it_goes()
    {
        const string Old = "411502804041";
        const string There = "411502804042";
        await Register(Old);
        await Register(There);
        var change = DivisionChange.None with
        {
            Old = [Old],
            New = [new(There, "例042社区")],
            Said = ImmutableDictionary<string, string>.Empty.Add($"plan/{Old}", There),
            Stage = DivisionChangeStage.Begun,
            By = Borough.By,
            From = Shanghai.Day(Now),
        };
        PlanText text = new("2026-1", "示例预案", [new("call", "fire", "报警", [new("1", TaskClass.Life, ["网格长"], "拨119", 60, [])])]);
        foreach (
            var command in (Command[])
                [new DraftPlan(text, null, Borough.By, Now), new SubmitPlan(Borough.By, Now), new ApprovePlan(Borough.By, Now)]
        )
            await town.Do(Entities.Plan(Borough.Realm, Old), command);
        Left().ShouldBe([$"plan/{Old}"]);
        foreach (
            var command in (Command[])
                [new DraftPlan(text, null, Borough.By, Now), new SubmitPlan(Borough.By, Now), new ApprovePlan(Borough.By, Now)]
        )
        {
            await town.Do(Entities.Plan(Borough.Realm, There), command);
            Left().ShouldBe([$"plan/{Old}"], command.ToString());
        }
        await town.Do(Entities.Plan(Borough.Realm, There), new MarkPlanDue("contacts", Now));
        Left().ShouldBeEmpty();

        IEnumerable<string> Left() => new Steps(town.Folding.Now, change, Now).Left.Select(thing => thing.Id);
    }

    [Fact]
    public async Task Planned_drills_go_where_it_was_said_and_lists_of_doors_are_taken_back()
    {
        const string Old = "411502804044";
        const string There = "411502804045";
        await Register(Old);
        await Register(There);
        var schedule = new ScheduleId(Guid.CreateVersion7());
        await town.Sealing.Ensure([schedule.Value], TestContext.Current.CancellationToken);
        var facts = new ScheduleFacts(
            "季度演练",
            Old[..9],
            [Old],
            "old-block-fire",
            DrillForm.Solo,
            new(Rhythm.Days, Shanghai.Day(Now), 90),
            new(9, 0),
            60,
            OnHoliday.Next,
            false,
            town.Sealing.Seal(schedule.Value, new FreeText("何拟安 13900000009")),
            "停止演练"
        );
        await town.Do(Entities.Schedule(schedule), new MakeSchedule(facts, Calendar.WeekendsOnly, Borough.By, Now));
        await town.Do(Entities.StandingLists(Old), new GiveList(new("chief-044"), Shanghai.Day(Now).AddDays(3), Borough.By, Now));
        var thing = $"schedule/{Old}.{schedule}";
        Things.Of(town.Folding.Now, [Old], Shanghai.Day(Now)).Select(one => one.Id).ShouldBe([thing]);
        DivisionChange.MayEnd(thing).ShouldBeTrue();
        var change = DivisionChange.None with
        {
            Old = [Old],
            New = [new(There, "例045社区")],
            Said = ImmutableDictionary<string, string>.Empty.Add(thing, There),
            Stage = DivisionChangeStage.Begun,
            By = Borough.By,
            From = Shanghai.Day(Now),
        };
        foreach (var step in Standing().Moving())
            await town.Do(step.To, step.Command);
        Standing().Left.ShouldBeEmpty();
        Standing().Moving().ShouldBeEmpty();
        var moved = town.Folding.Now.Of<SchedulesKnown>().Find(schedule)!.State;
        (moved.Facts!.Communities.Single(), moved.Next is not null).ShouldBe((There, true));
        town.Folding.Now.Of<StandingKnown>().Of(Old).Given.ShouldBeEmpty();

        Steps Standing() => new(town.Folding.Now, change, Now);
    }

    [Fact]
    public async Task A_row_of_a_file_that_somebody_acted_on_comes_back_nowhere_once_memory_has_forgotten_it()
    {
        const string Code = "411502804043";
        await Register(Code);
        Hazard row = new(new(Guid.CreateVersion7()), "外墙脱落", "一般", "外墙（示例）", null, null, null, new(2024, 3, 13), "整改中");
        await town.Do(Entities.Place(Borough.Realm, Code), new RecordHazards([row], null, Now));
        var known = HazardsKnown.Of(town.Folding.Now, Code, row.Id)!;
        known.File.ShouldNotBeNull();

        await town.Sealing.Ensure([row.Id.Value], TestContext.Current.CancellationToken);
        var then = Now - TimeSpan.FromDays(500);
        await town.Do(
            Entities.Hazard(row.Id),
            new DropHazard(town.Sealing.Seal(row.Id.Value, new FreeText("不是隐患（示例）")), Borough.By, then) { File = known.File }
        );
        HazardsKnown.In(town.Folding.Now, Code).ShouldBeEmpty();
        HazardsKnown.Of(town.Folding.Now, Code, row.Id).ShouldBeNull();
    }
}
