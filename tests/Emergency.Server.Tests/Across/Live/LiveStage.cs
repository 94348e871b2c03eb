using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Across.Live;
using Emergency.Server.Across.PositionSharing;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Live;

/// <summary>The hub on a real port, over a feed that the test writes itself.</summary>
internal sealed class LiveStage : IAsyncDisposable
{
    public static readonly By Street = new(new AccountId("street"), Role.StreetOfficer);
    private readonly WebApplication _app;

    // Many clients listen at once.
    private readonly ConcurrentBag<IAsyncDisposable> _open = [];

    private LiveStage(WebApplication app, MemoryFeed feed, CountingView shown) => (_app, Feed, Shown) = (app, feed, shown);

    public MemoryFeed Feed { get; }
    public CountingView Shown { get; }
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    public Outlet Outlet => _app.Services.GetRequiredService<Outlet>();
    public OpenSessions Sessions => _app.Services.GetRequiredService<OpenSessions>();
    public Folding Folding => _app.Services.GetRequiredService<Folding>();

    /// <param name="before">Fills the journal before the node starts.</param>
    public static async Task<LiveStage> Open(Action<MemoryFeed>? before = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddRequests(new Settings { Urls = "http://127.0.0.1:0", SocketsPerSession = 10_000 });
        var (feed, shown) = (new MemoryFeed(TimeProvider.System), new CountingView());
        before?.Invoke(feed);
        builder
            .Services.AddSingleton(TimeProvider.System)
            .AddSingleton<Realms>()
            .AddSingleton<IFeed>(feed)
            .AddSingleton<IEntities>(new NotingEntities(TimeProvider.System))
            .AddSingleton<Sending>()
            .AddSingleton<SecondFactors>()
            .AddSingleton<Renewal>()
            .AddSingleton<ISessions>(new MemorySessions())
            .AddSingleton<StoredSessions>()
            .AddGuarded<OpenSessions>()
            .AddSingleton<ISealing, OpenSealing>();
        builder
            .AddView<AccountsView>()
            .AddView<IncidentsView>()
            .AddView<PlansView>()
            .AddView<TeamsView>()
            .AddView<SuppliesView>()
            .AddView<ResidentsView>()
            .AddLive()
            .AddPositions();
        builder
            .Services.AddSingleton<IView>(shown)
            .AddSingleton<Folding>()
            .AddHostedService(services => services.GetRequiredService<Folding>());
        var app = builder.Build();
        app.MapRequests();
        app.MapLive();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, feed, shown);
    }

    /// <summary>Signs an account in; returns its token.</summary>
    public async Task<SessionToken> SignIn(string name, Role role, string division, string? grid = null)
    {
        var token = SessionToken.Draw(new SessionId(Guid.CreateVersion7()));
        var now = TimeProvider.System.GetUtcNow();
        var added = Feed.Append(
            Account(name),
            new AccountAdded(
                OpenSealing.Of(new AccountContact(name, null, null)),
                "",
                [new Grant(role, new Scope(division, grid))],
                null,
                Street,
                now
            )
        );
        await Folded(added);
        await Sessions.Begin(new(token.Session, new(name), new(token.Hash, now, now.AddHours(12), now)), CancellationToken.None);
        return token;
    }

    public static EntityId Account(string name) => Entities.Account(new AccountId(name));

    /// <summary>Makes a plan of a community due for one more reason: a change for its divisions.</summary>
    public Happened MarkDue(string community, string trigger) =>
        Feed.Append(Entities.Plan(Entities.Live, community), new PlanMarkedDue(trigger, TimeProvider.System.GetUtcNow()));

    public async Task Folded(Happened happened) =>
        (await Folding.At(happened.Position, Until.AtMost, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>Waits until an event is folded, and given to all listeners.</summary>
    public async Task Told(Happened happened)
    {
        await Folded(happened);
        await Until.True(() => Outlet.Told >= happened.Position, "the outlet has told it");
    }

    public async Task<Ear> Listen(SessionToken token)
    {
        var ear = await Ear.Open(Address, token.ToString());
        _open.Add(ear);
        return ear;
    }

    /// <summary>Status of the answer to a bare WebSocket handshake; 101 where it is taken.</summary>
    public async Task<HttpStatusCode> Knock(string path = "/live", params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(Address, path)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            return socket.HttpStatusCode;
        }
        return socket.HttpStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ear in _open)
            await ear.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Shows one value to every group, and counts the requests for it.</summary>
    internal sealed class CountingView : View<string>
    {
        private int _asked;
        public int Asked => _asked;
        public override string Name => "counting";
        public override string Empty => "";

        protected override string Fold(string state, Happened happened) => state;

        public override void Show(string state, string realm, Group group, Changes changes)
        {
            Interlocked.Increment(ref _asked);
            changes.To(group, Name, "one", 1);
        }
    }

    /// <summary>Hides nothing: sealing is not tested here.</summary>
    internal sealed class OpenSealing : ISealing
    {
        public static Sealed Of<T>(T value) => new(JsonSerializer.Serialize(value, Json.Options));

        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => ValueTask.CompletedTask;

        public Sealed Seal<T>(Guid key, T value) => Of(value);

        public T? Open<T>(Sealed value)
            where T : class => JsonSerializer.Deserialize<T>(value.Text, Json.Options);

        public string Mark(Guid key, string text) => text;

        public string Index(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
