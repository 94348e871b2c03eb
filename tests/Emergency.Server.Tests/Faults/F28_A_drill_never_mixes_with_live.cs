using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Drills;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>
/// Nothing of a drill appears anywhere in live: in no answer, no broadcast, no message to a hotline, no export; and nothing real appears in
/// an answer or broadcast of a drill. A day of drills: every scenario of the product, all its injects, and acts of people in it.
/// </summary>
[Long("a day of every drill")]
public sealed class F28_A_drill_never_mixes_with_live : IAsyncLifetime
{
    // Only players use this text; the others are people of the registers, whom no drill may name.
    private const string Said = "only-ever-played";
    private static readonly string[] Real = ["陈试", "褚样", "褚拟", "卫拟", "139-0000", "1390000", "陈*", "褚*", "卫*"];
    private static readonly Role[] Players = [Role.CountyDuty, Role.Secretary, Role.GridChief, Role.UnitChief];
    private Centre _centre = null!;
    private Quarter _quarter = null!;

    public async ValueTask InitializeAsync()
    {
        _centre = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                ((string[])["120", "voice"]).ToDictionary(line => line, _ => WebhookSecret.Parse(Quarter.Secret)!, StringComparer.Ordinal)
            ),
            new([], Turn.Silence),
            TimeProvider.System
        );
        _quarter = new([
            "--hotlines:120:secret",
            Quarter.Secret,
            "--hotlines:120:url",
            _centre.Address.ToString().TrimEnd('/'),
            "--hotlines:voice:secret",
            Quarter.Secret,
            "--hotlines:voice:url",
            $"{_centre.Address}voice",
        ]);
        await _quarter.InitializeAsync();
    }

    [Fact]
    public async Task After_a_day_of_drills_nothing_of_them_is_in_live_and_nobody_real_is_in_them()
    {
        var scene = await Scene.Play(_quarter);
        // The scene's own hand-over goes to an office of the house; this one to a hotline.
        var real = (
            await (await _quarter.As(Role.Secretary)).Post(
                $"/api/incidents/{scene.Incident}/handovers",
                new { kind = "ambulance", persons = new[] { QuarterRegisters.Person(QuarterRegisters.Here) } }
            )
        )
            .Is(201)["id"]
            .GetGuid();
        var everybody = new List<(Role Role, Api Api)>();
        foreach (var role in Enum.GetValues<Role>())
            everybody.Add((role, await _quarter.As(role)));
        var duty = await _quarter.As(Role.CountyDuty);
        await using var live = await Ears.Open(_quarter, everybody, Entities.Live, scene.Incident);

        var drills = new List<Drilled>();
        foreach (
            var scenario in (await duty.Get("/api/drills/scenarios"))
                .Is(200)["items"]
                .EnumerateArray()
                .Where(one => !one.TryGetProperty("authority", out var own) || own.ValueKind == JsonValueKind.Null)
        )
            drills.Add(await Play(scenario.GetProperty("id").GetString()!, everybody));
        drills.Count.ShouldBeGreaterThanOrEqualTo(5);

        string[] ofDrills = [Said, .. drills.SelectMany(one => one.Made), .. drills.Select(one => one.Realm)];
        var found = new List<string>();
        void Look(string where, string text, IEnumerable<string> forbidden) =>
            found.AddRange(forbidden.Where(one => text.Contains(one, StringComparison.Ordinal)).Select(one => $"{where}: {one}"));

        // Every GET route, by everybody here: in live nothing of a drill, in a drill nobody real.
        var routes = (await Route.All(_quarter.Clerk)).Where(route => route is { Method: "GET", Session: true }).ToList();
        foreach (var route in routes)
        foreach (var role in route.Roles(Reach.Scope, Reach.Assigned))
        {
            var who = await _quarter.As(role);
            if (!route.Path.StartsWith("/api/drills", StringComparison.Ordinal))
                Look(
                    $"live {route} {role}",
                    (await route.Send(who, scene, route.Path == "/api/incidents" ? "state=all" : "")).Text,
                    ofDrills
                );
            var last = drills[^1];
            Look(
                $"drill {route} {role}",
                (
                    await route.Send(
                        who,
                        scene with
                        {
                            Incident = last.Incident,
                        },
                        $"realm={last.Realm}{(route.Path == "/api/incidents" ? "&state=all" : "")}"
                    )
                ).Text,
                route.Path.StartsWith("/api/schedules", StringComparison.Ordinal) ? [] : Real
            );
        }
        Look("export", (await _quarter.Clerk.Get("/api/export?after=0")).Is(200).Text, ofDrills);

        // A live event heard now comes after all events of the drills.
        await live.Heard(duty, QuarterRegisters.Here);
        foreach (var (who, _, change) in live.All.Where(one => one.View != "drill"))
            Look($"heard in live by {who}", change, ofDrills);
        await Until.True(() => _centre.Log.Text().Contains($"{real}", StringComparison.Ordinal), "what is real reaches the hotline");
        Look("a hotline", _centre.Log.Text(), ofDrills);
        foreach (var one in drills)
        foreach (var (who, _, change) in one.Heard)
            Look($"heard in a drill by {who}", change, Real);
        found.Distinct(StringComparer.Ordinal).Take(20).ShouldBeEmpty();
        drills.Sum(one => one.Heard.Count).ShouldBeGreaterThan(100, "the drills are heard");
        (await duty.Get($"/api/incidents?realm={drills[0].Realm}&state=all")).Is(200).Text.ShouldNotContain($"{scene.Incident}");
    }

    private sealed record Drilled(
        string Realm,
        Guid Incident,
        IReadOnlyList<string> Made,
        IReadOnlyList<(string Who, string View, string Text)> Heard
    );

    /// <summary>Plays a scenario from start to end: every inject at once, two dozen acts, a note, the end.</summary>
    private async Task<Drilled> Play(string scenario, IReadOnlyList<(Role, Api)> everybody)
    {
        var duty = await _quarter.As(Role.CountyDuty);
        var id = (
            await duty.Post(
                "/api/drills",
                new
                {
                    title = $"演练 {scenario}",
                    scenario,
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await duty.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await duty.Post($"/api/drills/{id}/start", new { factor = 60 })).Is(200);
        var realm = (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!;
        var people = new Dictionary<Role, Api>();
        foreach (var role in Players)
            people[role] = await _quarter.As(role);
        var traffic = new Traffic(scenario.Length, Said, $"?realm={realm}", role => people[role]);
        await traffic.Next();
        var incident = traffic.Made.First();
        await using var ears = await Ears.Open(_quarter, everybody, realm, incident);
        foreach (var inject in (await duty.Get($"/api/drills/{id}/report")).Is(200)["injects"].EnumerateArray())
            await duty.Post($"/api/drills/{id}/injects/{inject.GetProperty("id").GetString()}", new { fate = "fired" });
        for (var step = 0; step < 24; step++)
            await traffic.Next();
        (await duty.Post($"/api/drills/{id}/note", new { text = Said })).Is(200);
        await ears.Heard(duty, QuarterRegisters.Here);
        (await duty.Post($"/api/drills/{id}/end", new { })).Is(200);
        return new(realm, incident, [.. traffic.Made.Select(one => one.ToString())], ears.All);
    }

    public async ValueTask DisposeAsync()
    {
        if (_quarter is not null)
            await _quarter.DisposeAsync();
        if (_centre is not null)
            await _centre.DisposeAsync();
    }

    /// <summary>Listens as everybody to every group they can join, in one realm.</summary>
    private sealed class Ears : IAsyncDisposable
    {
        private readonly List<(string Who, Ear Ear)> _ears = [];
        private readonly List<(string Who, string View, string Text)> _joined = [];
        private string _realm = Entities.Live;

        /// <summary>Contents of the answers to joining, and all later changes.</summary>
        public IReadOnlyList<(string Who, string View, string Text)> All =>
            [
                .. _joined,
                .. _ears.SelectMany(one =>
                    one.Ear.Changed.Select(change => (one.Who, (string?)change["view"] ?? "", change.ToJsonString()))
                ),
            ];

        public static async Task<Ears> Open(Quarter quarter, IReadOnlyList<(Role Role, Api Api)> everybody, string realm, Guid incident)
        {
            var ears = new Ears { _realm = realm };
            foreach (var (role, api) in everybody)
            {
                var ear = await Ear.Open(quarter.Server.Address, api.Token!);
                ears._ears.Add(($"{role}", ear));
                foreach (
                    var (kind, id) in ((string, string)[])
                        [
                            ("division", QuarterRegisters.County),
                            ("division", QuarterRegisters.Street),
                            ("division", QuarterRegisters.Here),
                            ("incident", $"{incident}"),
                            ("doors", $"{incident}/{QuarterRegisters.Here}"),
                            ("me", api.Account),
                        ]
                )
                {
                    var joined = await ear.Tries(kind, id, realm);
                    foreach (var one in joined?["snapshot"]?.AsArray() ?? [])
                        ears._joined.Add(($"{role} {kind}", (string?)one!["view"] ?? "", one.ToJsonString()));
                }
            }
            return ears;
        }

        /// <summary>Waits until a change made now is heard by the listeners of that community.</summary>
        public async Task Heard(Api duty, string community)
        {
            var now = (
                await duty.Post(
                    $"/api/incidents{(_realm == Entities.Live ? "" : $"?realm={_realm}")}",
                    new
                    {
                        category = "other",
                        priority = "normal",
                        title = "听见了没有",
                        community,
                    }
                )
            ).Is(201).String("id")!;
            var listens = _ears.Single(one => one.Who == nameof(Role.CountyDuty)).Ear;
            await Until.True(() => listens.Newest("incident", now) is not null, "it is heard");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (_, ear) in _ears)
                await ear.DisposeAsync();
        }
    }
}
