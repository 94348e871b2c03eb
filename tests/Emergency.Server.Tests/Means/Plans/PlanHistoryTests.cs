using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Reactions;

namespace Emergency.Server.Tests.Plans;

/// <summary>Each event of a plan names its version: the draft that was edited, or the version in force.</summary>
public sealed class PlanHistoryTests(Borough town)
{
    [Fact]
    public async Task What_is_filed_evaluated_or_due_is_the_version_in_force_and_all_else_the_draft()
    {
        var world = await World.Make(town);
        var plan = Entities.Plan(Entities.Live, Borough.Community);
        foreach (
            var e in (PlanEvent[])
                [
                    new PlanDrafted(new("2026-2", "预案", []), null, Borough.By, world.Now),
                    new PlanFiled("备1号", Borough.By, world.Now),
                    new PlanSubmitted(Borough.By, world.Now),
                    new PlanMarkedDue("risk", world.Now, "滑坡"),
                    new PlanReturned(world.Words, Borough.By, world.Now),
                    new PlanEvaluated(Borough.By, world.Now),
                    new PlanSubmitted(Borough.By, world.Now),
                    new PlanApproved(Borough.By, world.Now),
                    new PlanFiled("备2号", Borough.By, world.Now),
                    new PlanDrafted(new("2026-3", "预案", []), null, Borough.By, world.Now),
                    new DraftDiscarded(Borough.By, world.Now),
                ]
        )
            world.Happen(plan, e);
        var feed = new MemoryFeed(town.Time);
        foreach (var happened in world.All.Where(one => one.Entity == plan))
            feed.Append(plan, (Event)happened.Event);
        var told = await new PlanHistory(feed).Of(Entities.Live, Borough.Community, world.Known, TestContext.Current.CancellationToken);
        told.Reverse()
            .Select(moment => $"{moment.What["plan.".Length..]} {moment.Version} {moment.About}".Trim())
            .ShouldBe([
                "drafted.v1 2026-1",
                "submitted.v1 2026-1",
                "approved.v1 2026-1",
                "drafted.v1 2026-2",
                "filed.v1 2026-1 备1号",
                "submitted.v1 2026-2",
                "marked-due.v1 2026-1 risk 滑坡",
                "returned.v1 2026-2",
                "evaluated.v1 2026-1",
                "submitted.v1 2026-2",
                "approved.v1 2026-2",
                "filed.v1 2026-2 备2号",
                "drafted.v1 2026-3",
                "draft-discarded.v1 2026-3",
            ]);
    }
}
