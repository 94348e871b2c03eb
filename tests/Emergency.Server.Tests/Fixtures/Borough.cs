using System.Collections.Concurrent;
using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Borough))]

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// A small county (a borough) with its registers, served by the real engine, views, reactions and endpoints inside this process, so that a
/// test can also look behind the addresses. All persons are fictitious.
/// </summary>
public sealed class Borough : IAsyncLifetime, ITown
{
    public const string Realm = Entities.Live,
        County = "411502",
        Street = "411502001",
        Community = "411502001001",
        Neighbour = "411502001002",
        OtherStreet = "411502002",
        Distant = "411502002001",
        OtherCounty = "411503";
    public const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    public const double Lon = 114.07,
        Lat = 32.11;

    /// <summary>The home of the lines; null where none is set.</summary>
    public string? Home { get; init; } = County;

    /// <summary>The lines that share a secret with the borough.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [.. Settings.HotlineCodes.Where(code => code != "12345")];

    /// <summary>Trusted senders of warnings; empty: all. The weather office of the stories is listed.</summary>
    public ImmutableArray<string> CapSenders { get; init; } = ["yujing@example.org"];

    /// <summary>Turns of the machine of 120 for the first offers; it takes all others.</summary>
    public IReadOnlyList<Turn> Offers { get; init; } = [];

    /// <summary>
    /// Results of the first broadcasts: taken twice, refused, and taken only at the third try. The tests themselves send the platform's
    /// answers.
    /// </summary>
    private static readonly Broadcasting[] Broadcasts =
    [
        new(Broadcast.Played),
        new(Broadcast.Played),
        new(Broadcast.Played, Status: 400),
        new(Broadcast.Played, Status: 503, Errors: 2),
    ];

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Resident>>> _residents = new(StringComparer.Ordinal);
    private Opened? _opened;
    private WebApplication? _app;

    public TimeProvider Time => TimeProvider.System;
    internal Sending Sending => Service<Sending>();
    internal ISealing Sealing => Service<ISealing>();
    internal Folding Folding => Service<Folding>();
    public Uri Address { get; private set; } = null!;
    public IFeed Feed => Service<IFeed>();
    public string Data => _folder.Path;
    public Api Stranger { get; private set; } = null!;

    /// <summary>The machine of 120, which takes everything and answers nothing by itself; the other hotlines have none.</summary>
    public Centre Centre { get; private set; } = null!;

