using System.Text.Json;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Logging;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.People;

/// <summary>If the record of a reading cannot be stored, the data is not sent.</summary>
public sealed class RefusedReadingTests(ForgetfulServer server) : IClassFixture<ForgetfulServer>
{
    private const string Community = "411502001001",
        Register = $"/api/communities/{Community}/residents";

    public static TheoryData<string, string> Readings
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var reading in Asked.Keys)
            foreach (var answer in ForgetfulServer.Answers.Keys)
                all.Add(reading, answer);
            return all;
        }
    }

    private static readonly Dictionary<string, Func<ForgetfulServer, Api, Task<Answer>>> Asked = new(StringComparer.Ordinal)
    {
        ["secretary: callers"] = (server, who) => who.Post($"/api/incidents/{server.Incident}/caller", new { reason = "回电" }),
        ["secretary: one record"] = (server, who) => who.Post($"{Register}/{server.Adult}/reveal", new { reason = "上门探访" }),
        ["secretary: register"] = (_, who) => who.Get($"{Register}?limit=200"),
        ["secretary: opened list"] = (server, who) => who.Post($"/api/incidents/{server.Incident}/list/open", new { reason = "敲门" }),
        ["secretary: doors"] = (server, who) => who.Get($"/api/incidents/{server.Incident}/doors"),
        ["secretary: impact"] = (server, who) => who.Get($"/api/incidents/{server.Incident}/impact"),
        ["secretary: kinds before an area is drawn"] = (server, who) => who.Get($"/api/incidents/{server.Undrawn}/impact"),
        ["secretary: small circle in an incident"] = (server, who) =>
            who.Post(
                "/api/impact",
                new
                {
                    incident = server.Incident,
                    area = new
                    {
                        circle = new
                        {
                            lon = 114.068594,
                            lat = 32.119337,
                            metres = 20,
                        },
                    },
                }
            ),
        ["commander: circle outside an incident"] = (_, who) =>
            who.Post(
                "/api/impact",
                new
                {
                    area = new
                    {
                        circle = new
                        {
                            lon = 114.068594,
                            lat = 32.119337,
                            metres = 300,
                        },
                    },
                }
            ),
        ["secretary: team"] = (_, who) => who.Post($"/api/communities/{Community}/team/open", new { }),
        ["secretary: care"] = (server, who) => who.Get($"/api/care/{server.Care}"),
        ["secretary: accounts"] = (_, who) => who.Get("/api/accounts"),
        ["secretary: timeline taken away"] = (server, who) => who.Get($"/api/incidents/{server.Incident}/timeline/export"),
        ["auditor: journal taken away"] = (_, who) => who.Get("/api/export"),
        ["auditor: reason"] = (server, who) =>
            who.Post(
                $"/api/access/{server.Reading}/reason",
                new { day = Shanghai.Day(TimeProvider.System.GetUtcNow()), county = "411502" }
            ),
    };

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task Nothing_leaves_before_it_is_written_down(string reading, string answer)
    {
        var who = await server.As(reading.Split(':')[0]);
        var told = Words((await Asked[reading](server, who)).Is(200).Text).ToHashSet(StringComparer.Ordinal);
        told.ShouldNotBeEmpty("there is something to be read");
        Answer refused;
        using (server.Forgets(answer))
            refused = await Asked[reading](server, who);
        (refused.Status, refused.Code).ShouldBe(ForgetfulServer.Answers[answer].Expected);
        Words(refused.Text).Where(told.Contains).ShouldBeEmpty();
    }

    /// <summary>Names, numbers and ids in an answer: every text but words of the interface itself.</summary>
    private static IEnumerable<string> Words(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => Texts(JsonSerializer.Deserialize<JsonElement>(line)));

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .Where(part => part.Name is not ("type" or "title" or "code" or "arguments"))
                .SelectMany(part => Texts(part.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String when value.GetString() is { Length: > 1 } word => [word],
            _ => [],
        };
}

/// <summary>The demo in this process, over an engine that can be told to store no access record. Everything else goes on.</summary>
public class ForgetfulServer : IAsyncLifetime
{
    private const string Password = "demo-1234";

    /// <summary>Replies of the engine instead of storing, with the expected answers.</summary>
    public static readonly IReadOnlyDictionary<string, (Reply Reply, (int Status, string? Code) Expected)> Answers = new Dictionary<
        string,
        (Reply, (int, string?))
    >(StringComparer.Ordinal)
    {
        ["full"] = (new Reply.Refused(new Refusal(EngineCodes.Full, [])), (507, EngineCodes.Full)),
        ["stopped"] = (new Reply.Stopped("the store failed"), (503, "engine.stopped")),
        ["busy"] = (new Reply.Busy(TimeSpan.FromSeconds(1)), (503, "engine.busy")),
    };

