using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

/// <summary>
/// A drill that ended long ago is dropped from memory; its report does not change by that. The machine's clock is moved on between two
/// starts.
/// </summary>
[Long("a process under another clock")]
public sealed class PastDrillTests(Quarter quarter) : IClassFixture<Quarter>
{
    [Fact]
    public async Task After_thirty_days_its_realm_is_past_and_its_report_is_the_same()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var (id, realm) = await Playing.Started(duty, "old-block-fire");
        var incident = (
            await duty.Post(
                $"/api/incidents?realm={realm}",
                new
                {
                    category = "fire",
                    title = "演练火警",
                    priority = "life",
                    location = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat },
                }
            )
        ).Is(201).String("id");
        (await duty.Post($"/api/incidents/{incident}/grade?realm={realm}", new { grade = "general" })).Is(200);
        await Playing.End(duty, id);
        var report = (await duty.Get($"/api/drills/{id}/report")).Is(200);
        (await duty.Get($"/api/incidents?realm={realm}")).Is(200);

        (await quarter.Server.End()).ShouldBe(0);
        await quarter.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(31));
        duty = await quarter.Server.SignIn($"{Role.CountyDuty}-{From.Here}", Quarter.Password);
        // An event written today tells every node that the month is over.
        var today = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "看一下",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201);

        var after = $"after={today["position"].GetInt64()}";
        (await duty.Get($"/api/incidents?realm={realm}&{after}")).Is(404).Code.ShouldBe("realm.past");
        (await duty.Post($"/api/incidents/{incident}/grade?realm={realm}", new { grade = "major" })).Is(404);
        (await duty.Get("/api/incidents?realm=drill-00000000000000000000000000000000")).Is(404).Code.ShouldBe("realm.unknown");
        var later = (await duty.Get($"/api/drills/{id}/report?{after}")).Is(200);
        (later["actions"].GetRawText(), later["percent"].GetRawText(), later["objectives"].GetRawText()).ShouldBe(
            (report["actions"].GetRawText(), report["percent"].GetRawText(), report["objectives"].GetRawText())
        );
        (await duty.Get($"/api/drills/{id}/review?{after}")).Is(200);
        (await duty.Get($"/api/drills/{id}/report.docx?{after}")).Is(200);
    }
}
