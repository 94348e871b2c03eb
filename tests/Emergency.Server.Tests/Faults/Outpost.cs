using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Faults;

/// <summary>A server as a process of its own with one incident, and 120 as a simulated centre that outlives it.</summary>
internal sealed class Outpost : IAsyncDisposable
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private readonly ConcurrentDictionary<string, Guid> _acknowledged = new(StringComparer.Ordinal);
    private string _account = "",
        _incident = "";
    private Api? _clerk;

    public Centre Centre { get; private init; } = null!;
    public RunningServer Server { get; private init; } = null!;
    public Api Duty { get; private set; } = null!;

    /// <summary>Hand-overs whose 201 was heard, by the key they were offered under.</summary>
    public IReadOnlyDictionary<string, Guid> Acknowledged => _acknowledged;

    public static async Task<Outpost> Start(Script script, params string[] more)
    {
        var centre = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["120"] = WebhookSecret.Parse(Secret)! }
            ),
            script,
            TimeProvider.System
        );
        var outpost = new Outpost
        {
            Centre = centre,
            Server = await RunningServer.Start([.. Options(centre), RunningServer.Apart, .. more]),
        };
        centre.Answer([outpost.Server.Address]);
        outpost._clerk = await outpost.Server.SignIn("operator", RunningServer.OperatorPassword);
        await outpost.Server.Account(
            outpost._clerk,
            new
            {
                account = "duty",
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
            }
        );
        await outpost.SignIn(outpost.Server);
        outpost._incident = (
            await outpost.Duty.Post(
                "/api/incidents",
                new
                {
                    category = "medical",
                    title = "多人不适",
                    priority = "life",
                }
            )
        ).Is(201).String("id")!;
        return outpost;
    }

    public static string[] Options(Centre centre) => ["--hotlines:120:url", centre.Address.ToString(), "--hotlines:120:secret", Secret];

    /// <summary>Goes on at a server: the same one on its new port, or another over the same journal.</summary>
    public async Task SignIn(RunningServer server)
    {
        Duty?.Dispose();
        _clerk?.Dispose();
        (Duty, _clerk) = (
            await server.SignIn("duty", ServerFixture.Password),
            await server.SignIn("operator", RunningServer.OperatorPassword)
        );
        _account = Duty.Account;
        Centre.Answer([server.Address]);
    }

    public async Task Restart()
    {
        await Server.Kill();
        await Server.Begin();
        await SignIn(Server);
    }

    /// <summary>Offers under the keys, sixteen at once; a sender that finds no server any more gives up.</summary>
    public Task Offer(IEnumerable<string> keys)
    {
        var left = new ConcurrentQueue<string>(keys);
        var duty = Duty;
        return Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ =>
                {
                    while (left.TryDequeue(out var key))
                    {
                        try
                        {
                            var answer = await duty.Post(
                                $"/api/incidents/{_incident}/handovers",
                                new
                                {
                                    kind = "ambulance",
                                    text = key,
                                    patients = 1,
                                    allowSeconds = 600,
                                },
                                ("Idempotency-Key", key)
                            );
                            if (answer.Status == 201)
                                _acknowledged[key] = answer["id"].GetGuid();
                        }
                        catch (HttpRequestException)
                        {
                            return;
                        }
                    }
                })
        );
    }

    public static IReadOnlyList<string> Keys(int many) =>
        [.. Enumerable.Range(0, many).Select(i => i.ToString("offer-000", CultureInfo.InvariantCulture))];

    /// <summary>The id of the hand-over under a key, stored or not: it follows from account and key.</summary>
    public Guid IdOf(string key) => Derived.Id<HandoverId>(Derived.Command(_account, key), 0).Value;

    /// <summary>Lines of the hand-overs in the centre's log.</summary>
    public IReadOnlyList<LogLine> Seen(params string[] what) =>
        [
            .. Centre.Log.All.Where(line =>
                line.Handover is not null && (what.Length == 0 || what.Contains(line.What, StringComparer.Ordinal))
            ),
        ];

    /// <summary>Hand-overs of the stored events of a form.</summary>
    public async Task<IReadOnlyList<Guid>> Stored(string form)
    {
        var lines = (await _clerk!.Get("/api/export"))
            .Is(200)
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line));
        return
        [
            .. lines
                .Where(line => line.GetProperty("form").GetString() == form)
                .Select(line => Guid.Parse(line.GetProperty("stream").GetString()!.Split('/', 3)[2])),
        ];
    }

    /// <summary>Waits until as many hand-overs have such an event.</summary>
    public Task Until(string form, int many, TimeSpan atMost) =>
        Testing.Until.TrueAsync(async () => (await Stored(form)).Distinct().Count() >= many, $"{many} {form}", atMost);

    public async ValueTask DisposeAsync()
    {
        Duty?.Dispose();
        _clerk?.Dispose();
        await Server.DisposeAsync();
        await Centre.DisposeAsync();
    }
}
