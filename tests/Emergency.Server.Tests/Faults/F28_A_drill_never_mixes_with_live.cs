using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>What is only played is heard of nowhere in live: in no answer, no broadcast, no export; and what is real is in no answer of the drill.</summary>
[Collection(nameof(Quarter))]
public sealed class F28_A_drill_never_mixes_with_live(Quarter quarter)
{
    private const string Said = "只在演练里说过的话";

    [Fact]
    public async Task No_byte_of_a_drill_is_in_any_live_answer_broadcast_or_export()
    {
        var scene = await Scene.Shared(quarter);
        var (duty, secretary) = (await quarter.As(Role.CountyDuty), await quarter.As(Role.Secretary));
        await using var county = await Ear.Open(quarter.Server.Address, duty.Token!);
        await using var own = await Ear.Open(quarter.Server.Address, secretary.Token!);
        await county.Join("division", QuarterRegisters.County);
        await own.Join("division", QuarterRegisters.Here);
        await own.Join("me", secretary.Account);

        var id = (await duty.Post("/api/drills", new { title = "不混用演练", scenario = "old-block-fire", form = "field", communities = new[] { QuarterRegisters.Here }, minutes = 60, safetyOfficer = new { name = "例安全", phone = "0376-0000000" }, stopWord = "停止演练" })).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"]) (await duty.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await duty.Post($"/api/drills/{id}/start", new { })).Is(200);
        var realm = (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!;
        var incident = (await duty.Post($"/api/drills/{id}/case", new { inject = "leak", line = "119", category = "fire", priority = "life", title = Said, description = Said, location = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat } })).Is(202).String("incidentId")!;
        (await duty.Post($"/api/incidents/{incident}/impact?realm={realm}", new { circle = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat, metres = 300 } })).Is(200);
        (await duty.Post($"/api/incidents/{incident}/cards?realm={realm}", new { card = "old-block-fire", community = QuarterRegisters.Here })).Is(200);
        (await duty.Post($"/api/orders?realm={realm}", new { incident, receivers = new[] { QuarterRegisters.Here }, text = Said, unreadSeconds = 1 })).Is(201);
        (await secretary.Post($"/api/incidents/{incident}/handovers?realm={realm}", new { kind = "ambulance", persons = new[] { QuarterRegisters.Person(QuarterRegisters.Here) }, text = Said })).Is(201);
        (await secretary.Post($"/api/care?realm={realm}", new { person = QuarterRegisters.Person(QuarterRegisters.Here, 2), community = QuarterRegisters.Here })).Is(201);
        await Until.TrueAsync(async () => (await duty.Get($"/api/incidents/{incident}/figures?realm={realm}")).Is(200)["communities"].GetArrayLength() > 0, "the doors are counted in the drill");

        // Every route that reads, by everybody here, in live.
        string[] ofTheDrill = [incident, Said, realm];
        var found = new List<string>();
        foreach (var route in (await Route.All(quarter.Clerk)).Where(route => route is { Method: "GET", Session: true } && !route.Path.StartsWith("/api/drills", StringComparison.Ordinal)))
            foreach (var role in route.Roles(Reach.Scope, Reach.Assigned))
            {
                var answer = await route.Send(await quarter.As(role), scene, route.Path == "/api/incidents" ? "state=all" : "");
                if (ofTheDrill.Any(one => answer.Text.Contains(one, StringComparison.Ordinal))) found.Add($"{route} {role}");
            }
        found.ShouldBeEmpty();
        var export = (await quarter.Clerk.Get("/api/export?after=0")).Is(200).Text;
        ofTheDrill.Where(one => export.Contains(one, StringComparison.Ordinal)).ShouldBeEmpty();

        // What is told live comes after what the drill did: nothing of the drill is in it but that it runs.
        var real = (await duty.Post("/api/incidents", new { category = "fire", priority = "life", title = "真的", community = QuarterRegisters.Next })).Is(201).String("id")!;
        await Until.True(() => county.Newest("incident", real) is not null, "live hears of the real incident");
        county.Changed.Concat(own.Changed).Where(change => (string?)change["view"] != "drill" && change.ToJsonString() is var text && ofTheDrill.Any(one => text.Contains(one, StringComparison.Ordinal))).ShouldBeEmpty();
        county.Newest("drill", id)!["stage"]!.GetValue<string>().ShouldBe("running");

        (await duty.Get($"/api/incidents?realm={realm}&state=all")).Is(200).Text.ShouldNotContain($"{scene.Incident}");
        (await duty.Post($"/api/drills/{id}/end", new { })).Is(200);
        (await duty.Post($"/api/incidents/{real}/withdraw", new { reason = "试完收回" })).Is(200);
    }
}
