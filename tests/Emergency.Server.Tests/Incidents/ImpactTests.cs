using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Incidents;

public sealed class ImpactTests(District town)
{
    [Fact]
    public async Task Everybody_inside_is_listed_with_who_knocks()
    {
        var fire = await town.Fire();
        var commander = await town.As("commander");
        var started = TimeProvider.System.GetTimestamp();
        var impact = (await commander.Get($"/api/incidents/{fire}/impact")).Is(200);
        TestContext.Current.TestOutputHelper!.WriteLine($"{TimeProvider.System.GetElapsedTime(started).TotalMilliseconds} ms\n{impact.Text}");
        impact["total"].Of("persons").ShouldBe("x");
    }
}