    public T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var settings = new Settings
        {
            Data = _folder["data"],
            Demo = false,
            Ballast = 1,
            Urls = "http://127.0.0.1:0",
            CapSenders = CapSenders,
            PushHosts = ["127.0.0.1"],
        };
        settings = settings with
        {
            Hotlines = Lines.Aggregate(settings.Hotlines, (lines, code) => lines.SetItem(code, new HotlineSettings(Secret, Home: Home))),
        };
        Centre = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal)
                {
                    ["120"] = WebhookSecret.Parse(Secret)!,
                    ["voice"] = WebhookSecret.Parse(Secret)!,
                    ["loudspeakers"] = WebhookSecret.Parse(Secret)!,
                    ["chat"] = WebhookSecret.Parse(Secret)!,
                }
            ),
            new(Offers, Turn.Silence, Broadcasts: Broadcasts),
            TimeProvider.System
        );
        settings = settings with
        {
            Hotlines = settings
                .Hotlines.SetItem("120", new HotlineSettings(Secret, Centre.Address, Home))
                .SetItem(Settings.Voice, new HotlineSettings(Secret, new Uri(Centre.Address, "/voice")))
                .SetItem(Settings.Loudspeakers, new HotlineSettings(Secret, new Uri(Centre.Address, "/loudspeakers")))
                .SetItem(Settings.Chat, new HotlineSettings(Secret, new Uri(Centre.Address, "/chat"))),
        };
        _opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        _app = Product.Build(settings, _opened);
        await _app.StartAsync();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Stranger = new Api(Address);
        await BoroughRegisters.Load(this);
    }

    /// <summary>An account signed in under a role; made when first asked for. With a member it belongs to one of the team.</summary>
    public Task<Resident> As(Role role, string division, MemberId? member = null, string? grid = null, string? building = null) =>
        _residents
            .GetOrAdd(
                $"{role}-{division}-{grid}-{building}-{member}",
                name => new(() => Make(name, new(role, new(division, grid, building)), member is { } id ? new(division, id) : null))
            )
            .Value;

    private async Task<Resident> Make(string name, Grant grant, MemberBinding? member)
    {
        var (account, now) = (new AccountId($"account-{name}"), TimeProvider.System.GetUtcNow());
        var token = SessionToken.Draw(new SessionId(Derived.Register("session", County, name)));
        await Do(
            Entities.Account(account),
            new AddAccount(
                await Seal(Derived.Register("account", County, name), new AccountContact(name, null, null)),
                "not-for-signing-in",
                [grant],
                member,
                By,
                now
            )
        );
        await Service<OpenSessions>()
            .Begin(new(token.Session, account, new(token.Hash, now, now.AddHours(12), now)), CancellationToken.None);
        return new Resident(Stranger, token.ToString(), account);
    }

    public Task<Resident> Duty() => As(Role.CountyDuty, County);

    public Task<Resident> StreetOfficer() => As(Role.StreetOfficer, Street);

    public Task<Resident> Secretary() => As(Role.Secretary, Community, BoroughRegisters.Secretary);

    public Task<Resident> GridChief() => As(Role.GridChief, Community, BoroughRegisters.GridChief, "G1");

    public Task<Resident> UnitChief() => As(Role.UnitChief, Community, BoroughRegisters.UnitChief);

    public Task<Resident> OtherUnitChief() => As(Role.UnitChief, Community, BoroughRegisters.OtherUnitChief);

    /// <summary>Sends a command directly to the entity, and waits until the views know its events.</summary>
    public async Task<Position> Do(EntityId to, Command command)
    {
        var sent = await Sending.Send("test", to, command, Guid.CreateVersion7(), "", TimeProvider.System.GetUtcNow());
        sent.Problem.ShouldBeNull();
        await Folding.At(sent.Position, Until.AtMost, CancellationToken.None);
        return sent.Position;
    }

    public async Task<Sealed> Seal<T>(Guid key, T value)
    {
        await Sealing.Ensure([key]);
        return Sealing.Seal(key, value);
    }

    public static By By { get; } = new(new("test"), Role.Operator);

    internal IncidentKnown? Incident(Guid id) => Folding.Now.Of<IncidentsKnown>().Find(new(id));

    public async ValueTask DisposeAsync()
    {
        // For all changes told in it, a client that joins now sees the same as the others have heard.
        var differ = _app is null ? [] : await SnapshotLaw.Broken(Feed, _app.Services, least: 0, CancellationToken.None);
        Stranger?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        if (_opened is not null)
            await _opened.DisposeAsync();
        if (Centre is not null)
            await Centre.DisposeAsync();
        _folder.Dispose();
        differ.ShouldBeEmpty();
    }
}

/// <summary>A user of the borough with their phone.</summary>
public sealed class Resident(Api api, string token, AccountId account)
{
    public AccountId Account => account;
    public string Token => token;

    public Task<Answer> Put(string path, object body) => api.Put(path, body, ("Authorization", $"Bearer {token}"));

    /// <summary>Loads a path, after all writes of anybody here.</summary>
    public Task<Answer> Get(string path) => api.Get(path, ("Authorization", $"Bearer {token}"));

    /// <summary>Loads a path after the position of an answer, and after all writes since.</summary>
    public Task<Answer> Get(string path, Answer after)
    {
        after.Position.ShouldNotBeNull(after.Text);
        return Get(path);
    }

    /// <summary>Downloads a file.</summary>
    public async Task<byte[]> File(string path)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
    }

    public Task<Answer> Post(string path, object? body = null, string? key = null) =>
        api.Send(
            HttpMethod.Post,
            path,
            body is null ? null : Api.Json(body),
            key is null ? [("Authorization", $"Bearer {token}")] : [("Authorization", $"Bearer {token}"), ("Idempotency-Key", key)]
        );
}
