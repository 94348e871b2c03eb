using System.Collections.Concurrent;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Counties;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Calls.WebPush;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Calls;

/// <summary>
/// Many teams are called out in one night by all channels, a third of which fails, while one node after the other is killed: each person is
/// reached or stands in red, and nobody is called twice for one ring. EMERGENCY_ALARMS sets the number of teams of five (6 in the daily
/// run).
/// </summary>
[Long("PostgreSQL and kills")]
public sealed class AlarmsTests
{
    private const int Five = 5,
        // Communities of one street.
        Most = 900;
    private const double Faulty = 0.3;
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        County = "411502";
    private static readonly int Alarms = Sizes.Of("EMERGENCY_ALARMS", 6);

    private static string Community(int alarm) => FormattableString.Invariant($"{County}{1 + (alarm / Most):000}{1 + (alarm % Most):000}");

    [Fact]
    public async Task Each_is_reached_or_stands_in_red_and_nobody_is_called_twice_for_one_ring()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var fate = new Fate();
        await using var pushes = await PushService.Start(() => fate.Fails ? 503 : null);
        await using var gateway = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new[] { "voice", "chat" }.ToDictionary(line => line, _ => WebhookSecret.Parse(Secret)!, StringComparer.Ordinal)
            ),
            fate.Script(Alarms * Five * 3),
            TimeProvider.System
        );
        using var folder = new TempFolder();
        string[] options =
        [
            "--journal",
            await (await PostgresCluster.Shared).FreshDatabase(),
            "--master-key",
            folder["master.key"],
            "--push-hosts",
            "127.0.0.1",
            .. new[] { "voice", "chat" }.SelectMany(line =>
                new[] { $"--hotlines:{line}:url", new Uri(gateway.Address, $"/{line}").ToString(), $"--hotlines:{line}:secret", Secret }
            ),
        ];
        await using var one = await RunningServer.StartFor(County, [.. options, RunningServer.Apart]);
        await using var people = await Night.Prepare(options[1], folder, pushes);
        await using var other = await RunningServer.Beside([.. options, RunningServer.Apart]);
        gateway.Answer([one.Address, other.Address]);
        using var clerk = await one.SignIn("operator", RunningServer.OperatorPassword);
        await one.Account(
            clerk,
            new
            {
                account = "duty",
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.CountyDuty, new(County)) },
            }
        );

        var callOuts = new List<string>();
        using (var duty = await other.SignIn("duty", ServerFixture.Password))
        {
            var incident = (
                await duty.Post(
                    "/api/incidents",
                    new
                    {
                        category = "flood",
                        title = "山洪",
                        priority = "life",
                        divisionCode = County,
                    }
                )
            ).Is(201);
            foreach (var alarm in Enumerable.Range(0, Alarms))
            {
                if (alarm == Alarms / 2)
                    await one.Kill();
                callOuts.Add(
                    (
                        await duty.Post(
                            $"/api/communities/{Community(alarm)}/call-outs",
                            new { where = "试桥头", incident = incident.String("id") }
                        )
                    )
                        .Is(201)
                        .String("id")!
                );
            }
        }
        await one.BeginAgain();
        gateway.Answer([one.Address]);
        await other.Kill();

        using var desk = await one.SignIn("duty", ServerFixture.Password);
        var ends = new Dictionary<string, IReadOnlyList<JsonElement>>(StringComparer.Ordinal);
        await Until.TrueAsync(
            async () =>
            {
                foreach (var callOut in callOuts.Where(id => !ends.ContainsKey(id)).ToList())
                {
                    var calls = (await desk.Get($"/api/calls?matter={callOut}"))
                        .Is(200)["items"]
                        .EnumerateArray()
                        .Select(it => it.GetProperty("light"))
                        .ToList();
                    if (calls.Count == Five && calls.TrueForAll(call => Has(call, "heard") || Has(call, "gaveUp")))
                        ends[callOut] = calls;
                }
                return ends.Count == callOuts.Count;
            },
            "each is reached or stands in red",
            TimeSpan.FromMinutes(5)
        );

        var all = ends.Values.SelectMany(calls => calls).ToList();
        var (heard, waits) = (all.Count(call => Has(call, "heard")), all.Select(Seconds).Order().ToList());
        TestContext.Current.SendDiagnosticMessage(
            "{0} people: {1} reached, {2} in red; after {3:0} s at the most, {4:0} s in the middle",
            all.Count,
            heard,
            all.Count - heard,
            waits[^1],
            waits[waits.Count / 2]
        );
        all.Count.ShouldBe(Alarms * Five);
        heard.ShouldBeGreaterThan(0);
        foreach (var what in new[] { "ringing", "texting", "shown" })
        {
            var done = gateway.Log.All.Where(line => line.What == what).Select(line => line.Handover!).ToList();
            done.ShouldNotBeEmpty();
            done.Distinct(StringComparer.Ordinal).Count().ShouldBe(done.Count, $"{what}: once for each ring");
        }
        // A push sent when its node was killed can come again: the device shows one for each call, by its topic.
        pushes.All.ShouldNotBeEmpty();
        pushes
            .All.GroupBy(push => push.To)
            .ShouldAllBe(device => device.Select(push => push.Topic).Distinct(StringComparer.Ordinal).Count() == 1);
    }

    private static bool Has(JsonElement call, string name) =>
        call.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    // Seconds from the request of the first ring until a person answered or was given up.
    private static double Seconds(JsonElement call) =>
        (
            (Has(call, "heard") ? call.GetProperty("heard").GetProperty("at") : call.GetProperty("gaveUp")).GetDateTimeOffset()
            - call.GetProperty("rings")[0].GetProperty("at").GetDateTimeOffset()
        ).TotalSeconds;

    /// <summary>Outcome of each ring: by chance, and the same chance each time.</summary>
    private sealed class Fate
    {
        private readonly Random _chance = new(17);

        public bool Fails
        {
            get
            {
                lock (_chance)
                    return _chance.NextDouble() < Faulty;
            }
        }

        private double Next() => _chance.NextDouble();

        /// <summary>
        /// A script for so many rings by each channel: some are not taken at first, some end in silence, few are answered.
        /// </summary>
        public Script Script(int rings) =>
            new(
                [],
                null,
                Calls:
                [
                    .. Enumerable
                        .Range(0, rings)
                        .Select(_ =>
                            Next() is var n && n < Faulty / 2 ? new Ringing(Rung.Answered, 1, Errors: 2, Times: 2)
                            : n < Faulty ? new Ringing(Rung.Silence)
                            : n < 0.6 ? new Ringing(Rung.Answered, 1 + (5 * Next()))
                            : new Ringing(Rung.Failed, 2, "no-answer")
                        ),
                ],
                Texts:
                [
                    .. Enumerable
                        .Range(0, rings)
                        .Select(_ =>
                            Next() is var n && n < Faulty / 3 ? new Texting(Texted.Delivered, 1, Status: 503, Errors: 2)
                            : n < Faulty * 2 / 3 ? new Texting(Texted.Silence)
                            : n < Faulty ? new Texting(Texted.Failed, 1, "off", Status: 400)
                            : new Texting(Texted.Delivered, 1, Times: 2)
                        ),
                ],
                Chats: [.. Enumerable.Range(0, rings).Select(_ => Next() < Faulty ? (Next() < 0.5 ? 503 : 404) : 202)]
            );
    }

    /// <summary>
    /// Divisions, teams of five with phones, their accounts and the devices of half of them, written straight into the journal.
    /// </summary>
    private sealed class Night(Opened opened, DateTimeOffset now) : IAsyncDisposable
    {
        private readonly ConcurrentBag<Device> _devices = [];

        public static async Task<Night> Prepare(string journal, TempFolder folder, PushService pushes)
        {
            var settings = new Settings
            {
                Data = folder["prepared"],
                Demo = false,
                Ballast = 0,
                Journal = journal,
                MasterKey = folder["master.key"],
            };
            var night = new Night(
                await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance),
                TimeProvider.System.GetUtcNow()
            );
            await night.Division(County, "浉河区", "区");
            await night.Do(
                Entities.Deadlines(County),
                new SetDeadline(
                    Deadlines.CallLifeStep,
                    Deadlines.CallLifeStep.Least,
                    Deadlines.CallLifeStep.Usual,
                    await night.Seal(Guid.CreateVersion7(), "演练"),
                    Borough.By,
                    new(new("second"), Role.CountyCommander),
                    night.now
                )
            );
            foreach (var street in Enumerable.Range(0, Alarms).Select(alarm => Community(alarm)[..9]).Distinct(StringComparer.Ordinal))
                await night.Division(street, "试街道", "街道");
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Alarms),
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (alarm, _) => await night.Team(Community(alarm), pushes)
            );
            return night;
        }

        private readonly DateTimeOffset now = now;

        private async Task Team(string community, PushService pushes)
        {
            await Division(community, "试社区", "社区");
            var ids = Enumerable.Range(0, Five).Select(i => new MemberId(Derived.Register("member", County, $"{community} {i}"))).ToList();
            var members = new List<Member>();
            foreach (var (i, id) in ids.Index())
                members.Add(
                    new(
                        id,
                        TeamRole.Responder,
                        null,
                        null,
                        null,
                        [],
                        Availability.OnPost,
                        await Seal(id.Value, new MemberContact("试队员", [$"139{community[7..]}{i:00}"], null, null))
                    )
                );
            var team = Entities.Team(Entities.Live, community);
            await Do(team, new RecordMembers([.. members], null, now));
            foreach (var (i, id) in ids.Index())
            {
                await Do(team, new SetInsurance(id, new("意外险", new(2099, 12, 31)), Borough.By, now));
                await Do(team, new NoteTraining(id, new("急救", new(2024, 1, 1), null), Borough.By, now));
                var account = new AccountId($"responder {community} {i}");
                await Do(
                    Entities.Account(account),
                    new AddAccount(
                        await Seal(Names.Key(account), new AccountContact("试队员", null, null)),
                        "not-for-signing-in",
                        [new(Role.Responder, new(community))],
                        new(community, id),
                        Borough.By,
                        now
                    )
                );
                if (i % 2 == 0)
                    await Subscribe(account, pushes.Subscribe());
            }
        }

        private async Task Subscribe(AccountId account, Device device)
        {
            _devices.Add(device);
            var where = await Seal(Names.Key(account), new PushAddress(device.Endpoint, device.P256dh, device.Auth));
            await Do(Entities.Account(account), new SubscribePush(Guid.CreateVersion7(), where, Borough.By, now));
        }

        private Task Division(string code, string name, string kind) =>
            Do(Entities.Place(Entities.Live, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, now));

        private async Task<Sealed> Seal<T>(Guid key, T value)
        {
            await opened.Sealing.Ensure([key]);
            return opened.Sealing.Seal(key, value);
        }

        private async Task Do(EntityId to, Command command)
        {
            var meta = new Meta(Guid.CreateVersion7(), "", "test", "", "", null, now, null);
            (await opened.Engine.Entities.Send(to, command, meta)).ShouldBeOfType<Engine.Reply.Accepted>();
        }

        public ValueTask DisposeAsync() => opened.DisposeAsync();
    }
}