    private readonly TempFolder _folder = new();
    private readonly ILoggerFactory _logs = Logs.Make();
    private readonly Dictionary<string, Api> _clients = new(StringComparer.Ordinal);
    private Forgetting? _engine;
    private Opened? _opened;
    private WebApplication? _app;
    private Task<int>? _serving;
    private Uri? _address;

    /// <summary>The clock of the server.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;
    public WebApplication App => _app!;
    public string Incident { get; private set; } = "";
    public string Undrawn { get; private set; } = "";
    public string Adult { get; private set; } = "";
    public string Care { get; private set; } = "";
    public string Reading { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var settings = new Settings
        {
            Urls = "http://127.0.0.1:0",
            Data = _folder["data"],
            Demo = true,
            DemoPassword = Password,
            Ballast = 1,
        };
        _opened = await Opened.Open(settings, Time, _logs);
        settings = settings.With(_opened.Installation);
        _engine = new Forgetting(_opened.Engine);
        _opened = _opened with { Engine = _engine };
        _app = Product.Build(settings, _opened);
        _serving = _app.Serve(_opened);
        await Until.True(() => (_address = Address()) is not null, "the server listens");
        await Until.True(() => Has("secretary") && Has("auditor") && Has("commander") && Has("duty"), "the demo has its accounts");
        var (secretary, duty) = (await As("secretary"), await As("duty"));
        const string community = "411502001001";
        var where = new { lon = 114.068594, lat = 32.119337 };
        Incident = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "居民楼起火",
                    community,
                    location = where,
                    caller = new { name = "何拟人", phone = "13900000097" },
                }
            )
        ).Is(201).String("id")!;
        Undrawn = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community,
                    location = where,
                }
            )
        ).Is(201).String("id")!;
        (
            await duty.Post(
                $"/api/incidents/{Incident}/impact",
                new
                {
                    circle = new
                    {
                        where.lon,
                        where.lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => (await secretary.Get($"/api/incidents/{Incident}/doors")).Is(200)["communities"].GetArrayLength() > 0,
            "doors are counted"
        );
        Adult = (await secretary.Get($"/api/communities/{community}/residents?limit=200"))
            .Is(200)["items"]
            .Items()
            .First(one => !one.GetProperty("minor").GetBoolean())
            .Of("personId");
        Care = (await secretary.Post("/api/care", new { person = Adult, community })).Is(201).String("id")!;
        Reading = (await secretary.Post($"/api/communities/{community}/residents/{Adult}/reveal", new { reason = "上门探访" }))
            .Is(200)
            .String("accessId")!;
    }

    public async Task<Api> As(string account)
    {
        if (_clients.TryGetValue(account, out var known))
            return known;
        var api = new Api(_address!);
        await api.SignIn(account, Password);
        return _clients[account] = api;
    }

    /// <summary>Stores no access record until it is disposed.</summary>
    public IDisposable Forgets(string answer) => new Spell(_engine!, Answers[answer].Reply);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        if (_app is not null)
        {
            _app.Lifetime.StopApplication();
            if (_serving is not null)
                await _serving;
            await _app.DisposeAsync();
        }
        if (_opened is not null)
            await _opened.DisposeAsync();
        _logs.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private Uri? Address() =>
        _app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        && !address.EndsWith(":0", StringComparison.Ordinal)
            ? new Uri(address)
            : null;

    // Asked of the views: a sign-in before the account exists would lock it out.
    private bool Has(string account)
    {
        var known = _app!.Services.GetRequiredService<Folding>().Now;
        return known.Of<AccountsKnown>().Find(_opened!.Sealing.Account(account)) is { } there
            && (account != "secretary" || there.Member is not null)
            && known.Of<ResidentsKnown>().Persons.Count > 100;
    }

    private sealed class Spell : IDisposable
    {
        private readonly Forgetting _engine;

        public Spell(Forgetting engine, Reply reply) => (_engine = engine).Instead = reply;

        public void Dispose() => _engine.Instead = null;
    }

    private sealed class Forgetting(IEngine engine) : IEngine, IEntities
    {
        public Reply? Instead { get; set; }
        public IEntities Entities => this;
        public IFeed Feed => engine.Feed;
        public IDuties Duties => engine.Duties;
        public IProgress Progress => engine.Progress;
        public IAbout About => engine.About;
        public ISeals Seals => engine.Seals;
        public ISessions Sessions => engine.Sessions;
        public IAttachments Attachments => engine.Attachments;
        public Task<int> Broken => engine.Broken;
        public string? Trouble => engine.Trouble;

        public ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default) =>
            Instead is { } reply && to.Kind == "audit" ? ValueTask.FromResult(reply) : engine.Entities.Send(to, command, meta, stop);

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
