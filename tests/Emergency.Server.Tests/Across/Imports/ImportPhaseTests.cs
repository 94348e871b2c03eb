using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Engine;
using Emergency.Server.Across.Imports;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>An import has ended for whoever asks once they know of its last row: until then it is told as it was.</summary>
public sealed class ImportPhaseTests(Borough town)
{
    /// <summary>Each row: how many events after what the asker knows its last row lies, whether it failed, and what is told.</summary>
    [Theory]
    [InlineData(0, false, "Ended")]
    [InlineData(-1, false, "Ended")]
    [InlineData(1, false, "Writing")]
    [InlineData(0, true, "Ended")]
    public async Task It_has_ended_once_its_last_row_is_known(int later, bool failed, string told)
    {
        var world = await World.Make(town);
        var (asked, id) = (world.Asking(Role.Secretary, Borough.Community), world.New<ImportId>($"{later} {failed}"));
        var (jobs, looking) = (town.Service<ImportJobs>(), town.Service<ImportLooking>());
        var unknown = world.Known;
        world.Happen(
            Entities.Import(Entities.Live, id),
            new ImportBegun(1, "supplies", Borough.Community, new(asked.Account, Role.Secretary), world.Now)
        );
        var known = world.Known;
        using var job = new ImportJob(asked.Account, Entities.Live, world.Now);
        var last = failed ? Position.Start : new Position(known.At.Value + later);
        jobs.Start(
            id,
            job,
            (_, _) => Task.FromResult(new Importing.Imported(id, [], last, failed ? new Problem("import.broke", []) : null))
        );
        await Until.True(() => job.Progress.Phase == ImportPhase.Ended, "it has ended");
        looking.One(id, asked, known, "zh-CN")!.Phase.ToString().ShouldBe(told);
        looking
            .One(id, asked, unknown, "zh-CN")!
            .Phase.ToString()
            .ShouldBe(later < 0 || failed ? "Ended" : "Writing", "its beginning is not known");
        (job.PhaseAt(last) == ImportPhase.Ended).ShouldBeTrue();
    }
}
